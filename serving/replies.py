"""How errors are told over HTTP: the same three sentences as on the command line."""

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from features.errors import BadInput, Conflict, FundwatchError, NotReady, Refused, Unreachable
from features.shelf import TooOld
from serving.doors import NotFound, NoToken
from serving.logs import log

_STATUS: tuple[tuple[type[FundwatchError], int], ...] = (
    (NoToken, 401),
    (NotFound, 404),
    (Refused, 403),
    (BadInput, 422),
    (TooOld, 409),
    (NotReady, 503),
    (Conflict, 503),
    (Unreachable, 503),
)


class Told(BaseModel):
    """What happened, what was expected, what to do."""

    kind: str
    what: str
    expected: str
    do: str


class Problem(BaseModel):
    """An error, as every /v1 route tells it."""

    error: Told


PROBLEMS: dict[int | str, dict[str, object]] = {
    401: {"model": Problem, "description": "No token, or not a good one."},
    403: {"model": Problem, "description": "Not for this role, area or institution."},
}


def status_of(error: FundwatchError) -> int:
    """The HTTP status of an error; 500 for one that has none."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


async def tell(request: Request, error: Exception) -> JSONResponse:
    """Answer with a FundwatchError's own words."""
    assert isinstance(error, FundwatchError)  # noqa: S101 - registered for this kind only
    status = status_of(error)
    route = getattr(request.scope.get("route"), "path", "unmatched")
    request.app.state.metrics.failures.labels(route, type(error).__name__).inc()
    told = {"kind": type(error).__name__, "what": error.what, "expected": error.expected}
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
    return JSONResponse({"error": told | {"do": error.do}}, status, headers)


async def tell_database(request: Request, error: Exception) -> JSONResponse:
    """Answer when the database fails in the middle of a request: its words stay in no answer."""
    assert isinstance(error, SQLAlchemyError)  # noqa: S101 - registered for this kind only
    log().error("database", kind=type(error).__name__)
    return await tell(
        request,
        Unreachable("The database does not answer", "It answers", "Try again; see GET /health"),
    )
