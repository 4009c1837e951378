"""管理类与政策类: limits of items by how much: in a day, in a period, in a course of treatment."""

from collections.abc import Iterable
from functools import reduce
from itertools import pairwise

from features.catalog.subjects import stay_days
from features.language import claim, fee, past, units
from features.rules.classes import CERTAIN, MANAGEMENT, MANY_VISITS, ONE_VISIT, POLICY, SUSPECT
from features.rules.limits import limited
from features.rules.rule import Rule
from features.terms import Term

ONES = (1, 2, 3, 4)
COURSES = (3, 5, 7, 10, 14, 15, 20, 21, 28, 30, 31, 56, 60, 62, 84, 90, 93, 180, 186)
"""The limits for which groups of lines are counted: those that published points tell."""
PERIODS = (2, 7, 30, 60, 90, 180, 365)
"""The days of a period that are looked back over; of one in between, those of the next shorter."""


def _any(found: Iterable[Term]) -> Term:
    """How many groups any of the looks finds."""
    return reduce(lambda left, right: left + right, found)


_a_unit = fee.cnt >= units(1)
_over_at_once = limited("day", fee.cnt > fee.day_max_cnt)
_over_on_a_day = _any(
    limited("day", (fee.day_max_cnt == units(most)) & _a_unit)
    .by(fee.med_list_codg, fee.fee_ocur_time.day())
    .count(at_least=most + 1)
    for most in ONES
)
more_than_a_day_allows = Rule(
    (_over_on_a_day > 0) | ((_over_at_once.count() > 0) & (stay_days <= 1)),
    id="GL-201",
    title="超单日上限数量 | More than a day allows",
    asks="项目单日数量是否超过上限? | Did an item come more often in a day than is allowed?",
    sentence="有项目的单日数量超过知识点上限, 金额待核"
    " | Items above their limit for a day; the amount is to be checked",
    family=MANAGEMENT,
    subtype="项目超限次 | frequency",
    law=("R38(3)",),
    severity=CERTAIN,
    dimension=ONE_VISIT,
    violations=("O07",),
    figure=_over_on_a_day,
    evidence=limited("day", ~fee.day_max_cnt.is_null()),
    evidence_is_at_stake=False,
)
_periodic = limited("cyc", ~fee.cyc_max_cnt.is_null())
_over_in_visit = _any(
    _periodic.where((stay_days < fee.cyc_days) & (fee.cyc_max_cnt == units(most)) & _a_unit)
    .by(fee.med_list_codg)
    .count(at_least=most + 1)
    for most in ONES
)


def _with_earlier(shortest: int, longest: int) -> Term:
    """The lines of items with such a period that bring it above its limit, with earlier visits."""
    earlier = (
        past.same(claim.psn_no, fee.med_list_codg)
        .where(~fee.cyc_max_cnt.is_null())
        .within(days=shortest - 1)
        .sum(fee.cnt)
    )
    of_period = (fee.cyc_days >= shortest) & (fee.cyc_days < longest)
    return _periodic.where(of_period & (fee.cnt + earlier > fee.cyc_max_cnt)).count()


_over_with_earlier = _any(
    _with_earlier(shortest, longest) for shortest, longest in pairwise((*PERIODS, 10_000))
)
more_than_a_period_allows = Rule(
    (_over_in_visit > 0) | (_over_with_earlier > 0),
    id="GL-202",
    title="周期内超频次 | More often than the period allows",
    asks="项目在周期内的频次是否超过上限? | Did an item come more often than its period allows?",
    sentence="有项目在周期内超过频次上限, 金额待核"
    " | Items above the limit of their period; the amount is to be checked",
    family=MANAGEMENT,
    subtype="项目超限次 | frequency",
    law=("R38(3)",),
    severity=CERTAIN,
    dimension=MANY_VISITS,
    violations=("O07",),
    figure=_over_in_visit + _over_with_earlier,
    evidence=_periodic,
    evidence_is_at_stake=False,
)
_supplied_longer = limited("crs", fee.prd_days > fee.lmt_course_days)
_days_over_course = _any(
    limited("crs", fee.lmt_course_days == days)
    .by(fee.med_list_codg)
    .distinct(fee.fee_ocur_time.day(), at_least=days + 1)
    for days in COURSES
)
longer_than_the_course = Rule(
    (_supplied_longer.count() > 0) | (_days_over_course > 0),
    id="ZC-215",
    title="超限定支付疗程 | Longer than the course that is paid",
    asks="药品或项目是否超过限定的支付疗程? | Was an item given longer than the course that is paid?",
    sentence="药品或项目的天数超过限定支付疗程, 金额待核"
    " | Items given longer than the course that is paid; the amount is to be checked",
    family=POLICY,
    subtype="限支付疗程 | course",
    law=("R38(6)",),
    severity=SUSPECT,
    dimension=ONE_VISIT,
    violations=("O03",),
    evidence=limited("crs", ~fee.lmt_course_days.is_null()),
    evidence_is_at_stake=False,
)
