"""A month of payment: points, the value of a point, each institution's account, and the clearing.

    value of a point = (the month's budget + what others bear of these cases) / points of all
    account          = points × value − what others bear;   prepaid a share of it month by month
    clearing         = points of the year × the year's value − borne − prepaid

Areas alike in their first digits share one budget (统筹区). Under a rate no budget is closed, and the
account is the sum of the prices (domain brief D.3, D.5).
"""

from dataclasses import dataclass, replace

import duckdb
import numpy as np

from features.errors import NotReady
from features.payment.accounts import Account, Pool, point_value
from features.payment.apg_month import apg_pools
from features.payment.book import Book
from features.payment.grouper import Groups, group_all
from features.payment.method import CLOSED, Method
from features.payment.prices import KINDS, Prices, by_bed_day, fund_part, worth
from features.payment.rounding import POINT, Whole, half_up
from features.payment.scheme import Scheme
from features.payment.stays import Stays, of_month, parted
from features.payment.whatif import Asked

BED_DAY_STAY = "5"  # setl_list.hi_paymtd
_SHARE = """
SELECT SUM(hifp_pay) FROM setl_d AS s WHERE {which} AND starts_with(
    coalesce(s.fix_blng_admdvs, substr(s.fixmedins_code, 2, 6)), ?)
"""
_BUDGET = """
SELECT SUM(b.bgt_amt) FROM bgt_mon_d AS b
WHERE b.bgt_obj_type = 'county' AND starts_with(b.bgt_obj_code, ?) AND b.month = CAST(? AS DATE)
"""


def month_of_payment(
    con: duckdb.DuckDBPyConnection, book: Book, month: str, method: Method | None = None
) -> list[Pool]:
    """The pools of a month, by the scheme's way of paying or another. Raises NotReady without stays."""
    return paid_month(con, book, month, method).pools


@dataclass(frozen=True)
class PaidMonth:
    """The pools of a month; `uncovered` counts the stays or visits that no scheme prices."""

    pools: list[Pool]
    uncovered: int


def paid_month(
    con: duckdb.DuckDBPyConnection, book: Book, month: str, method: Method | None = None
) -> PaidMonth:
    """The pools of a month and how many cases are in none, for want of a scheme.

    Raises NotReady when nothing of the month can be paid, BadInput for a word that is no month.
    """
    made: list[Pool] = []
    if method is Method.APG:
        return PaidMonth(*apg_pools(con, book, month))
    found = parted(con, book, of_month(month))
    for own in found.stays:
        grouped = _Grouped.of(own, method or own.scheme.method)
        area, areas = own.words("area")
        names = sorted({own.scheme.pool_of(code) for code in areas})
        of = np.array([names.index(own.scheme.pool_of(code)) for code in areas])[area]
        for n, name in enumerate(names):
            rows = np.flatnonzero(of == n)
            made.append(_pool(con, grouped, rows, name, len(names), month))
    if not made and found.uncovered:
        raise without_scheme(month, found.uncovered)
    if not made:
        raise NotReady(
            f"No stay was settled in {month}",
            "A month is paid by its settlements with their lists (setl_d, setl_list)",
            "Load the month, or name another with --month",
        )
    return PaidMonth(sorted(made, key=lambda pool: (pool.area, pool.scheme)), found.uncovered)


def without_scheme(month: str, cases: int) -> NotReady:
    """The error of cases none of which is in an area and on a day that a scheme prices."""
    return NotReady(
        f"No scheme prices any of the {cases} cases of {month}",
        "A scheme covers areas and days of settlement",
        "Look at `fundwatch payment schemes`; add the area or the days to a scheme",
    )


@dataclass(frozen=True)
class _Grouped:
    """The stays of a month under a way of paying, grouped once for all pools and values."""

    own: Stays
    asked: Asked
    groups: Groups

    @classmethod
    def of(cls, own: Stays, method: Method) -> "_Grouped":
        return cls(own, Asked.of(own, method), group_all(own.cases, own.scheme.tables))

    def priced(self, value: int | None) -> Prices:
        """Prices at a value of a point; stays under bed-days by bed-days, as points of a closed budget."""
        own, scheme, method = self.own, self.own.scheme, self.asked.method
        made = replace(self.asked, value=value).prices(self.groups, own.bills)
        place, words = own.words("hi_paymtd")
        by_day = np.array([word == BED_DAY_STAY for word in words] or [False])[place]
        if not by_day.any() or not scheme.bed_days or method is Method.BED_DAY:
            return made
        days = by_bed_day(scheme, own.bills)
        if method in CLOSED:
            unit = scheme.points_of(method)
            points = half_up(days.price * unit.a_weight, unit.mean_fee)
            price = worth(points, unit.value if value is None else value)
            days = replace(days, points=points, price=price, fund=fund_part(price, own.bills))
        chosen = {
            "kind": days.kind, "points": days.points, "price": days.price, "fund": days.fund,
            "standard": days.price,
        }  # fmt: skip
        return replace(
            made,
            **{name: np.where(by_day, one, getattr(made, name)) for name, one in chosen.items()},
        )


def _pool(
    con: duckdb.DuckDBPyConnection, grouped: _Grouped, rows: Whole, area: str, pools: int, month: str
) -> Pool:  # fmt: skip
    own, scheme, method = grouped.own, grouped.own.scheme, grouped.asked.method
    borne = own.bills.borne[rows]
    priced = grouped.priced(None)
    budget, value, source = None, None, "rate"
    if method in CLOSED:
        points = int(priced.points[rows].sum())
        unit = scheme.points_of(method)
        told = unit.told(month, area)
        budget, source = unit.budget_of(month, area, pools), "months"
        value = None if told is None else told.value
        if budget is None and value is None:
            pooled = int((own.bills.fee[rows] - borne).sum())
            known = _budget(con, area, month, pooled)
            budget, source = (None, "scheme") if known is None else (known, "bgt_mon_d")
        if budget is not None:
            budget += int(borne.sum())
        if value is None:
            value = unit.value if budget is None else point_value(budget, points)
        priced = grouped.priced(value)
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


def _budget(con: duckdb.DuckDBPyConnection, area: str, month: str, pooled: int) -> int | None:
    """The stays' part of the area's budget of all care: as much as their part of what was paid."""
    row = con.execute(_BUDGET, [area, f"{month}-01"]).fetchone()
    whole = con.execute(_SHARE.format(which=of_month(month)), [area]).fetchone()
    if row is None or row[0] is None or whole is None or not whole[0]:
        return None
    return int(row[0]) * pooled // int(whole[0])


def _prepaid(scheme: Scheme, method: Method) -> int:
    return scheme.points_of(method).prepaid if method in CLOSED else POINT
