"""Sample workbooks in the official headings, about the synthetic province's own items.

They let the import and its rules be tried where no official workbook is at hand. The words are our
own (samples.toml), the headings those that the bureau publishes.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from features.settlement.knowledge.kinds import BY_NO, DRUG, KINDS, Kind
from features.settlement.province.catalogue import catalogue

POINTS = Path(__file__).with_name("samples.toml")
NATIONAL_SERVICES = "国家医保局全国医疗服务项目"

HEADINGS: dict[str, str] = {
    "no": "序号",
    "drug": "药品通用名",
    "service": "医疗服务项目名称",
    "herb": "中药饮片名称",
    "listed": "是否为2024年医保目录内药品",
    "gend": "限定性别",
    "logic": "检出逻辑",
    "code_cnt": "知识点对应药品代码数量",
    "item_codes": f"项目代码供参考（{NATIONAL_SERVICES}）",
    "herb_codes": "中药饮片代码（供参考）",
    "interval": "时间区间",
    "service_a": "医疗服务项目A名称",
    "codes_a": f"医疗服务项目A代码供参考（{NATIONAL_SERVICES}）",
    "service_b": "医疗服务项目B名称",
    "codes_b": f"医疗服务项目B代码供参考（{NATIONAL_SERVICES}）",
    "day_max": "单日上限数量",
    "cyc_max": "频次上限",
    "cyc_days": "周期（天）",
    "memo": "备注",
}
FROM_2022 = "项目代码，供参考（2022版国家医保局全国医疗服务项目）"
GROUNDS: dict[str, str] = {
    "01-1": "药品说明书适应症",
    "01-3": "说明书适应症",
    **dict.fromkeys(("01-4", "03-1", "03-2", "04", "05", "06"), "2024版国家药品目录备注"),
    "07": f"{NATIONAL_SERVICES}，项目A项目内涵",
    "08-1": f"{NATIONAL_SERVICES}单位",
    **dict.fromkeys(("08-2", "08-3"), "人社部发〔2016〕23号"),
    "10": "国卫医发〔2018〕25号",
    **dict.fromkeys(("11-1", "11-2"), "国家医保支付政策"),
    **dict.fromkeys(("09", *map(str, range(12, 19))), "2025版国家药品目录备注"),
}
"""What stands in brackets after 逻辑依据; the kinds that are not here have nothing there."""
OF_CODES = ("对应知识点序号", "药品通用名", "序号", "药品代码")


@dataclass(frozen=True)
class Sample:
    """One point of a sample: its words by the role of their column, and the codes it covers."""

    words: dict[str, str]
    codes: tuple[str, ...]
    others: tuple[str, ...] = ()


def headings(kind: Kind) -> list[str]:
    """The headings of a kind's sheet of points, as published."""
    return [_heading(role, kind) for role in (*kind.columns, *kind.optional)]


def write_sample(path: Path, kind: Kind, points: Sequence[Sample]) -> Path:
    """Write a workbook of this kind with these points; gives its place."""
    book = Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = "知识点"
    sheet.append(headings(kind))
    for number, point in enumerate(points, 1):
        sheet.append([_cell(role, number, point) for role in (*kind.columns, *kind.optional)])
    if kind.codes_apart:
        codes = book.create_sheet("药品代码")
        codes.append(list(OF_CODES))
        serial = 0
        for number, point in enumerate(points, 1):
            for code in point.codes:
                serial += 1
                codes.append([number, point.words.get(DRUG, ""), serial, code])
    book.save(path)
    return path


def write_samples(folder: Path, kinds: Sequence[Kind] = KINDS) -> list[Path]:
    """Write a workbook of each of the kinds about the province's items; gives their places."""
    folder.mkdir(parents=True, exist_ok=True)
    points = province_points()
    return [write_sample(folder / f"{kind.title}.xlsx", kind, points[kind.no]) for kind in kinds]


@cache
def province_points() -> dict[str, list[Sample]]:
    """The sample points of each kind, with the codes of the province's catalogue."""
    codes: dict[str, list[str]] = {}
    for item in catalogue().items:
        codes.setdefault(item.name, []).append(item.code.partition("-")[0])
    said = tomllib.loads(POINTS.read_text(encoding="utf-8"))
    return {
        no: [_sample(BY_NO[no], one, codes) for one in cast("list[dict[str, object]]", points)]
        for no, points in said.items()
    }


def _sample(kind: Kind, said: dict[str, object], codes: dict[str, list[str]]) -> Sample:
    items, others = (cast("list[str]", said.get(name, [])) for name in ("items", "others"))
    words = {role: str(text) for role, text in said.items() if isinstance(text, str)}
    names = {"service_a": "、".join(items), "service_b": "、".join(others)}
    for role in kind.columns:
        if role in {"drug", "service", "herb"}:
            words[role] = "、".join(items)
        elif role in names:
            words[role] = names[role]
    return Sample(
        words,
        tuple(code for item in items for code in codes[item]),
        tuple(code for item in others for code in codes[item]),
    )


def _heading(role: str, kind: Kind) -> str:
    if role == "basis":
        grounds = GROUNDS.get(kind.no)
        return f"逻辑依据（{grounds}）" if grounds else "逻辑依据"
    if role == "item_codes" and kind.no in {"01-2", "01-5"}:
        return FROM_2022
    return HEADINGS[role]


def _cell(role: str, number: int, point: Sample) -> str | int:
    match role:
        case "no":
            return number
        case "listed":
            return "是"
        case "code_cnt":
            return len(point.codes)
        case "item_codes" | "herb_codes" | "codes_a":
            return "、".join(point.codes)
        case "codes_b":
            return "、".join(point.others)
        case _:
            return point.words.get(role, "")
