"""What a settlement must meet: sums of money, signs of refunds, order of days (setl_d)."""

from features.settlement.contract import Check

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
)
