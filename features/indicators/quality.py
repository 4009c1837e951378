"""Behaviour and quality 行为与质量: stays, discharge, low-standard and check-up admission (E.5)."""

from features.catalog.families import QUALITY
from features.catalog.subjects import drug_fees, drugs, is_check_up, is_low_standard, stay_days
from features.indicators.subjects import all_1m, cases_1m, stays, stays_1m
from features.language import DOWN, NEITHER, UP, Indicator, claim, fee, lines

alos = Indicator(
    stays_1m.mean(stay_days),
    asks="平均住院日? | How long was a stay on average?",
    family=QUALITY,
    risk=NEITHER,
    source="E.5 #98",
)
alos_dev = Indicator(
    cases_1m.sum(stay_days - claim.std_mean_los) / cases_1m.count(),
    asks="例均住院日比本组标准长几天? | How many days longer than the group's standard?",
    family=QUALITY,
    risk=UP,
    source="E.5 #99",
)
short_stay = Indicator(
    stays_1m.share(stay_days <= 2),
    asks="住院不超过2天占比? | What share of stays lasts two days or less?",
    family=QUALITY,
    risk=UP,
    source="E.5 #100",
)
long_stay = Indicator(
    stays_1m.share(stay_days > 30),
    asks="住院超过30天占比? | What share of stays lasts over 30 days?",
    family=QUALITY,
    risk=UP,
    source="E.5 #101",
)
repeat_stay = Indicator(
    (stays_1m.count() - stays_1m.distinct(claim.psn_no)) / stays_1m.count(),
    asks="当月重复住院占比? | What share of stays is a second one in the month?",
    family=QUALITY,
    risk=UP,
    source="E.5 #105",
)
repeat_stay_3m = Indicator(
    (stays.within(months=3).count() - stays.within(months=3).distinct(claim.psn_no))
    / stays.within(months=3).count(),
    asks="近三月重复住院占比? | What share of stays is a repeated one within three months?",
    family=QUALITY,
    risk=UP,
    source="E.5 #105",
)
plan_readm_flag = Indicator(
    stays_1m.share(~claim.days_rinp_flag_31.is_null()),
    asks="再住院计划填报率? | What share states whether readmission is planned?",
    family=QUALITY,
    risk=DOWN,
    source="E.5 #107",
)
transfer_out = Indicator(
    stays_1m.share(claim.dscg_way == "2"),
    asks="转院率? | What share was transferred to a hospital?",
    family=QUALITY,
    risk=NEITHER,
    source="E.5 #109",
)
against_adv = Indicator(
    stays_1m.share(claim.dscg_way == "4"),
    asks="非医嘱离院率? | What share left against advice?",
    family=QUALITY,
    risk=NEITHER,
    source="E.5 #110",
)
death_rate = Indicator(
    stays_1m.share(claim.dscg_way == "5"),
    asks="住院死亡率? | What share died?",
    family=QUALITY,
    risk=NEITHER,
    source="E.5 #111",
)
buy_outside = Indicator(
    all_1m.sum(drugs.where(fee.rx_circ_flag == "1").sum(fee.det_item_fee_sumamt))
    / all_1m.sum(drug_fees),
    asks="外购处方占比? | What share of drugs was bought elsewhere?",
    family=QUALITY,
    risk=NEITHER,
    source="E.5 #116",
)
exam_stay_share = Indicator(
    stays_1m.share(is_check_up),
    asks="体检式住院占比? | What share of stays looks like a check-up?",
    family=QUALITY,
    risk=UP,
    source="E.5 #118",
)
low_std_admit = Indicator(
    stays_1m.share(is_low_standard),
    asks="低标准入院占比? | What share of stays looks low-standard?",
    family=QUALITY,
    risk=UP,
    source="E.5 #119",
)
unchk_share = Indicator(
    all_1m.sum(lines.fee.where(fee.unchk_flag == "2").count()) / all_1m.sum(lines.fee.count()),
    asks="免审标志占比? | What share of lines is declared exempt from checking?",
    family=QUALITY,
    risk=UP,
    source="E.5 #126",
)
