"""管理类: pairs of items that are not charged together at one moment, on one day, or in one visit."""

from features.language import OwnLines, claim, least, lines, pair, yuan
from features.rules.classes import CERTAIN, MANAGEMENT, ONE_VISIT, SUSPECT
from features.rules.rule import Rule
from features.terms import Term


def _pairs(interval: str) -> OwnLines:
    """The charged lines of pairs of an interval, in force on the day of settlement."""
    return lines.pair.where(
        (pair.itvl == interval)
        & (claim.setl_time.day() >= pair.begndate)
        & (pair.det_item_fee_sumamt > yuan(0))
    )


def _cheaper_side(some: OwnLines) -> Term:
    """The fees of the cheaper side, which is at most what was charged too much."""
    sides = (some.where(pair.side == side).sum(pair.det_item_fee_sumamt) for side in "AB")
    return least(*sides)


def _rule(id: str, interval: str, together: Term, zh: str, en: str, severity: str) -> Rule:
    """A rule against both items of a pair within an interval."""
    return Rule(
        together > 0,
        id=id,
        title=f"{zh}重复收费的项目对 | Pair of items {en}",
        asks=f"互斥的两个项目是否{zh}都收费? | Were both items of a pair charged {en}?",
        sentence=f"有{{figure}}对不得同时收费的项目{zh}都收费, 至多多收{{amount}}"
        f" | {{figure}} pairs were charged {en}, at most {{amount}} too much",
        family=MANAGEMENT,
        subtype="诊疗项目收费冲突 | items in conflict",
        law=("R38(3)",),
        severity=severity,
        dimension=ONE_VISIT,
        violations=("O07",),
        amount=_cheaper_side(_pairs(interval)),
        figure=together,
        evidence=_pairs(interval),
    )


_at_once, _on_a_day, _in_a_visit = _pairs("moment"), _pairs("day"), _pairs("visit")
pair_at_one_moment = _rule(
    "GL-203",
    "moment",
    _at_once.by(pair.pair_no, pair.fee_ocur_time).distinct(pair.side, at_least=2),
    "同一时间",
    "at one moment",
    SUSPECT,
)
pair_on_one_day = _rule(
    "GL-204",
    "day",
    _on_a_day.by(pair.pair_no, pair.fee_ocur_time.day()).distinct(pair.side, at_least=2),
    "同日",
    "on one day",
    CERTAIN,
)
pair_in_one_visit = _rule(
    "GL-205",
    "visit",
    _in_a_visit.by(pair.pair_no).distinct(pair.side, at_least=2),
    "同次就诊",
    "in one visit",
    SUSPECT,
)
