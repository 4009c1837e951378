"""All 185 rows of the catalogue are listed, each with what covers it or the data it lacks."""

from collections.abc import Callable

from features.indicators import INDICATORS, OWN
from features.indicators.coverage import as_markdown, rows

LISTED = 185


def test_the_page_is_up_to_date(golden: Callable[[str, str], None]) -> None:
    golden("features/INDICATORS.md", as_markdown())


def test_every_row_is_listed_once() -> None:
    assert [row.number for row in rows()] == list(range(1, LISTED + 1))
    assert len({row.id for row in rows()}) == LISTED


def test_a_row_is_covered_or_lacks_data_that_is_named() -> None:
    unexplained = [row.id for row in rows() if bool(row.covered) == bool(row.needs)]
    assert unexplained == []


def test_no_indicator_names_a_row_that_is_not_there() -> None:
    covered = {name for row in rows() for name in row.covered}
    assert set(INDICATORS) - covered == set()


def test_the_catalogue_is_broader_than_the_figure_to_beat() -> None:
    assert len(INDICATORS) >= 150
    assert sum(bool(row.covered) for row in rows()) >= 170
    assert {name: len(some) >= 10 for name, some in OWN.items()} == dict.fromkeys(OWN, True)
