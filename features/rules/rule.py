"""A rule: a signal that is true or false, with its law, severity and what is at stake.

    repeated_charge = Rule(
        lines.fee.by(fee.med_list_codg, fee.fee_ocur_time).count(at_least=2) > 0,
        id="GL-001",
        title="同一时刻重复收费 | Charged twice at one moment",
        asks="同一项目是否在同一时刻收了两次? | Was one item charged twice at one moment?",
        sentence="同一项目在同一时刻收费两次以上 | One item was charged twice at one moment",
        family=MANAGEMENT,
        subtype="重复收费 | duplicate charging",
        law=("R38(3)",),
        severity=CERTAIN,
        dimension=ONE_VISIT,
        violations=("O07",),
        since="2021-05-01",
        evidence=lines.fee.where(…),
    )

A rule hits a claim where it applies, on the days it is in force, when its expression is true: what
is unknown is no hit. Limits are parameters (`features.rules.parameters`), bound by area and day.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from features.check import measure, stage
from features.errors import DeclarationError
from features.language import OwnLines, fee
from features.nodes import Call, Expression, Lines, Norm, Past, walk
from features.rules.binding import bound_lines, parameters_of, require_bindable
from features.rules.classes import CLASSES, DIMENSIONS, ONE_VISIT, SEVERITIES, SUSPECT
from features.rules.law import LAWS
from features.rules.parameters import packaged
from features.rules.parameters.book import ParameterSet
from features.settlement.contract import Kind, Stage
from features.signal import Described
from features.terms import Term

IN_FORCE = "2021-05-01"  # the regulation's own first day


@dataclass(frozen=True)
class Rule(Described):
    """A condition on a claim that the law does not allow, or that somebody has to look at.

    Attributes:
        id: the code it is known by in answers, cases and TOML: ZC policy, GL management, YL medical.
        title, sentence: its short name, and what a finding says; the sentence may name parameters
            in braces, {figure} and {amount}.
        family: its national class; `subtype` the type inside it (限性别, 重复收费 …).
        applies: which claims are asked at all; None for every claim.
        amount: the fees concerned, in fen; by default those of the evidence; None when unknown.
        figure: one figure that the sentence tells.
        evidence: the lines that it rests on; after `by`, those alike to another one.
        evidence_is_at_stake: whether the fees of the evidence are what is at stake; not where only
            what exceeds a limit is, so that the amount is unknown.
    """

    id: str = field(default="", kw_only=True)
    title: str = field(default="", kw_only=True)
    sentence: str = field(default="", kw_only=True)
    subtype: str = field(default="", kw_only=True)
    law: tuple[str, ...] = field(default=(), kw_only=True)
    severity: str = field(default=SUSPECT, kw_only=True)
    dimension: str = field(default=ONE_VISIT, kw_only=True)
    violations: tuple[str, ...] = field(default=(), kw_only=True)
    applies: Term | None = field(default=None, kw_only=True)
    since: str = field(default=IN_FORCE, kw_only=True)
    until: str | None = field(default=None, kw_only=True)
    amount: Term | None = field(default=None, kw_only=True)
    figure: Term | None = field(default=None, kw_only=True)
    evidence: OwnLines | None = field(default=None, kw_only=True)
    evidence_is_at_stake: bool = field(default=True, kw_only=True)

    def __post_init__(self) -> None:
        """Refuse a rule that cannot mean anything. Raises DeclarationError."""
        for wrong, expected in _faults(self):
            raise DeclarationError(f"The rule {self.id or '?'} {wrong}.", expected, "Mend it.")
        for node in self.nodes:
            require_bindable(node)

    @property
    def node(self) -> Expression:
        """Whether the rule hits: it applies, and its condition holds."""
        if self.applies is None:
            return self.expression.node
        return Call("both", (self.applies.node, self.expression.node))

    @property
    def stage(self) -> Stage:
        """The earliest stage that can tell a hit; its amount may be known later."""
        return stage(self.node)

    @property
    def stakes(self) -> Expression | None:
        """The fees concerned, in fen; None when no line or sum shows them."""
        if self.amount is not None:
            return self.amount.node
        if self.evidence is None or not self.evidence_is_at_stake:
            return None
        if self.evidence.node.table != "fee" or self.evidence.node.by:
            return None
        return self.evidence.sum(fee.det_item_fee_sumamt).node

    @property
    def nodes(self) -> tuple[Expression, ...]:
        """Everything that is worked out for a hit: the condition, the stakes, the figure."""
        figure = None if self.figure is None else self.figure.node
        return tuple(node for node in (self.node, self.stakes, figure) if node is not None)

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The parameters that it reads, by name."""
        where = () if self.evidence is None else (self.evidence.node,)
        return tuple(sorted(parameters_of((*self.nodes, *where))))

    @cached_property
    def first_day(self) -> date:
        """The first day of settlement on which it is in force."""
        return date.fromisoformat(self.since)

    @cached_property
    def last_day(self) -> date:
        """The last day of settlement on which it is in force."""
        return date.max if self.until is None else date.fromisoformat(self.until)

    @property
    def names(self) -> tuple[str, str]:
        """Its title in Chinese and in English."""
        zh, _, en = self.title.partition(" | ")
        return zh, en

    def evidenced(self, limits: ParameterSet) -> Lines | None:
        """The lines it rests on, under these limits."""
        return None if self.evidence is None else bound_lines(self.evidence.node, limits)


def _faults(rule: Rule) -> list[tuple[str, str]]:
    """What is wrong with a rule, and what was expected; nothing in a good one."""
    found: list[tuple[str, str]] = []
    if measure(rule.node).kind is not Kind.FLAG:
        found.append((f"asks for {measure(rule.node)}", "A rule is true or false."))
    if rule.stakes is not None and measure(rule.stakes).kind is not Kind.FEN:
        found.append((f"puts {measure(rule.stakes)} at stake", "What is at stake is in fen."))
    if rule.family not in CLASSES or rule.severity not in SEVERITIES:
        found.append((f"is {rule.family} and {rule.severity}", "See features/rules/classes.py."))
    if rule.dimension not in DIMENSIONS:
        found.append((f"has the dimension {rule.dimension}", f"One of {', '.join(DIMENSIONS)}."))
    unknown = [reference for reference in rule.law if reference not in LAWS]
    if unknown or not rule.law:
        found.append((f"rests on {unknown or 'no law'}", "References are those of law.py."))
    lacking = [
        name
        for name, text in (("title", rule.title), ("sentence", rule.sentence), ("asks", rule.asks))
        if " | " not in text
    ]
    if lacking or not rule.id:
        found.append((f"lacks {', '.join(lacking) or 'its id'}", '"中文 | English" is written.'))
    if rule.evidence is not None and _looks_beyond(rule.evidence.node):
        found.append(
            ("has evidence that reads the past or peers", "A line is told by the claim alone.")
        )
    told = {part.partition("}")[0] for part in rule.sentence.split("{")[1:]}
    given = {"amount", "figure", *packaged().declarations}
    if told - given:
        found.append((f"tells {sorted(told - given)}", "It tells parameters, figure and amount."))
    return found


def _looks_beyond(node: Lines) -> bool:
    parts = [part for key in (node.where, *node.by) if key is not None for part in walk(key)]
    return any(isinstance(part, Past | Norm | Lines) for part in parts)
