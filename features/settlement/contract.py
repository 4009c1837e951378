"""The words in which a table of settlement data is declared, once for every use of it.

Everything downstream (Arrow schema, DDL, checks, data dictionary, the signal language) reads these
declarations and nothing else, so a column is described in exactly one place.
"""

from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum


class Kind(StrEnum):
    """What a value is. Numbers that are added up are integers, so sums never depend on order."""

    TEXT = "text"  # free text or an identifier
    CODE = "code"  # a value of a code list
    FLAG = "flag"  # true or false (never stored: the standard sends codes 0 and 1)
    COUNT = "count"  # how many
    YEARS = "years"  # whole years
    DAYS = "days"  # whole days
    HOURS = "hours"  # whole hours
    MINUTES = "minutes"  # whole minutes
    FEN = "fen"  # money, integer hundredths of a yuan
    QUANTITY = "quantity"  # integer ten-thousandths of a specification unit (cnt, 16,4)
    PRICE = "price"  # integer millionths of a yuan a unit (pric, 16,6)
    POINTS = "points"  # integer ten-thousandths of a DRG/DIP weight or point
    RATIO = "ratio"  # a double; only ever a last step, never summed
    DATE = "date"  # a calendar day, Beijing time
    MOMENT = "moment"  # a second, Beijing time, without zone


class Stage(Enum):
    """From when a value is known: the supervision stage that may use it."""

    PRE = 1  # 事前: registration and ordering (3101)
    IN = 2  # 事中: settlement and pre-settlement (3102)
    POST = 3  # 事后: after grouping, upload and month end


@dataclass(frozen=True)
class Check:
    """A condition that a stored value meets, and what happens to a row that does not.

    `sql` is a DuckDB condition over the row's own columns. A row that breaks a check of grade
    "reject" is kept apart with its reason; one of grade "flag" is loaded and flagged, which counts
    against the quality of the data; one of grade "note" is loaded and only counted, because what it
    shows is usual enough to be right.
    """

    name: str
    sql: str
    zh: str
    en: str
    grade: str = "flag"


@dataclass(frozen=True)
class Column:
    """One column: the standard's name, what it holds, and from when it is known.

    `source` is the field of the message, or the column of the core database, that brings it. `due`
    says that the standard requires it though a row without it can be used: such a row counts as
    incomplete, while one without a column that is not `null` is rejected. `hashed` names what kind
    of personal identifier the source holds ("person", "certificate", "telephone"): only its
    pseudonym is ever stored. `grade` is that of a value outside `pattern` or `codes`.
    """

    name: str
    kind: Kind
    zh: str
    en: str
    stage: Stage = Stage.IN
    null: bool = True
    pattern: str | None = None
    codes: dict[str, str] | None = None
    source: str = ""
    due: bool = False
    hashed: str | None = None
    grade: str = "flag"

    @property
    def required(self) -> bool:
        """Whether the standard requires a value, be a row without it rejected or only counted."""
        return self.due or not self.null


def brought_by(node: str, *columns: Column) -> tuple[Column, ...]:
    """The columns, each with its source: in this node its own name, or what it says itself.

    A source of two words stands as it is; "core" is the column of that name in the core database.

    >>> [c.source for c in brought_by("2304 setlinfo", Column("setl_id", Kind.TEXT, "", ""))]
    ['2304 setlinfo.setl_id']
    """
    return tuple(replace(column, source=_source(node, column)) for column in columns)


def _source(node: str, column: Column) -> str:
    if column.source == "core":
        return f"core {column.name}"
    if " " in column.source.split(",")[0]:
        return column.source
    return f"{node}.{column.source or column.name}"


@dataclass(frozen=True)
class Table:
    """One table of the contract: its key, its columns, its checks, and its place in the lake.

    `month_of` names the column whose month files the row in the lake; "setl_id" means the month of
    the settlement that the row belongs to; None marks a register. `withheld` names the columns of
    the standard that are never kept: names of people, what identifies them, what nobody needs.
    """

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    month_of: str | None = None
    checks: tuple[Check, ...] = field(default=())
    withheld: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when the table has none."""
        return {column.name: column for column in self.columns}[name]
