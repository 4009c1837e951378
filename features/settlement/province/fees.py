"""What each line costs and which part of it the fund recognises, to the fen (domain brief B.3)."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.catalogue import Catalogue
from features.settlement.province.chance import Whole
from features.settlement.province.lines import Lines

_SCALE = 10**8  # quantity (1/10,000) × price (1/1,000,000 yuan) in fen


@dataclass(frozen=True)
class Fees:
    """Amounts of lines in fen; `total` is the sum of the four others."""

    total: Whole
    outside: Whole
    over_limit: Whole
    first_share: Whole
    in_scope: Whole


def half_up(numerator: Whole, denominator: int) -> Whole:
    """The quotient rounded half up, for numerators of zero and more."""
    return (numerator + denominator // 2) // denominator


def fees(catalogue: Catalogue, lines: Lines) -> Fees:
    """The amounts of lines: whole, outside the catalogue, over limit, first share, in scope."""
    total = half_up(lines.amount * lines.price, _SCALE)
    outside = np.where(catalogue.outside[lines.item], total, 0)
    above = np.where(lines.limit > 0, np.maximum(lines.price - lines.limit, 0), 0)
    over = np.minimum(half_up(lines.amount * above, _SCALE), total - outside)
    share = half_up((total - outside - over) * catalogue.first_share[lines.item], 1_000)
    return Fees(total, outside, over, share, total - outside - over - share)


def by_visit(amounts: Whole, visit: Whole, count: int) -> Whole:
    """Sums of amounts for each of that many visits, exact."""
    order = np.argsort(visit, kind="stable")
    edges = np.searchsorted(visit[order], np.arange(count + 1))
    running = np.concatenate([[0], np.cumsum(amounts[order])])
    return running[edges[1:]] - running[edges[:-1]]
