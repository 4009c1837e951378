"""`setl_d`: one row a settlement or refund, under the core database's names (B.1, B.2)."""

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.columns import (
    Array,
    Table,
    constant,
    day,
    decimal,
    flag,
    moment,
    numbered,
    table,
    words,
    yuan,
)
from features.settlement.province.conditions import programmes, stays
from features.settlement.province.export.certificates import certificate_number
from features.settlement.province.export.names import (
    admdvs,
    employer_number,
    encounter_number,
    person_number,
    settlement_number,
)
from features.settlement.province.order import DAY
from features.settlement.province.province import Province
from features.settlement.province.season import Kind

_MED_TYPES = ["11", "13", "21", "52", "41", *sorted({p.med_type for p in programmes()})]


def settlement_table(province: Province, rows: slice) -> Table:
    """The settlement rows of a slice (a month)."""
    settled = province.settlements
    visit, sign = settled.visit[rows], settled.sign[rows]
    place = np.arange(len(settled.visit), dtype=np.int64)[rows]
    visits, paid = province.visits, province.payment
    people, spots = province.world.persons, province.world.institutions
    person, spot = visits.person[visit], visits.institution[visit]
    count = len(visit)
    refund = sign < 0
    stay = visits.kind[visit] == Kind.INPATIENT
    keyed = province.entries
    begin, end = keyed.begin[visit] // DAY, visits.end[visit] // DAY
    age = (end - keyed.born[visit]) / 365.2425
    employee = people.employee[person]
    med_type = med_types(province)[visit]
    programme, named = _programme(province, visit)
    areas, area = admdvs(province)

    def amount(fen: Whole) -> Array:
        return yuan(fen[visit] * sign)

    nothing = yuan(np.zeros(count, dtype=np.int64))
    return table(
        {
            "setl_id": settlement_number(province.world.order, place),
            "mdtrt_id": encounter_number(province.world.order, visit),
            "init_setl_id": settlement_number(
                province.world.order, settled.row_of[visit], absent=~refund
            ),
            "medins_setl_id": numbered("MSG", place * 7 + 100_000_000, 17),
            "psn_no": person_number(province.numbers[visit]),
            "psn_cert_type": constant("01", count),
            "certno": certificate_number(province.world, person),
            "gend": words(keyed.male[visit].astype(np.int64), ["2", "1"]),
            "brdy": day(keyed.born[visit]),
            "age": decimal(np.floor(age * 10).astype(np.int64), 1, precision=4),
            "insutype": words(employee.astype(np.int64), ["390", "310"]),
            "psn_type": words(
                np.where(employee, np.where(people.retired[person], 1, 0), 2), ["11", "12", "14"]
            ),
            "cvlserv_flag": flag(people.civil_servant[person]),
            "sp_psn_type": words(
                np.zeros(count, dtype=np.int64), ["1"], absent=~people.aided[person]
            ),
            "insu_admdvs": words(area[person], areas),
            "emp_no": employer_number(province.world.order, people.employer[person], ~employee),
            "fixmedins_code": words(spot, spots.code),
            "hosp_lv": words(spot, spots.hosp_lv),
            "fix_blng_admdvs": words(spots.area[spot], province.world.geography.codes),
            "pay_loc": words((people.outside[person] >= 0).astype(np.int64), ["2", "3"]),
            "begndate": day(begin),
            "enddate": day(end),
            "setl_time": moment(settled.settled[rows]),
            "mdtrt_cert_type": words(province.papers.voucher[visit].astype(np.int64), ["03", "01"]),
            "med_type": words(med_type, _MED_TYPES),
            "setl_type": constant("2", count),
            "clr_type": words(np.where(stay, 1, np.where(med_type == 4, 2, 0)), ["11", "21", "41"]),
            "clr_way": words(_clearing(province)[visit], ["1", "4", "5"]),
            "psn_setlway": constant("01", count),
            "mid_setl_flag": constant("0", count),
            "dise_codg": words(programme, named[0], absent=programme < 0),
            "dise_name": words(programme, named[1], absent=programme < 0),
            "medfee_sumamt": amount(paid.total),
            "fulamt_ownpay_amt": amount(paid.outside),
            "overlmt_selfpay": amount(paid.over_limit),
            "preselfpay_amt": amount(paid.first_share),
            "inscp_amt": amount(paid.in_scope),
            "act_pay_dedc": amount(paid.deductible),
            "hifp_pay": amount(paid.pooled),
            "pool_prop_selfpay": decimal(paid.ratio[visit], 4, precision=5),
            "cvlserv_pay": amount(paid.civil_servant),
            "hifes_pay": nothing,
            "hifmi_pay": amount(paid.serious),
            "hifob_pay": amount(paid.large),
            "hifdm_pay": nothing,
            "maf_pay": amount(paid.aid),
            "othfund_pay": nothing,
            "fund_pay_sumamt": amount(paid.fund),
            "hosp_part_amt": nothing,
            "psn_pay": amount(paid.person),
            "acct_pay": amount(paid.account),
            "cash_payamt": amount(paid.cash),
            "balc": yuan(paid.balance[visit]),
            "acct_mulaid_pay": amount(paid.mutual),
            "bydise_setl_payamt": nothing,
            "exct_item_fund_payamt": nothing,
            "refd_setl_flag": flag(refund),
            "vali_flag": constant("1", count),
        }
    )


def med_types(province: Province) -> Whole:
    """The place of each visit's `med_type` in the list of types."""
    visits, starts = province.visits, province.world.pathways.of_kind
    place = np.zeros(visits.count, dtype=np.int64)
    place[visits.emergency & visits.of_kind(Kind.OUTPATIENT)] = 1
    place[visits.of_kind(Kind.INPATIENT)] = 2
    place[births(province)] = 3
    place[visits.of_kind(Kind.PHARMACY)] = 4
    of_programme = np.array([_MED_TYPES.index(p.med_type) for p in programmes()])
    chronic = visits.of_kind(Kind.CHRONIC)
    place[chronic] = of_programme[visits.pathway[chronic] - starts[Kind.CHRONIC]]
    return place


def med_type_words() -> list[str]:
    """The `med_type` codes that `med_types` points at."""
    return list(_MED_TYPES)


def births(province: Province) -> Truth:
    """Which stays are deliveries (maternity stays, `med_type` 52)."""
    visits, starts = province.visits, province.world.pathways.of_kind
    delivery = [n for n, stay in enumerate(stays()) if stay.mdc == "O"]
    of_kind = visits.of_kind(Kind.INPATIENT)
    return of_kind & np.isin(visits.pathway - starts[Kind.INPATIENT], delivery)


def _clearing(province: Province) -> Whole:
    """How each visit is cleared: by item, by DRG case, by bed-day."""
    place = np.zeros(province.visits.count, dtype=np.int64)
    place[province.visits.of_kind(Kind.INPATIENT)] = 2
    place[province.cases.visit] = 1
    return place


def _programme(province: Province, visit: Whole) -> tuple[Whole, tuple[list[str], list[str]]]:
    visits = province.visits
    first = province.world.pathways.of_kind[Kind.CHRONIC]
    chronic = visits.kind[visit] == Kind.CHRONIC
    place = np.where(chronic, visits.pathway[visit] - first, -1)
    return place, ([p.code for p in programmes()], [p.name for p in programmes()])
