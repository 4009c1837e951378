"""A few of the kills of `make kills`, on every run of the tests."""

from tests import kills


def test_books_balance_after_kills_and_loads_end_as_if_undisturbed(tmp_path):
    tally = kills.run(4, tmp_path)
    assert tally.rounds == 4
    assert tally.killed >= 1, "a kill fell while a load ran"
    assert tally.faults == []
    assert (tally.balanced, tally.whole, tally.equal) == (4, 4, 4)
    assert "4/4" in kills.table(tally)[-1]
