"""The registers of the insured: persons, chronic registrations, sign-ups, merged numbers (B.9).

A person with two numbers is in the register under both until the old one is merged into the new.
"""

import numpy as np

from features.settlement.province.attendance import deaths
from features.settlement.province.chance import Truth, Whole
from features.settlement.province.columns import Table, day, numbered, table, words
from features.settlement.province.conditions import programmes
from features.settlement.province.export.names import admdvs, employer_number, person_number
from features.settlement.province.order import DAY
from features.settlement.province.province import Province

_PRIME = 99_999_989  # telephone numbers do not follow the numbers of families
_NEVER = np.iinfo(np.int64).max


def person_table(province: Province) -> Table:
    """`psn_info_b`: the register of the insured, with raw telephone numbers."""
    world = province.world
    people, signed = world.persons, world.signing
    areas, area = admdvs(province)
    twice = np.flatnonzero(people.old_number >= 0)
    person = np.concatenate([np.arange(people.count), twice]).astype(np.int64)
    number = np.concatenate([people.number, people.old_number[twice]])
    died = deaths(province.visits, people.count)[person]
    gone = died < _NEVER
    employee = people.employee[person]
    now = signed.on(person, np.full(len(person), world.order.last_day))
    kind = np.where(employee, np.where(people.retired[person], 1, 0), 2)
    return table(
        {
            "psn_no": person_number(number),
            "gend": words(people.male[person].astype(np.int64), ["2", "1"]),
            "brdy": day(people.born[person]),
            "insutype": words(employee.astype(np.int64), ["390", "310"]),
            "psn_type": words(kind, ["11", "12", "14"]),
            "insu_admdvs": words(area[person], areas),
            "resd_admdvs": words(people.area[person], world.geography.codes),
            "emp_no": employer_number(world.order, people.employer[person], ~employee),
            "tel": _telephone(province, person),
            "addr": _addresses(province, person),
            "death_date": day(np.where(gone, died // DAY, 0), absent=~gone),
            "sign_fixmedins_code": words(
                np.maximum(signed.institution[person], 0), world.institutions.code, absent=~now
            ),
            "sign_begndate": day(signed.begin[person], absent=~now),
        }
    )


def _telephone(province: Province, person: Whole) -> Table:
    """The telephone number of each person's household, eleven digits; no two households share."""
    family = province.world.persons.family[person] * 1_013 % _PRIME
    return numbered("1", family + 3_000_000_000 + province.world.order.block * 10**8, 10)


def _addresses(province: Province, person: Whole) -> Table:
    """Addresses down to the village; in districts down to the street."""
    geography, people = province.world.geography, province.world.persons
    place = np.where(people.village >= 0, people.village % 1_000, 1_000 + people.family % 60)
    key = people.area * 2_000 + place
    kinds, which = np.unique(key, return_inverse=True)
    named = [
        geography.names[k // 2_000]
        + (f"第{k % 2_000 + 1}村" if k % 2_000 < 1_000 else f"第{k % 2_000 - 999}街")
        for k in kinds.tolist()
    ]
    return words(which[person].astype(np.int64), named)


def registration_table(province: Province) -> Table:
    """`psn_opsp_d`: who is registered for which chronic programme, where, since when."""
    listed, world = province.world.registrations, province.world
    return table(
        {
            "psn_no": person_number(world.persons.number[listed.person]),
            "dise_codg": words(listed.programme, [p.code for p in programmes()]),
            "dise_name": words(listed.programme, [p.name for p in programmes()]),
            "begndate": day(listed.begin),
            "enddate": day(listed.end, absent=listed.end == 0),
            "fixmedins_code": words(listed.institution, world.institutions.code),
        }
    )


def sign_table(province: Province) -> Table:
    """`psn_sign_d`: who is signed with which grass-roots institution."""
    world, signed = province.world, province.world.signing
    person = np.flatnonzero(signed.institution >= 0).astype(np.int64)
    end = signed.end[person]
    return table(
        {
            "psn_no": person_number(world.persons.number[person]),
            "fixmedins_code": words(signed.institution[person], world.institutions.code),
            "begndate": day(signed.begin[person]),
            "enddate": day(end, absent=end == 0),
        }
    )


def merge_table(province: Province) -> Table:
    """`psn_merge_d`: numbers found to be of one person, as far as known by the period's end."""
    people = province.world.persons
    known = _merged(province)
    return table(
        {
            "psn_no_old": person_number(people.old_number[known]),
            "psn_no": person_number(people.number[known]),
            "merged_date": day(people.merged[known]),
        }
    )


def _merged(province: Province) -> Truth:
    people = province.world.persons
    return (people.old_number >= 0) & (people.merged <= province.world.order.last_day)
