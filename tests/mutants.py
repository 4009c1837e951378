"""Seeded faults in the readers, to test the tests: each must be caught. Run by `make mutants`.

A fault is one small change of the text of a reader. The project is copied, the fault is made in the
copy, and the tests that compare readers run there; a fault that no test notices survives, and the
command fails. The faults are those that such code really suffers: edges off by one, an order that
forgets its tie, a null counted, a merge that forgets.
"""

import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

ROOT = Path(__file__).parent.parent
READERS = "tests/generative/test_readers_agree.py"
SHELF = "tests/generative/test_shelf_agrees.py"
# what meets every edge first: most faults are caught in its first history
SPEC = "tests/spec/test_language.py"
TESTS = [
    SPEC,
    f"{READERS}::test_every_look_agrees",
    f"{SHELF}::test_every_look_agrees",
    READERS,
    SHELF,
]


@dataclass(frozen=True)
class Fault:
    """One change of a reader's text, which must stand there exactly once or more."""

    name: str
    file: str
    old: str
    new: str


FAULTS = (
    Fault("window ends a day late", "sql/past.py", "AND 1 PRECEDING) AS {names", "AND CURRENT ROW) AS {names"),
    Fault("window starts a day late", "sql/past.py", "{look.window.reach} PRECEDING AND 1", "{look.window.reach - 1} PRECEDING AND 1"),
    Fault("today sees the claim itself", "sql/past.py", "UNBOUNDED PRECEDING AND 1 PRECEDING)", "UNBOUNDED PRECEDING AND CURRENT ROW)"),
    Fault("order forgets its tie", "sql/past.py", "ORDER BY g.moment, g.setl_id", "ORDER BY g.moment, g.setl_id DESC"),
    Fault("refund counts as a claim", "sql/past.py", "SUM(sign * {one})", "SUM({one})"),
    Fault("refund adds its sum", "sql/past.py", "SUM(sign * {given})", "SUM({given})"),
    Fault("refund lowers the least", "sql/past.py", "(CASE WHEN sign = 1 THEN {given} END)", "({given})"),
    Fault("sweep closes a day early", "sql/past.py", "ELSE day + {reach} + 1 END AS day", "ELSE day + {reach} END AS day"),
    Fault("sweep never hands over", "sql/past.py", "next_day <= day + {reach}", "next_day < day"),
    Fault("sweep opens before it asks", "sql/past.py", "2 AS phase, 1 AS step", "0 AS phase, 1 AS step"),
    Fault("latest outlives its window", "sql/past.py", ">= g.day - {look.window.reach} THEN", ">= g.day - {look.window.reach} - 1 THEN"),
    Fault("null key has a past", "sql/past.py", '" AND ".join(f"{key} IS NOT NULL" for key in keyset.keys)', '"TRUE"'),
    Fault("norm sees its own month", "sql/norms.py", "AND m.month - 1", "AND m.month"),
    Fault("norm forgets old months early", "sql/norms.py", "BETWEEN m.month - {NORM_MONTHS}", "BETWEEN m.month - 1"),
    Fault("quantile rank is continuous", "sql/norms.py", "QUANTILE_DISC", "QUANTILE_CONT"),
    Fault("middle rank rounds down", "sql/norms.py", "({n} * {permille} + 999) / 1000.0", "({n} * {permille} + 500) / 1000.0"),
    Fault("coarser peers too late", "sql/norms.py", ">= {FEWEST_CASES}", "> {FEWEST_CASES}"),
    Fault("rate forgets its prior", "sql/norms.py", "+ {RATE_PRIOR}.0 * {share})", ")"),
    Fault("refund takes its own month's norm", "sql/norms.py", "p.facts_month{same}", "p.month{same}"),
    Fault("lines of null key make a group", "sql/claims.py", "WHERE {known}", "WHERE TRUE"),
    Fault("group needs one line more", "sql/claims.py", ">= {node.at_least}", "> {node.at_least}"),
    Fault("invalid claims are counted", "sql/claims.py", "WHERE s.vali_flag = '1' AND", "WHERE"),
    Fault("refund brings its own facts", "sql/claims.py", "THEN s.init_setl_id ELSE", "THEN s.setl_id ELSE"),
    Fault("month's end looks a month further", "sql/months.py", "t.month > a.month - {look.window.reach}", "t.month >= a.month - {look.window.reach}"),
    Fault("month's end sees the next month", "sql/months.py", "t.month <= a.month AND t.month > a.month - {reach}", "t.month <= a.month + 1 AND t.month > a.month - {reach}"),
    Fault("division by nothing is nothing", "operators.py", "if {1} else None\"", "if {1} else 0.0\""),
    Fault("unknown or true is unknown", "operators.py", "True if {0} is True or {1} is True", "True if {0} is True and {1} is True"),
    Fault("refund outlives its original", "sql/past.py", " - COALESCE(x.{window}, 0)", ""),
    Fault("refund of today outlives its original", "sql/past.py", 'seen = f"g.since >= g.day - {look.window.reach}"', 'seen = "TRUE"'),
    Fault("original leaves a day early", "sql/past.py", "l.since < t.day - {look.window.reach}", "l.since <= t.day - {look.window.reach}"),
    Fault("refund of a month outlives its original", "sql/months.py", "LEAST(facts_month, month) AS since", "month AS since"),
    Fault("unknown peers are everyone", "sql/norms.py", "'WHEN p.peer_1 IS NULL THEN NULL '", "''"),
    Fault("live window starts a day late", "live_source.py", "if at >= day - {reach}:", "if at > day - {reach}:"),
    Fault("live keeps unknown lines", "live_source.py", "{self.value(node.where)} is True\"", "{self.value(node.where)} is not False\""),
    Fault("live order ignores time", "live_source.py", "part[:2] > {name}[:2]", "part[1:2] > {name}[1:2]"),
    Fault("live merge forgets", "live_source.py", "{name}.update({part} or ())", "{name} = set({part} or ())"),
    Fault("live puts lines of null key in a group", "live_source.py", "if {known}: {name}", "if True: {name}"),
    Fault("live refund is forgotten", "tiles.py", "sign * _whole(value)", "_whole(value)"),
    Fault("live refund outlives its original", "live.py", "Tile(min(of.day, asked.day), parts)", "Tile(asked.day, parts)"),
    Fault("live norm takes too few peers", "norms.py", "if cases >= FEWEST_CASES", "if cases >= FEWEST_CASES - 1"),
    Fault("live unknown peers are everyone", "norms.py", "if keys and keys[0] is None", "if not keys and None"),
    Fault("shelf shows the day's later claims", "shelf.py", "(moment, setl_id COLLATE \"C\") < (", "(moment, setl_id COLLATE \"C\") >= ("),
    Fault("shelf counts the day twice", "shelf.py", "tiles, %(day)s - 1 FROM", "tiles, %(day)s FROM"),
    Fault("shelf keeps what left the window", "publish.py", "|| since ||", "|| day ||"),
    Fault("shelf stores refunds as claims", "publish.py", "SUM(sign * {given})", "SUM({given})"),
)  # fmt: skip


def caught(fault: Fault, copy: Path) -> bool:
    """Whether the tests fail with the fault made. Raises ValueError when its text stands nowhere."""
    file = copy / "features" / fault.file
    sound = file.read_text("utf-8")
    if fault.old not in sound:
        raise ValueError(f"{fault.name}: {fault.file} no longer holds {fault.old!r}")
    file.write_text(sound.replace(fault.old, fault.new), "utf-8")
    try:
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *TESTS],
            cwd=copy,
            capture_output=True,
            check=False,
        )
    finally:
        file.write_text(sound, "utf-8")
    return run.returncode == 1


def main() -> int:
    """Make every fault (or those whose names hold the words given) and print what was caught."""
    words = sys.argv[1:]
    chosen = [fault for fault in FAULTS if not words or any(word in fault.name for word in words)]
    table = Table("故障 Fault", "文件 File", "结果 Result")
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="fundwatch-mutants-") as folder:
        copy = Path(folder) / "copy"
        ignored = shutil.ignore_patterns(".venv", ".git", ".fundwatch", "__pycache__", "notebooks")
        shutil.copytree(ROOT, copy, ignore=ignored)
        for fault in track(chosen, description="故障 | Faults", console=Console(stderr=True)):
            found = caught(fault, copy)
            survivors += not found
            table.add_row(
                fault.name, fault.file, "捕获 caught" if found else "[red]漏网 survived[/]"
            )
    console = Console()
    console.print(table)
    console.print(f"{len(chosen)} faults, {len(chosen) - survivors} caught, {survivors} survived")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
