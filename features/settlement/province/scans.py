"""Scans of traceability codes (药品追溯码): each box of a drug by its code, where it came and went.

Every box has one code: seven digits of the product and thirteen of the box. In honest data a box is
bought or in stock once and sold once, net of returns and deletions; only a box that is sold in
parts (拆零) is scanned with several sales. Schemes bend the scans of their lines.
"""

from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import Self

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.visits import NOBODY

BOX = 10_000  # sel_retn_cnt is held in ten-thousandths of a box


class Event(IntEnum):
    """What happened to a box; the places of the words of `evt_type`."""

    STOCK = 0
    CHANGE = 1
    PURCHASE = 2
    PURCHASE_RETURN = 3
    SALE = 4
    SALE_RETURN = 5
    DELETE = 6


@dataclass(frozen=True)
class Scans:
    """Scans as columns, one element a scan.

    Attributes:
        event: an `Event`.
        item: the drug as recorded, a place in the catalogue.
        product: the item whose product number the code begins with; the item itself when honest.
        box: the serial number of the box; product and box together are the code.
        institution: who scanned.
        visit, line: the visit and the line sold or returned, -1 for stock and purchases.
        time: seconds since 1970.
        amount: boxes sold or bought, in ten-thousandths.
        split: whether the box is sold in parts, so that its code may lawfully come again.
        insured: whether the sale is settled with the insurer.
        mark: index of the scheme that made or bent the scan, -1 for honest ones.
    """

    event: Whole
    item: Whole
    product: Whole
    box: Whole
    institution: Whole
    visit: Whole
    line: Whole
    time: Whole
    amount: Whole
    split: Truth
    insured: Truth
    mark: Whole

    @property
    def count(self) -> int:
        """How many scans there are."""
        return len(self.event)

    @property
    def code(self) -> Whole:
        """A number for each scan that is the same for the same traceability code."""
        return self.product * 10**13 + self.box

    def of(self, *events: Event) -> Truth:
        """Which scans are of those events."""
        return np.isin(self.event, events)

    def take(self, which: Whole | Truth) -> Self:
        """Only these scans."""
        return replace(self, **{f.name: getattr(self, f.name)[which] for f in fields(self)})

    def changed(self, **columns: Whole | Truth) -> Self:
        """The same scans with some columns replaced."""
        return replace(self, **columns)


def scans_of(
    event: Event, item: Whole, box: Whole, institution: Whole, time: Whole, *,
    visit: Whole | None = None, line: Whole | None = None, mark: int = NOBODY,
) -> Scans:  # fmt: skip
    """Plain scans of whole boxes: the code fits the drug, sales are settled with the insurer."""
    count = len(item)
    nobody = np.full(count, NOBODY, dtype=np.int64)
    return Scans(
        event=np.full(count, int(event), dtype=np.int64),
        item=item,
        product=item,
        box=box,
        institution=institution,
        visit=nobody if visit is None else visit,
        line=nobody if line is None else line,
        time=time,
        amount=np.full(count, BOX, dtype=np.int64),
        split=np.zeros(count, dtype=bool),
        insured=np.full(count, event in (Event.SALE, Event.SALE_RETURN)),
        mark=np.full(count, mark, dtype=np.int64),
    )


def scans_together(*parts: Scans) -> Scans:
    """Scans one after another."""
    columns = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(Scans)
    }
    return Scans(**columns)
