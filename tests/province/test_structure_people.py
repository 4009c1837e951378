"""People live in households and villages, work for employers, sign with doctors, have two numbers."""

import numpy as np
import pytest

from features.settlement.province.order import DAY, Order
from features.settlement.province.province import Province, make
from features.settlement.province.roles import Role
from features.settlement.province.season import Kind
from features.settlement.province.signing import KEY_GROUPS, SIGNED
from features.settlement.province.visits import NOBODY
from features.settlement.province.world import World


@pytest.fixture(scope="module")
def made() -> Province:
    return make(Order(claims=60_000, seed=9))


@pytest.fixture(scope="module")
def around(made: Province) -> World:
    return made.world


def test_a_household_lives_in_one_place(around: World):
    people = around.persons
    order = np.argsort(people.family, kind="stable")
    same = people.family[order][1:] == people.family[order][:-1]
    for shared in (people.area, people.village):
        assert (shared[order][1:] == shared[order][:-1])[same].all()
    sizes = np.bincount(people.family)
    assert 1.8 < sizes[sizes > 0].mean() < 4.0


def test_every_child_lives_with_an_adult(around: World):
    people = around.persons
    grown = np.zeros(people.family.max() + 1, dtype=bool)
    grown[people.family[people.age >= 22]] = True
    assert grown[people.family[people.age < 18]].all()


def test_accounts_are_shared_within_the_household_only(around: World):
    people = around.persons
    has = np.flatnonzero(people.holder >= 0)
    holder = people.holder[has]
    assert people.employee[holder].all()
    assert (people.family[holder] == people.family[has]).all()
    assert (people.holder[people.employee] == np.flatnonzero(people.employee)).all()
    children = (people.age < 18) & ~people.employee
    assert 0.4 < (people.holder[children] >= 0).mean() < 0.9


def test_relatives_accounts_pay_for_children(made: Province):
    paid, visits, people = made.payment, made.visits, made.world.persons
    shared = people.holder[visits.person] != visits.person
    assert (paid.mutual[~shared] == 0).all()
    assert (paid.mutual[shared] == paid.account[shared]).all()
    assert paid.mutual.sum() > 0
    assert (paid.account + paid.cash == paid.person).all()
    assert (paid.balance >= 0).all()


def test_villages_and_employers_are_of_uneven_size(around: World):
    people = around.persons
    for members in (people.village[people.village >= 0], people.employer[people.employee]):
        sizes = np.sort(np.unique(members, return_counts=True)[1])[::-1]
        assert sizes[0] > 3 * np.median(sizes)
    urban = np.array(around.geography.urban)[people.area]
    assert ((people.village >= 0) == ~urban).all()
    assert ((people.employer >= 0) == people.employee).all()


def test_half_are_signed_and_most_of_the_key_groups(around: World):
    people, signed = around.persons, around.signing
    has = signed.institution >= 0
    key = (people.age >= 65) | (people.age < 7) | people.conditions.any(axis=1) | people.aided
    assert has.mean() == pytest.approx(SIGNED, abs=0.04)
    assert has[key].mean() == pytest.approx(KEY_GROUPS, abs=0.02)
    place = signed.institution[has]
    assert (around.institutions.area[place] == people.area[has]).all()
    assert (around.institutions.group[place] <= 1).all()


def test_a_village_signs_with_one_township_centre(around: World):
    people, signed = around.persons, around.signing
    some = (people.village >= 0) & (signed.institution >= 0)
    pairs = {
        (int(v), int(s))
        for v, s in zip(people.village[some], signed.institution[some], strict=True)
    }
    assert len(pairs) == len({village for village, _ in pairs})
    roles = around.institutions.role[signed.institution[some]]
    assert (roles == Role.TOWNSHIP).mean() > 0.9


def test_the_signed_go_there_first(made: Province):
    visits, signed = made.visits, made.world.signing
    group = made.world.institutions.group[visits.institution]
    small = visits.of_kind(Kind.OUTPATIENT) & (visits.mark == NOBODY) & (group <= 1)
    on = signed.on(visits.person, visits.begin // DAY)
    there = signed.institution[visits.person] == visits.institution
    assert there[small & on].mean() > 0.4
    assert there[small & ~on & (signed.institution[visits.person] >= 0)].mean() < 0.35


def test_honest_chronic_visits_are_under_a_registration(made: Province):
    visits, listed = made.visits, made.world.registrations
    chronic = visits.of_kind(Kind.CHRONIC) & (visits.mark == NOBODY) & (visits.slip == NOBODY)
    programme = visits.pathway - made.world.pathways.of_kind[Kind.CHRONIC]
    since = {
        (int(p), int(d)): int(b)
        for p, d, b in zip(listed.person, listed.programme, listed.begin, strict=True)
    }
    for n in np.flatnonzero(chronic):
        begin = since[int(visits.person[n]), int(programme[n])]
        assert begin <= visits.begin[n] // DAY
    own = {(int(p), int(d)): int(i) for p, d, i in zip(
        listed.person, listed.programme, listed.institution, strict=True)}  # fmt: skip
    at_own = [
        own[int(visits.person[n]), int(programme[n])] == visits.institution[n]
        for n in np.flatnonzero(chronic)
    ]
    assert 0.85 < np.mean(at_own) < 1.0


def test_a_few_people_have_two_numbers(made: Province):
    people, visits = made.world.persons, made.visits
    twice = people.old_number >= 0
    assert 0 < twice.mean() < 0.005
    numbers = np.concatenate([people.number, people.old_number[twice]])
    assert len(np.unique(numbers)) == len(numbers)
    assert (people.merged[twice] > people.switched[twice]).mean() > 0.9
    old = made.numbers != people.number[visits.person]
    assert old.any()
    assert (visits.begin[old] // DAY < people.switched[visits.person[old]]).all()
