"""What the official knowledge points of the two libraries (两库) limit: items, and pairs of items.

A point says for some national item codes under what a fund does not pay. `item_point_b` keeps the
points as they were published, a row for each code; `item_limit_b` is what they say of one code, in
one wide row; `item_pair_b` are the items that are not charged in one interval. All three are filled
by `fundwatch rules import`. A limit holds for claims settled from its own day on (`…_begn`).
"""

from features.settlement import codes
from features.settlement.contract import Check, Column, Kind, Stage, Table, brought_by

TEXT, CODE, COUNT, YEARS, DAYS = Kind.TEXT, Kind.CODE, Kind.COUNT, Kind.YEARS, Kind.DAYS
QUANTITY, DATE, PRE = Kind.QUANTITY, Kind.DATE, Stage.PRE

NATIONAL_ITEM = f"({codes.DRUG})|({codes.HERB})|\\d{{15}}"
SEX = {"1": "仅男性 | men only", "2": "仅女性 | women only"}
SETTING = {
    "otp": "限门诊 | outpatient only",
    "ipt": "限住院 | stays only",
    "er": "限急诊抢救 | emergencies only",
    "otp_er": "限门诊和急诊 | outpatient and emergency",
    "ipt_er": "限住院和急诊 | stays and emergencies",
}
LEAST_LEVEL = {
    "1": "一级及以上 | primary or above",
    "2": "二级及以上 | secondary or above",
    "3": "三级 | tertiary",
}
HERB_USE = {
    "any": "单复方均不予支付 | never paid",
    "single": "单方不予支付 | not paid when used alone",
}
INTERVAL = {
    "moment": "同一时间 | at one moment",
    "day": "同一日 | on one day",
    "visit": "同一次就诊 | in one visit",
    "days": "若干日内 | within some days",
}
SIDE = {"A": "项目A | item A", "B": "项目B | item B"}

VALUES: dict[str, tuple[Column, ...]] = {
    "gend": (Column("lmt_gend", CODE, "限定性别", "sex it is limited to", PRE, codes=SEX),),
    "chld": (
        Column("chld_only_flag", CODE, "儿童专用", "made for children", PRE, codes=codes.YES_NO),
        Column("chld_only_age_to", YEARS, "儿童专用年龄上限", "oldest child it is made for", PRE),
    ),
    "age": (
        Column("lmt_chld_flag", CODE, "限儿童", "paid for children only", PRE, codes=codes.YES_NO),
        Column("lmt_age_from", YEARS, "限年龄下限", "youngest it is paid for", PRE),
        Column("lmt_age_to", YEARS, "限年龄上限", "oldest it is paid for", PRE),
    ),
    "wkinj": (
        Column("lmt_wkinj_flag", CODE, "限工伤保险", "work injury only", PRE, codes=codes.YES_NO),
    ),
    "matn": (
        Column("lmt_matn_flag", CODE, "限生育保险", "maternity only", PRE, codes=codes.YES_NO),
    ),
    "med": (Column("lmt_med_type", CODE, "限就医方式", "class of care", PRE, codes=SETTING),),
    "lv": (Column("lmt_hosp_lv", CODE, "限医疗机构级别", "least grade", PRE, codes=LEAST_LEVEL),),
    "crs": (Column("lmt_course_days", DAYS, "限支付疗程", "longest course paid", PRE),),
    "day": (Column("day_max_cnt", QUANTITY, "单日上限数量", "most in a day", PRE),),
    "cyc": (
        Column("cyc_max_cnt", QUANTITY, "周期频次上限", "most in a period", PRE),
        Column("cyc_days", DAYS, "周期天数", "days of the period", PRE),
    ),
    "ln2": (Column("lmt_line2_flag", CODE, "限二线使用", "second line", PRE, codes=codes.YES_NO),),
    "itnt": (
        Column(
            "no_itnt_flag",
            CODE,
            "互联网医院不予支付",
            "not paid to internet hospitals",
            PRE,
            codes=codes.YES_NO,
        ),
    ),
    "tcm": (
        Column("tcm_nopay_use", CODE, "中药饮片不予支付", "herbal pieces", PRE, codes=HERB_USE),
    ),
    "dise": (
        Column("lmt_dise", TEXT, "限适应症", "indication as published", PRE),
        Column(
            "lmt_icd",
            TEXT,
            "适应症诊断前缀",
            "prefixes of diagnoses, parted by commas",
            PRE,
            pattern=r"[A-Z](\d[0-9A-Z.x]*)?(,[A-Z](\d[0-9A-Z.x]*)?)*",
        ),
    ),
}
"""The columns that hold each limit, by the stem under which its points and its day are kept."""

BOUNDS = (
    ("ages_are_plausible", "coalesce(lmt_age_from, 0) BETWEEN 0 AND 120 AND "
     "coalesce(lmt_age_to, 0) BETWEEN 0 AND 120 AND coalesce(chld_only_age_to, 0) BETWEEN 0 AND 120",
     "年龄限制应在0至120岁之间", "Ages are 0 to 120 years"),
    ("ages_leave_somebody", "lmt_age_from <= lmt_age_to",
     "年龄下限不应高于上限", "The youngest age is not above the oldest"),
    ("quantities_are_above_nothing", "coalesce(day_max_cnt, 1) > 0 AND coalesce(cyc_max_cnt, 1) > 0 "
     "AND coalesce(cyc_days, 1) > 0 AND coalesce(lmt_course_days, 1) > 0",
     "数量、频次、周期和疗程应大于0", "Quantities, frequencies, periods and courses are above 0"),
)  # fmt: skip
CHECKS = tuple(Check(name, sql, zh, en) for name, sql, zh, en in BOUNDS)
ITEM = Column(
    "med_list_codg", CODE, "国家医疗目录编码", "national item", PRE, null=False,
    pattern=NATIONAL_ITEM,
)  # fmt: skip
NAME = Column("item_name", TEXT, "项目名称", "name of the item", PRE)


def _with_grounds(stem: str, values: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a limit, with the points that set it and the day from which it holds."""
    zh, en = values[0].zh, values[0].en
    return (
        *values,
        Column(f"{stem}_pt", TEXT, f"{zh}的知识点", f"points of: {en}", PRE),
        Column(f"{stem}_begn", DATE, f"{zh}起用日期", f"holds from: {en}", PRE),
    )


ITEM_LIMIT_B = Table(
    "item_limit_b",
    "项目限制(两库知识点)",
    "Limits of items, out of the knowledge points",
    ("med_list_codg",),
    brought_by(
        "knowledge points",
        ITEM,
        NAME,
        *(column for stem, values in VALUES.items() for column in _with_grounds(stem, values)),
    ),
    checks=CHECKS,
)

PAIR_NO = Column("pair_no", TEXT, "项目对编号", "pair", PRE, null=False)
ITEM_PAIR_B = Table(
    "item_pair_b",
    "不得同时收费的项目对",
    "Pairs of items not charged together",
    ("pair_no", "side", "med_list_codg"),
    brought_by(
        "knowledge points",
        PAIR_NO,
        Column("side", CODE, "项目A或项目B", "item A or B", PRE, null=False, codes=SIDE),
        ITEM,
        NAME,
        Column("itvl", CODE, "时间区间", "interval", PRE, codes=INTERVAL),
        Column("itvl_days", DAYS, "区间天数", "days of the interval", PRE),
        Column("itvl_text", TEXT, "时间区间原文", "interval as published", PRE),
        Column("logic", TEXT, "检出逻辑", "what is found, as published", PRE),
        Column("basis", TEXT, "逻辑依据", "grounds, as published", PRE),
        Column("begndate", DATE, "起用日期", "holds from", PRE),
    ),
    checks=(
        Check(
            "interval_of_days_says_how_many",
            "itvl <> 'days' OR coalesce(itvl_days, 0) > 0",
            "区间为若干日内时应有天数",
            "An interval of days says how many",
        ),
    ),
)

ITEM_POINT_B = Table(
    "item_point_b",
    "两库知识点",
    "Knowledge points as published",
    ("kind_no", "point_no", "med_list_codg"),
    brought_by(
        "knowledge points",
        Column("kind_no", CODE, "批次规则编号", "batch and rule", PRE, null=False),
        Column("point_no", COUNT, "知识点序号", "point", PRE, null=False),
        ITEM,
        NAME,
        Column("logic", TEXT, "检出逻辑", "what is found, as published", PRE),
        Column("basis", TEXT, "逻辑依据", "grounds, as published", PRE),
        Column("memo", TEXT, "备注", "remark", PRE),
        Column("code_cnt", COUNT, "知识点对应代码数量", "codes that the point says it has", PRE),
        Column("code_found", COUNT, "找到的代码数量", "codes that were found", PRE),
        Column("open_stas", CODE, "限制待补", "limit awaits the bureau", PRE, codes=codes.YES_NO),
        Column("answ_flag", CODE, "由本地补充", "the bureau supplied it", PRE, codes=codes.YES_NO),
        *(column for values in VALUES.values() for column in values),
        Column("begndate", DATE, "起用日期", "holds from", PRE),
    ),
    checks=(
        *CHECKS,
        Check(
            "as_many_codes_as_it_says",
            "code_cnt = code_found",
            "知识点的代码数量与所附代码不符",
            "A point has as many codes as it says",
        ),
    ),
)
