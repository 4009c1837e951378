"""Verdicts on claims: few, late, biased, imperfect and at times withdrawn, as labels are in life.

A decision comes three weeks to five months after the check. What is decided after the period has
not happened yet and is not in the data; nor is the result of an appeal that is still open.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Truth, Whole, stream
from features.settlement.province.fees import Fees
from features.settlement.province.inspections.appeals import Appeals, appeals
from features.settlement.province.inspections.checks import checks
from features.settlement.province.inspections.findings import findings
from features.settlement.province.inspections.guilt import guilt_of
from features.settlement.province.inspections.rounds import rounds
from features.settlement.province.lines import Lines
from features.settlement.province.payment import Payment
from features.settlement.province.slips.slipping import Slipped
from features.settlement.province.truth import Truth as Planted
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class Verdicts:
    """Verdicts in order of decision.

    Attributes:
        visit: the claim; source: a place among `SOURCES`.
        checked, decided: days since 1970.
        confirmed: whether a violation was found; violation a place among `SCHEMES`, amount fen.
        appeals: what became of each.
        item_verdict, item_line, item_fen: the unlawful lines, in order of verdict.
    """

    visit: Whole
    source: Whole
    checked: Whole
    decided: Whole
    confirmed: Truth
    violation: Whole
    amount: Whole
    appeals: Appeals
    item_verdict: Whole
    item_line: Whole
    item_fen: Whole


def verdicts(
    world: World, visits: Visits, billed: Lines, fees: Fees, paid: Payment, truth: Planted,
    slips: Slipped,
) -> Verdicts:  # fmt: skip
    """The verdicts decided within the period."""
    rng = stream(world.order.seed, "inspections")
    guilt = guilt_of(truth, slips, visits.count)
    looked = checks(rng, world, visits, paid, guilt, rounds(world))
    found = findings(rng, looked, visits, billed, fees, paid, truth, guilt)
    count = len(looked.visit)
    decided = looked.day + 20 + np.minimum(rng.gamma(2.0, 22.0, count), 120).astype(np.int64)
    later = appeals(
        rng, found.confirmed, found.guilty, looked.source, decided, found.amount,
        world.order.last_day,
    )  # fmt: skip
    known = np.flatnonzero(decided <= world.order.last_day)
    known = known[np.lexsort((looked.visit[known], decided[known]))]
    place = np.full(count, -1, dtype=np.int64)
    place[known] = np.arange(len(known))
    item = np.flatnonzero(place[found.check] >= 0)
    item = item[np.argsort(place[found.check[item]], kind="stable")]
    return Verdicts(
        visit=looked.visit[known],
        source=looked.source[known],
        checked=looked.day[known],
        decided=decided[known],
        confirmed=found.confirmed[known],
        violation=found.violation[known],
        amount=found.amount[known],
        appeals=later.take(known),
        item_verdict=place[found.check[item]],
        item_line=found.line[item],
        item_fen=found.fen[item],
    )
