"""Transfers: a stay that goes on as a new case, and the severely ill who are sent on."""

from features.catalog.families import HABIT, READMISSION
from features.catalog.subjects import (
    inpatient,
    like_diagnosis,
    stay_days,
    stays,
    stays_alike,
    stays_here,
)
from features.language import DOWN, NEITHER, UP, Signal, claim, norm, past

ours = past.same(claim.fixmedins_code).where(inpatient)
last = stays.within(days=30)
last_here = stays_here.within(days=90)
gap = claim.begndate.days_since(last.max(claim.enddate))
gap_here = claim.begndate.days_since(last_here.max(claim.enddate))

is_transferred_out = Signal(
    inpatient & (claim.dscg_way == "2"),
    asks="是否医嘱转院? | Was the patient transferred to a hospital?",
    risk=UP,
    family=READMISSION,
)
is_transferred_out_early = Signal(
    inpatient & claim.dscg_way.isin("2", "3") & (stay_days <= 2),
    asks="是否入院两天内即转出? | Sent on within two days of admission?",
    risk=UP,
    family=READMISSION,
)
follows_a_transfer = Signal(
    (inpatient & last.latest(claim.dscg_way).isin("2", "3") & (gap <= 2)).otherwise(False),
    asks="是否他院转出后两天内入院? | Admitted within two days of a transfer?",
    risk=UP,
    family=READMISSION,
)
follows_a_transfer_alike = Signal(
    (
        inpatient
        & last.latest(claim.dscg_way).isin("2", "3")
        & (gap <= 2)
        & (stays_alike.within(days=30).count() > 0)
    ).otherwise(False),
    asks="是否转院后以同一诊断再算一例? | The same diagnosis paid again after a transfer?",
    risk=UP,
    family=READMISSION,
)
receiver_is_this_hospital = Signal(
    (inpatient & (last.latest(claim.acp_optins_code) == claim.fixmedins_code)).otherwise(False),
    asks="上次转出指定的接收机构是否为本机构? | Did the last transfer name this hospital?",
    risk=UP,
    family=READMISSION,
)
back_from_a_transfer = Signal(
    (inpatient & (stays_here.within(days=30).latest(claim.dscg_way) == "2")).otherwise(False),
    asks="是否转出后30天内又转回本机构? | Back here within 30 days of being sent on?",
    risk=UP,
    family=READMISSION,
)
days_between_stays = Signal(
    gap.only_if(inpatient),
    asks="距上次出院几天(30天内)? | How many days since the last discharge, within 30?",
    risk=DOWN,
    family=READMISSION,
)
elsewhere_on_the_day_of_discharge = Signal(
    (
        inpatient & (gap <= 0) & (last.latest(claim.fixmedins_code) != claim.fixmedins_code)
    ).otherwise(False),
    asks="是否他院出院当日即入院? | Admitted on the day of discharge elsewhere?",
    risk=UP,
    family=READMISSION,
)
same_department_again_15d = Signal(
    (
        inpatient & (last_here.latest(claim.dept_codg) == claim.dept_codg) & (gap_here <= 15)
    ).otherwise(False),
    asks="是否15天内再住同一科室? | Back in the same department within 15 days?",
    risk=UP,
    family=READMISSION,
)
same_doctor_again_15d = Signal(
    (inpatient & (last_here.latest(claim.atddr_no) == claim.atddr_no) & (gap_here <= 15)).otherwise(
        False
    ),
    asks="是否15天内再由同一医师收治? | Back with the same doctor within 15 days?",
    risk=UP,
    family=READMISSION,
)
same_adrg_again_30d = Signal(
    (inpatient & (last_here.latest(claim.adrg) == claim.adrg) & (gap_here <= 30)).otherwise(False),
    asks="是否30天内再入同一ADRG? | The same ADRG here again within 30 days?",
    risk=UP,
    family=READMISSION,
)
two_halves_of_one_stay = Signal(
    (
        inpatient
        & (gap_here <= 3)
        & (
            last_here.latest(stay_days) + stay_days
            <= norm.quantile(stay_days, 0.9).of(*like_diagnosis)
        )
    ).otherwise(False),
    asks="与三天内前次合起来是否才像一次住院? | Do it and the last stay make one usual stay?",
    risk=UP,
    family=READMISSION,
)
institution_transfer_share_90d = Signal(
    ours.within(days=90).share(claim.dscg_way.isin("2", "3")),
    asks="本机构过去90天转出的比例? | What share of stays here is sent on?",
    risk=NEITHER,
    family=HABIT,
)
