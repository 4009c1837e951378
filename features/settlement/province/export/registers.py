"""The registers of institutions and doctors (B.6, B.7)."""

import numpy as np
import pyarrow as pa

from features.settlement.province.columns import (
    Table,
    constant,
    day,
    flag,
    table,
    whole,
    words,
)
from features.settlement.province.departments import departments
from features.settlement.province.province import Province
from features.settlement.province.roles import Role

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = ("伟", "芳", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超",
          "建国", "秀英", "文博", "子涵", "晓东", "海燕", "志强", "玉兰", "俊杰")  # fmt: skip
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


def doctor_table(province: Province) -> Table:
    """`dr_info_b`: the register of doctors, as it stands at the end of the period."""
    world = province.world
    staff, places, order = world.doctors, world.institutions, world.order
    every = np.arange(len(staff.code), dtype=np.int64)
    listed = departments()
    kind = np.where(np.isin(staff.department, [listed.index("A12")]), 1, 0)
    kind = np.where(staff.department == listed.index("A50"), 2, kind)
    away = np.isin(every, staff.visitor)
    ended = staff.ends <= order.last_day
    state = np.where(staff.suspended, 1, 0)
    grade = np.searchsorted([1, 4, 9], staff.score, side="right")
    scope = [d.split(".")[0] for d in listed]
    return table(
        {
            "dr_code": words(every, staff.code),
            "dr_name": words(every, _people_names(staff.code)),
            "dr_prac_type": words(kind, ["1", "2", "4"]),
            "dr_prac_type_name": words(kind, ["临床", "口腔", "中医"]),
            "dr_prac_scp_code": words(staff.department, scope),
            "dr_pro_tech_duty": words(staff.title, ["231", "232", "233", "234", "235"]),
            "main_pracins_no": words(staff.institution, places.code),
            "dept_codg": words(staff.department, listed),
            "mul_prac_flag": flag(away),
            "prac_stas": words((ended & ~staff.suspended).astype(np.int64), ["1", "0"]),
            "cred_lv": words(grade, ["A", "B", "C", "D"]),
            "cntr_begntime": day(staff.begins),
            "cntr_endtime": day(staff.ends),
            "hi_dr_flag": flag(~ended),
            "begntime": day(staff.begins),
            "qual_score": whole(staff.score),
            "qual_stas": words(state, ["normal", "suspended"]),
            "vali_flag": constant("1", len(every)),
        }
    )


def _people_names(codes: list[str]) -> list[str]:
    """Names for doctors, made from their codes; they name nobody."""
    return [
        _SURNAMES[int(code[-3:]) % len(_SURNAMES)] + _GIVEN[int(code[-6:-2]) % len(_GIVEN)]
        for code in codes
    ]
