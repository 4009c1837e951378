"""What may stand inside what: lines, looks at the past and norms, seen to at declaration.

Readers work in layers: a claim with its own lines, norms fitted over these, the past. What cannot be
kept in that order is refused here, with words that say what to write instead.
"""

from collections.abc import Iterable
from typing import NoReturn

from features.errors import DeclarationError
from features.nodes import (
    Call,
    Column,
    Expression,
    Lines,
    Literal,
    Norm,
    Past,
    children,
    line_of,
    walk,
)
from features.record import LINES


def told(node: Expression) -> str:
    """The expression as its author wrote it, near enough for a message."""
    match node:
        case Column(table, name):
            return f"{table}.{name}"
        case Literal(value):
            return repr(value)
        case Call(operator, arguments):
            return f"{operator}({', '.join(told(part) for part in arguments)})"
        case Lines(table, aggregate, value):
            return f"lines.{table}.{aggregate}({told(value) if value else ''})"
        case Past(keys, _, aggregate, value):
            same = ", ".join(told(key) for key in keys)
            return f"past.same({same}).{aggregate}({told(value) if value else ''})"
        case Norm(statistic, value):
            return f"norm.{statistic}({told(value)})"


def lines_read(node: Expression) -> frozenset[str]:
    """The kinds of lines that an expression reads and no `lines` around them adds up."""
    match node:
        case Column(table, _):
            return frozenset({table} & LINES.keys())
        case Lines():
            return _read(children(node)) - {node.table}
        case Past():
            return _read(node.keys)
        case _:
            return _read(children(node))


def _read(nodes: Iterable[Expression]) -> frozenset[str]:
    return frozenset[str]().union(*map(lines_read, nodes))


def see_lines(node: Lines) -> None:
    """See that lines read themselves, their claim and their own past, and nothing else."""
    others = _read(children(node)) - {node.table}
    if others:
        _refuse(
            node,
            f"reads {', '.join(sorted(others))}",
            "Lines are added up kind by kind; a line can be compared with its claim only",
            "Add the other kind up with lines of its own, and combine the two with an operator.",
        )
    for part in (part for child in children(node) for part in walk(child)):
        match part:
            case Past() if line_of(part) == node.table:
                pass
            case Past() | Norm() | Lines():
                _refuse(
                    node,
                    f"holds {told(part)}",
                    "A line knows its claim's columns and its own past, no look of its claim",
                    "Take it out and combine the two with an operator, or name a column of the line"
                    " in past.same(…).",
                )
            case _:
                pass
    if any(isinstance(part, Past) for key in node.by for part in walk(key)):
        _refuse(
            node,
            "groups lines by their past",
            "Lines are grouped by what they hold themselves",
            "Put the past into .where(…).",
        )
    if node.by and node.aggregate not in {"groups", "largest", "distinct"}:
        _refuse(
            node,
            f"asks for {node.aggregate} of groups",
            "Groups of lines are counted, by their lines or by their different values",
            "Use count(at_least=…), distinct(…, at_least=…) or largest(), or leave .by(…) out.",
        )
    if node.at_least < 1:
        _refuse(node, "counts groups of nothing", "A group holds at least one", "Say at_least=1.")


def see_look(node: Past) -> None:
    """See that a look can be answered: of a claim, of a line, or at a month's end."""
    if node.window.unit != "day":
        _see_month(node)
    elif node.by:
        _refuse(
            node,
            "puts past claims into groups",
            "Only what merges day by day can be kept for a claim; groups are for a month's end",
            "Ask at a month's end, or add the group's column to past.same(…).",
        )
    elif line_of(node) is not None:
        _see_line_past(node, str(line_of(node)))
    else:
        refuse_inside(node, Past, "the past of a past is not kept; declare a signal of it")
        _see_no_line(node)


def _see_line_past(node: Past, kind: str) -> None:
    """A line's past: keys of one kind, and nothing but columns of the past line and its claim."""
    parts = [*node.keys, *(part for part in (node.value, node.where) if part is not None)]
    held = [part for of in parts for part in walk(of) if isinstance(part, Lines | Norm | Past)]
    if held:
        _refuse(
            node,
            f"holds {told(held[0])}",
            "A past line is read by its own columns and those of its claim",
            "Take the inner part out, or declare it of the claim: past.same(claim.…).",
        )
    tables = {part.table for of in parts for part in walk(of) if isinstance(part, Column)}
    known = {kind} if LINES.get(kind) and LINES[kind].event else {kind, "claim"}
    if not tables <= known:
        _refuse(
            node,
            f"reads {', '.join(sorted(tables - known))}",
            f"The past of {kind} reads columns of {' and '.join(sorted(known))}",
            "Leave the others out, or ask the claim's past: past.same(claim.…).",
        )


def _see_month(node: Past) -> None:
    within = [part for part in walk(node) if part is not node and isinstance(part, Past)]
    record = "claim" if node.keys[0].table == "institution" else node.keys[0].table
    asked = [part for part in (node.value, node.where, *node.by) if part is not None]
    others = {c.table for part in asked for c in walk(part) if isinstance(c, Column)} - {record}
    if record != "claim" and others:
        _refuse(
            node,
            f"reads {', '.join(sorted(others))} beside {record}",
            "A look at a record of the month reads that record alone",
            "Take the two as looks of their own and combine them with an operator.",
        )
    if node.aggregate == "latest" or any(part.window.unit == "month" for part in within):
        _refuse(
            node,
            "cannot be asked at a month's end",
            "A month's look counts, sums, and finds the least and greatest; it holds no other month's",
            "Combine two months' looks with an operator.",
        )
    of_lines = [part for part in within if line_of(part) is not None]
    if of_lines:
        _refuse(
            node,
            f"holds {told(of_lines[0])}",
            "A line's past is asked of a claim, not added up over months",
            "Ask the claim's past in its place: past.same(claim.…).",
        )
    _see_no_line(node)


def see_norm(node: Norm) -> None:
    """See that a norm is of facts of claims."""
    refuse_inside(node, Past, "norms are fitted over facts of claims, before any past is read")
    refuse_inside(node, Norm, "a norm of a norm is not fitted")
    _see_no_line(node)


def see_signal(node: Expression) -> None:
    """See that a whole expression adds up every line that it reads."""
    loose = sorted(lines_read(node))
    if loose:
        _refuse(
            node,
            f"reads a line of {loose[0]} by itself",
            "A claim has many lines, and an answer is one value",
            f"Add them up: lines.{loose[0]}.where(…).count(), .sum(…), .max(…).",
        )


def _see_no_line(node: Past | Norm) -> None:
    parts = [part for part in children(node) if part not in getattr(node, "keys", ())]
    loose = sorted(_read(parts))
    if loose:
        _refuse(
            node,
            f"reads a line of {loose[0]}",
            "A past claim and a peer are read by their columns, and by their lines added up",
            f"Add them up: lines.{loose[0]}.sum(…); or name a column of the line in past.same(…) and"
            f" ask it inside lines.{loose[0]}.where(…).",
        )


def refuse_inside(node: Past | Norm, kind: type, why: str) -> None:
    """Refuse a look or a norm that holds one of that kind."""
    inside = [part for part in walk(node) if part is not node and isinstance(part, kind)]
    if inside:
        _refuse(
            node,
            f"holds {told(inside[0])}",
            f"That cannot be: {why}",
            "Take the inner part out and combine the two with an operator.",
        )


def _refuse(node: Expression, what: str, expected: str, do: str) -> NoReturn:
    raise DeclarationError(f"{told(node)} {what}.", f"{expected}.", do)
