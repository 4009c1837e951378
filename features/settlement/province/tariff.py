"""The price list by day: what an item costs and what it may cost at most, and what replaces what.

Prices change on days that are the same in every province (`price_changes.py`). After procurement
most use of a drug's other makers moves to the chosen one within three months, at public
institutions more than at private ones.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np

from features.settlement.province import price_changes
from features.settlement.province.catalogue import Catalogue, catalogue
from features.settlement.province.chance import Real, Whole

_FAR = 1 << 40
_RAMP = 90.0  # days until the share of a procurement is reached
_PRIVATE = 0.5  # of the share moves at private institutions
_OTHERS = 0.12  # fall of makers that were not chosen (梯度降价)


@dataclass(frozen=True)
class Tariff:
    """Prices and replacements by day.

    Attributes:
        days: days (since 1970) on which prices change, in order.
        price, limit: millionths of a yuan, a row a period (one more than the days), a column an
            item; a limit of 0 is none.
        instead: what replaces each item, -1 for nothing.
        since, until: from which day and before which day it does.
        share: of the lines that are replaced, once `ramp` days have passed.
    """

    days: Whole
    price: Whole
    limit: Whole
    instead: Whole
    since: Whole
    until: Whole
    share: Real
    ramp: Real

    def period(self, day: Whole) -> Whole:
        """The period that each day lies in."""
        return np.searchsorted(self.days, day, side="right").astype(np.int64)

    def used(self, item: Whole, visit: Whole, day: Whole, public: Whole) -> Whole:
        """The items that are used on those days in place of those that would have been.

        Args:
            item: place in the catalogue of each line.
            visit: its visit; one visit decides alike for an item.
            day: the day of the line.
            public: 1 at public institutions, 0 at private ones.
        """
        some = np.flatnonzero(self.instead[item] >= 0)
        which, when = item[some], day[some]
        passed = np.clip((when - self.since[which] + 1) / self.ramp[which], 0.0, 1.0)
        bound = np.where(public[some] > 0, 1.0, np.where(self.share[which] < 1.0, _PRIVATE, 1.0))
        drawn = (visit[some] * 2_654_435_761 + which * 40_503) % 10_007 / 10_007
        moved = (drawn < self.share[which] * passed * bound) & (when < self.until[which])
        made = item.copy()
        made[some[moved]] = self.instead[which[moved]]
        return made


@cache
def tariff() -> Tariff:
    """The tariff of all provinces."""
    items = catalogue()
    procured, adjusted = _rows(price_changes.PROCURED), _rows(price_changes.ADJUSTED)
    days = np.unique([_day(row[0]) for row in (*procured, *adjusted)]).astype(np.int64)
    factor = np.ones((len(days) + 1, len(items.items)))
    instead = np.full(len(items.items), -1, dtype=np.int64)
    since, until = np.full_like(instead, -_FAR), np.full_like(instead, _FAR)
    share, ramp = np.ones(len(items.items)), np.ones(len(items.items))
    for when, name, fall, moves in procured:
        chosen, others = items.place[name], _others(items, name)
        later = np.searchsorted(days, _day(when)) + 1
        factor[later:, chosen] *= 1 - int(fall) / 100
        factor[later:, others] *= 1 - _OTHERS
        if int(moves):
            instead[others], since[others] = chosen, _day(when)
            share[others], ramp[others] = int(moves) / 100, _RAMP
    for when, charge, words, change in adjusted:
        later = np.searchsorted(days, _day(when)) + 1
        of = [n for n, i in enumerate(items.items)
              if i.charge == charge and words.replace("*", "") in i.name]  # fmt: skip
        factor[later:, of] *= 1 + int(change) / 100
    for when, name, before in _rows(price_changes.ENTERED):
        place = [items.place[name], *_others(items, name)]
        instead[place], until[place] = items.place[before], _day(when)
    for when, name, after in _rows(price_changes.LEFT):
        place = [items.place[name], *_others(items, name)]
        instead[place], since[place] = items.place[after], _day(when)
    return Tariff(
        days=days,
        price=_cents(items.price * factor),
        limit=_cents(items.limit * factor),
        instead=instead,
        since=since,
        until=until,
        share=share,
        ramp=ramp,
    )


def _others(items: Catalogue, name: str) -> list[int]:
    """The other makers of a drug."""
    chosen = items.place[name]
    return [n for n, item in enumerate(items.items) if item.name == name and n != chosen]


def _cents(millionths: Real) -> Whole:
    """Prices with four decimals of a yuan, in millionths."""
    return np.rint(millionths / 100).astype(np.int64) * 100


def _rows(text: str) -> list[list[str]]:
    return [line.split("|") for line in text.strip().splitlines()]


def _day(written: str) -> int:
    return int(np.datetime64(written, "D").astype(np.int64))
