"""What could point at a person in a settlement, and the steps by which each of it is told less."""

from dataclasses import dataclass

HIDDEN = "*"
UNKNOWN = "?"


@dataclass(frozen=True)
class Step:
    """One way to tell a quasi-identifier, as SQL over it, and what it is then told as."""

    sql: str
    zh: str
    en: str


@dataclass(frozen=True)
class Quasi:
    """One quasi-identifier: where it comes from in the settlement, and its steps, finest first.

    `sql` is over the views of the lake as `extract` joins them; each step is over `value`, which is
    that text with "?" for what is missing.
    """

    name: str
    zh: str
    sql: str
    steps: tuple[Step, ...]


def _left(width: int) -> str:
    return f"left(value, {width})"


def _area(width: int) -> str:
    return f"CASE WHEN length(value) = 6 THEN rpad(left(value, {width}), 6, '0') ELSE '?' END"


def _ages(*, band: int) -> str:
    years = f"TRY_CAST(value AS INTEGER) // {band} * {band}"
    return (
        f"CASE WHEN TRY_CAST(value AS INTEGER) >= 90 THEN '90+' "
        f"ELSE coalesce(({years}) || '-' || ({years} + {band - 1}), '?') END"
    )


_OLD = "CASE WHEN TRY_CAST(value AS INTEGER) >= 90 THEN '90+' ELSE value END"
_BROAD = (
    "CASE WHEN TRY_CAST(value AS INTEGER) IS NULL THEN '?' "
    "WHEN TRY_CAST(value AS INTEGER) < 18 THEN '0-17' "
    "WHEN TRY_CAST(value AS INTEGER) < 45 THEN '18-44' "
    "WHEN TRY_CAST(value AS INTEGER) < 65 THEN '45-64' ELSE '65+' END"
)
_GRADE = (
    "CASE WHEN value IN ('01', '02', '03', '04') THEN '3' "
    "WHEN value IN ('05', '06', '07') THEN '2' WHEN value IN ('08', '09', '10') THEN '1' "
    "ELSE '0' END"
)
_QUARTER = "left(value, 4) || 'Q' || ((TRY_CAST(right(value, 2) AS INTEGER) + 2) // 3)"
_NOT_TOLD = Step(f"'{HIDDEN}'", "不提供", "not told")

QUASI = (
    Quasi(
        "diagnosis",
        "主诊断",
        "upper(m.dscg_maindiag_code)",
        (
            Step("value", "完整编码", "the whole code"),
            Step(_left(5), "亚目", "subcategory, such as I63.9"),
            Step(_left(3), "类目", "category, such as I63"),
            Step(_left(1), "首字母", "its letter"),
            _NOT_TOLD,
        ),
    ),
    Quasi(
        "med_type",
        "医疗类别",
        "s.med_type",
        (
            Step("value", "原值", "as it is"),
            Step(_left(2), "两位大类", "its family, two digits"),
            Step(_left(1), "门诊或住院", "its first digit"),
            _NOT_TOLD,
        ),
    ),
    Quasi(
        "age",
        "年龄",
        "coalesce(s.age, datesub('year', coalesce(s.brdy, p.brdy), s.setl_time::DATE))::VARCHAR",
        (
            Step(_OLD, "周岁,90岁以上合并", "years, 90 and above together"),
            Step(_ages(band=5), "5岁一组", "bands of 5 years"),
            Step(_ages(band=10), "10岁一组", "bands of 10 years"),
            Step(_BROAD, "四个年龄段", "four spans of life"),
            _NOT_TOLD,
        ),
    ),
    Quasi(
        "gend",
        "性别",
        "coalesce(s.gend, p.gend)",
        (Step("value", "原值", "as it is"), _NOT_TOLD),
    ),
    Quasi(
        "department",
        "科室",
        "coalesce(l.dscg_caty, m.dept_codg)",
        (
            Step("value", "原值", "as it is"),
            Step(_left(3), "一级科室", "its first three signs"),
            _NOT_TOLD,
        ),
    ),
    Quasi(
        "insu_admdvs",
        "参保地",
        "coalesce(s.insu_admdvs, p.insu_admdvs)",
        (
            Step("value", "县区", "county"),
            Step(_area(4), "地市", "city"),
            Step(_area(2), "省", "province"),
            _NOT_TOLD,
        ),
    ),
    Quasi(
        "month",
        "结算月",
        "strftime(s.setl_time, '%Y-%m')",
        (
            Step("value", "月", "month"),
            Step(_QUARTER, "季", "quarter"),
            Step(_left(4), "年", "year"),
            _NOT_TOLD,
        ),
    ),
)

GRADE = Quasi(
    "hosp_lv",
    "医院等级",
    "coalesce(f.hosp_lv, s.hosp_lv)",
    (
        Step("value", "等级", "grade"),
        Step(_GRADE, "级", "tier"),
        _NOT_TOLD,
    ),
)
"""The grade of the hospital, which stands for it where an extract has several."""
