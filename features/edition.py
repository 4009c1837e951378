"""One edition of the signal matrix on disk, written beside the one in use and put in its place.

claims/month=2025-01.parquet         one row a claim, one column a signal
institutions/month=2025-01.parquet   one row an institution, its indicators and its peers
norms/month=2025-01.parquet          the norm book, fitted from earlier months

The other subjects of a month's end, and where each stands, are told in `features.standing`.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow.parquet as parquet

from features.engines import Engine
from features.month import month_number, month_text
from features.replacing import replace_folder
from features.settings import Settings
from features.signal import Described
from features.sql.compiler import Compiled
from features.sql.expression import sql_type
from features.sql.norms import book
from features.sql.peers import peer_program
from features.sql.program import Program, Step


class Edition:
    """The files of an edition while it is made; nobody reads them before `publish`."""

    def __init__(self, settings: Settings) -> None:
        """Begin an edition, forgetting one that was not finished."""
        self.folder = settings.path("signals.partial")
        self._place = settings.path("signals")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def keep(self, before: int) -> None:
        """Take over the months before this one from the edition in use, as they are."""
        for file in sorted(self._place.rglob("month=*.parquet")):
            if month_number(file.stem.removeprefix("month=")) < before:
                kept = self.folder / file.relative_to(self._place)
                kept.parent.mkdir(parents=True, exist_ok=True)
                os.link(file, kept)

    def write_claims(
        self, engine: Engine, months: Iterable[int], absent: Mapping[str, Described]
    ) -> None:
        """Write the answers of a program, and null for the signals that it could not answer."""
        nulls = "".join(
            f", CAST(NULL AS {sql_type(item.node)}) AS {name}" for name, item in absent.items()
        )
        for month in months:
            query = (
                f"SELECT *{nulls} FROM answers WHERE month = {month} ORDER BY setl_time, setl_id"
            )
            engine.write(query, self.file("claims", month))

    def write_norms(self, engine: Engine, compiled: Compiled, since: int | None) -> None:
        """Write the norm book of each month that was fitted, from a month on."""
        if not compiled.peer_groups:
            return
        engine.run(Program([Step("norm_book", book(compiled.peer_groups))]))
        fitted = engine.rows("SELECT month FROM asked_month ORDER BY month").to_pylist()
        for row in fitted:
            if since is None or row["month"] >= since:
                engine.write(
                    f"SELECT * FROM norm_book WHERE month = {row['month']}"
                    " ORDER BY norm, level, peers",
                    self.file("norms", row["month"]),
                )

    def write_institutions(
        self, engine: Engine, months: Iterable[int], indicators: list[str]
    ) -> None:
        """Write the indicators of a program, each beside its peers."""
        engine.run(peer_program(indicators, "answers_institutions"))
        for month in months:
            engine.write(
                f"SELECT * FROM beside_peers WHERE month = {month} ORDER BY fixmedins_code",
                self.file("institutions", month),
            )

    def write(self, engine: Engine, kind: str, month: int, query: str) -> None:
        """Write a month's rows of a kind."""
        engine.write(query, self.file(kind, month))

    def months(self) -> list[str]:
        """The months that have claims, in order."""
        return sorted(f.stem.removeprefix("month=") for f in (self.folder / "claims").glob("*"))

    def rows(self, kind: str) -> int:
        """How many rows the files of a kind hold."""
        return sum(parquet.read_metadata(f).num_rows for f in (self.folder / kind).glob("*"))

    def publish(self, report: str) -> None:
        """Put this edition in the old one's place, which goes only once this one stands."""
        (self.folder / "report.json").write_text(report, "utf-8")
        replace_folder(self.folder, self._place)

    def file(self, kind: str, month: int) -> Path:
        """Where a month of a kind is written."""
        return self.folder / kind / f"month={month_text(month)}.parquet"
