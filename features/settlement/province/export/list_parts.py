"""The further parts of the settlement list: charges, payments, chronic diseases, care, blood (B.4)."""

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.coding import codes
from features.settlement.province.columns import (
    Table,
    constant,
    decimal,
    moment,
    table,
    whole,
    words,
    yuan,
)
from features.settlement.province.conditions import programmes
from features.settlement.province.export.listing import INTENSIVE_BED, Listing, charged
from features.settlement.province.export.names import settlement_number
from features.settlement.province.lines import QUANTITY
from features.settlement.province.order import DAY
from features.settlement.province.province import Province

_BLOOD = "悬浮红细胞输注"
_ICU = {"C": "1", "N": "4", "R": "6", "P": "2"}  # kinds of ward by body system, else general
_FILLED = 0.7  # of lists name the chronic programmes of their patient
# Fund, its name, and what it paid.
_FUNDS = (
    ("310100", "职工基本医疗保险统筹基金", "pooled"),
    ("390100", "城乡居民基本医疗保险基金", "pooled"),
    ("320100", "公务员医疗补助基金", "civil_servant"),
    ("330100", "大额医疗费用补助基金", "large"),
    ("390200", "城乡居民大病医疗保险资金", "serious"),
    ("610100", "医疗救助基金", "aid"),
)


def item_table(province: Province, listing: Listing) -> Table:
    """`setl_item`: the charges of each list by class; amount = class A + class B + own + other."""
    lines, fees = province.lines, province.fees
    items = province.world.catalogue.items
    place = _places(province, listing)[lines.visit]
    some = np.flatnonzero(place >= 0)
    item = lines.item[some]
    charge = np.array([int(i.charge) for i in items])[item]
    cell = place[some] * 15 + charge
    first = np.array([i.grade == "01" for i in items])[item]
    rest = fees.total[some] - fees.outside[some] - fees.over_limit[some]
    count = len(listing.stay) * 15
    total, own, other, class_a = (
        np.bincount(cell, amounts, count).astype(np.int64)  # exact: far below 2^53
        for amounts in (
            fees.total[some], fees.outside[some], fees.over_limit[some], np.where(first, rest, 0),
        )
    )  # fmt: skip
    shown = np.flatnonzero(np.bincount(cell, minlength=count))
    row = province.settlements.row_of[listing.stay[shown // 15]]
    total, own, other, class_a = (a[shown] for a in (total, own, other, class_a))
    return table(
        {
            "setl_id": settlement_number(province.world.order, row),
            "med_chrgitm": words(shown % 15, [f"{n:02d}" for n in range(15)]),
            "amt": yuan(total),
            "claa_sumfee": yuan(class_a),
            "clab_amt": yuan(total - own - other - class_a),
            "fulamt_ownpay_amt": yuan(own),
            "oth_amt": yuan(other),
        }
    )


def pay_table(province: Province, listing: Listing) -> Table:
    """`setl_pay`: what each fund paid for each list; together the fund's whole payment."""
    paid, stay = province.payment, listing.stay
    employee = province.world.persons.employee[province.visits.person[stay]]
    fund: list[Whole] = []
    place: list[Whole] = []
    amount: list[Whole] = []
    for n, (code, _, name) in enumerate(_FUNDS):
        fen = getattr(paid, name)[stay]
        basic = employee == (code == "310100")
        some = np.flatnonzero(basic if name == "pooled" else fen > 0)
        fund.append(np.full(len(some), n, dtype=np.int64))
        place.append(some)
        amount.append(fen[some])
    which, at, fen = np.concatenate(fund), np.concatenate(place), np.concatenate(amount)
    order = np.lexsort((which, at))
    which, at, fen = which[order], at[order], fen[order]
    return table(
        {
            "setl_id": settlement_number(
                province.world.order, province.settlements.row_of[stay[at]]
            ),
            "fund_pay_type": words(which, [code for code, _, _ in _FUNDS]),
            "fund_pay_type_name": words(which, [name for _, name, _ in _FUNDS]),
            "inscp_scp_amt": yuan(paid.in_scope[stay[at]], absent=which > 1),
            "fund_payamt": yuan(fen),
        }
    )


def chronic_table(province: Province, listing: Listing) -> Table:
    """`setl_opsp`: the chronic programmes that the patient of a list is registered for."""
    listed, people = province.world.registrations, province.world.persons
    since = np.full((people.count, len(programmes())), np.iinfo(np.int64).max)
    since[listed.person, listed.programme] = listed.begin
    stay, visits = listing.stay, province.visits
    filled = stay * 2_654_435_761 % 1_000 < _FILLED * 1_000
    has = (since[visits.person[stay]] <= (visits.begin[stay] // DAY)[:, None]) & filled[:, None]
    at, programme = np.nonzero(has)
    sequence = np.cumsum(has, axis=1, dtype=np.int64)[at, programme]
    return table(
        {
            "setl_id": settlement_number(
                province.world.order, province.settlements.row_of[stay[at]]
            ),
            "seq": whole(sequence),
            "diag_code": words(programme, [p.code for p in programmes()]),
            "diag_name": words(programme, [p.name for p in programmes()]),
        }
    )


def intensive_table(province: Province, listing: Listing) -> Table:
    """`setl_icu`: intensive care of the lists that are charged beds for it, as long as charged."""
    nights = charged(province, INTENSIVE_BED)[listing.stay]
    at = np.flatnonzero(nights > 0)
    stay, visits = listing.stay[at], province.visits
    enters = visits.begin[stay] + (stay * 7_919 % 18 + 1) * 3_600
    enters = np.minimum(enters, visits.end[stay] - 3_600) // 60 * 60
    hours = np.minimum(nights[at] * 24, np.maximum((visits.end[stay] - enters) // 3_600, 1))
    longest = int(hours.max(initial=0)) + 1
    systems = np.array(codes().system)[listing.principal[stay]]
    ward = np.array([_ICU.get(s, "7") for s in systems.tolist()])
    kinds = ["1", "2", "4", "6", "7"]
    return table(
        {
            "setl_id": settlement_number(province.world.order, province.settlements.row_of[stay]),
            "seq": whole(np.ones(len(stay), dtype=np.int64)),
            "scs_cutd_ward_type": words(np.searchsorted(kinds, ward).astype(np.int64), kinds),
            "scs_cutd_inpool_time": moment(enters),
            "scs_cutd_exit_time": moment(enters + hours * 3_600),
            "scs_cutd_sum_dura": words(hours, [f"{h // 24}/{h % 24}/0" for h in range(longest)]),
        }
    )


def blood_table(province: Province, listing: Listing) -> Table:
    """`setl_bld`: the blood of the lists that are charged transfusions."""
    units = charged(province, _BLOOD)[listing.stay]
    at = np.flatnonzero(units > 0)
    row = province.settlements.row_of[listing.stay[at]]
    return table(
        {
            "setl_id": settlement_number(province.world.order, row),
            "seq": whole(np.ones(len(at), dtype=np.int64)),
            "bld_cat": constant("1", len(at)),
            "bld_amt": decimal(units[at] * 2 * QUANTITY, 4),
            "bld_unt": constant("U", len(at)),
        }
    )


def _places(province: Province, listing: Listing) -> Whole:
    """The place of each visit among the lists, -1 for visits without a list."""
    made = np.full(province.visits.count, -1, dtype=np.int64)
    made[listing.stay] = np.arange(len(listing.stay))
    return made
