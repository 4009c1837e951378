"""The registers: fixmedins_b 定点医药机构 and psn_info_b 参保人员. One row each, no month."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table

TEXT, CODE, COUNT, RATIO, DATE = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.RATIO, Kind.DATE
PRE = Stage.PRE

FIXMEDINS_B = Table(
    "fixmedins_b",
    "定点医药机构信息",
    "Institutions",
    ("fixmedins_code",),
    (
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
            "lies_in_china",
            "lnt between 73 and 136 and lat between 3 and 54",
            "经纬度应在中国境内",
            "Longitude and latitude lie in China",
        ),
    ),
)

PSN_INFO_B = Table(
    "psn_info_b",
    "参保人员信息",
    "Insured persons",
    ("psn_no",),
    (
        Column("psn_no", TEXT, "人员编号", "insured person, pseudonymous", PRE, null=False),
        Column("gend", CODE, "性别", "sex", PRE, codes=codes.GENDER),
        Column("brdy", DATE, "出生日期", "date of birth", PRE),
        Column("insutype", CODE, "险种类型", "insurance scheme", PRE, pattern=codes.INSUTYPE),
        Column("psn_type", CODE, "人员类别", "class of insured person", PRE),
        Column(
            "insu_admdvs", CODE, "参保所属医保区划", "area of insurance", PRE, pattern=codes.AREA
        ),
        Column("resd_admdvs", CODE, "居住地区划", "area of residence", PRE),
        Column("emp_no", TEXT, "单位编号", "employer", PRE),
        Column("tel_hash", TEXT, "联系电话摘要", "hash of the telephone number", PRE),
        Column("death_date", DATE, "死亡日期", "date of death", PRE),
        Column("sign_fixmedins_code", CODE, "签约机构编号", "signed with", PRE),
        Column("sign_begndate", DATE, "签约开始日期", "signed from", PRE),
    ),
    checks=(
        Check(
            "dies_after_birth",
            "death_date >= brdy",
            "死亡日期不应早于出生日期",
            "Death follows birth",
        ),
    ),
)
