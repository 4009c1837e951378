"""A payment scheme (支付方案): one area, its days, its groups, and how each way of paying counts.

Everything that differs between areas stands here and comes from a scheme folder. Shares, weights
and coefficients are ten-thousandths, money is fen, the value of a point millionths of a yuan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from features.errors import BadInput
from features.payment.group_tables import GroupTables
from features.payment.method import Method


@dataclass(frozen=True)
class Band:
    """A band of the high limit: groups up to a weight, cost above so many times the group's mean."""

    up_to: int | None
    times: int


@dataclass(frozen=True)
class Limits:
    """The limits of a normal case, and what is paid beyond them (domain brief D.4).

    Attributes:
        low: cost below this share of the group's mean is a low outlier (低倍率).
        low_pays: "cost", or "share": the normal price by cost over the group's mean.
        high: bands by weight, lightest first; the last has no end.
        high_share: what is paid of the cost above the high limit (高倍率).
        ambiguous, ungrouped: what is paid of the cost of a case in QY, or in no group.
        special: what a case reviewed singly (特例单议) is paid of its cost at least.
    """

    low: int
    low_pays: str
    high: tuple[Band, ...]
    high_share: int
    ambiguous: int
    ungrouped: int
    special: int


@dataclass(frozen=True)
class Spell:
    """One institution's coefficient on some days, both ends counted; `until` None means still."""

    coefficient: int
    since: date
    until: date | None


@dataclass(frozen=True)
class Coefficients:
    """Institution coefficients: listed by institution and day, as billed, or by hospital level."""

    institutions: Mapping[str, tuple[Spell, ...]]
    as_billed: bool
    levels: Mapping[str, int]
    base_groups: int

    def of(self, institution: str, level: str, on: date, billed: int | None = None) -> int:
        """The coefficient of an institution on a day. Raises BadInput when nothing tells it."""
        for spell in self.institutions.get(institution, ()):
            if spell.since <= on and (spell.until is None or on <= spell.until):
                return spell.coefficient
        if self.as_billed and billed is not None:
            return billed
        if level in self.levels:
            return self.levels[level]
        raise BadInput(
            f"Institution {institution} of level {level or 'unknown'} has no coefficient on {on}",
            "coefficients.csv lists it on every day, or [coefficients.levels] has its level",
            "Add the institution or its level to the scheme folder",
        )


@dataclass(frozen=True)
class Value:
    """What a month's points are shared from: a budget in fen, or a published value of a point."""

    budget: int | None
    value: int | None


@dataclass(frozen=True)
class Points:
    """Payment by points: how many a weight of 1 is, what a point is worth until the month is known.

    Attributes:
        a_weight: points of a weight of 1 (基准点数), 100 or 1000.
        value: the value of a point where no month tells another.
        mean_fee: fen that a case costs on average, for cases paid by item.
        prepaid: the share of a month that is paid in advance (月预付).
        months: budget or value by month (2025-01) and pool (3201); pool "" for all that none names.
        limits: limits of its own, where they are others than the scheme's.
    """

    a_weight: int
    value: int
    mean_fee: int
    prepaid: int
    months: Mapping[tuple[str, str], Value]
    limits: Limits | None = None

    def told(self, month: str, pool: str) -> Value | None:
        """The budget or value of a pool's month, None where months.csv has neither."""
        return self.months.get((month, pool), self.months.get((month, "")))

    def budget_of(self, month: str, pool: str, pools: int) -> int | None:
        """The budget of a pool's month in fen, None where none is told.

        Raises BadInput when a budget without a pool stands for several `pools`.
        """
        known = self.told(month, pool)
        if known is None or known.budget is None:
            return None
        if pools > 1 and (month, pool) not in self.months:
            raise BadInput(
                f"months.csv has a budget of {month} without a pool, and {pools} pools share it",
                "Each pooling area has a budget of its own where the scheme has more than one",
                f"Add the column pool to months.csv, with a row for pool {pool}",
            )
        return known.budget

    def value_in(self, month: str, pool: str) -> int:
        """The value of a point in a pool's month, in millionths of a yuan."""
        known = self.told(month, pool)
        return self.value if known is None or known.value is None else known.value


@dataclass(frozen=True)
class BedDay:
    """A rate of bed-days: of departments that begin with a code, from one day of stay to another."""

    code: str
    zh: str
    en: str
    department: str
    since_day: int
    until_day: int | None
    fee: int


@dataclass(frozen=True)
class Outside:
    """What counts beside a stay: windows in days, and what the same care costs as a visit.

    Attributes:
        split_days: a stay that begins so many days after another may be part of it.
        before, after: outpatient care so many days around a stay may belong to it.
        stay_charges: kinds of charge that only a stay has (床位, 护理).
        fund_share: the fund's part of outpatient care.
    """

    split_days: int
    before: int
    after: int
    stay_charges: tuple[str, ...]
    fund_share: int


@dataclass(frozen=True)
class CodedGroup:
    """A group of DIP or APG: its code, names, points, mean cost in fen, and whether it is basic."""

    code: str
    zh: str
    points: int
    mean_fee: int
    base: bool = False


@dataclass(frozen=True)
class DipGroups:
    """DIP groups: core groups by diagnosis (4 signs) and operations, comprehensive ones by less.

    Attributes:
        core: by (4-sign diagnosis, operations in order joined by "+").
        wide: by (category or letter of the diagnosis, "1" operated or "0").
        operations: the operations that any core group names.
    """

    core: Mapping[tuple[str, str], CodedGroup]
    wide: Mapping[tuple[str, str], CodedGroup]
    operations: frozenset[str]


@dataclass(frozen=True)
class ApgClass:
    """A class of outpatient groups, told by what was charged: kinds of charge, from a price on."""

    name: str
    charges: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ApgGroups:
    """Outpatient groups by class and diagnosis, the longest beginning first; classes in order."""

    classes: tuple[ApgClass, ...]
    otherwise: str
    by_diagnosis: Mapping[tuple[str, str], CodedGroup]
    longest: int


@dataclass(frozen=True)
class Scheme:
    """A payment scheme of some areas on some days. A part that it lacks cannot be priced by it."""

    name: str
    version: str
    zh: str
    en: str
    areas: tuple[str, ...]
    since: date
    until: date | None
    pool_digits: int
    method: Method
    tables: GroupTables
    limits: Limits
    coefficients: Coefficients
    outside: Outside
    rates: Mapping[str, int]
    points: Points | None = None
    dip_points: Points | None = None
    dip: DipGroups | None = None
    apg_points: Points | None = None
    apg: ApgGroups | None = None
    bed_days: tuple[BedDay, ...] = ()

    @property
    def methods(self) -> tuple[Method, ...]:
        """The ways of paying that this scheme can price."""
        able = {
            Method.RATE: bool(self.rates),
            Method.POINTS: self.points is not None,
            Method.DIP: self.dip is not None,
            Method.APG: self.apg is not None,
            Method.BED_DAY: bool(self.bed_days),
        }
        return tuple(method for method, yes in able.items() if yes)

    def covers(self, on: date) -> bool:
        """Whether the scheme is in force on a day."""
        return self.since <= on and (self.until is None or on <= self.until)

    def limits_of(self, method: Method) -> Limits:
        """The limits of a way of paying: its own, or the scheme's."""
        own = self.dip_points if method is Method.DIP else None
        return self.limits if own is None or own.limits is None else own.limits

    def points_of(self, method: Method) -> Points:
        """The points of a way of paying. Raises BadInput when the scheme lacks them."""
        found = {
            Method.POINTS: self.points,
            Method.DIP: self.dip_points,
            Method.APG: self.apg_points,
        }.get(method)
        if found is None:
            raise self.lacks(method)
        return found

    def pool_of(self, area: str) -> str:
        """The pooling area of an area's code."""
        return area[: self.pool_digits]

    def lacks(self, method: Method) -> BadInput:
        """The error of a way of paying that the scheme does not tell."""
        return BadInput(
            f"Scheme {self.name} does not say how to pay by {method}",
            f"Its ways are {', '.join(self.methods)}",
            f"Choose one of them, or add a section [{method}] to its scheme.toml",
        )

    def bands_of(self, department: str) -> tuple[BedDay, ...]:
        """The bed-day bands of a department, those of the longest beginning of its code.

        Raises BadInput when there are none.
        """
        named = {d.department for d in self.bed_days if department.startswith(d.department)}
        if not named:
            raise self.lacks(Method.BED_DAY)
        best = max(named, key=len)
        return tuple(band for band in self.bed_days if band.department == best)

    def rate_of(self, insutype: str) -> int:
        """Fen a weight of 1 for an insurance scheme. Raises BadInput when none is told."""
        if not self.rates:
            raise self.lacks(Method.RATE)
        found = self.rates.get(insutype, self.rates.get("other"))
        if found is None:
            raise BadInput(
                f"Scheme {self.name} has no rate for insurance scheme {insutype or 'unknown'}",
                f"[rate] lists {', '.join(self.rates)}",
                "Add it there, or a rate for `other`",
            )
        return found
