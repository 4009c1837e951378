"""The words in which a check across tables is declared, and a figure by institution and month.

A check at the door (contract.py) looks at one row alone; these look at a row beside what else the
lake holds: its settlement, its list, the registers. None of them rejects: the rows are loaded.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CrossCheck:
    """A condition that a row meets beside the other tables of the lake.

    `subject` names what is looked at (subjects.py); `sql` is a DuckDB condition over its parts: `r`
    the row, `s` its settlement, and what else the subject joins. Null counts as met, for what is
    missing cannot be wrong. `needs` are tables without which nothing can be said. `grade` is "flag",
    which counts against the quality of the data, or "note", which is only counted.
    """

    name: str
    subject: str
    sql: str
    zh: str
    en: str
    grade: str = "flag"
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Measure:
    """A share of the rows of a subject, by institution and month: those that are `good`.

    `among` says which rows count at all; both are DuckDB conditions like those of a check, and null
    is no.
    """

    name: str
    subject: str
    among: str
    good: str
    zh: str
    en: str
    needs: tuple[str, ...] = ()
