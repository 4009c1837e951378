"""Every kind of workbook is known by its own headings, and read back as it was written."""

import pytest

from features.settlement.knowledge.answers import columns_of
from features.settlement.knowledge.kinds import KINDS, Kind
from features.settlement.knowledge.points import points_in
from features.settlement.knowledge.recognising import recognised
from features.settlement.knowledge.rows import PointRow, rows_of
from features.settlement.knowledge.sheets import sheets_of
from features.settlement.tables.knowledge import VALUES
from tests.settlement.knowledge.workbooks import samples

EVERY_KIND = pytest.mark.parametrize("kind", KINDS, ids=[kind.no for kind in KINDS])


def test_there_are_twenty_six_kinds_each_with_its_own_number_and_title():
    assert len(KINDS) == len({kind.no for kind in KINDS}) == len({k.title for k in KINDS}) == 26
    assert {kind.stem for kind in KINDS} - {None} == set(VALUES)


@EVERY_KIND
def test_a_workbook_under_its_official_name_is_of_its_kind(official, kind: Kind):
    path = official[kind.no]
    (one,), passed_over = recognised(path.name, sheets_of(path))
    assert (one.kind, passed_over) == (kind, [])
    assert len(one.codes) == (1 if kind.codes_apart else 0)
    rows = rows_of(points_in(one), kind, {})
    assert [row.fault for row in rows] == [None] * len(rows)
    come_back(rows, kind)
    fill_the_columns_of_their_limit_or_are_open(rows, kind)


def come_back(rows: list[PointRow], kind: Kind) -> None:
    number = "pair_no" if kind.stem is None else "point_no"
    for n, point in enumerate(samples(kind.no), 1):
        own = [r for r in rows if r.values[number] == (f"07/{n}" if kind.stem is None else n)]
        assert [row.values["med_list_codg"] for row in own] == [*point.codes, *point.others]
        for row in own:
            assert row.values["logic"] == point.words["logic"]
            assert row.values["basis"] == point.words["basis"]


def fill_the_columns_of_their_limit_or_are_open(rows: list[PointRow], kind: Kind) -> None:
    for row in rows:
        filled = {name for name in columns_of(kind) if row.values.get(name) is not None}
        is_open = row.values.get("open_stas") == "1" or (kind.stem is None and not filled)
        assert is_open != bool(filled), row.values
    assert kind.stem == "dise" or any(row.values.get("open_stas") != "1" for row in rows)
