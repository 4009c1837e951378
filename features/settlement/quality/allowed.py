"""The days allowed for uploads, and the calendar by which they are counted.

`allowed.toml` holds the defaults; `quality.toml` under the home overrides them key by key.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from features.errors import BadInput

DEFAULTS = Path(__file__).with_name("allowed.toml")
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)
SATURDAY = 5


@dataclass(frozen=True)
class Allowed:
    """How many days a settlement list may take, and whether only working days count."""

    list_days: int
    working_days: bool
    holidays: frozenset[date]
    worked: frozenset[date]

    def is_worked(self, day: date) -> bool:
        """Whether a day counts toward the time allowed."""
        if not self.working_days or day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def calendar(self) -> list[tuple[date, int]]:
        """Every day of the century with the number of days worked up to its end."""
        days: list[tuple[date, int]] = []
        count, day = 0, FIRST
        while day <= LAST:
            count += self.is_worked(day)
            days.append((day, count))
            day += timedelta(days=1)
        return days


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
