"""Watch every request: its id, a log line, its count and its duration. Never its content."""

import secrets
import time

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.logs import log
from serving.metrics import Metrics


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
        begun, status = time.perf_counter(), 500

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", []), (b"x-request-id", request.encode())]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self._app(scope, receive, named)
        except Exception as fault:
            # The kind of a fault is safe to log; its words may hold what a person sent.
            log().error("fault", kind=type(fault).__name__, route=_route(scope))
            self._metrics.failures.labels(_route(scope), type(fault).__name__).inc()
            raise
        finally:
            seconds = time.perf_counter() - begun
            self._metrics.requests.labels(_route(scope), str(status)).inc()
            self._metrics.seconds.labels(_route(scope)).observe(seconds)
            milliseconds = round(seconds * 1000, 2)
            log().info("request", route=_route(scope), status=status, milliseconds=milliseconds)
            structlog.contextvars.clear_contextvars()


def _route(scope: Scope) -> str:
    """The route's template, never its path: a path may name an institution."""
    return str(getattr(scope.get("route"), "path", "unmatched"))
