"""Compile signals to one program: claims and lines, norms, past, answers.

DuckDB runs the program as written; Spark runs it through sqlglot's transpiler
(`features.engines`). Indicators are compiled by `features.sql.months`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from features.nodes import Expression, Past
from features.signal import Described
from features.sql.claims import ALWAYS, add_claims, claim_columns
from features.sql.expression import cast, sql
from features.sql.keysets import KeySet, key_sets
from features.sql.line_past import add_line_pasts
from features.sql.line_rows import add_line_rows
from features.sql.lines import add_lines
from features.sql.norms import Facts, PeerGroup, add_norms
from features.sql.past import add_given, add_past
from features.sql.pieces import FIRST, LAST, Pieces
from features.sql.program import Program, inner
from features.sql.span import Span

# the step of the months that have answers, and of how many claims
ANSWERED = "answered_month"
# how answers are read where claims are many
BY_MONTH = Pieces(
    f"SELECT month, claims FROM {ANSWERED} ORDER BY month",
    {"answers": f"month BETWEEN {FIRST} AND {LAST}"},
)


@dataclass(frozen=True)
class Compiled:
    """A program with what the shelf and the norm book read of its steps."""

    program: Program
    key_sets: tuple[KeySet, ...]
    peer_groups: tuple[PeerGroup, ...]


def add_facts(
    program: Program, nodes: list[Expression], span: Span | None = None
) -> tuple[list[PeerGroup], Facts]:
    """The steps up to claims with their lines and norms, shared by both compilers."""
    base = add_claims(program, claim_columns(nodes), span and span.read)
    add_line_rows(program, base, nodes)
    pasts = add_line_pasts(program, base, nodes, span and span.read)
    held = add_lines(program, base, nodes, pasts)
    return add_norms(program, "claim_row", nodes, held, span and span.fitted)


def compile_signals(
    signals: Mapping[str, Described],
    span: Span | None = None,
    also: Iterable[Expression] = (),
) -> Compiled:
    """The program that answers every signal for every claim, one row a claim, columns by name.

    Its step `answers` is read a month at a time where claims are many; `ANSWERED` has the months.
    With a span, for the claims of its months only. What the expressions of `also` look at is kept
    for the shelf and the norm book, and not answered.
    """
    own = [signal.node for signal in signals.values()]
    wanted = set(inner(own, Past))
    nodes = [*own, *also]
    program = Program()
    groups, facts = add_facts(program, nodes, span)
    keysets = key_sets(nodes)
    steps: list[str] = []
    names: dict[Expression, str] = {}
    giving = [(add_given(program, facts, known), known) for known in keysets if known.line is None]
    for given, keyset in giving:
        asked = replace(keyset, looks=tuple(look for look in keyset.looks if look in wanted))
        names |= {look: keyset.name(look) for look in asked.looks}
        if asked.looks:
            steps.append(add_past(program, given, asked, names))
    held = {**facts.held, **names}
    answers = [
        f"{cast(sql(signal.node, held), signal.node)} AS {name}" for name, signal in signals.items()
    ]
    frame = ["c.setl_id", *(f"c.{name}" for name in ALWAYS), "c.moment AS setl_time", "c.month"]
    joins = "".join(
        f"\nLEFT JOIN {step} ON {step}.setl_id = c.setl_id AND {step}.month = c.month"
        for step in steps
    )
    selected = ",\n  ".join([", ".join(frame), *answers])
    asked = "c.sign = 1" + ("" if span is None else f" AND c.month >= {span.answered}")
    program.add(
        "answers",
        f"SELECT {selected}\nFROM {facts.beside(own)}{joins}\nWHERE {asked}",
        stays=True,
        seen_once=True,
    )
    program.add(
        ANSWERED,
        f"SELECT c.month, COUNT(*) AS claims FROM {facts.step} AS c\n"
        f"WHERE {asked} GROUP BY c.month ORDER BY c.month",
        stays=True,
    )
    program.add("last_day", "SELECT MAX(day) AS day FROM claim_base", stays=True)
    return Compiled(program, tuple(keysets), tuple(groups))
