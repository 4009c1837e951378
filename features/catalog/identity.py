"""Identity checks in the stay: whether the person was seen at all, on the rounds, and alike enough.

A hospital without a face-check system has no rows at all; "where others are" asks of those whose
earlier stays were checked.
"""

from features.catalog.families import IDENTITY
from features.catalog.subjects import charged_days, inpatient, pharmacy, stay_days
from features.language import DOWN, NEITHER, UP, Signal, check, claim, lines, past

checks = lines.check
passed = checks.where(check.chk_rslt == "pass")
failed = checks.where(check.chk_rslt == "fail")
rounds = checks.where(check.chk_scene == "ward_round")
here = past.same(claim.fixmedins_code)

stay_never_passed_a_check = Signal(
    inpatient & (checks.count() > 0) & (passed.count() == 0),
    asks="住院有核验却无一次通过? | Checked in the stay, and never passed?",
    risk=UP,
    family=IDENTITY,
)
stay_unchecked_where_others_are = Signal(
    (
        inpatient
        & (checks.count() == 0)
        & (here.where(inpatient).within(days=90).share(checks.count() > 0) > 0.5)
    ).otherwise(False),
    asks="本机构住院多有核验而此次没有? | Not checked, where most stays are?",
    risk=UP,
    family=IDENTITY,
)
failed_checks = Signal(
    failed.count(),
    asks="有几次核验未通过? | How many checks failed?",
    risk=UP,
    family=IDENTITY,
)
absent_on_rounds = Signal(
    rounds.where(check.chk_rslt == "absent").count(),
    asks="查房核验几次不在场? | How often was the patient absent on a round?",
    risk=UP,
    family=IDENTITY,
)
failed_before_passing = Signal(
    (failed.min(check.chk_time) < passed.min(check.chk_time)).otherwise(False),
    asks="是否先未通过后才通过? | Did a check fail before the first that passed?",
    risk=UP,
    family=IDENTITY,
)
passed_rounds_per_day = Signal(
    (rounds.where(check.chk_rslt == "pass").count() / charged_days).only_if(inpatient),
    asks="平均每天几次查房核验通过? | How many passed rounds a day of stay?",
    risk=DOWN,
    family=IDENTITY,
)
days_seen_share = Signal(
    (passed.distinct(check.chk_time.day()) / charged_days).only_if(inpatient),
    asks="有核验通过的天数占住院日的比例? | On what share of the days was the patient seen?",
    risk=DOWN,
    family=IDENTITY,
)
days_from_last_pass_to_discharge = Signal(
    claim.enddate.days_since(passed.max(check.chk_time)).only_if(inpatient),
    asks="最后一次核验通过距出院几天? | How many days from the last pass to discharge?",
    risk=UP,
    family=IDENTITY,
)
days_to_first_pass = Signal(
    passed.min(check.chk_time).days_since(claim.begndate).only_if(inpatient),
    asks="入院几天后才首次核验通过? | How many days from admission to the first pass?",
    risk=UP,
    family=IDENTITY,
)
seen_at_admission_only = Signal(
    inpatient & (stay_days >= 3) & (passed.count() > 0) & (rounds.count() == 0),
    asks="是否仅入院时核验而无查房核验? | Seen at admission, and on no round?",
    risk=UP,
    family=IDENTITY,
)
lowest_likeness = Signal(
    checks.min((check.score * 100).whole()),
    asks="人脸比对最低几分(百分)? | What was the lowest likeness, in hundredths?",
    risk=DOWN,
    family=IDENTITY,
)
checks_by_face_share = Signal(
    checks.where(check.chk_way == "face").count() / checks.count(),
    asks="人脸核验占比? | What share of checks was by face?",
    risk=DOWN,
    family=IDENTITY,
)
checks_of_another_person = Signal(
    checks.where(check.psn_no != claim.psn_no).count(),
    asks="有几次核验的是他人? | How many checks were of another person?",
    risk=UP,
    family=IDENTITY,
)
checks_at_another_place = Signal(
    checks.where(check.fixmedins_code != claim.fixmedins_code).count(),
    asks="有几次核验在别的机构? | How many checks were made at another institution?",
    risk=UP,
    family=IDENTITY,
)
purchase_unchecked_where_others_are = Signal(
    (
        pharmacy
        & (checks.count() == 0)
        & (here.where(pharmacy).within(days=90).share(checks.count() > 0) > 0.5)
    ).otherwise(False),
    asks="本药店购药多有核验而此次没有? | A purchase unchecked, where most are checked?",
    risk=UP,
    family=IDENTITY,
)
institution_failed_share_90d = Signal(
    here.within(days=90).sum(failed.count()) / here.within(days=90).sum(checks.count()),
    asks="本机构过去90天核验未通过的比例? | What share of checks here failed?",
    risk=NEITHER,
    family=IDENTITY,
)
