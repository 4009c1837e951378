"""The checks across tables and the code ranges in words, for the data dictionary."""

from features.settlement.quality.checks import CHECKS
from features.settlement.quality.code_ranges import MALE, RANGES
from features.settlement.quality.measures import MEASURES, PASSING
from features.settlement.quality.subjects import SUBJECTS

GRADES = {"flag": "标记 flag", "note": "备注 note"}
KINDS = {"diag": "ICD-10", "oprn": "ICD-9-CM-3", "item": "医疗服务项目 service item"}


def as_markdown() -> str:
    """Two sections of a Markdown page, Chinese first: what is checked, and whom codes are about."""
    return "\n".join([*_checks(), *_measures(), *_ranges()])


def _checks() -> list[str]:
    return [
        "## 跨表校验 | Checks across tables",
        "",
        "由 `fundwatch quality` 对湖中数据执行;均不拒收。",
        "`fundwatch quality` runs them on what is loaded; none of them rejects.",
        "",
        "| 校验 check | 表 table | 处理 grade | 说明 | meaning |",
        "|---|---|---|---|---|",
        *(
            f"| {check.name} | {SUBJECTS[check.subject].table} | {GRADES[check.grade]} "
            f"| {check.zh} | {check.en} |"
            for check in CHECKS.values()
        ),
        "",
    ]


def _measures() -> list[str]:
    return [
        "## 机构月质量指标 | Figures of an institution's month",
        "",
        "| 指标 figure | 表 table | 说明 | meaning |",
        "|---|---|---|---|",
        *(f"| {m.name} | {m.subject} | {m.zh} | {m.en} |" for m in MEASURES),
        f"| {PASSING} | setl_list | 清单质控通过率 | lists that break nothing of grade flag |",
        "",
    ]


def _ranges() -> list[str]:
    return [
        "## 性别与年龄的编码范围 | Whom codes are about",
        "",
        "| 编码 codes | 体系 system | 说明 | meaning | 性别 sex | 年龄 age |",
        "|---|---|---|---|---|---|",
        *(
            f"| {one.first}–{one.last} | {KINDS[one.kind]} | {one.zh} | {one.en} "
            f"| {_sex(one.sex)} | {_age(one.youngest, one.oldest)} |"
            for one in RANGES
        ),
        "",
    ]


def _sex(sex: str | None) -> str:
    return "" if sex is None else "男 male" if sex == MALE else "女 female"


def _age(youngest: int | None, oldest: int | None) -> str:
    if youngest is None and oldest is None:
        return ""
    if oldest is None:
        return f"≥ {youngest}"
    return f"≤ {oldest}" if youngest is None else f"{youngest}–{oldest}"
