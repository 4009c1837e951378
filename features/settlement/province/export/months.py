"""`bgt_mon_d`, `insu_mon`, `sign_mon`: budgets, insured and signed heads, month by month."""

import numpy as np

from features.settlement.codes import BUDGET_OBJECT
from features.settlement.province.attendance import deaths
from features.settlement.province.budgets import COUNTY, PREPAID, budgets
from features.settlement.province.chance import Whole
from features.settlement.province.columns import Table, day, table, whole, words, yuan
from features.settlement.province.order import DAY
from features.settlement.province.province import Province
from features.settlement.province.signing import HEAD_BUDGET

_SCHEMES = ["390", "310"]


def budget_table(province: Province) -> Table:
    """`bgt_mon_d`: the budgets of institutions, communities and counties."""
    world = province.world
    made = budgets(world, province.visits, province.payment, province.settlements)
    count = world.institutions.count
    return table(
        {
            "bgt_obj_type": words(made.kind, list(BUDGET_OBJECT)),
            "bgt_obj_code": words(
                np.where(made.kind == COUNTY, count + made.whose, made.whose),
                [*world.institutions.code, *world.geography.codes],
            ),
            "fund_type": words(made.scheme, _SCHEMES),
            "month": day(world.order.month_starts[made.month]),
            "bgt_amt": yuan(made.budget),
            "paid_amt": yuan(made.paid),
            "prepaid_amt": yuan(made.budget * PREPAID // 100),
            "carry_over_amt": yuan(made.carried),
        }
    )


def insured_table(province: Province) -> Table:
    """`insu_mon`: how many people are insured in each area and scheme on the first of a month.

    Visitors are counted where they are insured, which is not here.
    """
    world, people = province.world, province.world.persons
    own = people.outside < 0
    areas, died = world.geography.codes, deaths(province.visits, people.count)[own] // DAY
    cell = people.area[own] * 2 + people.employee[own]
    counts = [
        np.bincount(cell[died >= start], minlength=len(areas) * 2)
        for start in world.order.month_starts[:-1]
    ]
    heads = np.stack(counts, axis=1).astype(np.int64)
    which, month = (a.ravel() for a in np.indices(heads.shape))
    return table(
        {
            "insu_admdvs": words(which // 2, areas),
            "insutype": words(which % 2, _SCHEMES),
            "month": day(world.order.month_starts[month]),
            "insu_psn_cnt": whole(heads.ravel()),
        }
    )


def signed_table(province: Province) -> Table:
    """`sign_mon`: how many people are signed with each institution at the end of a month."""
    world = province.world
    heads = _signed(province)
    place, month = (a.ravel() for a in np.indices(heads.shape))
    some = (heads.sum(axis=1) > 0)[place]
    place, month, number = place[some], month[some], heads.ravel()[some]
    return table(
        {
            "fixmedins_code": words(place, world.institutions.code),
            "month": day(world.order.month_starts[month]),
            "sign_psn_cnt": whole(number),
            "head_bgt_amt": yuan(number * (HEAD_BUDGET // 12)),
        }
    )


def _signed(province: Province) -> Whole:
    """Institutions × months: the people signed on the last day, alive."""
    world, signed = province.world, province.world.signing
    count, order = world.institutions.count, world.order
    everyone = np.arange(world.persons.count, dtype=np.int64)
    died = deaths(province.visits, world.persons.count) // DAY
    made = np.zeros((count, order.months), dtype=np.int64)
    for month in range(order.months):
        last = int(order.month_starts[month + 1]) - 1
        there = signed.on(everyone, np.full(len(everyone), last)) & (died > last)
        made[:, month] = np.bincount(signed.institution[there], minlength=count)
    return made
