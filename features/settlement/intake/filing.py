"""Writing the rows that enter: to the lake, a file for each month, each row straight from its file.

A foreign file that has rows of one month or two is read again for each; files of many months, and
of many months with few rows each, are parted in one pass, as every query takes time to plan. Rows
keep the order in which they came: sorting them costs more than it gives.
"""

from dataclasses import dataclass
from pathlib import Path

from features.settlement.contract import Check, Table
from features.settlement.intake.foreign import literal
from features.settlement.intake.incoming import Incoming, told_by_name
from features.settlement.intake.judgement import flag_names
from features.settlement.intake.workbench import Workbench, month_folder
from features.settlement.lake.lake import reading
from features.settlement.lake.ledger import LakeFile

FEW_MONTHS = 2
FEW_ROWS = 50_000
"""Rows of a month below which planning a query of its own costs more than parting them."""


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

    def write(self, batches: list[Incoming]) -> list[LakeFile]:
        """Write the rows of these files that enter, and give the files of the lake."""
        shares = self._shares()
        parted: dict[int, list[Path]] = {}
        queries: dict[int, list[str]] = {}
        with told_by_name(self._bench.con, batches):
            for place, batch in enumerate(batches):
                mixed = _mixed(shares, batch.numbers)
                if mixed:
                    for month, paths in self._parted(batch, mixed, place).items():
                        parted.setdefault(month, []).extend(paths)
                for month, some in _by_month(shares, set(batch.numbers) - set(mixed)).items():
                    queries.setdefault(month, []).append(self._under(batch, month, some))
            return self._months(queries, parted)

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

    def _under(self, batch: Incoming, month: int, shares: dict[int, _Share]) -> str:
        """The rows of some files that enter under one month."""
        named = f"'{month}'" if month or self._table.month_of is None else "NULL"
        rows = f"SELECT * FROM ({batch.judged(sorted(shares))}) AS j"
        entering = sum(share.rows for share in shares.values())
        of = sum(share.of for share in shares.values())
        if entering < of:
            fits = f"(_problem IS NULL AND _month = {month})"
            few = entering * 2 < of
            rows += (
                f" {'SEMI' if few else 'ANTI'} JOIN (SELECT _file, _row, _place FROM met WHERE "
                f"_file IN ({', '.join(map(str, sorted(shares)))}) "
                f"AND {'' if few else 'NOT '}{fits}) AS m "
                "ON m._file = j._file AND m._row = j._row AND m._place IS NOT DISTINCT FROM j._place"
            )
        return (
            f"SELECT {self._stored} FROM (SELECT *, {named} AS _month, "
            f"{batch.named(numbers=shares)} AS _source FROM ({rows}))"
        )

    def _parted(self, batch: Incoming, numbers: list[int], place: int) -> dict[int, list[Path]]:
        """Files of many months, parted by month beside the work."""
        folder = self._bench.work / f"parted-{self._table.name}-{place}"
        self._bench.copy(
            f"SELECT {self._stored}, _part FROM (SELECT j.*, nullif(m._month, 0) AS _month, "
            f"m._month AS _part, {batch.named('j._file', numbers)} AS _source "
            f"FROM ({batch.judged(numbers)}) AS j "
            "JOIN met AS m ON m._file = j._file AND m._row = j._row "
            "AND m._place IS NOT DISTINCT FROM j._place WHERE m._problem IS NULL)",
            folder,
            ", PARTITION_BY (_part)",
        )
        return {
            int(part.name.removeprefix("_part=")): sorted(part.glob("*.parquet"))
            for part in folder.iterdir()
        }

    def _months(
        self, queries: dict[int, list[str]], parted: dict[int, list[Path]]
    ) -> list[LakeFile]:
        """A file for each month, from the queries that give its rows; a lone part is moved."""
        paths: list[Path] = []
        asked: list[tuple[str, Path]] = []
        for month in sorted({*queries, *parted}):
            parts = parted.get(month, [])
            path = Path(
                self._table.name, month_folder(self._table, month), f"{self._bench.load_id}.parquet"
            )
            paths.append(path)
            whole = self._bench.lake.folder / path
            if not queries.get(month) and len(parts) == 1:
                whole.parent.mkdir(parents=True, exist_ok=True)
                parts[0].rename(whole)
            else:
                more = [f"SELECT * FROM {reading(parts)}"] if parts else []
                asked.append((" UNION ALL ".join([*queries.get(month, []), *more]), whole))
        self._bench.copy_each(asked)
        return [LakeFile(self._table.name, path.as_posix(), self._rows(path)) for path in paths]

    def _rows(self, path: Path) -> int:
        file = literal(str(self._bench.lake.folder / path))
        return self._bench.number(f"SELECT sum(num_rows) FROM parquet_file_metadata({file})")


def _mixed(shares: dict[int, list[_Share]], numbers: list[int]) -> list[int]:
    """The files of these numbers that are parted by month in one pass."""
    mixed = [n for n in numbers if len(shares.get(n, [])) > FEW_MONTHS]
    others = _by_month(shares, set(numbers) - set(mixed))
    small = {month for month, of in others.items() if sum(s.rows for s in of.values()) < FEW_ROWS}
    if len(small) > FEW_MONTHS:
        mixed += [
            n
            for n in numbers
            if n not in mixed and n in shares and small.issuperset(s.month for s in shares[n])
        ]
    return sorted(mixed)


def _by_month(shares: dict[int, list[_Share]], numbers: set[int]) -> dict[int, dict[int, _Share]]:
    """By month, the files of these numbers that have rows of it, and how many."""
    found: dict[int, dict[int, _Share]] = {}
    for number in sorted(numbers):
        for share in shares.get(number, []):
            found.setdefault(share.month, {})[number] = share
    return found
