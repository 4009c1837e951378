"""Programs as engines see them: which steps each step reads, told from its text."""

import pytest
import sqlglot
from sqlglot import exp

from features.catalog import SIGNALS
from features.sql.compiler import compile_signals
from features.sql.months import compile_subjects
from features.sql.program import Program
from features.subjects import SUBJECTS

CLAIMS = compile_signals(SIGNALS)
KEY_SETS = CLAIMS.key_sets
PROGRAMS = {
    "claims": CLAIMS.program,
    "subjects": compile_subjects(list(SUBJECTS.values())).program,
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_step_reads_what_a_parser_finds_in_its_query(program: Program) -> None:
    earlier: set[str] = set()
    reads = program.reads()
    for step in program.steps:
        tables = sqlglot.parse_one(step.sql, read="duckdb").find_all(exp.Table)
        assert reads[step.name] == {table.name for table in tables} & earlier
        earlier.add(step.name)


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_a_piece_reads_nothing_whole_but_the_past_of_events(program: Program) -> None:
    """Of what has rows of other pieces, a piece would lose or double rows without a word."""
    reads = program.reads()
    pieced = [stretch for stretch in program.stretches() if stretch.pieces is not None]
    assert len(pieced) > 5
    for stretch in pieced:
        assert stretch.pieces is not None
        own = {step.name for step in stretch.steps} | stretch.pieces.inputs.keys()
        read = set[str]().union(*(reads[step.name] for step in stretch.steps))
        events = {f"past_{keyset.number}" for keyset in KEY_SETS if keyset.event is not None}
        assert read - own <= events
        assert stretch.pieces.inputs


def test_a_column_called_as_a_step_is_not_a_step() -> None:
    program = Program()
    program.add("given_1", "SELECT 1 AS given_2")
    program.add("given_2", "SELECT given_2 FROM given_1")
    program.add("seen", "SELECT v.given_2 FROM given_1 AS v")
    assert program.reads() == {"given_1": set(), "given_2": {"given_1"}, "seen": {"given_1"}}
    assert program.readers() == {"given_1": ["given_2", "seen"], "given_2": [], "seen": []}
