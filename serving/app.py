"""The service: routes over a station, watched, limited, and closed to whoever has no token."""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from fastapi_offline import FastAPIOffline
from sqlalchemy.exc import SQLAlchemyError

from features.errors import FundwatchError
from features.settings import Settings
from serving.metrics import Metrics
from serving.replies import tell, tell_database
from serving.routes import claims, health, institutions, queue, signals
from serving.routes.platform import platform_routes
from serving.station import Station
from serving.watching import Watching
from serving.wire.codes import wire_codes

_WORDS = """
**基金哨** 医保基金智能监管服务: 事前 (3101)、事中 (3102)、事后评分, 附原因。

Fundwatch scores claims before, during and after settlement, with reasons. Every /v1 route and
every platform message needs a token: `Authorization: Bearer …` or `apikey: …`.
"""


LARGEST_BODY = 4 * 1024 * 1024  # a message's input is at most 40,000 characters by the standard
# Left on, FastAPI 0.165 records what failed to validate, which is what a person sent.
NO_TELEMETRY: TelemetryConfig = {
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def create_app(settings: Settings) -> FastAPI:
    """The service of one home and database, which it opens when it starts.

    Raises BadInput when FUNDWATCH_HOME/wire.toml cannot be read.
    """
    codes, metrics = wire_codes(settings), Metrics()

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncGenerator[None, None]:
        app.state.station = Station.open(settings, codes, metrics)
        try:
            yield
        finally:
            app.state.station.close()
            gc.unfreeze()  # what a build froze (`Built.read`) may go

    app = FastAPIOffline(
        title="Fundwatch 基金哨",
        version=_version(),
        description=_WORDS,
        lifespan=running,
        redoc_url=None,  # its page fetches a picture from its maker
        max_body_size=LARGEST_BODY,
        telemetry=NO_TELEMETRY,
    )
    app.state.metrics = metrics
    app.add_exception_handler(FundwatchError, tell)
    app.add_exception_handler(SQLAlchemyError, tell_database)
    app.include_router(platform_routes(codes))
    for part in (claims, institutions, queue, signals, health):
        app.include_router(part.router)
    app.add_middleware(Watching, metrics=metrics)
    return app


def _version() -> str:
    try:
        return version("fundwatch")
    except PackageNotFoundError:
        return "0"
