"""What an expression is, found at declaration: its measure, its stage, its layer. Else a kind error.

A declaration that cannot be fails when its module is imported, with words that say what to write
instead; no reader ever meets an expression that has not passed here.
"""

from dataclasses import dataclass
from functools import cache

from features.errors import DeclarationError
from features.nesting import see_lines, see_look, see_norm, told
from features.nodes import (
    Call,
    Column,
    Expression,
    Lines,
    Literal,
    Norm,
    Past,
    children,
)
from features.operators import OPERATORS
from features.record import column_of
from features.settlement.contract import Kind, Stage

WHOLE = frozenset(
    {
        Kind.COUNT,
        Kind.YEARS,
        Kind.DAYS,
        Kind.HOURS,
        Kind.MINUTES,
        Kind.FEN,
        Kind.QUANTITY,
        Kind.PRICE,
        Kind.POINTS,
    }
)
NUMBERS = WHOLE | {Kind.RATIO}
BARE = frozenset({Kind.COUNT, Kind.YEARS, Kind.DAYS, Kind.HOURS, Kind.MINUTES, Kind.RATIO})
TIMES = frozenset({Kind.DATE, Kind.MOMENT})
TEXTS = frozenset({Kind.TEXT, Kind.CODE})


@dataclass(frozen=True)
class Measure:
    """What a value is: its kind and, of a ratio, the kinds it divides (fen over days)."""

    kind: Kind
    top: Kind | None = None
    bottom: Kind | None = None

    def __str__(self) -> str:
        """The measure as error messages name it."""
        return f"{self.top} per {self.bottom}" if self.top != self.bottom else str(self.kind)


@cache
def measure(node: Expression) -> Measure:
    """The measure of an expression. Raises DeclarationError when it has none."""
    match node:
        case Column(table, name):
            return Measure(column_of(table, name).kind)
        case Literal():
            return _literal(node)
        case Call():
            return _call(node)
        case Lines():
            see_lines(node)
            return _aggregated(node)
        case Past():
            see_look(node)
            return _aggregated(node)
        case Norm():
            see_norm(node)
            return _norm(node)


def stage(node: Expression) -> Stage:
    """The earliest supervision stage that knows all the expression reads.

    What past claims and earlier months say of settlement is known before this claim settles, so
    only what comes after month end keeps its stage there; keys and peers are the claim's own.
    """
    match node:
        case Column(table, name):
            return column_of(table, name).stage
        case Past(keys=own):
            within = [part for part in (node.value, node.where) if part is not None]
        case Norm(peers=own):
            within = [node.value]
        case _:
            own, within = children(node), []
    stages = [stage(part) for part in own]
    stages += [known for known in map(stage, within) if known is Stage.POST]
    return max(stages, key=lambda known: known.value, default=Stage.PRE)


def _literal(node: Literal) -> Measure:
    return Measure(node.kind or Kind.COUNT)


def _is_bare(node: Expression) -> bool:
    """A number without a unit: it takes that of what it meets."""
    return isinstance(node, Literal) and node.kind in {None, Kind.RATIO}


def _alike(node: Call, left: Expression, right: Expression) -> Measure:
    """One measure for both, a bare number taking the other's. Raises when fen meet days."""
    first, second = measure(left), measure(right)
    if _is_bare(right) and first.kind in BARE:
        return first
    if _is_bare(left) and second.kind in BARE:
        return second
    if first.kind in TEXTS and second.kind in TEXTS:
        return first
    if first == second or (first.kind in TIMES and second.kind == first.kind):
        return first
    if {first.kind, second.kind} == {Kind.RATIO, Kind.COUNT} and (
        _is_bare(left) or _is_bare(right)
    ):
        return first if first.kind is Kind.RATIO else second
    remedy = "Write yuan(…) for money." if Kind.FEN in {first.kind, second.kind} else ""
    raise DeclarationError(
        f"{told(node)} puts {first} beside {second}.",
        "Both sides of + - and of comparisons are of one unit.",
        f"Combine like with like, or divide. {remedy}".strip(),
    )


def _require(node: Expression, part: Expression, kinds: frozenset[Kind], wanted: str) -> Measure:
    found = measure(part)
    if found.kind not in kinds:
        raise DeclarationError(
            f"{told(node)} takes {told(part)}, which is {found}.",
            f"{wanted} was expected.",
            "Use another column, or another operator.",
        )
    return found


def _call(node: Call) -> Measure:
    arguments = node.arguments
    match OPERATORS[node.operator].typing:
        case "alike":
            found = _alike(node, arguments[0], arguments[1])
            if node.operator in {"add", "subtract"}:
                _require(node, arguments[0], NUMBERS, "A number")
            return found
        case "scaled":
            return _scaled(node)
        case "ratio":
            top, bottom = [_require(node, part, NUMBERS, "A number") for part in arguments]
            if bottom.bottom is Kind.COUNT and bottom.top is top.kind:
                return Measure(Kind.RATIO)  # fen over (fen a case): so many times
            return Measure(Kind.RATIO, top.kind, bottom.kind)
        case "compared":
            _alike(node, arguments[0], arguments[1])
            return Measure(Kind.FLAG)
        case "logic":
            for part in arguments:
                _require(node, part, frozenset({Kind.FLAG}), "A condition")
            return Measure(Kind.FLAG)
        case "membership":
            _require(node, arguments[0], TEXTS, "Text or a code")
            return Measure(Kind.FLAG)
        case "question":
            measure(arguments[0])
            return Measure(Kind.FLAG)
        case "choice":
            _require(node, arguments[0], frozenset({Kind.FLAG}), "A condition")
            return _alike(node, arguments[1], arguments[2])
        case "given":
            _require(node, arguments[0], frozenset({Kind.FLAG}), "A condition")
            return measure(arguments[1])
        case "same":
            return _require(node, arguments[0], NUMBERS, "A number")
        case "tally":
            _require(node, arguments[0], frozenset({Kind.FLAG}), "A condition")
            return Measure(Kind.COUNT)
        case "rounded":
            found = _require(node, arguments[0], NUMBERS, "A number")
            plain = found.top is None or found.top == found.bottom
            return Measure(
                Kind.COUNT if found.kind is Kind.RATIO and plain else found.top or found.kind
            )
        case "elapsed":
            for part in arguments:
                _require(node, part, TIMES, "A date or a moment")
            return Measure(Kind.DAYS)
        case "between":
            for part in arguments:
                _require(node, part, frozenset({Kind.MOMENT}), "A moment")
            return Measure(Kind.MINUTES)
        case "within_text":
            for part in arguments:
                _require(node, part, TEXTS, "Text or a code")
            return Measure(Kind.FLAG)
        case "clock":
            _require(node, arguments[0], frozenset({Kind.MOMENT}), "A moment")
            return Measure(Kind.COUNT)
        case "calendar":
            _require(node, arguments[0], TIMES, "A date or a moment")
            return Measure(Kind.COUNT)
        case "dated":
            _require(node, arguments[0], TIMES, "A date or a moment")
            return Measure(Kind.DATE)
        case "text":
            return _require(node, arguments[0], TEXTS, "Text or a code")
        case rule:
            raise AssertionError(f"operator {node.operator} names no typing rule ({rule})")


def _scaled(node: Call) -> Measure:
    left, right = (_require(node, part, NUMBERS, "A number") for part in node.arguments)
    if Kind.RATIO in {left.kind, right.kind}:
        other = right if left.kind is Kind.RATIO else left
        return Measure(Kind.RATIO, other.kind, Kind.COUNT) if other.kind in WHOLE else left
    if Kind.COUNT not in {left.kind, right.kind}:
        raise DeclarationError(
            f"{told(node)} multiplies {left} by {right}.",
            "One side of * is a count or a ratio.",
            "Divide instead, or use a column that already holds the product.",
        )
    return right if left.kind is Kind.COUNT else left


def _aggregated(node: Lines | Past) -> Measure:
    value = Literal(1) if node.value is None else node.value  # a count counts ones
    if node.where is not None:
        _require(node, node.where, frozenset({Kind.FLAG}), "A condition")
    for part in node.by:
        _require(node, part, TEXTS | TIMES | WHOLE, "A code, a time or a whole number")
    match node.aggregate:
        case "largest" if node.value is not None:
            return _require(node, node.value, WHOLE, "A whole number")
        case "groups" if node.value is not None:
            _require(node, node.value, WHOLE, "A whole number")
            return Measure(Kind.COUNT)
        case "count" | "groups" | "largest":
            return Measure(Kind.COUNT)
        case "distinct":
            _require(node, value, TEXTS | {Kind.DATE} | WHOLE, "A code, a day or a whole number")
            return Measure(Kind.COUNT)
        case "sum":
            found = measure(value)
            if found.kind not in WHOLE:
                raise DeclarationError(
                    f"{told(node)} sums {told(value)}, which is {found}.",
                    "Only whole units (fen, days, counts) can be summed, so that order never matters.",
                    "Did you mean distinct(), or whole() of a ratio?",
                )
            return found
        case "min" | "max" | "latest":
            kinds = WHOLE | TIMES | (TEXTS if node.aggregate == "latest" else frozenset())
            return _require(node, value, kinds, "A whole number or a time")
        case other:
            raise DeclarationError(
                f"{other} cannot look at the past or add up lines.",
                "Parts of an answer must be mergeable: count, sum, min, max, latest, distinct.",
                f"Declare a norm instead: norm.{other}(...).",
            )


def _norm(node: Norm) -> Measure:
    for peer in node.peers:
        _require(node, peer, TEXTS | WHOLE, "A code or a whole number to group peers by")
    match node.statistic:
        case "count":
            measure(node.value)
            return Measure(Kind.COUNT)
        case "rate":
            _require(node, node.value, frozenset({Kind.FLAG}), "A condition")
            return Measure(Kind.RATIO)
        case "mean":
            return _require(node, node.value, WHOLE, "A whole number")
        case "quantile" | "mad":
            return _require(node, node.value, NUMBERS, "A number")
        case other:
            raise DeclarationError(
                f"There is no norm.{other}.",
                "Norms are median, quantile, mad, mean, rate and count.",
                "Choose one of these.",
            )
