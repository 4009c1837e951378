"""The truth (真相): which claims, lines, persons and institutions are planted, and what they cost.

It is kept apart from the data and is for judging methods only.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.cases import Cases
from features.settlement.province.chance import Real, Whole
from features.settlement.province.diagnoses import Diagnoses
from features.settlement.province.fees import Fees, by_visit
from features.settlement.province.lines import Lines
from features.settlement.province.payment import Payment
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.schemes.scheme import Basis
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits


@dataclass(frozen=True)
class Truth:
    """Planted claims: visit, scheme (place among `SCHEMES`), loss in fen; a claim may have two."""

    visit: Whole
    scheme: Whole
    loss: Whole


def truth_of(
    visits: Visits, diagnosed: Diagnoses, billed: Lines, fees: Fees, paid: Payment,
    written: Cases, supported: Cases,
) -> Truth:  # fmt: skip
    """The planted claims, by what bears a scheme's mark: the visit, a diagnosis, or a line."""
    whole = _fund_of(visits, paid, written)
    gain = np.zeros(visits.count, dtype=np.int64)
    gain[written.visit] = np.maximum(written.owed - supported.owed, 0)
    parts: list[tuple[Whole, int, Whole]] = []
    for mark, scheme in enumerate(SCHEMES):
        if scheme.basis is Basis.WHOLE:
            visit = np.flatnonzero(visits.mark == mark)
            loss = whole[visit]
        elif scheme.basis is Basis.GROUP:
            visit = np.unique(diagnosed.visit[diagnosed.mark == mark])
            loss = gain[visit]
        else:
            marked = np.flatnonzero(billed.mark == mark)
            lost = by_visit(
                _line_losses(visits, billed, fees, paid, marked), billed.visit[marked], visits.count
            )
            visit = np.unique(billed.visit[marked])
            loss = lost[visit]
        parts.append((visit.astype(np.int64), mark, loss))
    return Truth(
        visit=np.concatenate([visit for visit, _, _ in parts]),
        scheme=np.concatenate([np.full(len(v), m, dtype=np.int64) for v, m, _ in parts]),
        loss=np.concatenate([loss for _, _, loss in parts]),
    )


def _fund_of(visits: Visits, paid: Payment, written: Cases) -> Whole:
    """What fund and account paid for each visit; what is owed for a stay under DRG."""
    fund = paid.fund + np.where(visits.of_kind(Kind.PHARMACY), paid.account, 0)
    fund[written.visit] = written.owed + (paid.fund - paid.pooled)[written.visit]
    return fund


def _line_losses(visits: Visits, billed: Lines, fees: Fees, paid: Payment, marked: Whole) -> Whole:
    """The fund's part of the unlawful quantity, and the whole of what is above a price limit."""
    visit = billed.visit[marked]
    wrong: Real = billed.wrong[marked] / np.maximum(billed.amount[marked], 1)
    scope = np.maximum(paid.in_scope[visit], 1)
    part = fees.in_scope[marked] * wrong * paid.pooled[visit] / scope
    return np.rint(part).astype(np.int64) + fees.over_limit[marked]


def planted(truth: Truth, visits: Visits) -> list[dict[str, str | int | float | bool]]:
    """A summary of each scheme: claims, institutions, loss in yuan."""
    made: list[dict[str, str | int | float | bool]] = []
    for mark, scheme in enumerate(SCHEMES):
        of = truth.scheme == mark
        made.append(
            {
                "id": scheme.id,
                "zh": scheme.zh,
                "en": scheme.en,
                "intent": scheme.intent,
                "basis": scheme.basis.value,
                "claims": int(of.sum()),
                "institutions": len(np.unique(visits.institution[truth.visit[of]])),
                "loss_yuan": int(truth.loss[of].sum()) / 100,
            }
        )
    return made
