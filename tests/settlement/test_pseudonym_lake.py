"""No number of a person as it is in life is anywhere in the lake, the ledger, or what is rejected."""

import shutil
import subprocess

import duckdb
import pytest
from sqlalchemy import select, text

from features.build import build
from features.database import engine
from features.database.tables import load as load_table
from features.database.tables import load_file, shelf_state
from features.engines.duckdb import DuckEngine
from features.engines.lake import lake_engine
from features.errors import Conflict, FundwatchError, NotReady, Unreachable
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.books import prove
from features.settlement.lake.lake import REJECTED, Lake
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from features.settlement.pseudonyms.pseudonym import Pseudonyms
from features.settlement.pseudonyms.rotation import rotate
from tests.settlement.export import fee, settlement, write

CERTIFICATES = [f"3201021985010112{n}X" for n in range(1, 5)]
PERSONS = [f"P-IN-LIFE-{n}" for n in range(1, 5)]
NAME, TELEPHONE, STREET = "欧阳晓明", "13951234567", "中山北路128号5栋301室"


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def personal(n: int, **changes: str) -> dict[str, str]:
    own = {"certno": CERTIFICATES[n], "psn_name": NAME, "psn_no": PERSONS[n]}
    return settlement(n, **own) | {"家属电话": TELEPHONE, "住址": STREET, "note": ""} | changes


def export(folder):
    """Settlements and persons, loaded and rejected rows of each, with everything that is secret."""
    write(
        folder,
        "setl_d.csv",
        [
            personal(0),
            personal(1),
            personal(2, medfee_sumamt="x", note=f"证件{CERTIFICATES[3]}"),
            personal(0, note=TELEPHONE),
        ],
        "gbk",
    )
    lines = [fee(n, n, psn_no=PERSONS[n]) for n in range(3)]
    write(folder, "fee_list_d.csv", [*lines, fee(9, 3, psn_no=PERSONS[3], cnt="many")])
    person = {"psn_no": "", "certno": "", "tel": TELEPHONE, "addr": STREET, "psn_name": NAME}
    write(
        folder,
        "psn_info_b.csv",
        [
            person | {"psn_no": PERSONS[0], "certno": CERTIFICATES[0], "gend": "1"},
            person | {"psn_no": PERSONS[0], "certno": CERTIFICATES[0], "gend": "1"},
        ],
    )
    return folder


@pytest.fixture
def loaded(database, tmp_path) -> Settings:
    load(export(tmp_path / "in"), "core", database)
    return database


def every_byte(folder) -> bytes:
    """What the files say, Parquet unpacked, so that a search finds what compression would hide."""
    told = b""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            rows = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            told += repr(rows).encode()
        if path.is_file():
            told += path.read_bytes()
    return told


def dump(settings: Settings) -> bytes:
    """Every row of every table of the database, as text."""
    told = b""
    with engine(settings).connect() as connection:
        names = connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        ).scalars()
        for name in names.all():
            rows = connection.execute(text(f'SELECT t::text FROM "{name}" AS t')).scalars()
            told += "\n".join(rows.all()).encode()
    return told


def secrets_in(told: bytes) -> list[str]:
    secrets = [*CERTIFICATES, *PERSONS, NAME, TELEPHONE, STREET]
    return [secret for secret in secrets if secret.encode() in told]


def test_the_search_finds_what_is_there(tmp_path):
    export(tmp_path)
    (tmp_path / "setl_d.csv").write_bytes(
        (tmp_path / "setl_d.csv").read_bytes().decode("gbk").encode()
    )
    assert len(secrets_in(every_byte(tmp_path))) == len(CERTIFICATES) + len(PERSONS) + 3


def test_no_secret_is_in_the_lake_or_the_database(loaded):
    assert secrets_in(every_byte(loaded.home)) == []
    assert secrets_in(dump(loaded)) == []


def test_nothing_is_left_of_the_work(loaded):
    assert list(loaded.path("lake", "_work").glob("**/*")) == []


def test_a_person_has_one_pseudonym_everywhere(loaded):
    made = Pseudonyms(KeyRing.read(place_of_keys(loaded)))
    con = duckdb.connect()
    Lake.open(loaded).attach(con)
    expected = {made.of("person", number) for number in PERSONS[:2]}
    assert {p for (p,) in con.execute("SELECT psn_no FROM setl_d").fetchall()} == expected
    lines = con.execute("SELECT setl_id, psn_no FROM fee_list_d ORDER BY feedetl_sn").fetchall()
    assert lines == [(f"S{n}", made.of("person", PERSONS[n])) for n in range(3)]
    hashes = con.execute("SELECT certno_hash FROM setl_d ORDER BY setl_id").fetchall()
    assert hashes == [(made.of("certificate", number),) for number in CERTIFICATES[:2]]
    (tel,) = con.execute("SELECT tel_hash FROM psn_info_b").fetchone()
    assert tel == made.of("telephone", TELEPHONE)


def test_rejected_rows_carry_pseudonyms(loaded):
    made = Pseudonyms(KeyRing.read(place_of_keys(loaded)))
    rows = rejected(loaded, "setl_d")
    assert sorted(rows) == sorted((f"S{n}", made.of("person", PERSONS[n])) for n in (0, 2))


def rejected(settings: Settings, table: str) -> list[tuple[str, str]]:
    files = str(settings.path("lake", REJECTED, table, "*.parquet"))
    return duckdb.execute(
        "SELECT json_extract_string(raw, '$.setl_id'), json_extract_string(raw, '$.psn_no') "
        "FROM read_parquet(?)",
        [files],
    ).fetchall()


def test_another_ring_is_refused(loaded, tmp_path):
    other = loaded.model_copy(update={"pseudonym_keys": tmp_path / "other.keys"})
    with pytest.raises(NotReady, match="is not there"):
        load(tmp_path / "in", "core", other)
    assert not (tmp_path / "other.keys").exists(), "no ring is made beside a lake that has one"
    KeyRing.opened(other)
    with pytest.raises(Conflict, match="not the one of this lake"):
        load(tmp_path / "in", "core", other)
    assert not prove(other, silent).balanced
    assert prove(loaded, silent).balanced


def test_loads_of_before_there_were_pseudonyms_are_refused(loaded, tmp_path):
    with engine(loaded).begin() as connection:
        connection.execute(load_table.update().values(pseudonym_ring=None))
    with pytest.raises(Conflict, match="without pseudonyms"):
        load(tmp_path / "in", "core", loaded)


def test_turning_the_ring_changes_every_pseudonym_and_nothing_else(loaded, tmp_path):
    before = counted(loaded)
    old_files = set(loaded.path("lake", "setl_d").rglob("*.parquet"))
    old_bytes = every_byte(loaded.path("lake"))
    turned = rotate(loaded, silent)
    ring = KeyRing.read(place_of_keys(loaded))
    assert (turned.after, turned.keys, turned.before) == (ring.id, 2, KeyRing(ring.keys[:1]).id)
    assert turned.files >= 3
    made, old = Pseudonyms(ring), Pseudonyms(KeyRing(ring.keys[:1]))
    told = every_byte(loaded.path("lake"))
    for number in PERSONS[:2]:
        assert old.of("person", number).encode() in old_bytes
        assert old.of("person", number).encode() not in told
        assert made.of("person", number).encode() in told
    assert sorted(rejected(loaded, "setl_d")) == sorted(
        (f"S{n}", made.of("person", PERSONS[n])) for n in (0, 2)
    )
    assert counted(loaded) == before
    assert prove(loaded, silent, deep=True).balanced
    assert not any(path.exists() for path in old_files)
    again = load(tmp_path / "in", "core", loaded)
    assert not again.changed
    write(tmp_path / "more", "setl_d.csv", [personal(1), personal(3)])
    more = load(tmp_path / "more", "core", loaded)
    assert (more.tables["setl_d"].loaded, more.tables["setl_d"].rejected) == (1, 1)
    rotate(loaded, silent)
    assert prove(loaded, silent, deep=True).balanced


def counted(settings: Settings) -> list[tuple[object, ...]]:
    """Everything in the settlements but who they are of."""
    con = duckdb.connect()
    Lake.open(settings).attach(con)
    return con.execute(
        "SELECT * EXCLUDE (psn_no, certno_hash) FROM setl_d ORDER BY setl_id"
    ).fetchall()


def test_turning_the_ring_clears_the_shelf(loaded):
    with engine(loaded).begin() as connection:
        connection.execute(
            shelf_state.insert().values(
                fingerprint="x", ends_on="2025-01-01", published_at="2025-01-02"
            )
        )
    loaded.path("signals").mkdir()
    assert rotate(loaded, silent).rebuild == ["fundwatch signals build"]
    with engine(loaded).connect() as connection:
        assert connection.execute(select(shelf_state)).all() == []


def test_a_turn_cut_off_after_the_ring_is_finished_by_the_next(loaded, tmp_path):
    """The ring has its new key and the ledger does not know it: loads wait for the turn's end."""
    path = place_of_keys(loaded)
    ring = KeyRing.read(path).turned()
    ring.replace(path)
    with pytest.raises(Conflict, match="fundwatch pseudonyms rotate"):
        load(tmp_path / "in", "core", loaded)
    turned = rotate(loaded, silent)
    assert (turned.after, turned.keys) == (ring.id, 2)
    assert KeyRing.read(path) == ring
    assert prove(loaded, silent, deep=True).balanced


def test_a_turn_cut_off_between_ledger_and_rejected_rows_is_finished_by_a_sweep(loaded, tmp_path):
    """The ledger was changed and the rejected rows still wait beside: the next load puts them there."""
    folder = loaded.path("lake", REJECTED, "setl_d")
    shutil.copytree(folder, tmp_path / "old")
    turned = rotate(loaded, silent)
    for path in (tmp_path / "old").iterdir():
        new = folder / path.name
        new.rename(folder / f"{path.name}.next-{turned.after}")
        (folder / f"{path.name}.next-0123456789abcdef").write_bytes(b"of a turn that never was")
        shutil.copy(path, new)
    write(tmp_path / "more", "setl_d.csv", [personal(3)])
    load(tmp_path / "more", "core", loaded)
    made = Pseudonyms(KeyRing.read(place_of_keys(loaded)))
    assert sorted(rejected(loaded, "setl_d")) == sorted(
        (f"S{n}", made.of("person", PERSONS[n])) for n in (0, 2)
    )
    assert list(folder.glob("*.next-*")) == []


def test_a_turn_on_a_full_disk_changes_nothing(loaded, monkeypatch):
    """The folder of the settlements takes no new file: a file stands where it would have to go."""
    ring = KeyRing.read(place_of_keys(loaded))
    with engine(loaded).connect() as connection:
        paths = connection.execute(select(load_file.c.path)).scalars().all()
    folder = loaded.path("lake", "setl_d", "month=2025-01")
    subprocess.run(["chattr", "+i", folder], check=False, capture_output=True)
    immutable = subprocess.run(["touch", folder / "x"], check=False, capture_output=True).returncode
    if not immutable:
        pytest.skip("this file system has no immutable folders")
    try:
        with pytest.raises(Unreachable, match="could not be written"):
            rotate(loaded, silent)
    finally:
        subprocess.run(["chattr", "-i", folder], check=True)
    assert KeyRing.read(place_of_keys(loaded)) == ring
    with engine(loaded).connect() as connection:
        assert connection.execute(select(load_file.c.path)).scalars().all() == paths
    assert prove(loaded, silent, deep=True).balanced


def test_signals_are_built_anew_after_a_turn(database, tmp_path):
    """A build that began before the turn and ends after it publishes nothing."""
    write(tmp_path / "in", "setl_d.csv", [settlement(n) for n in range(30)])
    load(tmp_path / "in", "core", database)
    with lake_engine(database) as lake:
        build(lake, database, lambda _: None)
        assert build(lake, database, lambda _: None).renewed == []
    assert published(database) == 1
    assert rotate(database, silent).rebuild == ["fundwatch signals build"]
    assert published(database) == 0
    with lake_engine(database) as lake:
        assert isinstance(lake, DuckEngine)
        lake.inputs = [*lake.inputs, "setl_d/month=2025-01/of-before-the-turn.parquet"]
        with pytest.raises(Conflict, match="written anew"):
            build(lake, database, lambda _: None)
    assert published(database) == 0
    with lake_engine(database) as lake:
        assert build(lake, database, lambda _: None).renewed is None
    assert published(database) == 1
    made = Pseudonyms(KeyRing.read(place_of_keys(database)))
    assert made.of("person", "P1").encode() in every_byte(database.path("signals"))


def published(settings: Settings) -> int:
    with engine(settings).connect() as connection:
        return len(connection.execute(select(shelf_state)).all())


def test_nothing_to_turn_is_told(database):
    with pytest.raises(NotReady, match="Nothing has been loaded"):
        rotate(database, silent)


def test_errors_of_a_broken_file_show_no_person(database, tmp_path):
    header = ",".join(personal(0))
    row = ",".join(personal(1).values())
    (tmp_path / "setl_d.csv").write_text(f'{header}\n{row}\n{row}"x",{row}\n', encoding="utf-8")
    with pytest.raises(FundwatchError) as told:
        load(tmp_path, "core", database)
    assert secrets_in(str(told.value).encode()) == []
