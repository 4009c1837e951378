"""Score one claim: its record to signals, signals to the heads of its stage, heads to findings.

The signals are the batch's own, read live: the claim, its lines, its past from the shelf, its peers
from the norm book. Nothing is fitted and nothing is written here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import get_args

from pydantic import BaseModel

from features.errors import FundwatchError, NotReady
from features.live import ClaimRecord
from features.nodes import Value
from features.settings import Settings
from serving.brought import Columns, of_message, unanswerable
from serving.claim_body import Stage
from serving.conversation import Conversation
from serving.finding import Finding
from serving.hiding import Hiding
from serving.judging import finding_of
from serving.ledger import Entry
from serving.live import LiveSignals
from serving.logs import log
from serving.register import Institution, Register
from serving.ruling import Ruling, ruling
from serving.throne import FINGERPRINT, Throne
from serving.widening import Widening
from serving.wire.codes import Telling

Lines = Mapping[str, list[dict[str, Value]]]


class Condition(BaseModel):
    """What the service scores with, and what it lacks."""

    ready: bool
    champions: list[str]
    fingerprint: str
    built_months: list[str]
    shelf_ends_on: date | None
    lacks: list[str]


def gravest_first(modelled: Sequence[Finding], ruled: Sequence[Finding]) -> list[Finding]:
    """The models' findings, likeliest first, between the rules' certain and suspect ones."""
    certain = [finding for finding in ruled if finding.severity == "certain"]
    suspect = [finding for finding in ruled if finding.severity != "certain"]
    return [*certain, *sorted(modelled, key=lambda found: -(found.score or 0)), *suspect]


@dataclass(frozen=True)
class Scored:
    """A claim's score: its findings, the signal values behind them, and what made them."""

    score: float | None
    findings: list[Finding]
    signals: Mapping[str, Value]
    model_version: str
    fingerprint: str
    stale: bool
    ruling: Ruling = field(default_factory=Ruling)

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

    def __init__(self, settings: Settings, database: Conversation, telling: Telling) -> None:
        """Score with what is in that home and on the shelf in that database."""
        self._telling: Telling = telling
        self._register: Register = Register(settings)
        self._widening: Widening = Widening(settings)
        self._live: LiveSignals = LiveSignals(settings, database)
        self._throne: Throne = Throne(settings)
        self._hiding: Hiding = Hiding(settings, database)

    def institution(self, code: str) -> Institution | None:
        """The register's row of an institution."""
        return self._register.institution(code)

    def area(self, code: str | None) -> str | None:
        """The area an institution belongs to: the register's, else the one in its code."""
        return self._register.area(code)

    def condition(self) -> Condition:
        """Whether claims can be scored. Raises SQLAlchemyError when the database is away."""
        lacks: list[str] = []
        champions: list[str] = []
        months: list[str] = []
        try:
            champion = self._throne.champion()
            champions = champion.stamp.split()
            lacks += [
                f"No champion answers stage {stage}. Run `fundwatch train` and `fundwatch promote`."
                for stage in get_args(Stage)
                if not champion.of_stage(stage)
            ]
        except FundwatchError as error:
            lacks.append(str(error))
        try:
            months = self._live.built().report.months
        except FundwatchError as error:
            lacks.append(str(error))
        try:
            self._hiding.pseudonyms()
        except FundwatchError as error:
            lacks.append(str(error))
        ends_on = self._live.ends_on()
        if ends_on is None:
            lacks.append("The shelf is empty. Run `fundwatch signals build` to publish it.")
        return Condition(
            ready=not lacks,
            champions=champions,
            fingerprint=FINGERPRINT,
            built_months=months,
            shelf_ends_on=ends_on,
            lacks=lacks,
        )

    def warm(self) -> Condition:
        """Read everything that scoring needs now, so that no claim waits for it."""
        unanswerable(of_message())
        return self.condition()

    def record(self, facts: Mapping[str, Value], lines: Lines) -> ClaimRecord:
        """The claim's record: what was given, widened by the registers that hold more of it."""
        known = self._register.institution(str(facts.get("fixmedins_code")))
        own = {**(known.facts if known else {}), **facts}
        return ClaimRecord(self._widening.facts(own), self._widening.lines(lines))

    def score(
        self, stage: Stage, facts: Mapping[str, Value], lines: Lines, brought: Columns
    ) -> Scored:
        """The score of a claim at a stage, with the findings worth telling, gravest first.

        What a rule proves (明确) comes before what a model suspects, and that before what a rule
        suspects: a sender that takes one finding takes the first.

        The claim brings persons' numbers as they are in life; pseudonyms take their place at once.
        `brought` are the columns that the caller could bring (`serving.brought`).

        Raises NotReady when nothing is built or promoted for the stage, Conflict when build, shelf,
        champions and service are not of one release.
        """
        facts, lines = self._hiding.claim(facts, lines)
        champion = self._throne.champion()
        heads = champion.of_stage(stage)
        if not heads:
            raise NotReady(
                f"No champion answers stage {stage}",
                f"Promoted are: {', '.join(sorted(champion.heads))}",
                "Run `fundwatch train` and `fundwatch promote`",
            )
        record = self.record(facts, lines)
        answered = self._live.answers(record, brought, stage)
        signals, ruled = answered.signals, ruling(answered.ruled, self._telling)
        probabilities: list[float] = []
        findings: list[Finding] = []
        for head in heads:
            scored = head.score(signals, record.facts)
            if scored is None:
                continue
            probabilities.append(scored.probability)
            told = finding_of(head, scored, record, self._telling)
            if told is not None:
                findings.append(told)
        found = Scored(
            score=max(probabilities, default=None),
            findings=gravest_first(findings, ruled.findings),
            signals=signals,
            model_version=champion.stamp,
            fingerprint=FINGERPRINT,
            stale=answered.stale,
            ruling=ruled,
        )
        log().info(
            "scored",
            stage=stage,
            lines=sum(len(rows) for rows in record.lines.values()),
            findings=len(found.findings),
            rule_hits=len(ruled.hits),
            stale=answered.stale,
        )
        return found
