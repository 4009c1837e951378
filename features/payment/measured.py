"""The columns of drg_whatif_d: stays of a month priced by their scheme, and their alternatives."""

from dataclasses import replace

import numpy as np
import pyarrow as pa

from features.payment.around import Around
from features.payment.encoding import Arrow
from features.payment.grouper import Groups, code_without_group, group_all
from features.payment.prices import KINDS, NORMAL, Prices
from features.payment.rounding import POINT, Whole, half_up
from features.payment.stays import Stays
from features.payment.whatif import (
    Asked,
    added_to,
    codes_needed,
    without_each,
    without_operations,
)


def measured(own: Stays, beside: Around, earlier: Stays | None, value: Whole | None) -> Arrow:
    """One row a stay. `earlier` holds the stays that `beside` names, in any order.

    `value` is the value of a point of each stay, None where the scheme pays by rate.
    """
    asked = Asked.of(own, own.scheme.method, value)
    groups = group_all(own.cases, own.scheme.tables)
    prices = asked.prices(groups, own.bills)
    tables, count = own.scheme.tables, own.count
    codes = pa.array([*(one.code for one in tables.groups), None], pa.string())
    shown = codes.take(pa.array(np.where(groups.group < 0, len(tables.groups), groups.group)))
    billed = own.facts["drg_code"].combine_chunks()
    same = np.array(
        [None if b is None else "1" if a == b else "0"
         for a, b in zip(_with_none(own, groups, shown), billed.to_pylist(), strict=True)],
        dtype=object,
    )  # fmt: skip
    each = without_each(asked, groups, prices)
    marginal = np.bincount(each.owner[each.marginal], minlength=count)
    best, gain = _greatest(each.owner[each.marginal], each.gain[each.marginal], count)
    code = np.full(count, tables.diagnoses.unknown, dtype=np.int64)
    code[best >= 0] = each.code[each.marginal][best[best >= 0]]
    bare_groups = group_all(
        own.cases.without_secondary(np.zeros(len(own.cases.owner), dtype=bool)), tables
    )
    bare = asked.prices(bare_groups, own.bills)
    unoperated = without_operations(asked)[1]
    operated = np.bincount(own.cases.operated, minlength=count) > 0
    split, previous = _split(own, asked, prices, beside, earlier)
    bedless = beside.without_bed
    visit = half_up(bedless * own.scheme.outside.fund_share, POINT)
    normal = np.isin(prices.kind, (NORMAL, 1, 2))
    some = bedless > 0
    grouped = groups.group >= 0
    return pa.table(
        {
            "setl_id": own.facts["setl_id"].combine_chunks(),
            "schm_ver": pa.array([own.scheme.name] * count, pa.string()),
            "rgrp_drg": shown,
            "rgrp_flag": pa.array(same.tolist(), pa.string()),
            "exp_pay_amt": prices.price,
            "exp_fund_amt": prices.fund,
            "exp_pts": pa.array(prices.points, mask=prices.points == 0),
            "exp_case_type": pa.array(list(KINDS), pa.string()).take(pa.array(prices.kind)),
            "low_gap_amt": pa.array(own.bills.fee - prices.low, mask=~normal),
            "mrgl_code_cnt": marginal.astype(np.int64),
            "mrgl_code": pa.array([*tables.diagnoses.codes, None], pa.string()).take(
                pa.array(code)
            ),
            "mrgl_gain_amt": pa.array(gain, mask=best < 0),
            "comp_need_cnt": codes_needed(asked, groups),
            "comp_gain_amt": pa.array(prices.price - bare.price, mask=~grouped),
            "oprn_gain_amt": pa.array(prices.price - unoperated.price, mask=~operated),
            "prev_setl_id": pa.array(previous, pa.string()),
            "split_gain_amt": pa.array(split, mask=np.array([one is None for one in previous])),
            "otsd_fund_amt": beside.outside_fund,
            "otp_eqv_amt": pa.array(bedless, mask=~some),
            "low_std_gain_amt": pa.array(prices.fund - visit, mask=~some),
        }
    )


def _with_none(own: Stays, groups: Groups, shown: Arrow) -> list[str | None]:
    """Our codes, with the scheme's own code for stays without a group."""
    words: list[str | None] = shown.to_pylist()
    for n in np.flatnonzero(groups.group < 0).tolist():
        words[n] = code_without_group(own.scheme.tables, groups, n)
    return words


def _greatest(owner: Whole, gain: Whole, count: int) -> tuple[Whole, Whole]:
    """For each stay the place of its greatest gain, -1 without any, and that gain."""
    order = np.lexsort((-np.arange(len(owner)), gain, owner))
    best = np.full(count, -1, dtype=np.int64)
    best[owner[order]] = order
    return best, np.where(best >= 0, gain[np.maximum(best, 0)] if len(gain) else 0, 0)


def _split(
    own: Stays, asked: Asked, prices: Prices, beside: Around, earlier: Stays | None
) -> tuple[Whole, list[str | None]]:
    """What two stays gain over one, where they group alike, and which the earlier one is."""
    gain, previous = np.zeros(own.count, dtype=np.int64), list[str | None]([None] * own.count)
    if earlier is None:
        return gain, previous
    place = {str(name): n for n, name in enumerate(earlier.facts["setl_id"].to_pylist())}
    later = np.array([n for n, name in enumerate(beside.previous) if name in place], dtype=np.int64)
    first = np.array([place[beside.previous[n]] for n in later.tolist()], dtype=np.int64)
    pair = asked.again(later)
    before = replace(Asked.of(earlier, own.scheme.method).again(first), value=pair.value)
    added = added_to(pair, before)
    some = later[added.alike]
    gain[some] = prices.price[some] - added.prices.price[added.alike]
    for n in some.tolist():
        previous[n] = beside.previous[n]
    return gain, previous
