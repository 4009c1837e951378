"""Loading settlement data: foreign files into the lake, whole or not at all, every row accounted.

    find files → read by the mapping → judge each row → file by month → write → enter in the ledger

Only the last step makes a load exist, so one that is cut off leaves orphans that nothing reads and
the next load sweeps away. A file is known by its content: loaded again under the same mapping, it
changes nothing. Raw rows pass through here; no message and no report shows their values.
"""

import shutil
from pathlib import Path

from features.settings import Settings
from features.settlement.lake import Lake
from features.settlement.load_report import LoadReport
from features.settlement.load_run import LoadRun, Progress
from features.settlement.mapping_file import named_mapping
from features.settlement.sources import files_of

__all__ = ["LoadReport", "Progress", "load", "sweep"]


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def load(
    folder: Path, mapping_name: str, settings: Settings, progress: Progress = silent
) -> LoadReport:
    """Load the files of a folder by a mapping, and tell what became of every row.

    Waits while another load runs. Raises BadInput when the mapping or a file is not what it should
    be; then nothing of the load is kept.
    """
    mapping = named_mapping(mapping_name)
    found = files_of(folder, mapping)
    lake = Lake.open(settings)
    progress("等待其他装载 | Waiting for other loads", 0, 1)
    with lake.ledger.one_at_a_time():
        sweep(lake, settings)
        one = LoadRun(folder, mapping, lake, settings.path("lake", "_work"), progress)
        try:
            return one.run(found)
        finally:
            one.clear()


def sweep(lake: Lake, settings: Settings) -> int:
    """Delete what loads that were cut off left behind, and say how many files that was.

    Call it only while no other load runs.
    """
    known = lake.ledger.load_ids()
    orphans = [path for path in lake.folder.glob("*/*/*.parquet") if path.stem not in known]
    for orphan in orphans:
        orphan.unlink()
    shutil.rmtree(settings.path("lake", "_work"), ignore_errors=True)
    return len(orphans)
