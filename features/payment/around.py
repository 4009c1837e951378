"""What lies around stays in the lake: an earlier stay, care outside, the same care without a bed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from features.payment.rounding import Whole
from features.payment.scheme import Outside
from features.payment.stays import Stays
from features.settlement.intake.foreign import literal

_PREVIOUS = """
SELECT p.n, max_by(e.setl_id, (e.dscg_time, e.setl_id)) AS setl_id
FROM payment_stay AS p
JOIN (SELECT s.setl_id, s.psn_no, s.fixmedins_code, l.dscg_time, s.setl_time
      FROM setl_d AS s JOIN setl_list AS l ON l.setl_id = s.setl_id
      WHERE s.refd_setl_flag = '0') AS e
  ON e.psn_no = p.psn_no AND e.fixmedins_code = p.fixmedins_code AND e.setl_id != p.setl_id
  AND CAST(e.dscg_time AS DATE) BETWEEN p.admitted - {days} AND p.admitted
  AND e.setl_time <= p.setl_time
LEFT JOIN ({refunds}) AS r ON r.setl_id = e.setl_id
WHERE {standing}
GROUP BY p.n
"""
_OUTSIDE = """
SELECT p.n, SUM(s.fund_pay_sumamt) AS fen, SUM(s.medfee_sumamt) AS fee, COUNT(*) AS visits
FROM payment_stay AS p
JOIN setl_d AS s ON s.psn_no = p.psn_no AND s.fixmedins_code = p.fixmedins_code
  AND s.setl_id != p.setl_id AND s.refd_setl_flag = '0'
  AND coalesce(s.begndate, CAST(s.setl_time AS DATE))
      BETWEEN p.admitted - {before} AND p.discharged + {after}
LEFT JOIN ({refunds}) AS r ON r.setl_id = s.setl_id
WHERE NOT EXISTS (SELECT 1 FROM setl_list AS l WHERE l.setl_id = s.setl_id)
  AND {standing} {known}
GROUP BY p.n
"""
_REFUNDS = """
SELECT init_setl_id AS setl_id, MIN(setl_time) AS at FROM setl_d
WHERE init_setl_id IS NOT NULL GROUP BY init_setl_id
"""
_WITHOUT_BED = """
SELECT p.n, SUM(f.det_item_fee_sumamt) AS fen
FROM fee_list_d AS f JOIN payment_stay AS p USING (setl_id)
WHERE coalesce(f.med_chrgitm_type, '') NOT IN ({charges}) GROUP BY p.n
"""


@dataclass(frozen=True)
class Around:
    """What lies around each stay; -1 or "" where there is nothing to tell.

    Attributes:
        previous: the earlier stay of the person there that this one may be part of (分解住院).
        outside_fund, outside_fee, outside_visits: other care there in the window (转嫁费用), fen.
        without_bed: what the bill holds beside what only a stay has, fen (低标准入院).
    """

    previous: list[str]
    outside_fund: Whole
    outside_fee: Whole
    outside_visits: Whole
    without_bed: Whole


def around(con: duckdb.DuckDBPyConnection, stays: Stays, *, later: bool) -> Around:
    """What lies around the stays that were just read.

    With `later` the window after discharge counts and every refund, as an inspector sees it; without
    it nothing that was settled or refunded after the stay itself.
    """
    out: Outside = stays.scheme.outside
    number = stays.numbers("n")
    place = np.full(int(number.max(initial=-1)) + 1, -1, dtype=np.int64)
    place[number] = np.arange(len(number))
    known = "" if later else "AND s.setl_time <= p.setl_time"
    standing = "r.at IS NULL" if later else "(r.at IS NULL OR r.at > p.setl_time)"
    back = {"refunds": _REFUNDS, "standing": standing}
    after = out.after if later else 0
    asked = _OUTSIDE.format(before=out.before, after=after, known=known, **back)
    charges = ", ".join(literal(charge) for charge in out.stay_charges) or "NULL"
    outside = con.execute(asked).fetchnumpy()
    bed = con.execute(_WITHOUT_BED.format(charges=charges)).fetchnumpy()
    previous = [""] * stays.count
    for n, setl_id in con.execute(_PREVIOUS.format(days=out.split_days, **back)).fetchall():
        if n < len(place) and place[n] >= 0:
            previous[place[n]] = str(setl_id)

    def column(found: Mapping[str, Any], name: str) -> Whole:
        made = np.zeros(stays.count, dtype=np.int64)
        own = found["n"].astype(np.int64)
        own_here = own < len(place)
        at = place[own[own_here]]
        made[at[at >= 0]] = found[name].astype(np.int64)[own_here][at >= 0]
        return made

    return Around(
        previous=previous,
        outside_fund=column(outside, "fen"),
        outside_fee=column(outside, "fee"),
        outside_visits=column(outside, "visits"),
        without_bed=column(bed, "fen"),
    )
