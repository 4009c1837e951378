"""Registers that come as workbooks load like any other file, with a spreadsheet's ways."""

import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from features.errors import BadInput
from features.settlement.intake import workbook
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake

HEADER = ["fixmedins_code", "fixmedins_name", "fixmedins_type", "hosp_lv", "bed_cnt", "begntime"]


def save(
    path: Path, rows: list[list[object]], sheet: str = "Sheet1", more: str | None = None
) -> Path:
    book = openpyxl.Workbook()
    chosen = book.active
    assert chosen is not None
    chosen.title = sheet
    for row in rows:
        chosen.append(row)
    if more is not None:
        other = book.create_sheet(more)
        other.append(HEADER)
        other.append(["H32010000009", "另院", "1", "03", 9, "2020-01-01"])
    book.save(path)
    return path


def houses(settings, columns: str = "fixmedins_code, hosp_lv, bed_cnt, begntime::VARCHAR"):
    con = duckdb.connect()
    Lake.open(settings).attach(con)
    return con.execute(f"SELECT {columns} FROM fixmedins_b ORDER BY ALL").fetchall()


def test_floats_serial_days_and_blanks(database, tmp_path):
    save(
        tmp_path / "fixmedins_b.xlsx",
        [
            ["某市定点机构登记表"],
            [],
            [*HEADER, None, "lnt"],
            ["H32010000001", "甲院", 1.0, "03", 120.0, datetime(2020, 1, 2), None, 118.25],
            [],
            ["H32010000002", "乙院", 1, "02", "80", 43832, None, None],
            ["H32010000003", "丙院", "2", None, None, "2020/01/02", None, None],
        ],
    )
    report = load(tmp_path, "core", database)
    assert houses(database) == [
        ("H32010000001", "03", 120, "2020-01-02"),
        ("H32010000002", "02", 80, "2020-01-02"),
        ("H32010000003", None, None, "2020-01-02"),
    ]
    assert houses(database, "lnt")[0] == (118.25,)
    assert report.tables["fixmedins_b"].rejected == 0
    assert not load(tmp_path, "core", database).changed


def test_a_header_in_chinese_and_the_row_of_the_sheet(database, tmp_path):
    chinese = ["定点医药机构编号", "定点医药机构名称", "定点医疗服务机构类型", "医院等级"]
    save(
        tmp_path / "fixmedins_b-甲.xlsx",
        [chinese, ["H32010000001", "甲院", "1", "03"], ["", "乙院", "1", "03"]],
    )
    report = load(tmp_path, "core", database)
    assert houses(database, "fixmedins_code, fixmedins_name, hosp_lv") == [
        ("H32010000001", "甲院", "03")
    ]
    files = database.path("lake", "_rejected", "fixmedins_b")
    rejected = duckdb.execute(
        f'SELECT source, "row", "column" FROM \'{files}/*.parquet\''
    ).fetchall()
    assert rejected == [("fixmedins_b-甲.xlsx", 3, "fixmedins_code")]
    assert report.tables["fixmedins_b"].rejected == 1


def test_the_sheet_named_like_the_table_is_read(database, tmp_path):
    save(tmp_path / "fixmedins_b.xlsx", [["说明"], ["此表…"]], more="fixmedins_b")
    load(tmp_path, "core", database)
    assert houses(database, "fixmedins_code") == [("H32010000009",)]


def locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "a")


def cut(path: Path) -> None:
    whole = save(path, [HEADER, ["H32010000001", "甲院", "1", "03", 1, None]]).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def broken_inside(path: Path) -> None:
    save(path, [HEADER, ["H32010000001", "甲院", "1", "03", 1, None]])
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content[:-60] if name.endswith("sheet1.xml") else content)


@pytest.mark.parametrize("spoil", [locked, no_workbook, cut, broken_inside])
def test_what_is_no_workbook_is_named(database, tmp_path, spoil):
    spoil(tmp_path / "fixmedins_b.xlsx")
    with pytest.raises(BadInput, match=r"fixmedins_b\.xlsx cannot be read as a workbook") as error:
        load(tmp_path, "core", database)
    assert "save it anew" in error.value.do


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["甲", "乙"], ["1", "2"]], r"has no row that names columns of fixmedins_b"),
        ([[*HEADER, "hosp_lv"]], r"names the column hosp_lv twice, the second time in column 7"),
        ([HEADER[1:], ["甲院", "1", "03", 1, None]], r"has no column fixmedins_code"),
    ],
)
def test_what_is_wrong_with_a_sheet_is_said(database, tmp_path, rows, told):
    save(tmp_path / "fixmedins_b.xlsx", rows)
    with pytest.raises(BadInput, match=told):
        load(tmp_path, "core", database)


def test_a_workbook_is_bounded(database, tmp_path, monkeypatch):
    save(
        tmp_path / "fixmedins_b.xlsx",
        [HEADER, *([f"H{n:011}", "甲", "1", "03", n, None] for n in range(50))],
    )
    monkeypatch.setattr(workbook, "UNPACKED", 1000)
    with pytest.raises(BadInput, match="too large for a workbook"):
        load(tmp_path, "core", database)
    monkeypatch.setattr(workbook, "UNPACKED", 1 << 29)
    monkeypatch.setattr(workbook, "CELLS", 100)
    with pytest.raises(BadInput, match="too large for a workbook"):
        load(tmp_path, "core", database)
