"""A month's payments are its closed budget to within rounding, and the year is cleared to the fen."""

import shutil
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.errors import BadInput, NotReady
from features.payment.accounts import point_value
from features.payment.book import PACKAGED, Book
from features.payment.clearing import clearing
from features.payment.method import CLOSED, Method
from features.payment.month import month_of_payment
from features.payment.prices import worth
from features.payment.rounding import FEN_OF_POINTS

BOOK = Book.read(PACKAGED)
MONTHS = ("2025-01", "2025-02")


def slack(cases: int, points: int) -> float:
    """Fen that rounding may leave: half a fen a case, and half a unit of the value a point."""
    return cases / 2 + points / (2 * FEN_OF_POINTS) + 1


@given(st.lists(st.integers(1, 40_000_000), min_size=1, max_size=200), st.integers(0, 10**12))
def test_the_payments_of_a_closed_budget_are_the_budget(points: list[int], budget: int):
    value = point_value(budget, sum(points))
    paid = int(worth(np.array(points, dtype=np.int64), value).sum())
    assert abs(paid - budget) <= slack(len(points), sum(points))


def test_a_point_is_worth_the_budget_over_the_points():
    """V = budget / Σ pts (D.5): 10,000 yuan over 50 points are 200 yuan a point."""
    assert point_value(1_000_000, 500_000) == 200_000_000
    assert point_value(1_000_000, 0) == 0


@pytest.mark.parametrize("method", [Method.POINTS, Method.DIP])
def test_a_month_pays_out_its_budget(lake: duckdb.DuckDBPyConnection, method: Method):
    for pool in month_of_payment(lake, BOOK, MONTHS[0], method):
        assert pool.source == "bgt_mon_d"
        assert pool.left_over is not None
        assert abs(pool.left_over) <= slack(sum(a.cases for a in pool.accounts), pool.points)
        assert sum(account.points for account in pool.accounts) == pool.points
        assert abs(sum(account.share for account in pool.accounts) - 10_000) <= len(pool.accounts)


def test_under_a_rate_the_accounts_are_the_prices(lake: duckdb.DuckDBPyConnection):
    """Beside what the province paid, up to special reviews that it granted and bed-days."""
    (pool,) = month_of_payment(lake, BOOK, MONTHS[0])
    assert (pool.method, pool.budget, pool.value) == (Method.RATE, None, None)
    stays = lake.execute(
        "SELECT COUNT(*), SUM(hifp_pay) FROM setl_d JOIN setl_list USING (setl_id) "
        "WHERE refd_setl_flag = '0' AND setl_time < TIMESTAMP '2025-02-01' AND setl_d.setl_id NOT "
        "IN (SELECT init_setl_id FROM setl_d WHERE init_setl_id IS NOT NULL)"
    ).fetchall()
    assert sum(account.cases for account in pool.accounts) == stays[0][0]
    borne = sum(account.fee - account.borne for account in pool.accounts)
    assert borne == stays[0][1]


def test_a_budget_of_the_scheme_goes_before_that_of_the_lake(lake, tmp_path):
    folder = shutil.copytree(PACKAGED / "fw2025", tmp_path / "mine")
    text = "method,month,budget,point_value\npoints,2025-01-01,1000000.00,\ndip,2025-01-01,,9.5\n"
    (folder / "months.csv").write_text(text)
    book = Book.read(tmp_path)
    (pool,) = month_of_payment(lake, book, MONTHS[0], Method.POINTS)
    borne = sum(account.borne for account in pool.accounts)
    assert (pool.budget, pool.source) == (100_000_000 + borne, "months")
    assert pool.value == point_value(100_000_000 + borne, pool.points)
    assert sum(account.due for account in pool.accounts) == pytest.approx(100_000_000, abs=1_000)
    (pool,) = month_of_payment(lake, book, MONTHS[0], Method.DIP)
    assert (pool.budget, pool.value, pool.source) == (None, 9_500_000, "months")


def with_months(tmp_path: Path, text: str, digits: int = 4) -> Book:
    """The packaged scheme with budgets, its pools told by so many digits."""
    folder = shutil.copytree(PACKAGED / "fw2025", tmp_path / "mine")
    (folder / "months.csv").write_text(text)
    scheme = (folder / "scheme.toml").read_text("utf-8")
    told = scheme.replace("pool_digits = 4", f"pool_digits = {digits}")
    (folder / "scheme.toml").write_text(told, "utf-8")
    return Book.read(tmp_path)


def test_outpatient_points_share_the_budget_and_what_others_bear(lake, tmp_path):
    book = with_months(tmp_path, "method,month,budget,point_value\napg,2025-01-01,10000.00,\n")
    (pool,) = month_of_payment(lake, book, MONTHS[0], Method.APG)
    borne = sum(account.borne for account in pool.accounts)
    assert borne > 0
    assert (pool.budget, pool.source) == (1_000_000 + borne, "months")
    assert pool.value == point_value(1_000_000 + borne, pool.points)


def test_each_pool_has_a_budget_of_its_own(lake, tmp_path):
    """Counties as pools: one budget for all of them would be paid out once for each."""
    method = Method.POINTS
    text = f"method,month,budget,point_value\n{method},2025-01-01,500.00,\n"
    with pytest.raises(BadInput, match="without a pool"):
        month_of_payment(lake, with_months(tmp_path / "one", text, 6), MONTHS[0], method)
    counties = [pool.area for pool in month_of_payment(
        lake, with_months(tmp_path / "none", text.partition("\n")[0] + "\n", 6), MONTHS[0], method
    )]  # fmt: skip
    assert len(counties) > 1
    listed = "".join(f"{method},2025-01-01,{n}.00,,{c}\n" for n, c in enumerate(counties, 500))
    text = "method,month,budget,point_value,pool\n" + listed
    pools = month_of_payment(lake, with_months(tmp_path / "each", text, 6), MONTHS[0], method)
    told = [(pool.budget or 0) - sum(a.borne for a in pool.accounts) for pool in pools]
    assert told == [100 * n for n, _ in enumerate(counties, 500)]


def test_the_year_is_cleared(lake: duckdb.DuckDBPyConnection):
    """Prepaid and cleared together are the year's points at the year's value, less what is borne."""
    pools = [pool for m in MONTHS for pool in month_of_payment(lake, BOOK, m, Method.POINTS)]
    value, accounts = clearing(pools)
    budget = sum(pool.budget or 0 for pool in pools)
    points = sum(pool.points for pool in pools)
    assert value == point_value(budget, points)
    paid = sum(one.prepaid + one.clearing + one.borne for one in accounts)
    assert abs(paid - budget) <= slack(len(accounts), points)
    prepaid = sum(account.prepaid for pool in pools for account in pool.accounts)
    assert sum(one.prepaid for one in accounts) == prepaid


def test_without_a_budget_nothing_is_cleared(lake: duckdb.DuckDBPyConnection):
    pools = month_of_payment(lake, BOOK, MONTHS[0])
    assert all(pool.method not in CLOSED for pool in pools)
    with pytest.raises(NotReady, match="no budget"):
        clearing(pools)


def test_outpatient_points_are_shared_by_unsigned_visits(lake: duckdb.DuckDBPyConnection):
    (pool,) = month_of_payment(lake, BOOK, MONTHS[0], Method.APG)
    unsigned = lake.execute(
        "SELECT COUNT(*) FROM apg_case_d JOIN setl_d USING (setl_id) WHERE signed_flag = '0' "
        "AND refd_setl_flag = '0' AND setl_time < TIMESTAMP '2025-02-01' AND setl_id NOT IN "
        "(SELECT init_setl_id FROM setl_d WHERE init_setl_id IS NOT NULL)"
    ).fetchall()
    assert sum(account.cases for account in pool.accounts) == unsigned[0][0]
    assert pool.points == sum(account.points for account in pool.accounts)


def test_a_month_without_stays_is_told(lake: duckdb.DuckDBPyConnection):
    with pytest.raises(NotReady, match="No stay was settled in 2031-01"):
        month_of_payment(lake, BOOK, "2031-01")
    with pytest.raises(NotReady, match="No visit of 2031-01 is paid by APG"):
        month_of_payment(lake, BOOK, "2031-01", Method.APG)
