"""Numbers of persons made pseudonyms while a load reads them, each distinct number once.

A load that brings ten million lines of three hundred thousand persons keys three hundred thousand
numbers: those of the first table that has any are keyed beforehand and then looked up, and only a
number that is not among them is keyed where it is met. Numbers as they are in life are in this one
table of the load's own work database and in its work folder's copies of foreign files; both are
deleted with the load, and what a kill leaves of them by the next sweep.
"""

from collections.abc import Iterable

import duckdb

from features.settlement.contract import Column, Table
from features.settlement.intake.foreign import Foreign, cleaned
from features.settlement.intake.translate import read
from features.settlement.mapping.mapping import Mapping, Rule
from features.settlement.pseudonyms.pseudonym import Pseudonyms


class Hidden:
    """The pseudonyms of one load, in its work database."""

    def __init__(self, con: duckdb.DuckDBPyConnection, pseudonyms: Pseudonyms) -> None:
        """Begin with nobody known."""
        self._con, self._pseudonyms = con, pseudonyms
        self._known: set[str] = set()

    def learn(self, numbers: Iterable[tuple[Column, str]]) -> None:
        """Key the numbers that these queries give, for kinds of number of which none is known yet.

        A query has one column of text. It reads foreign files: the caller tells what is broken.
        """
        queries: dict[str, list[str]] = {}
        for column, query in numbers:
            if column.hashed is not None and column.hashed not in self._known:
                queries.setdefault(column.hashed, []).append(query)
        for word, some in queries.items():
            made = self._pseudonyms.sql(self._con, word, "_number")
            self._con.execute(
                f"CREATE TABLE known_{word} AS SELECT _number, {made} AS _made FROM "
                f"(SELECT DISTINCT _number FROM ({' UNION ALL '.join(some)}) AS n(_number) "
                "WHERE _number IS NOT NULL)"
            )
            self._known.add(word)

    def stored(self, table: Table, made: Iterable[str]) -> tuple[str, str]:
        """The columns of a table as they are stored, over their values as read, and joins for them.

        `made` names the columns that rules make; others are empty.
        """
        wanted = set(made)
        columns: list[str] = []
        joins: list[str] = []
        for column in table.columns:
            word, name = column.hashed, column.name
            if word is None or name not in wanted:
                columns.append(name)
                continue
            keyed = self._pseudonyms.sql(self._con, word, name)
            if word in self._known:
                known = f"known_{name}"
                keyed = f"CASE WHEN {known}._made IS NULL THEN {keyed} ELSE {known}._made END"
                joins.append(f"LEFT JOIN known_{word} AS {known} ON {known}._number = seen.{name}")
            columns.append(f"{keyed} AS {name}")
        return ", ".join(columns), " ".join(joins)


def numbers_in(
    table: Table, rows: str, rules: Iterable[Rule], foreign: Foreign, mapping: Mapping
) -> list[tuple[Column, str]]:
    """For each column of a foreign file that holds numbers of persons, the query that gives them."""
    found: list[tuple[Column, str]] = []
    for rule in rules:
        column = table.column(rule.column)
        if column.hashed is not None:
            value = read(column, rule, foreign, mapping).value
            names = [name for name in rule.names if foreign.actual(name) is not None]
            found.append(
                (column, f"SELECT {value} FROM ({cleaned(rows, names, foreign, mapping)})")
            )
    return found
