"""Numbers of persons made pseudonyms while a load reads them, each distinct number once.

A load that brings ten million lines of three hundred thousand persons keys three hundred thousand
numbers: those of the first table that has any are keyed beforehand and then looked up, and only a
number that is not among them is keyed where it is met. Numbers as they are in life are in this one
table of the load's own work database, which is deleted with it, and nowhere else.
"""

from collections.abc import Iterable

import duckdb

from features.settlement.contract import Column, Table
from features.settlement.mapping import Mapping, Rule
from features.settlement.pseudonym import Pseudonyms
from features.settlement.translate import Foreign, cleaned, read


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
                f"CREATE TEMP TABLE known_{word} AS SELECT _number, {made} AS _made FROM "
                f"(SELECT DISTINCT _number FROM ({' UNION ALL '.join(some)}) AS n(_number) "
                "WHERE _number IS NOT NULL)"
            )
            self._known.add(word)

    def column(self, column: Column) -> str:
        """The stored value of a column, over its value as it was read and the joins of `beside`."""
        word, name = column.hashed, column.name
        if word is None:
            return name
        made = self._pseudonyms.sql(self._con, word, name)
        if word in self._known:
            made = f"CASE WHEN known_{name}._made IS NULL THEN {made} ELSE known_{name}._made END"
        return f"{made} AS {name}"

    def beside(self, table: Table, made: Iterable[str]) -> str:
        """The joins that `column` needs, for the columns of the table that rules make."""
        wanted = set(made)
        return " ".join(
            f"LEFT JOIN known_{column.hashed} AS known_{column.name} "
            f"ON known_{column.name}._number = {column.name}"
            for column in table.columns
            if column.hashed in self._known and column.name in wanted
        )


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
