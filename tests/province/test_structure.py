"""The province is built like one: levels, communities, chains, departments, doctors."""

import numpy as np
import pytest

from features.settlement.province.departments import departments
from features.settlement.province.order import DAY, Order
from features.settlement.province.pharmacies import DUAL, POOLED
from features.settlement.province.province import Province, make
from features.settlement.province.roles import Role
from features.settlement.province.season import Kind
from features.settlement.province.visits import NOBODY
from features.settlement.province.world import World, world


@pytest.fixture(scope="module")
def large() -> World:
    return world(Order(claims=120_000, seed=4))


@pytest.fixture(scope="module")
def made() -> Province:
    return make(Order(claims=20_000, seed=4))


def test_a_large_block_has_two_cities_and_all_eleven_levels(large: World):
    assert len(large.geography.cities) == 2
    assert set(large.geography.city.tolist()) == {0, 1}
    assert set(large.institutions.hosp_lv) == {f"{n:02d}" for n in range(1, 12)}


def test_blocks_share_no_area():
    one, two = (
        world(Order(claims=c, seed=1, block=b)).geography for c, b in ((9_000, 0), (80_000, 1))
    )
    assert not set(one.codes) & set(two.codes)
    assert not set(two.outside[:2]) & set(two.cities)


@pytest.mark.parametrize("claims", [2_000, 120_000])
def test_every_county_has_its_hospital_and_its_township_centre(claims: int):
    made = world(Order(claims=claims, seed=8))
    places = made.institutions
    for area in np.flatnonzero(~np.array(made.geography.urban)):
        here = places.area == area
        assert (here & (places.role == Role.GENERAL) & (places.group == 2)).any()
        assert (here & (places.role == Role.TOWNSHIP)).any()


def test_a_community_is_a_county_hospital_with_its_centres_and_clinics(large: World):
    places = large.institutions
    member = np.flatnonzero(places.head >= 0)
    head = places.head[member]
    assert (places.area[head] == places.area[member]).all()
    assert (places.group[head] == 2).all()
    assert (places.head[head] == head).all()
    assert set(places.role[member].tolist()) <= {
        Role.GENERAL, Role.TCM, Role.TOWNSHIP, Role.VILLAGE,
    }  # fmt: skip
    village = np.flatnonzero(places.above >= 0)
    assert (places.role[village] == Role.VILLAGE).all()
    assert (places.role[places.above[village]] == Role.TOWNSHIP).all()
    assert (places.head[village] == places.head[places.above[village]]).all()
    sizes = np.bincount(head, minlength=places.count)
    assert (sizes > 3).sum() >= 5


def test_pharmacies_are_in_chains_of_uneven_size_and_of_three_kinds(large: World):
    places = large.institutions
    shops = places.role == Role.PHARMACY
    chains = np.bincount(places.chain[shops & (places.chain >= 0)])
    assert chains.max() >= 3 * np.median(chains[chains > 0])
    assert (places.chain[~shops] == NOBODY).all()
    assert (places.drugstore[~shops] == 0).all()
    assert (places.drugstore[shops] > 0).all()
    assert 0.3 < (places.drugstore[shops] >= POOLED).mean() < 0.5
    assert 0.03 < (places.drugstore[shops] == DUAL).mean() < 0.2


def test_a_few_institutions_carry_most(made: Province):
    fund = np.bincount(made.visits.institution, made.payment.fund, made.world.institutions.count)
    largest = np.sort(fund)[::-1]
    assert largest[: len(largest) // 10].sum() > 0.5 * largest.sum()


def test_small_places_have_few_departments_and_large_ones_all(large: World):
    staff, places = large.doctors, large.institutions
    many = (staff.team_many > 0).sum(axis=1)
    assert (many[places.group == 3] == len(departments()) - 2).all()
    assert (many[places.role == Role.TOWNSHIP] <= 7).all()
    assert (many[places.role == Role.VILLAGE] == 1).all()
    served = staff.team_many[np.arange(places.count)[:, None], staff.seen_in]
    assert (served > 0).all()


def test_doctors_are_counted_by_team(large: World):
    staff = large.doctors
    assert len(set(staff.code)) == len(staff.code) == staff.many.sum()
    assert (staff.team_many.sum(axis=1) == staff.many).all()
    for h, d in zip(*np.nonzero(staff.team_many), strict=True):
        team = slice(staff.team_first[h, d], staff.team_first[h, d] + staff.team_many[h, d])
        assert (staff.institution[team] == h).all()
        assert (staff.department[team] == d).all()


def test_an_honest_visit_is_seen_in_its_department_under_contract(made: Province):
    visits, staff = made.visits, made.world.doctors
    honest = (visits.mark == NOBODY) & (visits.slip == NOBODY)
    honest &= visits.kind != Kind.PHARMACY  # some buy on a hospital's prescription
    doctor, day = visits.doctor[honest], visits.begin[honest] // DAY
    place = visits.institution[honest]
    at_home = staff.institution[doctor] == place
    visiting = staff.visitor[place] == doctor
    assert (at_home | visiting).all()
    assert 0 < visiting.mean() < 0.1
    weekday = (day + 3) % 7
    assert (staff.visiting_day[place][visiting] == weekday[visiting]).mean() > 0.9
    inside = (day >= staff.begins[doctor]) & (day <= staff.ends[doctor])
    assert inside.mean() > 0.998
    asked = made.entries.department[honest]
    assert (staff.department[doctor] == asked)[at_home].mean() > 0.98


def test_doctors_practise_at_one_or_two_places(made: Province):
    staff = made.world.doctors
    visiting = staff.visitor[staff.visitor >= 0]
    assert len(visiting) == len(set(visiting.tolist())) > 2
    host = np.flatnonzero(staff.visitor >= 0)
    assert (staff.institution[visiting] != host).all()
    assert (staff.away_on[visiting] == staff.visiting_day[host]).all()


def test_a_pharmacy_is_open_to_people_near_it(made: Province):
    visits, people = made.visits, made.world.persons
    bought = visits.of_kind(Kind.PHARMACY) & (visits.mark == NOBODY)
    near = made.world.institutions.area[visits.institution] == people.area[visits.person]
    assert near[bought].mean() > 0.7
