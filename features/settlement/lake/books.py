"""The books of the lake: whether every file is there, whole, and what the ledger says it is.

What is counted is read from the files themselves, never from what a load said of them. Files that
no load in the ledger wrote do not count and are no fault: a load that was cut off leaves some, a
load that runs has some, and the next load sweeps them away.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import duckdb

from features.errors import FundwatchError
from features.settings import Settings
from features.settlement.intake.foreign import literal
from features.settlement.lake.lake import REJECTED, Lake
from features.settlement.lake.ledger import ENDED, ROWS, LakeFile
from features.settlement.lake.ring import Rings, ring_to_load, rings_in
from features.settlement.lake.totals import TableTotal, totals_in
from features.settlement.tables import TABLES

MOST_TOLD = 20
Watched = Callable[[str, int, int], None]


@dataclass
class Proof:
    """One thing that must hold of the lake: how often it was looked at, and where it does not."""

    zh: str
    en: str
    looked_at: int = 0
    faults: list[str] = field(default_factory=list[str])

    def hold(self, holds: bool, otherwise: str) -> None:
        """Look once."""
        self.looked_at += 1
        if not holds:
            self.faults.append(otherwise)


@dataclass(frozen=True)
class Books:
    """What was proved of the lake, with its loads, files and rows counted."""

    loads: int
    files: int
    rows: int
    rejected: int
    orphans: int
    proofs: list[Proof]

    @property
    def balanced(self) -> bool:
        """Whether everything holds."""
        return not any(proof.faults for proof in self.proofs)

    def as_json(self) -> dict[str, object]:
        """The books as plain values; of each proof the first faults."""
        proofs = [
            {**asdict(proof), "faults": proof.faults[:MOST_TOLD], "wrong": len(proof.faults)}
            for proof in self.proofs
        ]
        return {**asdict(self), "balanced": self.balanced, "proofs": proofs}


def prove(settings: Settings, watched: Watched, *, deep: bool = False) -> Books:
    """Prove the books of this lake; `deep` reads every value of every file and every key."""
    lake = Lake.open(settings)
    with lake.ledger.writing() as connection:
        totals, rings = totals_in(connection), rings_in(connection)
    entries = lake.ledger.entries()
    with duckdb.connect() as con:
        bench = _Bench(lake, con, watched)
        found = bench.files(entries, deep=deep)
        proofs = [
            found,
            _counts(totals),
            _written(entries, totals),
            bench.rejected(totals),
            *bench.versions(entries, deep=deep),
            _ring(settings, rings),
        ]
    return Books(
        loads=len({total.load for total in totals}),
        files=len(entries),
        rows=sum(file.rows for file in entries if file.kind == ROWS),
        rejected=sum(total.rejected for total in totals),
        orphans=len(lake.orphans()),
        proofs=proofs,
    )


class _Bench:
    """Reads the files of a lake."""

    def __init__(self, lake: Lake, con: duckdb.DuckDBPyConnection, watched: Watched) -> None:
        self._lake, self._con, self._watched = lake, con, watched

    def files(self, entries: list[LakeFile], *, deep: bool) -> Proof:
        """Every file of the ledger is there and has the rows that the ledger says."""
        proof = Proof(
            "台账中的文件都在, 可读, 行数相符",
            "Every file of the ledger is there, can be read, and has its rows",
        )
        for n, file in enumerate(entries):
            self._watched("核对文件 | Proving files", n, len(entries))
            rows = self._rows(self._lake.folder / file.path, deep=deep)
            proof.hold(rows == file.rows, f"{file.path}: {_told(rows)}, ledger {file.rows:,}")
        return proof

    def rejected(self, totals: list[TableTotal]) -> Proof:
        """The rejected rows that a load counted are kept."""
        proof = Proof("拒收的行都留存", "Every rejected row is kept")
        for total in totals:
            path = self._lake.folder / REJECTED / total.table / f"{total.load}.parquet"
            rows = self._rows(path, deep=False) if total.rejected or path.exists() else 0
            proof.hold(
                rows == total.rejected,
                f"{total.table} {total.load}: {_told(rows)}, ledger {total.rejected:,}",
            )
        return proof

    def versions(self, entries: list[LakeFile], *, deep: bool) -> Iterator[Proof]:
        """What counts is what was written less what was ended; deep, no key counts twice."""
        counted = Proof(
            "现行行数 = 写入 - 终止", "Rows that count = rows written less rows that were ended"
        )
        once = Proof("每个主键只有一行现行", "No key counts twice")
        for table in TABLES.values():
            own = [file for file in entries if file.table == table.name]
            if not any(file.kind == ROWS for file in own):
                continue
            wanted = sum(file.rows * (1 if file.kind == ROWS else -1) for file in own)
            try:
                query = self._lake.versions(self._con, table.name, ())
                rows = self._number(f"SELECT count(*) FROM ({query})")
                counted.hold(rows == wanted, f"{table.name}: {_told(rows)}, ledger {wanted:,}")
                if deep:
                    key = ", ".join(table.key)
                    twice = self._number(
                        f"SELECT count(*) FROM (SELECT 1 FROM ({query}) GROUP BY {key} "
                        "HAVING count(*) > 1)"
                    )
                    once.hold(twice == 0, f"{table.name}: {twice:,} keys")
            except duckdb.Error as fault:
                counted.hold(holds=False, otherwise=f"{table.name}: {type(fault).__name__}")
        yield counted
        if deep:
            yield once

    def _rows(self, path: Path, *, deep: bool) -> int | None:
        """How many rows a file has; None when it is not there or cannot be read."""
        name = literal(str(path))
        try:
            if deep:
                self._con.execute(
                    f"SELECT count(*) FROM read_parquet({name}, hive_partitioning = false) AS f "
                    "WHERE hash(f) = 0"
                ).fetchall()
            return self._number(f"SELECT sum(num_rows) FROM parquet_file_metadata({name})")
        except duckdb.Error:
            return None

    def _number(self, query: str) -> int:
        row = self._con.execute(query).fetchone()
        return int(row[0]) if row and row[0] is not None else 0


def _counts(totals: list[TableTotal]) -> Proof:
    proof = Proof("读入 = 装载 + 拒收", "Rows in = loaded + rejected")
    for total in totals:
        proof.hold(
            total.rows_in == total.loaded + total.rejected,
            f"{total.table} {total.load}: {total.rows_in:,} in, {total.loaded:,} loaded, "
            f"{total.rejected:,} rejected",
        )
    return proof


def _written(entries: list[LakeFile], totals: list[TableTotal]) -> Proof:
    """What a load wrote is what it counted: rows loaded and filed again, and rows ended."""
    proof = Proof("写入与终止的行数 = 台账", "Rows written and ended = rows counted")
    by_load = {(total.load, total.table): total for total in totals}
    places = {(file.load, file.table) for file in entries} | set(by_load)
    for load, table in sorted(places):
        if table not in TABLES:  # messages are counted, but what is stored is their rows
            continue
        total = by_load.get((load, table), TableTotal(load, table))
        for kind, wanted in ((ROWS, total.loaded + total.refiled), (ENDED, total.ended)):
            rows = sum(
                file.rows
                for file in entries
                if (file.load, file.table, file.kind) == (load, table, kind)
            )
            proof.hold(
                rows == wanted, f"{table} {load} {kind}: {rows:,} in files, {wanted:,} counted"
            )
    return proof


def _ring(settings: Settings, rings: Rings) -> Proof:
    proof = Proof("假名密钥与数据湖相符", "The key ring is the lake's")
    if rings:
        try:
            ring_to_load(settings, rings)
            proof.hold(holds=True, otherwise="")
        except FundwatchError as error:
            proof.hold(holds=False, otherwise=str(error))
    return proof


def _told(rows: int | None) -> str:
    return "not readable" if rows is None else f"{rows:,} rows"
