"""A price told step by step in Chinese and English: what was multiplied, which limit was met."""

from dataclasses import dataclass

from features.payment.bills import Bills
from features.payment.method import Method
from features.payment.prices import BY_DAY, HIGH, KINDS, LOW, NO_GROUP, QY, Placed, Prices
from features.payment.rounding import POINT, VALUE
from features.payment.scheme import Scheme
from features.settlement.codes import CASE_TYPE


@dataclass(frozen=True)
class Step:
    """One step: what it is in both languages, how it was reckoned, and what came out."""

    zh: str
    en: str
    reckoning: str
    result: str

    def as_json(self) -> dict[str, str]:
        """The step as plain values."""
        return {"zh": self.zh, "en": self.en, "reckoning": self.reckoning, "result": self.result}


def steps_of(
    scheme: Scheme, method: Method, at: Placed, bills: Bills, price: Prices, value: int
) -> list[Step]:
    """The steps of one case's price."""
    made = _bed_days(scheme, bills, price) if method is Method.BED_DAY else []
    if method is Method.RATE:
        made = _by_rate(scheme, at, bills, price)
    elif method in (Method.POINTS, Method.DIP):
        made = _by_points(scheme, method, at, bills, price, value)
    total, borne, fund = int(price.price[0]), int(bills.borne[0]), int(price.fund[0])
    made.append(
        Step("基金应付", "fund pays", f"{yuan(total)} − {yuan(borne)} (患者与其他 borne by others)",
             yuan(fund))
    )  # fmt: skip
    return made


def _by_rate(scheme: Scheme, at: Placed, bills: Bills, price: Prices) -> list[Step]:
    weight, rate, factor = int(at.weight[0]), int(bills.rate[0]), int(price.coefficient[0])
    made: list[Step] = []
    kind = int(price.kind[0])
    if kind not in (QY, NO_GROUP):
        made.append(
            Step("支付标准 = 权重 × 费率 × 系数", "standard = weight × rate × coefficient",
                 f"{parts(weight)} × {yuan(rate)} × {parts(factor)}{_basic(at)}",
                 yuan(int(price.standard[0])))
        )  # fmt: skip
    return [*made, *_kind(scheme, Method.RATE, at, bills, price)]


def _by_points(
    scheme: Scheme, method: Method, at: Placed, bills: Bills, price: Prices, value: int
) -> list[Step]:
    made: list[Step] = []
    base, factor, kind = int(at.points[0]), int(price.coefficient[0]), int(price.kind[0])
    if kind not in (QY, NO_GROUP):
        named = ("分值", "score") if method is Method.DIP else ("基准点数", "base points")
        made.append(Step(named[0], f"{named[1]} of the group", "", parts(base)))
    made += _kind(scheme, method, at, bills, price)
    how = f"{parts(base)} × {parts(factor)}{_basic(at)}"
    if kind == LOW:
        how = f"min({parts(base)}, {parts(base)} × {yuan(int(bills.fee[0]))} ÷ {yuan(int(at.mean_fee[0]))})"
    elif kind == HIGH:
        how += (
            f" + {parts(base)} × ({yuan(int(bills.fee[0]))} − {yuan(int(price.high[0]))})"
            f" ÷ {yuan(int(at.mean_fee[0]))}"
        )
    elif kind in (QY, NO_GROUP):
        unit = scheme.points_of(method)
        how = f"{yuan(int(bills.fee[0]))} ÷ {yuan(unit.mean_fee)} × {parts(unit.a_weight)}"
    points = int(price.points[0])
    made.append(Step("病例点数", "points of the case", how, parts(points)))
    made.append(
        Step("应付 = 点数 × 点值", "price = points × value",
             f"{parts(points)} × {value / VALUE:.6f}", yuan(int(price.price[0])))
    )  # fmt: skip
    return made


def _kind(scheme: Scheme, method: Method, at: Placed, bills: Bills, price: Prices) -> list[Step]:
    limits, kind, fee = scheme.limits_of(method), int(price.kind[0]), int(bills.fee[0])
    zh, _, en = CASE_TYPE[KINDS[kind]].partition(" | ")
    by_rate = method is Method.RATE
    paid = yuan(int(price.price[0])) if by_rate else ""
    if kind in (QY, NO_GROUP):
        share = limits.ambiguous if kind == QY else limits.ungrouped
        return [Step(zh, en, f"{yuan(fee)} × {parts(share)}", paid)]
    low, high = yuan(int(price.low[0])), yuan(int(price.high[0]))
    band = f"{low} ≤ {yuan(fee)} ≤ {high}"
    if kind == HIGH:
        band = f"{yuan(fee)} > {high}"
        if by_rate:
            band += f"; + ({yuan(fee)} − {high}) × {parts(limits.high_share)}"
    elif kind == LOW:
        band = f"{yuan(fee)} < {low}"
    made = [Step(zh, en, band, paid)]
    if bool(bills.special[0]):
        made.append(
            Step("特例单议", "reviewed singly", f"≥ {yuan(fee)} × {parts(limits.special)}", paid)
        )
    return made


def _bed_days(scheme: Scheme, bills: Bills, price: Prices) -> list[Step]:
    department = bills.departments[int(bills.department[0])]
    days, made = int(bills.days[0]), list[Step]()
    for band in scheme.bands_of(department):
        many = min(days, band.until_day or days) - band.since_day + 1
        if many > 0:
            made.append(
                Step(band.zh or band.code, band.en or band.code, f"{many} × {yuan(band.fee)}",
                     yuan(many * band.fee))
            )  # fmt: skip
    zh, _, en = CASE_TYPE[KINDS[BY_DAY]].partition(" | ")
    return [*made, Step(zh, en, f"{days} 天 days", yuan(int(price.price[0])))]


def _basic(at: Placed) -> str:
    return " (基础病组 basic group)" if at.base[0] else ""


def yuan(fen: int) -> str:
    """Fen as yuan.

    >>> yuan(-123456)
    '-1,234.56'
    """
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def parts(value: int) -> str:
    """Ten-thousandths as a number.

    >>> parts(3825)
    '0.3825'
    """
    return f"{value // POINT:,}.{value % POINT:04d}"
