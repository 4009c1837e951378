"""The registers of institutions and persons (B.6, B.9)."""

import hashlib

import numpy as np
import pyarrow as pa

from features.settlement.province.attendance import deaths
from features.settlement.province.columns import (
    Table,
    constant,
    day,
    flag,
    table,
    whole,
    words,
)
from features.settlement.province.export.names import admdvs, employer_number, person_number
from features.settlement.province.institutions import Role
from features.settlement.province.order import DAY
from features.settlement.province.province import Province

_DRUGSTORES = ["定点零售药店", "门诊统筹药店", "双通道药店"]


def institution_table(province: Province) -> Table:
    """`fixmedins_b`: the register of institutions and pharmacies."""
    places, geography = province.world.institutions, province.world.geography
    every = np.arange(places.count, dtype=np.int64)
    pharmacy = places.role == Role.PHARMACY
    private = places.public == 0
    return table(
        {
            "fixmedins_code": words(every, places.code),
            "fixmedins_name": words(every, places.name),
            "uscc": words(every, _credit_codes(province)),
            "fixmedins_type": words(pharmacy.astype(np.int64), ["1", "2"]),
            "hosp_lv": words(every, places.hosp_lv),
            "lmtpric_hosp_lv": words(every, places.hosp_lv, absent=pharmacy),
            "dedc_hosp_lv": words(every, places.hosp_lv, absent=pharmacy),
            "fix_blng_admdvs": words(places.area, geography.codes),
            "medins_natu": words(
                np.where(private & (every % 4 > 0), 2, 1 - places.public), ["1", "2", "3"]
            ),
            "manage_type": flag(private & (every % 4 > 0)),
            "bed_cnt": whole(places.beds),
            "bloc_fixmedins_code": words(places.head, places.code, absent=places.head < 0),
            "drugstore_type": words(np.maximum(places.drugstore - 1, 0), _DRUGSTORES, ~pharmacy),
            "lnt": pa.array(places.longitude),
            "lat": pa.array(places.latitude),
            "begntime": day(places.opened),
            "vali_flag": constant("1", places.count),
        }
    )


def _credit_codes(province: Province) -> list[str]:
    """Unified social credit codes: one for each firm, so all shops of a chain share theirs."""
    places, area = province.world.institutions, province.world.geography.codes
    firm = np.where(places.chain >= 0, 900_000 + places.chain, np.arange(places.count))
    home = np.where(places.chain >= 0, 0, places.area)
    head = ["91", "12"]
    return [
        f"{head[int(public)]}{area[at]}MA{number:07d}{number % 9}"
        for public, at, number in zip(places.public, home, firm, strict=True)
    ]


def person_table(province: Province) -> Table:
    """`psn_info_b`: the register of the insured."""
    people, geography = province.world.persons, province.world.geography
    areas, area = admdvs(province)
    count = people.count
    every = np.arange(count, dtype=np.int64)
    died = deaths(province.visits, count)
    gone = died < np.iinfo(np.int64).max
    families = people.family + province.world.order.block * 10**9
    phones = [hashlib.sha256(f"telephone {n}".encode()).hexdigest() for n in families]
    places = province.world.institutions
    homes = places.among(Role.TOWNSHIP, Role.CLINIC)
    sign = homes[(people.area * 7 + people.family) % len(homes)]
    near = places.area[sign] == people.area
    return table(
        {
            "psn_no": person_number(people.number),
            "gend": words(people.male.astype(np.int64), ["2", "1"]),
            "brdy": day(people.born),
            "insutype": words(people.employee.astype(np.int64), ["390", "310"]),
            "psn_type": words(
                np.where(people.employee, np.where(people.retired, 1, 0), 2), ["11", "12", "14"]
            ),
            "insu_admdvs": words(area, areas),
            "resd_admdvs": words(people.area, geography.codes),
            "emp_no": employer_number(province.world.order, people.employer, ~people.employee),
            "tel_hash": words(every, phones),
            "death_date": day(np.where(gone, died // DAY, 0), absent=~gone),
            "sign_fixmedins_code": words(sign, places.code, absent=~(people.signed & near)),
        }
    )
