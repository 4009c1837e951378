"""GET /v1/queue: a month's claims or institutions most worth a look, within a reader's reach."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from serving.doors import Known, Stationed
from serving.queue import Kind, QueueEntry
from serving.replies import PROBLEMS

router = APIRouter(prefix="/v1/queue", tags=["queue 待查队列"])


class QueueAnswer(BaseModel):
    """A month's queue as this reader may see it; empty when that month has none."""

    month: str | None
    kind: Kind
    entries: list[QueueEntry]


@router.get("", summary="待查队列 The ranked queue", responses=PROBLEMS)
def queue(
    reader: Known,
    at: Stationed,
    month: Annotated[
        str | None,
        Query(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$", description="Default: the newest."),
    ] = None,
    kind: Kind = "claim",
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> QueueAnswer:
    """The first entries of a queue, best first. `rank` counts in the whole queue of the bureau."""
    wanted = month or at.queue.newest_month(kind)
    entries = [] if wanted is None else at.queue.entries(reader, wanted, kind, limit)
    return QueueAnswer(month=wanted, kind=kind, entries=entries)
