"""Returns and detours 再住院与转嫁: stays again, visits around and inside stays, sameness (domain E.5).

What a claim knew of the person's past when it settled, added up over the institution's month.
"""

from features.catalog.families import CLUSTER, OVERLAP, QUALITY, READMISSION
from features.catalog.overlap import during_stay
from features.catalog.readmission import within_days
from features.catalog.subjects import inpatient, outpatient, pharmacy, stay_days, stays, stays_here
from features.indicators.subjects import all_1m, stays_1m, visits_1m
from features.language import UP, Indicator, claim, past

person = past.same(claim.psn_no)
here = past.same(claim.psn_no, claim.fixmedins_code)
before = stays.within(days=90)
last_stay = before.max(claim.setl_time)
last_stay_here = stays_here.within(days=90).max(claim.setl_time)
last_diagnosis = before.latest(claim.dscg_maindiag_code)
last_stay_end = before.max(claim.enddate)
last_visit = person.where(outpatient).within(days=60).max(claim.setl_time)
last_purchase = person.where(pharmacy).within(days=60).max(claim.setl_time)
alike = past.same(claim.fixmedins_code, claim.dscg_maindiag_code, claim.medfee_sumamt)
together = past.same(claim.fixmedins_code, claim.dept_codg, claim.begndate)
phone = past.same(claim.tel_hash)
short = stay_days <= 7
same_category = (last_diagnosis.prefix(3) == claim.dscg_maindiag_code.prefix(3)).otherwise(False)

readm_7 = Indicator(
    stays_1m.share(within_days(last_stay, 7)),
    asks="7天再住院率? | What share of stays began within 7 days of the last?",
    family=READMISSION,
    risk=UP,
    source="E.5 #103",
)
readm_14 = Indicator(
    stays_1m.share(within_days(last_stay, 14)),
    asks="14天再住院率? | What share of stays began within 14 days of the last?",
    family=READMISSION,
    risk=UP,
    source="E.5 #104",
)
readm_31 = Indicator(
    stays_1m.share(within_days(last_stay, 31) & (claim.days_rinp_flag_31.otherwise("0") != "1")),
    asks="31天非计划再住院率? | What share of stays came unplanned within 31 days?",
    family=READMISSION,
    risk=UP,
    source="E.5 #105",
)
readm_same_dx = Indicator(
    stays_1m.share(within_days(last_stay, 30) & same_category),
    asks="30天同病种再住院率? | What share of stays came back for the same disease in 30 days?",
    family=READMISSION,
    risk=UP,
    source="E.5 #106",
)
split_stay_share = Indicator(
    stays_1m.share(within_days(last_stay_here, 3) & same_category),
    asks="3天内同院同病种再入院(分解住院)占比? | What share of stays goes on with the last one here?",
    family=READMISSION,
    risk=UP,
    source="E.5 #108",
)
in_stay_op = Indicator(
    stays_1m.share(during_stay(last_visit)),
    asks="住院期间门诊率? | What share of stays had an outpatient claim inside?",
    family=OVERLAP,
    risk=UP,
    source="E.5 #112",
)
in_stay_ph = Indicator(
    stays_1m.share(during_stay(last_purchase)),
    asks="住院期间购药率? | What share of stays had a purchase inside?",
    family=OVERLAP,
    risk=UP,
    source="E.5 #113",
)
pre7_op_fee = Indicator(
    stays_1m.where(short).sum(person.where(outpatient).within(days=14).sum(claim.medfee_sumamt))
    / stays_1m.where(short).sum(claim.medfee_sumamt),
    asks="短住院(7天内)结算前14天门诊费用占比?"
    " | Outpatient cost in the 14 days before short stays settled, against theirs?",
    family=OVERLAP,
    risk=UP,
    source="E.5 #114",
)
post7_op_fee = Indicator(
    visits_1m.where(here.where(inpatient).within(days=7).count() > 0).sum(claim.medfee_sumamt)
    / stays_1m.sum(claim.medfee_sumamt),
    asks="出院后7天门诊费用占比? | Outpatient cost in the week after a stay here, against stays?",
    family=OVERLAP,
    risk=UP,
    source="E.5 #115",
)
overlap_stay = Indicator(
    stays_1m.where(last_stay_end.days_since(claim.begndate) > 0).count(),
    asks="重叠住院例数? | How many stays overlap another?",
    family=OVERLAP,
    risk=UP,
    source="E.5 #117",
)
cluster_admit = Indicator(
    stays_1m.share(together.where(inpatient).within(days=30).count() >= 3),
    asks="同科同日聚集入院占比? | What share of stays was admitted with three others?",
    family=CLUSTER,
    risk=UP,
    source="E.5 #120",
)
phone_cluster = Indicator(
    stays_1m.share(phone.where(inpatient).within(days=30).count() >= 2),
    asks="同一电话聚集住院占比? | What share of stays shares a telephone with two others?",
    family=CLUSTER,
    risk=UP,
    source="E.5 #120",
)
card_cluster = Indicator(
    all_1m.share(together.within(days=1).count() >= 20),
    asks="同科同日卡聚集结算占比? | What share of claims is beyond twenty of a department and day?",
    family=CLUSTER,
    risk=UP,
    source="E.5 #121",
)
same_case = Indicator(
    stays_1m.share(alike.within(days=90).count() > 0),
    asks="雷同病案(同诊断同金额)占比? | What share of stays repeats a diagnosis and an amount?",
    family=CLUSTER,
    risk=UP,
    source="E.5 #122",
)
space_time = Indicator(
    all_1m.where(
        (
            person.within(days=1).latest(claim.fix_blng_admdvs).prefix(4)
            != claim.fix_blng_admdvs.prefix(4)
        ).otherwise(False)
    ).count(),
    asks="一天之内跨市就诊(时空冲突)例数? | How many claims within a day of one in another city?",
    family=OVERLAP,
    risk=UP,
    source="E.5 #123",
)
settled_twice_a_day = Indicator(
    all_1m.share(here.within(days=1).count() >= 2),
    asks="两日内本机构第三次及以上结算占比? | What share of claims is a third within two days here?",
    family=QUALITY,
    risk=UP,
    source="E.1 #8",
)
