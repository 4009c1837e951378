"""The truth about slips: which settlements and lines bear an error that nobody meant."""

import numpy as np

from features.settlement.province.columns import Table, constant, table, words
from features.settlement.province.export.names import line_number, settlement_number
from features.settlement.province.province import Province
from features.settlement.province.slips import SLIPS


def slip_truth(province: Province, place_of: np.ndarray) -> Table:
    """`slips`: settlement, line where it is one line, slip, its name, what it looks like.

    Args:
        province: the province.
        place_of: the row of `fee_list_d` of each line.
    """
    made, order = province.slips, province.world.order
    row = province.settlements.row_of[made.visit]
    by_row = np.lexsort((made.line, made.slip, row))
    slip, line = made.slip[by_row], made.line[by_row]
    return table(
        {
            "setl_id": settlement_number(order, row[by_row]),
            "bkkp_sn": line_number(order, place_of[np.maximum(line, 0)], absent=line < 0),
            "slip": words(slip, [s.id for s in SLIPS]),
            "name": words(slip, [f"{s.zh} | {s.en}" for s in SLIPS]),
            "looks_like": words(slip, [",".join(s.looks_like) for s in SLIPS]),
            "intent": constant("0", len(slip)),
        }
    )
