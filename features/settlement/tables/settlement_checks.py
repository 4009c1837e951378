"""What a settlement must meet: sums of money, signs of refunds, order of days (setl_d)."""

from features.settlement.contract import Check
from features.settlement.tables.days import age_agrees

FUND_PARTS = """hifp_pay + coalesce(cvlserv_pay, 0) + coalesce(hifes_pay, 0)
    + coalesce(hifmi_pay, 0) + coalesce(hifob_pay, 0) + coalesce(hifdm_pay, 0)
    + coalesce(maf_pay, 0) + coalesce(oth_pay, 0)"""

CHECKS = (
    Check(
        "fund_is_sum_of_funds",
        f"abs(fund_pay_sumamt - ({FUND_PARTS})) <= 5",
        "基金支付总额应等于各项基金支出之和",
        "The fund total is the sum of the funds, to 0.05 yuan",
    ),
    Check(
        "person_is_account_and_cash",
        "abs(psn_part_amt - (acct_pay + psn_cash_pay)) <= 5 "
        "or abs(psn_part_amt - (acct_pay + psn_cash_pay + coalesce(acct_mulaid_pay, 0))) <= 5",
        "个人负担应等于个人账户与现金之和(部分地区含共济)",
        "The person's part is account and cash, with family aid in some areas",
    ),
    Check(
        "total_is_fund_person_hospital",
        "abs(medfee_sumamt - (fund_pay_sumamt + psn_part_amt + coalesce(hosp_part_amt, 0))) <= 5",
        "医疗费总额应等于基金、个人与医院负担之和",
        "The total is what fund, person and hospital bear",
    ),
    Check(
        "within_policy_is_the_rest",
        "abs(inscp_scp_amt"
        " - (medfee_sumamt - fulamt_ownpay_amt - overlmt_selfpay - preselfpay_amt)) <= 5",
        "政策范围内金额应等于总额减全自费、超限价和先行自付",
        "What is within policy is the total less what the person pays outside it",
    ),
    Check(
        "reversal_is_negative",
        "(refd_setl_flag = '1') = (medfee_sumamt < 0) or medfee_sumamt = 0",
        "退费结算金额应为负,正常结算金额不应为负",
        "A reversal is negative, a settlement is not",
    ),
    Check(
        "reversal_names_original",
        "refd_setl_flag <> '1' or init_setl_id is not null",
        "退费结算应指向原结算",
        "A reversal points at the settlement it reverses",
    ),
    Check(
        "visit_ends_after_it_begins",
        "enddate >= begndate",
        "就诊结束日期不应早于开始日期",
        "A visit ends no earlier than it begins",
    ),
    Check(
        "born_before_the_visit",
        "brdy <= begndate",
        "出生日期不应晚于就诊开始日期",
        "A person is born before the visit",
    ),
    Check(
        "settled_in_this_century",
        "setl_time >= timestamp '2000-01-01' and setl_time < timestamp '2100-01-01'",
        "结算时间应在2000年至2099年之间",
        "A settlement is of the years 2000 to 2099",
        grade="reject",
    ),
    Check("age_is_human", "age between 0 and 130", "年龄应在0至130之间", "An age is 0 to 130"),
    age_agrees("coalesce(begndate, setl_time::date)"),
    Check(
        "days_are_of_our_time",
        "brdy >= date '1890-01-01' and brdy <> date '1900-01-01'"
        " and begndate >= date '2000-01-01' and enddate < date '2100-01-01'",
        "出生、就诊日期应可信(1900-01-01等为占位日期)",
        "Days of birth and visit are plausible; 1900-01-01 stands for none",
    ),
    Check(
        "settled_after_the_visit_begins",
        "setl_time::date >= begndate",
        "结算时间不应早于就诊开始日期",
        "A settlement is no earlier than its visit",
    ),
    Check(
        "settled_when_the_visit_has_ended",
        "coalesce(mid_setl_flag, '0') = '1' or setl_time::date >= enddate",
        "非中途结算的结算时间不应早于就诊结束日期",
        "A visit has ended when it is settled, save in mid-stay",
    ),
    Check(
        "visit_within_a_year",
        "datediff('day', begndate, enddate) <= 366",
        "就诊天数一般不超过一年",
        "A visit rarely lasts more than a year",
        grade="note",
    ),
    Check(
        "parts_are_not_negative",
        "refd_setl_flag = '1' or least(fulamt_ownpay_amt, overlmt_selfpay, preselfpay_amt,"
        " inscp_scp_amt, fund_pay_sumamt, hifp_pay) >= 0",
        "正常结算的各分项金额不应为负",
        "No part of a settlement that is not a reversal is negative",
    ),
    Check(
        "fund_within_the_total",
        "abs(fund_pay_sumamt) <= abs(medfee_sumamt) + 5",
        "基金支付不应超过医疗费总额",
        "The funds pay no more than the total",
    ),
    Check(
        "deductible_within_policy",
        "abs(act_pay_dedc) <= abs(inscp_scp_amt) + 5",
        "实付起付线一般不超过政策范围内金额",
        "The deductible paid is rarely more than what is within policy",
        grade="note",
    ),
    Check(
        "pool_share_is_a_share",
        "pool_prop_selfpay between 0 and 1",
        "统筹支付比例应在0至1之间",
        "The share that the pool pays is 0 to 1",
    ),
    Check(
        "pharmacies_have_no_stays",
        "not (starts_with(fixmedins_code, 'P')"
        " and (starts_with(med_type, '2') or starts_with(med_type, '52')))",
        "零售药店不应有住院结算",
        "A pharmacy settles no stays",
    ),
    Check(
        "reverses_another_settlement",
        "init_setl_id <> setl_id",
        "退费结算不应指向自身",
        "A settlement does not reverse itself",
    ),
    Check(
        "costs_something",
        "medfee_sumamt <> 0",
        "医疗费总额一般不为零",
        "A settlement rarely costs nothing",
        grade="note",
    ),
    Check(
        "has_a_time_of_day",
        "setl_time <> date_trunc('day', setl_time)",
        "结算时间一般不是零点整",
        "A settlement is rarely made at midnight sharp",
        grade="note",
    ),
)
