"""A mapping says what it means, and what is wrong with it is said clearly."""

from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import BadInput
from features.settlement.contract import Kind
from features.settlement.intake.foreign import Foreign, cleaned
from features.settlement.intake.translate import read
from features.settlement.mapping.file import mapping_names, named_mapping, read_mapping
from features.settlement.tables import TABLES


def document(columns: dict[str, object] | None = None, table: str = "setl_diag", **head: object):
    base = {"setl_id": "ID", "seq": "N", "diag_code": "CODE"}
    return {"tables": {table: {"files": ["x.csv"], "columns": {**base, **(columns or {})}, **head}}}


def value(
    kind: Kind, said: object, row: dict[str, object], types: dict[str, str] | None = None, **head
):
    """What a column of this kind becomes: (is anything there, the value)."""
    table, column = next(
        (t, c)
        for t in TABLES.values()
        for c in t.columns
        if c.kind is kind and c.name not in t.key and t.name != "setl_diag"
    )
    others = {c.name: {"value": "1"} for c in table.columns if not c.null}
    toml = {
        "files": ["x.csv"],
        **head,
        "tables": {table.name: {"columns": {**others, column.name: said}}},
    }
    mapping = read_mapping(toml, "trial")
    rule = next(r for r in mapping.sources[0].rules if r.column == column.name)
    foreign = Foreign(types or dict.fromkeys(row, "VARCHAR"))
    made = read(column, rule, foreign, mapping)
    cells = ", ".join(f"?::{foreign.types[name]} AS {name}" for name in row)
    rows = cleaned(
        f"SELECT {cells}", [name for name in rule.names if foreign.actual(name)], foreign, mapping
    )
    sql = f"SELECT {made.present}, {made.value} FROM ({rows})"
    return duckdb.connect().execute(sql, list(row.values())).fetchone()


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.34", 1234),
        ("0.1", 10),
        ("-5", -500),
        (" 7.00\u3000", 700),
        ("1e2", 10_000),
        ("12.340000000000001", 1234),  # the noise of a spreadsheet
        ("9999999999999.99", 999_999_999_999_999),
    ],
)
def test_yuan_become_fen_exactly(text: str, fen: int):
    assert value(Kind.FEN, "A", {"A": text}) == (True, fen)


@pytest.mark.parametrize(
    "text", ["12.345", "abc", "NaN", "inf", "1,200.00", "1e40", "10000000000000", "--"]
)
def test_what_is_not_an_amount_is_there_but_unreadable(text: str):
    assert value(Kind.FEN, "A", {"A": text}) == (True, None)


@given(st.integers(-(10**14), 10**14))
def test_every_amount_survives(fen: int):
    text = str(Decimal(fen) / 100)
    assert value(Kind.FEN, "A", {"A": text}) == (True, fen)


@given(st.integers(-(10**11), 10**11))
def test_amounts_survive_a_column_of_doubles(fen: int):
    assert value(Kind.FEN, "A", {"A": fen / 100}, {"A": "DOUBLE"}) == (True, fen)


@pytest.mark.parametrize(
    ("kind", "said", "row", "made"),
    [
        (Kind.FEN, {"from": "A", "unit": "fen"}, {"A": "1234"}, 1234),
        (Kind.PRICE, "A", {"A": "4.000001"}, 4_000_001),
        (Kind.PRICE, "A", {"A": "4.0000001"}, None),
        (Kind.QUANTITY, "A", {"A": "-2.5"}, -25_000),
        (Kind.POINTS, "A", {"A": "1.2345"}, 12_345),
        (Kind.DAYS, "A", {"A": "7"}, 7),
        (Kind.DAYS, "A", {"A": "7.5"}, None),
        (Kind.DAYS, {"from": "A", "rounded": True}, {"A": "7.04"}, 7),
        (Kind.DAYS, {"from": "A", "rounded": True}, {"A": "7.5"}, 8),
        (Kind.POINTS, {"from": "A", "rounded": True}, {"A": "1.23456"}, 12_346),
        (Kind.YEARS, "A", {"A": "67.9"}, 67),
        (Kind.HOURS, {"from": "A", "unit": "d/h/m"}, {"A": "1/13/24"}, 37),
        (Kind.HOURS, {"from": "A", "unit": "d/h/m"}, {"A": "0/0/0"}, 0),
        (Kind.HOURS, {"from": "A", "unit": "d/h/m"}, {"A": "13h"}, None),
        (Kind.RATIO, "A", {"A": "0.7"}, 0.7),
        (Kind.RATIO, "A", {"A": "nan"}, None),
        (Kind.TEXT, ["B", "A"], {"A": "x"}, "x"),
        (Kind.TEXT, {"from": "A", "first": 2}, {"A": "3201"}, "32"),
        (Kind.TEXT, {"join": ["A", "B"], "with": "-"}, {"A": "1", "B": "2"}, "1-2"),
        (Kind.TEXT, {"from": "A", "codes": {"M": "1"}}, {"A": "M"}, "1"),
        (Kind.TEXT, {"from": "A", "codes": {"M": "1"}}, {"A": "X"}, None),
        (Kind.TEXT, {"from": "A", "codes": {"M": "1"}, "otherwise": "9"}, {"A": "X"}, "9"),
        (Kind.FEN, {"sum": ["A", "B"]}, {"A": "1.10", "B": "2.20"}, 330),
        (Kind.FEN, {"sum": ["A", "B"]}, {"A": "1.10", "B": ""}, 110),
        (Kind.FEN, {"sum": ["A", "B"]}, {"A": "1.10", "B": "x"}, None),
        (Kind.DAYS, {"days": ["A", "B"]}, {"A": "2025-01-30", "B": "2025-02-02"}, 3),
        (Kind.YEARS, {"years": ["A", "B"]}, {"A": "1950-06-02", "B": "2025-06-01"}, 74),
        (Kind.YEARS, {"years": ["A", "B"]}, {"A": "1950-06-01", "B": "2025-06-01"}, 75),
    ],
)
def test_each_rule(kind: Kind, said: object, row: dict[str, object], made: object):
    assert value(kind, said, row) == (True, made)


def test_an_empty_sum_is_empty():
    assert value(Kind.FEN, {"sum": ["A", "B"]}, {"A": "", "B": " "}) == (False, None)


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "NULL", "-"])
def test_the_empties_of_a_mapping_are_nothing(text: str):
    assert value(Kind.FEN, "A", {"A": text}, empty=["NULL", "-"]) == (False, None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-01-31", "2025-01-31"),
        ("20250131", "2025-01-31"),
        ("2025-02-30", None),
        ("31/01/2025", None),
    ],
)
def test_days(text: str, day: str | None):
    there, made = value(Kind.DATE, "A", {"A": text}, dates=["%Y-%m-%d", "%Y%m%d"])
    assert there
    assert (made and made.isoformat()) == day


def test_a_dummy_day_is_no_day():
    assert value(Kind.DATE, "A", {"A": "1900-01-01"}, no_date=["1900-01-01"]) == (False, None)


def test_moments_keep_whole_seconds_of_beijing_time():
    there, made = value(Kind.MOMENT, "A", {"A": "2025-01-31 23:59:59"})
    assert there
    assert made.isoformat() == "2025-01-31T23:59:59"
    _, zoned = value(
        Kind.MOMENT,
        "A",
        {"A": "2025-01-31 16:00:00.5+00"},
        {"A": "TIMESTAMP WITH TIME ZONE"},
    )
    assert zoned.isoformat() == "2025-02-01T00:00:00"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("1736908200000", "2025-01-15T10:30:00"),  # in Beijing, not in UTC
        ("-1000000000000", "1938-04-25T06:13:20"),
        ("45672", "2025-01-15T00:00:00"),
        ("45672.5", "2025-01-15T12:00:00"),
        ("20250115", "2025-01-15T00:00:00"),
        ("99999", None),
        ("173690820000x", None),
    ],
)
def test_days_as_numbers(text: str, made: str | None):
    dates = ["%Y-%m-%d", "%Y%m%d", "epoch_ms", "excel_serial"]
    there, moment = value(Kind.MOMENT, "A", {"A": text}, dates=dates)
    assert there
    assert (moment and moment.isoformat()) == made


def test_words_for_one_and_nought():
    toml = {
        "flags": {"Y": "1", "N": "0", "是": "1"},
        "files": ["x.csv"],
        "tables": {
            "setl_diag": {
                "columns": {
                    "setl_id": "ID", "seq": "N", "diag_code": "CODE",
                    "maindiag_flag": "F", "adm_cond_type": "C",
                }
            }
        },
    }  # fmt: skip
    mapping = read_mapping(toml, "trial")
    by_name = {rule.column: rule for rule in mapping.sources[0].rules}
    foreign = Foreign({"F": "VARCHAR", "C": "VARCHAR"})
    columns = TABLES["setl_diag"].columns
    made = [
        read(column, by_name[column.name], foreign, mapping).value
        for column in columns
        if column.name in ("maindiag_flag", "adm_cond_type")
    ]
    written = ["Y", "N", "是", "1", "0", "2", None]
    for text in written:
        rows = cleaned("SELECT ?::VARCHAR AS F, ?::VARCHAR AS C", ["F", "C"], foreign, mapping)
        found = duckdb.connect().execute(f"SELECT {', '.join(made)} FROM ({rows})", [text, text])
        flag = {"Y": "1", "N": "0", "是": "1"}.get(str(text), text)
        assert found.fetchone() == (text, flag), "adm_cond_type is no flag"


def test_the_first_name_in_which_the_row_has_something_is_read():
    row = {"A": "", "B": "2.50"}
    assert value(Kind.FEN, ["A", "B"], row) == (True, 250)
    assert value(Kind.FEN, ["A", "B"], {**row, "A": "1"}) == (True, 100)
    assert value(Kind.FEN, ["A", "B"], {**row, "A": "x"}) == (True, None)
    assert value(Kind.MOMENT, ["A", "B"], {"A": "", "B": "2025-01-31"})[0]


def test_whole_doubles_are_codes_without_a_point():
    assert value(Kind.CODE, "A", {"A": 310.0}, {"A": "DOUBLE"}) == (True, "310")


def test_the_case_of_a_foreign_name_does_not_matter():
    assert value(Kind.TEXT, "setl_id", {"SETL_ID": "S1"}) == (True, "S1")


def test_the_mappings_that_come_along_are_sound():
    assert mapping_names() == ["core", "desynpuf", "messages"]
    for name in mapping_names():
        mapping = named_mapping(name)
        assert mapping.name == name
        assert mapping.zh
        assert mapping.en
    core = {source.table.name for source in named_mapping("core").sources}
    assert core == set(TABLES)


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ({"tables": {"claims": {}}}, "a table claims, which the contract does not have"),
        (document({"colour": "A"}), "a column colour, which the contract does not have"),
        (document({"diag_name": {"from": "A", "frm": "B"}}), "says frm, which means nothing"),
        (document({"diag_name": {"first": 2}}), "nothing of where it comes from"),
        (document({"diag_name": {"from": "A", "value": "B"}}), "says from and value"),
        (document({"diag_name": {"from": "A", "unit": "yuan"}}), "given in yuan, but holds text"),
        (document({"seq": {"days": ["A"]}}), "names 1 columns for days"),
        (document(lacks=["seq"]), "without which a row cannot be kept"),
        (document(lacks=["diag_code"]), "both fills and lacks diag_code"),
        (document(colour="red"), "says colour, which means nothing there"),
        ({"colour": 1}, "says colour, which means nothing there"),
        ({"tables": {"setl_diag": {"files": ["x"], "columns": {}}}}, "column setl_id open"),
        ({"tables": {"setl_diag": {"columns": {}}}}, "names no files"),
        ({"format": "pictures"}, "of format pictures, which does not exist"),
        (document(node="input.diseinfo"), "says node, but the mapping is of tables"),
        ({"format": "messages", **document()}, "does not say in which messages its rows lie"),
        (
            {"format": "messages", **document(messages=["4101"], node="diseinfo")},
            "looks in diseinfo, which is no part of a message",
        ),
        ({"replaces": [{"messages": ["4101"]}]}, "does not say by"),
        ({"settlements": {"messages": ["2304"], "node": "output.x"}}, "does not say settlement"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_said(toml: dict[str, object], told: str):
    with pytest.raises(BadInput) as error:
        read_mapping(toml, "trial")
    assert told in error.value.what
    assert error.value.do == "Correct the mapping"


def test_an_unknown_mapping_names_the_known():
    with pytest.raises(BadInput, match="core, desynpuf, messages"):
        named_mapping("nope")


def test_broken_toml_is_named(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(BadInput, match=r"mine\.toml is not readable TOML"):
        named_mapping(str(path))
