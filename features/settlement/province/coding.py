"""The diagnosis and operation codes of the province, as the columns a grouper needs."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.conditions import (
    Complication,
    comorbidities,
    complications,
    habits,
    stays,
)


@dataclass(frozen=True)
class Codes:
    """All diagnoses by place: code, name, severity as a complication, and where they lead.

    Attributes:
        severity: 2 MCC, 1 CC, 0 neither.
        adrg: the medical ADRG that a principal diagnosis leads to, -1 when none.
        mdc: the major category of a principal diagnosis, "" when none.
        system: the body system of the code as a principal diagnosis, "" when none.
        excluded_by: the system whose principal diagnoses exclude it as a complication.
        operations: operation codes and names, in order; operation_adrg where each leads.
    """

    code: list[str]
    name: list[str]
    place: dict[str, int]
    severity: Whole
    adrg: Whole
    mdc: list[str]
    system: list[str]
    excluded_by: list[str]
    operations: list[tuple[str, str]]
    operation_adrg: Whole


@cache
def codes() -> Codes:
    """The codes of all stays, complications, comorbidities and coding habits."""
    named: dict[str, str] = {}
    for stay in stays():
        for code, name in stay.diagnoses:
            named.setdefault(code, name)
    by_code: dict[str, Complication] = {c.code: c for c in complications()}
    for complication in complications():
        named.setdefault(complication.code, complication.name)
    for code, name, _ in comorbidities():
        named.setdefault(code, name)
    for code, name in habits():
        named.setdefault(code, name)
    ordered = list(named)
    place = {code: n for n, code in enumerate(ordered)}
    adrg = np.full(len(ordered), -1, dtype=np.int64)
    mdc = [""] * len(ordered)
    system = [""] * len(ordered)
    for n, stay in enumerate(stays()):
        for code, _ in stay.diagnoses:
            at = place[code]
            if stay.kind == "M" and adrg[at] < 0:
                adrg[at] = n
            if not mdc[at]:
                mdc[at] = "E" if stay.mdc == "A" else stay.mdc
                system[at] = "R" if stay.mdc == "A" else stay.system
    operations = sorted({(s.operation_code, s.operation_name) for s in stays() if s.operation_code})
    leads = {s.operation_code: n for n, s in enumerate(stays()) if s.operation_code}
    return Codes(
        code=ordered,
        name=[named[code] for code in ordered],
        place=place,
        severity=np.array(
            [(2 if by_code[c].major else 1) if c in by_code else 0 for c in ordered],
            dtype=np.int64,
        ),
        adrg=adrg,
        mdc=mdc,
        system=system,
        excluded_by=[by_code[c].excluded_by if c in by_code else "-" for c in ordered],
        operations=operations,
        operation_adrg=np.array([leads[code] for code, _ in operations], dtype=np.int64),
    )


def weight_beside(code: Whole, principal: Whole) -> Whole:
    """How heavy each secondary diagnosis is beside its principal one: 2 MCC, 1 CC, 0 neither.

    A principal diagnosis of the system that excludes a complication, or the same code, takes its
    weight away.
    """
    table = codes()
    excluded = np.array(table.excluded_by)[code] == np.array(table.system)[principal]
    return np.where(excluded | (code == principal), 0, table.severity[code])
