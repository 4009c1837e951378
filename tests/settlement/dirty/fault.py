"""The words in which a fault is declared: what is broken, where, and as what it must be caught."""

from dataclasses import dataclass
from typing import Literal

Caught = Literal["rejected", "flag", "note", "quality"]


@dataclass(frozen=True)
class Fault:
    """One row made wrong: which row can be it, what its columns say instead, how it is caught.

    `where` and `says` are DuckDB SQL over the export's own columns, all text. With `extra` the row
    comes in addition to the one it is made from, which stays good. `by` is the column (None for the
    whole row) or the check that catches it, and `words` stand in the message.
    """

    name: str
    table: str
    says: dict[str, str]
    caught: Caught
    by: str | None
    words: str
    where: str = "true"
    extra: bool = False


@dataclass(frozen=True)
class BrokenFile:
    """A file that cannot be a table: its name, its bytes, and what the refusal says."""

    name: str
    file: str
    content: bytes
    words: str
