"""Grouping and pricing once more, one case at a time, in plain loops over the scheme's own files.

It shares no code with features/payment but the Case, reads the CSV tables anew, and reckons in
fractions; what it says is what the domain brief's section D says.
"""

import csv
import tomllib
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from features.payment.book import PACKAGED
from features.payment.case import Case

FOLDER = PACKAGED / "fw2025"
LEVELS = {"NONE": 0, "CC": 1, "MCC": 2}
TAKES = {
    "NONE": {0}, "CC": {1}, "MCC": {2}, "CC+": {1, 2}, "NONE+CC": {0, 1}, "ANY": {0, 1, 2},
}  # fmt: skip


def rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pairs(name: str) -> set[tuple[str, ...]]:
    return {tuple(row.values()) for row in rows(name)}


MDCS, ADRGS, GROUPS = rows("mdcs"), rows("adrgs"), rows("groups")
OF_MDC, LED, OPERATED = (pairs(n) for n in ("mdc_diagnoses", "adrg_diagnoses", "adrg_operations"))
HEAVY = {row["diag_code"]: row for row in rows("complications")}
BESIDE = pairs("exclusions")
TOML = tomllib.loads((FOLDER / "scheme.toml").read_text("utf-8"), parse_float=Decimal)


def weight_beside(code: str, principal: str) -> int:
    row = HEAVY.get(code)
    if row is None or code == principal or (row["exclusion"], principal) in BESIDE:
        return 0
    return LEVELS[row["level"]]


def group(case: Case) -> tuple[str, str, int]:
    """ADRG, group and severity; "" and the code of no group where there is none."""
    heavy = max([weight_beside(code, case.principal) for code in case.secondary], default=0)
    mdc = next((m["mdc"] for m in MDCS if (m["mdc"], case.principal) in OF_MDC), "")
    anywhere = {m["mdc"] for m in MDCS if m["any_diagnosis"] == "1"}
    main = case.operations[:1]
    for adrg in ADRGS:
        operated = any((adrg["adrg"], code) in OPERATED for code in main)
        if operated and (adrg["mdc"] == mdc or adrg["mdc"] in anywhere):
            return adrg["adrg"], drg(adrg["adrg"], heavy), heavy
    if any((adrg["adrg"], code) in OPERATED for adrg in ADRGS for code in main):
        return "", "0000", heavy
    for adrg in ADRGS:
        if adrg["mdc"] == mdc and (adrg["adrg"], case.principal) in LED:
            return adrg["adrg"], drg(adrg["adrg"], heavy), heavy
    return "", "0000", heavy


def drg(adrg: str, severity: int) -> str:
    (found,) = [
        g["drg_code"] for g in GROUPS if g["adrg"] == adrg and severity in TAKES[g["severity"]]
    ]
    return found


def rounded(value: Fraction) -> int:
    """Half up, away from zero."""
    sign = -1 if value < 0 else 1
    return sign * int(abs(value) + Fraction(1, 2))


def band(weight: Decimal, limits: dict) -> Decimal:
    return next(b["times"] for b in limits["high"] if "up_to" not in b or weight <= b["up_to"])


def coefficient(case: Case, base: bool) -> Decimal:
    if base:
        return TOML["coefficients"]["base_groups"]
    if case.billed_coefficient is not None:
        return Decimal(case.billed_coefficient) / 10_000
    return TOML["coefficients"]["levels"][case.level]


def price_by_rate(case: Case) -> tuple[str, int]:
    """The kind of case and the price in fen, by the rate method."""
    limits, fee = TOML["limits"], case.fee
    _, code, _ = group(case)
    least = rounded(Fraction(fee) * Fraction(limits["special"])) if case.special else 0
    if code == "0000":
        share = Fraction(limits["ambiguous"])
        kind = "qy" if case.operations[:1] and is_listed(case.operations[0]) else "ungrouped"
        return kind, max(rounded(fee * share), least)
    own = next(g for g in GROUPS if g["drg_code"] == code)
    weight, mean = Decimal(own["weight"]), rounded(Fraction(own["mean_fee"]) * 100)
    rate = TOML["rate"].get(case.insutype, TOML["rate"]["other"])
    standard = rounded(
        Fraction(weight) * Fraction(rate) * 100 * Fraction(coefficient(case, own["base"] == "1"))
    )
    high = rounded(mean * Fraction(band(weight, limits)))
    if fee > high:
        above = rounded(Fraction(fee - high) * Fraction(limits["high_share"]))
        return "high", max(standard + above, least)
    if fee < rounded(mean * Fraction(limits["low"])):
        return "low", max(fee, least)
    return "normal", max(standard, least)


def points(case: Case) -> int:
    """The points of a case in ten-thousandths, by the formulas of D.5."""
    limits, unit, fee = TOML["limits"], TOML["points"], case.fee
    _, code, _ = group(case)

    def of_cost(share: Decimal) -> int:
        paid = rounded(Fraction(fee) * Fraction(share))
        a_weight, mean = Fraction(unit["a_weight"]), Fraction(unit["mean_fee"]) * 100
        return rounded(paid * a_weight * 10_000 / mean)

    least = of_cost(limits["special"]) if case.special else 0
    if code == "0000":
        return max(of_cost(limits["ambiguous"]), least)
    own = next(g for g in GROUPS if g["drg_code"] == code)
    weight, mean = Decimal(own["weight"]), rounded(Fraction(own["mean_fee"]) * 100)
    base = rounded(Fraction(weight) * Fraction(unit["a_weight"]) * 10_000)
    normal = rounded(base * Fraction(coefficient(case, own["base"] == "1")))
    high = rounded(mean * Fraction(band(weight, limits)))
    if fee > high:
        return max(normal + rounded(Fraction(base * (fee - high), mean)), least)
    if fee < rounded(mean * Fraction(limits["low"])):
        return max(min(base, rounded(Fraction(base * fee, mean))), least)
    return max(normal, least)


def is_listed(operation: str) -> bool:
    return any(code == operation for _, code in OPERATED)


DIAGNOSES = sorted({code for _, code in OF_MDC} | set(HEAVY))
OPERATIONS = sorted({code for _, code in OPERATED})
