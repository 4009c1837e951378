"""Compile indicators: the same expressions asked of a subject at each month's end.

A tile here is what one month of one key adds up to; a window of n months is the n whole calendar
months that end with the asked one. Nothing after the month's end is read. Claims are read once for
all subjects: their tiles are of the finest keys, and those of an institution, a county and so on add up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from features.fraction import Fraction, fraction
from features.nodes import Column, Expression, Past, walk
from features.signal import Described
from features.sql.compiler import Compiled, add_facts
from features.sql.expression import cast, sql
from features.sql.month_looks import Asking, Held, add_looks, add_tiles
from features.sql.month_rows import Source, add_claim_rows, add_record_rows, record_of
from features.sql.norms import Facts
from features.sql.program import Program, inner
from features.sql.span import Span
from features.subjects import INSTITUTION, Subject


def compile_indicators(indicators: Mapping[str, Described], span: Span | None = None) -> Compiled:
    """The program that answers every indicator, one row an institution and month it settled in.

    With a span, for its months only.
    """
    compiled = compile_subjects([replace(INSTITUTION, indicators=indicators)], span, figures=False)
    program = compiled.program
    program.steps[-1] = replace(program.steps[-1], name="answers")
    return compiled


def compile_subjects(
    subjects: Sequence[Subject], span: Span | None = None, *, figures: bool = True
) -> Compiled:
    """The program that answers every subject: for each the steps `answers_<name>`, one row a month.

    With figures, `figures_<name>` too: area, peers, and each indicator's numerator, denominator and
    number of cases, as `<indicator>_top`, `_bottom` and `_cases`.
    """
    parts = {s.name: _fractions(s) if figures else {} for s in subjects}
    wanted = {s.name: [*_nodes(s), *_of_fractions(parts[s.name])] for s in subjects}
    nodes = list(dict.fromkeys(node for some in wanted.values() for node in some))
    program = Program()
    groups, facts = add_facts(program, [*nodes, *_read(subjects)], span)
    askings = [Asking(subject, _looks(wanted[subject.name])) for subject in subjects]
    sources = _sources(program, nodes, facts, askings, span)
    tiles = [tile for source in sources for tile in add_tiles(program, source, askings)]
    for asking in askings:
        _add_asked(program, asking, nodes, span, sources[0])
        found = add_looks(program, asking, sources, tiles)
        _add_answers(program, asking, found, parts[asking.subject.name], figures=figures)
    return Compiled(program, (), tuple(groups))


def _add_answers(
    program: Program,
    asking: Asking,
    found: Mapping[Past, Held],
    parts: Mapping[str, Fraction],
    *,
    figures: bool,
) -> None:
    """The steps of a subject's answers, and of what its ratios are made of."""
    subject = asking.subject
    named: dict[Expression, str] = {look: f"look_{asking.place(look)}" for look in found}
    looked = [f"{held.text} AS look_{asking.place(look)}" for look, held in found.items()]
    joins = "".join(
        f"\nLEFT JOIN {step} ON {asking.same(step, 'a')} AND {step}.month = a.month"
        for step in dict.fromkeys(held.step for held in found.values())
    )
    whole = program.add(
        f"month_{subject.name}",
        f"SELECT {', '.join(['a.*', *looked])}\nFROM {asking.step} AS a{joins}",
    )
    keys = ", ".join(subject.keys)
    if figures:
        columns = [
            f"{cast(sql(node, named), node)} AS {name}_{part}"
            for name, one in parts.items()
            for part, node in (("top", one.top), ("bottom", one.bottom), ("cases", one.cases))
            if node is not None
        ]
        peers = [f"peer_{place}" for place in range(1, len(subject.peers) + 1)]
        selected = ",\n  ".join([f"{keys}, month, area", *peers, *columns])
        program.add(f"figures_{subject.name}", f"SELECT {selected}\nFROM {whole}", stays=True)
    area = ", area" if figures and subject.name != INSTITUTION.name else ""
    answers = [
        f"{cast(sql(item.node, named), item.node)} AS {name}"
        for name, item in subject.indicators.items()
    ]
    selected = ",\n  ".join([f"{keys}, month{area}", *answers])
    program.add(f"answers_{subject.name}", f"SELECT {selected}\nFROM {whole}", stays=True)


def _fractions(subject: Subject) -> dict[str, Fraction]:
    return {name: fraction(item.node) for name, item in subject.indicators.items()}


def _of_fractions(parts: Mapping[str, Fraction]) -> list[Expression]:
    found = (node for one in parts.values() for node in (one.top, one.bottom, one.cases))
    return [node for node in found if node is not None]


def _nodes(subject: Subject) -> list[Expression]:
    return [item.node for item in subject.indicators.values()]


def _looks(nodes: Sequence[Expression]) -> tuple[Past, ...]:
    return tuple(look for look in inner(nodes, Past) if look.window.unit == "month")


def _read(subjects: Sequence[Subject]) -> list[Expression]:
    """What asking the subjects reads of a claim beside what their expressions read."""
    found: list[Expression] = []
    for subject in subjects:
        found += [*subject.keys.values(), *subject.named.values(), subject.area]
        found += [] if subject.asked is None else [subject.asked]
        found += [Column("claim", name) for name in subject.reads]
    return found


def _sources(
    program: Program,
    nodes: Sequence[Expression],
    facts: Facts,
    askings: Sequence[Asking],
    span: Span | None,
) -> list[Source]:
    """Claims first, then every record of the month that is looked at."""
    sources = [add_claim_rows(program, nodes, facts)]
    columns: dict[str, set[str]] = {}
    for asking in askings:
        for look in asking.looks:
            record = record_of(look)
            if record != "claim":
                read = [look, *(asking.subject.keys_of(look) or ())]
                named = {c.name for part in read for c in walk(part) if isinstance(c, Column)}
                columns.setdefault(record, set()).update(named)
    sources += [
        add_record_rows(program, record, names, span and span.read)
        for record, names in columns.items()
    ]
    return sources


def _add_asked(
    program: Program,
    asking: Asking,
    nodes: Sequence[Expression],
    span: Span | None,
    claims: Source,
) -> None:
    """The step of who is asked about in which months, with area, peers and register columns.

    Area and peers are those of one claim: the month's latest, of those that may tell them.
    """
    subject = asking.subject
    texts = [sql(node, claims.held) for node in subject.keys.values()]
    keys = [f"{text} AS {name}" for text, name in zip(texts, subject.keys, strict=True)]
    told = {"area": sql(subject.area, claims.held)}
    told |= {f"peer_{place}": peer for place, peer in enumerate(subject.peers, 1)}
    row = ", ".join(f"'{name}': {text}" for name, text in told.items())
    order = "'moment': moment, 'setl_id': setl_id"
    if subject.unless is not None:
        order = f"'kind': CASE WHEN {subject.unless} THEN 0 ELSE 1 END, {order}"
    latest = f"ARG_MAX({{{row}}}, {{{order}}}) AS latest"
    kept = ["sign = 1", *(f"{text} IS NOT NULL" for text in texts)]
    kept += [] if subject.asked is None else [sql(subject.asked, claims.held)]
    kept += [] if span is None else [f"month >= {span.answered}"]
    inside = (
        f"SELECT {', '.join([*keys, 'month', latest])}\nFROM {claims.relation}\n"
        f"WHERE {' AND '.join(kept)}\nGROUP BY {', '.join([*texts, 'month'])}"
    )
    named = {column.name for column in inner(nodes, Column) if column.table == "institution"}
    register = sorted(named) if list(subject.keys) == ["fixmedins_code"] else []
    others = "".join(f", i.{name}" for name in register if name != "fixmedins_code")
    joined = " LEFT JOIN fixmedins_b AS i ON i.fixmedins_code = a.fixmedins_code" if others else ""
    own = [f"a.{name}" for name in (*subject.keys, "month")]
    own += [f"a.latest.{name} AS {name}" for name in told]
    program.add(asking.step, f"SELECT {', '.join(own)}{others}\nFROM (\n{inside}\n) AS a{joined}")
