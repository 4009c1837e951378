"""What a province came out as, beside the published figures it is set against."""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.conditions import stays
from features.settlement.province.province import Province
from features.settlement.province.season import Kind


@dataclass(frozen=True)
class Figure:
    """One figure of the province beside its published counterpart.

    Attributes:
        name: what it is, Chinese and English parted by "|".
        made: the province's value.
        published: the value it is set against, None when none is published.
        source: where that value is from.
    """

    name: str
    made: float
    published: float | None
    source: str


def figures(province: Province) -> list[Figure]:
    """The figures worth reading after a run, published ones first."""
    visits, paid, cases = province.visits, province.payment, province.cases
    stay = visits.of_kind(Kind.INPATIENT)
    total = paid.total / 100
    nanjing, harbin = (
        "南京通报 2022-01 | Nanjing bulletin",
        "哈尔滨 2024 权重 | Harbin 2024 weights",
    )
    lines_of = np.bincount(province.lines.visit, minlength=visits.count)
    light = np.isin(visits.kind, (Kind.OUTPATIENT, Kind.CHRONIC))
    return [
        Figure("住院次均费用(元) | Mean cost of a stay", _mean(total[stay]), 13_973.02, nanjing),
        Figure("平均住院日 | Mean days of a stay", _mean(visits.days[stay]), 7.04, nanjing),
        Figure(
            "住院实际报销比例 | Share of stays paid by the fund",
            float(paid.fund[stay].sum() / max(1, paid.total[stay].sum())),
            0.70,
            nanjing,
        ),
        Figure(
            "基础病组三级占比(二级以上) | Tertiary share of base groups at level 2 and up",
            _tertiary_share(province),
            0.8746,
            nanjing,
        ),
        Figure("MCC 费用比 | Cost with MCC to none", _severity_ratio(province, 2), 1.64, harbin),
        Figure("CC 费用比 | Cost with CC to none", _severity_ratio(province, 1), 1.36, harbin),
        Figure("住院费用中位数(元) | Median cost of a stay", _median(total[stay]), None, ""),
        Figure("住院日中位数 | Median days of a stay", _median(visits.days[stay]), None, ""),
        Figure("门诊次均费用(元) | Mean cost of a visit", _mean(total[light]), None, ""),
        Figure("住院明细条数 | Lines of a stay", _mean(lines_of[stay]), None, ""),
        Figure("门诊明细条数 | Lines of a visit", _mean(lines_of[light]), None, ""),
        Figure("平均权重 | Mean weight", _mean(cases.groups.weight) / 10_000, None, ""),
        Figure(
            "支付标准与费用之比 | Standards to cost",
            float(cases.standard.sum() / max(1, paid.total[cases.visit].sum())),
            None,
            "",
        ),
    ]


def _mean(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else 0.0


def _median(values: np.ndarray) -> float:
    return float(np.median(values)) if len(values) else 0.0


def _tertiary_share(province: Province) -> float:
    visits = province.visits.take(province.cases.visit)
    base = np.array([s.base_group for s in stays()])[province.cases.groups.adrg]
    group = province.world.institutions.group[visits.institution[base]]
    return _mean(group[group >= 2] == 3)


def _severity_ratio(province: Province, severity: int) -> float:
    """Mean over ADRGs of cost with that severity to cost with none, weighted by cases."""
    cases = province.cases
    cost = province.payment.total[cases.visit].astype(np.float64)
    ratios: list[tuple[float, int]] = []
    for adrg, stay in enumerate(stays()):
        of = cases.groups.adrg == adrg
        ill, well = of & (cases.groups.severity == severity), of & (cases.groups.severity == 0)
        if stay.split == "135" and ill.sum() >= 10 and well.sum() >= 10:
            ratios.append((float(cost[ill].mean() / cost[well].mean()), int(ill.sum())))
    if not ratios:
        return 0.0
    values, weights = zip(*ratios, strict=True)
    return float(np.average(values, weights=weights))
