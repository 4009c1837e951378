"""The truth (真相): which claims, lines, persons and institutions are planted, and what they cost.

It is kept apart from the data and is for judging methods only.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.cases import Cases
from features.settlement.province.chance import Real, Whole
from features.settlement.province.fees import Fees, by_visit
from features.settlement.province.lines import Lines
from features.settlement.province.payment import Payment
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.schemes.scheme import Basis
from features.settlement.province.season import Kind
from features.settlement.province.staging import Records
from features.settlement.province.visits import Visits


@dataclass(frozen=True)
class Truth:
    """Planted claims: visit, scheme (place among `SCHEMES`), loss in fen; a claim may have several.

    Attributes:
        line, line_scheme, line_loss: planted lines, their scheme, and the fen billed unlawfully.
        players: the cast of each scheme.
    """

    visit: Whole
    scheme: Whole
    loss: Whole
    line: Whole
    line_scheme: Whole
    line_loss: Whole
    players: list[Cast]


def unlawful(visits: Visits, billed: Lines, fees: Fees) -> Whole:
    """The fen of each visit that schemes billed unlawfully by quantity."""
    wrong = np.flatnonzero(billed.wrong > 0)
    return by_visit(_wrong_fen(billed, fees, wrong), billed.visit[wrong], visits.count)


def truth_of(
    players: list[Cast], visits: Visits, records: Records, fees: Fees, paid: Payment,
    written: Cases, supported: Cases,
) -> Truth:  # fmt: skip
    """The planted claims, by what bears a scheme's mark: visit, diagnosis, papers or line."""
    billed = records.lines
    whole = _fund_of(visits, paid, written)
    gain = np.zeros(visits.count, dtype=np.int64)
    gain[written.visit] = np.maximum(written.owed - supported.owed, 0)
    line = np.flatnonzero(billed.mark >= 0).astype(np.int64)
    line_loss = _line_losses(visits, billed, fees, paid, line)
    borne = _marked(visits, records, line)
    parts: list[tuple[Whole, Whole, Whole]] = []
    for mark, scheme in enumerate(SCHEMES):
        visit = np.unique(borne[1][borne[0] == mark])
        if scheme.basis is Basis.WHOLE:
            loss = whole[visit]
        elif scheme.basis is Basis.GROUP:
            loss = gain[visit]
        elif scheme.basis is Basis.LINES:
            mine = billed.mark[line] == mark
            loss = by_visit(line_loss[mine], billed.visit[line[mine]], visits.count)[visit]
        else:
            loss = _noted(records, mark, visits.count)[visit]
        parts.append((visit, np.full(len(visit), mark, dtype=np.int64), loss))
    visit, scheme, loss = (np.concatenate(column) for column in zip(*parts, strict=True))
    fen = _wrong_fen(billed, fees, line) + fees.over_limit[line]
    return Truth(visit, scheme, loss, line, billed.mark[line], fen, players)


def _marked(visits: Visits, records: Records, line: Whole) -> tuple[Whole, Whole]:
    """Every mark that is borne, and the visit that bears it."""
    diagnosed, papers, billed = records.diagnoses, records.papers, records.lines
    own = np.flatnonzero(visits.mark >= 0)
    code = np.flatnonzero(diagnosed.mark >= 0)
    paper = np.flatnonzero(papers.mark >= 0)
    mark = (visits.mark[own], diagnosed.mark[code], papers.mark[paper], billed.mark[line])
    visit = (own, diagnosed.visit[code], paper, billed.visit[line])
    return np.concatenate(mark).astype(np.int64), np.concatenate(visit).astype(np.int64)


def _noted(records: Records, mark: int, count: int) -> Whole:
    """What a scheme noted as lost at each visit."""
    lost = np.zeros(count, dtype=np.int64)
    for noted, visit, fen in records.lost:
        if noted == mark:
            np.add.at(lost, visit, fen)
    return lost


def _fund_of(visits: Visits, paid: Payment, written: Cases) -> Whole:
    """What fund and account paid for each visit; what is owed for a stay under DRG."""
    fund = paid.fund + np.where(visits.of_kind(Kind.PHARMACY), paid.account, 0)
    fund[written.visit] = written.owed + (paid.fund - paid.pooled)[written.visit]
    return fund


def _wrong_fen(billed: Lines, fees: Fees, marked: Whole) -> Whole:
    """What the unlawful quantity of lines comes to."""
    share: Real = billed.wrong[marked] / np.maximum(billed.amount[marked], 1)
    return np.rint(fees.total[marked] * share).astype(np.int64)


def _line_losses(visits: Visits, billed: Lines, fees: Fees, paid: Payment, marked: Whole) -> Whole:
    """The fund's part of the unlawful quantity, and the whole of what is above a price limit.

    At a pharmacy the personal account counts as the fund.
    """
    visit = billed.visit[marked]
    wrong: Real = billed.wrong[marked] / np.maximum(billed.amount[marked], 1)
    scope = np.maximum(paid.in_scope[visit], 1)
    part = fees.in_scope[marked] * wrong * paid.pooled[visit] / scope
    total = np.maximum(paid.total[visit], 1)
    account = np.where(visits.kind[visit] == Kind.PHARMACY, paid.account[visit], 0)
    part = part + fees.total[marked] * wrong * account / total
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
