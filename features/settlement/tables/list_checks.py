"""What the head of a settlement list must meet: order of days, durations, newborns (setl_list)."""

from features.settlement.contract import Check
from features.settlement.tables.days import age_agrees

STAY = "datediff('day', adm_time::date, dscg_time::date)"

CHECKS = (
    Check(
        "discharged_after_admission",
        "dscg_time >= adm_time",
        "出院时间不应早于入院时间",
        "Discharge follows admission",
    ),
    Check(
        "stay_matches_its_dates",
        f"abs(act_ipt_days - {STAY}) <= 1",
        "实际住院天数应与出入院日期相符",
        "The length of stay agrees with its dates, to one day",
    ),
    Check(
        "ventilator_within_the_stay",
        f"vent_used_hours <= 24 * ({STAY} + 1)",
        "呼吸机使用时长不应超过住院时长",
        "No more hours on a ventilator than in hospital",
    ),
    Check(
        "nursing_within_the_stay",
        "coalesce(spga_nurscare_days, 0) + coalesce(lv1_nurscare_days, 0)"
        " + coalesce(scd_nurscare_days, 0) + coalesce(lv3_nurscare_days, 0)"
        f" <= {STAY} + 1",
        "各级护理天数之和不应超过住院天数",
        "No more days of nursing than of stay",
    ),
    Check(
        "coma_within_the_stay",
        f"pwcry_afadm_coma_hours <= 24 * ({STAY} + 1)",
        "入院后昏迷时长不应超过住院时长",
        "No more hours in coma after admission than in hospital",
    ),
    Check(
        "stay_within_a_year",
        "act_ipt_days <= 366",
        "住院天数一般不超过一年",
        "A stay rarely lasts more than a year",
        grade="note",
    ),
    Check(
        "days_are_of_our_time",
        "adm_time >= timestamp '2000-01-01' and dscg_time < timestamp '2100-01-01'"
        " and brdy >= date '1890-01-01' and brdy <> date '1900-01-01'",
        "出生、入院、出院时间应可信(1900-01-01等为占位日期)",
        "Days of birth, admission and discharge are plausible; 1900-01-01 stands for none",
    ),
    Check(
        "declared_after_discharge",
        "dcla_time >= dscg_time",
        "清单申报时间不应早于出院时间",
        "A list is declared after discharge",
    ),
    Check(
        "settled_from_before_to",
        "setl_end_date >= setl_begn_date",
        "结算结束日期不应早于开始日期",
        "A settlement's last day is no earlier than its first",
    ),
    Check("age_is_human", "age between 0 and 130", "年龄应在0至130之间", "An age is 0 to 130"),
    age_agrees("adm_time::date"),
    Check(
        "age_in_days_under_one_year",
        "nwb_age between 0 and 365 and (nwb_age is null or coalesce(age, 0) = 0)",
        "仅不足一周岁者填日龄,且应在0至365天之间",
        "Only a child under one year has an age in days, of 0 to 365",
    ),
    Check(
        "weight_belongs_to_a_newborn",
        "coalesce(nwb_bir_wt, nwb_adm_wt) is null"
        " or (coalesce(age, 0) = 0 and coalesce(nwb_age, 0) <= 28)",
        "仅28天内新生儿填新生儿体重",
        "Only a newborn of up to 28 days has a newborn's weight",
    ),
    Check(
        "newborn_weight_is_plausible",
        "nwb_bir_wt between 300 and 9000 and nwb_adm_wt between 300 and 9000",
        "新生儿体重应在300至9000克之间",
        "A newborn weighs 300 to 9,000 grams",
    ),
    Check(
        "newborn_has_a_weight",
        "nwb_age > 28 or nwb_adm_wt is not null",
        "28天内新生儿应填入院体重",
        "A newborn of up to 28 days has a weight on admission",
    ),
    Check(
        "newborn_weight_in_tens",
        "nwb_bir_wt % 10 = 0 and nwb_adm_wt % 10 = 0",
        "新生儿体重应精确到10克",
        "A newborn's weight is given to 10 grams",
        grade="note",
    ),
    Check(
        "receiver_is_named",
        "dscg_way not in ('2', '3') or coalesce(acp_medins_name, acp_optins_code) is not null",
        "医嘱转院、转社区应填写拟接收机构",
        "A transfer names who receives",
        grade="note",
    ),
)
