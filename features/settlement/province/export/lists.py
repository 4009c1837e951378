"""The settlement list with its diagnoses and operations, the DRG cases, and the encounters."""

import numpy as np

from features.settlement.province.cases import CASE_TYPES
from features.settlement.province.coding import codes
from features.settlement.province.coding_version import (
    as_written,
    diagnosis_words,
    operation_words,
    renewed,
)
from features.settlement.province.columns import (
    Table,
    constant,
    decimal,
    flag,
    moment,
    numbered,
    table,
    whole,
    words,
    yuan,
)
from features.settlement.province.conditions import programmes, purchases, stays, visits
from features.settlement.province.doctors import departments
from features.settlement.province.export.listing import Listing
from features.settlement.province.export.names import (
    encounter_number,
    person_number,
    settlement_number,
)
from features.settlement.province.export.receivers import receivers
from features.settlement.province.export.settlements import med_type_words, med_types
from features.settlement.province.grouping import VERSION, group_names
from features.settlement.province.order import DAY
from features.settlement.province.province import Province
from features.settlement.province.season import Kind


def list_table(province: Province, listing: Listing) -> Table:
    """`setl_list`: the head of the settlement list of each stay."""
    stay, visited = listing.stay, province.visits
    world, paid = province.world, province.payment
    person, spot = visited.person[stay], visited.institution[stay]
    department = words(province.entries.department[stay], departments())
    days = visited.days[stay]
    keyed = province.entries
    age = (keyed.begin[stay] // DAY - keyed.born[stay]) // 365
    planned = visited.planned[stay]
    unit = np.where(age < 1, 1, 0)
    intensive = listing.special_days
    first = np.minimum(days - intensive, listing.first_days)
    by_case = np.zeros(visited.count, dtype=np.int64)
    by_case[province.cases.visit] = 1
    receiver = receivers(province, stay)
    return table(
        {
            "setl_id": settlement_number(province.world.order, province.settlements.row_of[stay]),
            "mdtrt_id": encounter_number(province.world.order, stay),
            "fixmedins_code": words(spot, world.institutions.code),
            "medcasno": numbered("B", stay * 7_368_787 % 9_999_991 + 10_000_000, 10),
            "gend": words(keyed.male[stay].astype(np.int64), ["2", "1"]),
            "age": whole(age),
            "nwb_adm_wt": whole(province.papers.grams[stay], absent=unit == 0),
            "hi_type": words(world.persons.employee[person].astype(np.int64), ["390", "310"]),
            "ipt_med_type": constant("1", len(stay)),
            "adm_way": words(visited.emergency[stay].astype(np.int64), ["2", "1"]),
            "adm_time": moment(keyed.begin[stay]),
            "adm_caty": department,
            "refldept_dept": words(
                keyed.department[stay],
                [f"{code}→A28→{code}" for code in departments()],
                absent=(intensive == 0) | (stay % 3 > 0),
            ),
            "wm_dise_code": words(
                as_written(listing.admitted_with[stay], renewed(visited)[stay], len(codes().code)),
                diagnosis_words()[0],
            ),
            "dscg_time": moment(visited.end[stay]),
            "dscg_caty": department,
            "act_ipt_days": whole(days),
            "dscg_way": words(province.papers.way[stay], ["1", "2", "3", "4", "5"]),
            "acp_medins_name": words(receiver, world.institutions.name, absent=receiver < 0),
            "acp_optins_code": words(receiver, world.institutions.code, absent=receiver < 0),
            "chfpdr_code": words(visited.doctor[stay], world.doctors.code),
            "hi_paymtd": words(by_case[stay], ["5", "4"]),
            "diag_code_cnt": whole(listing.diagnoses_of),
            "oprn_oprt_code_cnt": whole(listing.operations_of),
            "vent_used_dura": words(listing.ventilation, listing.ventilation_words),
            "spga_nurscare_days": whole(intensive),
            "lv1_nurscare_days": whole(first),
            "scd_nurscare_days": whole(np.maximum(days - first - intensive, 0)),
            "lv3_nurscare_days": whole(np.zeros(len(stay), dtype=np.int64)),
            "days_rinp_flag_31": words(planned.astype(np.int64), ["1", "2"]),
            "days_rinp_pup_31": words(np.zeros(len(stay), dtype=np.int64), ["化学治疗"], ~planned),
            "psn_selfpay": yuan(paid.person[stay] - paid.outside[stay]),
            "psn_ownpay": yuan(paid.outside[stay]),
            "acct_pay": yuan(paid.account[stay]),
            "psn_cashpay": yuan(paid.cash[stay]),
            "dcla_time": moment(listing.declared, absent=listing.declared >= listing.known_until),
        }
    )


def diagnosis_table(province: Province, listing: Listing) -> Table:
    """`setl_diag`: the diagnoses of each settlement list, the principal one first."""
    code, name = diagnosis_words()
    new, count = renewed(province.visits)[listing.diagnosed_stay], len(codes().code)
    return table(
        {
            "setl_id": settlement_number(
                province.world.order, province.settlements.row_of[listing.diagnosed_stay]
            ),
            "seq": whole(listing.sequence),
            "diag_type": words(np.where(listing.main, 0, 1), ["1", "2"]),
            "diag_code": words(as_written(listing.code, new, count), code),
            "diag_name": words(as_written(listing.named, new, count), name),
            "adm_cond_type": words(listing.condition - 1, ["1", "2", "3", "4"]),
            "maindiag_flag": flag(listing.main),
        }
    )


def operation_table(province: Province, listing: Listing) -> Table:
    """`setl_oprn`: the main operation of each stay that has one."""
    (code, name), stay = operation_words(), listing.operated_stay
    visited = province.visits
    shown = as_written(listing.operation, renewed(visited)[stay], len(codes().operations))
    when = visited.begin[stay] + DAY + (stay % 5) * 1_800
    when = np.minimum(when, visited.end[stay])
    return table(
        {
            "setl_id": settlement_number(province.world.order, province.settlements.row_of[stay]),
            "seq": whole(np.ones(len(stay), dtype=np.int64)),
            "oprn_oprt_code": words(shown, code),
            "oprn_oprt_name": words(shown, name),
            "oprn_oprt_type": constant("1", len(stay)),
            "oprn_oprt_date": moment(when),
            "anst_way": words(stay % 2, ["01", "02"]),
            "oper_dr_code": words(visited.doctor[stay], province.world.doctors.code),
            "main_oprn_flag": constant("1", len(stay)),
        }
    )


def case_table(province: Province) -> Table:
    """`drg_case_d`: the group of each stay under DRG, its standard and what is owed."""
    cases = province.cases
    code, groups = diagnosis_words()[0], cases.groups
    new, count = renewed(province.visits)[cases.visit], len(codes().code)
    mcc, cc = as_written(groups.mcc, new, count), as_written(groups.cc, new, count)
    names = [name for row in group_names() for name in row]
    adrgs = [*(s.adrg for s in stays()), "0000"]
    suffix = {"1": "伴严重并发症或合并症", "3": "伴并发症或合并症", "5": "不伴并发症或合并症"}
    titles = [*(s.name for s in stays()), "歧义病案"]
    long = [titles[n // 3] + suffix.get(name[-1], "") for n, name in enumerate(names)]
    adrg = groups.place // 3
    return table(
        {
            "setl_id": settlement_number(
                province.world.order, province.settlements.row_of[cases.visit]
            ),
            "grper_ver": constant(VERSION, len(adrg)),
            "mdc": words(adrg, [name[0] for name in adrgs]),
            "adrg": words(adrg, adrgs),
            "drg_code": words(groups.place, names),
            "drg_name": words(groups.place, long),
            "rw": decimal(groups.weight, 4, precision=8),
            "inst_coef": decimal(cases.coefficient, 4, precision=8),
            "pay_std": yuan(cases.standard),
            "pay_amt": yuan(cases.owed),
            "case_type": words(cases.case_type, list(CASE_TYPES)),
            "mcc_code": words(mcc, code, absent=groups.mcc < 0),
            "cc_code": words(cc, code, absent=groups.cc < 0),
            "std_mean_fee": yuan(cases.mean_fee),
            "std_mean_los": decimal(cases.mean_days * 100, 2, precision=8),
            "special_case_flag": flag(
                province.papers.special[cases.visit]
                | ((cases.case_type == 1) & (cases.visit % 5 == 0))
            ),
        }
    )


def encounter_table(province: Province, listing: Listing, part: slice) -> Table:
    """`mdtrt_d`: the encounter of each visit."""
    visited, world = province.visits, province.world
    visit = np.arange(visited.count, dtype=np.int64)[part]
    named = _reasons()
    stay = visited.kind[visit] == Kind.INPATIENT
    pharmacy = visited.kind[visit] == Kind.PHARMACY
    code, name = diagnosis_words()
    offset = len(code)
    new = renewed(visited)[visit]
    reason = np.where(stay, 0, offset + visited.pathway[visit] - len(stays()))
    discharge = as_written(listing.principal[visit], new, offset // 2)
    admission = as_written(listing.admitted_with[visit], new, offset // 2)
    discharge, admission = (np.where(stay, place, reason) for place in (discharge, admission))
    all_codes = [*code, *(code for code, _ in named)]
    all_names = [*name, *(name for _, name in named)]
    return table(
        {
            "mdtrt_id": encounter_number(province.world.order, visit),
            "psn_no": person_number(province.numbers[visit]),
            "fixmedins_code": words(visited.institution[visit], world.institutions.code),
            "insutype": words(
                world.persons.employee[visited.person[visit]].astype(np.int64), ["390", "310"]
            ),
            "med_type": words(med_types(province)[visit], med_type_words()),
            "begntime": moment(province.entries.begin[visit]),
            "endtime": moment(visited.end[visit]),
            "ipt_otp_no": numbered("N", visit * 61_803_399 % 99_999_989, 12),
            "atddr_no": words(visited.doctor[visit], world.doctors.code),
            "dept_codg": words(province.entries.department[visit], departments()),
            "adm_diag_dscr": words(admission, all_names, absent=pharmacy),
            "dscg_maindiag_code": words(discharge, all_codes, absent=pharmacy),
            "ttp_resp": flag(province.papers.liable[visit]),
            "er_flag": flag(visited.emergency[visit]),
            "vali_flag": constant("1", len(visit)),
        }
    )


def _reasons() -> list[tuple[str, str]]:
    """Code and name of what each pathway beyond the stays is for, in order of the pathways."""
    return [
        *((v.code, v.name) for v in visits()),
        *((p.code, p.name) for p in programmes()),
        *(("", p.name) for p in purchases()),
    ]
