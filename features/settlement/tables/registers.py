"""Who provides: fixmedins_b 定点医药机构 and dr_info_b 医保医师. Registers: one row each, no month."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by

TEXT, CODE, COUNT, RATIO, DATE = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.RATIO, Kind.DATE
PRE = Stage.PRE

FIXMEDINS_B = Table(
    "fixmedins_b",
    "定点医药机构信息",
    "Institutions",
    ("fixmedins_code",),
    brought_by(
        "core fixmedins_b",
        Column(
            "fixmedins_code",
            CODE,
            "定点医药机构编号",
            "institution",
            PRE,
            null=False,
            pattern=codes.INSTITUTION,
        ),
        Column("fixmedins_name", TEXT, "定点医药机构名称", "name", PRE, null=False),
        Column("uscc", TEXT, "统一社会信用代码", "unified social credit code", PRE),
        Column("fix_blng_admdvs", CODE, "定点归属医保区划", "its area", PRE, pattern=codes.AREA),
        Column(
            "fixmedins_type",
            CODE,
            "定点医疗服务机构类型",
            "institution or pharmacy",
            PRE,
            null=False,
            codes=codes.INSTITUTION_TYPE,
        ),
        Column("hosp_lv", CODE, "医院等级", "grade", PRE, codes=codes.HOSPITAL_LEVEL),
        Column(
            "lmtpric_hosp_lv", CODE, "限价医院等级", "for limits", PRE, codes=codes.HOSPITAL_LEVEL
        ),
        Column(
            "dedc_hosp_lv",
            CODE,
            "起付线医院等级",
            "for deductibles",
            PRE,
            codes=codes.HOSPITAL_LEVEL,
        ),
        Column("medins_natu", CODE, "医疗机构性质", "owner", PRE, codes=codes.INSTITUTION_NATURE),
        Column("manage_type", CODE, "经营性质", "for profit or not", PRE),
        Column("bed_cnt", COUNT, "床位数", "beds", PRE),
        Column("bloc_fixmedins_code", CODE, "医共体牵头机构编号", "head of its community", PRE),
        Column("drugstore_type", CODE, "药店类别", "kind of pharmacy", PRE),
        Column("lnt", RATIO, "经度", "longitude", PRE),
        Column("lat", RATIO, "纬度", "latitude", PRE),
        Column("begntime", DATE, "开始日期", "contracted from", PRE),
        Column("endtime", DATE, "结束日期", "contracted to", PRE),
        Column("out_fixmedins_type", CODE, "异地定点机构类型", "kind, for other areas", PRE),
        Column("vali_flag", CODE, "有效标志", "row counts", PRE, codes=codes.YES_NO),
    ),
    checks=(
        Check(
            "beds_are_plausible",
            "bed_cnt between 0 and 20000",
            "床位数应在0至20000之间",
            "Beds are 0 to 20,000",
        ),
        Check(
            "type_fits_its_code",
            "(fixmedins_type = '2') = starts_with(fixmedins_code, 'P')",
            "机构类型应与编号首字母相符(零售药店P,医疗机构H)",
            "The type fits the code: pharmacies P, medical institutions H",
        ),
        Check(
            "area_is_in_its_code",
            "substr(fixmedins_code, 2, 6) = fix_blng_admdvs",
            "机构编号一般含其医保区划",
            "An institution's code usually holds its area",
            grade="note",
        ),
        Check(
            "contract_ends_after_it_begins",
            "endtime >= begntime",
            "协议结束日期不应早于开始日期",
            "A contract ends no earlier than it begins",
        ),
        Check(
            "lies_in_china",
            "lnt between 73 and 136 and lat between 3 and 54",
            "经纬度应在中国境内",
            "Longitude and latitude lie in China",
        ),
    ),
)

DR_INFO_B = Table(
    "dr_info_b",
    "医保医师信息",
    "Practitioners",
    ("dr_code",),
    brought_by(
        "core dr_info_b",
        Column(
            "dr_code", CODE, "医保医师代码", "practitioner", PRE, null=False, pattern=codes.DOCTOR
        ),
        Column("dr_name", TEXT, "医师姓名", "name; only this register holds it", PRE),
        Column("dr_prac_type", CODE, "执业类别", "kind of practice", PRE),
        Column("dr_prac_type_name", TEXT, "执业类别名称", "its name", PRE),
        Column("dr_prac_scp_code", CODE, "执业范围代码", "scope of practice", PRE),
        Column("dr_pro_tech_duty", CODE, "专业技术职务", "title", PRE),
        Column(
            "main_pracins_no",
            CODE,
            "主执业机构编号",
            "main institution",
            PRE,
            pattern=codes.INSTITUTION,
        ),
        Column("dept_codg", CODE, "科室编码", "department", PRE),
        Column("mul_prac_flag", CODE, "多点执业标志", "works in several", PRE, codes=codes.YES_NO),
        Column("prac_stas", CODE, "执业状态", "state of practice", PRE),
        Column("cred_lv", CODE, "信用等级", "credit grade", PRE, codes=codes.CREDIT_LEVEL),
        Column("cntr_begntime", DATE, "协议开始日期", "contracted from", PRE),
        Column("cntr_endtime", DATE, "协议结束日期", "contracted to", PRE),
        Column("hi_dr_flag", CODE, "医保医师标志", "may bill", PRE, codes=codes.YES_NO),
        Column("begntime", DATE, "开始日期", "valid from", PRE),
        Column("endtime", DATE, "结束日期", "valid to", PRE),
        Column("qual_score", COUNT, "支付资格记分", "demerit points", PRE, source="local"),
        Column(
            "qual_stas",
            CODE,
            "支付资格状态",
            "state of the right to bill",
            PRE,
            source="local",
            codes=codes.QUALIFICATION,
        ),
        Column("vali_flag", CODE, "有效标志", "row counts", PRE, codes=codes.YES_NO),
    ),
    checks=(
        Check(
            "demerits_are_plausible",
            "qual_score between 0 and 100",
            "记分应在0至100之间",
            "Demerit points are 0 to 100",
        ),
        Check(
            "contract_ends_after_it_begins",
            "cntr_endtime >= cntr_begntime",
            "协议结束日期不应早于开始日期",
            "A contract ends no earlier than it begins",
        ),
    ),
    withheld=("certno", "tel", "brdy", "prac_cert_no"),
)
