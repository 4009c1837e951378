"""One claim under each way of paying: its price step by step, and what it would be worth else."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import duckdb
import numpy as np

from features.payment.accounts import Pool
from features.payment.around import Around, around
from features.payment.book import Book
from features.payment.grouper import AMBIGUOUS, Groups, code_without_group, group_all
from features.payment.method import CLOSED, Method
from features.payment.month import month_of_payment
from features.payment.prices import KINDS, Placed, Prices, placed
from features.payment.pricing import Coded, grouped_by_dip
from features.payment.rounding import POINT, half_up
from features.payment.stays import Codes, Read, Stays, of_settlements
from features.payment.steps import Step, steps_of
from features.payment.visits import unknown
from features.payment.whatif import (
    Asked,
    added_to,
    harm,
    with_severity,
    without_each,
    without_operations,
)


@dataclass(frozen=True)
class Priced:
    """One claim's price under a way of paying. Fen; points in ten-thousandths."""

    method: Method
    group: str
    name: str
    kind: str
    points: int
    price: int
    fund: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Alternative:
    """What a claim would be worth else, and who bears the difference. Fen.

    Attributes:
        key: "without", "severity", "operations", "merged", "outside" or "outpatient".
        detail: the code, the severity or the settlement that it is about.
        group, price, fund: of the alternative. difference: billed price less this one.
        fund_loss: what the fund pays too much; redistribution: what the other hospitals lose.
    """

    key: str
    detail: str
    group: str
    price: int
    fund: int
    difference: int
    fund_loss: int
    redistribution: int


@dataclass(frozen=True)
class Valued:
    """A value of a point with where it is from, and the institution's share of all points."""

    value: int
    source: str
    share: int


@dataclass(frozen=True)
class Claim:
    """One stay with everything that prices and alternatives of it ask.

    `named` says that the earlier stay was asked for, not found around this one.
    """

    stay: Stays
    groups: Groups
    coded: Coded | None
    around: Around
    earlier: Stays | None
    pools: dict[Method, Pool] = field(default_factory=dict[Method, Pool])
    named: bool = False

    @classmethod
    def read(
        cls, con: duckdb.DuckDBPyConnection, book: Book, setl_id: str,
        methods: Sequence[Method] = (), merged_with: str | None = None,
    ) -> "Claim":  # fmt: skip
        """A stay, what lies around it, and its month under closed budgets for these ways.

        Raises BadInput when there is no such stay or no scheme for it.
        """
        read = Read.of(con, of_settlements(setl_id))
        if not read.facts.num_rows:
            raise unknown()
        area, settled = (read.facts[name][0].as_py() for name in ("area", "settled"))
        stay = read.under(book.at(area, settled))
        beside = around(con, stay, later=True)
        other = merged_with or beside.previous[0]
        earlier = None
        if other:
            read = Read.of(con, of_settlements(other))
            if not read.facts.num_rows:
                raise unknown()
            earlier = read.under(stay.scheme)
        scheme = stay.scheme
        pools: dict[Method, Pool] = {}
        for method in methods:
            if method in CLOSED and method is not Method.APG and method in scheme.methods:
                pools[method] = next(
                    pool
                    for pool in month_of_payment(con, book, f"{settled:%Y-%m}", method)
                    if area.startswith(pool.area) and pool.scheme == scheme.name
                )
        coded = grouped_by_dip(scheme, stay.main, stay.operations) if scheme.dip else None
        groups = group_all(stay.cases, scheme.tables)
        return cls(stay, groups, coded, beside, earlier, pools, bool(merged_with))

    @property
    def institution(self) -> str:
        """The institution of the claim."""
        return str(self.stay.facts["fixmedins_code"][0])

    def value_of(self, method: Method) -> Valued:
        """The value of a point in the claim's month, and the institution's share of all points."""
        pool = self.pools.get(method)
        if pool is not None and pool.value is not None:
            return Valued(pool.value, pool.source, pool.share_of(self.institution))
        if method in CLOSED:
            return Valued(self.stay.scheme.points_of(method).value, "scheme", 0)
        return Valued(0, "", 0)

    def asked(self, method: Method) -> Asked:
        """The claim as what-ifs ask for it."""
        dip = self.coded.placed if method is Method.DIP and self.coded is not None else None
        value = self.value_of(method).value if method in CLOSED else None
        return Asked(self.stay.scheme, method, self.stay.cases, self.stay.bills, value, dip)

    def price(self, method: Method) -> Priced:
        """The price under a way of paying, step by step. Raises BadInput when there is none."""
        asked = self.asked(method)
        priced = asked.prices(self.groups, self.stay.bills)
        group, name = self._group(method, self.groups)
        steps = steps_of(
            self.stay.scheme, method, self._placed(method), self.stay.bills, priced,
            self.value_of(method).value,
        )  # fmt: skip
        return Priced(
            method, group, name, KINDS[int(priced.kind[0])], int(priced.points[0]),
            int(priced.price[0]), int(priced.fund[0]), tuple(steps),
        )  # fmt: skip

    def alternatives(self, method: Method, severity: int | None = None) -> list[Alternative]:
        """What the claim would be worth else under a way of paying.

        `severity` is what the evidence supports: 2 MCC, 1 CC, 0 neither; asked for where None is not.
        """
        asked, scheme = self.asked(method), self.stay.scheme
        billed = asked.prices(self.groups, self.stay.bills)
        diagnoses = scheme.tables.diagnoses
        made: list[Alternative] = []
        each = without_each(asked, self.groups, billed)
        for n, place in enumerate(each.code.tolist()):
            other = each.prices.row(n)
            group = self._group(method, each.groups, n)[0]
            made.append(self._told("without", diagnoses.code(place), group, method, billed, other))
        if severity is not None:
            groups, priced = with_severity(asked, self.groups, np.array([severity]))
            level = ("无 none", "CC", "MCC")[severity]
            group = self._group(method, groups)[0]
            made.append(self._told("severity", level, group, method, billed, priced))
        if len(self.stay.cases.operation):
            made.append(self._without_operations(asked, method, billed))
        if self.earlier is not None:
            made += self._merged(asked, method, billed)
        made.append(self._outside(billed))
        made += self._outpatient(method, billed)
        return made

    def _without_operations(self, asked: Asked, method: Method, billed: Prices) -> Alternative:
        groups, priced = without_operations(asked)
        if method is Method.DIP:
            none = np.zeros(0, dtype=np.int64)
            words = self.stay.operations.words
            coded = grouped_by_dip(self.stay.scheme, self.stay.main, Codes(none, none, words))
            priced = replace(asked, dip=coded.placed).prices(groups, asked.bills)
            found = coded.groups[int(coded.which[0])]
            group = "" if found is None else found.code
        else:
            group = self._group(method, groups)[0]
        codes = "+".join(self.stay.operations.words[n] for n in self.stay.operations.place.tolist())
        return self._told("operations", codes, group, method, billed, priced)

    def _merged(self, asked: Asked, method: Method, billed: Prices) -> list[Alternative]:
        """The two stays against one: the alternative is what the second one adds to the first.

        Nothing where the lake's own earlier stay falls into another ADRG; a stay that was named is told.
        """
        assert self.earlier is not None  # noqa: S101 - asked for by alternatives alone
        first = self.earlier
        added = added_to(asked, Asked.of(first, method, asked.value))
        if not (self.named or added.alike[0]):
            return []
        group = self._group(method, added.groups)[0] if method is not Method.DIP else ""
        detail = str(first.facts["setl_id"][0])
        return [self._told("merged", detail, group, method, billed, added.prices)]

    def _outside(self, billed: Prices) -> Alternative:
        """Care beside the stay that its price has paid for already: all of it is the fund's loss."""
        fund, visits = int(self.around.outside_fund[0]), int(self.around.outside_visits[0])
        price, paid = int(billed.price[0]), int(billed.fund[0])
        return Alternative("outside", str(visits), "", price, paid, fund, fund, 0)

    def _outpatient(self, method: Method, billed: Prices) -> list[Alternative]:
        """The same care without a bed; nothing where the lake has no lines of the stay."""
        fee = self.around.without_bed
        if not fee.any():
            return []
        fund = half_up(fee * self.stay.scheme.outside.fund_share, POINT)
        zero = np.zeros_like(fee)
        visit = Prices(zero, zero, zero, zero, zero, fee, fee, fund)
        return [self._told("outpatient", "", "", method, billed, visit)]

    def _told(
        self, key: str, detail: str, group: str, method: Method, billed: Prices, other: Prices
    ) -> Alternative:
        valued = self.value_of(method)
        borne = harm(method, billed, other, valued.share)
        price = int(other.price[0])
        return Alternative(
            key, detail, group, price, int(other.fund[0]), int(billed.price[0]) - price,
            int(borne.fund_loss[0]), int(borne.redistribution[0]),
        )  # fmt: skip

    def _placed(self, method: Method) -> Placed:
        if method is Method.DIP and self.coded is not None:
            return self.coded.placed
        scheme = self.stay.scheme
        unit = scheme.points_of(method).a_weight if method is Method.POINTS else POINT
        return placed(self.groups, scheme.tables, unit)

    def _group(self, method: Method, groups: Groups, row: int = 0) -> tuple[str, str]:
        """Code and name of the group that a way of paying goes by."""
        if method is Method.BED_DAY:
            return "", ""
        if method is Method.DIP:
            found = None if self.coded is None else self.coded.groups[int(self.coded.which[0])]
            return ("", "") if found is None else (found.code, found.zh)
        tables, place = self.stay.scheme.tables, int(groups.group[row])
        if place >= 0:
            return tables.groups[place].code, tables.groups[place].name
        name = "歧义病案" if int(groups.status[row]) == AMBIGUOUS else "未入组"
        return code_without_group(tables, groups, row), name
