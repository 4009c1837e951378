"""Chronic registrations: whether the visit's disease is registered, since when, where, how many.

A claim sees the registrations that had begun by the day of its settlement.
"""

from features.catalog.families import CHRONIC
from features.catalog.subjects import chronic
from features.language import NEITHER, UP, Signal, claim, lines, opsp

known = lines.opsp
current = known.where(
    (opsp.begndate <= claim.begndate) & (opsp.enddate.is_null() | (opsp.enddate >= claim.begndate))
)
of_disease = known.where(opsp.dise_codg == claim.dise_codg)
in_force = current.where(opsp.dise_codg == claim.dise_codg)

chronic_not_registered = Signal(
    (chronic & (in_force.count() == 0)).otherwise(False),
    asks="慢特病就诊的病种是否未登记? | Is the visit's disease not registered?",
    risk=UP,
    family=CHRONIC,
)
chronic_never_registered = Signal(
    (chronic & (of_disease.count() == 0)).otherwise(False),
    asks="慢特病就诊的病种是否从未登记? | Was the visit's disease never registered?",
    risk=UP,
    family=CHRONIC,
)
registered_after_the_visit = Signal(
    (
        chronic
        & (of_disease.where(opsp.begndate > claim.begndate).count() > 0)
        & (in_force.count() == 0)
    ).otherwise(False),
    asks="是否就诊之后才登记? | Was the disease registered only after the visit?",
    risk=UP,
    family=CHRONIC,
)
registration_had_lapsed = Signal(
    (
        chronic
        & (of_disease.where(opsp.enddate < claim.begndate).count() > 0)
        & (in_force.count() == 0)
    ).otherwise(False),
    asks="登记是否已过期? | Had the registration lapsed?",
    risk=UP,
    family=CHRONIC,
)
days_registered = Signal(
    claim.begndate.days_since(in_force.min(opsp.begndate)).only_if(chronic),
    asks="该病种登记几天了? | For how many days has the disease been registered?",
    risk=NEITHER,
    family=CHRONIC,
)
registered_at_another_place = Signal(
    (chronic & (in_force.where(opsp.fixmedins_code != claim.fixmedins_code).count() > 0)).otherwise(
        False
    ),
    asks="是否在登记机构以外使用? | Is the visit away from the registered institution?",
    risk=UP,
    family=CHRONIC,
)
diseases_registered = Signal(
    current.distinct(opsp.dise_codg),
    asks="登记了几个病种? | How many diseases are registered?",
    risk=UP,
    family=CHRONIC,
)
registration_places = Signal(
    current.distinct(opsp.fixmedins_code),
    asks="登记在几家机构? | At how many institutions are they registered?",
    risk=UP,
    family=CHRONIC,
)
registered_within_90d = Signal(
    known.where(claim.begndate.days_since(opsp.begndate) <= 90).count(),
    asks="过去90天新登记了几个病种? | How many diseases were registered within 90 days?",
    risk=UP,
    family=CHRONIC,
)
