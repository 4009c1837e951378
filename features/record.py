"""The claim record: which columns of which tables a claim is made of, in the order that settles clashes.

A claim is one settlement with its visit, its settlement list, its DRG case, its institution's and
its person's register rows. Where two tables hold a column of one name, the earlier table's counts.
"""

from dataclasses import dataclass
from functools import cache

from features.errors import DeclarationError
from features.monthly_records import MONTH_RECORDS
from features.settlement.contract import Column, Table
from features.settlement.tables import TABLES

# table of the lake, and the column of the claim so far that finds its row
JOINS = (
    ("setl_d", "setl_id"),
    ("mdtrt_d", "mdtrt_id"),
    ("setl_list", "setl_id"),
    ("drg_case_d", "setl_id"),
    ("fixmedins_b", "fixmedins_code"),
    ("psn_info_b", "psn_no"),
)
LINES = {"fee": "fee_list_d", "diag": "setl_diag", "oprn": "setl_oprn"}


@dataclass(frozen=True)
class Place:
    """Where a column of the record is kept: its table in the lake and its declaration."""

    table: str
    column: Column


@cache
def record_columns(table: str) -> dict[str, Place]:
    """The columns of `claim`, of `institution`, or of a kind of line, by name."""
    if table == "claim":
        places: dict[str, Place] = {}
        for name, _ in JOINS:
            for column in TABLES[name].columns:
                places.setdefault(column.name, Place(name, column))
        return places
    if table in MONTH_RECORDS:
        record = MONTH_RECORDS[table]
        return {name: Place(record.table, column) for name, column in record.known().items()}
    source: Table = TABLES["fixmedins_b" if table == "institution" else LINES[table]]
    return {column.name: Place(source.name, column) for column in source.columns}


def column_of(table: str, name: str) -> Column:
    """The declaration of a column. Raises DeclarationError when the contract has none of that name."""
    return place_of(table, name).column


def place_of(table: str, name: str) -> Place:
    """The place of a column. Raises DeclarationError when the contract has none of that name."""
    try:
        return record_columns(table)[name]
    except KeyError:
        near = sorted(known for known in record_columns(table) if known[:3] == name[:3])[:5]
        raise DeclarationError(
            f"{table}.{name} is not in the contract.",
            f"Columns of {table} are those of features/settlement/tables.",
            f"Did you mean {', '.join(near)}?" if near else "Run `fundwatch tables` to see them.",
        ) from None
