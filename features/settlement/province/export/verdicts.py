"""`verdict_d`: the verdicts of inspections."""

import numpy as np

from features.settlement.province.columns import Table, day, table, words, yuan
from features.settlement.province.export.names import running, settlement_number
from features.settlement.province.inspections import SOURCES, Verdicts
from features.settlement.province.refunds import Settlements
from features.settlement.province.schemes import SCHEMES
from features.settlement.province.visits import Visits
from features.settlement.province.world import World


def verdict_table(world: World, visits: Visits, settled: Settlements, found: Verdicts) -> Table:
    """`verdict_d`: what inspections decided; violations are named only where confirmed."""
    rejected = found.confirmed == 0
    nothing = np.zeros(len(found.visit), dtype=np.int64)
    return table(
        {
            "verdict_id": running(
                world.order, "V", np.arange(len(found.visit), dtype=np.int64) + 1, 9
            ),
            "setl_id": settlement_number(world.order, settled.row_of[found.visit]),
            "fixmedins_code": words(visits.institution[found.visit], world.institutions.code),
            "source": words(found.source, list(SOURCES)),
            "check_date": day(found.checked),
            "decided_date": day(found.decided),
            "result": words(found.confirmed, ["rejected", "confirmed"]),
            "vola_type": words(found.violation, [s.id for s in SCHEMES], absent=rejected),
            "vola_amt": yuan(np.where(rejected, nothing, found.amount), absent=rejected),
        }
    )
