"""`fundwatch database`: start, stop, look at and migrate the database."""

from dataclasses import asdict
from typing import Annotated

import typer

from features.database import embedded
from features.errors import BadInput
from features.settings import Settings
from serving.commands.console import Json, out, print_json

database = typer.Typer(
    no_args_is_help=True, help="数据库的启停与升级 | Start, stop and migrate the database."
)


def register(app: typer.Typer) -> None:
    """Add `fundwatch database` to the app."""
    app.add_typer(database, name="database")


@database.command()
def start(json: Json = False) -> None:
    """启动内嵌数据库并保持运行 | Start the embedded database; it stays until `database stop`."""
    settings = _embedded_only()
    state = embedded.keep(settings.path("postgres"))
    if json:
        print_json({"running": True, **asdict(state)})
    else:
        out.print(f"数据库已启动 | The database runs: {state.sockets}")


@database.command()
def stop(
    force: Annotated[
        bool, typer.Option("--force", help="即使有人在用 | Even while others use it.")
    ] = False,
    json: Json = False,
) -> None:
    """停止内嵌数据库 | Stop the embedded database."""
    stopped = embedded.stop(_embedded_only().path("postgres"), force=force)
    if json:
        print_json({"running": False, "stopped": stopped})
    else:
        out.print("数据库已停止 | Stopped." if stopped else "数据库未在运行 | It was not running.")


@database.command()
def status(json: Json = False) -> None:
    """查看数据库状态 | Say which database is used, and whether the embedded one runs."""
    settings = Settings()
    if settings.database_url is not None:
        from sqlalchemy import make_url  # slow to import, and start and stop need none of it

        where = make_url(settings.database_url).render_as_string(hide_password=True)
        if json:
            print_json({"kind": "server", "url": where})
        else:
            out.print(f"外部数据库 | A server: {where}", markup=False)
        return
    state = embedded.state(settings.path("postgres"))
    if json:
        running = {"running": state is not None, **(asdict(state) if state else {})}
        print_json({"kind": "embedded", **running})
    elif state is None:
        out.print("内嵌数据库未在运行 | The embedded database does not run.")
    else:
        out.print(
            f"内嵌数据库运行中 | The embedded database runs: pid {state.server}, "
            f"{len(state.users)} 个进程在用 | process(es) use it, "
            f"{'常驻 | stays' if state.stays else '用毕即停 | stops after the last'}"
        )


@database.command("migrate")
def migrate_tables(json: Json = False) -> None:
    """升级数据表 | Bring the tables up to date."""
    from features.database import migrate

    done = migrate(Settings())
    if json:
        print_json({"migrations": done})
    elif done:
        out.print(f"已执行 | Done: {', '.join(done)}")
    else:
        out.print("数据表已是最新 | The tables are up to date.")


def _embedded_only() -> Settings:
    settings = Settings()
    if settings.database_url is not None:
        raise BadInput(
            "FUNDWATCH_DATABASE_URL names a server, which Fundwatch neither starts nor stops",
            "start and stop are for the embedded database",
            "Use the server's own commands, or unset FUNDWATCH_DATABASE_URL",
        )
    return settings
