"""setl_d 结算信息: one row per settlement, as messages 2207 and 2304 answer it."""

from features.settlement import codes
from features.settlement.contract import Column, Kind, Stage, Table, brought_by
from features.settlement.tables.settlement_checks import CHECKS

TEXT, CODE, YEARS, FEN, RATIO = Kind.TEXT, Kind.CODE, Kind.YEARS, Kind.FEN, Kind.RATIO
DATE, MOMENT = Kind.DATE, Kind.MOMENT
PRE, IN = Stage.PRE, Stage.IN

WHO_AND_WHERE = brought_by(
    "2304 setlinfo",
    Column("setl_id", TEXT, "结算ID", "settlement; before it, the encounter", PRE, null=False),
    Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, null=False),
    Column(
        "init_setl_id", TEXT, "原结算ID", "settlement that this one reverses", IN, source="core"
    ),
    Column("medins_setl_id", TEXT, "医药机构结算ID", "the institution's own settlement id", IN),
    Column(
        "psn_no",
        TEXT,
        "人员编号",
        "insured person, pseudonymous",
        PRE,
        null=False,
        hashed="person",
    ),
    Column("psn_cert_type", CODE, "人员证件类型", "kind of certificate", PRE, due=True),
    Column(
        "certno_hash",
        TEXT,
        "证件号码假名",
        "pseudonym of the certificate number",
        PRE,
        source="certno",
        hashed="certificate",
    ),
    Column("gend", CODE, "性别", "sex", PRE, codes=codes.GENDER),
    Column("brdy", DATE, "出生日期", "date of birth", PRE),
    Column("age", YEARS, "年龄", "age in whole years", PRE),
    Column("insutype", CODE, "险种类型", "insurance scheme", PRE, pattern=codes.INSUTYPE),
    Column("psn_type", CODE, "人员类别", "class of insured person", PRE, null=False),
    Column("cvlserv_flag", CODE, "公务员标志", "civil servant", PRE, due=True, codes=codes.YES_NO),
    Column(
        "sp_psn_type", CODE, "特殊人员类型", "special group, such as poverty", PRE, source="core"
    ),
    Column(
        "insu_admdvs",
        CODE,
        "参保所属医保区划",
        "area of insurance",
        PRE,
        pattern=codes.AREA,
        source="core",
    ),
    Column("emp_no", TEXT, "单位编号", "employer", PRE, source="core"),
    Column(
        "fixmedins_code",
        CODE,
        "定点医药机构编号",
        "institution",
        PRE,
        null=False,
        pattern=codes.INSTITUTION,
        source="core",
    ),
    Column(
        "hosp_lv",
        CODE,
        "医院等级",
        "hospital grade",
        PRE,
        codes=codes.HOSPITAL_LEVEL,
        source="core",
    ),
    Column(
        "fix_blng_admdvs",
        CODE,
        "定点归属医保区划",
        "institution's area",
        PRE,
        pattern=codes.AREA,
        source="core",
    ),
    Column("pay_loc", CODE, "支付地点类别", "place of payment", IN, source="core"),
)

VISIT = brought_by(
    "2304 setlinfo",
    Column("begndate", DATE, "开始日期", "first day of the visit", PRE, source="core"),
    Column("enddate", DATE, "结束日期", "last day of the visit", IN, source="core"),
    Column("setl_time", MOMENT, "结算时间", "moment of settlement or of the call", PRE, null=False),
    Column("mdtrt_cert_type", CODE, "就诊凭证类型", "voucher", PRE, codes=codes.CERTIFICATE),
    Column("med_type", CODE, "医疗类别", "class of care", PRE, null=False, pattern=codes.MED_TYPE),
    Column("setl_type", CODE, "结算类别", "class of settlement", IN),
    Column("clr_type", CODE, "清算类别", "class of clearing", IN),
    Column("clr_way", CODE, "清算方式", "way of clearing: by item, DRG, DIP", IN),
    Column("psn_setlway", CODE, "个人结算方式", "how the person settles", IN),
    Column(
        "mid_setl_flag",
        CODE,
        "中途结算标志",
        "settled in mid-stay",
        IN,
        codes=codes.YES_NO,
        source="2304 data.mid_setl_flag",
    ),
    Column("dise_codg", CODE, "病种编码", "special disease", PRE, source="2304 data.dise_codg"),
    Column("dise_name", TEXT, "病种名称", "name of the special disease", PRE, source="core"),
)

AMOUNTS = brought_by(
    "2304 setlinfo",
    Column("medfee_sumamt", FEN, "医疗费总额", "total medical fee", IN, null=False),
    Column("fulamt_ownpay_amt", FEN, "全自费金额", "outside the catalogue", IN, null=False),
    Column("overlmt_selfpay", FEN, "超限价自费费用", "above the price limit", IN, null=False),
    Column("preselfpay_amt", FEN, "先行自付金额", "paid first by the person", IN, null=False),
    Column(
        "inscp_scp_amt",
        FEN,
        "符合政策范围金额",
        "within policy",
        IN,
        null=False,
        source="inscp_scp_amt, core inscp_amt",
    ),
    Column("act_pay_dedc", FEN, "实际支付起付线", "deductible paid", IN),
    Column("hifp_pay", FEN, "统筹基金支出", "pooled fund", IN, null=False),
    Column("pool_prop_selfpay", RATIO, "统筹支付比例", "share that the pool pays", IN, due=True),
    Column("cvlserv_pay", FEN, "公务员医疗补助支出", "civil-servant supplement", IN, due=True),
    Column("hifes_pay", FEN, "企业补充医疗保险支出", "enterprise supplement", IN, due=True),
    Column("hifmi_pay", FEN, "居民大病保险支出", "serious-illness insurance", IN, due=True),
    Column("hifob_pay", FEN, "职工大额医疗补助支出", "large-amount supplement", IN, due=True),
    Column("hifdm_pay", FEN, "伤残人员医疗保障支出", "disabled persons' fund", IN, source="core"),
    Column("maf_pay", FEN, "医疗救助基金支出", "medical aid", IN, due=True),
    Column(
        "oth_pay", FEN, "其他支出", "other funds", IN, due=True, source="oth_pay, core othfund_pay"
    ),
    Column("fund_pay_sumamt", FEN, "基金支付总额", "all funds together", IN, null=False),
    Column("hosp_part_amt", FEN, "医院负担金额", "borne by the hospital", IN),
    Column(
        "psn_part_amt",
        FEN,
        "个人负担总金额",
        "borne by the person",
        IN,
        source="psn_part_amt, core psn_pay",
    ),
    Column("acct_pay", FEN, "个人账户支出", "from the personal account", IN, null=False),
    Column(
        "psn_cash_pay",
        FEN,
        "个人现金支出",
        "paid in cash",
        IN,
        null=False,
        source="psn_cash_pay, core cash_payamt",
    ),
    Column("balc", FEN, "余额", "balance of the personal account", IN, due=True),
    Column(
        "acct_mulaid_pay", FEN, "个人账户共济支付金额", "from a relative's account", IN, due=True
    ),
    Column(
        "bydise_setl_payamt", FEN, "按病种结算支付金额", "paid by case payment", IN, source="core"
    ),
    Column(
        "exct_item_fund_payamt",
        FEN,
        "除外项目基金支付金额",
        "fund for excluded items",
        IN,
        source="core",
    ),
    Column(
        "refd_setl_flag",
        CODE,
        "退费结算标志",
        "reversal",
        IN,
        null=False,
        codes=codes.YES_NO,
        source="core",
    ),
    Column(
        "vali_flag",
        CODE,
        "有效标志",
        "row counts",
        IN,
        null=False,
        codes=codes.YES_NO,
        source="core",
    ),
)

SETL_D = Table(
    "setl_d",
    "结算信息表",
    "Settlements",
    ("setl_id",),
    WHO_AND_WHERE + VISIT + AMOUNTS,
    month_of="setl_time",
    checks=CHECKS,
    withheld=("certno", "psn_name", "fixmedins_name"),
)
