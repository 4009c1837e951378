"""Traceability at the claim: drugs without a code, out of date, taken back, of somebody else.

Only boxes bear a code: herbal pieces have none, and a box sold in parts (拆零) may repeat its code.
An institution that scans nothing is not connected; what is missing counts where others are scanned.
"""

from features.catalog.families import TRACE
from features.language import DOWN, NEITHER, UP, Signal, claim, fee, lines, past, scan, yuan

boxes = lines.fee.where(fee.med_chrgitm_type.isin("09", "11") & (fee.det_item_fee_sumamt > yuan(0)))
sales = lines.scan.where(scan.evt_type == "sale")
whole = sales.where(scan.trdn_flag.otherwise("0") != "1")
scanned = sales.distinct(scan.feedetl_sn)
here = past.same(claim.fixmedins_code)
habit = here.within(days=30).sum(scanned) / here.within(days=30).sum(boxes.count())

drugs_scanned_share = Signal(
    scanned / boxes.count(),
    asks="药品明细中有追溯码的比例? | What share of drug lines has a traceability code?",
    risk=DOWN,
    family=TRACE,
)
drugs_unscanned_where_others_are = Signal(
    (boxes.count() - scanned).only_if(habit > 0.5),
    asks="机构多已扫码时几条药品无码? | How many drugs without a code, where most are scanned?",
    risk=UP,
    family=TRACE,
)
nothing_scanned_where_others_are = Signal(
    ((boxes.count() > 0) & (scanned == 0) & (habit > 0.2)).otherwise(False),
    asks="机构已在扫码而本次一码未扫? | Nothing scanned, where the institution does scan?",
    risk=UP,
    family=TRACE,
)
institution_scanned_share_30d = Signal(
    habit,
    asks="本机构过去30天药品扫码的比例? | What share of drugs here was scanned?",
    risk=NEITHER,
    family=TRACE,
)
sold_out_of_date = Signal(
    sales.where(scan.sel_retn_time.day() > scan.expy_end).count(),
    asks="售出时已过期的有几盒? | How many boxes were sold out of date?",
    risk=UP,
    family=TRACE,
)
sold_near_its_date = Signal(
    sales.where(scan.expy_end.days_since(scan.sel_retn_time) <= 30).count(),
    asks="售出时有效期不足30天的有几盒? | How many boxes had a month or less to run?",
    risk=UP,
    family=TRACE,
)
code_twice_in_one_claim = Signal(
    whole.by(scan.drug_trac_codg).count(at_least=2),
    asks="同一追溯码在一笔结算中扫了两次的有几个? | How many codes are scanned twice in the claim?",
    risk=UP,
    family=TRACE,
)
scans_taken_back = Signal(
    lines.scan.where(scan.evt_type == "sale_return").count(),
    asks="扫码后退货的有几盒? | How many scanned boxes were taken back?",
    risk=UP,
    family=TRACE,
)
scans_deleted = Signal(
    lines.scan.where(scan.evt_type == "delete").count(),
    asks="被删除的扫码有几条? | How many scans were deleted?",
    risk=UP,
    family=TRACE,
)
scans_of_another_person = Signal(
    sales.where(scan.psn_no != claim.psn_no).count(),
    asks="扫码记在他人名下的有几条? | How many scans name another person?",
    risk=UP,
    family=TRACE,
)
scans_at_another_place = Signal(
    sales.where(scan.fixmedins_code != claim.fixmedins_code).count(),
    asks="扫码记在别的机构的有几条? | How many scans name another institution?",
    risk=UP,
    family=TRACE,
)
scans_as_self_paid = Signal(
    sales.where(scan.mdtrt_setl_type == "2").count(),
    asks="扫码记为自费的有几条? | How many scans say self-paid?",
    risk=UP,
    family=TRACE,
)
boxes_in_parts_share = Signal(
    sales.where(scan.trdn_flag == "1").count() / sales.count(),
    asks="拆零销售的比例? | What share of scans was sold in parts?",
    risk=NEITHER,
    family=TRACE,
)
billed_per_box_scanned = Signal(
    boxes.sum(fee.cnt) / sales.sum(scan.sel_retn_cnt),
    asks="每扫一盒收费多少盒? | How many units were billed for each scanned?",
    risk=UP,
    family=TRACE,
)
