"""`verdict_d`, `verdict_item_d` and `warn_fdbk_d`: verdicts, their lines, answers to reminders."""

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.columns import Table, day, moment, table, words, yuan
from features.settlement.province.export.names import (
    encounter_number,
    line_number,
    running,
    settlement_number,
)
from features.settlement.province.inspections.appeals import OUTCOMES
from features.settlement.province.inspections.rounds import SOURCES
from features.settlement.province.province import Province
from features.settlement.province.reminders import REASONS
from features.settlement.province.schemes import SCHEMES


def verdict_table(province: Province) -> Table:
    """`verdict_d`: what inspections decided; violations are named only where confirmed."""
    found, order = province.verdicts, province.world.order
    later = found.appeals
    rejected, asked, answered = ~found.confirmed, later.asked >= 0, later.answered >= 0
    return table(
        {
            "verdict_id": running(order, "V", np.arange(len(found.visit)) + 1, 9),
            "setl_id": settlement_number(order, province.settlements.row_of[found.visit]),
            "fixmedins_code": words(
                province.visits.institution[found.visit], province.world.institutions.code
            ),
            "source": words(found.source, list(SOURCES)),
            "check_date": day(found.checked),
            "decided_date": day(found.decided),
            "result": words(found.confirmed.astype(np.int64), ["rejected", "confirmed"]),
            "vola_type": words(found.violation, [s.id for s in SCHEMES], absent=rejected),
            "vola_amt": yuan(found.amount, absent=rejected),
            "appeal_date": day(later.asked, absent=~asked),
            "appeal_rslt": words(later.outcome, list(OUTCOMES), absent=~asked),
            "appeal_rslt_date": day(later.answered, absent=~answered),
            "final_vola_amt": yuan(later.final, absent=~answered),
            "rcvr_amt": yuan(later.paid_back, absent=later.paid_day < 0),
            "rcvr_date": day(later.paid_day, absent=later.paid_day < 0),
        }
    )


def verdict_item_table(province: Province, place_of: Whole) -> Table:
    """`verdict_item_d`: the lines that verdicts are made up of.

    Args:
        province: the province.
        place_of: the row of `fee_list_d` of each line.
    """
    found, order = province.verdicts, province.world.order
    visit = found.visit[found.item_verdict]
    return table(
        {
            "verdict_id": running(order, "V", found.item_verdict + 1, 9),
            "setl_id": settlement_number(order, province.settlements.row_of[visit]),
            "feedetl_sn": line_number(order, place_of[found.item_line]),
            "vola_amt": yuan(found.item_fen),
        }
    )


def feedback_table(province: Province) -> Table:
    """`warn_fdbk_d`: what doctors answered to reminders."""
    told, order = province.reminders, province.world.order
    return table(
        {
            "warn_rslt_id": running(order, "W", np.arange(len(told.visit)) + 1, 12),
            "warn_type": words(told.at_settlement.astype(np.int64), ["1", "2"]),
            "dspo_way": words(told.goes_on.astype(np.int64), ["2", "1"]),
            "dspo_way_rea": words(told.reason, list(REASONS), absent=~told.goes_on),
            "fdbk_time": moment(told.second),
            "fixmedins_code": words(
                province.visits.institution[told.visit], province.world.institutions.code
            ),
            "rule_id": words(told.rule, [f"R-{scheme.id}" for scheme in SCHEMES]),
            "mdtrt_id": encounter_number(order, told.visit),
            "setl_id": settlement_number(order, province.settlements.row_of[told.visit]),
        }
    )
