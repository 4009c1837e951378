"""What is wrong with a file is told by file, line and column, with what to do; never by a value."""

import pytest

from features.errors import BadInput
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.export import settlement, write

HEADER = ",".join(settlement())
ROW = ",".join(settlement(1).values())
SECRET = "某某人32010219850101123X"


def lines(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


@pytest.mark.parametrize(
    ("content", "told", "done"),
    [
        (lines(ROW, '"' + ROW), r"is broken at line 3: a quotation mark", "Export the file again"),
        (lines(ROW, ROW + f",{SECRET}"), r"is broken at line 3", "Export the file again"),
        (
            lines(ROW, SECRET),
            r"is broken at line 3: it has 1 columns, the header",
            "Export the file again",
        ),
        ("", "has no header", "header in line 1"),
        ("\n\n", "has no header", "header in line 1"),
        ("setl_id,,psn_no\n1,2,3\n", "line 1: column 2 has no name", "Name the column"),
        ("setl_id,SETL_ID\n1,2\n", "line 1: column SETL_ID is named twice", "Rename or leave out"),
        ("setl_id;psn_no\n1;2\n", "divided by ';', not by ','", "delimiter = ';'"),
        (
            lines(ROW).replace("psn_no", "psn"),
            "has no column psn_no",
            "Export the file again with it",
        ),
        (
            lines(ROW, ROW).encode() + b"\xff\xfe\xff" + SECRET.encode("gbk"),
            "line 4 is the first that cannot be read",
            "Save the file in UTF-8",
        ),
    ],
)
def test_a_fault_of_a_file_is_told(database, tmp_path, content, told, done):
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "setl_d.csv").write_bytes(raw)
    with pytest.raises(BadInput, match=told) as error:
        load(tmp_path, "core", database)
    assert "setl_d.csv" in error.value.what
    assert done in error.value.do
    assert "某" not in str(error.value)
    assert Lake.open(database).files("setl_d") == []


def test_unicode_text_of_a_spreadsheet_is_read(database, tmp_path):
    write(tmp_path, "setl_d.csv", [settlement(1, dise_name="糖尿病")], encoding="utf-16")
    assert load(tmp_path, "core", database).tables["setl_d"].loaded == 1
