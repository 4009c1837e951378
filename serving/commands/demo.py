"""`fundwatch demo`: the main job from end to end on a synthetic province, one command after another.

Each step is a command that a user can give alone; the demo prints it before it runs it. A second
demo finds what the first one made: the province is not made again, loaded files change nothing.
"""

import time
from pathlib import Path
from typing import Annotated

import typer

from features.settings import Settings
from serving.commands.console import err, out

CLAIMS = 60_000
MONTHS = 12
SEED = 7
HEADS = ("all",)
FEW = "演示: 结论太少, 胜负难分 | demo: too few verdicts to tell a win"


def register(app: typer.Typer) -> None:
    """Add `fundwatch demo` to the app."""
    app.command("demo")(demo)


def demo(
    claims: Annotated[int, typer.Option(help="结算笔数 | Settlements.")] = CLAIMS,
    seed: Annotated[int, typer.Option(help="随机种子 | Seed.")] = SEED,
    serve: Annotated[bool, typer.Option(help="结束后启动服务 | Serve at the end.")] = True,
) -> None:
    """全流程演示 | The main job end to end: data, signals, models, the ranked queue, the service."""
    settings = Settings()
    folder = settings.path(f"province-{claims}-{seed}")
    started = time.monotonic()
    for step in steps(folder, claims, seed):
        run(step)
    took = time.monotonic() - started
    out.print(f"\n演示完成, 用时 {took:.0f} 秒 | The demo took {took:.0f} seconds.")
    if serve:
        run(["serve"])


def steps(folder: Path, claims: int, seed: int) -> list[list[str]]:
    """The commands of the demo, in order, without `serve`."""
    province = ["province", "--claims", str(claims), "--months", str(MONTHS), "--seed", str(seed)]
    made = (folder / "truth" / "schemes.json").exists()
    return [
        *([] if made else [[*province, "--out", str(folder)]]),
        ["load", str(folder / "data"), "--mapping", "core"],
        ["payment", "build"],
        ["signals", "build"],
        ["signals", "check", "--claims", "50"],
        *(["train", head] for head in HEADS),
        ["evaluate", "--truth", str(folder / "truth")],
        ["promote", "--force", "--reason", FEW],
        ["rules", "run", "--month", last_month()],
        ["groups", "build", "--month", last_month()],
        ["score", "--month", last_month()],
    ]


def last_month() -> str:
    """The last month of the province.

    >>> last_month()
    '2025-12'
    """
    return f"2025-{MONTHS:02}"


def run(step: list[str]) -> None:
    """Print a command and run it in this process; raises what it raises, and its exit code."""
    from serving.cli import MODULES, app, register

    err.rule(f"fundwatch {' '.join(step)}")
    register((step[0],) if step[0] in MODULES else MODULES)
    code = app(step, standalone_mode=False)
    if code:
        raise typer.Exit(code)
