"""The rows that a month's end looks at: claims with their own past, or the rows of a month's record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from features.monthly_records import MONTH_RECORDS
from features.nodes import Column, Expression, Norm, Past, walk
from features.record import record_columns
from features.sql.joins import month_number
from features.sql.keysets import key_sets
from features.sql.norms import Facts
from features.sql.past import add_given, add_past
from features.sql.program import Program, inner


@dataclass(frozen=True)
class Source:
    """A relation of rows with sign and month; `since` is the month of what a refund takes back."""

    record: str
    relation: str
    held: Mapping[Expression, str]
    month: str = "at_month"
    since: str = "since_month"
    sign: str = "sign"


def record_of(look: Past) -> str:
    """The record whose rows a month's look looks at."""
    table = look.keys[0].table
    return table if table in MONTH_RECORDS else "claim"


def add_claim_rows(program: Program, nodes: Iterable[Expression], facts: Facts) -> Source:
    """The step of claims, each with the norms and the looks at its own past that a month's looks read.

    A refund is given what its original saw.
    """
    monthly = [look for look in inner(nodes, Past) if look.window.unit == "month"]
    own = [
        part
        for look in monthly
        for part in walk(look)
        if isinstance(part, Past) and part.window.unit == "day"
    ]
    names: dict[Expression, str] = {}
    joins: list[str] = []
    giving = [(add_given(program, facts, keyset), keyset) for keyset in key_sets(own)]
    for given, keyset in giving:
        names |= {look: keyset.name(look) for look in keyset.looks}
        step = add_past(program, given, keyset, names)
        joins.append(f"LEFT JOIN {step} ON {step}.setl_id = c.facts_id")
    step = facts.step
    norms = [facts.held[norm] for norm in inner(monthly, Norm)]
    if names or norms:
        selected = ", ".join(["c.*", *norms, *names.values()])
        source = "\n".join([f"FROM {facts.beside(monthly)}", *joins])
        step = program.add("claim_seen", f"SELECT {selected}\n{source}")
    return Source("claim", step, {**facts.held, **names}, "month", "LEAST(facts_month, month)")


def add_record_rows(
    program: Program, record: str, columns: Iterable[str], since: int | None
) -> Source:
    """The step of a month's record, with the columns of its institution's register that it lacks.

    `columns` are those that looks and keys read; rows before the month `since` are left out.
    """
    told = MONTH_RECORDS[record]
    own, register = record_columns(record), record_columns("institution")
    wanted = sorted(set(columns))
    place = told.column_for("fixmedins_code")
    selected = [f"{'e' if name in own else 'i'}.{name} AS {name}" for name in wanted]
    joined = ""
    if any(name not in own and name in register for name in wanted):
        joined = f"\nLEFT JOIN fixmedins_b AS i ON i.fixmedins_code = e.{place}"
    if told.moment is None:
        months = [
            "b.month AS at_month",
            "LEAST(b.facts_month, b.month) AS since_month",
            "b.sign AS sign",
        ]
        source = f"FROM {told.table} AS e JOIN claim_base AS b ON b.facts_id = e.setl_id{joined}"
    else:
        month = month_number(f"e.{told.moment}")
        months = [f"{month} AS at_month", f"{month} AS since_month", "1 AS sign"]
        kept = [f"e.{told.moment} IS NOT NULL"]
        kept += [f"e.{told.only[0]} = '{told.only[1]}'"] if told.only else []
        kept += [f"{month} >= {since}"] if since is not None else []
        source = f"FROM {told.table} AS e{joined}\nWHERE {' AND '.join(kept)}"
    step = program.add(f"rows_{record}", f"SELECT {', '.join([*months, *selected])}\n{source}")
    names: dict[Expression, str] = {Column(record, name): name for name in wanted}
    return Source(record, step, names)
