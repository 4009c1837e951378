"""A few of the kills of `make kills`, on every run of the tests."""

from tests import kills


def test_books_balance_after_kills_and_loads_end_as_if_undisturbed(tmp_path):
    tally = kills.run(6, tmp_path)
    assert tally.killed >= 1, "a kill fell while a load ran"
    assert tally.faults == []
    assert (tally.loads, tally.balanced, tally.whole) == (6, 6, 6)
    assert tally.equal == tally.exports >= 2
    assert kills.table(tally)[-1].endswith(f"{tally.equal}/{tally.exports}")
