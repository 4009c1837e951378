"""`fundwatch token`: who may read what. A token is shown once, when it is created."""

from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Table

from features.database.connection import engine
from features.errors import BadInput
from features.settings import Settings
from serving.commands.console import Json, out, print_json
from serving.conversation import Conversation
from serving.readers import Reader, Readers, Role

group = typer.Typer(no_args_is_help=True, help="访问令牌 | Tokens of readers and hospitals.")


def register(app: typer.Typer) -> None:
    """Add `token` to the command line."""
    app.add_typer(group, name="token")


@group.command(help="新建令牌, 只显示一次 | Create a token; it is shown once.")
def create(
    role: Annotated[Role, typer.Option(help="角色 | Role.")],
    name: Annotated[str, typer.Option(help="持有人 | Who holds it.")],
    area: Annotated[
        str | None, typer.Option(help="医保区划六位 | Area; a city sees its counties.")
    ] = None,
    institution: Annotated[
        str | None, typer.Option(help="定点医药机构编号 | fixmedins_code, for role hospital.")
    ] = None,
    days: Annotated[int | None, typer.Option(help="有效天数 | Days it is good for.")] = None,
    json: Json = False,
) -> None:
    """Create a token and print it."""
    reader = Reader(name=name, role=role, area=area, fixmedins_code=institution)
    token = Readers(Conversation(engine(Settings()))).create(reader, days)
    if json:
        print_json({"token": token, "name": name, "role": role.value, "days": days})
        return
    out.print("令牌只显示这一次, 请妥善保存 | Shown only this once; keep it safe:")
    out.print(token, markup=False, highlight=False, soft_wrap=True)


@group.command(name="list", help="令牌清单 | Every token there is or was.")
def list_(json: Json = False) -> None:
    """Print the tokens, never the tokens themselves."""
    grants = Readers(Conversation(engine(Settings()))).grants()
    if json:
        print_json({"tokens": [asdict(grant) for grant in grants]})
        return
    table = Table(
        "编号 id", "持有人 name", "角色 role", "范围 reach", "到期 expires", "吊销 revoked"
    )
    for grant in grants:
        table.add_row(
            grant.id,
            grant.name,
            grant.role,
            grant.fixmedins_code or grant.area or "*",
            f"{grant.expires_at or '-'}",
            f"{grant.revoked_at or '-'}",
        )
    out.print(table)


@group.command(help="吊销令牌 | Revoke the tokens of that name or id.")
def revoke(
    which: Annotated[str, typer.Argument(help="持有人或编号 | Name or id, as listed.")],
    json: Json = False,
) -> None:
    """Revoke tokens at once, in every running service."""
    count = Readers(Conversation(engine(Settings()))).revoke(which)
    if count == 0:
        raise BadInput(
            "No live token has that name or id",
            "A name or id that `fundwatch token list` shows as not revoked",
            "Look it up there",
        )
    if json:
        print_json({"revoked": count})
    else:
        out.print(f"已吊销 {count} 个令牌 | {count} revoked")
