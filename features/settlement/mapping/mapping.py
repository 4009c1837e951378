"""What a mapping says: from which foreign files and columns each canonical column is made.

A mapping is a small TOML file (mappings/NAME.toml, read by file.py). It holds no code: the
ways in which a column can come about are the closed union `Origin`, and translate.py gives each of
them its one meaning in SQL. Where rows lie in a message is said by a `Node` (mapping_messages.py).
"""

from dataclasses import dataclass, field

from features.settlement.contract import Table
from features.settlement.mapping.messages import Node, Replacing, Settlements


@dataclass(frozen=True)
class Named:
    """The value of one foreign column, or the first of several of which the row has something."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Constant:
    """The same value in every row, written as the foreign file would write it."""

    value: str


@dataclass(frozen=True)
class Total:
    """The sum of several columns; an empty part counts as nothing, all empty is empty."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Joined:
    """Several columns written one after another; empty when one of them is."""

    names: tuple[str, ...]
    between: str = ""


@dataclass(frozen=True)
class DaysBetween:
    """Whole days from one day to another."""

    since: str
    until: str


@dataclass(frozen=True)
class YearsBetween:
    """Whole years from one day to another: the age on the second day."""

    since: str
    until: str


Origin = Named | Constant | Total | Joined | DaysBetween | YearsBetween


@dataclass(frozen=True)
class Rule:
    """How one canonical column is made: where it comes from and how its text is read.

    `unit` is the foreign unit (yuan, fen, or d/h/m for a duration); `formats` the ways a day is
    written; `codes` a translation, with `otherwise` for every value that it does not name; `flags`
    other words for 1 and 0, which leave every other value as it is; `first` keeps the leading
    characters; `rounded` takes the nearest whole number where the stored one has no decimals.
    """

    column: str
    origin: Origin
    unit: str | None = None
    formats: tuple[str, ...] = ()
    codes: dict[str, str] | None = None
    otherwise: str | None = None
    flags: dict[str, str] = field(default_factory=dict[str, str])
    first: int | None = None
    rounded: bool = False
    optional: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The foreign columns that this rule reads."""
        match self.origin:
            case Constant():
                return ()
            case DaysBetween(since, until) | YearsBetween(since, until):
                return since, until
            case origin:
                return origin.names


@dataclass(frozen=True)
class Refusal:
    """Foreign rows that are not rows of this table, with the reason in two languages."""

    column: str
    values: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Unpivot:
    """Numbered columns laid out as rows: NAME_1 … NAME_n become rows 1 … n; empty ones vanish."""

    columns: tuple[str, ...]
    place: str
    value: str


@dataclass(frozen=True)
class Beside:
    """A second file whose columns are read beside each row that has the same key there.

    The first row of a key counts, in the order of the files.
    """

    files: tuple[str, ...]
    key: str


@dataclass(frozen=True)
class Source:
    """Where the rows of one canonical table come from.

    `lacks` names required columns that this data does not have and that stay empty; `leaves` names
    foreign columns left out on purpose; `duplicate` is the reason given to a row whose key has
    come before. `node` is said by a mapping of messages, and by no other.
    """

    table: Table
    files: tuple[str, ...]
    rules: tuple[Rule, ...]
    lacks: frozenset[str] = frozenset()
    leaves: frozenset[str] = frozenset()
    refuses: tuple[Refusal, ...] = ()
    unpivot: Unpivot | None = None
    beside: Beside | None = None
    skips: dict[str, str] = field(default_factory=dict[str, str])
    duplicate: str | None = None
    node: Node | None = None

    @property
    def names(self) -> set[str]:
        """Every foreign column that this source speaks of, those left out on purpose included."""
        names = {name for rule in self.rules for name in rule.names}
        names |= {refusal.column for refusal in self.refuses}
        return names | self.leaves | set(self.unpivot.columns if self.unpivot else ())


@dataclass(frozen=True)
class Mapping:
    """One foreign form of settlement data, and how it becomes the canonical tables."""

    name: str
    zh: str
    en: str
    sources: tuple[Source, ...]
    currency: str = "CNY"
    national_codes: bool = True
    encodings: tuple[str, ...] = ("utf-8", "gbk")
    delimiter: str = ","
    empty: tuple[str, ...] = ("",)
    no_date: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    settlements: Settlements | None = None
    replaces: tuple[Replacing, ...] = ()

    @property
    def of_messages(self) -> bool:
        """Whether this mapping reads logs of interface messages rather than files of tables."""
        return any(source.node is not None for source in self.sources)
