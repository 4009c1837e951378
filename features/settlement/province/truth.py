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
from features.settlement.province.scans import Scans
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
    line = np.flatnonzero(billed.wrong > 0).astype(np.int64)
    fen = _wrong_fen(billed, fees, line, billed.wrong[line])
    return by_visit(fen, billed.visit[line], visits.count)


def truth_of(
    players: list[Cast], visits: Visits, records: Records, scanned: Scans, fees: Fees,
    paid: Payment, written: Cases, supported: Cases,
) -> Truth:  # fmt: skip
    """The planted claims, by what bears a scheme's mark: visit, diagnosis, papers or line."""
    billed = records.lines
    whole = _fund_of(visits, paid, written)
    gain = np.zeros(visits.count, dtype=np.int64)
    gain[written.visit] = np.maximum(written.owed - supported.owed, 0)
    line, line_mark, wrong = _lines(billed, scanned)
    line_loss = _line_losses(visits, billed, fees, paid, line, wrong)
    borne = _marked(visits, records, billed.visit[line], line_mark)
    parts: list[tuple[Whole, Whole, Whole]] = []
    for mark, scheme in enumerate(SCHEMES):
        visit = np.unique(borne[1][borne[0] == mark])
        if scheme.basis is Basis.WHOLE:
            loss = whole[visit]
        elif scheme.basis is Basis.GROUP:
            loss = gain[visit]
        elif scheme.basis is Basis.LINES:
            mine = line_mark == mark
            loss = by_visit(line_loss[mine], billed.visit[line[mine]], visits.count)[visit]
        elif scheme.basis is Basis.NOTED:
            loss = _noted(records, mark, visits.count)[visit]
        else:
            loss = np.zeros(len(visit), dtype=np.int64)
        parts.append((visit, np.full(len(visit), mark, dtype=np.int64), loss))
    visit, scheme, loss = (np.concatenate(column) for column in zip(*parts, strict=True))
    fen = _wrong_fen(billed, fees, line, wrong) + fees.over_limit[line]
    return Truth(visit, scheme, loss, line, line_mark, fen, players)


def _lines(billed: Lines, scanned: Scans) -> tuple[Whole, Whole, Whole]:
    """Planted lines with scheme and unlawful quantity: by their own mark or that of a scan."""
    line = np.flatnonzero(billed.mark >= 0).astype(np.int64)
    sold = np.flatnonzero((scanned.mark >= 0) & (scanned.line >= 0))
    traced, first = np.unique(scanned.line[sold], return_index=True)
    fresh = billed.mark[traced] < 0
    traced, first = traced[fresh], first[fresh]
    return (
        np.concatenate([line, traced]),
        np.concatenate([billed.mark[line], scanned.mark[sold[first]]]),
        np.concatenate([billed.wrong[line], billed.amount[traced]]),
    )


def _marked(
    visits: Visits, records: Records, of_line: Whole, line_mark: Whole
) -> tuple[Whole, Whole]:
    """Every mark that is borne, and the visit that bears it."""
    diagnosed, papers = records.diagnoses, records.papers
    own = np.flatnonzero(visits.mark >= 0)
    code = np.flatnonzero(diagnosed.mark >= 0)
    paper = np.flatnonzero(papers.mark >= 0)
    mark = (visits.mark[own], diagnosed.mark[code], papers.mark[paper], line_mark)
    visit = (own, diagnosed.visit[code], paper, of_line)
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
    fund = paid.fund + np.where(visits.of_kind(Kind.INPATIENT), 0, paid.account)
    fund[written.visit] = written.owed + (paid.fund - paid.pooled)[written.visit]
    return fund


def _wrong_fen(billed: Lines, fees: Fees, marked: Whole, wrong: Whole) -> Whole:
    """What the unlawful quantity of lines comes to."""
    share: Real = wrong / np.maximum(billed.amount[marked], 1)
    return np.rint(fees.total[marked] * share).astype(np.int64)


def _line_losses(
    visits: Visits, billed: Lines, fees: Fees, paid: Payment, marked: Whole, wrong: Whole
) -> Whole:  # fmt: skip
    """The fund's part of the unlawful quantity, and the whole of what is above a price limit.

    Outside hospital stays the personal account counts as the fund.
    """
    visit = billed.visit[marked]
    part_wrong: Real = wrong / np.maximum(billed.amount[marked], 1)
    scope = np.maximum(paid.in_scope[visit], 1)
    part = fees.in_scope[marked] * part_wrong * paid.pooled[visit] / scope
    total = np.maximum(paid.total[visit], 1)
    account = np.where(visits.kind[visit] == Kind.INPATIENT, 0, paid.account[visit])
    part = part + fees.total[marked] * part_wrong * account / total
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
