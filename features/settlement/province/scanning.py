"""Honest scans of drug boxes: bought or in stock, sold once, at times returned and sold again.

Scans are made of outpatient, chronic and pharmacy lines of the traced products, at institutions
that are connected by then, and ever more fully: pharmacies by 1 July 2025, all institutions by 1
January 2026 (domain brief C.6, T02). What is left over of a box that a clinic sells in parts is
scanned again with the next sale. A few uploads are sent twice by mistake; the second is deleted.
"""

from zlib import crc32

import numpy as np

from features.settlement.province.catalogue import Catalogue
from features.settlement.province.chance import Real, Truth, Whole, runs, stream
from features.settlement.province.lines import QUANTITY, Lines
from features.settlement.province.order import DAY
from features.settlement.province.refunds import Settlements
from features.settlement.province.roles import Role
from features.settlement.province.scans import BOX, Event, Scans, scans_of, scans_together
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

TRACED = 0.15  # of products; the others come later or are exempt
MOST_BOXES = 3  # of one line
_LEFT_OVER = 0.06  # bought within the period and not sold yet
_SENT_TWICE = 0.0006  # of sales
_PRIME = 99_999_999_977  # box numbers do not follow one another
_DATES = np.array(["2024-01-01", "2025-01-01", "2025-07-01", "2026-01-01", "2026-07-01"])
_RATES = np.array([0.10, 0.45, 0.86, 0.97, 0.99])  # of sales are scanned, where connected
_PHARMACIES_FROM = ("2024-04-01", "2025-06-30")  # when they connected, evenly in between
_OTHERS_FROM = ("2024-10-01", "2025-12-31")


def traced(catalogue: Catalogue) -> Truth:
    """Which items carry traceability codes that are uploaded."""
    return np.array(
        [
            item.list_type == "101" and crc32(f"trace {item.code}".encode()) % 100 < TRACED * 100
            for item in catalogue.items
        ]
    )


def packs(catalogue: Catalogue) -> Whole:
    """How many units a box of each item holds: 24 of `0.25g*24粒`, else one."""
    made = np.ones(len(catalogue.items), dtype=np.int64)
    for n, item in enumerate(catalogue.items):
        digits = "".join(c for c in item.spec.rpartition("*")[2] if c.isdigit())
        if "*" in item.spec and digits:
            made[n] = int(digits)
    return made


def connected(world: World) -> Whole:
    """The day from which on each institution uploads scans, since 1970."""
    rng = stream(world.order.seed, "scans", "connected")
    pharmacy = world.institutions.role == Role.PHARMACY
    made = np.zeros(len(pharmacy), dtype=np.int64)
    for some, (first, last) in ((pharmacy, _PHARMACIES_FROM), (~pharmacy, _OTHERS_FROM)):
        low, high = np.array([first, last], dtype="datetime64[D]").astype(np.int64)
        made[some] = rng.integers(low, high + 1, int(some.sum()))
    return made


def scanning_rate(day: Whole) -> Real:
    """The share of sales that connected institutions scan on each day."""
    at = _DATES.astype("datetime64[D]").astype(np.int64)
    return np.interp(day, at, _RATES)


def scans(world: World, visits: Visits, billed: Lines, settled: Settlements) -> Scans:
    """All honest scans, in order of time."""
    rng = stream(world.order.seed, "scans")
    sold = _sales(rng, world, visits, billed)
    returned = _returns(sold, settled)
    sold = _resold(world, sold, returned)
    twice = np.flatnonzero(rng.random(sold.count) < _SENT_TWICE)
    again = sold.take(twice)
    again = again.changed(time=again.time + rng.integers(5, 90, again.count))
    deleted = again.changed(
        event=np.full(again.count, int(Event.DELETE), dtype=np.int64),
        time=again.time + rng.integers(300, 7_200, again.count),
    )
    made = scans_together(_arrivals(rng, world, sold), sold, again, deleted, returned)
    end = (world.order.last_day + 1) * DAY
    made = made.take(made.time < end)
    return made.take(np.argsort(made.time, kind="stable"))


def _sales(rng: np.random.Generator, world: World, visits: Visits, billed: Lines) -> Scans:
    """One scan for every box sold, and one for every part of a box."""
    line = np.flatnonzero(traced(world.catalogue)[billed.item])
    line = line[visits.kind[billed.visit[line]] != Kind.INPATIENT].astype(np.int64)
    visit = billed.visit[line]
    spot, day = visits.institution[visit], visits.settled_day[visit]
    keep = (day >= connected(world)[spot]) & (rng.random(len(line)) < scanning_rate(day))
    line, visit, spot = line[keep], visit[keep], spot[keep]
    item = billed.item[line]
    pack = packs(world.catalogue)[item] * QUANTITY
    part = (billed.amount[line] < pack * 0.75) & (world.institutions.role[spot] != Role.PHARMACY)
    boxes = np.clip((billed.amount[line] + pack // 2) // pack, 1, MOST_BOXES)
    owner, _ = runs(np.where(part, 1, boxes))
    line, visit, spot, item, part = (a[owner] for a in (line, visit, spot, item, part))
    made = scans_of(
        Event.SALE, item, np.arange(len(line), dtype=np.int64), spot, visits.settled[visit],
        visit=visit, line=line,
    )  # fmt: skip
    share = np.maximum(1, billed.amount[line] * BOX // pack[owner])
    made = made.changed(amount=np.where(part, share, BOX), split=part)
    return made.changed(box=_numbers(world, _shared_boxes(world, made)))


def _shared_boxes(world: World, sold: Scans) -> Whole:
    """The running number of each box; parts of one drug at one place come from one box in turn."""
    part = np.flatnonzero(sold.split)
    key = sold.institution[part] * len(world.catalogue.items) + sold.item[part]
    part = part[np.lexsort((sold.time[part], key))]
    key = sold.institution[part] * len(world.catalogue.items) + sold.item[part]
    fresh = np.concatenate([[True], key[1:] != key[:-1]]) if len(part) else np.zeros(0, dtype=bool)
    start = np.maximum.accumulate(np.where(fresh, np.arange(len(part)), 0))
    used = np.cumsum(sold.amount[part]) - sold.amount[part]
    opened = (used - used[start]) // BOX
    new = fresh | np.concatenate([[True], opened[1:] != opened[:-1]])[: len(part)]
    first = np.maximum.accumulate(np.where(new, np.arange(len(part)), 0))
    box = sold.box.copy()
    box[part] = part[first]
    return box


def _numbers(world: World, running: Whole) -> Whole:
    """Serial numbers of thirteen digits; the first two are those of the block."""
    return world.order.block * 10**11 + (running * 48_271 + 16_807) % _PRIME


def _returns(sold: Scans, settled: Settlements) -> Scans:
    """The boxes of refunded settlements come back with the refund."""
    back = settled.sign < 0
    when = np.zeros(int(settled.visit.max(initial=0)) + 1, dtype=np.int64)
    when[settled.visit[back]] = settled.settled[back]
    some = sold.take(when[sold.visit] > 0)
    event = np.full(some.count, int(Event.SALE_RETURN), dtype=np.int64)
    return some.changed(event=event, time=when[some.visit])


def _resold(world: World, sold: Scans, returned: Scans) -> Scans:
    """The sales; a whole box that came back is the next one sold of its drug at its place."""
    back = returned.take(~returned.split)
    whole = np.flatnonzero(~sold.split)
    wide = len(world.catalogue.items)
    key = ((sold.institution[whole] * wide + sold.item[whole]) << 34) + sold.time[whole]
    whole = whole[np.argsort(key, kind="stable")]
    key = np.sort(key)
    asked = ((back.institution * wide + back.item) << 34) + back.time
    at = np.searchsorted(key, asked, side="right")
    inside = at < len(key)
    at, back = at[inside], back.take(inside)
    scan = whole[at]
    same = (sold.institution[scan] == back.institution) & (sold.item[scan] == back.item)
    scan, back = scan[same], back.take(same)
    taken = np.isin(sold.visit[scan], returned.visit)  # itself returned: leave it simple
    scan, number = scan[~taken], back.box[~taken]
    scan, first = np.unique(scan, return_index=True)
    box = sold.box.copy()
    box[scan] = number[first]
    return sold.changed(box=box)


def _arrivals(rng: np.random.Generator, world: World, sold: Scans) -> Scans:
    """The purchase of every box that is sold, or its entry in the stock taken on connecting.

    Some boxes more are bought and not sold within the period.
    """
    order = np.argsort(sold.time, kind="stable")
    _, first = np.unique(sold.code[order], return_index=True)
    each = sold.take(order[first])
    count = each.count
    extra = each.take(rng.random(count) < _LEFT_OVER)
    unsold = extra.changed(box=_numbers(world, sold.count + np.arange(extra.count)))
    each = scans_together(each, unsold)
    bought = each.time // DAY - rng.integers(3, 76, each.count)
    since = np.maximum(connected(world)[each.institution], world.order.first_day)
    stock = bought < since
    time = np.where(
        stock, since * DAY, bought * DAY + rng.integers(8 * 3_600, 17 * 3_600, each.count)
    )
    made = scans_of(Event.PURCHASE, each.item, each.box, each.institution, time)
    return made.changed(
        event=np.where(stock, int(Event.STOCK), int(Event.PURCHASE)).astype(np.int64)
    )
