"""setl_list 医疗保障基金结算清单: the head of the settlement list, as message 4101 uploads it.

What the hospital already sends with ordering and settlement (dates, departments, diagnoses,
operations) is known then; what only the uploaded list brings is known after settlement.
"""

from features.settlement import codes
from features.settlement.contract import Column, Kind, Stage, Table, brought_by
from features.settlement.tables.list_checks import CHECKS

TEXT, CODE, COUNT, YEARS, DAYS = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.YEARS, Kind.DAYS
HOURS, FEN, QUANTITY, DATE, MOMENT = Kind.HOURS, Kind.FEN, Kind.QUANTITY, Kind.DATE, Kind.MOMENT
PRE, IN, POST = Stage.PRE, Stage.IN, Stage.POST

HEAD = brought_by(
    "4101 setlinfo",
    Column("setl_id", TEXT, "结算ID", "settlement", PRE, null=False),
    Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, due=True),
    Column("fixmedins_code", CODE, "定点医药机构编号", "institution", PRE, null=False),
    Column("hi_setl_lv", CODE, "医保结算等级", "settlement grade", POST),
    Column("hi_no", TEXT, "医保编号", "insurance number, pseudonymous", PRE, hashed="person"),
    Column("medcasno", TEXT, "病案号", "medical record number", PRE, due=True),
    Column("dcla_time", MOMENT, "申报时间", "when the list was declared", POST),
    Column("gend", CODE, "性别", "sex", PRE, codes=codes.GENDER, due=True),
    Column("brdy", DATE, "出生日期", "date of birth", PRE, due=True),
    Column("age", YEARS, "年龄", "age in whole years", PRE),
    Column("nwb_age", DAYS, "不足一周岁年龄", "age in days, under one year", PRE),
    Column("ntly", CODE, "国籍", "nationality", PRE),
    Column("prfs", CODE, "职业", "occupation", PRE),
    Column("insuplc", CODE, "参保地", "area of insurance", PRE, due=True),
    Column("hi_type", CODE, "医保类型", "kind of insurance", PRE, due=True),
    Column("sp_psn_type", CODE, "特殊人员类型", "special group", PRE),
)

NEWBORN = brought_by(
    "4101 setlinfo",
    Column("nwb_adm_type", CODE, "新生儿入院类型", "newborn's kind of admission", POST),
    Column("nwb_bir_wt", COUNT, "新生儿出生体重", "birth weight, whole grams", POST),
    Column("nwb_adm_wt", COUNT, "新生儿入院体重", "weight on admission, whole grams", POST),
    Column(
        "mul_nwb_bir_wt",
        TEXT,
        "多新生儿出生体重",
        "birth weights of several, in grams",
        POST,
        source="4101A setlinfo.mul_nwb_bir_wt",
    ),
    Column(
        "mul_nwb_adm_wt",
        TEXT,
        "多新生儿入院体重",
        "weights on admission of several",
        POST,
        source="4101A setlinfo.mul_nwb_adm_wt",
    ),
)

STAY = brought_by(
    "4101 setlinfo",
    Column("opsp_diag_caty", CODE, "门诊慢特病诊断科别", "chronic-disease department", POST),
    Column("opsp_mdtrt_date", DATE, "门诊慢特病就诊日期", "chronic-disease visit", POST),
    Column("ipt_med_type", CODE, "住院医疗类型", "kind of stay", PRE, due=True),
    Column("adm_way", CODE, "入院途径", "way of admission", PRE, codes=codes.ADMISSION_WAY),
    Column("trt_type", CODE, "治疗类别", "western, Chinese or both", POST),
    Column("adm_time", MOMENT, "入院时间", "admitted", PRE),
    Column("adm_caty", CODE, "入院科别", "department of admission", PRE, due=True),
    Column("refldept_dept", TEXT, "转科科别", "departments in between, joined by →", IN),
    Column("dscg_time", MOMENT, "出院时间", "discharged", IN),
    Column("dscg_caty", CODE, "出院科别", "department of discharge", IN, due=True),
    Column("act_ipt_days", DAYS, "实际住院天数", "length of stay", IN),
    Column("otp_wm_dise", TEXT, "门急诊西医诊断", "outpatient diagnosis", PRE),
    Column("wm_dise_code", CODE, "西医诊断疾病编码", "its code", PRE, pattern=codes.ICD10),
    Column("otp_tcm_dise", TEXT, "门急诊中医诊断", "outpatient diagnosis, Chinese medicine", PRE),
    Column(
        "tcm_dise_code",
        CODE,
        "中医诊断代码",
        "its code",
        PRE,
        pattern=codes.TCM_DISEASE,
        grade="note",
    ),
    Column("dscg_way", CODE, "离院方式", "way of discharge", IN, codes=codes.DISCHARGE_WAY),
    Column("acp_medins_name", TEXT, "拟接收机构名称", "name of the receiving institution", IN),
    Column("acp_optins_code", CODE, "拟接收机构代码", "receiving institution", IN),
    Column("days_rinp_flag_31", CODE, "31天内再住院计划标志", "readmission planned", POST),
    Column("days_rinp_pup_31", TEXT, "31天内再住院目的", "why readmission is planned", POST),
)

CARE = brought_by(
    "4101 setlinfo",
    Column("diag_code_cnt", COUNT, "诊断代码计数", "diagnoses declared", POST),
    Column("oprn_oprt_code_cnt", COUNT, "手术操作代码计数", "operations declared", POST),
    Column(
        "vent_used_hours",
        HOURS,
        "呼吸机使用时长",
        "hours on a ventilator",
        POST,
        source="vent_used_dura",
    ),
    Column(
        "pwcry_bfadm_coma_hours",
        HOURS,
        "入院前昏迷时长",
        "hours in coma before",
        POST,
        source="pwcry_bfadm_coma_dura",
    ),
    Column(
        "pwcry_afadm_coma_hours",
        HOURS,
        "入院后昏迷时长",
        "hours in coma after",
        POST,
        source="pwcry_afadm_coma_dura",
    ),
    Column("bld_cat", CODE, "输血品种", "kind of blood", POST),
    Column("bld_amt", QUANTITY, "输血量", "amount of blood", POST),
    Column("bld_unt", TEXT, "输血计量单位", "its unit", POST),
    Column("spga_nurscare_days", DAYS, "特级护理天数", "days of special nursing", POST),
    Column("lv1_nurscare_days", DAYS, "一级护理天数", "days of grade 1 nursing", POST),
    Column("scd_nurscare_days", DAYS, "二级护理天数", "days of grade 2 nursing", POST),
    Column("lv3_nurscare_days", DAYS, "三级护理天数", "days of grade 3 nursing", POST),
    Column("chfpdr_code", CODE, "主诊医师代码", "doctor in charge", PRE, pattern=codes.DOCTOR),
    Column(
        "resp_nurs_code",
        CODE,
        "责任护士代码",
        "nurse in charge",
        POST,
        pattern=codes.STAFF,
        grade="note",
        source="4101A setlinfo.resp_nurs_code",
    ),
    Column(
        "stas_type", CODE, "状态分类", "state of the list", POST, source="4101A setlinfo.stas_type"
    ),
)

MONEY = brought_by(
    "4101 setlinfo",
    Column("bill_code", TEXT, "票据代码", "receipt series", IN, due=True),
    Column("bill_no", TEXT, "票据号码", "receipt number", IN, due=True),
    Column("biz_sn", TEXT, "业务流水号", "business serial", IN, due=True),
    Column("setl_begn_date", DATE, "结算开始日期", "settled from", IN, due=True),
    Column("setl_end_date", DATE, "结算结束日期", "settled to", IN, due=True),
    Column("psn_selfpay", FEN, "个人自付", "person's share within policy", IN, due=True),
    Column("psn_ownpay", FEN, "个人自费", "person's own expense", IN, due=True),
    Column("acct_pay", FEN, "个人账户支出", "from the personal account", IN, due=True),
    Column("psn_cashpay", FEN, "个人现金支付", "paid in cash", IN, due=True),
    Column(
        "hi_paymtd",
        CODE,
        "医保支付方式",
        "way of payment",
        IN,
        codes=codes.PAYMENT_METHOD,
        due=True,
    ),
)

SETL_LIST = Table(
    "setl_list",
    "医疗保障基金结算清单",
    "Settlement lists",
    ("setl_id",),
    HEAD + NEWBORN + STAY + CARE + MONEY,
    month_of="setl_id",
    checks=CHECKS,
    withheld=(
        "psn_name",
        "certno",
        "naty",
        "chfpdr_name",
        "resp_nurs_name",
        "patn_tel",
        "coner_name",
    ),
)
