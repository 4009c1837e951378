"""Compile indicators: the same expressions asked of an institution at each month's end.

A tile here is what one month of one key adds up to; a window of n months is the n whole calendar
months that end with the asked one. Nothing after the month's end is read.
"""

from collections.abc import Mapping

from features.nodes import Expression
from features.record import record_columns
from features.signal import Described
from features.sql.claims import claim_columns
from features.sql.compiler import Compiled, add_facts
from features.sql.expression import cast, sql
from features.sql.past import MERGED, KeySet, add_given, key_sets, tile_parts
from features.sql.program import Program
from features.sql.span import Span


def compile_indicators(indicators: Mapping[str, Described], span: Span | None = None) -> Compiled:
    """The program that answers every indicator, one row an institution and month it settled in.

    With a span, for its months only.
    """
    nodes = [indicator.node for indicator in indicators.values()]
    program = Program()
    groups, held = add_facts(program, nodes, span)
    register = sorted(set(claim_columns(nodes)) & set(record_columns("institution")))
    others = [f"MAX(i.{name}) AS {name}" for name in register if name != "fixmedins_code"]
    later = "" if span is None else f" AND c.month >= {span.answered}"
    program.add(
        "asked",
        f"SELECT {', '.join(['c.fixmedins_code', 'c.month', *others])}\nFROM claim_normed AS c\n"
        "LEFT JOIN fixmedins_b AS i ON i.fixmedins_code = c.fixmedins_code\n"
        f"WHERE c.sign = 1{later} GROUP BY c.fixmedins_code, c.month",
    )
    names: dict[Expression, str] = {}
    joins: list[str] = []
    keysets = key_sets(nodes)
    for keyset in keysets:
        given = add_given(program, "claim_normed", keyset, held)
        for number, look in enumerate(keyset.looks, 1):
            names[look] = f"past_{keyset.number}_{number}"
        step = _add_months(program, given, keyset, names)
        joins.append(
            f"LEFT JOIN {step} ON {step}.fixmedins_code = a.fixmedins_code AND {step}.month = a.month"
        )
    answers = [
        f"{cast(sql(item.node, {**held, **names}), item.node)} AS {name}"
        for name, item in indicators.items()
    ]
    program.add(
        "answers",
        "SELECT a.fixmedins_code, a.month,\n  "
        + ",\n  ".join(answers)
        + "\nFROM asked AS a\n"
        + "\n".join(joins),
        stays=True,
    )
    return Compiled(program, tuple(keysets), tuple(groups))


def _add_months(
    program: Program, given: str, keyset: KeySet, names: Mapping[Expression, str]
) -> str:
    """The steps from what claims give in a month to every look; gives the step by institution."""
    number = keyset.number
    keys = ", ".join(f"key_{i}" for i in range(1, len(keyset.keys) + 1))
    same = " AND ".join(f"t.key_{i} = a.{key}" for i, key in enumerate(keyset.keys, 1))
    looks = keyset.looks
    parts = tile_parts(keyset) or ["COUNT(*) AS cases"]
    program.add(
        f"tile_{number}",
        f"SELECT {keys}, month, LEAST(facts_month, month) AS since, {', '.join(parts)}\n"
        f"FROM {given}\nGROUP BY {keys}, month, LEAST(facts_month, month)",
    )
    columns = ["COUNT(*) AS months"]
    joins: list[str] = []
    for look in looks:
        place = keyset.part(look) + 1
        if look.aggregate in MERGED:
            inside = f"t.since > a.month - {look.window.reach}"
            merged = f"{MERGED[look.aggregate]}(CASE WHEN {inside} THEN t.part_{place} END)"
            zero = look.aggregate in {"count", "sum"}
            columns.append(f"{f'COALESCE({merged}, 0)' if zero else merged} AS {names[look]}")
        else:
            seen = program.add(
                f"{names[look]}_seen",
                f"SELECT DISTINCT {keys}, month, given_{place} AS value FROM {given}\n"
                f"WHERE sign = 1 AND given_{place} IS NOT NULL",
            )
            counted = program.add(
                f"{names[look]}_count",
                f"SELECT a.fixmedins_code, a.month, COUNT(DISTINCT t.value) AS seen\nFROM asked AS a\n"
                f"JOIN {seen} AS t ON {same} AND t.month <= a.month"
                f" AND t.month > a.month - {look.window.reach}\n"
                "GROUP BY a.fixmedins_code, a.month",
            )
            joins.append(
                f"LEFT JOIN {counted} ON {counted}.fixmedins_code = m.fixmedins_code"
                f" AND {counted}.month = m.month"
            )
    reach = max(look.window.reach for look in looks)
    merged_step = program.add(
        f"merged_{number}",
        f"SELECT a.fixmedins_code, a.month, {', '.join(columns)}\nFROM asked AS a\n"
        f"LEFT JOIN tile_{number} AS t ON {same} AND t.month <= a.month AND t.month > a.month - {reach}\n"
        "GROUP BY a.fixmedins_code, a.month",
    )
    answers = [
        f"COALESCE({names[look]}_count.seen, 0) AS {names[look]}"
        if look.aggregate == "distinct"
        else f"m.{names[look]} AS {names[look]}"
        for look in looks
    ]
    return program.add(
        f"past_{number}",
        f"SELECT m.fixmedins_code, m.month, {', '.join(answers)}\nFROM {merged_step} AS m\n"
        + "\n".join(joins),
    )
