"""Judge whether a head's score is worth telling, how grave it is, and tell it in its words.

A model's finding is a suspicion (疑点): it is never graver than "high", and its basis says that
somebody still has to look.
"""

from dataclasses import dataclass

from features.live import ClaimRecord
from models.bearing import bearing_lines
from models.head import Head, Scored
from models.reasons import claim_reasons
from serving.finding import FamilyShare, Finding, Severity
from serving.wire.codes import Telling


@dataclass(frozen=True)
class Title:
    """What a head's findings are called, and what a check of them rests on (domain brief C.0)."""

    rule_id: str
    zh: str
    en: str
    law: str


_REGULATION = "《医疗保障基金使用监督管理条例》"
TITLES = {
    "fraud": Title(
        "M-CLAIM-01",
        "结算行为疑点",
        "Suspicious claim",
        f"{_REGULATION}第二十四条(智能监控)、第三十八条、第四十条",
    ),
    "upcoding": Title(
        "M-UPCODE-01",
        "高套编码疑点",
        "Suspected upcoding",
        f"{_REGULATION}第二十四条(智能监控)、第三十八条第(七)项",
    ),
}


def finding_of(head: Head, scored: Scored, record: ClaimRecord, telling: Telling) -> Finding | None:
    """The finding that a score makes; None when it is not likely enough to be told."""
    if scored.probability < telling.likely_enough(head.stage):
        return None
    title = TITLES[head.name]
    told = claim_reasons(head, scored, record.facts.get("hosp_lv"), record.facts.get("med_type"))
    return Finding(
        rule_id=title.rule_id,
        title_zh=title.zh,
        title_en=title.en,
        text_zh=told.zh,
        text_en=told.en,
        basis_zh=(
            f"模型疑点,须经核查,不作为认定结论。核查依据:{title.law}。"
            f"模型{head.key}/{head.version}。"
        ),
        severity=_severity(scored, telling),
        score=scored.probability,
        expected_fen=scored.expected_fen,
        families=[
            FamilyShare(family=part.family, zh=part.zh, en=part.en, contribution=part.contribution)
            for part in told.families
        ],
        lines=bearing_lines(told.signals, record.facts, record.lines.get("fee", [])),
    )


def _severity(scored: Scored, telling: Telling) -> Severity:
    grave = (
        scored.probability >= telling.high_probability
        or scored.expected_fen >= 100 * telling.high_expected_yuan
    )
    return "high" if grave else "low"
