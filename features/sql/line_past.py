"""A line's own past as SQL: what the lines of a claim give together, to the same tiles and windows.

Lines of one claim that are alike in their keys are added up first, so that a key has one row a claim
(`given_N`) and everything after it is the past of claims (`features.sql.past`). Lines that neither
give anything nor are asked are left out before they are grouped. Lines with a moment of their own
are rows as they are, with or without a claim.
"""

from collections.abc import Iterable, Mapping

from features.nodes import Expression
from features.record import LINES
from features.sql.expression import sql
from features.sql.joins import day_number, month_number, placed
from features.sql.keysets import GIVEN, KeySet, Part, asking, key_sets
from features.sql.line_rows import columns_held, columns_read, row_of
from features.sql.past import add_past
from features.sql.pieces import by_month
from features.sql.program import Program


def add_line_pasts(
    program: Program, base: str, nodes: Iterable[Expression], since: int | None
) -> list[KeySet]:
    """The steps that answer every look at a line's own past; gives their key sets.

    `base` is the step of claims; rows of no claim are read from the month `since` on.
    """
    asked = list(nodes)
    keysets = [keyset for keyset in key_sets(asked) if keyset.line is not None]
    for keyset in keysets:
        if keyset.event is None:
            given = _add_given(program, base, keyset, asking(asked, keyset))
        else:
            given = _add_events(program, keyset, since)
        add_past(program, given, keyset, {look: keyset.name(look) for look in keyset.looks})
    return keysets


def _add_given(program: Program, base: str, keyset: KeySet, asked: list[Expression | None]) -> str:
    """What the lines of each claim give together, and again what its refund takes back."""
    number, kind, rows = keyset.number, str(keyset.line), row_of(str(keyset.line))
    held = columns_held(_read(keyset, asked), kind)
    keys = [sql(key, held) for key in keyset.keys]
    parts = [f"{_together(part, held)} AS given_{i}" for i, part in enumerate(keyset.parts, 1)]
    named = [f"{key} AS key_{i}" for i, key in enumerate(keys, 1)]
    known = " AND ".join([*(f"{key} IS NOT NULL" for key in keys), *_wanted(keyset, asked, held)])
    lines = (
        f"  SELECT l.facts_id, {', '.join(named)}, {', '.join(parts)}\n"
        f"  FROM {rows} AS l\n  WHERE {known}\n  GROUP BY l.facts_id, {', '.join(keys)}"
    )
    columns = [*keyset.columns, *(f"given_{i}" for i in range(1, len(keyset.parts) + 1))]
    with program.by(by_month(base, [rows], own="facts_month")):
        return program.add(
            f"given_{number}",
            f"SELECT {', '.join([*(f'c.{name}' for name in GIVEN), *(f'a.{name}' for name in columns)])}\n"
            f"FROM {base} AS c JOIN (\n{lines}\n) AS a ON a.facts_id = c.facts_id",
            stays=True,
        )


def _add_events(program: Program, keyset: KeySet, since: int | None) -> str:
    """The lines that have a moment, each as a claim that happened at it."""
    name = str(keyset.line)
    kind = LINES[name]
    held: dict[Expression, str] = {
        column: placed(name, column.name, "l") for column in columns_read(name, _read(keyset, []))
    }
    moment = f"l.{kind.known}"
    day, month = day_number(moment), month_number(moment)
    keys = [f"{sql(key, held)} AS key_{i}" for i, key in enumerate(keyset.keys, 1)]
    parts = [f"{part.given(held)} AS given_{i}" for i, part in enumerate(keyset.parts, 1)]
    known = [f"{sql(key, held)} IS NOT NULL" for key in keyset.keys] + [f"{moment} IS NOT NULL"]
    known += [] if since is None else [f"{month} >= {since}"]
    return program.add(
        f"given_{keyset.number}",
        f"SELECT l.{kind.event} AS setl_id, 1 AS sign, {moment} AS moment, {day} AS day,"
        f" {month} AS month, {day} AS since, {month} AS facts_month, {', '.join([*keys, *parts])}\n"
        f"FROM {kind.table} AS l\nWHERE {' AND '.join(known)}",
        stays=True,
    )


def _read(keyset: KeySet, asked: list[Expression | None]) -> list[Expression]:
    parts = [node for part in keyset.parts for node in (part.value, part.where)]
    return [node for node in (*keyset.keys, *parts, *asked) if node is not None]


def _wanted(
    keyset: KeySet, asked: list[Expression | None], held: Mapping[Expression, str]
) -> list[str]:
    """The condition that a line gives something or is asked; none where every line does."""
    conditions = asked + [part.where for part in keyset.parts]
    texts = [sql(condition, held) for condition in conditions if condition is not None]
    return [f"({' OR '.join(dict.fromkeys(texts))})"] if len(texts) == len(conditions) else []


def _together(part: Part, held: Mapping[Expression, str]) -> str:
    """What lines alike give together: how many, their total, the least, the greatest, every value."""
    given = part.given(held)
    match part.aggregate:
        case "count":
            return f"CAST(NULLIF(COUNT({given}), 0) AS BIGINT)"
        case "sum":
            return f"CAST(SUM({given}) AS BIGINT)"
        case "distinct":
            return f"LIST(DISTINCT {given}) FILTER (WHERE {given} IS NOT NULL)"
        case "latest":
            return f"MAX({given})"
        case aggregate:
            return f"{aggregate.upper()}({given})"
