"""setl_d 结算信息: one row per settlement, as messages 2207 and 2304 answer it."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table

TEXT, CODE, YEARS, FEN, RATIO = Kind.TEXT, Kind.CODE, Kind.YEARS, Kind.FEN, Kind.RATIO
DATE, MOMENT = Kind.DATE, Kind.MOMENT
PRE, IN = Stage.PRE, Stage.IN

WHO_AND_WHERE = (
    Column("setl_id", TEXT, "结算ID", "settlement; before it, the encounter", PRE, null=False),
    Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, null=False),
    Column("init_setl_id", TEXT, "原结算ID", "settlement that this one reverses", IN),
    Column("medins_setl_id", TEXT, "医药机构结算ID", "the institution's own settlement id", IN),
    Column("psn_no", TEXT, "人员编号", "insured person, pseudonymous", PRE, null=False),
    Column("psn_cert_type", CODE, "人员证件类型", "kind of certificate", PRE),
    Column("certno_hash", TEXT, "证件号码摘要", "hash of the certificate number", PRE),
    Column("gend", CODE, "性别", "sex", PRE, codes=codes.GENDER),
    Column("brdy", DATE, "出生日期", "date of birth", PRE),
    Column("age", YEARS, "年龄", "age in whole years", PRE),
    Column("insutype", CODE, "险种类型", "insurance scheme", PRE, pattern=codes.INSUTYPE),
    Column("psn_type", CODE, "人员类别", "class of insured person", PRE, null=False),
    Column("cvlserv_flag", CODE, "公务员标志", "civil servant", PRE, codes=codes.YES_NO),
    Column("sp_psn_type", CODE, "特殊人员类型", "special group, such as poverty", PRE),
    Column("insu_admdvs", CODE, "参保所属医保区划", "area of insurance", PRE, pattern=codes.AREA),
    Column("emp_no", TEXT, "单位编号", "employer", PRE),
    Column(
        "fixmedins_code",
        CODE,
        "定点医药机构编号",
        "institution",
        PRE,
        null=False,
        pattern=codes.INSTITUTION,
    ),
    Column("hosp_lv", CODE, "医院等级", "hospital grade", PRE, codes=codes.HOSPITAL_LEVEL),
    Column(
        "fix_blng_admdvs", CODE, "定点归属医保区划", "institution's area", PRE, pattern=codes.AREA
    ),
    Column("pay_loc", CODE, "支付地点类别", "place of payment", IN),
)

VISIT = (
    Column("begndate", DATE, "开始日期", "first day of the visit", PRE),
    Column("enddate", DATE, "结束日期", "last day of the visit", IN),
    Column("setl_time", MOMENT, "结算时间", "moment of settlement or of the call", PRE, null=False),
    Column("mdtrt_cert_type", CODE, "就诊凭证类型", "voucher", PRE, codes=codes.CERTIFICATE),
    Column("med_type", CODE, "医疗类别", "class of care", PRE, null=False, pattern=codes.MED_TYPE),
    Column("setl_type", CODE, "结算类别", "class of settlement", IN),
    Column("clr_type", CODE, "清算类别", "class of clearing", IN),
    Column("clr_way", CODE, "清算方式", "way of clearing: by item, DRG, DIP", IN),
    Column("psn_setlway", CODE, "个人结算方式", "how the person settles", IN),
    Column("mid_setl_flag", CODE, "中途结算标志", "settled in mid-stay", IN, codes=codes.YES_NO),
    Column("dise_codg", CODE, "病种编码", "special disease", PRE),
    Column("dise_name", TEXT, "病种名称", "name of the special disease", PRE),
)

AMOUNTS = (
    Column("medfee_sumamt", FEN, "医疗费总额", "total medical fee", IN, null=False),
    Column("fulamt_ownpay_amt", FEN, "全自费金额", "outside the catalogue", IN, null=False),
    Column("overlmt_selfpay", FEN, "超限价自费费用", "above the price limit", IN, null=False),
    Column("preselfpay_amt", FEN, "先行自付金额", "paid first by the person", IN, null=False),
    Column("inscp_scp_amt", FEN, "符合政策范围金额", "within policy", IN, null=False),
    Column("act_pay_dedc", FEN, "实际支付起付线", "deductible paid", IN),
    Column("hifp_pay", FEN, "统筹基金支出", "pooled fund", IN, null=False),
    Column("pool_prop_selfpay", RATIO, "统筹支付比例", "share that the pool pays", IN),
    Column("cvlserv_pay", FEN, "公务员医疗补助支出", "civil-servant supplement", IN),
    Column("hifes_pay", FEN, "企业补充医疗保险支出", "enterprise supplement", IN),
    Column("hifmi_pay", FEN, "居民大病保险支出", "serious-illness insurance", IN),
    Column("hifob_pay", FEN, "职工大额医疗补助支出", "large-amount supplement", IN),
    Column("hifdm_pay", FEN, "伤残人员医疗保障支出", "disabled persons' fund", IN),
    Column("maf_pay", FEN, "医疗救助基金支出", "medical aid", IN),
    Column("oth_pay", FEN, "其他支出", "other funds", IN),
    Column("fund_pay_sumamt", FEN, "基金支付总额", "all funds together", IN, null=False),
    Column("hosp_part_amt", FEN, "医院负担金额", "borne by the hospital", IN),
    Column("psn_part_amt", FEN, "个人负担总金额", "borne by the person", IN),
    Column("acct_pay", FEN, "个人账户支出", "from the personal account", IN, null=False),
    Column("psn_cash_pay", FEN, "个人现金支出", "paid in cash", IN, null=False),
    Column("balc", FEN, "余额", "balance of the personal account", IN),
    Column("acct_mulaid_pay", FEN, "个人账户共济支付金额", "from a relative's account", IN),
    Column("bydise_setl_payamt", FEN, "按病种结算支付金额", "paid by case payment", IN),
    Column("exct_item_fund_payamt", FEN, "除外项目基金支付金额", "fund for excluded items", IN),
    Column("refd_setl_flag", CODE, "退费结算标志", "reversal", IN, null=False, codes=codes.YES_NO),
    Column("vali_flag", CODE, "有效标志", "row counts", IN, null=False, codes=codes.YES_NO),
)

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

SETL_D = Table(
    "setl_d",
    "结算信息表",
    "Settlements",
    ("setl_id",),
    WHO_AND_WHERE + VISIT + AMOUNTS,
    month_of="setl_time",
    checks=CHECKS,
)
