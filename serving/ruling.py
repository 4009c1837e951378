"""Rules in the service: those in force for one claim, told as findings beside the model's.

A rule that the data prove (明确) is a violation with its law; one that somebody has to look at (可疑)
is a suspicion. Shadows are counted and never told. Care comes first: a library that cannot be read
and a rule that fails are logged and counted, and the claim is answered without them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from features.build import BuildReport
from features.catalog import SIGNALS
from features.errors import FundwatchError
from features.hits.judge import Hit, Judge, Ruled
from features.hits.library import Library
from features.rules import RULES
from features.rules.classes import CERTAIN, LIVE
from features.rules.law import LAWS
from features.settings import Settings
from features.settlement.contract import Stage as Known
from serving.brought import Columns, own_columns
from serving.claim_body import Stage
from serving.finding import Finding, Severity
from serving.logs import log
from serving.wire.codes import Telling

_KNOWN = {"pre": Known.PRE, "in": Known.IN, "post": Known.POST}


@dataclass(frozen=True)
class Ruling:
    """What the rules found at a claim: what is told, how often each hit, which ones failed."""

    findings: list[Finding] = field(default_factory=list[Finding])
    hits: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    failed: list[str] = field(default_factory=list[str])


def judge_of(settings: Settings, report: BuildReport) -> Judge | None:
    """The judge of a build's shelf; None, and logged, when the rules of this home cannot be read."""
    try:
        judge = Judge(Library.open(settings), SIGNALS, report.absent, report.absent_rules)
        judge.prepare()
        return judge
    except FundwatchError as error:
        log().error("rules_not_read", kind=type(error).__name__, what=error.what)
        return None
    except Exception as fault:  # noqa: BLE001 - care goes on without the rules
        log().error("rules_not_compiled", kind=type(fault).__name__)
        return None


@lru_cache(maxsize=64)
def unasked(brought: Columns, stage: Stage) -> frozenset[str]:
    """The rules that need a column which nobody brought, or that only a later stage knows."""
    known = _KNOWN[stage].value
    return frozenset(
        name
        for name, rule in RULES.items()
        if rule.stage.value > known or not own_columns(rule.node) <= brought
    )


def ruling(ruled: Ruled, telling: Telling) -> Ruling:
    """What is told of the rules' hits: live ones, certain before suspect, dear before cheap."""
    for rule_id, kind in ruled.failed.items():
        log().error("rule_failed", rule=rule_id, kind=kind)
    live = [hit for hit in ruled.hits if hit.state == LIVE]
    ordered = sorted(live, key=lambda hit: (hit.rule.severity != CERTAIN, -(hit.amount or 0)))
    return Ruling(
        [finding_of_rule(hit, telling) for hit in ordered],
        [(hit.rule.id, hit.state) for hit in ruled.hits],
        list(ruled.failed),
    )


def finding_of_rule(hit: Hit, telling: Telling) -> Finding:
    """The finding that a hit makes."""
    rule, certain = hit.rule, hit.rule.severity == CERTAIN
    law = _law(rule.law)
    basis = f"违规依据:{law}。" if certain else f"疑点,须经核查,不作为认定结论。核查依据:{law}。"
    return Finding(
        rule_id=rule.id,
        title_zh=rule.names[0],
        title_en=rule.names[1],
        text_zh=f"{hit.words[0]}。",
        text_en=f"{hit.words[1]}.",
        basis_zh=f"{basis}规则{rule.id}/{hit.version}。",
        severity=_severity(hit, telling),
        score=None,
        expected_fen=hit.amount,
        families=[],
        lines=hit.lines,
    )


def _law(references: Sequence[str]) -> str:
    return "、".join(LAWS[reference].article for reference in references)


def _severity(hit: Hit, telling: Telling) -> Severity:
    if hit.rule.severity == CERTAIN:
        return "certain"
    return "high" if (hit.amount or 0) >= 100 * telling.high_expected_yuan else "low"
