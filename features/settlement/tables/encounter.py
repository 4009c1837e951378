"""mdtrt_d 就诊信息 and mdtrt_diag 就诊诊断: encounters as messages 2201, 2203, 2401, 2402 build them."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by
from features.settlement.tables.days import of_this_century

TEXT, CODE, COUNT, MOMENT = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.MOMENT
PRE, IN = Stage.PRE, Stage.IN

MDTRT_D = Table(
    "mdtrt_d",
    "就诊信息表",
    "Encounters",
    ("mdtrt_id",),
    brought_by(
        "2401 mdtrtinfo",
        Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, null=False),
        Column("psn_no", TEXT, "人员编号", "insured person", PRE, null=False, hashed="person"),
        Column(
            "fixmedins_code",
            CODE,
            "定点医药机构编号",
            "institution",
            PRE,
            null=False,
            pattern=codes.INSTITUTION,
            source="2401 envelope.fixmedins_code",
        ),
        Column("insutype", CODE, "险种类型", "insurance scheme", PRE, pattern=codes.INSUTYPE),
        Column(
            "med_type", CODE, "医疗类别", "class of care", PRE, null=False, pattern=codes.MED_TYPE
        ),
        Column("begntime", MOMENT, "开始时间", "registered or admitted", PRE, null=False),
        Column("endtime", MOMENT, "结束时间", "left", IN, source="2402 dscginfo.dscg_time"),
        Column(
            "ipt_otp_no",
            TEXT,
            "住院/门诊号",
            "stay or visit number",
            PRE,
            source="ipt_otp_no, ipt_no",
        ),
        Column("medrcdno", TEXT, "病历号", "medical record", PRE),
        Column("mdtrt_cert_type", CODE, "就诊凭证类型", "voucher", PRE, codes=codes.CERTIFICATE),
        Column("atddr_no", CODE, "主治医生编码", "attending doctor", PRE, pattern=codes.DOCTOR),
        Column("dept_codg", CODE, "科室编码", "department", PRE),
        Column("dept_name", TEXT, "科室名称", "name of the department", PRE),
        Column("adm_dept_codg", CODE, "入院科室编码", "department of admission", PRE),
        Column(
            "dscg_dept_codg",
            CODE,
            "出院科室编码",
            "department of discharge",
            IN,
            source="2402 dscginfo.dscg_dept_codg",
        ),
        Column("adm_bed", TEXT, "入院床位", "bed", PRE),
        Column("adm_diag_dscr", TEXT, "入院诊断描述", "diagnosis on admission, text", PRE),
        Column(
            "dscg_maindiag_code",
            CODE,
            "住院主诊断代码",
            "main diagnosis, as known so far",
            PRE,
            pattern=codes.ICD10,
        ),
        Column("dscg_maindiag_name", TEXT, "住院主诊断名称", "its name", PRE),
        Column("main_cond_dscr", TEXT, "主要病情描述", "main condition, text", PRE),
        Column("dise_codg", CODE, "病种编码", "special disease", PRE),
        Column("dise_name", TEXT, "病种名称", "name of the special disease", PRE),
        Column(
            "clnc_flag",
            CODE,
            "临床试验标志",
            "clinical trial",
            PRE,
            codes=codes.YES_NO,
            source="core",
        ),
        Column("er_flag", CODE, "急诊标志", "emergency", PRE, codes=codes.YES_NO, source="core"),
        Column("repeat_ipt_flag", CODE, "重复住院标志", "repeated stay", PRE, source="core"),
        Column("ttp_resp", CODE, "第三方责任标志", "a third party is liable", PRE, source="core"),
        Column(
            "merg_setl_flag",
            CODE,
            "合并结算标志",
            "settled together with another",
            IN,
            source="core",
        ),
        Column("matn_type", CODE, "生育类别", "kind of maternity care", PRE),
        Column("vali_flag", CODE, "有效标志", "row counts", PRE, codes=codes.YES_NO, source="core"),
    ),
    month_of="begntime",
    checks=(
        of_this_century("begntime", "就诊开始时间", "The start of an encounter"),
        Check(
            "stay_within_a_year",
            "endtime <= begntime + interval 366 day",
            "就诊时长一般不超过一年",
            "An encounter rarely lasts more than a year",
            grade="note",
        ),
        Check(
            "leaves_after_arriving",
            "endtime >= begntime",
            "就诊结束时间不应早于开始时间",
            "An encounter ends no earlier than it begins",
        ),
    ),
    withheld=("psn_name", "certno", "chfpdr_name", "atddr_name", "tel", "coner_name"),
)

MDTRT_DIAG = Table(
    "mdtrt_diag",
    "就诊诊断信息",
    "Diagnoses of encounters",
    ("mdtrt_id", "diag_type", "diag_srt_no"),
    brought_by(
        "2401 diseinfo",
        Column("mdtrt_id", TEXT, "就诊ID", "encounter", PRE, null=False),
        Column("diag_type", CODE, "诊断类别", "kind of diagnosis", PRE, null=False),
        Column("diag_srt_no", COUNT, "诊断排序号", "place in the list", PRE, null=False),
        Column("maindiag_flag", CODE, "主诊断标志", "main diagnosis", PRE, codes=codes.YES_NO),
        Column("diag_code", CODE, "诊断代码", "diagnosis", PRE, due=True, pattern=codes.ICD10),
        Column("diag_name", TEXT, "诊断名称", "its name", PRE, due=True),
        Column("adm_cond", TEXT, "入院病情", "condition on admission, text", PRE),
        Column("diag_dept", CODE, "诊断科室", "department", PRE),
        Column("dise_dor_no", CODE, "诊断医生编码", "doctor", PRE, due=True, pattern=codes.DOCTOR),
        Column("diag_time", MOMENT, "诊断时间", "moment of the diagnosis", PRE, null=False),
        Column("vali_flag", CODE, "有效标志", "row counts", PRE, codes=codes.YES_NO),
    ),
    month_of="diag_time",
    checks=(
        of_this_century("diag_time", "诊断时间", "The time of a diagnosis"),
        Check(
            "place_from_one",
            "diag_srt_no >= 1",
            "诊断排序号一般从1开始(个别地区从0)",
            "Places count from 1; in some areas from 0",
            grade="note",
        ),
    ),
    withheld=("dise_dor_name",),
)
