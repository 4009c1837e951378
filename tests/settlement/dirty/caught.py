"""Loading the clean and the dirty export, and finding out as what each fault was caught."""

from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.errors import FundwatchError
from features.settings import Settings
from features.settlement.intake.foreign import literal
from features.settlement.intake.load import load
from features.settlement.intake.report import LoadReport
from features.settlement.lake.lake import REJECTED, Lake
from features.settlement.quality.checks import CHECKS
from features.settlement.quality.lake_quality import broken_rows, survey_lake
from features.settlement.quality.survey import Asked
from features.settlement.tables import TABLES
from tests.settlement.dirty.broken_files import BROKEN_FILES
from tests.settlement.dirty.export import Exports, Planted
from tests.settlement.export import write

MANY = 100_000
ENCOUNTER = {
    "mdtrt_id": "M-beside-a-broken-file",
    "psn_no": "P1",
    "fixmedins_code": "H32010000001",
    "med_type": "21",
    "begntime": "2025-01-14 08:00:00",
}


@dataclass(frozen=True)
class Finding:
    """What became of one fault: whether it was caught as declared, the words, and how many rows."""

    name: str
    where: str
    caught: str
    words: str
    rows: int

    @property
    def found(self) -> bool:
        """Whether the fault was caught as what it is."""
        return self.rows > 0


class BothLoads:
    """The clean and the dirty export, each loaded into a lake of its own."""

    def __init__(self, made: Exports, clean: Settings, dirty: Settings) -> None:
        """Load both; the two homes must share their pseudonym keys."""
        self.made, self.clean, self.dirty = made, clean, dirty
        self.before: LoadReport = load(made.clean, "core", clean)
        self.after: LoadReport = load(made.dirty, "core", dirty)
        self.surveys = [survey_lake(one, Asked(), _quiet) for one in (clean, dirty)]

    def findings(self) -> list[Finding]:
        """What became of every fault in a row."""
        with duckdb.connect() as con:
            lake = Lake.open(self.dirty)
            lake.attach(con)
            return [self._finding(con, lake, one) for one in self.made.planted]

    def lost(self) -> dict[str, list[tuple[object, ...]]]:
        """By table, the good rows of the clean load that the dirty load lacks or has otherwise."""
        lost: dict[str, list[tuple[object, ...]]] = {}
        with duckdb.connect() as con:
            Lake.open(self.clean).attach(con)
            rows = {name: con.sql(f"FROM {name}").to_arrow_table() for name in TABLES}
            Lake.open(self.dirty).attach(con)
            for name, table in TABLES.items():
                con.register("clean_rows", rows[name])
                key = ", ".join(table.key)
                made = [p.good_key for p in self.made.planted if p.fault.table == name]
                wrong = " OR ".join(_is(one) for one in made if one) or "false"
                gone = con.execute(
                    f"SELECT {key} FROM (FROM clean_rows EXCEPT ALL FROM {name}) "
                    f"WHERE NOT ({wrong}) ORDER BY ALL"
                ).fetchall()
                if gone:
                    lost[name] = gone
        return lost

    def _finding(self, con: duckdb.DuckDBPyConnection, lake: Lake, one: Planted) -> Finding:
        fault = one.fault
        match fault.caught:
            case "rejected":
                caught = f"拒收 rejected [{fault.by or 'row'}]"
                words, rows = _rejection(con, lake, one)
            case "flag":
                caught = f"标记 flag [{fault.by}]"
                words, rows = self._said(fault.table, fault.by or ""), _flagged(con, lake, one)
            case "note":
                caught = f"备注 note [{fault.by}]"
                words = self._said(fault.table, fault.by or "")
                rows = self._noted(fault.table, fault.by or "")
            case "quality":
                caught = f"跨表 quality [{fault.by}]"
                words, rows = self._surveyed(one)
        return Finding(fault.name, fault.table, caught, words, rows if fault.words in words else 0)

    def _said(self, table: str, check: str) -> str:
        books = self.after.tables[table]
        return next((c.reason for c in (*books.flags, *books.notes) if c.column == check), "")

    def _noted(self, table: str, check: str) -> int:
        """How many rows more than in the clean load are noted."""
        counts = [
            sum(note.rows for note in report.tables[table].notes if note.column == check)
            for report in (self.before, self.after)
        ]
        return counts[1] - counts[0]

    def _surveyed(self, one: Planted) -> tuple[str, int]:
        """How many rows more than in the clean lake break the check, the planted one among them."""
        check = CHECKS[one.fault.by or ""]
        counts = [
            next(count.broken for count in survey.checks if count.check is check)
            for survey in self.surveys
        ]
        names, rows = broken_rows(self.dirty, Asked(), check.name, MANY)
        wanted = {name: value for name, value in one.key.items() if name in names}
        there = any(
            all(str(row[names.index(name)]) == value for name, value in wanted.items())
            for row in rows
        )
        return f"{check.zh} | {check.en}", counts[1] - counts[0] if there else 0


def refusals(settings: Settings, folder: Path) -> list[Finding]:
    """What a load says of every broken file, each in a folder of its own beside a whole file."""
    found: list[Finding] = []
    for n, broken in enumerate(BROKEN_FILES):
        place = folder / f"broken-{n}"
        place.mkdir()
        (place / broken.file).write_bytes(broken.content)
        write(place, "mdtrt_d.csv", [ENCOUNTER])
        before = Lake.open(settings).ledger.load_ids()
        try:
            load(place, "core", settings)
            words = "loaded"
        except FundwatchError as refused:
            words = str(refused)
        kept = Lake.open(settings).ledger.load_ids() != before
        caught = broken.words in words and not kept
        found.append(
            Finding(broken.name, broken.file, "整个文件拒绝 refused whole", words, int(caught))
        )
    return found


def _quiet(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def _is(key: dict[str, str]) -> str:
    return (
        "("
        + " AND ".join(f"{name}::VARCHAR = {literal(value)}" for name, value in key.items())
        + ")"
    )


def _rejection(con: duckdb.DuckDBPyConnection, lake: Lake, one: Planted) -> tuple[str, int]:
    files = f"{lake.folder}/{REJECTED}/{one.fault.table}/*.parquet"
    found = con.execute(
        'SELECT reason FROM read_parquet(?) WHERE "row" = ? AND "column" IS NOT DISTINCT FROM ?',
        [files, one.row, one.fault.by],
    ).fetchall()
    return (str(found[0][0]) if found else ""), len(found)


def _flagged(con: duckdb.DuckDBPyConnection, lake: Lake, one: Planted) -> int:
    rows = lake.relation(con, one.fault.table, also=("_flags",))
    found = con.execute(
        f"SELECT count(*) FROM ({rows}) WHERE {_is(one.key)} "
        f"AND list_contains(string_split(_flags, ','), {literal(one.fault.by or '')})"
    ).fetchone()
    return int(found[0]) if found else 0
