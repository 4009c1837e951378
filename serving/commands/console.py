"""How commands talk: tables and progress for a person, JSON for a program.

Results go to standard output, progress and errors to standard error.
"""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Annotated

import orjson
import typer
from pydantic import BaseModel
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from features.errors import FundwatchError

Json = Annotated[bool, typer.Option("--json", help="输出 JSON | Print JSON for programs.")]

WIDE = 120  # columns where nobody's terminal says how many it has


def _console(*, stderr: bool) -> Console:
    stream = sys.stderr if stderr else sys.stdout
    known = stream.isatty() or "COLUMNS" in os.environ
    return Console(stderr=stderr, width=None if known else WIDE)


out = _console(stderr=False)
err = _console(stderr=True)


@contextmanager
def progress(*, quiet: bool = False) -> Generator[Progress, None, None]:
    """A progress bar on standard error; silent when quiet (--json) or when nobody is looking.

    >>> with progress(quiet=True) as bar:
    ...     months = list(bar.track(["2026-01", "2026-02"], description="读取 | Reading"))
    """
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=err,
        disable=quiet or not err.is_terminal,
    ) as bar:
        yield bar


def print_json(value: object) -> None:
    """Print a value as one JSON document: dates in ISO form, numpy numbers as numbers, NaN as null.

    Raises TypeError for what has no JSON form.
    """
    option = orjson.OPT_INDENT_2 | orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS
    sys.stdout.write(orjson.dumps(value, default=_plain, option=option).decode() + "\n")


def print_error(error: FundwatchError, *, json: bool) -> None:
    """Tell an error: three lines for a person, or {"error": …} on standard output for a program."""
    if json:
        print_json({"error": error.as_json()})
        return
    for label, text in (
        ("[red]出错[/] Error   ", error.what),
        ("[cyan]应为[/] Expected", error.expected),
        ("[green]处理[/] Do      ", error.do),
    ):
        err.print(f"{label}  ", end="")
        err.print(text, markup=False, highlight=False, soft_wrap=True)


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, PurePath):
        return str(value)
    raise TypeError
