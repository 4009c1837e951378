"""`fundwatch serve`: the service, until it is told to stop."""

import socket
import sys
from typing import Annotated

import typer

from features.database.connection import engine
from features.errors import Unreachable
from features.settings import Settings
from serving.commands.console import Json, out, print_json


def register(app: typer.Typer) -> None:
    """Add `serve` to the command line."""
    app.command(help="启动服务 | Serve scores over HTTP.")(serve)


def serve(
    host: Annotated[str, typer.Option(help="监听地址 | Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="端口, 0 为任意空闲端口 | Port; 0: any free one.")
    ] = 8627,
    json: Json = False,
) -> None:
    """Serve until Ctrl+C or SIGTERM; requests under way are finished first."""
    from serving.app import create_app
    from serving.listening import listen
    from serving.logs import open_logs

    settings = Settings()
    with _bound(host, port) as door:
        engine(settings)  # a database that does not answer is told here, in its own words
        open_logs()
        listen(create_app(settings), door, lambda address: _announce(address, json=json))


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, UnicodeError) as fault:
        raise Unreachable(
            f"Nothing can listen on {host}:{port} ({getattr(fault, 'strerror', None) or fault})",
            "The address is this machine's and the port is free",
            "Choose another with --host and --port",
        ) from None


def _announce(address: str, *, json: bool) -> None:
    if json:
        print_json({"address": address, "docs": f"{address}/docs"})
    else:
        out.print(
            f"服务地址 | Serving on {address}   接口文档 | docs {address}/docs", soft_wrap=True
        )
        out.print("Ctrl+C 停止 | to stop")
    sys.stdout.flush()  # whoever reads a pipe waits for the address
