"""Pathways: which items a condition is billed with, how often and how many.

A pathway spends the mean cost of its condition class by class (beds, tests, drugs, …) and picks in
each class the items whose natural amount costs about what is to be spent. All pathways together are
one long table in compressed rows, so that the lines of all claims are drawn in one stroke.
"""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from features.settlement.province.catalogue import Catalogue
from features.settlement.province.chance import Real, Whole, stream
from features.settlement.province.conditions import (
    Programme,
    Purchase,
    Stay,
    Visit,
    programmes,
    purchases,
    stays,
    visits,
)
from features.settlement.province.season import Kind

UNIT_COST = 15_250.0  # yuan that a stay of weight 1 costs at cost level 1, before severity


class Follows(IntEnum):
    """What the amount of a line goes by."""

    DAYS = 0  # one a day of stay, exactly
    COURSE = 1  # a rate a day, times intensity
    ONCE = 2  # a number, times intensity
    FIXED = 3  # a number, whatever the intensity


# Chance of intensive care and the share of the days in it, beside the two groups that it makes up.
_INTENSIVE = {"BR1": (0.35, 0.30), "SR1": (0.35, 0.35), "BB2": (0.70, 0.30), "EB1": (0.40, 0.12),
              "GB1": (0.35, 0.10), "FM1": (0.25, 0.20), "ER1": (0.06, 0.30)}  # fmt: skip
# Share of the cost beyond bed, care and operation by charge classes: (classes, use, share, rows).
_BUDGETS: dict[str, tuple[tuple[tuple[str, ...], str, float, int], ...]] = {
    "S": ((("03",), "i", 0.10, 4), (("04",), "i", 0.12, 8), (("05",), "i", 0.20, 6),
          (("09",), "i", 0.24, 8), (("11",), "i", 0.02, 1), (("08",), "i", 0.05, 4),
          (("08",), "s", 0.27, 4)),
    "P": ((("03",), "i", 0.12, 4), (("04",), "i", 0.13, 8), (("05",), "i", 0.15, 5),
          (("09",), "i", 0.26, 8), (("11",), "i", 0.03, 1), (("08",), "i", 0.05, 4),
          (("08",), "s", 0.26, 3)),
    "M": ((("03",), "i", 0.13, 5), (("04",), "i", 0.17, 9), (("05",), "i", 0.37, 7),
          (("09",), "i", 0.27, 9), (("11",), "i", 0.03, 2), (("08",), "i", 0.03, 4)),
}  # fmt: skip


@dataclass(frozen=True)
class Pathways:
    """Rows of all pathways; those of pathway p are `start[p]` to `start[p + 1]`.

    `of_kind` gives the first pathway of each kind of claim: pathway = of_kind[kind] + condition.
    """

    start: Whole
    item: Whole
    chance: Real
    rate: Real
    follows: Whole
    of_kind: dict[Kind, int]


Row = tuple[int, float, float, Follows]


def pathways(catalogue: Catalogue) -> Pathways:
    """The pathways of all conditions; the same in every province, whatever the seed."""
    rows: list[list[Row]] = []
    of_kind: dict[Kind, int] = {}
    of_kind[Kind.INPATIENT] = len(rows)
    rows += [_stay(catalogue, stay) for stay in stays()]
    of_kind[Kind.OUTPATIENT] = len(rows)
    rows += [_visit(catalogue, visit) for visit in visits()]
    of_kind[Kind.CHRONIC] = len(rows)
    rows += [_programme(catalogue, programme) for programme in programmes()]
    of_kind[Kind.PHARMACY] = len(rows)
    rows += [_purchase(catalogue, purchase) for purchase in purchases()]
    flat = [row for pathway in rows for row in pathway]
    start = np.concatenate([[0], np.cumsum([len(pathway) for pathway in rows])])
    return Pathways(
        start=start.astype(np.int64),
        item=np.array([row[0] for row in flat], dtype=np.int64),
        chance=np.array([row[1] for row in flat]),
        rate=np.array([row[2] for row in flat]),
        follows=np.array([row[3] for row in flat], dtype=np.int64),
        of_kind=of_kind,
    )


def _spend(
    rng: np.random.Generator, catalogue: Catalogue, among: list[int], budget: float, days: float,
    rows: int,
) -> list[Row]:  # fmt: skip
    """Rows from among some items that spend the budget on average over stays of so many days."""
    made: list[Row] = []
    left = list(among)
    parts = rng.dirichlet(np.full(rows, 3.0)) * budget
    for part in parts:
        if not left:
            break
        chance = float(rng.uniform(0.4, 0.95))
        wanted = part / chance
        price = catalogue.price[left] / 1e6
        natural = np.where(
            catalogue.drug[left], catalogue.a_day[left] * days, catalogue.a_day[left] * days
        )
        natural = np.maximum(natural, np.where(catalogue.drug[left], 0.3, 1.0))
        distance = np.abs(np.log(price * natural / wanted)) + rng.gumbel(0, 0.25, len(left))
        best = int(np.argmin(distance))
        amount = float(np.clip(wanted / price[best], 0.25 * natural[best], 3.0 * natural[best]))
        chance = float(np.clip(part / (amount * price[best]), 0.05, 0.97))
        item = left.pop(best)
        once = catalogue.items[item].charge in {"03", "06"} or catalogue.items[item].use == "s"
        made.append((item, chance, amount, Follows.ONCE) if once else
                    (item, chance, amount / days, Follows.COURSE))  # fmt: skip
    return made


def _stay(catalogue: Catalogue, stay: Stay) -> list[Row]:
    rng = stream(0, "pathway", stay.adrg)
    bed, round_, nurse1, nurse2 = catalogue.named(
        "普通病房床位费", "住院诊查费", "I级护理", "II级护理"
    )
    rows: list[Row] = [
        (int(bed), 1.0, 1.0, Follows.DAYS),
        (int(round_), 1.0, 1.0, Follows.DAYS),
        (int(nurse1), 0.35, 0.4, Follows.DAYS),
        (int(nurse2), 0.95, 0.6, Follows.DAYS),
    ]
    spent = (60 + 40 + 8 + 22) * stay.days
    if stay.adrg in _INTENSIVE:
        chance, share = _INTENSIVE[stay.adrg]
        rows.append((catalogue.place["重症监护病房床位费"], chance, share, Follows.DAYS))
        spent += 160 * chance * share * stay.days
    if stay.adrg in {"AH1", "WB1"}:
        rows.append((catalogue.place["重症监护病房床位费"], 0.95, 0.7, Follows.DAYS))
        rows.append((catalogue.place["特级护理"], 0.95, 0.7, Follows.DAYS))
        spent += 230 * stay.days
    if stay.operation_name:
        narcosis = (
            ("椎管内麻醉" if stay.system in "OWK" else "全身麻醉")
            if stay.kind == "S"
            else "局部麻醉"
        )
        operation = catalogue.place[stay.operation_name]
        rows.append((operation, 1.0, 1.0, Follows.FIXED))
        rows.append((catalogue.place[narcosis], 0.97, 1.0, Follows.FIXED))
        spent += (catalogue.price[operation] + catalogue.price[catalogue.place[narcosis]]) / 1e6
    budget = max(stay.weight * UNIT_COST - spent, 0.25 * stay.weight * UNIT_COST)
    taken: set[int] = set()
    for classes, use, share, count in _BUDGETS[stay.kind]:
        among = [n for n in catalogue.of(classes, use, stay.system) if n not in taken]
        made = _spend(rng, catalogue, among, budget * share, stay.days, count)
        taken |= {row[0] for row in made}
        rows += made
    return rows


def _visit(catalogue: Catalogue, visit: Visit) -> list[Row]:
    rng = stream(0, "pathway", "visit", visit.code)
    days = 5.0
    general, deputy, chief, urgent = catalogue.named(
        "普通门诊诊查费", "副主任医师门诊诊查费", "主任医师门诊诊查费", "急诊诊查费"
    )
    first = urgent if visit.emergency > 0.3 else general
    rows: list[Row] = [
        (int(first), 1.0, 1.0, Follows.FIXED),
        (int(deputy if visit.cost > 250 else chief), 0.12, 1.0, Follows.FIXED),
    ]
    dental = visit.department == "A12"
    budget = visit.cost - (200 if dental else 60 if visit.department in {"A21", "A50"} else 18)
    shares = ((("03",), 0.24, 1), (("04",), 0.16, 2), (("09",), 0.38, 3), (("11",), 0.12, 1),
              (("05",), 0.10, 1))  # fmt: skip
    for classes, share, count in shares:
        among = _outpatient_items(catalogue, classes, visit.system)
        rows += _spend(rng, catalogue, among, budget * share, days, count)
    if dental:
        rows += [(n, 0.5, 1.0, Follows.ONCE) for n in catalogue.named("牙周洁治", "根管治疗")]
    if visit.department in {"A50", "A21"}:
        herbs = catalogue.of(("10",), "o", visit.system)
        picked = rng.choice(herbs, size=8, replace=False)
        rows += [(int(n), 0.45, 10.0, Follows.COURSE) for n in picked]
    return rows


def _outpatient_items(catalogue: Catalogue, classes: tuple[str, ...], system: str) -> list[int]:
    found = catalogue.of(classes, "o", system)
    return [n for n in found if not catalogue.items[n].hospital_only]


def _programme(catalogue: Catalogue, programme: Programme) -> list[Row]:
    rng = stream(0, "pathway", "programme", programme.key)
    days = float(programme.supply)
    rows: list[Row] = [(catalogue.place["普通门诊诊查费"], 0.75, 1.0, Follows.FIXED)]
    spent = 10.0
    for name in programme.drugs:
        item = catalogue.place[name]
        dialysis = catalogue.items[item].charge == "05"
        a_day = float(catalogue.a_day[item])
        rows.append(
            (item, 0.98, 1.0, Follows.FIXED) if dialysis else (item, 0.9, a_day, Follows.COURSE)
        )
        spent += float(catalogue.price[item]) / 1e6 * (1.0 if dialysis else a_day * days)
    budget = max(programme.cost - spent, 0.3 * programme.cost)
    taken = {row[0] for row in rows}
    for classes, share, count in ((("09", "11"), 0.72, 4), (("04",), 0.20, 3), (("03",), 0.08, 1)):
        among = [
            n for n in _outpatient_items(catalogue, classes, programme.system) if n not in taken
        ]
        rows += _spend(rng, catalogue, among, budget * share, days, count)
    return rows


def _purchase(catalogue: Catalogue, purchase: Purchase) -> list[Row]:
    rng = stream(0, "pathway", "purchase", purchase.name)
    among = _outpatient_items(catalogue, ("09", "11"), purchase.system)
    rows = _spend(rng, catalogue, among, purchase.cost, 8.0, 6)
    first = rows[0]
    amount = float(max(1, round(first[1] * first[2] * 8)))  # nobody leaves with nothing
    return [(first[0], 1.0, amount, Follows.FIXED), *rows[1:]]
