"""What cannot be loaded is refused whole and named: a broken file, a missing column, a strange folder."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.errors import BadInput
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.export import Row, settlement, write
from tests.settlement.read_back import books_and_flags, rows


def broken(path: Path, kind: str) -> None:
    match kind:
        case "open quote":
            path.write_text('setl_id,mdtrt_id\n"S1,M1\nS2,M2\n', encoding="utf-8")
        case "too many cells":
            write(path.parent, path.name, [settlement(n) for n in range(5)])
            with path.open("a", encoding="utf-8") as file:
                file.write(",".join(["x"] * 40) + "\n")
        case "no header":
            path.write_bytes(b"")
        case "twice the same column":
            path.write_text("setl_id,SETL_ID\n1,2\n", encoding="utf-8")
        case "no encoding":
            path.write_bytes(b"setl_id\n\xff\xff\xff\n")
        case "truncated parquet":
            table = pa.table({"setl_id": [f"S{n}" for n in range(5000)]})
            pq.write_table(table, path)
            path.write_bytes(path.read_bytes()[:-200])
        case _:
            table = pa.table({"setl_id": [f"S{n}" for n in range(5000)]})
            pq.write_table(table, path)
            content = bytearray(path.read_bytes())
            content[100:300] = bytes(200)
            path.write_bytes(content)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("setl_d-9.csv", "open quote"),
        ("setl_d-9.csv", "too many cells"),
        ("setl_d-9.csv", "no header"),
        ("setl_d-9.csv", "twice the same column"),
        ("setl_d-9.csv", "no encoding"),
        ("setl_d-9.parquet", "truncated parquet"),
        ("setl_d-9.parquet", "overwritten parquet"),
    ],
)
def test_a_broken_file_is_named_and_nothing_is_kept(database, tmp_path, name, kind):
    write(tmp_path, "setl_d-1.csv", [settlement(1)])
    broken(tmp_path / name, kind)
    with pytest.raises(BadInput) as error:
        load(tmp_path, "core", database)
    assert name in str(error.value)
    assert "S1" not in str(error.value)
    assert Lake.open(database).files("setl_d") == []
    assert rows(database, "setl_d") == []
    (tmp_path / name).unlink()
    assert books_and_flags(load(tmp_path, "core", database), "setl_d") == (1, 1, 0, 0)


def test_a_file_without_a_required_column_is_named(database, tmp_path):
    row: Row = settlement(1)
    del row["psn_no"]
    write(tmp_path, "setl_d.csv", [row])
    with pytest.raises(BadInput, match=r"setl_d\.csv has no column psn_no"):
        load(tmp_path, "core", database)


def test_a_folder_without_known_files_is_refused(database, tmp_path):
    with pytest.raises(BadInput, match="holds no file that mapping core knows"):
        load(tmp_path, "core", database)
    with pytest.raises(BadInput, match="is not a folder"):
        load(tmp_path / "nowhere", "core", database)
