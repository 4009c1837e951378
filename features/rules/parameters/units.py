"""The units in which a limit is written, and the whole numbers in which it is compared."""

from dataclasses import dataclass
from fractions import Fraction

from features.settlement.contract import Kind


@dataclass(frozen=True)
class Unit:
    """A unit of TOML: the kind it becomes, and how many of that kind one of it is."""

    name: str
    kind: Kind
    scale: int
    zh: str
    en: str

    def stored(self, value: object) -> int | float | str | None:
        """The value in the unit that expressions compare; None when it is no value of this unit.

        >>> UNITS["yuan"].stored(12.5)
        1250
        >>> UNITS["days"].stored(1.5) is None
        True
        """
        if self.kind in {Kind.CODE, Kind.TEXT}:
            return value if isinstance(value, str) and value else None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        if self.kind is Kind.RATIO:
            return float(value)
        whole = Fraction(str(value)) * self.scale
        return int(whole) if whole.denominator == 1 else None


UNITS = {
    unit.name: unit
    for unit in (
        Unit("days", Kind.DAYS, 1, "天", "days"),
        Unit("hours", Kind.HOURS, 1, "小时", "hours"),
        Unit("minutes", Kind.MINUTES, 1, "分钟", "minutes"),
        Unit("years", Kind.YEARS, 1, "岁", "years"),
        Unit("times", Kind.COUNT, 1, "次", ""),
        Unit("kinds", Kind.COUNT, 1, "种", ""),
        Unit("rows", Kind.COUNT, 1, "条", ""),
        Unit("persons", Kind.COUNT, 1, "人", ""),
        Unit("places", Kind.COUNT, 1, "家", ""),
        Unit("claims", Kind.COUNT, 1, "笔", ""),
        Unit("grams", Kind.COUNT, 1, "克", "g"),
        Unit("yuan", Kind.FEN, 100, "元", "yuan"),
        Unit("units", Kind.QUANTITY, 10_000, "个单位", "units"),
        Unit("yuan_a_unit", Kind.PRICE, 1_000_000, "元/单位", "yuan a unit"),
        Unit("share", Kind.RATIO, 1, "", ""),
        Unit("code", Kind.CODE, 1, "", ""),
        Unit("codes", Kind.CODE, 1, "", ""),
        Unit("names", Kind.TEXT, 1, "", ""),
    )
}
LISTS = frozenset({"codes", "names"})
