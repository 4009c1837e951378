"""A change of the coding version (医保版): from a day on, some diagnoses and operations have new codes.

Most hospitals change on the day, some are up to two months late and send the old codes meanwhile,
which is carelessness and no intent. The new codes are made up in the pattern of the standard; they
keep their category, so groups and weights stay.
"""

from functools import cache

import numpy as np

from features.settlement.province.chance import Truth, Whole
from features.settlement.province.coding import codes
from features.settlement.province.order import DAY
from features.settlement.province.visits import Visits

IN_FORCE = int(np.datetime64("2025-08-01", "D").astype(np.int64))
_LATE = (0, 0, 0, 0, 0, 0, 0, 9, 24, 61)  # days late, drawn by institution

# old code | new code | new name
DIAGNOSES = """
J44.100|J44.100x001|慢性阻塞性肺病伴急性加重期
E11.400|E11.400x020|2型糖尿病性神经病变
E11.500|E11.500x021|2型糖尿病性周围血管病变
M51.200|M51.200x007|腰椎间盘突出症
I20.900|I20.900x003|心绞痛型冠心病
I63.801|I63.800x007|腔隙性脑梗死
K63.501|K63.500x001|结肠息肉
H25.900|H25.900x001|老年性白内障
K29.500|K29.500x003|慢性非萎缩性胃炎
E43.x00|E43.x00x001|重度蛋白质-能量营养不良
C34.901|C34.900x012|肺恶性肿瘤可能
M81.900|M81.900x001|骨质疏松症
"""
OPERATIONS = """
51.2300|51.2300x002|腹腔镜下胆囊切除术
36.0700x004|36.0700x008|经皮冠状动脉药物洗脱支架植入术
13.4100x001|13.4100x010|白内障超声乳化摘除术
79.3600x004|79.3600x013|胫腓骨骨折切开复位内固定术
45.4200|45.4200x003|内镜下结肠息肉切除术
"""


@cache
def diagnosis_words() -> tuple[list[str], list[str]]:
    """Codes and names of all diagnoses, the old version first, then as many of the new one."""
    table = codes()
    return _both(list(zip(table.code, table.name, strict=True)), DIAGNOSES)


@cache
def operation_words() -> tuple[list[str], list[str]]:
    """Codes and names of all operations, the old version first, then as many of the new one."""
    return _both(codes().operations, OPERATIONS)


def changed_codes() -> tuple[list[str], list[str]]:
    """The diagnosis codes that change, and the new ones in the same order."""
    rows = [_row(line) for line in DIAGNOSES.strip().splitlines()]
    return [old for old, _, _ in rows], [new for _, new, _ in rows]


def renewed(visits: Visits) -> Truth:
    """Which visits are coded in the new version, by their last day and their institution."""
    return visits.end // DAY >= IN_FORCE + late(visits.institution)


def late(institution: Whole) -> Whole:
    """How many days late each institution is with the new version."""
    return np.array(_LATE)[institution * 7_919 % 101 % len(_LATE)]


def as_written(place: Whole, new: Truth, count: int) -> Whole:
    """Places among the words of both versions, of places among one."""
    return place + np.where(new, count, 0)


def _both(listed: list[tuple[str, str]], text: str) -> tuple[list[str], list[str]]:
    changed = {old: (new, name) for old, new, name in map(_row, text.strip().splitlines())}
    later = [changed.get(code, (code, name)) for code, name in listed]
    both = [*listed, *later]
    return [code for code, _ in both], [name for _, name in both]


def _row(line: str) -> tuple[str, str, str]:
    old, new, name = line.split("|")
    return old, new, name
