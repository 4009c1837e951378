"""Honest outliers (诚实的异常者): institutions and people that look odd and do nothing wrong.

They are named in the truth, so that a method can be judged by how often it accuses them.
"""

from dataclasses import dataclass

import numpy as np

from features.settlement.province.chance import Whole
from features.settlement.province.coding_version import late
from features.settlement.province.conditions import programmes
from features.settlement.province.drift import Drift, drifts
from features.settlement.province.papers import HOME
from features.settlement.province.referrals import hub
from features.settlement.province.roles import Role
from features.settlement.province.season import Kind
from features.settlement.province.visits import Visits
from features.settlement.province.world import World

# id | name | what a bad method takes it for (ids of the taxonomy, domain brief C)
KINDS = """
cancer_centre|肿瘤医院:计划内化疗再入院 | cancer centre with planned readmissions|G01
burns_unit|烧伤中心:极高费用 | burns unit with very dear cases|O01
intensive_care|危重症中心:高倍率病例 | intensive-care hospital with high outliers|U02
rehabilitation|康复医院:长期住院 | rehabilitation hospital with long stays|F02
psychiatric|精神专科:长期住院 | psychiatric hospital with long stays|F02
dialysis_centre|血透中心:高频就诊 | dialysis centre with many visits a person|F05
chronic_clinic|慢病门诊:集中续方 | clinic of chronic prescriptions|F11
referral_hub|转诊中心:上转病例 | referral hub|G01
coders_trained|编码培训:并发症编码渐增 | trained coders write more|U02
new_coder|新编码员:编码突增 | a new coder writes more|U02
coding_software|编码软件升级 | coding software finds more|U02
late_codes|编码版本切换迟 | late with the coding version|U01
dialysis_patient|血透患者 | person on dialysis|F05
chemotherapy_patient|化疗患者 | person under chemotherapy|G01
referred_patient|双向转诊患者 | person referred up or down|G01
"""
_ROLES = {
    "cancer_centre": Role.CANCER, "burns_unit": Role.BURNS, "intensive_care": Role.INTENSIVE,
    "rehabilitation": Role.REHABILITATION, "psychiatric": Role.PSYCHIATRIC,
    "dialysis_centre": Role.DIALYSIS, "chronic_clinic": Role.CHRONIC_CLINIC,
}  # fmt: skip
_DRIFTS = {"coders_trained": Drift.TRAINING, "new_coder": Drift.NEW_CODER,
           "coding_software": Drift.SOFTWARE}  # fmt: skip
_MANY_DIALYSES = 25  # visits in the period
_MANY_CYCLES = 3  # planned stays in the period


@dataclass(frozen=True)
class Outliers:
    """Outliers as columns: kind (place among `kinds()`), institution or person (-1 for the other).

    `since` is the day (since 1970) from which on an institution drifts, -1 for the others.
    """

    kind: Whole
    institution: Whole
    person: Whole
    since: Whole


def kinds() -> list[tuple[str, str, str]]:
    """Id, name, and mistaken scheme of each kind of outlier."""
    rows = [line.split("|", 1) for line in KINDS.strip().splitlines()]
    return [(name, *_parted(rest)) for name, rest in rows]


def outliers(world: World, visits: Visits) -> Outliers:
    """The outliers of a province, institutions first."""
    places = world.institutions
    drifting = drifts(world)
    slow = np.flatnonzero((late(np.arange(places.count)) > 0) & (places.group >= 2))
    spots = {name: places.among(role) for name, role in _ROLES.items()}
    spots |= {name: np.flatnonzero(drifting.kind == kind) for name, kind in _DRIFTS.items()}
    spots |= {"referral_hub": np.array([hub(world)]), "late_codes": slow}
    stay = visits.of_kind(Kind.INPATIENT)
    people = {
        "dialysis_patient": _often(visits.person[_dialysis(world, visits)], _MANY_DIALYSES),
        "chemotherapy_patient": _often(visits.person[visits.planned], _MANY_CYCLES),
        "referred_patient": np.unique(visits.person[stay & (visits.way != HOME)]),
    }
    listed = [name for name, _, _ in kinds()]
    kind = [np.full(len(found), listed.index(name)) for name, found in (spots | people).items()]
    of_places = sum(len(found) for found in spots.values())
    institution = np.concatenate([*spots.values(), np.full(_total(people), -1)]).astype(np.int64)
    person = np.concatenate([np.full(of_places, -1), *people.values()]).astype(np.int64)
    drifted = (institution >= 0) & (drifting.kind[institution] != Drift.NONE)
    codes = np.concatenate(kind).astype(np.int64)
    drifted &= np.isin(codes, [listed.index(name) for name in _DRIFTS])
    return Outliers(codes, institution, person, np.where(drifted, drifting.since[institution], -1))


def _parted(rest: str) -> tuple[str, str]:
    name, _, scheme = rest.rpartition("|")
    return name, scheme


def _total(found: dict[str, Whole]) -> int:
    return sum(len(people) for people in found.values())


def _dialysis(world: World, visits: Visits) -> Whole:
    """The dialysis visits."""
    kidney = [programme.key for programme in programmes()].index("kidney")
    return np.flatnonzero(visits.pathway == world.pathways.of_kind[Kind.CHRONIC] + kidney)


def _often(person: Whole, least: int) -> Whole:
    """The people who occur at least so often."""
    who, many = np.unique(person, return_counts=True)
    return who[many >= least]
