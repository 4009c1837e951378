"""Terms: expressions under construction, whose operators make larger ones and check them at once."""

from dataclasses import dataclass
from typing import NoReturn

from features.check import measure
from features.errors import DeclarationError
from features.nodes import Call, Column, Expression, Literal
from features.settlement.contract import Kind


@dataclass(frozen=True, eq=False)
class Term:
    """An expression under construction; its operators make larger expressions and check them."""

    node: Expression

    def on(self, operator: str, *others: object) -> "Term":
        """The operator applied to this and the others."""
        return term(Call(operator, (self.node, *(node_of(other) for other in others))))

    def __add__(self, other: object) -> "Term":
        return self.on("add", other)

    def __sub__(self, other: object) -> "Term":
        return self.on("subtract", other)

    def __mul__(self, other: object) -> "Term":
        return self.on("multiply", other)

    def __truediv__(self, other: object) -> "Term":
        """The ratio of the two, null where the second is nothing."""
        return self.on("divide", other)

    def __radd__(self, other: object) -> "Term":
        return Term(node_of(other)) + self

    def __rsub__(self, other: object) -> "Term":
        return Term(node_of(other)) - self

    def __rmul__(self, other: object) -> "Term":
        return Term(node_of(other)) * self

    def __eq__(self, other: object) -> "Term":  # type: ignore[override]
        return self.on("equal", other)

    def __ne__(self, other: object) -> "Term":  # type: ignore[override]
        return self.on("unequal", other)

    def __lt__(self, other: object) -> "Term":
        return self.on("less", other)

    def __le__(self, other: object) -> "Term":
        return self.on("at_most", other)

    def __gt__(self, other: object) -> "Term":
        return self.on("greater", other)

    def __ge__(self, other: object) -> "Term":
        return self.on("at_least", other)

    def __and__(self, other: object) -> "Term":
        return self.on("both", other)

    def __or__(self, other: object) -> "Term":
        return self.on("either", other)

    def __invert__(self) -> "Term":
        return self.on("negate")

    def __bool__(self) -> NoReturn:
        raise DeclarationError(
            "A signal's expression was asked for its truth before any claim was seen.",
            'Expressions are combined with & and | and ~, not with "and", "or", "not" or chained < <.',
            "Write (a > 1) & (a < 9), with parentheses around each comparison.",
        )

    __hash__ = None  # type: ignore[assignment]

    def isin(self, *many: "str | Term") -> "Term":
        """Whether the code is one of these."""
        return self.on("one_of", *many)

    def starts_with(self, *prefixes: "str | Term") -> "Term":
        """Whether the code begins with one of these (provinces add children to national codes)."""
        return self.on("starts_with", *prefixes)

    def contains(self, part: object) -> "Term":
        """Whether the text holds the other text: an own name that only adds to the national one."""
        return self.on("contains", part)

    def begins_any(self, beginnings: object) -> "Term":
        """Whether the code begins with one of those in a text, parted by commas: an item's ICD."""
        return self.on("begins_any", beginnings)

    def is_null(self) -> "Term":
        """Whether the value is missing."""
        return self.on("is_null")

    def otherwise(self, other: object) -> "Term":
        """The value, or the other where it is missing."""
        return self.on("otherwise", other)

    def only_if(self, condition: "Term") -> "Term":
        """The value where the condition holds, missing where it does not or is unknown."""
        return condition.on("only_if", self)

    def days_since(self, earlier: object) -> "Term":
        """Whole days from the earlier date or moment to this one."""
        return self.on("days_since", earlier)

    def minutes_since(self, earlier: object) -> "Term":
        """Whole minutes from the earlier moment to this one, less than nothing when it is later."""
        return self.on("minutes_since", earlier)

    def hour(self) -> "Term":
        """The hour of the moment, 0 to 23."""
        return self.on("hour")

    def weekday(self) -> "Term":
        """The day of the week, 1 Monday to 7 Sunday."""
        return self.on("weekday")

    def month_of_year(self) -> "Term":
        """The month, 1 to 12."""
        return self.on("month_of_year")

    def day(self) -> "Term":
        """The calendar day of the moment."""
        return self.on("day")

    def prefix(self, size: int) -> "Term":
        """The first characters of the code: three of an ICD-10 code name its category."""
        return self.on("prefix", size)

    def whole(self) -> "Term":
        """The number rounded half up to a whole one, so that it can be summed."""
        return self.on("whole")

    def absolute(self) -> "Term":
        """The size of the number, without its sign."""
        return self.on("absolute")

    def as_count(self) -> "Term":
        """1 where the condition holds, 0 where it does not."""
        return self.on("as_count")


def node_of(operand: object) -> Expression:
    """The node of a term, or a literal. Raises DeclarationError for anything else."""
    match operand:
        case Term(node):
            return node
        case bool():
            return Literal(operand, Kind.FLAG)
        case str():
            return Literal(operand, Kind.TEXT)
        case float():
            return Literal(operand, Kind.RATIO)
        case int():
            return Literal(operand)
        case _:
            raise DeclarationError(
                f"{type(operand).__name__} cannot stand in an expression.",
                "Expressions are columns, numbers, text, conditions, lines, past and norms.",
                "Use a column of claim, or a plain number or text.",
            )


def term(node: Expression) -> Term:
    """The node as a term, checked. Raises DeclarationError when the node has no meaning."""
    measure(node)
    return Term(node)


def yuan(amount: int) -> Term:
    """An amount of money in whole yuan."""
    return Term(Literal(amount * 100, Kind.FEN))


def units(quantity: int) -> Term:
    """A quantity in whole units of a specification."""
    return Term(Literal(quantity * 10_000, Kind.QUANTITY))


def price(amount: int) -> Term:
    """A price in whole yuan a unit."""
    return Term(Literal(amount * 1_000_000, Kind.PRICE))


def weights(weight: int) -> Term:
    """A weight or points of a DRG or DIP case, in whole ones."""
    return Term(Literal(weight * 10_000, Kind.POINTS))


def when(condition: Term, then: object, otherwise: object) -> Term:
    """One value where the condition holds, the other where it does not or is unknown."""
    return condition.on("when", then, otherwise)


def least(left: Term, right: object) -> Term:
    """The lesser of two, null when either is missing."""
    return left.on("least", right)


def greatest(left: Term, right: object) -> Term:
    """The greater of two, null when either is missing."""
    return left.on("greatest", right)


@dataclass(frozen=True)
class Record:
    """The columns of `claim`, of `institution`, or of a kind of line, as attributes."""

    table: str

    def __getattr__(self, name: str) -> Term:
        if name.startswith("_"):
            raise AttributeError(name)
        return term(Column(self.table, name))


claim = Record("claim")
institution = Record("institution")
fee = Record("fee")
diag = Record("diag")
oprn = Record("oprn")
icu = Record("icu")
bld = Record("bld")
pair = Record("pair")
scan = Record("scan")
check = Record("check")
opsp = Record("opsp")
sign = Record("sign")
