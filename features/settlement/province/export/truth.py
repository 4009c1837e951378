"""The files of the truth: planted claims, lines, institutions, persons and doctors of schemes."""

import numpy as np
import pyarrow as pa

from features.settlement.province.chance import Truth as Mask
from features.settlement.province.chance import Whole
from features.settlement.province.columns import Array, Table, decimal, flag, table, words, yuan
from features.settlement.province.export.names import (
    line_number,
    person_number,
    settlement_number,
)
from features.settlement.province.fees import by_visit
from features.settlement.province.lines import Lines
from features.settlement.province.refunds import Settlements
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.truth import Truth
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


def claim_truth(world: World, settled: Settlements, truth: Truth) -> Table:
    """`claims`: settlement, scheme, loss, intent."""
    row = settled.row_of[truth.visit]
    order = np.lexsort((truth.scheme, row))
    scheme = truth.scheme[order]
    return table(
        {
            "setl_id": settlement_number(world.order, row[order]),
            "scheme": _scheme(scheme),
            "loss": yuan(truth.loss[order]),
            "intent": flag(np.array([s.intent for s in SCHEMES])[scheme]),
        }
    )


def line_truth(
    world: World, settled: Settlements, billed: Lines, place_of: Whole, truth: Truth
) -> Table:
    """`lines`: line, settlement, scheme, and the unlawful amount in yuan.

    Args:
        world: the world of the province.
        settled: its settlement rows.
        billed: its lines.
        place_of: the row of `fee_list_d` of each line.
        truth: the planted lines.
    """
    place = place_of[truth.line]
    order = np.argsort(place, kind="stable")
    line = truth.line[order]
    return table(
        {
            "bkkp_sn": line_number(world.order, place[order]),
            "setl_id": settlement_number(world.order, settled.row_of[billed.visit[line]]),
            "scheme": _scheme(truth.line_scheme[order]),
            "amount": yuan(truth.line_loss[order]),
        }
    )


def institution_truth(world: World, visits: Visits, truth: Truth) -> Table:
    """`institutions`: planted claims and loss of each institution and scheme; hosts with or without.

    Hosts bear the months in which they begin and end, counted from 0, and how carefully they hide.
    """
    wide = len(SCHEMES)
    cast = [
        (host * wide + mark, *_span(player.strength[host]), round(float(player.care[host]) * 100))
        for mark, player in enumerate(truth.players)
        for host in (player.hosts.tolist() if player.wanted else [])
    ]
    hosts = np.array(sorted(cast), dtype=np.int64).reshape(-1, 4)
    key = visits.institution[truth.visit] * wide + truth.scheme
    found = np.union1d(key, hosts[:, 0])
    inverse = np.searchsorted(found, key)
    of_host = np.minimum(np.searchsorted(hosts[:, 0], found), max(len(hosts) - 1, 0))
    is_host: Mask = np.isin(found, hosts[:, 0])
    begins, ends, care = (hosts[of_host, n] for n in (1, 2, 3))
    return table(
        {
            "fixmedins_code": words(found // wide, world.institutions.code),
            "scheme": _scheme(found % wide),
            "claims": pa.array(np.bincount(inverse, minlength=len(found)).astype(np.int32)),
            "loss": yuan(by_visit(truth.loss, inverse, len(found))),
            "intent": flag(np.array([s.intent for s in SCHEMES])[found % wide]),
            "host": flag(is_host),
            "first_month": pa.array(begins.astype(np.int32), mask=~is_host),
            "last_month": pa.array(ends.astype(np.int32), mask=~is_host),
            "care": decimal(care, 2, precision=4, absent=~is_host),
        }
    )


def person_truth(world: World, visits: Visits, truth: Truth) -> Table:
    """`persons`: planted claims and loss of people who take part in a scheme knowingly."""
    acting = np.array([s.personal for s in SCHEMES])
    some = np.flatnonzero(acting[truth.scheme])
    person, scheme, claims, loss = _summed(visits.person[truth.visit[some]], truth, some)
    return table(
        {
            "psn_no": person_number(world.persons.number[person]),
            "scheme": _scheme(scheme),
            "claims": claims,
            "loss": loss,
        }
    )


def doctor_truth(world: World, visits: Visits, truth: Truth) -> Table:
    """`doctors`: planted claims and loss of the doctors who signed them."""
    some = np.arange(len(truth.visit))
    doctor, scheme, claims, loss = _summed(visits.doctor[truth.visit], truth, some)
    return table(
        {
            "dr_code": words(doctor, world.doctors.code),
            "scheme": _scheme(scheme),
            "claims": claims,
            "loss": loss,
        }
    )


def _scheme(mark: Whole) -> Array:
    """The ids of schemes by their marks."""
    return words(mark, [s.id for s in SCHEMES])


def _span(strength: np.ndarray) -> tuple[int, int]:
    """The first and the last month in which a host is at work, at half its strength or more."""
    at_work = np.flatnonzero(strength >= strength.max() / 2)
    return int(np.flatnonzero(strength > 0)[0]), int(at_work[-1])


def _summed(subject: Whole, truth: Truth, some: Whole) -> tuple[Whole, Whole, Array, Array]:
    """Claims and loss of some planted claims by subject and scheme."""
    wide = len(SCHEMES)
    key = subject * wide + truth.scheme[some]
    found, inverse, claims = np.unique(key, return_inverse=True, return_counts=True)
    loss = by_visit(truth.loss[some], inverse.astype(np.int64), len(found))
    return found // wide, found % wide, pa.array(claims.astype(np.int32)), yuan(loss)
