"""The ways of paying (支付方式), and whose budget is closed."""

from collections.abc import Mapping
from enum import StrEnum


class Method(StrEnum):
    """A way of paying (支付方式)."""

    RATE = "rate"  # 费率法: weight × rate × coefficient
    POINTS = "points"  # 点数法: points × the month's or year's value of a point
    DIP = "dip"  # 按病种分值
    APG = "apg"  # 门诊病例分组点数
    BED_DAY = "bed_day"  # 按床日


WORDS: Mapping[Method, str] = {
    Method.RATE: "DRG费率法 | DRG by rate",
    Method.POINTS: "DRG点数法 | DRG by points",
    Method.DIP: "DIP分值法 | DIP by points",
    Method.APG: "门诊APG点数法 | outpatient APG by points",
    Method.BED_DAY: "按床日 | by bed-day",
}
CLOSED = frozenset({Method.POINTS, Method.DIP, Method.APG})
"""The ways whose budget is closed: what one institution gains is taken from the others."""
