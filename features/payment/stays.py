"""Stays out of the lake as columns: codes, days and money, parted by the scheme that prices them.

    setl_d ⋈ setl_list ⟕ drg_case_d ⟕ fixmedins_b, refunds and refunded settlements left out

Where the scheme says so, an institution's coefficient is the one that most of its cases of the same
month were billed with outside basic groups; a basic group tells nothing of it.

Stays `as_settled` are seen as on their own day: what was refunded later is there, and the coefficient
is that of the month before, else the scheme's, else 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb
import numpy as np

from features.month import month_named
from features.payment.bills import Bills
from features.payment.book import Book
from features.payment.cases import DAYS_OF_A_YEAR, Cases
from features.payment.encoding import Arrow, encoded, firsts, numbers, once, places, present
from features.payment.rounding import POINT, Whole
from features.payment.scheme import Scheme
from features.settlement.intake.foreign import literal

_HEAD = """
CREATE OR REPLACE TEMP TABLE payment_stay AS
SELECT row_number() OVER (ORDER BY s.setl_id) - 1 AS n, s.setl_id, s.psn_no,
    s.setl_time, s.fixmedins_code, coalesce(s.hosp_lv, f.hosp_lv, '') AS hosp_lv,
    coalesce(s.fix_blng_admdvs, f.fix_blng_admdvs, substr(s.fixmedins_code, 2, 6)) AS area,
    coalesce(s.insutype, '') AS insutype, CAST(s.setl_time AS DATE) AS settled,
    coalesce(CAST(l.adm_time AS DATE), s.begndate, CAST(s.setl_time AS DATE)) AS admitted,
    coalesce(CAST(l.dscg_time AS DATE), s.enddate, CAST(s.setl_time AS DATE)) AS discharged,
    coalesce(l.gend, s.gend, '') AS gend, coalesce(s.age, l.age, 40) AS age, l.nwb_age,
    coalesce(l.nwb_adm_wt, l.nwb_bir_wt, 0) AS grams, coalesce(l.vent_used_hours, 0) AS ventilated,
    coalesce(l.dscg_caty, l.adm_caty, '') AS department,
    greatest(coalesce(l.act_ipt_days, 1), 1) AS days, coalesce(l.hi_paymtd, '') AS hi_paymtd,
    s.medfee_sumamt AS fee, s.hifp_pay AS pooled, c.drg_code, c.rw, c.pay_std, c.pay_amt,
    coalesce(c.special_case_flag, '0') = '1' AS special
FROM setl_d AS s
JOIN setl_list AS l ON l.setl_id = s.setl_id
LEFT JOIN drg_case_d AS c ON c.setl_id = s.setl_id
LEFT JOIN fixmedins_b AS f ON f.fixmedins_code = s.fixmedins_code
WHERE s.refd_setl_flag = '0' AND coalesce(l.dscg_time, l.adm_time) IS NOT NULL AND {which}
    {refunds}
"""
_NOT_REFUNDED = (
    "AND s.setl_id NOT IN (SELECT init_setl_id FROM setl_d WHERE init_setl_id IS NOT NULL)"
)
_DIAGNOSES = """
SELECT p.n, d.diag_code AS code FROM setl_diag AS d JOIN payment_stay AS p USING (setl_id)
ORDER BY p.n, coalesce(d.maindiag_flag, '0') DESC, d.seq
"""
_OPERATIONS = """
SELECT p.n, o.oprn_oprt_code AS code FROM setl_oprn AS o JOIN payment_stay AS p USING (setl_id)
ORDER BY p.n, coalesce(o.main_oprn_flag, '0') DESC, o.seq
"""
_COEFFICIENTS = """
SELECT s.fixmedins_code, strftime(s.setl_time, '%Y-%m') AS month,
    mode(c.inst_coef ORDER BY c.inst_coef) AS coefficient
FROM drg_case_d AS c JOIN setl_d AS s USING (setl_id)
WHERE c.inst_coef != 10000 AND strftime(s.setl_time, '%Y-%m') IN
    (SELECT DISTINCT strftime(unnest([settled, settled - INTERVAL 1 MONTH]), '%Y-%m')
     FROM payment_stay) GROUP BY ALL
"""
_EPOCH = date(1970, 1, 1)
_DAYS = 100_000  # more than any day since then
Billed = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Codes:
    """Codes of stays as they are written: `of` says which stay, `place` which of `words`."""

    of: Whole
    place: Whole
    words: list[str]


@dataclass(frozen=True)
class Stays:
    """Stays under one scheme; `facts` are the lake's columns, row by row as cases and bills.

    Attributes:
        main: the main diagnosis as it is written, one a stay.
        operations: all operations as they are written.
    """

    scheme: Scheme
    facts: Arrow
    cases: Cases
    bills: Bills
    main: Codes
    operations: Codes

    @property
    def count(self) -> int:
        """How many stays there are."""
        return self.cases.count

    def numbers(self, name: str) -> Whole:
        """A column of whole numbers or days, 0 where nothing stands."""
        return numbers(self.facts, name)

    def words(self, name: str) -> tuple[Whole, list[str]]:
        """A column of words as places among the words that occur."""
        return encoded(self.facts, name)


def of_month(month: str) -> str:
    """The condition of the stays settled in a month (2025-01). Raises BadInput for another word."""
    since = f"CAST({literal(month_named(month) + '-01')} AS TIMESTAMP)"
    return f"s.setl_time >= {since} AND s.setl_time < {since} + INTERVAL 1 MONTH"


def of_settlements(*setl_ids: str) -> str:
    """The condition of some settlements."""
    return f"s.setl_id IN ({', '.join(literal(setl_id) for setl_id in setl_ids)})"


def stays(con: duckdb.DuckDBPyConnection, book: Book, which: str) -> list[Stays]:
    """The stays that meet a condition, parted by the scheme that prices them.

    Raises BadInput when an institution has no coefficient.
    """
    return parted(con, book, which).stays


@dataclass(frozen=True)
class Parted:
    """Stays by the scheme that prices them; `uncovered` counts those whose area and day have none."""

    stays: list[Stays]
    uncovered: int


def parted(
    con: duckdb.DuckDBPyConnection, book: Book, which: str, *, as_settled: bool = False
) -> Parted:
    """The stays that meet a condition, and how many no scheme covers.

    `as_settled` asks for them as they were seen on their own day. Raises BadInput when an
    institution has no coefficient.
    """
    read = Read.of(con, which, as_settled=as_settled)
    area, areas = encoded(read.facts, "area")
    day = numbers(read.facts, "settled")
    pairs, of_pair = np.unique(area * _DAYS + day, return_inverse=True)
    found = [book.find(areas[pair // _DAYS], _day(pair % _DAYS)) for pair in pairs.tolist()]
    listed = [scheme for scheme in book.schemes if any(scheme is one for one in found)]
    places_of = [-1 if one is None else listed.index(one) for one in found]
    number = np.array(places_of, dtype=np.int64)[of_pair]
    made = [read.under(scheme, np.flatnonzero(number == n)) for n, scheme in enumerate(listed)]
    return Parted(made, int((number < 0).sum()))


@dataclass(frozen=True)
class Read:
    """Stays as they were read, before a scheme gives their codes a meaning."""

    facts: Arrow
    diagnoses: Arrow
    operations: Arrow
    billed: Billed
    as_settled: bool

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, which: str, *, as_settled: bool = False) -> "Read":
        """The stays that meet a condition, in order of setl_id."""
        refunds = "" if as_settled else _NOT_REFUNDED
        con.execute(_HEAD.format(which=which, refunds=refunds)).fetchall()
        coefficients = con.execute(_COEFFICIENTS).fetchall()
        return cls(
            facts=con.sql("SELECT * FROM payment_stay ORDER BY n").to_arrow_table(),
            diagnoses=con.sql(_DIAGNOSES).to_arrow_table(),
            operations=con.sql(_OPERATIONS).to_arrow_table(),
            billed={(str(code), str(month)): int(many) for code, month, many in coefficients},
            as_settled=as_settled,
        )

    def under(self, scheme: Scheme, rows: Whole | None = None) -> Stays:
        """Some of the stays, or all, under a scheme."""
        chosen = np.arange(self.facts.num_rows) if rows is None else rows
        own = self.facts if len(chosen) == self.facts.num_rows else self.facts.take(chosen)
        new = np.full(self.facts.num_rows, -1, dtype=np.int64)
        new[chosen] = np.arange(len(chosen))
        diagnosed, operated = _codes(self.diagnoses, new), _codes(self.operations, new)
        tables, count = scheme.tables, len(chosen)
        first = firsts(diagnosed.of)
        at = places(tables.diagnoses, diagnosed.words)[diagnosed.place]
        principal = np.full(count, tables.diagnoses.unknown, dtype=np.int64)
        principal[diagnosed.of[first]] = at[first]
        main = np.full(count, len(diagnosed.words), dtype=np.int64)
        main[diagnosed.of[first]] = diagnosed.place[first]
        owner, secondary = once(diagnosed.of[~first], at[~first], tables.diagnoses.unknown + 1)
        gend, genders = encoded(own, "gend")
        age = numbers(own, "age")
        days = np.where(present(own, "nwb_age"), numbers(own, "nwb_age"), age * DAYS_OF_A_YEAR)
        cases = Cases(
            principal=principal,
            owner=owner,
            secondary=secondary,
            operated=operated.of,
            operation=places(tables.operations, operated.words)[operated.place],
            gend=np.array([int(g) if g in ("1", "2") else 0 for g in genders] or [0])[gend],
            age=age,
            age_days=days,
            grams=numbers(own, "grams"),
            ventilated=numbers(own, "ventilated"),
        )
        shown = Codes(np.arange(count), main, [*diagnosed.words, ""])
        return Stays(scheme, own, cases, self._bills(scheme, own), shown, operated)

    def _bills(self, scheme: Scheme, own: Arrow) -> Bills:
        department, departments = encoded(own, "department")
        insutype, insutypes = encoded(own, "insutype")
        rates = [scheme.rate_of(word) if scheme.rates else 0 for word in insutypes]
        fee = numbers(own, "fee")
        return Bills(
            fee=fee,
            borne=fee - numbers(own, "pooled"),
            days=numbers(own, "days"),
            rate=np.array(rates or [0], dtype=np.int64)[insutype],
            coefficient=self._coefficients(scheme, own),
            department=department,
            departments=tuple(departments),
            special=numbers(own, "special") > 0,
        )

    def _coefficients(self, scheme: Scheme, own: Arrow) -> Whole:
        """The coefficient of each stay's institution, as billed where the scheme says so."""
        institution, codes = encoded(own, "fixmedins_code")
        level, levels = encoded(own, "hosp_lv")
        day = numbers(own, "settled")
        pairs = institution * len(levels) + level
        keys, of_key = np.unique(pairs * _DAYS + day, return_inverse=True)
        made: list[int] = []
        for key in keys.tolist():
            pair, on = key // _DAYS, _day(key % _DAYS)
            code, grade = codes[pair // len(levels)], levels[pair % len(levels)]
            told = on.replace(day=1) - timedelta(1) if self.as_settled else on
            known = self.billed.get((code, f"{told:%Y-%m}"))
            if self.as_settled and known is None and grade not in scheme.coefficients.levels:
                known = POINT  # nothing was known of it yet
            made.append(scheme.coefficients.of(code, grade, on, known))
        return np.array(made or [0], dtype=np.int64)[of_key]


def _codes(table: Arrow, new: Whole) -> Codes:
    """The codes of the stays that are among the new rows, in their order."""
    place, words = encoded(table, "code")
    owner = new[numbers(table, "n")]
    some = owner >= 0
    return Codes(owner[some], place[some], words)


def _day(number: int) -> date:
    return _EPOCH + timedelta(days=number)
