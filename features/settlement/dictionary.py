"""The data dictionary: every table and column of the contract in words, for a person to read.

`fundwatch tables` prints it; `make document` writes it to TABLES.md beside this file.
"""

from pathlib import Path

from features.settlement.contract import Column, Kind, Stage, Table
from features.settlement.quality import document
from features.settlement.schema import duckdb_type
from features.settlement.tables import TABLES

PAGE = Path(__file__).with_name("TABLES.md")

UNITS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("文本", "text"),
    Kind.CODE: ("代码", "code"),
    Kind.FLAG: ("真假", "true or false"),
    Kind.COUNT: ("个数", "count"),
    Kind.YEARS: ("整岁", "whole years"),
    Kind.DAYS: ("天", "days"),
    Kind.HOURS: ("小时", "hours"),
    Kind.MINUTES: ("分钟", "minutes"),
    Kind.FEN: ("分", "fen (0.01 yuan)"),
    Kind.QUANTITY: ("万分之一单位", "1/10000 unit"),
    Kind.PRICE: ("百万分之一元/单位", "1e-6 yuan a unit"),
    Kind.POINTS: ("万分之一点", "1/10000 point"),
    Kind.RATIO: ("比率", "ratio"),
    Kind.DATE: ("日期", "day"),
    Kind.MOMENT: ("时刻", "moment"),
}

STAGES: dict[Stage, tuple[str, str]] = {
    Stage.PRE: ("事前", "pre"),
    Stage.IN: ("事中", "in"),
    Stage.POST: ("事后", "post"),
}

PREFACE = """\
# 数据字典 | Data dictionary

由 `make document` 从 `features/settlement/tables/` 生成,请勿手改。
Generated from `features/settlement/tables/` by `make document`; do not edit by hand.

金额一律为整数分,日期与时刻为北京时间。“阶段”指该列从哪个监管阶段起可知。
Money is whole fen; days and moments are Beijing time. "Stage" is the supervision stage from which
a column is known: 事前 pre (3101), 事中 in (3102), 事后 post.

“来源”是带来该列的报文字段(报文号 节点.字段),或核心库的列(core)。
“必填”:是 = 缺则拒收;应填 = 标准要求,缺则计入不完整。
"Source" is the message's field that brings the column (message node.field), or a column of the core
database (core). "Required": 是 yes = a row without it is rejected; 应填 due = the standard requires it,
and a row without it counts as incomplete. 假名 pseudonym = only a keyed hash of the source is stored.

处理:拒收 = 不装载;标记 = 装载并记为质量问题;备注 = 装载,仅计数。代码与取值不符者,除另注外均标记。
Grades: reject = not loaded; flag = loaded, counted against quality; note = loaded, only counted. A
value outside its list or pattern is flagged, unless it says note.
"""


def as_markdown(tables: dict[str, Table] = TABLES) -> str:
    """The dictionary of these tables as one Markdown page, Chinese first; of all: checks across too."""
    sections = [_section(table) for table in tables.values()]
    return "\n".join([PREFACE, *sections, *([document.as_markdown()] if tables is TABLES else [])])


def as_json(tables: dict[str, Table] = TABLES) -> dict[str, object]:
    """The dictionary as plain values, for programs."""
    return {
        table.name: {
            "zh": table.zh,
            "en": table.en,
            "key": list(table.key),
            "filed_by": table.month_of,
            "columns": [_column_json(column) for column in table.columns],
            "checks": [
                {"name": check.name, "grade": check.grade, "zh": check.zh, "en": check.en}
                for check in table.checks
            ],
            "withheld": list(table.withheld),
        }
        for table in tables.values()
    }


def write() -> Path:
    """Write the page beside this module and give its place."""
    PAGE.write_text(as_markdown(), encoding="utf-8")
    return PAGE


def _section(table: Table) -> str:
    filed = {
        None: "登记表,不分月 | a register, no month",
        "setl_id": "结算月 | month of settlement",
    }
    lines = [
        f"## {table.name} {table.zh} | {table.en}",
        "",
        f"主键 | Key: `{', '.join(table.key)}` · "
        f"分月 | Filed by: {filed.get(table.month_of, f'`{table.month_of}`')}",
        "",
        "| 列 column | 含义 | meaning | 类型 type | 单位 unit | 阶段 stage | 必填 required "
        "| 取值 values | 来源 source |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_row(column) for column in table.columns),
        "",
    ]
    if table.checks:
        lines += ["| 校验 check | 处理 grade | 说明 | meaning |", "|---|---|---|---|"]
        lines += [
            f"| {check.name} | {GRADES[check.grade]} | {check.zh} | {check.en} |"
            for check in table.checks
        ]
        lines.append("")
    if table.withheld:
        lines += [f"不保存 | Never kept: {', '.join(f'`{name}`' for name in table.withheld)}", ""]
    return "\n".join(lines)


GRADES = {"flag": "标记 flag", "reject": "拒收 reject", "note": "备注 note"}


def _row(column: Column) -> str:
    unit = " ".join(UNITS[column.kind])
    stage = " ".join(STAGES[column.stage])
    required = "是 yes" if not column.null else "应填 due" if column.due else ""
    return (
        f"| {column.name} | {column.zh} | {column.en} | {duckdb_type(column.kind).lower()} "
        f"| {unit} | {stage} | {required} | {_values(column)} | {column.source} |"
    )


def _values(column: Column) -> str:
    if column.hashed is not None:
        return f"假名 pseudonym ({column.hashed})"
    note = " (备注 note)" if column.grade == "note" else ""
    return _allowed(column) + note


def _allowed(column: Column) -> str:
    if column.codes is not None:
        return "; ".join(
            f"{code} {meaning.replace(' | ', ' ')}" for code, meaning in column.codes.items()
        )
    if column.pattern is not None:
        return "`" + column.pattern.replace("|", "\\|") + "`"
    return ""


def _column_json(column: Column) -> dict[str, object]:
    return {
        "name": column.name,
        "kind": column.kind.value,
        "zh": column.zh,
        "en": column.en,
        "stage": column.stage.name.lower(),
        "type": duckdb_type(column.kind).lower(),
        "required": not column.null,
        "due": column.required,
        "pattern": column.pattern,
        "codes": column.codes,
        "grade": column.grade,
        "hashed": column.hashed,
        "source": column.source,
    }


if __name__ == "__main__":
    write()
