"""Which tables an export has, and what makes each: one line a table."""

from collections.abc import Callable
from dataclasses import dataclass

from features.settlement.province.columns import Table
from features.settlement.province.export.encounter_diagnoses import encounter_diagnosis_table
from features.settlement.province.export.lines import LineRows, line_rows, line_table
from features.settlement.province.export.list_parts import (
    blood_table,
    chronic_table,
    intensive_table,
    item_table,
    pay_table,
)
from features.settlement.province.export.listing import Listing, listing
from features.settlement.province.export.lists import (
    case_table,
    diagnosis_table,
    encounter_table,
    list_table,
    operation_table,
)
from features.settlement.province.export.months import budget_table, insured_table, signed_table
from features.settlement.province.export.outliers import outlier_truth
from features.settlement.province.export.outpatient import apg_table, complaint_table
from features.settlement.province.export.people import (
    merge_table,
    person_table,
    registration_table,
    sign_table,
)
from features.settlement.province.export.registers import doctor_table, institution_table
from features.settlement.province.export.settlements import settlement_table
from features.settlement.province.export.slips import slip_truth
from features.settlement.province.export.traces import check_table, scan_table
from features.settlement.province.export.truth import (
    claim_truth,
    doctor_truth,
    institution_truth,
    line_truth,
    person_truth,
)
from features.settlement.province.export.verdicts import (
    feedback_table,
    verdict_item_table,
    verdict_table,
)
from features.settlement.province.province import Province


@dataclass(frozen=True)
class Shown:
    """A province with what the tables of its export share: its lists and the order of its lines."""

    province: Province
    lists: Listing
    rows: LineRows


def shown(province: Province) -> Shown:
    """A province ready for export."""
    return Shown(province, listing(province), line_rows(province))


# Tables written a file a month: what makes the part of some settlement rows.
MONTHLY: dict[str, Callable[[Shown, slice], Table]] = {
    "setl_d": lambda s, rows: settlement_table(s.province, rows),
    "fee_list_d": lambda s, rows: line_table(
        s.province, s.rows, slice(int(s.rows.first[rows.start]), int(s.rows.first[rows.stop]))
    ),
}

# Tables written as one file.
WHOLE: dict[str, Callable[[Shown], Table]] = {
    "mdtrt_d": lambda s: encounter_table(s.province, s.lists, slice(None)),
    "setl_list": lambda s: list_table(s.province, s.lists),
    "setl_diag": lambda s: diagnosis_table(s.province, s.lists),
    "setl_oprn": lambda s: operation_table(s.province, s.lists),
    "setl_opsp": lambda s: chronic_table(s.province, s.lists),
    "setl_item": lambda s: item_table(s.province, s.lists),
    "setl_pay": lambda s: pay_table(s.province, s.lists),
    "setl_icu": lambda s: intensive_table(s.province, s.lists),
    "setl_bld": lambda s: blood_table(s.province, s.lists),
    "mdtrt_diag": lambda s: encounter_diagnosis_table(s.province, s.lists),
    "drg_case_d": lambda s: case_table(s.province),
    "apg_case_d": lambda s: apg_table(s.province),
    "drug_trac_d": lambda s: scan_table(s.province, s.rows.place_of),
    "idet_chk_d": lambda s: check_table(s.province),
    "fixmedins_b": lambda s: institution_table(s.province),
    "dr_info_b": lambda s: doctor_table(s.province),
    "psn_info_b": lambda s: person_table(s.province),
    "psn_opsp_d": lambda s: registration_table(s.province),
    "psn_sign_d": lambda s: sign_table(s.province),
    "psn_merge_d": lambda s: merge_table(s.province),
    "bgt_mon_d": lambda s: budget_table(s.province),
    "insu_mon": lambda s: insured_table(s.province),
    "sign_mon": lambda s: signed_table(s.province),
    "complaint_d": lambda s: complaint_table(s.province),
    "verdict_d": lambda s: verdict_table(s.province),
    "verdict_item_d": lambda s: verdict_item_table(s.province, s.rows.place_of),
    "warn_fdbk_d": lambda s: feedback_table(s.province),
}

# Files of the truth, apart from the data.
TRUTH: dict[str, Callable[[Shown], Table]] = {
    "slips": lambda s: slip_truth(s.province, s.rows.place_of),
    "outliers": lambda s: outlier_truth(s.province),
    "claims": lambda s: claim_truth(s.province.world, s.province.settlements, s.province.truth),
    "institutions": lambda s: institution_truth(
        s.province.world, s.province.visits, s.province.truth
    ),
    "persons": lambda s: person_truth(s.province.world, s.province.visits, s.province.truth),
    "doctors": lambda s: doctor_truth(s.province.world, s.province.visits, s.province.truth),
    "lines": lambda s: line_truth(
        s.province.world,
        s.province.settlements,
        s.province.lines,
        s.rows.place_of,
        s.province.truth,
    ),
}
