"""A CSV file as a table of text: its header, and its rows as DuckDB reads them."""

import csv
from pathlib import Path

from features.errors import BadInput
from features.settlement.intake.foreign import literal

OTHERS = (",", ";", "\t", "|")
"""Signs that divide columns in some exports."""
DISTINCT = 5000
"""How many values a column may have of which each is written, and then judged, only once."""


def csv_rows(path: Path, header: list[str], delimiter: str) -> str:
    """The rows of a CSV file with these columns, every one as text."""
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in header)
    return (
        f"read_csv({literal(str(path))}, auto_detect = false, header = true, "
        f"""delim = {literal(delimiter)}, quote = '"', escape = '"', strict_mode = true, """
        f"null_padding = false, nullstr = '', columns = {{{columns}}})"
    )


def kept_once(rows: str, path: Path) -> str:
    """The statement that parses the rows of a text file and keeps them as they are, as Parquet.

    A load asks a file again and again, and parsing is dear. What a column says often is kept once
    for many rows, so that it is also trimmed and read once.
    """
    return (
        f"COPY (SELECT * FROM ({rows})) TO {literal(str(path))} (FORMAT parquet, COMPRESSION lz4, "
        f"DICTIONARY_SIZE_LIMIT {DISTINCT})"
    )


def header_of(path: Path, delimiter: str, name: str) -> list[str]:
    """The columns that the first line names. Raises BadInput, saying what is wrong with it."""
    with path.open("r", encoding="utf-8", newline="") as file:
        try:
            header = next(csv.reader(file, delimiter=delimiter, strict=True), [])
        except csv.Error:
            header = []
    names = [cell.strip() for cell in header]
    small = [cell.lower() for cell in names]
    twice = next((names[n] for n, cell in enumerate(small) if cell in small[:n]), None)
    if not any(names):
        what, do = f"{name} has no header", "Export the file again with its header in line 1"
    elif "" in names:
        what = f"{name}, line 1: column {names.index('') + 1} has no name"
        do = "Name the column, or leave it out"
    elif twice is not None:
        what, do = (
            f"{name}, line 1: column {twice} is named twice",
            "Rename or leave out one of them",
        )
    elif len(names) == 1 and (other := next((sign for sign in OTHERS if sign in names[0]), "")):
        what = f"{name}, line 1: the columns are divided by {other!r}, not by {delimiter!r}"
        do = f"Export the file with {delimiter!r}, or say delimiter = {other!r} in a mapping of your own"
    else:
        return names
    raise BadInput(what, "The first line names every column once", do)
