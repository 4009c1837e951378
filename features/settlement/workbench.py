"""The tables of one load while it runs: rows read, judged and filed, in a DuckDB of its own.

For each contract table there is `judged_<table>`: the canonical columns, `_file` and `_row` (where
a row comes from), `_place` (which of its numbered columns), `_problem` (a reason, null when the row
enters), `_flags` (the checks it breaks) and `_month`.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.settlement.contract import Check, Table
from features.settlement.judgement import LOADED_BEFORE, TWICE, Reasons, flag_bits, flag_names
from features.settlement.lake import REJECTED, UNPLACED, Lake, reading
from features.settlement.load_ledger import LakeFile
from features.settlement.schema import duckdb_type
from features.settlement.sources import refuse_broken
from features.settlement.translate import literal, quote

SORTED: dict[str, str] = {
    "setl_d": "fixmedins_code, setl_time, setl_id",
    "mdtrt_d": "fixmedins_code, begntime, mdtrt_id",
    "verdict_d": "decided_date, verdict_id",
}


@dataclass(frozen=True)
class RejectedRows:
    """Where the raw rows of one foreign file can be read again, to keep those that are rejected."""

    file: int
    name: str
    rows: str
    columns: tuple[str, ...]
    place: str | None


class Workbench:
    """One load's tables, from the first row read to the last file written."""

    def __init__(self, lake: Lake, load_id: str, work: Path) -> None:
        """Open a DuckDB whose overflow goes to the work folder."""
        self.con = duckdb.connect(config={"temp_directory": str(work / "overflow")})
        self.reasons = Reasons()
        self._lake = lake
        self._load_id = load_id
        self._settled = False

    def begin(self, table: Table) -> None:
        """Make the empty judged table of a contract table."""
        columns = ", ".join(f"{c.name} {duckdb_type(c.kind)}" for c in table.columns)
        self.con.execute(
            f"CREATE TEMP TABLE judged_{table.name} (_file INTEGER, _row BIGINT, _place VARCHAR, "
            f"{columns}, _problem INTEGER, _month VARCHAR, _flags BIGINT)"
        )

    def add(self, table: Table, file: int, name: str, judged: str, flags: list[Check]) -> None:
        """Read one foreign file into the judged table. Raises BadInput when the file is broken."""
        if table.month_of == "setl_id":
            self._know_settlements()
            filed = f"({judged}) LEFT JOIN settled USING (setl_id)"
            month = "settled.month"
        else:
            filed = f"({judged})"
            month = f"strftime({table.month_of}, '%Y-%m')" if table.month_of else "NULL::VARCHAR"
        columns = ", ".join(column.name for column in table.columns)
        try:
            self.con.execute(
                f"INSERT INTO judged_{table.name} SELECT *, {flag_bits(flags)} FROM ("
                f"SELECT {file}, _row, _place, {columns}, _problem, {month} AS _month FROM {filed})"
            )
        except (duckdb.InvalidInputException, duckdb.IOException, duckdb.ConversionException) as e:
            raise refuse_broken(name, e) from e

    def reject_repeated(self, table: Table, within: str | None) -> None:
        """Refuse the rows whose key came before: in this load (the first counts) or in the lake."""
        judged, key = f"judged_{table.name}", ", ".join(table.key)
        twice = self.reasons.number(", ".join(table.key), within or TWICE)
        self.con.execute(
            f"UPDATE {judged} SET _problem = {twice} WHERE rowid IN ("
            f"SELECT id FROM (SELECT rowid AS id, row_number() OVER (PARTITION BY {key} "
            f"ORDER BY _file, _row, rowid) AS nth FROM {judged} SEMI JOIN (SELECT {key} "
            f"FROM {judged} WHERE _problem IS NULL GROUP BY {key} HAVING count(*) > 1) "
            f"USING ({key}) WHERE _problem IS NULL) WHERE nth > 1)"
        )
        files = self._lake.files(table.name)
        if files:
            before = self.reasons.number(", ".join(table.key), LOADED_BEFORE)
            self.con.execute(
                f"UPDATE {judged} SET _problem = {before} WHERE rowid IN (SELECT id FROM ("
                f"SELECT rowid AS id, {key} FROM {judged} WHERE _problem IS NULL) SEMI JOIN "
                f"(SELECT {key} FROM {reading(files)}) USING ({key}))"
            )

    def write(self, table: Table, flags: list[Check]) -> list[LakeFile]:
        """Write the rows that enter to the lake, a file for each month, and give those files."""
        judged = f"judged_{table.name}"
        unplaced = f"coalesce(_month, '{UNPLACED}')" if table.month_of else "NULL::VARCHAR"
        months = self.con.execute(
            f"SELECT {unplaced} AS month, count(*) FROM {judged} WHERE _problem IS NULL "
            "GROUP BY month ORDER BY month"
        ).fetchall()
        columns = ", ".join(column.name for column in table.columns)
        written: list[LakeFile] = []
        for month, rows in months:
            part = "register" if month is None else f"month={month}"
            path = Path(table.name, part, f"{self._load_id}.parquet")
            chosen = "" if month is None else f"AND {unplaced} = {literal(str(month))}"
            self._copy(
                f"SELECT {columns}, {flag_names(flags)} AS _flags FROM {judged} "
                f"WHERE _problem IS NULL {chosen} "
                f"ORDER BY {SORTED.get(table.name, ', '.join(table.key))}",
                self._lake.folder / path,
            )
            written.append(LakeFile(table.name, path.as_posix(), int(rows)))
        return written

    def write_rejected(self, table: Table, raw: list[RejectedRows]) -> None:
        """Keep the rejected rows with file, row, column, reason, and the foreign row as JSON."""
        used = self.con.execute(
            f"SELECT DISTINCT _problem FROM judged_{table.name} WHERE _problem IS NOT NULL"
        ).fetchall()
        if not used:
            return
        reasons = [(int(n), self.reasons[int(n)]) for (n,) in used]
        self.con.execute(
            "CREATE OR REPLACE TEMP TABLE reason (_problem INTEGER, col VARCHAR, words VARCHAR)"
        )
        self.con.executemany(
            "INSERT INTO reason VALUES (?, ?, ?)",
            [[n, reason.column, reason.text] for n, reason in reasons],
        )
        parts = [self._raw_rejected(table, one) for one in raw]
        path = self._lake.folder / REJECTED / table.name / f"{self._load_id}.parquet"
        self._copy(" UNION ALL ".join(parts) + ' ORDER BY source, "row"', path)

    def drop(self, table: Table) -> None:
        """Let go of a judged table; settlements are kept in mind for the lines that follow."""
        if table.name == "setl_d":
            self._know_settlements()
        self.con.execute(f"DROP TABLE judged_{table.name}")

    def _raw_rejected(self, table: Table, one: RejectedRows) -> str:
        raw = ", ".join(f"{literal(name)}: raw.{quote(name)}" for name in one.columns)
        place = f" AND raw.{quote(one.place)} = bad._place" if one.place else ""
        return (
            f'SELECT {literal(one.name)} AS source, bad._row AS "row", reason.col AS "column", '
            f"reason.words AS reason, to_json({{{raw}}})::VARCHAR AS raw "
            f"FROM judged_{table.name} AS bad JOIN reason USING (_problem) "
            f"JOIN ({one.rows}) AS raw ON raw._row = bad._row{place} WHERE bad._file = {one.file}"
        )

    def _know_settlements(self) -> None:
        """Make the table of every settlement that counts and its month, once in a load."""
        if self._settled:
            return
        self._settled = True
        made = self.con.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'judged_setl_d'"
        ).fetchone()
        parts = []
        if made and made[0]:
            parts.append(
                "SELECT setl_id, _month AS month FROM judged_setl_d WHERE _problem IS NULL"
            )
        files = self._lake.files("setl_d")
        if files:
            parts.append(f"SELECT setl_id, strftime(setl_time, '%Y-%m') FROM {reading(files)}")
        rows = " UNION ALL ".join(parts) or "SELECT NULL::VARCHAR, NULL::VARCHAR WHERE false"
        self.con.execute("CREATE TEMP TABLE settled (setl_id VARCHAR, month VARCHAR)")
        self.con.execute(f"INSERT INTO settled {rows}")

    def _copy(self, query: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.con.execute(
            f"COPY ({query}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )
