"""The command `fundwatch`: one module in serving/commands for each group of commands.

A module is imported when its command is called, so that no command waits for all the others.
"""

import sys
from importlib import import_module
from importlib.metadata import version
from io import TextIOWrapper
from typing import Annotated

import typer

from features.errors import FundwatchError
from serving.commands.console import print_error

MODULES = (
    "demo",
    "province",
    "load",
    "books",
    "pseudonyms",
    "export",
    "quality",
    "tables",
    "signals",
    "indicators",
    "rules",
    "groups",
    "payment",
    "train",
    "score",
    "serve",
    "token",
    "database",
)

app = typer.Typer(
    name="fundwatch",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # a traceback with local values would show persons
    help="基金哨: 医保基金智能监管 | Fundwatch watches a medical-insurance fund.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fundwatch {version('fundwatch')}")
        raise typer.Exit


@app.callback()
def fundwatch(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="版本 | Version."),
    ] = False,
) -> None:
    """基金哨: 医保基金智能监管 | Fundwatch watches a medical-insurance fund."""


def register(names: tuple[str, ...] = MODULES) -> None:
    """Add the commands of these modules to the app."""
    for name in names:
        import_module(f"serving.commands.{name}").register(app)


def main() -> None:
    """Run the command line; a FundwatchError becomes a message and its exit code."""
    arguments = sys.argv[1:]
    called = next((word for word in arguments if not word.startswith("-")), "")
    register((called,) if called in MODULES else MODULES)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show Chinese
    try:
        app()
    except FundwatchError as error:
        print_error(error, json="--json" in arguments)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
