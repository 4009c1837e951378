"""A month's settlements of one institution or of all, told so that k persons share every row.

The file has no pseudonym, no identifier of a settlement, no institution: its rows are numbered
afresh in the order of what they tell. Amounts are rounded, and the k − 1 largest of each are told
as the k-th largest, since a single very dear stay is known to everybody on the ward.
"""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from features.errors import BadInput, NotReady
from features.settlement.anonymous.coarsening import GRADE, HIDDEN, QUASI, Quasi
from features.settlement.anonymous.search import Levels, Watched, column, fine_enough, keys
from features.settlement.anonymous.settled import MONEY, number, settled
from features.settlement.intake.foreign import literal
from features.settlement.lake.lake import Lake

LEAST_K = 2
TOLERATED = 0.05
"""The share of rows that may be hidden before everything is told coarser."""

SENSITIVE = ("medfee_yuan", "dscg_way")


@dataclass(frozen=True)
class Coarsened:
    """How one quasi-identifier is told: the step, of how many, and in words."""

    column: str
    zh: str
    step: int
    steps: int
    told_zh: str
    told_en: str


@dataclass(frozen=True)
class Anonymity:
    """What an extract is: how many rows and persons, what was told coarser, what was hidden.

    `k_found` is the least number of persons that share a row of the file; `diversity` gives for
    each sensitive column the least number of values among rows that are alike and have any
    (l-diversity; A. Machanavajjhala and others, 2007); 0 when none has.
    """

    k: int
    k_found: int
    rows: int
    persons: int
    groups: int
    hidden_rows: int
    dropped_rows: int
    coarsened: list[Coarsened]
    diversity: dict[str, int]

    def as_json(self) -> dict[str, object]:
        """The figures as plain values, with the shares of rows hidden and dropped."""
        read = self.rows + self.dropped_rows
        return {
            **asdict(self),
            "hidden_share": round(self.hidden_rows / read, 6),
            "dropped_share": round(self.dropped_rows / read, 6),
        }


def extract(
    lake: Lake, institution: str | None, months: Sequence[str], k: int, out: Path, watched: Watched
) -> Anonymity:
    """Write the extract of an institution, or of all (None), and tell how it was made.

    The file is CSV, or Parquet when it is named so; it takes its place whole. Raises BadInput for a
    k below 2, NotReady when fewer than k persons have settlements there.
    """
    if k < LEAST_K:
        raise BadInput(
            f"k = {k} hides nobody",
            f"k is {LEAST_K} or more; 5 is usual",
            "Name a larger --k",
        )
    quasi = QUASI if institution else (*QUASI[:2], GRADE, *QUASI[2:])
    with duckdb.connect() as con:
        rows = settled(con, lake, quasi, institution, months)
        _enough_persons(con, k)
        levels = fine_enough(con, quasi, k, int(rows * TOLERATED), watched)
        hidden, dropped = _told(con, quasi, levels, k)
        made = _measured(con, quasi, levels, k, hidden, dropped)
        _write(con, out)
    return made


def _enough_persons(con: duckdb.DuckDBPyConnection, k: int) -> None:
    persons = number(con, "SELECT count(DISTINCT person) FROM coarse")
    if persons < k:
        raise NotReady(
            f"Fewer than {k} persons have settlements there",
            f"An extract in which {k} persons share every row has that many persons",
            "Choose more months, or all institutions; a smaller k protects less",
        )


def _told(
    con: duckdb.DuckDBPyConnection, quasi: Sequence[Quasi], levels: Levels, k: int
) -> tuple[int, int]:
    """Make the table `told`, rows at risk hidden or dropped; gives how many of each."""
    con.execute(
        f"CREATE TEMP TABLE safe AS SELECT {keys(levels)} FROM coarse GROUP BY ALL "
        "HAVING count(DISTINCT person) >= ?",
        [k],
    )
    con.execute(
        "CREATE TEMP TABLE risky AS SELECT c.rowid AS id, person FROM coarse AS c "
        f"ANTI JOIN safe USING ({keys(levels)})"
    )
    at_risk = number(con, "SELECT count(*) FROM risky")
    together = number(con, "SELECT count(DISTINCT person) FROM risky") >= k
    values = ", ".join(
        f"CASE WHEN risky.id IS NULL THEN step_{place}.t_{step} ELSE '{HIDDEN}' END AS {one.name}"
        for place, (one, step) in enumerate(zip(quasi, levels, strict=True))
    )
    joins = " ".join(
        f"LEFT JOIN (SELECT {column(place, step)}, any_value(t_{step}) AS t_{step} "
        f"FROM step_{place} GROUP BY 1) AS step_{place} USING ({column(place, step)})"
        for place, step in enumerate(levels)
    )
    amounts = ", ".join(
        f"{_rounded(_capped(con, name, k))} AS {name.removesuffix('_sumamt').removesuffix('_amt')}"
        "_yuan"
        for name in MONEY
    )
    con.execute(
        f"CREATE TEMP TABLE told AS SELECT c.person, {values}, {_capped(con, 'days', k)} AS days, "
        f"dscg_way, {amounts} FROM coarse AS c LEFT JOIN risky ON risky.id = c.rowid {joins} "
        f"{'' if together else 'WHERE risky.id IS NULL'}"
    )
    return (at_risk, 0) if together else (0, at_risk)


def _capped(con: duckdb.DuckDBPyConnection, name: str, k: int) -> str:
    largest = con.execute(
        f"SELECT {name} FROM coarse WHERE {name} IS NOT NULL ORDER BY {name} DESC LIMIT 1 OFFSET ?",
        [k - 1],
    ).fetchone()
    return f"least({name}, {int(largest[0])})" if largest else f"NULL::BIGINT * {name}"


def _rounded(fen: str) -> str:
    """Fen as whole yuan: to tens, from 1,000 yuan to hundreds, from 100,000 to thousands."""
    unit = (
        f"CASE WHEN abs({fen}) < 100000 THEN 10 WHEN abs({fen}) < 10000000 THEN 100 ELSE 1000 END"
    )
    return f"(round({fen} / 100.0 / ({unit})) * ({unit}))::BIGINT"


def _measured(
    con: duckdb.DuckDBPyConnection,
    quasi: Sequence[Quasi],
    levels: Levels,
    k: int,
    hidden: int,
    dropped: int,
) -> Anonymity:
    names = ", ".join(one.name for one in quasi)
    diverse = ", ".join(f"count(DISTINCT {name}) AS {name}" for name in SENSITIVE)
    least = ", ".join(f"coalesce(min(nullif({name}, 0)), 0)" for name in SENSITIVE)
    found = con.execute(
        f"SELECT min(persons), count(*), {least} FROM (SELECT count(DISTINCT person) AS persons, "
        f"{diverse} FROM told GROUP BY {names})"
    ).fetchone()
    if found is None or found[0] is None or int(found[0]) < k:
        raise AssertionError("an extract was made in which fewer than k persons share a row")
    return Anonymity(
        k=k,
        k_found=int(found[0]),
        rows=number(con, "SELECT count(*) FROM told"),
        persons=number(con, "SELECT count(DISTINCT person) FROM told"),
        groups=int(found[1]),
        hidden_rows=hidden,
        dropped_rows=dropped,
        coarsened=[
            Coarsened(
                one.name,
                one.zh,
                step,
                len(one.steps) - 1,
                one.steps[step].zh,
                one.steps[step].en,
            )
            for one, step in zip(quasi, levels, strict=True)
        ],
        diversity=dict(zip(SENSITIVE, map(int, found[2:]), strict=True)),
    )


def _write(con: duckdb.DuckDBPyConnection, out: Path) -> None:
    kind = "parquet" if out.suffix.lower() == ".parquet" else "csv"
    beside = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    rows = "SELECT row_number() OVER () AS row_id, * FROM (SELECT * EXCLUDE (person) FROM told"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        con.execute(f"COPY ({rows} ORDER BY ALL)) TO {literal(str(beside))} (FORMAT {kind})")
        beside.replace(out)
    except (OSError, duckdb.IOException):
        raise BadInput(
            f"{out} cannot be written",
            "--out names a file in a folder that this user may write",
            "Name another file",
        ) from None
    finally:
        beside.unlink(missing_ok=True)
