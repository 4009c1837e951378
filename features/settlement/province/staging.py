"""The schemes played over honest care: first the visits, then what is written and billed."""

from dataclasses import dataclass, replace

import numpy as np

from features.settlement.province.bills import Bills
from features.settlement.province.care import honest
from features.settlement.province.chance import Whole, stream, take_at_most
from features.settlement.province.departments import of_pathways
from features.settlement.province.diagnoses import Diagnoses, diagnoses
from features.settlement.province.lines import Lines, lines
from features.settlement.province.order import DAY
from features.settlement.province.papers import Papers, papers
from features.settlement.province.prescriptions import prescribed
from features.settlement.province.refunds import refunds_of
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.schemes.cast import Cast, cast_of
from features.settlement.province.season import Kind
from features.settlement.province.single_tests import single_tests, small_procedures
from features.settlement.province.slips.slipping import Slipped, slipped_records, slipped_visits
from features.settlement.province.visits import NOBODY, Visits
from features.settlement.province.world import World


@dataclass(frozen=True)
class Records:
    """What is written and billed for the visits, what schemes lost beside it, and slips."""

    diagnoses: Diagnoses
    papers: Papers
    lines: Lines
    lost: list[tuple[int, Whole, Whole]]
    slipped: Slipped


def casts(world: World) -> list[Cast]:
    """The cast of every scheme, in the order of `SCHEMES`; a scheme's mark is its place there."""
    order = world.order
    return [
        cast_of(
            world,
            scheme.id,
            mark,
            round(order.claims * scheme.usual * order.dials.get(scheme.id, 1.0)),
            scheme.roles,
            scheme.hosts,
            scheme.rush,
        )
        for mark, scheme in enumerate(SCHEMES)
    ]


def signed_up(world: World, players: list[Cast]) -> World:
    """The world with the sign-ups that schemes have changed."""
    signed = world.signing
    for scheme, cast in zip(SCHEMES, players, strict=True):
        if cast.wanted:
            signed = scheme.bend_signing(cast, signed)
    return replace(world, signing=signed)


def all_visits(world: World, players: list[Cast]) -> Visits:
    """Honest and planted visits, in order of settlement, as many as the order leaves for them."""
    visited = prescribed(world, _attended(world, honest(world)))
    for scheme, cast in zip(SCHEMES, players, strict=True):
        if cast.wanted:
            visited = scheme.bend_visits(cast, visited)
    visited = slipped_visits(world, visited)
    inside = (visited.settled >= world.order.first_day * DAY) & (
        visited.settled < (world.order.last_day + 1) * DAY
    )
    visited = visited.take(inside)
    surplus = visited.count - (world.order.claims - refunds_of(world.order.claims))
    acting = np.unique(visited.person[visited.mark != NOBODY])
    plain = visited.of_kind(Kind.OUTPATIENT, Kind.PHARMACY) & ~np.isin(visited.person, acting)
    plain &= visited.slip == NOBODY
    rng = stream(world.order.seed, "surplus")
    gone = take_at_most(rng, np.flatnonzero(plain).astype(np.int64), max(0, surplus))
    keep = np.ones(visited.count, dtype=bool)
    keep[gone] = False
    visited = visited.take(keep)
    visited = visited.take(np.argsort(visited.settled, kind="stable"))
    return _attended(world, visited)


def all_bills(world: World, players: list[Cast], visited: Visits) -> Records:
    """Diagnoses, papers and lines of all visits, as the schemes leave them."""
    diagnosed = diagnoses(world, visited)
    shown = papers(world, visited, diagnosed)
    bills = Bills(world, visited, lines(world, visited, diagnosed))
    bills.add(single_tests(world, visited), small_procedures(world, visited))
    for scheme, cast in zip(SCHEMES, players, strict=True):
        if cast.wanted:
            diagnosed = scheme.bend_diagnoses(cast, visited, diagnosed, bills)
            shown = scheme.bend_papers(cast, visited, diagnosed, shown, bills)
            scheme.bend_lines(cast, visited, diagnosed, bills)
    shown, billed, slipped = slipped_records(world, visited, shown, bills)
    return Records(diagnosed, shown, billed, bills.lost, slipped)


def department_of(world: World, visited: Visits) -> Whole:
    """The department (place among `departments()`) of each visit, of those its institution has."""
    return world.doctors.seen_in[visited.institution, of_pathways()[visited.pathway]]


def _attended(world: World, visited: Visits) -> Visits:
    """The visits with a doctor each; those that have one keep it."""
    rng = stream(world.order.seed, "doctor of a visit", str(visited.count))
    doctor = world.doctors.seeing(
        rng, visited.institution, department_of(world, visited), visited.begin // DAY
    )
    return visited.changed(doctor=np.where(visited.doctor == NOBODY, doctor, visited.doctor))
