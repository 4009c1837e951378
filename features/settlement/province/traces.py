"""The traces beside the bills: scans of drug boxes and checks of identity, as the schemes leave them."""

from dataclasses import dataclass

from features.settlement.province.checking import checks
from features.settlement.province.checks import Checks
from features.settlement.province.lines import Lines
from features.settlement.province.refunds import Settlements
from features.settlement.province.scanning import scans
from features.settlement.province.scans import Scans
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.schemes.cast import Cast
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class Traces:
    """All scans and checks of a province."""

    scans: Scans
    checks: Checks


def traces(
    world: World, players: list[Cast], visited: Visits, billed: Lines, settled: Settlements
) -> Traces:  # fmt: skip
    """Honest scans and checks of all visits, bent by every scheme in turn."""
    scanned = scans(world, visited, billed, settled)
    checked = checks(world, visited)
    for scheme, cast in zip(SCHEMES, players, strict=True):
        if cast.wanted:
            scanned = scheme.bend_scans(cast, visited, billed, scanned)
            checked = scheme.bend_checks(cast, visited, checked)
    return Traces(scanned, checked)
