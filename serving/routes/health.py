"""GET /health and GET /metrics: whether the service can work, without a word about any person."""

from typing import Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, ConfigDict
from sqlalchemy.exc import SQLAlchemyError

from serving.doors import PerhapsKnown, Stationed
from serving.score import Condition

router = APIRouter(tags=["health 运行状况"])


class Health(BaseModel):
    """Whether the service can work. Details are told to readers with a token only."""

    model_config = ConfigDict(protected_namespaces=())

    status: Literal["ok", "degraded"]
    database: bool
    detail: Condition | None = None


@router.get("/health", summary="运行状况 Whether the service can work")
def health(at: Stationed, reader: PerhapsKnown) -> Health:
    """`degraded`: the platform's messages are answered empty until it is mended."""
    try:
        condition = at.scorer.condition()
    except SQLAlchemyError:
        return Health(status="degraded", database=False)
    return Health(
        status="ok" if condition.ready else "degraded",
        database=True,
        detail=condition if reader is not None else None,
    )


@router.get("/metrics", summary="Prometheus", response_class=Response)
def metrics(at: Stationed) -> Response:
    """Counts and durations by route."""
    return Response(at.metrics.page(), media_type=CONTENT_TYPE_LATEST)
