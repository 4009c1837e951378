"""`fundwatch tables`: the data dictionary, every table and column of the contract in words."""

from typing import Annotated

import typer

from features.errors import BadInput
from features.settlement.dictionary import as_json, as_markdown
from features.settlement.tables import TABLES
from serving.commands.console import Json, out, print_json


def register(app: typer.Typer) -> None:
    """Add `fundwatch tables` to the app."""
    app.command("tables")(print_tables)


def print_tables(
    name: Annotated[
        str | None, typer.Argument(metavar="[TABLE]", help="只看一张表 | One table only.")
    ] = None,
    json: Json = False,
) -> None:
    """数据字典 | The data dictionary: tables, columns, units, stages, checks."""
    if name is not None and name not in TABLES:
        raise BadInput(
            f"There is no table {name}",
            f"The tables are {', '.join(TABLES)}",
            "Name one of them, or none to see all",
        )
    tables = TABLES if name is None else {name: TABLES[name]}
    if json:
        print_json(as_json(tables))
    else:
        out.print(as_markdown(tables), markup=False, highlight=False, soft_wrap=True)
