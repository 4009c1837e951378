"""A line's own past: the same drug had elsewhere, the same test again, a service over and over."""

from features.catalog.families import CHARGES, DRUGS
from features.catalog.subjects import diagnostics, drugs, services, walk_in
from features.language import UP, Signal, claim, fee, past

same_item = past.same(claim.psn_no, fee.med_list_codg)
same_drug = same_item.where(fee.med_chrgitm_type.isin("09", "10", "11"))
same_test = same_item.where(fee.med_chrgitm_type.isin("03", "04"))
same_service = same_item.where(fee.med_chrgitm_type.isin("02", "05", "06", "07", "12"))
dispensed = drugs.where(fee.prd_days >= 7)

drugs_had_elsewhere_30d = Signal(
    dispensed.where(
        same_drug.within(days=30).latest(claim.fixmedins_code) != claim.fixmedins_code
    ).count(),
    asks="有几种药30天内刚在别处配过? | How many drugs had the person had elsewhere in 30 days?",
    risk=UP,
    family=DRUGS,
)
drugs_had_before_7d = Signal(
    dispensed.where(same_drug.within(days=7).count() > 0).count(),
    asks="有几种药7天内刚配过? | How many drugs had been supplied within 7 days?",
    risk=UP,
    family=DRUGS,
)
drugs_still_at_home = Signal(
    dispensed.where(
        same_drug.within(days=90).latest(fee.prd_days)
        - claim.setl_time.days_since(same_drug.within(days=90).max(claim.setl_time))
        > 7
    ).count(),
    asks="有几种药家中还够一周以上? | Of how many drugs is more than a week's supply left?",
    risk=UP,
    family=DRUGS,
)
tests_repeated_7d = Signal(
    diagnostics.where(same_test.within(days=7).count() > 0).count(),
    asks="有几条检查化验7天内刚做过? | How many tests had been done within 7 days?",
    risk=UP,
    family=CHARGES,
)
tests_repeated_30d = Signal(
    diagnostics.where(same_test.within(days=30).count() > 0).count(),
    asks="有几条检查化验30天内刚做过? | How many tests had been done within 30 days?",
    risk=UP,
    family=CHARGES,
)
tests_repeated_elsewhere_7d = Signal(
    diagnostics.where(
        same_test.within(days=7).latest(claim.fixmedins_code) != claim.fixmedins_code
    ).count(),
    asks="有几条检查化验7天内刚在别处做过? | How many tests were done elsewhere within 7 days?",
    risk=UP,
    family=CHARGES,
)
services_had_365d = Signal(
    diagnostics.where(same_test.where(walk_in).within(days=365).count() >= 4)
    .count()
    .only_if(walk_in),
    asks="有几条检查化验一年内门诊已做四次以上? | How many tests had been done four times in a year?",
    risk=UP,
    family=CHARGES,
)
services_repeated_1d = Signal(
    services.where(same_service.within(days=1).count() > 0).count().only_if(walk_in),
    asks="有几条诊疗项目昨日至今刚收过? | How many services had been charged since yesterday?",
    risk=UP,
    family=CHARGES,
)
