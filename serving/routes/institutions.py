"""GET /v1/institutions/{code}/risk: what the newest month says of one institution, and why."""

from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel

from serving.doors import Known, NotFound, Stationed
from serving.measures import Measured, measured
from serving.queue import QueueEntry
from serving.replies import PROBLEMS, Problem

router = APIRouter(prefix="/v1/institutions", tags=["institutions 机构"])


class InstitutionRisk(BaseModel):
    """An institution's place in the queue, and the month's indicators behind it."""

    fixmedins_code: str
    name: str | None
    area: str | None
    month: str
    risk: QueueEntry | None
    indicators: list[Measured]


@router.get(
    "/{code}/risk",
    summary="机构风险 One institution's risk",
    responses=PROBLEMS | {404: {"model": Problem, "description": "None that this token opens."}},
)
def risk(
    code: Annotated[str, Path(pattern=r"^[0-9A-Za-z_-]{1,30}$")], reader: Known, at: Stationed
) -> InstitutionRisk:
    """The institution's newest queue entry and indicators. Out of reach looks like not there."""
    known = at.scorer.institution(code)
    if not reader.sees(code, known.area if known else None):
        raise _unknown()
    entry, month_end = at.queue.institution(reader, code), measured(at.settings, code)
    if entry is None and month_end is None:
        raise _unknown()
    month, indicators = month_end or (entry.month if entry else "", [])
    return InstitutionRisk(
        fixmedins_code=code,
        name=known.name if known else None,
        area=known.area if known else None,
        month=month,
        risk=entry,
        indicators=indicators,
    )


def _unknown() -> NotFound:
    return NotFound(
        "没有此机构,或不在您的辖区 (no such institution, or not in your area)",
        "An institution that your token opens",
        "请核对机构编号 (check the code)",
    )
