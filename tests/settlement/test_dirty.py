"""A dirty export is caught fault by fault, each with its own message, and no good row is lost."""

from collections.abc import Iterator

import pytest

from features.settings import Settings
from features.settlement.lake.lake import Lake
from tests.homes import empty_home
from tests.settlement.dirty.broken_files import BROKEN_FILES
from tests.settlement.dirty.caught import BothLoads, Finding, refusals
from tests.settlement.dirty.export import FAULTS, STRANGE, exports


@pytest.fixture(scope="module")
def both(server: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BothLoads]:
    folder = tmp_path_factory.mktemp("dirty")
    with empty_home(server) as clean, empty_home(server) as dirty:
        own = {"pseudonym_keys": folder / "pseudonym.keys"}
        homes = [home.model_copy(update=own) for home in (clean, dirty)]
        yield BothLoads(exports(folder), *homes)


@pytest.fixture(scope="module")
def findings(both: BothLoads) -> dict[str, Finding]:
    return {one.name: one for one in both.findings()}


def test_there_are_many_kinds_of_fault_and_none_twice():
    names = [one.name for one in (*FAULTS, *BROKEN_FILES)]
    assert len(names) == len(set(names)) >= 40
    assert {one.caught for one in FAULTS} == {"rejected", "flag", "note", "quality"}
    for kind in ("flag", "note", "quality"):
        checks = [(one.table, one.by) for one in FAULTS if one.caught == kind]
        assert len(checks) == len(set(checks)), f"two faults of one {kind}"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.name)
def test_a_fault_is_caught_with_its_own_message(findings: dict[str, Finding], fault):
    found = findings[fault.name]
    assert fault.words in found.words
    assert found.rows >= 1


def test_rows_in_are_rows_loaded_and_rejected(both: BothLoads):
    rejected = [one for one in FAULTS if one.caught == "rejected"]
    for name, books in both.after.tables.items():
        assert books.rows_in == books.loaded + books.rejected
        assert books.rejected == sum(one.table == name for one in rejected), name
        assert books.rows_in == both.before.tables[name].rows_in + sum(
            one.table == name and one.extra for one in FAULTS
        )
    assert all(books.rejected == 0 for books in both.before.tables.values())


def test_no_good_row_is_lost_or_changed(both: BothLoads):
    assert both.lost() == {}


def test_the_strange_column_is_named(both: BothLoads):
    assert both.after.unknown_columns == {"fee_list_d.csv": [STRANGE]}
    assert both.before.unknown_columns == {}


def test_broken_files_are_refused_whole(both: BothLoads, tmp_path):
    before = Lake.open(both.dirty).ledger.load_ids()
    found = refusals(both.dirty, tmp_path)
    assert [one.name for one in found if not one.found] == []
    assert Lake.open(both.dirty).ledger.load_ids() == before
