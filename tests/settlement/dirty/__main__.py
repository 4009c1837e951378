"""`python -m tests.settlement.dirty`: make the dirty export, load it, and print what caught each fault."""

import sys
import tempfile
from pathlib import Path

from rich.markup import escape
from rich.table import Table

from features.database import leave
from features.settings import Settings
from serving.commands.console import out
from tests.settlement.dirty.caught import BothLoads, refusals
from tests.settlement.dirty.export import exports


def main() -> int:
    """Print the table of faults; 1 when one was not caught or a good row was lost."""
    with tempfile.TemporaryDirectory(prefix="fundwatch-dirty-") as name:
        folder = Path(name)
        keys = folder / "pseudonym.keys"
        homes = [Settings(home=folder / one, pseudonym_keys=keys) for one in ("a", "b")]
        try:
            both = BothLoads(exports(folder), *homes)
            found = [*both.findings(), *refusals(homes[1], folder)]
            lost = both.lost()
            books = both.after.tables
        finally:
            for home in homes:
                leave(home)
    table = Table(title=f"{len(found)} 种错误 | kinds of fault")
    for heading in ("#", "错误 fault", "表/文件 where", "识别为 caught as", "行 rows"):
        table.add_column(heading, overflow="fold")
    for n, one in enumerate(found, 1):
        words = f"{one.caught}\n{one.words}"
        table.add_row(
            str(n), one.name, one.where, escape(words), str(one.rows) if one.found else "✗ 0"
        )
    out.print(table)
    rows_in = sum(one.rows_in for one in books.values())
    loaded, rejected = (sum(getattr(b, n) for b in books.values()) for n in ("loaded", "rejected"))
    out.print(f"读入 rows in {rows_in:,} = 装载 loaded {loaded:,} + 拒收 rejected {rejected:,}")
    missed = [one.name for one in found if not one.found]
    out.print(f"未识别 | Not caught: {', '.join(missed) or '无 none'}")
    out.print(f"丢失的好行 | Good rows lost: {sum(map(len, lost.values()))}")
    return int(bool(missed or lost or rows_in != loaded + rejected))


if __name__ == "__main__":
    sys.exit(main())
