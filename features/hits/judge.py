"""Rules on one claim: the live reader's answers, as hits with their sentence and their lines.

Care comes first: a rule that fails is left out and named, and the others are told all the same.
"""

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from features.hits.evidence import evidence_lines
from features.hits.library import Library
from features.hits.looks import kept
from features.hits.sentence import sentence
from features.hits.variants import Variant, region_of, variants
from features.live import ClaimRecord, Evaluator, Slot
from features.nodes import Value
from features.norms import NormBook
from features.rules import Rule
from features.rules.parameters.book import Region
from features.signal import Described
from features.tiles import Asked, Tile
from features.words import Words

MOST_LINES = 20


@dataclass(frozen=True)
class Hit:
    """A rule that hits a claim: what is at stake in fen, and its sentence."""

    rule: Rule
    state: str
    amount: int | None
    version: str
    words: Words
    lines: list[str]


@dataclass(frozen=True)
class Bench:
    """The rules of one set of limits, compiled: all together, and each alone for when one fails."""

    variants: list[Variant]
    together: Evaluator
    alone: Callable[[Variant], Evaluator]


class Judge:
    """Judges claims by the rules in force, each claim by the limits of its area and day."""

    def __init__(
        self,
        library: Library,
        signals: Mapping[str, Described],
        absent_signals: Collection[str] = (),
        absent_rules: Collection[str] = (),
        failed: Callable[[str, Exception], None] = lambda _rule, _fault: None,
    ) -> None:
        """Judge by this library; signals and absences are those of the build whose shelf is read.

        `failed` hears the id of a rule that could not be worked out, and why.
        """
        self.library = library
        self._names = [name for name in library.evaluated if name not in absent_rules]
        self._kept = kept(signals, absent_signals, absent_rules)
        self._regions = library.book.regions()
        self._failed = failed
        self._compiling = threading.Lock()
        self._benches: dict[str, Bench] = {}

    def bench(self, area: str | None, day: date) -> Bench:
        """The compiled rules of an area and a day."""
        region = region_of(self._regions, area, day)
        version = region.limits.version
        if version not in self._benches:
            with self._compiling:
                if version not in self._benches:
                    self._benches[version] = self._compiled(region)
        return self._benches[version]

    def hits(
        self,
        record: ClaimRecord,
        tiles: Mapping[Slot, list[Tile]],
        norms: NormBook,
        unknown: Collection[str] = (),
    ) -> list[Hit]:
        """The rules that hit a claim; `unknown` names those whose columns nobody brought."""
        day = Asked.of(record.facts).moment.date()
        area = record.facts.get("fix_blng_admdvs")
        bench = self.bench(area if isinstance(area, str) else None, day)
        answers = self._answers(bench, record, tiles, norms)
        found: list[Hit] = []
        for variant in bench.variants:
            rule = variant.rule
            if variant.name in unknown or not rule.first_day <= day <= rule.last_day:
                continue
            if answers.get(f"hit_{variant.number}") is True:
                try:
                    found.append(self._hit(variant, answers, record))
                except Exception as fault:  # noqa: BLE001 - a rule that fails is left out
                    self._failed(rule.id, fault)
        return found

    def _answers(
        self,
        bench: Bench,
        record: ClaimRecord,
        tiles: Mapping[Slot, list[Tile]],
        norms: NormBook,
    ) -> dict[str, Value]:
        try:
            return bench.together.evaluate(record, tiles, norms)
        except Exception:  # noqa: BLE001 - one of them fails: find which, and go on without it
            answers: dict[str, Value] = {}
            for variant in bench.variants:
                try:
                    answers |= bench.alone(variant).evaluate(record, tiles, norms)
                except Exception as fault:  # noqa: BLE001 - this one
                    self._failed(variant.rule.id, fault)
            return answers

    def _hit(self, variant: Variant, answers: Mapping[str, Value], record: ClaimRecord) -> Hit:
        rule, figure = variant.rule, variant.figure
        amount = answers.get(f"amount_{variant.number}")
        amount = amount if isinstance(amount, int) else None
        told = None if figure is None else (figure, answers[f"figure_{variant.number}"])
        return Hit(
            rule,
            self.library.states[variant.name],
            amount,
            variant.version,
            sentence(rule, variant.limits, told, amount),
            _lines(variant, record),
        )

    def _compiled(self, region: Region) -> Bench:
        found = variants(self.library, [region], self._names)
        questions = {name: item for v in found for name, item in v.questions().items()}

        def reader(asked: Mapping[str, Described]) -> Evaluator:
            return Evaluator(asked, kept=self._kept)

        alone: dict[int, Evaluator] = {}

        def one(variant: Variant) -> Evaluator:
            if variant.number not in alone:
                alone[variant.number] = reader(variant.questions())
            return alone[variant.number]

        return Bench(found, reader(questions), one)


def _lines(variant: Variant, record: ClaimRecord) -> list[str]:
    node = variant.rule.evidenced(variant.limits)
    if node is None or node.table != "fee":
        return []
    met = evidence_lines(node, record.facts, record.lines.get("fee", []))
    return [str(line["feedetl_sn"]) for line in met if line.get("feedetl_sn")][:MOST_LINES]
