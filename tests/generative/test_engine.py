"""The DuckDB engine: what is left of a program's steps when it runs, when it is done, when it fails."""

from pathlib import Path

import duckdb
import pytest

from features.engines.duckdb import DuckEngine
from features.sql.pieces import by_month
from features.sql.program import Program

MONTHS = by_month("claims", [])


def told_twice(last: str = "SELECT month, n + 1 AS n FROM twice") -> Program:
    """Claims of four months, worked out by month: each told twice, of which the last is kept."""
    program = Program()
    program.add("source", "SELECT range % 4 AS month, range AS n FROM range(12)")
    program.add("claims", "SELECT * FROM source")
    with program.by(MONTHS):
        program.add("once", "SELECT * FROM claims")
        program.add("twice", "SELECT * FROM once UNION ALL SELECT * FROM once")
        program.add("more", last, ordered="month")
    program.add("answers", "SELECT month, SUM(n) AS n FROM more GROUP BY month", stays=True)
    return program


def engine_of(folder: Path, at_once: int = 0) -> DuckEngine:
    return DuckEngine(duckdb.connect(), (), folder / "steps.duckdb", at_once)


def tables(engine: DuckEngine) -> set[tuple[str, bool]]:
    """The tables and views that there are now, and whether they pass."""
    named = "SELECT {0}_name, temporary FROM duckdb_{0}s() WHERE NOT internal"
    query = f"{named.format('table')} UNION ALL {named.format('view')}"
    return set(engine.connection.execute(query).fetchall())


@pytest.mark.parametrize("at_once", [0, 100])
def test_only_what_is_still_read_is_there(tmp_path: Path, at_once: int) -> None:
    engine = engine_of(tmp_path, at_once)
    there: dict[str, set[str]] = {}

    def told(step: str) -> None:
        there[step] = {name for name, _ in tables(engine)}

    engine.run(told_twice(), told)
    assert engine.rows("SELECT * FROM answers ORDER BY month").to_pylist() == [
        {"month": month, "n": 2 * (3 * month + 12) + 6} for month in range(4)
    ]
    assert tables(engine) == {("answers", False)}
    assert "source" not in there["once 1/4" if at_once == 0 else "once"]
    assert there["answers"] == {"more"}
    if at_once == 0:
        assert there["twice 1/4"] == {"claims", "once"}
        assert there["once 2/4"] == {"claims", "more"}
    engine.close()
    assert tables(engine) == set()


def test_what_fails_in_a_piece_leaves_nothing_that_hides_a_step(tmp_path: Path) -> None:
    engine = engine_of(tmp_path)
    with pytest.raises(duckdb.Error):
        engine.run(told_twice(last="SELECT month, error('no') AS n FROM twice"))
    assert not any(passing for _, passing in tables(engine))
    engine.run(told_twice())
    assert engine.rows("SELECT COUNT(*) AS n FROM answers").to_pylist() == [{"n": 4}]


def test_a_piece_is_shown_what_its_steps_read_and_no_more(tmp_path: Path) -> None:
    engine = engine_of(tmp_path)
    program = Program()
    program.add("claims", "SELECT range % 4 AS month FROM range(12)")
    with program.by(by_month("claims", ["never_made"])):
        program.add("answers", "SELECT * FROM claims", stays=True)
    engine.run(program)
    assert engine.rows("SELECT COUNT(*) AS n FROM answers").to_pylist() == [{"n": 12}]
