"""Outpatient visits out of the lake, grouped by APG and priced by points (门诊APG点数法, D.7).

The class follows from what was charged, the group from class and diagnosis. Visits of people signed
with the institution are paid from its head budget: they have points, and no price by them.
"""

from dataclasses import dataclass
from datetime import date

import duckdb

from features.errors import BadInput
from features.payment.accounts import worth_of
from features.payment.book import Book
from features.payment.coded import apg_class, apg_group
from features.payment.method import Method
from features.payment.scheme import CodedGroup, Scheme
from features.settlement.intake.foreign import literal

_VISIT = """
SELECT s.setl_id, s.fixmedins_code,
    coalesce(s.fix_blng_admdvs, substr(s.fixmedins_code, 2, 6)) AS area,
    CAST(s.setl_time AS DATE) AS settled, s.medfee_sumamt AS fee, s.hifp_pay AS pooled,
    coalesce(m.dscg_maindiag_code, '') AS diagnosis, a.apg_code, a.points,
    coalesce(a.signed_flag, '0') = '1' AS signed, a.head_amt
FROM setl_d AS s LEFT JOIN mdtrt_d AS m ON m.mdtrt_id = s.mdtrt_id
LEFT JOIN apg_case_d AS a ON a.setl_id = s.setl_id
WHERE s.setl_id = {setl_id}
"""
_CHARGED = """
SELECT med_chrgitm_type, MAX(pric) // 10000 FROM fee_list_d
WHERE setl_id = {setl_id} AND med_chrgitm_type IS NOT NULL GROUP BY 1
"""


@dataclass(frozen=True)
class Visit:
    """One visit and its group; fen, points in ten-thousandths.

    Attributes:
        group: None when no group takes it.
        billed_code, billed_points: as the data has them.
        head: what the head budget paid for a signed person.
    """

    setl_id: str
    scheme: Scheme
    settled: date
    area: str
    institution: str
    fee: int
    pooled: int
    diagnosis: str
    apg_class: str
    group: CodedGroup | None
    billed_code: str
    billed_points: int | None
    signed: bool
    head: int

    @property
    def points(self) -> int:
        """The points of its group, 0 without one."""
        return 0 if self.group is None else self.group.points

    @property
    def value(self) -> int:
        """The value of a point in its month, in millionths of a yuan."""
        return self.scheme.points_of(Method.APG).value_in(
            f"{self.settled:%Y-%m}", self.scheme.pool_of(self.area)
        )

    def price(self, value: int) -> int:
        """What its points are worth at a value in millionths of a yuan, in fen."""
        return worth_of(self.points, value)


def visit(con: duckdb.DuckDBPyConnection, book: Book, setl_id: str) -> Visit:
    """One visit. Raises BadInput when it is unknown, or its scheme does not pay by APG."""
    found = con.execute(_VISIT.format(setl_id=literal(setl_id))).fetchall()
    if not found:
        raise unknown()
    row = found[0]
    scheme = book.at(str(row[2]), row[3])
    if scheme.apg is None:
        raise scheme.lacks(Method.APG)
    charged = {
        str(charge): int(price)
        for charge, price in con.execute(_CHARGED.format(setl_id=literal(setl_id))).fetchall()
    }
    of_class = apg_class(scheme.apg, charged)
    return Visit(
        setl_id=setl_id,
        scheme=scheme,
        settled=row[3],
        area=str(row[2]),
        institution=str(row[1]),
        fee=int(row[4]),
        pooled=int(row[5]),
        diagnosis=str(row[6]),
        apg_class=of_class,
        group=apg_group(scheme.apg, of_class, str(row[6])),
        billed_code=str(row[7] or ""),
        billed_points=None if row[8] is None else int(row[8]),
        signed=bool(row[9]),
        head=int(row[10] or 0),
    )


def unknown() -> BadInput:
    """The error of a settlement that the lake does not have."""
    return BadInput(
        "The lake has no such settlement, or it was refunded",
        "A settlement is named by its setl_id",
        "Look it up in setl_d, or load its month",
    )
