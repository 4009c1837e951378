"""A month of outpatient care by APG: the unsigned pool shares the points, heads pay for the signed.

    value of a point = (the pool's budget + what others bear) / points of unsigned visits (domain brief D.7)

The visits are those that the data says are paid by APG (apg_case_d), grouped by the scheme's tables.
"""

from dataclasses import dataclass

import duckdb
import numpy as np

from features.errors import NotReady
from features.month import month_days
from features.payment.accounts import Account, Pool, point_value, worth_of
from features.payment.book import Book
from features.payment.coded import apg_group
from features.payment.method import Method
from features.payment.rounding import POINT, half_up
from features.payment.scheme import ApgGroups, Scheme
from features.payment.stays import of_month
from features.settlement.intake.foreign import literal

_VISITS = """
WITH visit AS (
    SELECT s.setl_id, s.fixmedins_code, s.medfee_sumamt AS fee, s.hifp_pay AS pooled,
        coalesce(s.fix_blng_admdvs, substr(s.fixmedins_code, 2, 6)) AS area,
        coalesce(m.dscg_maindiag_code, '') AS diagnosis, a.signed, a.head
    FROM setl_d AS s
    JOIN (SELECT setl_id, max(coalesce(signed_flag, '0')) AS signed, sum(head_amt) AS head
          FROM apg_case_d GROUP BY setl_id) AS a ON a.setl_id = s.setl_id
    LEFT JOIN mdtrt_d AS m ON m.mdtrt_id = s.mdtrt_id
    WHERE s.refd_setl_flag = '0' AND {which}
        AND s.setl_id NOT IN (SELECT init_setl_id FROM setl_d WHERE init_setl_id IS NOT NULL)
), classed AS (
    SELECT f.setl_id, {classes} FROM fee_list_d AS f JOIN visit USING (setl_id) GROUP BY f.setl_id
)
SELECT v.area, v.fixmedins_code, {told} AS class, v.diagnosis, v.signed, COUNT(*) AS cases,
    SUM(v.fee) AS fee, SUM(v.pooled) AS pooled, SUM(coalesce(v.head, 0)) AS head
FROM visit AS v LEFT JOIN classed AS c USING (setl_id) GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True)
class Outpatients:
    """One institution's outpatient month under APG; fen, points in ten-thousandths.

    Attributes:
        cases, points, fee, borne: of unsigned visits. ungrouped: those without a group.
        signed, head: visits of people signed there, and what their head budget paid.
    """

    institution: str
    area: str
    scheme: Scheme
    cases: int
    ungrouped: int
    points: int
    fee: int
    borne: int
    signed: int
    head: int


def outpatients(
    con: duckdb.DuckDBPyConnection, book: Book, month: str
) -> tuple[list[Outpatients], int]:
    """The outpatient month of each institution that APG pays, and the visits that no scheme prices."""
    day = month_days(month)[0]
    made: dict[str, Outpatients] = {}
    uncovered = 0
    for scheme in book.schemes:
        if scheme.apg is None:
            continue
        uncovered = 0  # each scheme's query reads all visits
        for row in con.execute(_query(scheme.apg, month)).fetchall():
            area, institution, of_class, diagnosis, signed, *sums = row
            covering = book.find(str(area), day)
            uncovered += int(sums[0]) if covering is None else 0
            if covering is not scheme:
                continue
            cases, fee, pooled, head = (int(one) for one in sums)
            found = apg_group(scheme.apg, str(of_class), str(diagnosis))
            old = made.get(str(institution)) or Outpatients(
                str(institution), str(area), scheme, 0, 0, 0, 0, 0, 0, 0
            )
            made[str(institution)] = _added(
                old, cases, 0 if found is None else found.points, fee, fee - pooled, head,
                signed=str(signed) == "1",
            )  # fmt: skip
    return sorted(made.values(), key=lambda one: one.institution), uncovered


def _added(
    old: Outpatients, cases: int, points: int, fee: int, borne: int, head: int, *, signed: bool
) -> Outpatients:
    if signed:
        return Outpatients(
            old.institution, old.area, old.scheme, old.cases, old.ungrouped, old.points, old.fee,
            old.borne, old.signed + cases, old.head + head,
        )  # fmt: skip
    return Outpatients(
        old.institution, old.area, old.scheme, old.cases + cases,
        old.ungrouped + (0 if points else cases), old.points + cases * points, old.fee + fee,
        old.borne + borne, old.signed, old.head,
    )  # fmt: skip


def _query(groups: ApgGroups, month: str) -> str:
    """The visits of a month by institution, class and diagnosis, classes told by what was charged."""
    classes: list[str] = []
    told = literal(groups.otherwise)
    for n, one in reversed(list(enumerate(groups.classes))):
        charged = " OR ".join(
            f"(f.med_chrgitm_type = {literal(charge)} AND f.pric >= {since * POINT})"
            for charge, since in one.charges
        )
        classes.append(f"bool_or({charged}) AS class_{n}")
        told = f"CASE WHEN c.class_{n} THEN {literal(one.name)} ELSE {told} END"
    return _VISITS.format(which=of_month(month), classes=", ".join(classes) or "1", told=told)


def apg_pools(con: duckdb.DuckDBPyConnection, book: Book, month: str) -> tuple[list[Pool], int]:
    """The pools of outpatient care, and the visits that no scheme prices.

    Raises NotReady when the month has none under APG.
    """
    by_pool: dict[tuple[str, str], list[Outpatients]] = {}
    listed, uncovered = outpatients(con, book, month)
    for one in listed:
        by_pool.setdefault((one.scheme.pool_of(one.area), one.scheme.name), []).append(one)
    if not by_pool:
        raise NotReady(
            f"No visit of {month} is paid by APG",
            "Outpatient points are shared among the visits of apg_case_d",
            "Load apg_case_d, or name another month or way of paying",
        )
    made: list[Pool] = []
    for (area, name), found in sorted(by_pool.items()):
        unit, points = found[0].scheme.points_of(Method.APG), sum(one.points for one in found)
        told = unit.told(month, area)
        pools = sum(scheme == name for _, scheme in by_pool)
        budget = unit.budget_of(month, area, pools)
        if budget is not None:
            budget += sum(one.borne for one in found)
        value = None if told is None else told.value
        if value is None:
            value = unit.value if budget is None else point_value(budget, points)
        share = half_up(np.array([one.points for one in found]) * POINT, max(1, points)).tolist()
        accounts: list[Account] = []
        for one, part in zip(found, share, strict=True):
            price = worth_of(one.points, value)
            due = price - one.borne
            prepaid = int(half_up(np.array(max(0, due) * unit.prepaid), POINT))
            accounts.append(
                Account(one.institution, one.cases, one.points, one.fee, price, one.borne, due,
                        prepaid, one.head, part)
            )  # fmt: skip
        kinds = {
            "normal": sum(one.cases - one.ungrouped for one in found),
            "ungrouped": sum(one.ungrouped for one in found),
        }
        source = "months" if told is not None else "scheme"
        made.append(
            Pool(month, area, name, Method.APG, points, budget, value, source,
                 {kind: many for kind, many in kinds.items() if many},
                 tuple(sorted(accounts, key=lambda one: (-one.price, one.institution))))
        )  # fmt: skip
    return made, uncovered
