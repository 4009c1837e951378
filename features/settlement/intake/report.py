"""What a load did, row by row accounted for: rows in = loaded + rejected, in every table."""

from dataclasses import asdict, dataclass, field
from datetime import date


@dataclass(frozen=True)
class ReasonCount:
    """How many rows of a table were rejected, or flagged, for one reason."""

    column: str | None
    reason: str
    rows: int


@dataclass
class TableBooks:
    """The books of one table in one load.

    Of the `loaded` rows, `corrected` took the place of an earlier version. `withdrawn` earlier rows
    count no more, because the file that replaces theirs lacks them; `refiled` ones were written
    again under the month of a settlement that came later. `flags` name what is stored with a row,
    `notes` what is only counted.
    """

    rows_in: int = 0
    loaded: int = 0
    rejected: int = 0
    flagged: int = 0
    corrected: int = 0
    withdrawn: int = 0
    refiled: int = 0
    reasons: list[ReasonCount] = field(default_factory=list[ReasonCount])
    flags: list[ReasonCount] = field(default_factory=list[ReasonCount])
    notes: list[ReasonCount] = field(default_factory=list[ReasonCount])
    absent_columns: list[str] = field(default_factory=list[str])

    def as_json(self) -> dict[str, object]:
        """The books as plain values."""
        return {
            "rows_in": self.rows_in,
            "loaded": self.loaded,
            "rejected": self.rejected,
            "flagged": self.flagged,
            "corrected": self.corrected,
            "withdrawn": self.withdrawn,
            "refiled": self.refiled,
            "reasons": [vars(reason) for reason in self.reasons],
            "flags": [vars(flag) for flag in self.flags],
            "notes": [vars(note) for note in self.notes],
            "absent_columns": self.absent_columns,
        }


@dataclass(frozen=True)
class KeptAside:
    """What was kept aside of one table, or why not: columns, and those that look personal."""

    table: str
    sources: list[str]
    columns: list[str] = field(default_factory=list[str])
    withheld: list[str] = field(default_factory=list[str])
    path: str | None = None
    rows: int = 0


@dataclass
class LoadReport:
    """What one call of load did.

    `changed` is false when every file had been loaded before; `unread_files` are those in the folder
    that the mapping does not know. `absent_columns` of a table are the
    contract's columns that this data does not have; `unknown_columns` the foreign ones that the
    mapping does not know, by file, and `aside` where they are kept; `left_out` the rules of the
    table that the mapping switches off, with its reason.
    """

    mapping: str
    load_id: str
    known_on: date
    changed: bool = False
    tables: dict[str, TableBooks] = field(default_factory=dict[str, TableBooks])
    already_loaded: list[str] = field(default_factory=list[str])
    unread_files: list[str] = field(default_factory=list[str])
    missing_tables: list[str] = field(default_factory=list[str])
    unknown_columns: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    aside: list[KeptAside] = field(default_factory=list[KeptAside])
    skipped_checks: dict[str, str] = field(default_factory=dict[str, str])
    notes: list[str] = field(default_factory=list[str])

    def as_json(self) -> dict[str, object]:
        """The report as plain values, with the books of every table under "tables"."""
        return {
            "mapping": self.mapping,
            "load_id": self.load_id,
            "known_on": self.known_on.isoformat(),
            "changed": self.changed,
            "tables": {name: books.as_json() for name, books in self.tables.items()},
            "already_loaded": self.already_loaded,
            "unread_files": self.unread_files,
            "missing_tables": self.missing_tables,
            "unknown_columns": self.unknown_columns,
            "aside": [asdict(one) for one in self.aside],
            "skipped_checks": self.skipped_checks,
            "notes": self.notes,
        }
