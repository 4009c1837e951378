"""Writing the rows that enter: to the lake, a file for each month, each row straight from its file.

A foreign file that has rows of one month or two is read again for each; one of many months is
parted in one pass. Rows keep the order in which they came: sorting them costs more than it gives.
"""

from dataclasses import dataclass
from pathlib import Path

from features.settlement.contract import Check, Table
from features.settlement.incoming import Incoming, all_of, told_by_name
from features.settlement.judgement import flag_names
from features.settlement.lake import reading
from features.settlement.load_ledger import LakeFile
from features.settlement.translate import literal
from features.settlement.workbench import Workbench, month_folder

FEW_MONTHS = 2


@dataclass(frozen=True)
class _Share:
    """How many rows of a foreign file enter under a month, and how many rows it has."""

    month: int
    rows: int
    of: int


class Filing:
    """Writes the rows of one table that enter."""

    def __init__(self, bench: Workbench, table: Table, checks: list[Check]) -> None:
        """Keep what every row is written with."""
        self._bench, self._table = bench, table
        names = ", ".join(column.name for column in table.columns)
        self._stored = (
            f"{names}, {flag_names(checks)} AS _flags, {literal(bench.load_id)} AS _load, _source"
        )

    def write(self, files: list[Incoming]) -> list[LakeFile]:
        """Write the rows of these files that enter, and give the files of the lake."""
        shares = self._shares()
        by_month: dict[int, list[str]] = {}
        mixed: list[Incoming] = []
        for one in files:
            months = shares.get(one.number, [])
            if len(months) > FEW_MONTHS:
                mixed.append(one)
            else:
                for share in months:
                    by_month.setdefault(share.month, []).append(self._under(one, share))
        with told_by_name(self._bench.con, files):
            parted = self._parted(mixed)
            for month, parts in parted.items():
                by_month.setdefault(month, []).append(f"SELECT * FROM {reading(parts)}")
            return [
                self._month(month, by_month[month], parted.get(month, []))
                for month in sorted(by_month)
            ]

    def _shares(self) -> dict[int, list[_Share]]:
        rows = self._bench.con.execute(
            "SELECT _file, _month, count(*) FILTER (_problem IS NULL) AS n, "
            "(sum(count(*)) OVER (PARTITION BY _file))::BIGINT "
            "FROM met GROUP BY _file, _month ORDER BY _file, _month"
        ).fetchall()
        shares: dict[int, list[_Share]] = {}
        for file, month, entering, of in rows:
            if entering:
                shares.setdefault(int(file), []).append(_Share(int(month), int(entering), int(of)))
        return shares

    def _under(self, one: Incoming, share: _Share) -> str:
        """The rows of a foreign file that enter under one month."""
        month = f"'{share.month}'" if share.month or self._table.month_of is None else "NULL"
        rows = f"SELECT * FROM ({one.judged}) AS j"
        if share.rows < share.of:
            fits = f"(_problem IS NULL AND _month = {share.month})"
            few = share.rows * 2 < share.of
            rows += (
                f" {'SEMI' if few else 'ANTI'} JOIN (SELECT _row, _place FROM met WHERE "
                f"_file = {one.number} AND {'' if few else 'NOT '}{fits}) AS m "
                "ON m._row = j._row AND m._place IS NOT DISTINCT FROM j._place"
            )
        return (
            f"SELECT {self._stored} FROM (SELECT *, {month} AS _month, "
            f"{literal(one.name)} AS _source FROM ({rows}))"
        )

    def _parted(self, files: list[Incoming]) -> dict[int, list[Path]]:
        """Files of many months, parted by month beside the work."""
        if not files:
            return {}
        rows = all_of(
            files,
            lambda one: (
                f"SELECT j.*, nullif(m._month, 0) AS _month, m._month AS _part, "
                f"{literal(one.name)} AS _source FROM ({one.judged}) AS j JOIN met AS m "
                f"ON m._file = {one.number} AND m._row = j._row "
                "AND m._place IS NOT DISTINCT FROM j._place WHERE m._problem IS NULL"
            ),
        )
        folder = self._bench.work / f"parted-{self._table.name}"
        self._bench.copy(
            f"SELECT {self._stored}, _part FROM ({rows})", folder, ", PARTITION_BY (_part)"
        )
        return {
            int(part.name.removeprefix("_part=")): sorted(part.glob("*.parquet"))
            for part in folder.iterdir()
        }

    def _month(self, month: int, queries: list[str], parted: list[Path]) -> LakeFile:
        """The file of one month, from the queries that give its rows; a lone part is moved."""
        folder = month_folder(self._table, month)
        path = Path(self._table.name, folder, f"{self._bench.load_id}.parquet")
        whole = self._bench.lake.folder / path
        if len(queries) == len(parted) == 1:
            whole.parent.mkdir(parents=True, exist_ok=True)
            parted[0].rename(whole)
        else:
            self._bench.copy(" UNION ALL ".join(queries), whole)
        rows = self._bench.number(
            f"SELECT sum(num_rows) FROM parquet_file_metadata({literal(str(whole))})"
        )
        return LakeFile(self._table.name, path.as_posix(), rows)
