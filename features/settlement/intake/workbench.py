"""The tables of one load while it runs, in a DuckDB of its own: what is known of each row met.

`met` has a row for each row of the table at work, and nothing wide: `_file`, `_row` and `_place`
(where it comes from), `_key` (the hash of its key), `_month` (the month that files it, 202501; 0 when
there is none, and 0 for a register) and `_problem` (a reason, null when the row enters).

`settled` has every settlement that counts with its month, `ending` the earlier rows of the table at
work that this load ends, and why. The folder `texts` has the text files of the table at work, parsed.
"""

import os
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from features.settlement.contract import Table
from features.settlement.intake.foreign import literal
from features.settlement.intake.incoming import Incoming, in_turn, key_hash, told_by_name
from features.settlement.intake.judgement import Reasons
from features.settlement.lake.lake import UNPLACED, Lake, reading
from features.settlement.schema import duckdb_type

MEMORY = "3GB"
# Short lists of words are compared faster than they are joined: a join for each column that may be
# empty costs more than everything else that a load does.
DIRECT = "SET disabled_optimizers = 'in_clause'"
PARTITIONS_OPEN = 1000


class Workbench:
    """One load's tables, from the first row met to the last file written."""

    def __init__(self, lake: Lake, load_id: str, work: Path) -> None:
        """Open a DuckDB whose overflow goes to the work folder."""
        self.con = duckdb.connect(
            config={
                "temp_directory": str(work / "overflow"),
                "memory_limit": MEMORY,
                "partitioned_write_max_open_files": str(PARTITIONS_OPEN),
            }
        )
        self.con.execute(DIRECT)
        self.reasons = Reasons()
        self.lake = lake
        self.load_id = load_id
        self.work = work
        self.texts = work / "texts"
        self._settled = False

    def begin(self, table: Table) -> None:
        """Make the empty tables `met` and `ending` for a table of the contract, without texts."""
        shutil.rmtree(self.texts, ignore_errors=True)
        self.con.execute(
            "CREATE OR REPLACE TABLE met (_file INTEGER, _row BIGINT, _place VARCHAR, "
            "_key UBIGINT, _month INTEGER, _problem INTEGER)"
        )
        key = ", ".join(f"{name} {duckdb_type(table.column(name).kind)}" for name in table.key)
        self.con.execute(f"CREATE OR REPLACE TABLE ending ({key}, _load VARCHAR, _why VARCHAR)")

    def meet(self, table: Table, batches: list[Incoming]) -> None:
        """Meet every row of these files. Raises BadInput when one of them is broken."""
        month, beside = self._month(table)
        with told_by_name(self.con, batches):
            for batch, numbers in in_turn(batches):
                self.con.execute(
                    f"INSERT INTO met SELECT _file, _row, _place, {key_hash(table)}, {month}, "
                    f"_problem FROM ({batch.judged(numbers)}) AS j {beside}"
                )

    def settlements(self, written: Iterable[Path]) -> None:
        """Take in the settlements that this load has written, with those that counted before."""
        self._settled = True
        parts = [
            f"SELECT setl_id, {month_number('setl_time')} AS month FROM {reading([path])}"
            for path in written
        ]
        self.con.execute("CREATE OR REPLACE TABLE arrived (setl_id VARCHAR, month INTEGER)")
        if parts:
            self.con.execute(f"INSERT INTO arrived {' UNION ALL '.join(parts)}")
        before = self.lake.versions(self.con, "setl_d", ())
        self.con.execute(
            "CREATE OR REPLACE TABLE settled AS SELECT setl_id, month FROM arrived UNION ALL "
            f"SELECT setl_id, {month_number('setl_time')} FROM ({before}) ANTI JOIN arrived "
            "USING (setl_id)"
        )

    def number(self, query: str) -> int:
        """The one whole number that a query gives."""
        row = self.con.execute(query).fetchone()
        return int(row[0]) if row and row[0] is not None else 0

    def copy(self, query: str, path: Path, more: str = "") -> None:
        """Write the rows of a query to Parquet, where no file is yet."""
        _copied(self.con, query, path, more)

    def copy_each(self, files: Iterable[tuple[str, Path]]) -> None:
        """Write the rows of each query to its Parquet file, as many at once as there are cores.

        A foreign file is often one group of rows, which a single query reads on a single core.
        """
        asked, variables = list(files), self._variables()
        with ThreadPoolExecutor(max(1, min(len(asked), os.cpu_count() or 1))) as pool:
            for one in [pool.submit(self._copy_beside, *file, variables) for file in asked]:
                one.result()

    def _copy_beside(self, query: str, path: Path, variables: dict[str, object]) -> None:
        """Write the rows of a query over a connection of its own, which sees the same tables."""
        with self.con.cursor() as con:
            con.execute(DIRECT)
            for name, value in variables.items():
                con.execute(f"SET VARIABLE {name} = ?", [value])
            _copied(con, query, path)

    def _variables(self) -> dict[str, object]:
        """The variables of the connection: the keys of pseudonyms, while the load runs."""
        names = self.con.execute("SELECT name FROM duckdb_variables()").fetchall()
        found: dict[str, object] = {}
        for (name,) in names:
            (found[str(name)],) = self.con.execute(f"SELECT getvariable('{name}')").fetchall()[0]
        return found

    def _month(self, table: Table) -> tuple[str, str]:
        """The month of a judged row, and what to read beside it."""
        match table.month_of:
            case None:
                return "0", ""
            case "setl_id":
                if not self._settled:
                    self.settlements([])
                return "coalesce(settled.month, 0)", "LEFT JOIN settled USING (setl_id)"
            case column:
                return f"coalesce({month_number(column)}, 0)", ""


def _copied(con: duckdb.DuckDBPyConnection, query: str, path: Path, more: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    con.execute(
        f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd{more})"
    ).fetchall()


def month_number(moment: str) -> str:
    """The month of a moment as one number in SQL, such as 202501."""
    return f"(year({moment}) * 100 + month({moment}))::INTEGER"


def month_folder(table: Table, month: int) -> str:
    """The folder under the table's in which the rows of a month lie.

    >>> from features.settlement.tables import TABLES
    >>> month_folder(TABLES["setl_d"], 202501), month_folder(TABLES["fee_list_d"], 0)
    ('month=2025-01', 'month=unplaced')
    """
    if table.month_of is None:
        return "register"
    return f"month={month // 100}-{month % 100:02}" if month else f"month={UNPLACED}"
