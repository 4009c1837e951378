"""Watch every request: its id, a log line, its count and its duration. Never its content."""

import secrets
import time
import traceback
from pathlib import Path

import structlog
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.logs import log
from serving.metrics import Metrics

TOO_LARGE = 413
_FAULT = {
    "error": {
        "kind": "Fault",
        "what": "服务出现内部错误 (a fault of the service)",
        "expected": "An answer",
        "do": "请将x-request-id告知管理员 (tell an administrator the x-request-id)",
    }
}


class Watching:
    """Give each request an id, and tell logs and metrics how it went."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        """Stand before that application and count into those metrics."""
        self._app: ASGIApp = app
        self._metrics: Metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and watch it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = secrets.token_hex(8)
        structlog.contextvars.bind_contextvars(request=request)
        begun, status, started, too_large = time.perf_counter(), 500, False, False

        async def named(message: Message) -> None:
            nonlocal status, started, too_large
            if message["type"] == "http.response.start":
                status, started = message["status"], True
                too_large = status == TOO_LARGE
                headers = [*message.get("headers", []), (b"x-request-id", request.encode())]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self._app(scope, receive, named)
        except Exception as fault:
            if too_large:
                raise  # how Starlette 1 ends a body over the limit; it catches this again outside
            # The kind of a fault and its place are safe to log; its words, and the traceback that
            # the server would print, may hold what a person sent.
            kind, place = type(fault).__name__, _place(fault)
            log().error("fault", kind=kind, place=place, route=_route(scope))
            self._metrics.failures.labels(_route(scope), kind).inc()
            if started:
                raise ConnectionAbortedError("the answer broke off") from None
            await JSONResponse(_FAULT, 500)(scope, receive, named)
        finally:
            seconds = time.perf_counter() - begun
            self._metrics.requests.labels(_route(scope), str(status)).inc()
            self._metrics.seconds.labels(_route(scope)).observe(seconds)
            milliseconds = round(seconds * 1000, 2)
            log().info("request", route=_route(scope), status=status, milliseconds=milliseconds)
            structlog.contextvars.clear_contextvars()


def _place(fault: Exception) -> str:
    """Where a fault arose: file and line, no values."""
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


def _route(scope: Scope) -> str:
    """The route's template, never its path: a path may name an institution."""
    return str(getattr(scope.get("route"), "path", "unmatched"))
