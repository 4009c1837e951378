"""The tables of a scheme folder as rows of text: a CSV or a Parquet file of one name, checked.

A fault names the file, the row (counted from the first below the heading) and the column.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyarrow.parquet as pq

from features.errors import BadInput
from features.payment.rounding import fen, ten_thousandths


@dataclass(frozen=True)
class Row:
    """One row of a table of a scheme folder; what is not there is ""."""

    file: str
    number: int
    values: dict[str, str]

    def text(self, column: str) -> str:
        """What must be there. Raises BadInput when it is not."""
        found = self.values.get(column, "")
        if not found:
            raise self.wrong(column, "is empty", "Every row has a value there")
        return found

    def maybe(self, column: str) -> str:
        """What may be there."""
        return self.values.get(column, "")

    def weight(self, column: str) -> int:
        """A weight, share or coefficient in ten-thousandths."""
        return self._number(column, "a number with four decimals at most", ten_thousandths)

    def money(self, column: str) -> int:
        """Yuan, as fen."""
        return self._number(column, "yuan with two decimals at most", fen)

    def whole(self, column: str) -> int | None:
        """A whole number, None where nothing stands."""
        return self._number(column, "a whole number", _integer) if self.maybe(column) else None

    def day(self, column: str) -> date | None:
        """A day, None where nothing stands."""
        found = self.maybe(column)
        try:
            return date.fromisoformat(found[:10]) if found else None
        except ValueError:
            raise self.wrong(column, "is no day", "Days are written 2025-01-31") from None

    def flag(self, column: str) -> bool:
        """Whether 1 stands there; "" and 0 are no."""
        found = self.maybe(column)
        if found not in ("", "0", "1"):
            raise self.wrong(column, f"is {found}", "A flag is 0 or 1")
        return found == "1"

    def among(self, column: str, allowed: Iterable[str]) -> str:
        """One of some words."""
        found, words = self.maybe(column), list(allowed)
        if found not in words:
            told = ", ".join(word or "(empty)" for word in words)
            raise self.wrong(column, f"is {found or 'empty'}", f"It is one of {told}")
        return found

    def wrong(self, column: str, what: str, expected: str) -> BadInput:
        """The error of a value of this row."""
        return BadInput(
            f"{self.file}, row {self.number}: {column} {what}", expected, "Correct the row"
        )

    def _number(self, column: str, expected: str, made: "type[int] | object") -> int:
        text = self.text(column)
        try:
            return made(Decimal(text))  # pyright: ignore[reportCallIssue]
        except (InvalidOperation, ValueError):
            raise self.wrong(column, f"is {text}", f"It is {expected}") from None


def _integer(value: Decimal) -> int:
    if value != value.to_integral_value():
        raise ValueError(value)
    return int(value)


def rows_of(folder: Path, name: str, columns: tuple[str, ...]) -> list[Row]:
    """The rows of table `name`, which has these columns at least; none when it is not there."""
    found = [path for path in (folder / f"{name}.csv", folder / f"{name}.parquet") if path.exists()]
    if len(found) > 1:
        raise BadInput(
            f"{folder.name} has both {name}.csv and {name}.parquet",
            "A table is in one file",
            "Remove one of them",
        )
    if not found:
        return []
    path = found[0]
    heading, records = _parquet(path) if path.suffix == ".parquet" else _csv(path)
    lacking = [column for column in columns if column not in heading]
    if lacking:
        raise BadInput(
            f"{folder.name}/{path.name} has no column {', '.join(lacking)}",
            f"Its columns are {', '.join(columns)}",
            "Add what is missing; further columns are left alone",
        )
    file = f"{folder.name}/{path.name}"
    return [Row(file, number, values) for number, values in enumerate(records, start=1)]


def _csv(path: Path) -> tuple[list[str], Iterator[dict[str, str]]]:
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            raise BadInput(
                f"{path.name} is neither UTF-8 nor GB18030", "A table is text", "Save it as UTF-8"
            ) from None
    reader = csv.reader(text.splitlines())
    heading = [name.strip() for name in next(reader, [])]
    records = (
        dict(zip(heading, (value.strip() for value in values), strict=False))
        for values in reader
        if any(value.strip() for value in values)
    )
    return heading, records


def _parquet(path: Path) -> tuple[list[str], Iterator[dict[str, str]]]:
    table = pq.read_table(path)
    records = (
        {name: "" if value is None else str(value) for name, value in record.items()}
        for record in table.to_pylist()
    )
    return list(table.column_names), records
