"""Loading settlement data: foreign files into the lake, whole or not at all, every row accounted.

    find files → read by the mapping → judge each row → compare with what was loaded before
               → write by month → enter in the ledger

Only the last step makes a load exist, so one that is cut off leaves orphans that nothing reads and
the next load sweeps away. A file is known by its content: loaded again under the same mapping, it
changes nothing. Raw rows pass through here; no message and no report shows their values.
"""

import errno
import shutil
from datetime import date
from pathlib import Path

import duckdb

from features.errors import BadInput, Unreachable
from features.settings import Settings
from features.settlement.intake.report import LoadReport
from features.settlement.intake.run import LoadRun, Progress, now
from features.settlement.intake.sources import files_of, unpacked_beside, unread_files
from features.settlement.intake.sweeping import sweep
from features.settlement.lake.lake import Lake
from features.settlement.lake.ring import ring_to_load, rings_in
from features.settlement.mapping.file import named_mapping
from features.settlement.pseudonyms.pseudonym import Pseudonyms

NOT_WRITTEN = (OSError, duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException)
"""What is raised when the disk does not take what a load writes."""
__all__ = ["LoadReport", "Progress", "load", "sweep"]


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def load(
    folder: Path,
    mapping_name: str,
    settings: Settings,
    progress: Progress = silent,
    *,
    known_on: date | None = None,
    replace: bool = False,
) -> LoadReport:
    """Load the files of a folder by a mapping, and tell what became of every row.

    `known_on` is the day on which the rows became known, today unless said; days only go forward,
    from load to load. With `replace`, a file takes the place of the earlier one of its name: rows
    that it lacks are withdrawn. Waits while another load runs. Raises BadInput when the mapping, a
    file or the day is not what it should be, Unreachable when the disk does not take what is
    written, Conflict when the key ring is not the lake's; then nothing of the load is kept.
    """
    mapping = named_mapping(mapping_name)
    lake = Lake.open(settings)
    progress("等待其他装载 | Waiting for other loads", 0, 1)
    with lake.ledger.one_at_a_time():
        sweep(lake, settings)
        _forward(lake, known_on)
        with lake.ledger.writing() as connection:
            pseudonyms = Pseudonyms(ring_to_load(settings, rings_in(connection)))
        work = settings.path("lake", "_work")
        try:
            folders = unpacked_beside(folder, mapping, work / "unpacked", settings)
            found = files_of(folders, mapping)
            one = LoadRun(
                folders, mapping, lake, work, progress, pseudonyms, known_on, replacing=replace
            )
            try:
                report = one.run(found)
                report.unread_files = unread_files(folder, mapping)
                return report
            finally:
                one.clear()
                shutil.rmtree(work / "unpacked", ignore_errors=True)
        except NOT_WRITTEN as fault:
            sweep(lake, settings)
            raise _not_written(settings, fault) from fault


def _not_written(settings: Settings, fault: Exception) -> Unreachable:
    full = "No space left" in str(fault) or getattr(fault, "errno", None) == errno.ENOSPC
    return Unreachable(
        f"The load could not be written under {settings.home}"
        f"{': the disk is full' if full else ''}",
        "The disk has room for the lake and the load's work, and this user may write there",
        "Make room and load again; nothing of this load was kept",
    )


def _forward(lake: Lake, known_on: date | None) -> None:
    """Raise BadInput unless the day is between that of the last load and today."""
    today, last = now().date(), lake.ledger.last_known_on()
    day = known_on or today
    if day > today:
        raise BadInput(
            f"The load is said to be known on {day}, which is to come",
            f"Rows are known today, {today}, at the latest",
            "Name an earlier day with --known-on, or none",
        )
    if last is not None and day < last:
        raise BadInput(
            f"The load is said to be known on {day}, and rows were loaded as known on {last}",
            "What is known grows from load to load; a load cannot come before another",
            f"Name {last} or a later day with --known-on, or load the past into a new home",
        )
