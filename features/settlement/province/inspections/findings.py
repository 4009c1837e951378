"""What a check finds: the name of the violation, the amount, and the lines it is made up of.

Inspectors err in every way: they miss violations and lines, confirm honest claims, add honest lines,
and name one violation for another. The careful are found less often.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Real, Truth, Whole
from features.settlement.province.fees import Fees
from features.settlement.province.inspections.checks import Checks
from features.settlement.province.inspections.guilt import Guilt
from features.settlement.province.inspections.rounds import SELF
from features.settlement.province.lines import Lines
from features.settlement.province.payment import Payment
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.schemes.scheme import Basis
from features.settlement.province.season import Kind
from features.settlement.province.truth import Truth as Planted
from features.settlement.province.visits import Visits

_FOUND = np.array([0.82, 0.92, 0.90, 0.93, 1.0])  # planted claims confirmed, by source
_HIDDEN = 0.25  # less of them at the most careful places
_MISTAKEN = np.array([0.02, 0.03, 0.03, 0.03, 1.0])  # honest claims confirmed
_SLIP_MISTAKEN = 0.25  # honest claims with a slip that looks like a violation
_CONFUSED = 0.06  # confirmed under the name of another violation
_MISSED_LINE = 0.12
_ADDED_LINES = 0.08  # of confirmed claims bear an honest line among the unlawful ones
# What honest claims are taken for.
_STAY_MISTAKES = ("O07", "G02", "O08", "U02")
_OTHER_MISTAKES = ("O07", "O05", "P01", "O08")


@dataclass(frozen=True)
class Findings:
    """The findings of checks, one element a check.

    Attributes:
        guilty: whether the claim is planted.
        confirmed: whether the check says so.
        violation: a place among `SCHEMES`.
        amount: fen, meaningful where confirmed.
        check, line, fen: the unlawful lines of confirmed checks, by check; their fen add up to
            the amount. Checks of whole cases have no lines.
    """

    guilty: Truth
    confirmed: Truth
    violation: Whole
    amount: Whole
    check: Whole
    line: Whole
    fen: Whole


def findings(
    rng: np.random.Generator, checked: Checks, visits: Visits, billed: Lines, fees: Fees,
    paid: Payment, truth: Planted, guilt: Guilt,
) -> Findings:  # fmt: skip
    """What the checks find."""
    visit, count = checked.visit, len(checked.visit)
    scheme = guilt.scheme[visit]
    guilty = scheme >= 0
    care = np.zeros(count)
    for mark in np.unique(scheme[guilty]).tolist():
        some = scheme == mark
        care[some] = truth.players[mark].care[visits.institution[visit[some]]]
    found = _FOUND[checked.source] * np.where(checked.source == SELF, 1.0, 1 - _HIDDEN * care)
    like = guilt.alike[visit]
    mistaken = np.maximum(_MISTAKEN[checked.source], np.where(like >= 0, _SLIP_MISTAKEN, 0.0))
    confirmed = rng.random(count) < np.where(guilty, found, mistaken)
    confused = rng.random(count) < _CONFUSED
    other = np.where(like >= 0, like, _taken_for(rng, visits.kind[visit]))
    violation = np.where(guilty & ~confused, scheme, other)
    slip: Real = paid.fund[visit] * rng.uniform(0.03, 0.25, count)
    amount = np.where(guilty, guilt.loss[visit] * rng.uniform(0.9, 1.05, count), slip)
    amount = np.clip(np.rint(amount), 100, np.maximum(paid.total[visit], 100)).astype(np.int64)
    return _itemised(
        rng, Findings(guilty, confirmed, violation, amount, visit[:0], visit[:0], visit[:0]),
        checked, visits, billed, fees, truth, scheme,
    )  # fmt: skip


def _itemised(
    rng: np.random.Generator, made: Findings, checked: Checks, visits: Visits, billed: Lines,
    fees: Fees, truth: Planted, scheme: Whole,
) -> Findings:  # fmt: skip
    """The findings with their lines; missed lines take their part of the amount away."""
    check_of = np.full(visits.count, -1, dtype=np.int64)
    check_of[checked.visit[made.confirmed]] = np.flatnonzero(made.confirmed)
    line = np.flatnonzero(check_of[billed.visit] >= 0).astype(np.int64)
    check = check_of[billed.visit[line]]
    order = np.argsort(check, kind="stable")
    line, check = line[order], check[order]
    bases = np.array([list(Basis).index(s.basis) for s in SCHEMES] + [-1])[scheme[check]]
    unlawful = np.zeros(billed.count, dtype=np.int64)
    unlawful[truth.line] = np.where(truth.line_scheme >= 0, truth.line_loss, 0)
    of_lines = np.isin(bases, [list(Basis).index(Basis.LINES), list(Basis).index(Basis.NOTED)])
    own = np.where(of_lines, unlawful[line], 0)
    whole = bases == list(Basis).index(Basis.WHOLE)
    weight = np.where(whole, fees.total[line], own)
    mistaken = (~made.guilty[check]) & (rng.random(len(line)) < 0.15)
    added = of_lines & (weight == 0) & (rng.random(len(line)) < _ADDED_LINES / 12)
    weight = np.where(mistaken | added, fees.total[line], weight)
    missed = of_lines & (rng.random(len(line)) < _MISSED_LINE)
    before = np.bincount(check, weights=own, minlength=len(scheme))
    seen = np.where(missed, 0, weight)
    after = np.bincount(check, weights=np.where(missed, 0, own), minlength=len(scheme))
    part = np.where((before > 0) & (after > 0), after / np.maximum(before, 1), 1.0)
    limit = np.bincount(check, weights=seen, minlength=len(scheme)).astype(np.int64)
    amount = np.maximum(np.rint(made.amount * part).astype(np.int64), 100)
    amount = np.where(limit > 0, np.minimum(amount, limit), amount)
    fen = _shared(amount, check, seen, limit)
    kept = fen > 0
    return Findings(
        made.guilty, made.confirmed, made.violation, amount, check[kept], line[kept], fen[kept]
    )


def _shared(amount: Whole, check: Whole, weight: Whole, total: Whole) -> Whole:
    """The amount of each check shared out over its lines by weight, to the fen."""
    running = np.cumsum(weight)
    start = np.concatenate([[0], np.cumsum(total)])[check]
    base = np.maximum(total[check], 1).astype(np.float64)
    upto = np.rint(amount[check] * ((running - start) / base)).astype(np.int64)
    before = np.rint(amount[check] * ((running - weight - start) / base)).astype(np.int64)
    return upto - before


def _taken_for(rng: np.random.Generator, kind: Whole) -> Whole:
    """A violation that an inspector takes an honest claim for."""
    ids = [scheme.id for scheme in SCHEMES]
    stay = np.array([ids.index(i) for i in _STAY_MISTAKES if i in ids], dtype=np.int64)
    other = np.array([ids.index(i) for i in _OTHER_MISTAKES if i in ids], dtype=np.int64)
    drawn = rng.integers(0, 60, len(kind))
    return np.where(kind == Kind.INPATIENT, stay[drawn % len(stay)], other[drawn % len(other)])
