"""`drug_trac_d` and `idet_chk_d`: scans of drug boxes and checks of identity (B.8, B.9)."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from features.settlement.codes import CHECK_RESULT, CHECK_SCENE, CHECK_WAY, TRACE_EVENT
from features.settlement.province.chance import Whole
from features.settlement.province.columns import (
    Array,
    Table,
    day,
    decimal,
    flag,
    moment,
    numbered,
    table,
    words,
)
from features.settlement.province.export.names import (
    encounter_number,
    line_number,
    person_number,
    running,
    settlement_number,
)
from features.settlement.province.order import DAY
from features.settlement.province.province import Province
from features.settlement.province.scanning import packs
from features.settlement.province.scans import Scans

_compute: Any = pyarrow.compute
_SHELF_LIFE = 1_095  # days


def scan_table(province: Province, place_of: Whole) -> Table:
    """`drug_trac_d`: all scans in order of time.

    Args:
        province: the province.
        place_of: the row of `fee_list_d` of each line.
    """
    scanned, world = province.traces.scans, province.world
    items, order = world.catalogue.items, world.order
    count = scanned.count
    unsold = scanned.visit < 0
    visit, line = np.maximum(scanned.visit, 0), np.maximum(scanned.line, 0)
    made = _made(scanned)
    price = world.catalogue.price[scanned.item] * 88 // 100
    price = (
        np.where(unsold, price, province.lines.price[line]) * packs(world.catalogue)[scanned.item]
    )
    return table(
        {
            "trac_id": running(order, "T", np.arange(count, dtype=np.int64) + 1, 13),
            "evt_type": words(scanned.event, list(TRACE_EVENT)),
            "drug_trac_codg": trace_codes(scanned),
            "med_list_codg": words(scanned.item, [i.code for i in items]),
            "fixmedins_hilist_id": words(
                scanned.item, [f"L{n * 37 + 1001:06d}" for n in range(len(items))]
            ),
            "fixmedins_hilist_name": words(scanned.item, [i.name for i in items]),
            "fixmedins_code": words(scanned.institution, world.institutions.code),
            "fixmedins_bchno": numbered("PC", scanned.box // 40 % 10**8, 8),
            "setl_id": settlement_number(
                order, province.settlements.row_of[visit], absent=unsold
            ),
            "mdtrt_id": encounter_number(order, visit, absent=unsold),
            "psn_no": person_number(province.numbers[visit], absent=unsold),
            "bkkp_sn": line_number(order, place_of[line], absent=unsold),
            "mdtrt_setl_type": words(np.where(scanned.insured, 0, 1), ["1", "2"], absent=unsold),
            "manu_lotnum": numbered("LOT", scanned.box // 997 % 10**6, 6),
            "manu_date": day(made),
            "expy_end": day(made + _SHELF_LIFE),
            "rx_flag": flag(np.array([i.charge == "09" for i in items])[scanned.item]),
            "trdn_flag": flag(scanned.split),
            "sel_retn_cnt": decimal(scanned.amount, 4),
            "sel_retn_time": moment(scanned.time),
            "finl_trns_pric": decimal(price, 6),
            "rtal_docno": numbered("R", visit * 7 + 1_000_003, 12, absent=unsold),
        }
    )  # fmt: skip


def trace_codes(scanned: Scans) -> Array:
    """The codes on the boxes: seven digits of the product, thirteen of the box."""
    product = numbered("", 8_000_000 + scanned.product * 4_219 % 999_983, 7)
    return _compute.binary_join_element_wise(product, numbered("", scanned.box, 13), "")


def _made(scanned: Scans) -> Whole:
    """The day each box was made: some months before it is first heard of."""
    _, first, each = np.unique(scanned.code, return_index=True, return_inverse=True)
    return (scanned.time[first] // DAY - 60)[each] - scanned.box % 300


def check_table(province: Province) -> Table:
    """`idet_chk_d`: all identity checks in order of time."""
    checked, visits, order = province.traces.checks, province.visits, province.world.order
    likeness = checked.score / 10_000
    return table(
        {
            "chk_id": running(order, "I", np.arange(checked.count, dtype=np.int64) + 1, 13),
            "mdtrt_id": encounter_number(order, checked.visit),
            "psn_no": person_number(province.numbers[checked.visit]),
            "fixmedins_code": words(
                visits.institution[checked.visit], province.world.institutions.code
            ),
            "chk_time": moment(checked.time),
            "chk_scene": words(checked.scene, list(CHECK_SCENE)),
            "chk_way": words(checked.way, list(CHECK_WAY)),
            "chk_rslt": words(checked.result, list(CHECK_RESULT)),
            "score": pa.array(likeness, mask=checked.score < 0),
        }
    )
