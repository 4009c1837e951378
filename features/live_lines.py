"""What the lines of a claim ask of the past, and what they give to it, as functions of Python."""

import linecache
from collections.abc import Callable, Iterable
from typing import Any

from features.live_loop import Loop, looped, slot
from features.live_source import LiveSource
from features.nodes import Expression
from features.operators import NAMES
from features.sql.keysets import KeySet
from features.tiles import day_number, last, restored

ARGUMENTS = "fact, lines, tiles, norms, month, day"


def asking_lines(keyset: KeySet, conditions: Iterable[Expression | None]) -> Callable[..., Any]:
    """The function that gives, for each line that asks, its slot, its keys, and its own moment.

    A line asks where one of the conditions holds; None is one that always does.
    """
    source = LiveSource([], ())
    loop = Loop(str(keyset.line), source.value)
    keys = [loop.value(key) for key in keyset.keys]
    moment = "None" if keyset.moment is None else loop.value(keyset.moment)
    own = slot(keyset, loop.value)
    asked = list(conditions)
    needed = [f"{key} is not None" for key in keys]
    needed += [f"{moment} is not None"] if keyset.moment else []
    if None not in asked:
        holding = (loop.holds(node) for node in asked if node is not None)
        needed.append(f"({' or '.join(holding)})")
    step = f"found[{own}] = (({', '.join(keys)},), {moment})"
    loop.statements.append(f"if {' and '.join(needed)}: {step}")
    source.statements += ["found = {}", *looped(str(keyset.line), loop)]
    return compiled(f"asking_{keyset.number}", source, "found")


def giving_lines(keyset: KeySet) -> Callable[..., Any]:
    """The function that gives, for each line with every key, these, its moment, its id, its parts."""
    source = LiveSource([], ())
    loop = Loop(str(keyset.line), source.value)
    keys = [loop.value(key) for key in keyset.keys]
    moment = "None" if keyset.moment is None else loop.value(keyset.moment)
    own = "None" if keyset.event is None else loop.value(keyset.event)
    values: list[str] = []
    for part in keyset.parts:
        value = "1" if part.value is None else loop.value(part.value)
        if part.where is not None:
            value = f"({value} if {loop.value(part.where)} is True else None)"
        values.append(value)
    needed = [f"{key} is not None" for key in keys]
    needed += [f"{moment} is not None"] if keyset.moment else []
    step = f"found.append((({', '.join(keys)},), {moment}, {own}, ({', '.join(values)},)))"
    loop.statements.append(f"if {' and '.join(needed)}: {step}")
    source.statements += ["found = []", *looped(str(keyset.line), loop)]
    return compiled(f"giving_{keyset.number}", source, "found")


def compiled(name: str, source: LiveSource, answer: str) -> Callable[..., Any]:
    """The source as a function; a traceback through it shows its lines."""
    body = "\n    ".join([*source.statements, f"return {answer}"])
    text = f"def {name}({ARGUMENTS}):\n    {body}\n"
    file = f"<signals {name}>"
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    known: dict[str, Any] = {**NAMES, "restored": restored, "last": last, "day_number": day_number}
    exec(compile(text, file, "exec"), known)  # noqa: S102
    function: Callable[..., Any] = known[name]
    return function
