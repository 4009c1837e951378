"""Score one claim: its record to signals, signals to the heads of its stage, heads to findings.

The signals are the batch's own, read live: the claim, its lines, its past from the shelf, its peers
from the norm book. Nothing is fitted and nothing is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel
from sqlalchemy import Engine, text

from features.errors import NotReady
from features.nodes import Value
from features.settings import Settings
from serving.claim_body import Stage
from serving.finding import Finding
from serving.ledger import Entry
from serving.register import Institution, Register


class Condition(BaseModel):
    """What the service would score with, and what it lacks."""

    ready: bool
    lacks: list[str]


@dataclass(frozen=True)
class Scored:
    """A claim's score: its findings, the signal values behind them, and what made them."""

    score: float | None
    findings: list[Finding]
    signals: Mapping[str, Value]
    model_version: str
    fingerprint: str
    stale: bool

    def kept_as(self, entry: Entry) -> Entry:
        """The ledger's entry, filled with this score."""
        return replace(
            entry,
            score=self.score,
            findings=self.findings,
            signals=self.signals,
            model_version=self.model_version,
            fingerprint=self.fingerprint,
        )


class Scorer:
    """Scores claims with the champions of one home."""

    def __init__(self, settings: Settings, database: Engine) -> None:
        """Score with what is in that home and on the shelf in that database."""
        self._settings: Settings = settings
        self._database: Engine = database
        self._register: Register = Register(settings)

    def institution(self, code: str) -> Institution | None:
        """The register's row of an institution."""
        return self._register.institution(code)

    def area(self, code: str | None) -> str | None:
        """The area an institution belongs to."""
        return self._register.area(code)

    def condition(self) -> Condition:
        """Whether claims can be scored. Raises SQLAlchemyError when the database is away."""
        with self._database.connect() as connection:
            connection.execute(text("SELECT 1"))
        return Condition(ready=False, lacks=["champion"])

    def score(
        self, stage: Stage, facts: Mapping[str, Value], lines: Mapping[str, list[dict[str, Value]]]
    ) -> Scored:
        """The score of a claim at a stage.

        Raises NotReady when nothing has been promoted for the stage, Conflict when the champion was
        trained on other signals.
        """
        raise NotReady("x", "y", "z")
