"""The doors to data: who stands before a route, and what each may open."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer
from fastapi.security.http import HTTPAuthorizationCredentials

from features.errors import Refused
from serving.readers import Reader, Role
from serving.station import Station

bearer_scheme = HTTPBearer(auto_error=False, description="A token of `fundwatch token create`.")
apikey_scheme = APIKeyHeader(
    name="apikey", auto_error=False, description="The same token, as some send it."
)


class NoToken(Refused):
    """Nobody the service knows: no token, or one that is unknown, expired or revoked."""


class OutOfReach(Refused):
    """A reader asked for what its role, area or institution does not open."""


class NotFound(Refused):
    """There is no such thing, or none that this reader may know of: the two look alike."""


def station(request: Request) -> Station:
    """The running service's parts."""
    opened: Station = request.app.state.station
    return opened


def token_of(request: Request) -> str | None:
    """The token in `Authorization: Bearer …` or in `apikey`."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return request.headers.get("apikey")


def recognised(at: Station, token: str | None) -> Reader:
    """The reader with that token. Raises NoToken when there is none."""
    reader = at.readers.recognise(token) if token else None
    if reader is None:
        raise NoToken(
            "令牌缺失、未知、过期或已吊销 (token missing, unknown, expired or revoked)",
            "Authorization: Bearer <token>, or apikey: <token>",
            "请向管理员申请 (ask for one: fundwatch token create)",
        )
    return reader


def _reader(
    request: Request,
    _bearer_seen: Annotated[HTTPAuthorizationCredentials | None, Security(bearer_scheme)],
    _key_seen: Annotated[str | None, Security(apikey_scheme)],
) -> Reader:
    return recognised(station(request), token_of(request))


def _maybe_reader(request: Request) -> Reader | None:
    token = token_of(request)
    return station(request).readers.recognise(token) if token else None


Stationed = Annotated[Station, Depends(station)]
Known = Annotated[Reader, Depends(_reader)]
PerhapsKnown = Annotated[Reader | None, Depends(_maybe_reader)]


def opened_to(*roles: Role) -> Callable[[Reader], Reader]:
    """A door for those roles only. What stands behind it raises OutOfReach for any other."""

    def check(reader: Known) -> Reader:
        if reader.role not in roles:
            raise OutOfReach(
                f"角色{reader.role.value}无权使用此接口 (this role may not use this)",
                f"One of {', '.join(role.value for role in roles)}",
                "请向管理员申请 (ask an administrator)",
            )
        return reader

    return check
