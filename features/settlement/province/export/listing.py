"""The settlement lists in order: which stay has which diagnoses, operations, days of care."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Truth, Whole, stream
from features.settlement.province.coding import codes
from features.settlement.province.lines import QUANTITY
from features.settlement.province.order import DAY
from features.settlement.province.province import Province
from features.settlement.province.season import Kind

INTENSIVE_BED = "重症监护病房床位费"


@dataclass(frozen=True)
class Listing:
    """What the lists show; columns of stays, of diagnoses, and of operations."""

    stay: Whole
    diagnoses_of: Whole
    operations_of: Whole
    ventilation: Whole
    ventilation_words: list[str]
    special_days: Whole
    first_days: Whole
    declared: Whole
    known_until: int
    diagnosed_stay: Whole
    sequence: Whole
    code: Whole
    named: Whole
    main: Truth
    condition: Whole
    operated_stay: Whole
    operation: Whole
    principal: Whole
    admitted_with: Whole


def listing(province: Province) -> Listing:
    """The settlement lists of all stays, in order of settlement."""
    rng = stream(province.world.order.seed, "listing")
    visits, written = province.visits, province.diagnoses
    stay = np.flatnonzero(visits.of_kind(Kind.INPATIENT)).astype(np.int64)
    stay = stay[np.argsort(province.settlements.row_of[stay], kind="stable")]
    row = province.settlements.row_of[written.visit]
    weight = codes().severity[written.code] > 0  # coders put what weighs first, mostly
    order = np.lexsort((rng.random(len(row)) + 0.6 * ~weight, ~written.main, row))
    ordered = row[order]
    fresh = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    start = np.maximum.accumulate(np.where(fresh, np.arange(len(order)), 0))
    operation = province.papers.operation
    count = np.bincount(written.visit, minlength=visits.count)
    principal = np.zeros(visits.count, dtype=np.int64)
    principal[written.visit[written.main]] = written.named[written.main]
    honest = np.zeros(visits.count, dtype=np.int64)
    honest[written.visit[written.main]] = written.honest[written.main]
    severe = visits.severity[stay]
    hours = province.papers.hours[stay]
    shown = [f"{h // 24}/{h % 24}/0" for h in range(int(hours.max(initial=0)) + 1)]
    late = 1 + np.minimum(rng.geometric(0.28, len(stay)), 16)
    operated = stay[operation[stay] >= 0]
    return Listing(
        stay=stay,
        diagnoses_of=count[stay],
        operations_of=(operation[stay] >= 0).astype(np.int64),
        ventilation=hours,
        ventilation_words=shown,
        special_days=np.minimum(charged(province, INTENSIVE_BED)[stay], visits.days[stay]),
        first_days=np.rint(visits.days[stay] * (0.15 + 0.2 * severe)).astype(np.int64),
        declared=visits.settled[stay] + late * DAY,
        known_until=(province.world.order.last_day + 1) * DAY,
        diagnosed_stay=written.visit[order],
        sequence=np.arange(len(order)) - start + 1,
        code=written.code[order],
        named=written.named[order],
        main=written.main[order],
        condition=written.condition[order],
        operated_stay=operated,
        operation=operation[operated],
        principal=principal,
        admitted_with=_on_admission(rng, principal, honest),
    )


def charged(province: Province, name: str) -> Whole:
    """How many units of an item of the catalogue each visit is charged."""
    lines = province.lines
    some = np.flatnonzero(lines.item == province.world.catalogue.place[name])
    units = np.bincount(lines.visit[some], lines.amount[some], province.visits.count)
    return np.rint(units / QUANTITY).astype(np.int64)


def _on_admission(rng: np.random.Generator, written: Whole, honest: Whole) -> Whole:
    """The diagnosis on admission: mostly the true one, at times one of another kind.

    Where the principal diagnosis was bent, half of the admission notes were bent with it.
    """
    honest = np.where(rng.random(len(honest)) < 0.5, written, honest)
    table = codes()
    other = rng.integers(0, len(table.code), len(honest))
    return np.where(rng.random(len(honest)) < 0.06, other, honest)
