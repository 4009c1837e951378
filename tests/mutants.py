"""Seeded faults in the readers, to test the tests: each must be caught. Run by `make mutants`.

A fault is one small change of the text of a reader. The project is copied, the fault is made in the
copy, and the tests that compare readers run there; a fault that no test notices survives, and the
command fails. The faults are those that such code really suffers: edges off by one, an order that
forgets its tie, a null counted, a merge that forgets.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

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
    "tests/generative/test_engine.py",
    "tests/generative/test_pieces.py",
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
    Fault("window ends a day late", "sql/outmost.py", "AND 1 PRECEDING) AS {names", "AND CURRENT ROW) AS {names"),
    Fault("window starts a day late", "sql/outmost.py", "{look.window.reach} PRECEDING AND 1", "{look.window.reach - 1} PRECEDING AND 1"),
    Fault("today sees the claim itself", "sql/order.py", "UNBOUNDED PRECEDING AND 1 PRECEDING)", "UNBOUNDED PRECEDING AND CURRENT ROW)"),
    Fault("a day shared by two is overlooked", "sql/outmost.py", "t.rows > 1", "t.rows > 2"),
    Fault("a run of pieces begins at its last", "engines/duckdb.py", "(runs[-1][0], piece), held", "(piece, piece), held"),
    Fault("a later run takes the place of the first", "engines/duckdb.py", "new=place == 1", "new=True"),
    Fault("what is read no more stays", "engines/duckdb.py", "for name in stretch.over:", "for name in ():"),
    Fault("a run leaves what it read", "engines/duckdb.py", "for name in stretch.inside:", "for name in ():"),
    Fault("a piece ends before its last key", "sql/pieces.py", "{share} BETWEEN {FIRST} AND {LAST}", "{share} BETWEEN {FIRST} AND {LAST} - 1"),
    Fault("a piece of months is shown no year before", "sql/norms.py", "BETWEEN {FIRST} - {NORM_MONTHS}", "BETWEEN {FIRST} - 1"),
    Fault("a refund's lines are sought in its own month", "sql/lines.py", 'own="facts_month"', 'own="month"'),
    Fault("an event's past is sought in its claim's month", "sql/lines.py", "for keyset in pasts if keyset.event is None", "for keyset in pasts"),
    Fault("a refund's past lines are sought in its own month", "sql/line_past.py", 'own="facts_month"', 'own="month"'),
    Fault("order forgets its tie", "sql/order.py", '"setl_id"))', '"setl_id DESC"))'),
    Fault("what left the window goes a day early", "sql/order.py", "{reach + 1} PRECEDING", "{reach} PRECEDING"),
    Fault("refund counts as a claim", "sql/past.py", "g.sign * {given}", "{given}"),
    Fault("late refund adds its sum", "sql/keysets.py", "SUM(sign * {given})", "SUM({given})"),
    Fault("refund lowers the least", "sql/keysets.py", "(CASE WHEN sign = 1 THEN {given} END)", "({given})"),
    Fault("value opens though another holds it", "sql/distinct.py", '"< c.day - {reach}"', '"<= c.day - {reach}"'),
    Fault("value ends though another holds it", "sql/distinct.py", '"> c.day + {reach}"', '">= c.day + {reach}"'),
    Fault("value never ends", "sql/distinct.py", '{opened} - {ended}', '{opened}'),
    Fault("latest outlives its window", "sql/past.py", "{when} >= g.day - {look.window.reach}", "{when} >= g.day - {look.window.reach} - 1"),
    Fault("null key has a past", "sql/past.py", '" AND ".join(f"{key.name} IS NOT NULL" for key in keyset.keys)', '"TRUE"'),
    Fault("norm sees its own month", "sql/norms.py", "AND m.month - 1", "AND m.month"),
    Fault("norm forgets old months early", "sql/norms.py", "BETWEEN m.month - {NORM_MONTHS}", "BETWEEN m.month - 1"),
    Fault("quantile rank is continuous", "sql/norms.py", "QUANTILE_DISC", "QUANTILE_CONT"),
    Fault("middle rank is the upper one", "sql/norms.py", "({n} * {permille} + 999) / 1000.0", "({n} * {permille} + 1000) / 1000.0"),
    Fault("coarser peers too late", "sql/norms.py", ">= {FEWEST_CASES}", "> {FEWEST_CASES}"),
    Fault("rate forgets its prior", "sql/norms.py", "+ {RATE_PRIOR}.0 * {share})", ")"),
    Fault("refund takes its own month's norm", "sql/norms.py", "p.facts_month{same}", "p.month{same}"),
    Fault("lines of null key make a group", "sql/lines.py", "WHERE {known}", "WHERE TRUE"),
    Fault("group needs one line more", "sql/lines.py", ">= {node.at_least}", "> {node.at_least}"),
    Fault("group counts lines for values", "sql/lines.py", "COUNT(DISTINCT {counted})", "COUNT({counted})"),
    Fault("invalid claims are counted", "sql/claims.py", "WHERE s.vali_flag = '1' AND", "WHERE"),
    Fault("refund brings its own facts", "sql/claims.py", "THEN s.init_setl_id ELSE", "THEN s.setl_id ELSE"),
    Fault("month's end looks a month further", "sql/month_looks.py", "t.since > a.month - {reach}", "t.since >= a.month - {reach}"),
    Fault("month's end sees the next month", "sql/month_looks.py", "t.month <= a.month AND", "t.month <= a.month + 1 AND"),
    Fault("division by nothing is nothing", "operators.py", "if {1} else None\"", "if {1} else 0.0\""),
    Fault("unknown or true is unknown", "operators.py", "True if {0} is True or {1} is True", "True if {0} is True and {1} is True"),
    Fault("refund outlives its original", "sql/past.py", " - COALESCE(x.{names[look]}, 0)", ""),
    Fault("refund out of reach takes back", "sql/past.py", "CASE WHEN g.since >= g.day - {look.window.reach} THEN g.sign", "CASE WHEN TRUE THEN g.sign"),
    Fault("original leaves a day early", "sql/past.py", "l.since < {first}", "l.since <= {first}"),
    Fault("refund of a month outlives its original", "sql/month_rows.py", "LEAST(facts_month, month)", "month"),
    Fault("unknown peers are everyone", "sql/norms.py", "'WHEN p.peer_1 IS NULL THEN NULL '", "''"),
    Fault("line known tomorrow is seen", "sql/joins.py", "<= b.day\"", "<= b.day + 1\""),
    Fault("limit is of the whole code", "sql/joins.py", "SPLIT_PART({value}, {literal(join.cut)}, 1)", "{value}"),
    Fault("line without a pair is one", "sql/joins.py", '"JOIN" if join.inner', '"LEFT JOIN" if join.inner'),
    Fault("every group makes a claim", "sql/joins.py", "nth = 1", "nth >= 1"),
    Fault("group of the fewest points", "sql/joins.py", "DESC NULLS LAST", "ASC NULLS LAST"),
    Fault("lines alike count once", "sql/line_past.py", "NULLIF(COUNT({given}), 0)", "NULLIF(COUNT(DISTINCT {given}), 0)"),
    Fault("refund takes no lines back", "sql/line_past.py", "ON a.facts_id = c.facts_id", "ON a.facts_id = c.facts_id AND c.sign = 1"),
    Fault("line that gives nothing is not asked", "sql/line_past.py", "conditions = asked + [", "conditions = ["),
    Fault("last of a claim's lines is the least", "sql/line_past.py", "MAX({given})", "MIN({given})"),
    Fault("scans of no claim are forgotten", "sql/line_past.py", 'IS NOT NULL"]', 'IS NOT NULL", "l.setl_id IS NOT NULL"]'),
    Fault("line looks by its claim's keys", "sql/lines.py", 'return " AND ".join([f"{step}.setl_id = l.setl_id", *own])', 'return f"{step}.setl_id = l.setl_id"'),
    Fault("values of a list are one", "sql/distinct.py", "UNNEST(given_{place}) AS value", "given_{place} AS value"),
    Fault("live window starts a day late", "live_merge.py", "if row[0] >= first", "if row[0] > first"),
    Fault("live keeps unknown lines", "live_truth.py", "is True\"", "is not False\""),
    Fault("live takes unknown for false", "live_truth.py", "return fails(inside, value)", "return f'not {holds(inside, value)}'"),
    Fault("live branch forgets what else is demanded", "live_branches.py", "if other != demand", "if other == demand"),
    Fault("live order ignores time", "tiles.py", "itemgetter(0, 1)", "itemgetter(1)"),
    Fault("live merge forgets", "live_merge.py", "union(*{known})", "union(*{known}[:1])"),
    Fault("live puts lines of null key in a group", "live_branches.py", "for key in node.by)]", "for key in node.by[1:])]"),
    Fault("live scan asks from its claim's day", "live_loop.py", 'day = f"day_number(calendar_day({known[-1]}))"', 'day = "day"'),
    Fault("live line forgets a key", "live_loop.py", "*own])", "*own[:1]])"),
    Fault("live line of null key has a past", "live_loop.py", "= {asked} if {there} else ({nothing})", "= {asked}"),
    Fault("live line asks only where it may not", "live_lines.py", "(loop.holds(node) for", "(f'not {loop.holds(node)}' for"),
    Fault("live claim gives its first line", "live_lines.py", "found.append(", "found or found.append("),
    Fault("live values of lines are one", "tiles.py", "sorted({stored(value) for value in known})", "[stored(known[0])]"),
    Fault("live refund is forgotten", "tiles.py", "return sign * sum(", "return sum("),
    Fault("live refund outlives its original", "live.py", "since = min(of.day, asked.day)", "since = asked.day"),
    Fault("live norm takes too few peers", "norms.py", "if cases >= FEWEST_CASES", "if cases >= FEWEST_CASES - 1"),
    Fault("live unknown peers are everyone", "norms.py", "not texts or texts[0] is not None", "True"),
    Fault("shelf shows the day's later claims", "shelf.py", "(moment, setl_id COLLATE \"C\") < (", "(moment, setl_id COLLATE \"C\") >= ("),
    Fault("shelf shows refunds of days to come", "shelf.py", "if day <= known", "if day"),
    Fault("shelf hides the last whole day", "shelf.py", "if row[0] <= known", "if row[0] < known"),
    Fault("shelf keeps less than looks reach", "tile_classes.py", "max(widest[place], ", "min(widest[place] or look.window.reach, "),
    Fault("shelf counts the day twice", "shelf.py", "tiles, asked - 1 FROM", "tiles, asked FROM"),
    Fault("shelf folds what may still be asked of", "tile_rows.py", "day <= {recent} THEN since", "day <= {last} THEN since"),
    Fault("shelf keeps what its last day sees", "tile_rows.py", "day >= {recent - one.reach}", "day >= {recent + 20 - one.reach}"),
    Fault("shelf keeps one value of a claim", "tile_rows.py", "LIST_SORT(LIST_DISTINCT({value}))", "LIST_SORT(LIST_DISTINCT({value})[:1])"),
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


def copied(folder: Path, number: int) -> Path:
    """A copy of the project for one worker, with what it runs by and nothing it has kept."""
    ignored = shutil.ignore_patterns(".venv", ".git", ".fundwatch", "__pycache__", "notebooks")
    return Path(shutil.copytree(ROOT, folder / f"copy-{number}", ignore=ignored))


def main() -> int:
    """Make every fault (or those whose names hold the words given) and print what was caught."""
    words = sys.argv[1:]
    chosen = [fault for fault in FAULTS if not words or any(word in fault.name for word in words)]
    told = Console(stderr=True)
    workers = os.cpu_count() or 1
    found: dict[Fault, bool] = {}
    with tempfile.TemporaryDirectory(prefix="fundwatch-mutants-") as folder:
        free: SimpleQueue[Path] = SimpleQueue()
        for number in range(workers):
            free.put(copied(Path(folder), number))

        def tried(fault: Fault) -> bool:
            copy = free.get()
            try:
                return caught(fault, copy)
            finally:
                free.put(copy)

        with ThreadPoolExecutor(workers) as pool:
            trying = {pool.submit(tried, fault): fault for fault in chosen}
            for done in track(as_completed(trying), "故障 | Faults", len(chosen), console=told):
                found[trying[done]] = done.result()
                if not done.result():
                    told.print(f"漏网 survived: {trying[done].name}")
    table = Table("故障 Fault", "文件 File", "结果 Result")
    for fault in chosen:
        result = "捕获 caught" if found[fault] else "[red]漏网 survived[/]"
        table.add_row(fault.name, fault.file, result)
    console = Console()
    console.print(table)
    survivors = len(chosen) - sum(found.values())
    console.print(f"{len(chosen)} faults, {len(chosen) - survivors} caught, {survivors} survived")
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
