"""A finding: a model's suspicion (疑点) of one claim with its reasons, or a rule's hit with its law.

A model's finding is never a violation (违规); that of a certain rule is one.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Severity = Literal["certain", "high", "low"]


class FamilyShare(BaseModel):
    """What one family of signals adds to a score, in log odds or fen as the head says."""

    model_config = ConfigDict(frozen=True)

    family: str
    zh: str
    en: str
    contribution: float


class Finding(BaseModel):
    """One suspicion or violation of a claim, as ledgers keep it and every answer tells it."""

    model_config = ConfigDict(frozen=True)

    rule_id: str = Field(examples=["M-UPCODE-01"])
    title_zh: str
    title_en: str
    text_zh: str
    text_en: str
    basis_zh: str = Field(description="What the finding rests on: a law, or a model's version.")
    severity: Severity
    score: float | None = Field(
        description="Calibrated probability of the head that found it, 0 to 1; null for a rule."
    )
    expected_fen: int | None = Field(description="Expected excess or recovery, in fen.")
    families: list[FamilyShare]
    lines: list[str] = Field(description="feedetl_sn of the lines that bear it out.")
