"""Sweeping the lake: what was cut off is deleted, what the ledger decided is finished."""

import shutil
from pathlib import Path

from features.settings import Settings
from features.settlement.lake.lake import Lake
from features.settlement.lake.ring import rings_in

_NEXT = ".next-"


def next_of(path: Path, ring_id: str) -> Path:
    """Where the file that takes the place of this one waits until the lake is of that ring."""
    return path.with_name(f"{path.name}{_NEXT}{ring_id}")


def sweep(lake: Lake, settings: Settings) -> int:
    """Delete what loads that were cut off left behind, and say how many files that was.

    A file that waits for a turn of the key ring takes its place when the ledger says that the ring
    was turned, and is deleted when not. Call it only while no load runs.
    """
    with lake.ledger.writing() as connection:
        rings = rings_in(connection)
    for waiting in lake.folder.glob(f"*/*/*{_NEXT}*"):
        name, _, ring_id = waiting.name.rpartition(_NEXT)
        if ring_id in rings:
            waiting.replace(waiting.with_name(name))
        else:
            waiting.unlink()
    orphans = lake.orphans()
    for orphan in orphans:
        orphan.unlink()
    shutil.rmtree(settings.path("lake", "_work"), ignore_errors=True)
    return len(orphans)
