"""Insured persons: psn_info_b 参保人员, their chronic registrations, sign-ups and merged numbers."""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by

TEXT, CODE, DATE, PRE = Kind.TEXT, Kind.CODE, Kind.DATE, Stage.PRE

PSN_NO = Column(
    "psn_no", TEXT, "人员编号", "insured person, pseudonymous", PRE, null=False, hashed="person"
)

PSN_INFO_B = Table(
    "psn_info_b",
    "参保人员信息",
    "Insured persons",
    ("psn_no",),
    brought_by(
        "core psn_info_b",
        PSN_NO,
        Column("gend", CODE, "性别", "sex", PRE, codes=codes.GENDER),
        Column("brdy", DATE, "出生日期", "date of birth", PRE),
        Column("insutype", CODE, "险种类型", "insurance scheme", PRE, pattern=codes.INSUTYPE),
        Column("psn_type", CODE, "人员类别", "class of insured person", PRE),
        Column(
            "insu_admdvs", CODE, "参保所属医保区划", "area of insurance", PRE, pattern=codes.AREA
        ),
        Column("resd_admdvs", CODE, "居住地区划", "area of residence", PRE, pattern=codes.AREA),
        Column("emp_no", TEXT, "单位编号", "employer", PRE),
        Column(
            "tel_hash",
            TEXT,
            "联系电话假名",
            "pseudonym of the telephone number",
            PRE,
            source="tel",
            hashed="telephone",
        ),
        Column("death_date", DATE, "死亡日期", "date of death", PRE),
        Column(
            "sign_fixmedins_code",
            CODE,
            "签约机构编号",
            "signed with",
            PRE,
            pattern=codes.INSTITUTION,
        ),
        Column("sign_begndate", DATE, "签约开始日期", "signed from", PRE),
    ),
    checks=(
        Check(
            "dies_after_birth",
            "death_date >= brdy",
            "死亡日期不应早于出生日期",
            "Death follows birth",
        ),
        Check(
            "birth_is_of_our_time",
            "brdy >= date '1890-01-01' and brdy <> date '1900-01-01'",
            "出生日期应可信(1900-01-01为占位日期)",
            "A date of birth is plausible; 1900-01-01 stands for none",
        ),
    ),
    withheld=("psn_name", "certno", "tel", "addr", "naty"),
)

PSN_OPSP_D = Table(
    "psn_opsp_d",
    "门诊慢特病登记",
    "Chronic-disease registrations",
    ("psn_no", "dise_codg", "begndate"),
    brought_by(
        "2503 data",
        PSN_NO,
        Column("dise_codg", CODE, "病种编码", "disease", PRE, source="opsp_dise_code", null=False),
        Column("dise_name", TEXT, "病种名称", "its name", PRE, source="opsp_dise_name"),
        Column("begndate", DATE, "开始日期", "registered from", PRE, null=False),
        Column("enddate", DATE, "结束日期", "registered to", PRE),
        Column(
            "fixmedins_code",
            CODE,
            "定点医药机构编号",
            "chosen institution",
            PRE,
            pattern=codes.INSTITUTION,
        ),
    ),
    checks=(
        Check(
            "ends_after_it_begins", "enddate >= begndate", "结束日期不应早于开始日期", "Ends later"
        ),
    ),
)

PSN_SIGN_D = Table(
    "psn_sign_d",
    "家庭医生签约",
    "Sign-ups with institutions",
    ("psn_no", "begndate"),
    brought_by(
        "core psn_sign_d",
        PSN_NO,
        Column(
            "fixmedins_code",
            CODE,
            "签约机构编号",
            "signed with",
            PRE,
            null=False,
            pattern=codes.INSTITUTION,
        ),
        Column("begndate", DATE, "开始日期", "signed from", PRE, null=False),
        Column("enddate", DATE, "结束日期", "signed to", PRE),
    ),
    checks=(
        Check(
            "ends_after_it_begins", "enddate >= begndate", "结束日期不应早于开始日期", "Ends later"
        ),
    ),
)

PSN_MERGE_D = Table(
    "psn_merge_d",
    "人员编号合并",
    "Persons merged into another number",
    ("psn_no_old",),
    brought_by(
        "core psn_merge_d",
        Column(
            "psn_no_old",
            TEXT,
            "原人员编号",
            "number no longer used, pseudonymous",
            PRE,
            null=False,
            hashed="person",
        ),
        PSN_NO,
        Column("merged_date", DATE, "合并日期", "day of the merge", PRE, null=False),
    ),
    checks=(
        Check(
            "merged_into_another",
            "psn_no <> psn_no_old",
            "不应合并到自身",
            "A number is merged into another one",
            grade="reject",
        ),
    ),
)
