"""The days allowed for uploads, and the calendar by which they are counted.

`allowed.toml` holds the defaults; `quality.toml` under the home overrides them key by key.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from features.errors import BadInput

DEFAULTS = Path(__file__).with_name("allowed.toml")


@dataclass(frozen=True)
class Allowed:
    """How many days a settlement list may take, and whether only working days count."""

    list_days: int
    working_days: bool
    holidays: frozenset[date]
    worked: frozenset[date]

    def lay_down(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the tables `allowed` (list_days) and `working_day`.

        The second has every `day` of the century with `worked`, the days that count up to its end.
        """
        con.execute(
            "CREATE OR REPLACE TEMP TABLE allowed AS SELECT ?::INTEGER AS list_days",
            [self.list_days],
        )
        con.execute(
            "CREATE OR REPLACE TEMP TABLE working_day AS "
            "SELECT day, sum(counts) OVER (ORDER BY day)::INTEGER AS worked FROM "
            "(SELECT t.day::DATE AS day, (NOT ? OR list_contains(?::DATE[], t.day::DATE) OR "
            "(isodow(t.day) <= 5 AND NOT list_contains(?::DATE[], t.day::DATE)))::INTEGER AS counts "
            "FROM generate_series(DATE '2000-01-01', DATE '2099-12-31', INTERVAL 1 DAY) AS t(day))",
            [self.working_days, sorted(self.worked), sorted(self.holidays)],
        )


def allowed(own: Path) -> Allowed:
    """The days allowed, with what the file at `own` says in place of the defaults.

    Raises BadInput when that file is not TOML, says something unknown, or no day where one belongs.
    """
    said = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    if own.is_file():
        try:
            more = tomllib.loads(own.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
            raise _wrong(own, f"it is not readable TOML: {fault}") from fault
        if unknown := set(more) - set(said):
            raise _wrong(own, f"it says {', '.join(sorted(unknown))}, which means nothing there")
        said |= more
    days = said["list_days"]
    if not isinstance(days, int) or isinstance(days, bool) or days < 0:
        raise _wrong(own, "list_days is not a whole number of days")
    if not isinstance(said["working_days"], bool):
        raise _wrong(own, "working_days is neither true nor false")
    try:
        holidays, worked = (frozenset(_days(said[key])) for key in ("holidays", "worked"))
    except (TypeError, ValueError) as fault:
        raise _wrong(own, f"a day is not of the form 2025-01-01: {fault}") from fault
    return Allowed(days, said["working_days"], holidays, worked)


def _days(said: list[str]) -> list[date]:
    found: list[date] = []
    for one in said:
        first, _, last = one.partition("/")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            found.append(day)
            day += timedelta(days=1)
    return found


def _wrong(own: Path, what: str) -> BadInput:
    return BadInput(
        f"{own.name} cannot be used: {what}",
        "It may say list_days, working_days, holidays and worked, as allowed.toml does",
        "Correct the file, or remove it to use the defaults",
    )
