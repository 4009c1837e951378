"""Bills: the fee lines of every visit, drawn from its pathway and its treated complications."""

from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole, rounded, runs, stream
from features.settlement.province.coding import codes
from features.settlement.province.conditions import complications
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.order import DAY
from features.settlement.province.pathways import Follows
from features.settlement.province.season import Kind
from features.settlement.province.tariff import tariff
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World

QUANTITY = 10_000  # cnt is held in ten-thousandths of a unit
_LEVEL_PRICE = np.array([0.80, 0.80, 0.90, 1.00])  # services, by level group


@dataclass(frozen=True)
class Lines:
    """Fee lines as columns, one element a line.

    Attributes:
        visit: the visit billed.
        item: place in the catalogue.
        amount: quantity in ten-thousandths of a unit.
        price: millionths of a yuan a unit; limit likewise, 0 when the item has none.
        time: seconds since 1970.
        wrong: how much of the quantity is unlawful, of lines that a scheme made or bent.
        mark: index of that scheme, -1 for honest lines.
    """

    visit: Whole
    item: Whole
    amount: Whole
    price: Whole
    limit: Whole
    time: Whole
    doctor: Whole
    wrong: Whole
    mark: Whole

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.visit)

    def take(self, which: Whole | Truth) -> Self:
        """Only these lines."""
        return replace(self, **{f.name: getattr(self, f.name)[which] for f in fields(self)})

    def changed(self, **columns: Whole) -> Self:
        """The same lines with some columns replaced."""
        return replace(self, **columns)


def stacked(*parts: Lines) -> Lines:
    """Lines one after another."""
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Lines)
    }
    return Lines(**columns)


def lines(world: World, visits: Visits, diagnosed: Diagnoses) -> Lines:
    """All lines of all visits, in no order yet."""
    rng = stream(world.order.seed, "lines")
    return stacked(
        _of_pathways(rng, world, visits), _of_complications(rng, world, visits, diagnosed)
    )


def _of_pathways(rng: np.random.Generator, world: World, visits: Visits) -> Lines:
    paths = world.pathways
    many = (paths.start[1:] - paths.start[:-1])[visits.pathway]
    owner, place = runs(many)
    row = paths.start[visits.pathway[owner]] + place
    group = world.institutions.group[visits.institution]
    keep = rng.random(len(row)) < paths.chance[row]
    keep &= world.catalogue.least_group[paths.item[row]] <= group[owner]
    owner, row = owner[keep], row[keep]
    days = visits.days[owner].astype(np.float64)
    intensity = np.clip(visits.intensity, 0.15, 8.0)[owner]
    rate, follows = paths.rate[row], paths.follows[row]
    amount = np.where(
        follows == Follows.DAYS,
        rate * days,
        np.where(
            follows == Follows.COURSE,
            rate * days * intensity,
            np.where(follows == Follows.ONCE, rate * intensity**0.85, rate),
        ),
    )
    return bill(rng, world, visits, owner, paths.item[row], amount)


def _of_complications(
    rng: np.random.Generator, world: World, visits: Visits, diagnosed: Diagnoses
) -> Lines:
    """The tests and drugs that a treated complication leaves on the bill."""
    table = codes()
    made: list[Lines] = []
    for complication in complications():
        place = table.place[complication.code]
        treated = diagnosed.visit[(diagnosed.code == place) & ~diagnosed.main & diagnosed.supported]
        for n, name in enumerate(complication.evidence):
            some = treated[rng.random(len(treated)) < (0.93 if n == 0 else 0.72)]
            made.append(evidence(rng, world, visits, some, world.catalogue.place[name]))
    return stacked(*made)


def evidence(
    rng: np.random.Generator, world: World, visits: Visits, visit: Whole, item: int
) -> Lines:
    """Lines of one item on each of those stays, in an amount that fits the length of stay."""
    days = visits.days[visit].astype(np.float64)
    a_day = float(world.catalogue.a_day[item])
    course = world.catalogue.drug[item] or a_day >= 0.5
    amount = a_day * days * 0.45 if course else np.ones(len(visit))
    items = np.full(len(visit), item, dtype=np.int64)
    return bill(rng, world, visits, visit, items, np.maximum(amount, 1.0))


def bill(
    rng: np.random.Generator, world: World, visits: Visits, visit: Whole, item: Whole,
    amount: Real, mark: int = NOBODY, *, insist: bool = False,
) -> Lines:  # fmt: skip
    """Lines of those items and amounts on those visits, at the institution's price and limit.

    What procurement and the price list put in their place is billed instead, unless one insists.
    """
    whole = rounded(rng, amount) * QUANTITY
    keep = whole > 0
    visit, item, whole = visit[keep], item[keep], whole[keep]
    count = len(visit)
    begin, end = visits.begin[visit], visits.end[visit]
    stay = visits.kind[visit] == Kind.INPATIENT
    moment = begin + ((end - begin) * rng.random(count)).astype(np.int64)
    daytime = moment // DAY * DAY + rng.integers(7 * 3600, 19 * 3600, count)
    time = np.where(stay, np.clip(daytime, begin, end), begin + (end - begin) // 2)
    spot = visits.institution[visit]
    if not insist:
        item = tariff().used(item, visit, begin // DAY, world.institutions.public[spot])
    price, limit = _prices(world, spot, item, time // DAY)
    doctor = visits.doctor[visit]
    covered = np.flatnonzero(stay & (rng.random(count) < 0.12)).astype(np.int64)
    doctor[covered] = world.doctors.colleague(rng, spot[covered], doctor[covered])
    return Lines(
        visit=visit,
        item=item,
        amount=whole,
        price=price,
        limit=limit,
        time=time,
        doctor=doctor,
        wrong=whole if mark != NOBODY else np.zeros(count, dtype=np.int64),
        mark=np.full(count, mark, dtype=np.int64),
    )


def _prices(world: World, spot: Whole, item: Whole, day: Whole) -> tuple[Whole, Whole]:
    """What items cost at institutions on days, and what they may cost at most."""
    listed = tariff()
    place = listed.period(day) * len(world.catalogue.items) + item
    service = world.catalogue.service[item]
    factor = np.where(service, _LEVEL_PRICE[world.institutions.group[spot]], 1.0)
    most = listed.limit.ravel()[place]
    limit = np.rint(most * factor / 10_000).astype(np.int64) * 10_000
    limit = np.where(service, limit, most)
    charged = np.where(service, world.institutions.price_level[spot], _markup(spot, item))
    price = np.rint(listed.price.ravel()[place] * factor * charged / 100).astype(np.int64) * 100
    price = np.where(limit > 0, np.minimum(price, limit), price)
    return np.maximum(price, 100), limit


def _markup(institution: Whole, item: Whole) -> Real:
    """The price of drugs and consumables at a place, 1.00 to 1.06 of the listed price."""
    return 1.0 + (institution * 31 + item * 17) % 61 / 1_000
