"""Loads in trouble: two at once, a disk that fills, files that are cut short, links that lead out."""

import gzip
import hashlib
import json
import resource
import signal
import subprocess
import sys
import zipfile
from contextlib import contextmanager

import duckdb
import pytest

from features.errors import BadInput, Unreachable
from features.settlement.intake.load import load
from features.settlement.lake.books import prove
from features.settlement.lake.lake import Lake
from tests.settlement.export import fee, settlement, write
from tests.settlement.read_back import stored

LOADING = [sys.executable, "-m", "serving.cli", "load", "--json"]


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def settlements(folder, first: int, last: int):
    write(folder, "setl_d.csv", [settlement(n) for n in range(first, last)])
    return folder


def balanced(settings) -> bool:
    found = prove(settings, silent, deep=True)
    assert found.balanced, found.as_json()
    return found.orphans == 0


def test_two_loads_of_two_exports_at_once(database, tmp_path):
    folders = [settlements(tmp_path / f"{n}", n * 500, n * 500 + 600) for n in range(2)]
    loads = [subprocess.Popen([*LOADING, f], stdout=subprocess.PIPE) for f in folders]
    reports = [json.loads(one.communicate()[0])["tables"]["setl_d"] for one in loads]
    assert [one.returncode for one in loads] == [0, 0]
    assert sorted((r["loaded"], r["rejected"]) for r in reports) == [(500, 100), (600, 0)]
    assert stored(database, "setl_d") == 1100
    assert balanced(database)


@contextmanager
def small_disk(folder, megabytes: int):
    """A file system of its own that is soon full, or a skip where none can be mounted."""
    folder.mkdir(parents=True)
    asked = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(asked, check=False, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("this user may not mount a small file system")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_lake_as_it_was(database, tmp_path):
    with small_disk(database.path("lake"), 1):
        load(settlements(tmp_path / "small", 0, 50), "core", database)
        # What does not compress: every settlement has an id of its own making.
        rows = [settlement(n) | {"setl_id": f"{hash_of(n)}"} for n in range(100, 30_100)]
        write(tmp_path / "large", "setl_d.csv", rows)
        with pytest.raises(Unreachable, match="the disk is full"):
            load(tmp_path / "large", "core", database)
        assert stored(database, "setl_d") == 50
        assert balanced(database)
        assert not database.path("lake", "_work").exists()
        load(settlements(tmp_path / "next", 50, 60), "core", database)
        assert stored(database, "setl_d") == 60


def hash_of(n: int) -> str:
    return hashlib.sha256(str(n).encode()).hexdigest()


def test_a_limit_on_file_size_leaves_the_lake_as_it_was(database, tmp_path):
    """The same, where a quota and not the disk ends the writing."""
    load(settlements(tmp_path / "small", 0, 50), "core", database)
    rows = [settlement(n) | {"setl_id": f"{hash_of(n)}"} for n in range(100, 30_100)]
    write(tmp_path / "large", "setl_d.csv", rows)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = subprocess.run(
        [*LOADING, tmp_path / "large"],
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == Unreachable.exit_code, done.stderr[-2000:]
    assert "could not be written" in json.loads(done.stdout)["error"]["what"]
    assert stored(database, "setl_d") == 50
    assert balanced(database)


def parquet(folder, rows: int = 2000):
    write(folder, "csv", [settlement(n) for n in range(rows)])
    path = folder / "setl_d.parquet"
    duckdb.execute(
        f"COPY (SELECT * FROM read_csv('{folder / 'csv'}', all_varchar = true)) TO '{path}'"
    ).fetchall()
    return path


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_truncated_parquet_file_is_refused(database, tmp_path, share):
    load(settlements(tmp_path / "good", 0, 10), "core", database)
    path = parquet(tmp_path / "cut")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(BadInput, match=r"setl_d\.parquet is broken"):
        load(tmp_path / "cut", "core", database)
    assert stored(database, "setl_d") == 10
    assert balanced(database)


def test_a_parquet_file_spoiled_in_the_middle_is_refused(database, tmp_path):
    path = parquet(tmp_path / "spoiled")
    content = bytearray(path.read_bytes())
    middle = len(content) // 3
    content[middle : middle + 400] = bytes(400)
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"setl_d\.parquet is broken"):
        load(tmp_path / "spoiled", "core", database)
    assert stored(database, "setl_d") == 0
    assert balanced(database)


def quoted(folder, sign: str) -> None:
    """Settlements in CSV, the id of one of them in these signs."""
    path = write(folder, "setl_d.csv", [settlement(n) for n in range(30)])
    path.write_text(path.read_text().replace("S19", sign, 1))


@pytest.mark.parametrize("broken", ['"open', '"a"b'])
def test_a_csv_file_with_broken_quotes_is_refused(database, tmp_path, broken):
    quoted(tmp_path / "in", broken)
    with pytest.raises(BadInput, match=r"setl_d\.csv is broken"):
        load(tmp_path / "in", "core", database)
    assert stored(database, "setl_d") == 0
    assert balanced(database)


def test_a_quote_inside_a_value_that_begins_with_none_is_a_sign_like_any_other(database, tmp_path):
    quoted(tmp_path / "in", 'a"b"')
    assert load(tmp_path / "in", "core", database).tables["setl_d"].loaded == 30


def test_an_export_is_loaded_out_of_its_archives_once(database, tmp_path):
    plain = tmp_path / "plain"
    write(plain, "setl_d.csv", [settlement(n) for n in range(20)])
    write(plain, "fee_list_d.csv", [fee(n, n) for n in range(20)])
    packed = tmp_path / "packed"
    packed.mkdir()
    with zipfile.ZipFile(packed / "2025.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain / "setl_d.csv", "导出/setl_d.csv")
    (packed / "fee_list_d.csv.gz").write_bytes(
        gzip.compress((plain / "fee_list_d.csv").read_bytes())
    )
    report = load(packed, "core", database)
    assert (report.tables["setl_d"].loaded, report.tables["fee_list_d"].loaded) == (20, 20)
    assert not load(packed, "core", database).changed
    assert not load(plain, "core", database).changed
    assert not database.path("lake", "_work", "unpacked").exists()
    assert balanced(database)


def test_a_bomb_in_an_export_is_refused(database, tmp_path):
    limited = database.model_copy(update={"archive_bytes": 1 << 20})
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("setl_d.csv", bytes(64 << 20))
    with pytest.raises(BadInput, match="FUNDWATCH_ARCHIVE_BYTES"):
        load(tmp_path, "core", limited)
    with pytest.raises(BadInput, match="FUNDWATCH_ARCHIVE_RATIO"):
        load(tmp_path, "core", database)
    assert stored(database, "setl_d") == 0
    assert balanced(database)


def test_a_link_out_of_the_folder_is_refused(database, tmp_path):
    inside = settlements(tmp_path / "in", 0, 5)
    outside = write(tmp_path / "elsewhere", "secret.csv", [settlement(9)])
    (inside / "setl_d-2.csv").symlink_to(outside)
    with pytest.raises(BadInput, match="leads out of its folder"):
        load(inside, "core", database)
    (inside / "setl_d-2.csv").unlink()
    (inside / "setl_d-2.csv").symlink_to(inside / "setl_d.csv")
    assert load(inside, "core", database).tables["setl_d"].loaded == 5
    assert Lake.open(database).months() == ["2025-01"]
