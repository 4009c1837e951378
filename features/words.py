"""The narrator: an expression as a noun phrase, and its value with its unit, in Chinese and English.

The third reader of the language. What it says stands in findings, so it is cut for people: fen are
told in yuan, shares in per cent, and a ratio with the units it divides.
"""

from datetime import date, datetime

from features.check import measure
from features.monthly_records import MONTH_RECORDS
from features.nodes import Call, Column, Expression, Lines, Literal, Norm, Past, Value, line_of
from features.operators import OPERATORS
from features.record import column_of
from features.settlement.contract import Kind

Words = tuple[str, str]

LINE_WORDS = {
    "fee": ("费用明细", "fee lines"),
    "diag": ("诊断", "diagnoses"),
    "oprn": ("手术操作", "operations"),
    "icu": ("重症监护", "intensive-care stays"),
    "bld": ("输血", "transfusions"),
    "pair": ("互斥项目的费用明细", "fee lines of items that exclude each other"),
    "scan": ("追溯码扫码", "scans of packages"),
    "check": ("实名核验", "identity checks"),
    "opsp": ("门诊慢特病登记", "chronic-disease registrations"),
    "sign": ("签约", "sign-ups"),
}
AGGREGATES: dict[str, Words] = {
    "count": ("{rows}数", "number of {rows}"),
    "sum": ("{rows}的{value}合计", "total {value} of {rows}"),
    "min": ("{rows}中最小的{value}", "least {value} of {rows}"),
    "max": ("{rows}中最大的{value}", "greatest {value} of {rows}"),
    "latest": ("{rows}中最近一次的{value}", "last {value} of {rows}"),
    "distinct": ("{rows}中不同{value}的个数", "number of different {value} of {rows}"),
    "varied": (
        "{rows}中{value}不止一种的组数",
        "number of groups of {rows} that differ in {value}",
    ),
    "groups": ("{rows}中重复出现的组数", "number of repeated groups of {rows}"),
    "largest": ("{rows}中最多的一组的条数", "size of the largest group of {rows}"),
}
STATISTICS: dict[str, Words] = {
    "mad": ("离散程度(中位绝对偏差)", "median absolute deviation"),
    "mean": ("平均值", "mean"),
    "rate": ("发生率", "rate"),
    "count": ("例数", "number of cases"),
}
UNITS: dict[Kind, Words] = {
    Kind.DAYS: ("天", "days"),
    Kind.HOURS: ("小时", "hours"),
    Kind.MINUTES: ("分钟", "minutes"),
    Kind.YEARS: ("岁", "years"),
    Kind.FEN: ("元", "yuan"),
}
SCALES = {Kind.FEN: 100, Kind.QUANTITY: 10_000, Kind.PRICE: 1_000_000, Kind.POINTS: 10_000}


def noun(node: Expression) -> Words:
    """What the expression is, as a noun phrase in Chinese and in English."""
    match node:
        case Column(table, name):
            column = column_of(table, name)
            return (column.zh, column.en)
        case Literal():
            return value(node, node.value)
        case Call(operator, arguments):
            row = OPERATORS[operator]
            parts = [noun(part) for part in arguments]
            rest = (
                "、".join(zh for zh, _ in parts[1:]),
                ", ".join(en for _, en in parts[1:]),
            )
            return (
                row.zh.format(*(zh for zh, _ in parts), rest=rest[0]),
                row.en.format(*(en for _, en in parts), rest=rest[1]),
            )
        case Lines(table):
            zh, en = LINE_WORDS[table]
            return _added(node, (f"本次{zh}", f"this claim's {en}"))
        case Past(keys, window):
            names = [noun(key) for key in keys]
            same = ("、".join(zh for zh, _ in names), " and ".join(en for _, en in names))
            unit = ("天", "days") if window.unit == "day" else ("个月", "months")
            record, line = MONTH_RECORDS.get(keys[0].table), line_of(node)
            rows = LINE_WORDS[line] if line else record.words if record else ("结算", "claims")
            return _added(
                node,
                (
                    f"同一{same[0]}过去{window.reach}{unit[0]}的{rows[0]}",
                    f"{rows[1]} of the same {same[1]} in the past {window.reach} {unit[1]}",
                ),
            )
        case Norm(statistic, of, peers, permille):
            figure = STATISTICS.get(statistic) or (
                ("中位数", "median")
                if permille == 500
                else (f"{permille / 10:g}分位数", f"{permille / 10:g}th percentile")
            )
            names = [noun(peer) for peer in peers]
            among = (
                "同" + "、同".join(zh for zh, _ in names) + "病例" if names else "全部病例",
                "claims of the same " + " and ".join(en for _, en in names)
                if names
                else "all claims",
            )
            what = noun(of)
            return (f"{among[0]}{what[0]}的{figure[0]}", f"{figure[1]} {what[1]} of {among[1]}")


def _added(node: Lines | Past, rows: Words) -> Words:
    if node.where is not None:
        held = noun(node.where)
        rows = (f"{rows[0]}({held[0]})", f"{rows[1]} where {held[1]}")
    what = ("", "") if node.value is None else noun(node.value)
    zh, en = AGGREGATES["varied" if node.by and node.aggregate == "distinct" else node.aggregate]
    return (zh.format(rows=rows[0], value=what[0]), en.format(rows=rows[1], value=what[1]))


def value(node: Expression, given: Value) -> Words:
    """The value of the expression as people read it.

    >>> from features.terms import claim
    >>> value(claim.medfee_sumamt.node, 123456)
    ('1,234.56元', '1,234.56 yuan')
    """
    found = measure(node)
    match given:
        case None:
            return ("无", "none")
        case bool():
            return ("是", "yes") if given else ("否", "no")
        case datetime():
            return _twice(f"{given:%Y-%m-%d %H:%M}")
        case date() | str():
            return _twice(str(given))
        case int():
            return _number(given, found.kind)
        case float() if found.top is None or found.top == found.bottom:
            return _twice(f"{given:.2f}")
        case float():
            return _rate(given, found.top, found.bottom)


def _twice(text: str) -> Words:
    return (text, text)


def _number(given: float, kind: Kind) -> Words:
    scaled = given / SCALES.get(kind, 1)
    text = (
        f"{scaled:,.2f}"
        if kind is Kind.FEN
        else f"{scaled:,.4g}"
        if kind in SCALES
        else f"{given:,}"
    )
    zh, en = UNITS.get(kind, ("", ""))
    return (f"{text}{zh}", f"{text} {en}".strip())


def _rate(given: float, top: Kind | None, bottom: Kind | None) -> Words:
    scale = SCALES.get(top or Kind.COUNT, 1) / SCALES.get(bottom or Kind.COUNT, 1)
    text = f"{given / scale:,.2f}"
    above, below = (
        UNITS.get(top or Kind.COUNT, ("", "")),
        UNITS.get(bottom or Kind.COUNT, ("例", "case")),
    )
    return (
        f"{text}{above[0]}/{below[0]}",
        f"{text} {above[1]} per {below[1].removesuffix('s')}".replace("  ", " "),
    )
