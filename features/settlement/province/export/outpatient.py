"""`apg_case_d` and `complaint_d`: grouped outpatient visits, and complaints."""

import numpy as np

from features.settlement.codes import APG_CLASS, COMPLAINT_OBJECT, COMPLAINT_SOURCE
from features.settlement.province.apg import group_codes, outpatient_cases
from features.settlement.province.columns import (
    Table,
    day,
    decimal,
    flag,
    moment,
    table,
    words,
    yuan,
)
from features.settlement.province.complaints import (
    CLASSES,
    DOCTOR,
    PERSON,
    complaints,
)
from features.settlement.province.export.names import person_number, running, settlement_number
from features.settlement.province.province import Province


def apg_table(province: Province) -> Table:
    """`apg_case_d`: the outpatient visits of the areas that pay by APG points."""
    grouped = outpatient_cases(province.world, province.visits, province.lines, province.payment)
    return table(
        {
            "setl_id": settlement_number(
                province.world.order, province.settlements.row_of[grouped.visit]
            ),
            "apg_code": words(grouped.group, group_codes()),
            "apg_class": words(grouped.kind, list(APG_CLASS)),
            "points": decimal(grouped.points, 4, precision=10),
            "signed_flag": flag(grouped.signed),
            "head_amt": yuan(grouped.head),
        }
    )


def complaint_table(province: Province) -> Table:
    """`complaint_d`: what people complained about, and whether it was found true."""
    world, visits = province.world, province.visits
    made = complaints(world, visits, province.verdicts)
    place = np.arange(len(made.visit), dtype=np.int64)
    unanswered = made.answered < 0
    return table(
        {
            "cmpl_id": running(world.order, "K", place + 1, 9),
            "cmpl_time": moment(made.time),
            "cmpl_src": words(made.source, list(COMPLAINT_SOURCE)),
            "obj_type": words(made.about, list(COMPLAINT_OBJECT)),
            "fixmedins_code": words(
                visits.institution[made.visit], world.institutions.code, made.about == PERSON
            ),
            "dr_code": words(
                visits.doctor[made.visit], world.doctors.code, absent=made.about != DOCTOR
            ),
            "psn_no": person_number(province.numbers[made.visit], absent=made.about != PERSON),
            "cmpl_class": words(made.subject, list(CLASSES)),
            "veri_flag": words(made.true.astype(np.int64), ["0", "1"], absent=unanswered),
            "veri_date": day(np.maximum(made.answered, 0), absent=unanswered),
        }
    )
