"""`fee_list_d`: the fee lines, with the column names of the core database (B.1, B.3)."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.columns import (
    Array,
    Table,
    constant,
    decimal,
    flag,
    moment,
    numbered,
    table,
    whole,
    yuan,
)
from features.settlement.province.columns import words as listed
from features.settlement.province.doctors import departments
from features.settlement.province.export.names import (
    encounter_number,
    line_number,
    person_number,
    settlement_number,
)
from features.settlement.province.export.settlements import med_type_words, med_types
from features.settlement.province.own_names import own_names
from features.settlement.province.province import Province
from features.settlement.province.season import Kind


@dataclass(frozen=True)
class LineRows:
    """The rows of `fee_list_d`: which line each shows, on which settlement row, in which order.

    Attributes:
        line: the line shown; refunds show the lines of the settlement that they take back.
        row: the settlement row.
        first: where the lines of each settlement row begin; one longer than the rows.
        place_of: the row of each line's own settlement, for refunds to point at.
    """

    line: Whole
    row: Whole
    first: Whole
    place_of: Whole


def line_rows(province: Province) -> LineRows:
    """All rows of `fee_list_d`, by settlement row and time."""
    settled, lines = province.settlements, province.lines
    by_visit = np.argsort(lines.visit, kind="stable")
    edges = np.searchsorted(lines.visit[by_visit], np.arange(province.visits.count + 1))
    back = np.flatnonzero(settled.sign < 0)
    counts = edges[settled.visit[back] + 1] - edges[settled.visit[back]]
    starts = np.repeat(edges[settled.visit[back]], counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    line = np.concatenate([np.arange(lines.count), by_visit[starts + within]])
    row = np.concatenate([settled.row_of[lines.visit], np.repeat(back, counts)])
    key = (row << 33) + lines.time[line]
    order = np.argsort(key, kind="stable")
    line, row = line[order], row[order]
    own = settled.sign[row] > 0
    place_of = np.empty(lines.count, dtype=np.int64)
    place_of[line[own]] = np.flatnonzero(own)
    first = np.searchsorted(row, np.arange(len(settled.visit) + 1))
    return LineRows(line, row, first.astype(np.int64), place_of)


def line_table(province: Province, rows: LineRows, part: slice) -> Table:
    """The fee lines of a slice of the rows (a month)."""
    line, row = rows.line[part], rows.row[part]
    place = np.arange(len(rows.line), dtype=np.int64)[part]
    lines, fees, world = province.lines, province.fees, province.world
    items, visits = world.catalogue.items, province.visits
    visit, item = lines.visit[line], lines.item[line]
    sign = province.settlements.sign[row]
    refund = sign < 0
    count = len(line)
    drug = world.catalogue.drug[item]
    charge = np.array([i.charge for i in items])
    supply = np.where(visits.kind[visit] == Kind.INPATIENT, 1, visits.days[visit])
    time = np.where(refund, province.settlements.settled[row], lines.time[line])

    own_name = own_names(lines.take(line), visits.institution[visit], province.truth.players)

    def of_item(words: list[str]) -> Array:
        return listed(item, words)

    return table(
        {
            "bkkp_sn": line_number(world.order, place),
            "init_bkkp_sn": line_number(world.order, rows.place_of[line], absent=~refund),
            "setl_id": settlement_number(world.order, row),
            "mdtrt_id": encounter_number(world.order, visit),
            "psn_no": person_number(province.numbers[visit]),
            "fixmedins_code": listed(visits.institution[visit], world.institutions.code),
            "rxno": numbered("RX", visit * 7 + item % 3 + 1, 12, absent=~drug),
            "med_type": listed(med_types(province)[visit], med_type_words()),
            "fee_ocur_time": moment(time),
            "med_list_codg": of_item([i.code for i in items]),
            "medins_list_codg": of_item([f"L{n * 37 + 1001:06d}" for n in range(len(items))]),
            "medins_list_name": listed(*own_name),
            "hilist_code": of_item([i.code for i in items]),
            "hilist_name": of_item([i.name for i in items]),
            "list_type": of_item([i.list_type for i in items]),
            "med_chrgitm_type": of_item([i.charge for i in items]),
            "chrgitm_lv": of_item([i.grade for i in items]),
            "cnt": decimal(lines.amount[line] * sign, 4),
            "pric": decimal(lines.price[line], 6),
            "det_item_fee_sumamt": yuan(fees.total[line] * sign),
            "pric_uplmt_amt": decimal(lines.limit[line], 6),
            "selfpay_prop": decimal(world.catalogue.first_share[item] * 10, 4, precision=5),
            "fulamt_ownpay_amt": yuan(fees.outside[line] * sign),
            "overlmt_selfpay": yuan(fees.over_limit[line] * sign),
            "preselfpay_amt": yuan(fees.first_share[line] * sign),
            "inscp_amt": yuan(fees.in_scope[line] * sign),
            "bilg_dept_codg": listed(province.entries.department[visit], departments()),
            "bilg_dr_code": listed(lines.doctor[line], world.doctors.code),
            "acord_dept_codg": listed(province.entries.department[visit], departments()),
            "acord_dr_code": listed(lines.doctor[line], world.doctors.code),
            "hosp_appr_flag": flag(np.array([i.limited for i in items])[item]),
            "lmt_used_flag": flag(np.array([i.limited for i in items])[item]),
            "bas_medn_flag": flag(np.array([i.essential for i in items])[item]),
            "chld_medc_flag": flag(np.array(["小儿" in i.name for i in items])[item]),
            "unchk_flag": listed((lines.time[line] % 251 == 0).astype(np.int64), ["1", "2"]),
            "comb_no": numbered(
                "Z", visit * 17 % 9_999_991, 8, absent=(charge[item] != "04") | (visit % 10 > 2)
            ),
            "hi_nego_drug_flag": flag(np.array([i.negotiated for i in items])[item]),
            "etip_flag": constant("0", count),
            "dscg_tkdrug_flag": constant("0", count),
            "rx_circ_flag": constant("0", count),
            "prd_days": whole(supply, absent=~drug),
            "spec": of_item([i.spec for i in items]),
        }
    )
