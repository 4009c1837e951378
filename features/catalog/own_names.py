"""Own names and own items: what the institution calls it against what the catalogue does.

Honest own names keep the national name and add to it ("(医保)…", "…-院内", a package), so a name
that holds nothing of the national one is of something else, or nobody mapped it.
"""

from features.catalog.families import CHARGES, HABIT
from features.catalog.subjects import fees
from features.language import UP, Signal, claim, fee, lines, past

unlike = ~fee.medins_list_name.contains(fee.hilist_name) & ~fee.hilist_name.contains(
    fee.medins_list_name
)
strange = lines.fee.where(unlike)
unmapped = lines.fee.where(
    fee.med_list_codg.is_null() | fee.hilist_name.is_null() | (fee.list_type == "999")
)
foreign_start = lines.fee.where(
    unlike & (fee.medins_list_name.prefix(1) != fee.hilist_name.prefix(1))
)
ours = past.same(claim.fixmedins_code)

lines_under_another_name = Signal(
    strange.count(),
    asks="院内名称与医保名称不符的有几条? | How many lines bear an own name unlike the national?",
    risk=UP,
    family=CHARGES,
)
fee_under_another_name_share = Signal(
    strange.sum(fee.det_item_fee_sumamt) / fees,
    asks="名称不符的费用占比? | What share is charged under an unlike own name?",
    risk=UP,
    family=CHARGES,
)
services_under_another_name = Signal(
    strange.where(fee.list_type == "201").count(),
    asks="诊疗项目名称不符的有几条? | How many services bear an unlike own name?",
    risk=UP,
    family=CHARGES,
)
drugs_under_another_name = Signal(
    strange.where(fee.list_type.isin("101", "102")).count(),
    asks="药品名称不符的有几条? | How many drugs bear an unlike own name?",
    risk=UP,
    family=CHARGES,
)
consumables_under_another_name = Signal(
    strange.where(fee.list_type == "301").count(),
    asks="耗材名称不符的有几条? | How many consumables bear an unlike own name?",
    risk=UP,
    family=CHARGES,
)
lines_of_another_start = Signal(
    foreign_start.count(),
    asks="名称不符且首字也不同的有几条? | How many own names do not even begin alike?",
    risk=UP,
    family=CHARGES,
)
lines_without_national_name = Signal(
    unmapped.count(),
    asks="未对应医保目录的有几条? | How many lines are not mapped to the catalogue?",
    risk=UP,
    family=CHARGES,
)
lines_of_unlike_codes = Signal(
    lines.fee.where(fee.hilist_code != fee.med_list_codg).count(),
    asks="医保目录编码与上传编码不同的有几条? | How many lines have two different national codes?",
    risk=UP,
    family=CHARGES,
)
own_codes_of_one_item = Signal(
    lines.fee.distinct(fee.medins_list_codg) - lines.fee.distinct(fee.med_list_codg),
    asks="院内编码比医保编码多几个(一码多名)? | How many more own codes than national ones?",
    risk=UP,
    family=CHARGES,
)
institution_unlike_names_90d = Signal(
    ours.within(days=90).sum(strange.count()) / ours.within(days=90).sum(lines.fee.count()),
    asks="本机构过去90天名称不符的明细比例? | What share of lines here bears an unlike own name?",
    risk=UP,
    family=HABIT,
)
