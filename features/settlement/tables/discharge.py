"""setl_list 医疗保障基金结算清单 with its diagnoses and operations, as message 4101 uploads it.

What the hospital already sends with ordering and settlement (dates, departments, diagnoses,
operations) is known then; what only the uploaded list brings is known after settlement.
"""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table

TEXT, CODE, COUNT, YEARS, DAYS = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.YEARS, Kind.DAYS
HOURS, FEN, QUANTITY, DATE, MOMENT = Kind.HOURS, Kind.FEN, Kind.QUANTITY, Kind.DATE, Kind.MOMENT
PRE, IN, POST = Stage.PRE, Stage.IN, Stage.POST

HEAD = (
    Column("setl_id", TEXT, "结算ID", "settlement", PRE, null=False),
    Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE),
    Column("fixmedins_code", CODE, "定点医药机构编号", "institution", PRE, null=False),
    Column("hi_setl_lv", CODE, "医保结算等级", "settlement grade", POST),
    Column("medcasno", TEXT, "病案号", "medical record number", PRE),
    Column("dcla_time", MOMENT, "申报时间", "when the list was declared", POST),
    Column("gend", CODE, "性别", "sex", PRE, codes=codes.GENDER),
    Column("brdy", DATE, "出生日期", "date of birth", PRE),
    Column("age", YEARS, "年龄", "age in whole years", PRE),
    Column("nwb_age", DAYS, "不足一周岁年龄", "age in days, under one year", PRE),
    Column("insuplc", CODE, "参保地", "area of insurance", PRE),
    Column("hi_type", CODE, "医保类型", "kind of insurance", PRE),
    Column("sp_psn_type", CODE, "特殊人员类型", "special group", PRE),
)

NEWBORN = (
    Column("nwb_adm_type", CODE, "新生儿入院类型", "newborn's kind of admission", POST),
    Column("nwb_bir_wt", COUNT, "新生儿出生体重", "birth weight, whole grams", POST),
    Column("nwb_adm_wt", COUNT, "新生儿入院体重", "weight on admission, whole grams", POST),
)

STAY = (
    Column("opsp_diag_caty", CODE, "门诊慢特病诊断科别", "chronic-disease department", POST),
    Column("opsp_mdtrt_date", DATE, "门诊慢特病就诊日期", "chronic-disease visit", POST),
    Column("ipt_med_type", CODE, "住院医疗类型", "kind of stay", PRE),
    Column("adm_way", CODE, "入院途径", "way of admission", PRE, codes=codes.ADMISSION_WAY),
    Column("trt_type", CODE, "治疗类别", "western, Chinese or both", POST),
    Column("adm_time", MOMENT, "入院时间", "admitted", PRE),
    Column("adm_caty", CODE, "入院科别", "department of admission", PRE),
    Column("refldept_dept", TEXT, "转科科别", "departments in between, joined by →", IN),
    Column("dscg_time", MOMENT, "出院时间", "discharged", IN),
    Column("dscg_caty", CODE, "出院科别", "department of discharge", IN),
    Column("act_ipt_days", DAYS, "实际住院天数", "length of stay", IN),
    Column("otp_wm_dise", TEXT, "门急诊西医诊断", "outpatient diagnosis", PRE),
    Column("wm_dise_code", CODE, "西医诊断疾病编码", "its code", PRE, pattern=codes.ICD10),
    Column("otp_tcm_dise", TEXT, "门急诊中医诊断", "outpatient diagnosis, Chinese medicine", PRE),
    Column("tcm_dise_code", CODE, "中医诊断代码", "its code", PRE),
    Column("dscg_way", CODE, "离院方式", "way of discharge", IN, codes=codes.DISCHARGE_WAY),
    Column("acp_optins_code", CODE, "拟接收机构代码", "receiving institution", IN),
    Column("days_rinp_flag_31", CODE, "31天内再住院计划标志", "readmission planned", POST),
    Column("days_rinp_pup_31", TEXT, "31天内再住院目的", "why readmission is planned", POST),
)

CARE = (
    Column("diag_code_cnt", COUNT, "诊断代码计数", "diagnoses declared", POST),
    Column("oprn_oprt_code_cnt", COUNT, "手术操作代码计数", "operations declared", POST),
    Column("vent_used_hours", HOURS, "呼吸机使用时长", "hours on a ventilator", POST),
    Column("pwcry_bfadm_coma_hours", HOURS, "入院前昏迷时长", "hours in coma before", POST),
    Column("pwcry_afadm_coma_hours", HOURS, "入院后昏迷时长", "hours in coma after", POST),
    Column("bld_cat", CODE, "输血品种", "kind of blood", POST),
    Column("bld_amt", QUANTITY, "输血量", "amount of blood", POST),
    Column("bld_unt", TEXT, "输血计量单位", "its unit", POST),
    Column("spga_nurscare_days", DAYS, "特级护理天数", "days of special nursing", POST),
    Column("lv1_nurscare_days", DAYS, "一级护理天数", "days of grade 1 nursing", POST),
    Column("scd_nurscare_days", DAYS, "二级护理天数", "days of grade 2 nursing", POST),
    Column("lv3_nurscare_days", DAYS, "三级护理天数", "days of grade 3 nursing", POST),
    Column("chfpdr_code", CODE, "主诊医师代码", "doctor in charge", PRE, pattern=codes.DOCTOR),
    Column("resp_nurs_code", CODE, "责任护士代码", "nurse in charge", POST),
    Column("stas_type", CODE, "状态分类", "state of the list", POST),
)

MONEY = (
    Column("bill_code", TEXT, "票据代码", "receipt series", IN),
    Column("bill_no", TEXT, "票据号码", "receipt number", IN),
    Column("biz_sn", TEXT, "业务流水号", "business serial", IN),
    Column("setl_begn_date", DATE, "结算开始日期", "settled from", IN),
    Column("setl_end_date", DATE, "结算结束日期", "settled to", IN),
    Column("psn_selfpay", FEN, "个人自付", "person's share within policy", IN),
    Column("psn_ownpay", FEN, "个人自费", "person's own expense", IN),
    Column("acct_pay", FEN, "个人账户支出", "from the personal account", IN),
    Column("psn_cashpay", FEN, "个人现金支付", "paid in cash", IN),
    Column("hi_paymtd", CODE, "医保支付方式", "way of payment", IN, codes=codes.PAYMENT_METHOD),
)

SETL_LIST = Table(
    "setl_list",
    "医疗保障基金结算清单",
    "Settlement lists",
    ("setl_id",),
    HEAD + NEWBORN + STAY + CARE + MONEY,
    month_of="setl_id",
    checks=(
        Check(
            "discharged_after_admission",
            "dscg_time >= adm_time",
            "出院时间不应早于入院时间",
            "Discharge follows admission",
        ),
        Check(
            "stay_matches_its_dates",
            "abs(act_ipt_days - datediff('day', adm_time::date, dscg_time::date)) <= 1",
            "实际住院天数应与出入院日期相符",
            "The length of stay agrees with its dates, to one day",
        ),
        Check(
            "ventilator_within_the_stay",
            "vent_used_hours <= 24 * (datediff('day', adm_time::date, dscg_time::date) + 1)",
            "呼吸机使用时长不应超过住院时长",
            "No more hours on a ventilator than in hospital",
        ),
        Check(
            "nursing_within_the_stay",
            "coalesce(spga_nurscare_days, 0) + coalesce(lv1_nurscare_days, 0)"
            " + coalesce(scd_nurscare_days, 0) + coalesce(lv3_nurscare_days, 0)"
            " <= datediff('day', adm_time::date, dscg_time::date) + 1",
            "各级护理天数之和不应超过住院天数",
            "No more days of nursing than of stay",
        ),
        Check(
            "newborn_weight_is_plausible",
            "coalesce(nwb_bir_wt, nwb_adm_wt) between 300 and 9000",
            "新生儿体重应在300至9000克之间",
            "A newborn weighs 300 to 9,000 grams",
        ),
    ),
)

SETL_DIAG = Table(
    "setl_diag",
    "结算清单诊断",
    "Diagnoses",
    ("setl_id", "seq"),
    (
        Column("setl_id", TEXT, "结算ID", "settlement", PRE, null=False),
        Column("seq", COUNT, "诊断序号", "place in the list, from 1", PRE, null=False),
        Column("diag_type", CODE, "诊断类别", "kind of diagnosis", PRE),
        Column("diag_code", CODE, "诊断代码", "diagnosis", PRE, null=False, pattern=codes.ICD10),
        Column("diag_name", TEXT, "诊断名称", "its name", PRE),
        Column(
            "adm_cond_type",
            CODE,
            "入院病情",
            "present on admission",
            POST,
            codes=codes.ADMISSION_CONDITION,
        ),
        Column("maindiag_flag", CODE, "主诊断标志", "main diagnosis", PRE, codes=codes.YES_NO),
    ),
    month_of="setl_id",
    checks=(Check("seq_from_one", "seq >= 1", "诊断序号应从1开始", "Places count from 1"),),
)

SETL_OPRN = Table(
    "setl_oprn",
    "结算清单手术操作",
    "Operations",
    ("setl_id", "seq"),
    (
        Column("setl_id", TEXT, "结算ID", "settlement", PRE, null=False),
        Column("seq", COUNT, "手术操作序号", "place in the list, from 1", PRE, null=False),
        Column(
            "oprn_oprt_code",
            CODE,
            "手术操作代码",
            "operation",
            PRE,
            null=False,
            pattern=codes.ICD9CM3,
        ),
        Column("oprn_oprt_name", TEXT, "手术操作名称", "its name", PRE),
        Column("oprn_oprt_type", CODE, "手术操作类别", "main or other", PRE),
        Column("oprn_oprt_date", DATE, "手术操作日期", "day of the operation", PRE),
        Column("anst_way", CODE, "麻醉方式", "anaesthesia", PRE),
        Column("oper_dr_code", CODE, "术者医师代码", "surgeon", PRE, pattern=codes.DOCTOR),
        Column("anst_dr_code", CODE, "麻醉医师代码", "anaesthetist", PRE, pattern=codes.DOCTOR),
        Column("main_oprn_flag", CODE, "主手术标志", "main operation", PRE, codes=codes.YES_NO),
    ),
    month_of="setl_id",
    checks=(Check("seq_from_one", "seq >= 1", "手术序号应从1开始", "Places count from 1"),),
)
