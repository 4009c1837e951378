"""The honest care of the province: every visit that would be there if nobody cheated."""

import numpy as np

from features.settlement.province.admissions import admissions, chemotherapy, readmissions
from features.settlement.province.attendance import alive, beds, deaths, without_overlap
from features.settlement.province.attendances import chronic, outpatients, purchases_of
from features.settlement.province.chance import stream, take_at_most
from features.settlement.province.episodes import around_stays
from features.settlement.province.order import DAY
from features.settlement.province.referrals import referred
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits, together
from features.settlement.province.world import World

SHARES = {Kind.OUTPATIENT: 0.44, Kind.CHRONIC: 0.14, Kind.INPATIENT: 0.17, Kind.PHARMACY: 0.25}
_CHEMOTHERAPY = 0.035  # of stays
_CARD_OF_AN_INPATIENT = 0.06  # of visits that fall into a stay: the family buys with the card


def honest(world: World) -> Visits:
    """Honest visits, `order.claims` of them, in order of settlement."""
    claims = world.order.claims
    wanted = {kind: round(claims * share) for kind, share in SHARES.items()}
    wanted[Kind.OUTPATIENT] += claims - sum(wanted.values())
    seed = world.order.seed
    rng = stream(seed, "care", "inpatient")
    stays_wanted = wanted[Kind.INPATIENT]
    planned = chemotherapy(rng, world, round(stays_wanted * _CHEMOTHERAPY))
    first = admissions(rng, world, round(stays_wanted * 1.03))
    again = readmissions(rng, world, first)
    stays = referred(world, without_overlap(together(planned, first, again)))
    stays = stays.take(alive(stays, deaths(stays, world.persons.count)))
    stays = stays.take(take_at_most(rng, np.arange(stays.count), stays_wanted))
    died = deaths(stays, world.persons.count)
    lying = beds(stays)
    around = around_stays(world, stays)
    around = around.take(
        alive(around, died) & (lying.during(around.person, around.begin // DAY) < 0)
    )
    wanted[Kind.OUTPATIENT] -= around.count
    parts = [stays, around]
    makers = (
        (Kind.OUTPATIENT, outpatients),
        (Kind.CHRONIC, chronic),
        (Kind.PHARMACY, purchases_of),
    )
    for kind, maker in makers:
        rng = stream(seed, "care", kind.name)
        made = maker(rng, world, round(wanted[kind] * 1.06))
        inside = lying.during(made.person, made.begin // DAY) >= 0
        keep = alive(made, died) & (~inside | (rng.random(made.count) < _CARD_OF_AN_INPATIENT))
        made = made.take(keep)
        parts.append(made.take(take_at_most(rng, np.arange(made.count), wanted[kind])))
    visits = together(*parts)
    return visits.take(np.argsort(visits.settled, kind="stable"))
