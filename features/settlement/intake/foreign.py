"""The columns of a foreign file in SQL: cleaned text, typed moments, exact decimals.

Nothing of what a file does not type itself is guessed: it is text without the blanks around it, and
null where it is one of the words that stand for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from features.settlement.mapping.mapping import Mapping

EXACT = "DECIMAL(28,10)"
BLANK = " \\t\\r\\n\u00a0\u3000"
INTEGERS = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
)


@dataclass(frozen=True)
class Foreign:
    """The columns of a foreign file, by name, with their DuckDB types."""

    types: dict[str, str]

    def actual(self, name: str) -> str | None:
        """The file's own spelling of a column, whose case does not matter; None without one."""
        if name in self.types:
            return name
        return next((own for own in self.types if own.lower() == name.lower()), None)

    def each_once(self, names: Iterable[str]) -> list[str]:
        """Those of the names that the file has, in its own spelling, none twice."""
        own = (self.actual(name) for name in names)
        return list(dict.fromkeys(name for name in own if name is not None))

    def text(self, name: str) -> str:
        """The value of a column as `cleaned` lays it down: trimmed text, or null when empty."""
        return quote(f"~{self.actual(name) or name}")

    def there(self, name: str) -> str:
        """Whether the column holds anything."""
        own = self.actual(name) or name
        if self.types[own] == "VARCHAR":
            return f"{self.text(name)} IS NOT NULL"
        return f"{quote(own)} IS NOT NULL"

    def trimmed(self, name: str) -> str:
        """The expression that makes a column text without blanks around it.

        Few values are padded and trimming a set of characters is slow in DuckDB 2.0, so the ends
        are looked at first; the expression names `trim` once, lest it be lifted out of its CASE.
        """
        own = self.actual(name) or name
        kind, quoted = self.types[own], quote(own)
        match kind:
            case "VARCHAR":
                ends = " OR ".join(
                    f"suffix({quoted}, E'{blank}')" for blank in (" ", "\\t", "\u3000")
                )
                padded = f"{quoted} < '!' OR {quoted} >= '\u00a0' OR {ends}"
                return f"CASE WHEN {padded} THEN trim({quoted}, E'{BLANK}') ELSE {quoted} END"
            case "DOUBLE" | "FLOAT":
                whole = f"{quoted} = trunc({quoted}) AND abs({quoted}) < 1e15"
                number = f"CASE WHEN {whole} THEN {quoted}::BIGINT::VARCHAR"
                return f"{number} ELSE {quoted}::VARCHAR END"
            case "BOOLEAN":
                return f"{quoted}::INTEGER::VARCHAR"
            case "TIMESTAMP WITH TIME ZONE":
                return f"strftime({self.moment(name)}, '%Y-%m-%d %H:%M:%S')"
            case _:
                return f"{quoted}::VARCHAR"

    def moment(self, name: str) -> str | None:
        """The value as a Beijing moment when the file itself types it as a day or moment."""
        own = self.actual(name) or name
        kind, quoted = self.types[own], quote(own)
        if kind == "TIMESTAMP WITH TIME ZONE":
            return f"(make_timestamp(epoch_us({quoted})) + INTERVAL 8 HOUR)"
        if kind == "DATE" or kind.startswith("TIMESTAMP"):
            return f"{quoted}::TIMESTAMP"
        return None

    def exact(self, name: str) -> str:
        """The value as an exact decimal; null when it is not a number."""
        own = self.actual(name) or name
        kind = self.types[own]
        direct = kind.startswith("DECIMAL") or kind in INTEGERS
        return f"TRY_CAST({quote(own) if direct else self.text(name)} AS {EXACT})"


def cleaned(rows: str, names: Iterable[str], foreign: Foreign, mapping: Mapping) -> str:
    """The foreign rows with each of these columns cleaned once, beside itself, as "~NAME"."""
    own = dict.fromkeys(foreign.actual(name) or name for name in names)
    if not own:
        return rows
    empties = ", ".join(literal(empty) for empty in mapping.empty)
    trimmed = [f"{foreign.trimmed(name)} AS {foreign.text(name)}" for name in own]
    filled = [
        f"CASE WHEN {text} NOT IN ({empties}) THEN {text} END AS {text}"
        for text in map(foreign.text, own)
    ]
    return (
        f"SELECT * REPLACE ({', '.join(filled)}) "
        f"FROM (SELECT *, {', '.join(trimmed)} FROM ({rows}))"
    )


def literal(text: str) -> str:
    """The text as a SQL literal.

    >>> literal("O'Hara")
    "'O''Hara'"
    """
    return "'" + text.replace("'", "''") + "'"


def quote(name: str) -> str:
    """The name as a SQL identifier.

    >>> quote('a"b')
    '"a""b"'
    """
    return '"' + name.replace('"', '""') + '"'
