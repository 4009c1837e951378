"""管理类: split prescriptions and visits, frequent visits, and claims that move together."""

from features.catalog.subjects import chronic, emergency, is_night, outpatient, pharmacy, walk_in
from features.language import claim, past
from features.rules.classes import BATCH, MANAGEMENT, MANY_VISITS, SUSPECT
from features.rules.parameters import parameter
from features.rules.rule import Rule
from features.rules.subjects import main_diagnosis, whole_fee

_mine = past.same(claim.psn_no)
_here = past.same(claim.psn_no, claim.fixmedins_code)
_visits_here = _here.where(outpatient).within(days=1)
_visit_stands = _visits_here.count() > 0  # the last one is told even if it was refunded since
_same_doctor = _visits_here.latest(claim.atddr_no) == claim.atddr_no
_same_disease = _visits_here.latest(claim.dscg_maindiag_code) == claim.dscg_maindiag_code
_today = claim.setl_time.days_since(_visits_here.max(claim.setl_time)) == 0
_minutes = claim.setl_time.minutes_since(_visits_here.max(claim.setl_time))
_alike = past.same(claim.fixmedins_code, claim.medfee_sumamt).within(days=1)
_drugs_from = _mine.where(walk_in).within(days=30).distinct(claim.fixmedins_code)
_purchases = _mine.where(pharmacy).within(days=30).count()

split_prescription = Rule(
    _visit_stands
    & _today
    & _same_doctor
    & _same_disease
    & (_minutes <= parameter("split_minutes")),
    id="GL-071",
    title="分解处方 | Split prescription",
    asks="同一医师是否短时间内把处方拆成几次结算? | Was one prescription settled in parts?",
    sentence="{figure}前同一医师为同一诊断已结算一次"
    " | The same doctor settled the same disease {figure} before",
    family=MANAGEMENT,
    subtype="分解处方 | split prescription",
    law=("R38(2)",),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("O06", "P01"),
    applies=outpatient,
    amount=whole_fee,
    figure=_minutes,
)
split_visit = Rule(
    _visit_stands & _same_doctor & _same_disease & ~chronic,
    id="GL-072",
    title="分解门诊人次 | Split visit",
    asks="昨日或今日是否已由同一医师为同一病结算? | Seen by the same doctor for the same since yesterday?",
    sentence="昨日至今同一医师为同一诊断已结算{figure}次"
    " | {figure} claims of the same doctor for the same disease since yesterday",
    family=MANAGEMENT,
    subtype="分解门诊人次 | split visits",
    law=("R38(2)", "R38(7)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("P01",),
    applies=outpatient,
    amount=whole_fee,
    figure=_visits_here.count(),
)
frequent_visits = Rule(
    _mine.where(outpatient).within(days=15).count() >= parameter("outpatient_visits_in_15"),
    id="GL-073",
    title="高频门诊 | Frequent visits",
    asks="15天内门诊是否过于频繁? | Were there too many visits in 15 days?",
    sentence="15天内已门诊{figure}次, 达到{outpatient_visits_in_15}"
    " | {figure} visits in 15 days, at least {outpatient_visits_in_15}",
    family=MANAGEMENT,
    subtype="高频就诊 | frequent visits",
    law=("R38(2)", "R41(3)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("P07", "F11"),
    applies=outpatient & ~main_diagnosis("planned_readmissions"),
    amount=whole_fee,
    figure=_mine.where(outpatient).within(days=15).count(),
)
frequent_claims = Rule(
    _mine.within(days=30).count() >= parameter("claims_in_30"),
    id="GL-074",
    title="30天内结算过多 | Too many claims in 30 days",
    asks="30天内结算是否过多? | Were there too many claims in 30 days?",
    sentence="30天内已结算{figure}次, 达到{claims_in_30}"
    " | {figure} claims in 30 days, at least {claims_in_30}",
    family=MANAGEMENT,
    subtype="高频就诊 | frequent visits",
    law=("R38(5)", "R41(3)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("P07", "F05", "F12"),
    applies=walk_in & ~main_diagnosis("planned_readmissions"),
    amount=whole_fee,
    figure=_mine.within(days=30).count(),
)
drugs_from_many_places = Rule(
    _drugs_from > parameter("drug_sellers_in_30"),
    id="GL-075",
    title="多家机构购药 | Drugs from many places",
    asks="30天内是否在过多机构购药? | Did drugs come from too many places in 30 days?",
    sentence="30天内已在{figure}家机构就诊购药, 超过{drug_sellers_in_30}"
    " | {figure} institutions in 30 days, above {drug_sellers_in_30}",
    family=MANAGEMENT,
    subtype="倒卖药品 | reselling drugs",
    law=("R41(3)", "R38(5)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("F11", "O05"),
    applies=walk_in,
    amount=whole_fee,
    figure=_drugs_from,
)
many_pharmacy_purchases = Rule(
    _purchases >= parameter("pharmacy_purchases_in_30"),
    id="GL-076",
    title="药店频繁购药 | Many pharmacy purchases",
    asks="30天内药店购药是否过多? | Were there too many pharmacy purchases in 30 days?",
    sentence="30天内已在药店购药{figure}次, 达到{pharmacy_purchases_in_30}"
    " | {figure} purchases in 30 days, at least {pharmacy_purchases_in_30}",
    family=MANAGEMENT,
    subtype="套现 | cash-back",
    law=("R38(5)", "R41(3)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("F05", "F12"),
    applies=pharmacy,
    amount=whole_fee,
    figure=_purchases,
)
same_amounts_in_a_row = Rule(
    (_alike.distinct(claim.psn_no) >= parameter("same_amounts_in_a_day"))
    & (claim.medfee_sumamt >= parameter("same_amount_least_yuan")),
    id="GL-077",
    title="集中同额结算 | Claims of one amount in a row",
    asks="同一机构是否集中出现同额结算? | Did one institution settle one amount again and again?",
    sentence="昨日至今本机构已为{figure}人结算同一金额{amount}"
    " | {figure} persons settled here with the same {amount} since yesterday",
    family=MANAGEMENT,
    subtype="聚敛卡 | card hoarding",
    law=("R40(1)", "R38(5)"),
    severity=SUSPECT,
    dimension=BATCH,
    violations=("F05", "F12", "T06"),
    applies=walk_in,
    amount=whole_fee,
    figure=_alike.distinct(claim.psn_no),
)
_tonight = past.same(claim.fixmedins_code).where(is_night & walk_in).within(days=1).count()
swiped_at_night = Rule(
    is_night & (_tonight >= parameter("night_claims")),
    id="GL-078",
    title="夜间集中刷卡 | Cards swiped at night",
    asks="本机构夜间是否集中刷卡? | Were cards swiped here in numbers at night?",
    sentence="夜间结算, 昨日至今本机构夜间已有{figure}笔"
    " | At night, after {figure} others here since yesterday",
    family=MANAGEMENT,
    subtype="套现 | cash-back",
    law=("R38(5)", "R40(1)"),
    severity=SUSPECT,
    dimension=BATCH,
    violations=("T05", "F05"),
    applies=walk_in & ~emergency,
    amount=whole_fee,
    figure=_tonight,
)
_phone = past.same(claim.tel_hash).within(days=90).distinct(claim.psn_no)
one_phone_many_persons = Rule(
    _phone > parameter("phone_persons"),
    id="GL-079",
    title="多人同一联系电话 | One telephone behind many persons",
    asks="同一电话下是否有多人就诊? | Are there many persons behind one telephone?",
    sentence="同一电话90天内已有{figure}人就诊, 超过{phone_persons}"
    " | {figure} persons behind one telephone in 90 days, above {phone_persons}",
    family=MANAGEMENT,
    subtype="聚敛卡 | card hoarding",
    law=("R40(1)", "R41(1)"),
    severity=SUSPECT,
    dimension=BATCH,
    violations=("F03", "F05"),
    amount=whole_fee,
    figure=_phone,
)
_doctor = past.same(claim.atddr_no).within(days=1).count()
doctor_sees_too_many = Rule(
    _doctor >= parameter("doctor_claims_in_a_day"),
    id="GL-080",
    title="医师接诊量超常 | A doctor sees too many",
    asks="医师一天结算人次是否超常? | Did one doctor see too many in a day?",
    sentence="医师昨日至今已结算{figure}人次, 达到{doctor_claims_in_a_day}"
    " | {figure} claims of the doctor since yesterday, at least {doctor_claims_in_a_day}",
    family=MANAGEMENT,
    subtype="虚构服务 | invented service",
    law=("R40(2)", "R38(2)"),
    severity=SUSPECT,
    dimension=BATCH,
    violations=("T08", "F08"),
    applies=outpatient,
    amount=whole_fee,
    figure=_doctor,
)
_again = past.same(claim.psn_no, claim.fixmedins_code).within(days=15)
same_amount_again = Rule(
    (_again.latest(claim.medfee_sumamt) == claim.medfee_sumamt)
    & (_again.count() >= parameter("same_person_visits"))
    & (claim.medfee_sumamt >= parameter("same_amount_least_yuan")),
    id="GL-081",
    title="同一人反复同额结算 | One person, the same amount again",
    asks="同一人是否在本机构反复结算同一金额? | Does one person settle the same amount here again?",
    sentence="15天内在本机构第{figure}次之后又结算同一金额{amount}"
    " | The same {amount} again, after {figure} claims here in 15 days",
    family=MANAGEMENT,
    subtype="高频就诊 | frequent visits",
    law=("R38(5)", "R41(3)"),
    severity=SUSPECT,
    dimension=MANY_VISITS,
    violations=("P07", "F12", "P06"),
    applies=walk_in,
    amount=whole_fee,
    figure=_again.count(),
)
_late = (claim.setl_time.hour() >= 21) | (claim.setl_time.hour() < 6)
_late_here = past.same(claim.fixmedins_code).where(_late & pharmacy).within(days=1).count()
pharmacy_run_late = Rule(
    _late & (_late_here >= parameter("late_sales")),
    id="GL-082",
    title="药店打烊后集中刷卡 | A run at a pharmacy late in the evening",
    asks="药店晚间是否集中刷卡? | Was there a run at a pharmacy late in the evening?",
    sentence="晚九点后结算, 昨日至今本店晚间已有{figure}笔"
    " | After nine in the evening, {figure} others at this pharmacy since yesterday",
    family=MANAGEMENT,
    subtype="套现 | cash-back",
    law=("R38(5)", "R40(1)"),
    severity=SUSPECT,
    dimension=BATCH,
    violations=("T05", "F05", "F12"),
    applies=pharmacy,
    amount=whole_fee,
    figure=_late_here,
)
