"""What an import of knowledge points did: every sheet, every row that was refused and why."""

import tomllib
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cache

from features.settlement.intake.judgement import LOADED_BEFORE
from features.settlement.intake.report import LoadReport
from features.settlement.knowledge.limits import Disagreement
from features.settlement.knowledge.staging import MAPPING


@dataclass(frozen=True)
class Refused:
    """A row of a workbook that was not taken: where it stands, why, and the words at fault."""

    sheet: str
    row: int
    fault: str
    reason: str
    said: str


@dataclass(frozen=True)
class SheetReport:
    """One sheet of points: what it is, and what became of the rows that its points make.

    A point makes a row for each of its codes. `open_points` were taken with their text, and limit
    nothing until they are answered; `remarks` are rows that are no points, `repeated` rows that say
    what the row above says.
    """

    file: str
    sheet: str
    kind: str
    title: str
    points: int
    rows: int
    accepted: int
    open_points: int
    remarks: int
    repeated: int
    refused: list[Refused]


@dataclass
class ImportReport:
    """What one import did. `load` is what the load did with the rows; `items` are limited now."""

    holds_from: date
    sheets: list[SheetReport] = field(default_factory=list[SheetReport])
    passed_over: list[str] = field(default_factory=list[str])
    answered: list[str] = field(default_factory=list[str])
    disagreements: list[Disagreement] = field(default_factory=list[Disagreement])
    items: int = 0
    items_changed: int = 0
    load: LoadReport | None = None

    @property
    def changed(self) -> bool:
        """Whether the lake knows anything that it did not know before."""
        return self.load is not None and any(
            books.loaded or books.withdrawn for books in self.load.tables.values()
        )

    @property
    def unchanged_rows(self) -> int:
        """How many rows the lake knew already as they are."""
        if self.load is None:
            return 0
        return sum(
            reason.rows
            for books in self.load.tables.values()
            for reason in books.reasons
            if reason.reason == LOADED_BEFORE
        )

    def as_json(self) -> dict[str, object]:
        """The report as plain values."""
        return {
            "changed": self.changed,
            "holds_from": self.holds_from.isoformat(),
            "sheets": [asdict(sheet) for sheet in self.sheets],
            "passed_over": self.passed_over,
            "answered": self.answered,
            "disagreements": [asdict(one) for one in self.disagreements],
            "items": self.items,
            "items_changed": self.items_changed,
            "unchanged_rows": self.unchanged_rows,
            "load": None if self.load is None else self.load.as_json(),
        }


@cache
def reasons() -> dict[str, str]:
    """Why a row is refused, in two languages, by its fault; the load gives the same reasons."""
    tables = tomllib.loads(MAPPING.read_text(encoding="utf-8"))["tables"]
    return {
        refusal["values"][0]: refusal["reason"]
        for name in ("item_point_b", "item_pair_b")
        for refusal in tables[name]["refuses"]
    }
