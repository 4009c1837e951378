"""The grouper follows its tables: published weights, exclusions, the ambiguous group."""

import numpy as np

from features.settlement.province.coding import codes
from features.settlement.province.conditions import stays
from features.settlement.province.diagnoses import written
from features.settlement.province.grouping import UNGROUPED, group, group_names


def places(*named: str) -> np.ndarray:
    return np.array([codes().place[code] for code in named], dtype=np.int64)


def name_of(adrg: int, severity: int) -> str:
    return group_names()[adrg][severity]


def test_respiratory_infection_has_the_published_weights():
    """ES3: 0.8526 with MCC, 0.6370 with CC, 0.3825 with neither (domain brief D.3)."""
    principal = places("J18.900", "J18.900", "J18.900")
    secondary = written(np.array([1, 2]), places("I50.900", "A41.900"))
    made = group(3, principal, np.full(3, -1), secondary)
    assert made.weight.tolist() == [3825, 6370, 8526]
    assert [name_of(a, s) for a, s in zip(made.adrg, made.severity, strict=True)] == [
        "ES35",
        "ES33",
        "ES31",
    ]


def test_a_complication_of_the_same_organ_does_not_count():
    made = group(1, places("J18.900"), np.array([-1]), written(np.array([0]), places("J96.000")))
    assert made.weight.tolist() == [3825]
    assert made.mcc.tolist() == [-1]


def test_the_heaviest_complication_counts():
    both = written(np.array([0, 0, 0]), places("E87.600", "A41.900", "I50.900"))
    made = group(1, places("J18.900"), np.array([-1]), both)
    assert made.weight.tolist() == [8526]
    assert made.mcc.tolist() == places("A41.900").tolist()


def test_an_operation_leads_to_its_own_group():
    appendix = [code for code, _ in codes().operations].index("47.0100")
    made = group(1, places("K35.800"), np.array([appendix]), None)
    assert name_of(int(made.adrg[0]), 0) == "GD25"


def test_an_operation_of_another_organ_is_ambiguous():
    appendix = [code for code, _ in codes().operations].index("47.0100")
    made = group(1, places("J18.900"), np.array([appendix]), None)
    assert made.adrg.tolist() == [UNGROUPED]
    assert name_of(int(made.adrg[0]), 0) == "0000"
    assert made.weight.tolist() == [0]


def test_every_stay_groups_to_its_own_adrg():
    for n, stay in enumerate(stays()):
        listed = [code for code, _ in codes().operations]
        operation = listed.index(stay.operation_code) if stay.operation_code else -1
        if not operation + 1 and stay.kind != "M":
            continue
        for code, _ in stay.diagnoses:
            made = group(1, places(code), np.array([operation]), None)
            assert made.adrg.tolist() == [n], (stay.adrg, code)
