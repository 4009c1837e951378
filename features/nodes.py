"""The closed union of which every signal is made, as plain frozen values.

An expression means the same in every reader: SQL on DuckDB and Spark, one claim in the service,
the sentence an inspector reads, and the oracle in the tests. Readers `match` on the union, so the
type checker fails each of them that forgets a kind. `features.language` builds these nodes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from features.settlement.contract import Kind

Value: TypeAlias = bool | int | float | str | date | datetime | None


@dataclass(frozen=True)
class Column:
    """A column of the claim record, of one of its lines, or of the institution asked about."""

    table: str
    name: str


@dataclass(frozen=True)
class Literal:
    """A constant. `kind` is None for a whole number, which takes the unit it is combined with.

    `name` is that of a parameter whose value a rule is bound to later; no reader looks at it.
    """

    value: bool | int | float | str
    kind: Kind | None = None
    name: str | None = None


@dataclass(frozen=True)
class Call:
    """An operator of `features.operators` on its arguments."""

    operator: str
    arguments: tuple["Expression", ...]


@dataclass(frozen=True)
class Lines:
    """What the claim's own lines that meet `where` add up to.

    `groups` counts the groups of lines, alike in every `by`, that hold at least `at_least` lines;
    `largest` is the number of lines in the fullest group; `distinct` with `by` counts the groups
    with at least `at_least` different values. A line with a null key is in no group.
    """

    table: str
    aggregate: str
    value: "Expression | None" = None
    where: "Expression | None" = None
    by: tuple["Expression", ...] = ()
    at_least: int = 1


@dataclass(frozen=True)
class Window:
    """How far back the past is asked: `reach` whole days for a claim, whole months for a month's end."""

    unit: str
    reach: int


@dataclass(frozen=True)
class Past:
    """What the claims before this one, alike in every key, add up to.

    The window is the `reach` whole days before the claim's day, and that day up to the claim,
    ordered by (setl_time, setl_id): the claim itself is never in its own past, nor is anything
    after it. `where` and `value` are read on the past claim. A null key has no past: the answer is
    null. Nothing in the window counts 0 and sums to 0; its min, max and latest are null.

    A refund settlement (冲正) takes back, from its own moment on, what its original gives to counts
    and sums, as long as the original is in the window; min, max, latest and distinct keep what was
    once seen.

    With a column of a line among its keys it is a line's past: the lines of earlier claims that are
    alike in every key, each counting once, asked inside `Lines` of that kind. The claim's own lines
    are never in it. Of several lines of the last claim, `latest` is the greatest value. Lines that
    have a moment of their own (`features.record`) are ordered by it, with or without a claim.

    Asked at a month's end, the window is the `reach` whole calendar months that end with it. The
    keys may then name a record of `features.monthly_records` instead of claims, and `value` and
    `where` may look at a past claim's own past, by days. `groups` counts the groups of rows, alike
    in every `by`, of at least `at_least` rows, refunds taken off; `largest` is the number of rows,
    or the total of `value`, of the greatest group, 0 without any; `distinct` with `by` counts the
    groups with at least `at_least` different values. A row with a null in `by` is in no group.
    """

    keys: tuple[Column, ...]
    window: Window
    aggregate: str
    value: "Expression | None" = None
    where: "Expression | None" = None
    by: tuple["Expression", ...] = ()
    at_least: int = 1


@dataclass(frozen=True)
class Norm:
    """A peer figure: what earlier months say of claims alike in every one of `peers`.

    Fitted for each settlement month from the twelve months before it, never from that month. Where
    fewer than `FEWEST_CASES` peers are known, the last key is dropped, and so on to all claims. A
    claim whose first key is unknown has no peers, and no figure.
    `permille` is the quantile asked for, in thousandths (500 for a median).
    """

    statistic: str
    value: "Expression"
    peers: tuple["Expression", ...]
    permille: int = 500


Expression: TypeAlias = Column | Literal | Call | Lines | Past | Norm

FEWEST_CASES = 20
NORM_MONTHS = 12
RATE_PRIOR = 20  # a smoothed rate counts this many cases of the overall rate beside its own


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside this one."""
    match node:
        case Column() | Literal():
            return ()
        case Call():
            return node.arguments
        case Lines():
            return tuple(part for part in (node.value, node.where, *node.by) if part is not None)
        case Past():
            own = (*node.keys, node.value, node.where, *node.by)
            return tuple(part for part in own if part is not None)
        case Norm():
            return (node.value, *node.peers)


def line_of(look: Past) -> str | None:
    """The kind of line whose own past is looked at; None for a look at past claims or at months."""
    if look.window.unit == "month":
        return None
    return next((k.table for k in look.keys if k.table not in {"claim", "institution"}), None)


def walk(node: Expression) -> Iterator[Expression]:
    """The expression and everything inside it, children first."""
    for child in children(node):
        yield from walk(child)
    yield node
