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
from features.tiles import Asked, Shown
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
class Ruled:
    """What the rules say of a claim: their hits, and by id what kept a rule from an answer."""

    hits: list[Hit]
    failed: dict[str, str]


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
    ) -> None:
        """Judge by this library; signals and absences are those of the build whose shelf is read."""
        self.library = library
        self.names = [name for name in library.evaluated if name not in absent_rules]
        self._kept = kept(signals, absent_signals, absent_rules)
        self._regions = library.book.regions()
        self._compiling = threading.Lock()
        self._benches: dict[str, Bench] = {}

    def prepare(self) -> None:
        """Compile the limits that hold until further notice, for every area: a second for each set."""
        for region in self._regions:
            if region.until == date.max:
                self.bench(region.area, region.since)

    def bench(self, area: str | None, day: date) -> Bench:
        """The compiled rules of an area and a day."""
        region = region_of(self._regions, area, day)
        version = region.limits.version
        if version not in self._benches:
            with self._compiling:
                if version not in self._benches:
                    self._benches[version] = self._compiled(region)
        return self._benches[version]

    def ruled(
        self,
        record: ClaimRecord,
        tiles: Mapping[Slot, Shown],
        norms: NormBook,
        unknown: Collection[str] = (),
    ) -> Ruled:
        """What the rules say of a claim; `unknown` names those that cannot be asked of it."""
        day = Asked.of(record.facts).moment.date()
        bench = self.bench(area_of(record), day)
        found = Ruled([], {})
        answers = _answers(bench, record, tiles, norms, found.failed)
        for variant in bench.variants:
            rule = variant.rule
            if variant.name in unknown or not rule.first_day <= day <= rule.last_day:
                continue
            if answers.get(f"hit_{variant.number}") is True:
                try:
                    found.hits.append(self._hit(variant, answers, record))
                except Exception as fault:  # noqa: BLE001 - a rule that fails is left out
                    found.failed[rule.id] = type(fault).__name__
        return found

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
        found = variants(self.library, [region], self.names)
        questions = {name: item for v in found for name, item in v.questions().items()}

        def reader(asked: Mapping[str, Described]) -> Evaluator:
            return Evaluator(asked, kept=self._kept)

        alone: dict[int, Evaluator] = {}

        def one(variant: Variant) -> Evaluator:
            if variant.number not in alone:
                alone[variant.number] = reader(variant.questions())
            return alone[variant.number]

        return Bench(found, reader(questions), one)


def area_of(record: ClaimRecord) -> str | None:
    """The area whose limits hold for a claim."""
    area = record.facts.get("fix_blng_admdvs")
    return area if isinstance(area, str) else None


def _answers(
    bench: Bench,
    record: ClaimRecord,
    tiles: Mapping[Slot, Shown],
    norms: NormBook,
    failed: dict[str, str],
) -> dict[str, Value]:
    """The answers of all rules at once; where one of them fails, of each that does not."""
    try:
        return bench.together.evaluate(record, tiles, norms)
    except Exception:  # noqa: BLE001 - find which one, and go on without it
        answers: dict[str, Value] = {}
        for variant in bench.variants:
            try:
                answers |= bench.alone(variant).evaluate(record, tiles, norms)
            except Exception as fault:  # noqa: BLE001 - this one
                failed[variant.rule.id] = type(fault).__name__
        return answers


def _lines(variant: Variant, record: ClaimRecord) -> list[str]:
    node = variant.rule.evidenced(variant.limits)
    if node is None or node.table != "fee":
        return []
    met = evidence_lines(node, record.facts, record.lines.get("fee", []))
    return [str(line["feedetl_sn"]) for line in met if line.get("feedetl_sn")][:MOST_LINES]
