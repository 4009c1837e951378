"""The search for how coarse each quasi-identifier must be told, so that few rows stay at risk.

The rows are in a DuckDB table `coarse` with the person as a number, `person`, and for every
quasi-identifier and step a number for its value, `q_<place>_<step>`. A row is at risk when fewer
than k persons share its values.
"""

from collections.abc import Callable, Sequence

import duckdb

from features.settlement.anonymous.coarsening import Quasi

Levels = tuple[int, ...]
Watched = Callable[[str, int, int], None]


def column(place: int, step: int) -> str:
    """The column of a quasi-identifier at a step."""
    return f"q_{place}_{step}"


def keys(levels: Levels) -> str:
    """The columns of all quasi-identifiers at these steps, for a GROUP BY."""
    return ", ".join(column(place, step) for place, step in enumerate(levels))


def at_risk(con: duckdb.DuckDBPyConnection, levels: Levels, k: int) -> int:
    """How many rows share their values with fewer than k persons."""
    found = con.execute(
        "SELECT coalesce(sum(n), 0) FROM ("
        f"SELECT sum(n) AS n FROM (SELECT count(*) AS n, {keys(levels)} FROM coarse "
        f"GROUP BY person, {keys(levels)}) GROUP BY {keys(levels)} HAVING count(*) < ?)",
        [k],
    ).fetchone()
    return int(found[0]) if found else 0


def fine_enough(
    con: duckdb.DuckDBPyConnection,
    quasi: Sequence[Quasi],
    k: int,
    tolerated: int,
    watched: Watched,
) -> Levels:
    """The step of each quasi-identifier at which at most so many rows are at risk.

    Begins where nothing is told and tells one step more, again and again: of the column of which
    least is told so far, and of those the first in order, which studies need most. A column whose
    next step would put too many at risk stays as it is: later, with more told of the others, that
    step would put more. (Top-down specialisation; B. Fung, K. Wang, P. Yu, 2005.)
    """
    levels: Levels = tuple(len(one.steps) - 1 for one in quasi)
    steps = sum(levels)
    closed: set[int] = set()
    while True:
        watched("细化 | Telling more", steps - sum(levels), steps)
        fits: list[tuple[float, int]] = []
        for place, one in enumerate(quasi):
            if place in closed or levels[place] == 0:
                continue
            if at_risk(con, _finer(levels, place), k) > tolerated:
                closed.add(place)
            else:
                fits.append((1 - levels[place] / (len(one.steps) - 1), place))
        if not fits:
            return levels
        levels = _finer(levels, min(fits)[-1])


def _finer(levels: Levels, place: int) -> Levels:
    return (*levels[:place], levels[place] - 1, *levels[place + 1 :])
