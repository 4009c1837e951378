"""Headings of knowledge points, known by their beginnings, however they are written.

Spaces, line breaks, full or half width, brackets and the year of a catalogue make no difference; what
follows the beginning (grounds in brackets, 供参考) makes none either.
"""

import re
import unicodedata
from collections.abc import Sequence

YEAR = re.compile(r"(?:19|20)\d{2}年?版?")
BLANK = re.compile(r"[\s_\-—–、,:;.·()\[\]〔〕【】《》“”\"']+")

BEGINNINGS: tuple[tuple[str, str], ...] = (
    ("对应知识点序号", "point_no"),
    ("知识点对应药品代码数量", "code_cnt"),
    ("知识点序号", "no"),
    ("序号", "no"),
    ("药品通用名", "drug"),
    ("是否为医保目录内药品", "listed"),
    ("医疗服务项目a名称", "service_a"),
    ("医疗服务项目a代码", "codes_a"),
    ("医疗服务项目b名称", "service_b"),
    ("医疗服务项目b代码", "codes_b"),
    ("医疗服务项目名称", "service"),
    ("中药饮片名称", "herb"),
    ("中药饮片代码", "herb_codes"),
    ("限定性别", "gend"),
    ("检出逻辑", "logic"),
    ("逻辑依据", "basis"),
    ("项目代码", "item_codes"),
    ("医疗服务项目代码", "item_codes"),
    ("药品代码", "code"),
    ("单日上限数量", "day_max"),
    ("频次上限", "cyc_max"),
    ("周期", "cyc_days"),
    ("时间区间", "interval"),
    ("备注", "memo"),
)
"""How a heading begins, normalised, and the role of its column; the first that fits counts."""
WRITTEN = {role: beginning for beginning, role in reversed(BEGINNINGS)}
"""A heading of each role, for messages."""


def normalised(text: str) -> str:
    r"""A text without what drifts: width, case, blanks, brackets, and years of a catalogue.

    >>> normalised(" 是否为２０２４年\n医保目录内药品 "), normalised("第三批－1_药品")
    ('是否为医保目录内药品', '第三批1药品')
    """
    folded = unicodedata.normalize("NFKC", text).lower()
    return YEAR.sub("", BLANK.sub("", folded))


def role_of(heading: str) -> str | None:
    """The role of a column by its heading; None for one that is not known.

    >>> role_of("逻辑依据（2025版国家药品目录备注）"), role_of("医疗服务项目Ａ名称"), role_of("疗效")
    ('basis', 'service_a', None)
    """
    text = normalised(heading)
    return next((role for beginning, role in BEGINNINGS if text.startswith(beginning)), None)


def roles_of(cells: Sequence[str]) -> dict[str, int]:
    """The place of each role in a row of headings; the first column of a role counts.

    >>> roles_of(["对应知识点序号", "药品通用名", "序号", "药品代码"])
    {'point_no': 0, 'drug': 1, 'no': 2, 'code': 3}
    """
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        role = role_of(cell) if cell else None
        if role is not None:
            found.setdefault(role, place)
    return found
