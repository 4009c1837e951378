"""A month of payment: points, the value of a point, each institution's account, and the clearing.

    value of a point = (the month's budget + what others bear of these cases) / points of all
    account          = points × value − what others bear;   prepaid a share of it month by month
    clearing         = points of the year × the year's value − borne − prepaid

Areas alike in their first digits share one budget (统筹区). Under a rate no budget is closed, and the
account is the sum of the prices (domain brief D.3, D.5).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import numpy as np

from features.errors import NotReady
from features.payment.book import Book
from features.payment.grouper import group_all
from features.payment.method import CLOSED, Method
from features.payment.prices import KINDS, Prices, by_bed_day
from features.payment.pricing import grouped_by_dip, price_of
from features.payment.rounding import FEN_OF_POINTS, POINT, Whole, half_up
from features.payment.scheme import Scheme
from features.payment.stays import Stays, of_month, stays

BED_DAY_STAY = "5"  # setl_list.hi_paymtd
_SHARE = """
SELECT SUM(hifp_pay) FROM setl_d AS s WHERE {which} AND starts_with(
    coalesce(s.fix_blng_admdvs, substr(s.fixmedins_code, 2, 6)), ?)
"""
_BUDGET = """
SELECT SUM(b.bgt_amt) FROM bgt_mon_d AS b
WHERE b.bgt_obj_type = 'county' AND starts_with(b.bgt_obj_code, ?) AND b.month = CAST(? AS DATE)
"""


@dataclass(frozen=True)
class Account:
    """One institution's month, in fen and ten-thousandths of a point.

    Attributes:
        price: what its cases are paid by all payers; `borne` what others than the fund bear.
        due: what the fund owes; `prepaid` the share of it that is paid at once.
        billed: what the data says was paid, where it says so.
        share: its part of all points, in ten-thousandths.
    """

    institution: str
    cases: int
    points: int
    fee: int
    price: int
    borne: int
    due: int
    prepaid: int
    billed: int
    share: int


@dataclass(frozen=True)
class Pool:
    """One pooling area's month under one scheme. `value` is millionths of a yuan a point, or None.

    Attributes:
        budget: fen that the points share, None where no budget is closed.
        source: where budget or value come from: "months", "bgt_mon_d", "scheme".
        kinds: cases by kind.
    """

    month: str
    area: str
    scheme: str
    method: Method
    points: int
    budget: int | None
    value: int | None
    source: str
    kinds: dict[str, int]
    accounts: tuple[Account, ...]

    def share_of(self, institution: str) -> int:
        """The part of all points that an institution has, in ten-thousandths."""
        return next((a.share for a in self.accounts if a.institution == institution), 0)

    @property
    def left_over(self) -> int | None:
        """What rounding leaves of the budget: fen that the accounts do not add up to."""
        if self.budget is None:
            return None
        return self.budget - sum(account.price for account in self.accounts)


def month_of_payment(
    con: duckdb.DuckDBPyConnection, book: Book, month: str, method: Method | None = None
) -> list[Pool]:
    """The pools of a month, by the scheme's way of paying or another. Raises NotReady without stays."""
    made: list[Pool] = []
    for own in stays(con, book, of_month(month)):
        area, areas = own.words("area")
        digits = own.scheme.pool_digits
        names = sorted({code[:digits] for code in areas})
        of = np.array([names.index(code[:digits]) for code in areas])[area]
        for n, name in enumerate(names):
            made.append(_pool(con, own, np.flatnonzero(of == n), name, month, method))
    if not made:
        raise NotReady(
            f"No stay was settled in {month}",
            "A month is paid by its settlements with their lists (setl_d, setl_list)",
            "Load the month, or name another with --month",
        )
    return sorted(made, key=lambda pool: (pool.area, pool.scheme))


def _pool(
    con: duckdb.DuckDBPyConnection, own: Stays, rows: Whole, area: str, month: str,
    method: Method | None,
) -> Pool:  # fmt: skip
    scheme = own.scheme
    method = method or scheme.method
    borne = own.bills.borne[rows]
    priced = _priced(own, method, None)
    budget, value, source = None, None, "rate"
    if method in CLOSED:
        points = int(priced.points[rows].sum())
        told = scheme.points_of(method).months.get(month)
        budget, source = None if told is None else told.budget, "months"
        value = None if told is None else told.value
        if budget is None and value is None:
            pooled = int((own.bills.fee[rows] - borne).sum())
            known = _budget(con, area, month, pooled)
            budget, source = (None, "scheme") if known is None else (known, "bgt_mon_d")
            if budget is not None:
                budget += int(borne.sum())
        if value is None:
            value = (
                scheme.points_of(method).value if budget is None else point_value(budget, points)
            )
        priced = _priced(own, method, value)
    place, codes = own.words("fixmedins_code")
    of = place[rows]

    def added(amounts: Whole) -> Whole:
        made = np.zeros(len(codes), dtype=np.int64)
        np.add.at(made, of, amounts[rows])
        return made

    points, price, bill = added(priced.points), added(priced.price), added(own.bills.fee)
    due, paid = price - added(own.bills.borne), added(own.numbers("pay_amt"))
    if method not in CLOSED:
        due = added(priced.fund)
    prepaid = half_up(np.maximum(due, 0) * _prepaid(scheme, method), POINT)
    share = half_up(points * POINT, max(1, int(points.sum())))
    cases = np.bincount(of, minlength=len(codes))
    taken = added(own.bills.borne)
    accounts = [
        Account(codes[n], int(cases[n]), int(points[n]), int(bill[n]), int(price[n]), int(taken[n]),
                int(due[n]), int(prepaid[n]), int(paid[n]), int(share[n]))
        for n in np.flatnonzero(cases)
    ]  # fmt: skip
    many = np.bincount(priced.kind[rows], minlength=len(KINDS))
    return Pool(
        month=month,
        area=area,
        scheme=scheme.name,
        method=method,
        points=int(points.sum()),
        budget=budget,
        value=value,
        source=source,
        kinds={name: int(n) for name, n in zip(KINDS, many, strict=True) if n},
        accounts=tuple(sorted(accounts, key=lambda one: (-one.price, one.institution))),
    )


def _priced(own: Stays, method: Method, value: int | None) -> Prices:
    """The prices of stays; those under bed-days by bed-days, as points where a budget is closed."""
    scheme = own.scheme
    groups = group_all(own.cases, scheme.tables)
    dip = None
    if method is Method.DIP:
        dip = grouped_by_dip(scheme, own.main, own.operations).placed
    made = price_of(scheme, method, groups, own.bills, dip=dip, value=value)
    place, words = own.words("hi_paymtd")
    by_day = np.array([word == BED_DAY_STAY for word in words] or [False])[place]
    if not by_day.any() or not scheme.bed_days or method is Method.BED_DAY:
        return made
    days = by_bed_day(scheme, own.bills)
    points, price, fund = days.points, days.price, days.fund
    if method in CLOSED:
        unit = scheme.points_of(method)
        points = half_up(days.price * unit.a_weight, unit.mean_fee)
        price = half_up(points * (unit.value if value is None else value), FEN_OF_POINTS)
        fund = np.maximum(price - own.bills.borne, 0)
    chosen = {
        "kind": days.kind, "points": points, "price": price, "fund": fund, "standard": price,
    }  # fmt: skip
    names = ("kind", "low", "high", "coefficient", "points", "standard", "price", "fund")
    return Prices(
        **{
            name: np.where(by_day, chosen[name], getattr(made, name))
            if name in chosen
            else getattr(made, name)
            for name in names
        }
    )


def point_value(budget: int, points: int) -> int:
    """The value of a point in millionths of a yuan, half up, of a budget in fen.

    >>> point_value(1_000_000, 500_000)  # 10,000 yuan over 50 points
    200000000
    """
    if points <= 0:
        return 0
    return (2 * budget * FEN_OF_POINTS + points) // (2 * points)


def _budget(con: duckdb.DuckDBPyConnection, area: str, month: str, pooled: int) -> int | None:
    """The stays' part of the area's budget of all care: as much as their part of what was paid."""
    row = con.execute(_BUDGET, [area, f"{month}-01"]).fetchone()
    whole = con.execute(_SHARE.format(which=of_month(month)), [area]).fetchone()
    if row is None or row[0] is None or whole is None or not whole[0]:
        return None
    return int(row[0]) * pooled // int(whole[0])


def _prepaid(scheme: Scheme, method: Method) -> int:
    return scheme.points_of(method).prepaid if method in CLOSED else POINT


@dataclass(frozen=True)
class Cleared:
    """One institution's year: its points at the year's value, less what is paid already."""

    institution: str
    points: int
    price: int
    borne: int
    prepaid: int
    clearing: int


def clearing(pools: Sequence[Pool]) -> tuple[int, tuple[Cleared, ...]]:
    """The year's value of a point, and what each institution is still owed or owes (清算).

    The pools are months of one area under closed budgets. Raises NotReady when a month has none.
    """
    budgets = [pool.budget for pool in pools]
    known = [budget for budget in budgets if budget is not None]
    if len(known) < len(budgets) or not known:
        raise NotReady(
            "A month has no budget to clear",
            "Every month of points has a budget in months.csv, or budgets are in bgt_mon_d",
            "Add the budgets to the scheme folder, or load bgt_mon_d",
        )
    value = point_value(sum(known), sum(pool.points for pool in pools))
    sums: dict[str, list[int]] = {}
    for account in (account for pool in pools for account in pool.accounts):
        row = sums.setdefault(account.institution, [0, 0, 0])
        for n, added in enumerate((account.points, account.borne, account.prepaid)):
            row[n] += added
    made: list[Cleared] = []
    for institution, (points, borne, prepaid) in sums.items():
        price = (2 * points * value + FEN_OF_POINTS) // (2 * FEN_OF_POINTS)
        made.append(Cleared(institution, points, price, borne, prepaid, price - borne - prepaid))
    return value, tuple(sorted(made, key=lambda one: (-one.price, one.institution)))
