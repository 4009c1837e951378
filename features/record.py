"""The claim record: which columns of which tables a claim and its lines are made of.

A claim is one settlement with its visit, its settlement list, its DRG and APG case, and the register
rows of its institution, its person and its doctor. Its lines are of several kinds, each a table and
the column by which a claim finds its rows. Where two tables hold a column of one name, the earlier
table's counts.
"""

from dataclasses import dataclass
from functools import cache

from features.errors import DeclarationError
from features.monthly_records import MONTH_RECORDS
from features.settlement.contract import Column
from features.settlement.tables import TABLES


@dataclass(frozen=True)
class Join:
    """A table joined to what has been joined so far, by a column of that.

    `key` is the column of the table, that of the same name unless given. With `cut`, only what
    stands before that sign in the value is looked for: the national part of a local code. `most`
    names the column whose greatest value chooses among several rows of one key (of equals the first
    in the order of the table's key). `inner` keeps only what finds a row, and once for each it
    finds. Columns named in `without` stay in the register.
    """

    table: str
    by: str
    key: str = ""
    cut: str | None = None
    most: str | None = None
    inner: bool = False
    without: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """The column of the table that is looked up."""
        return self.key or self.by


@dataclass(frozen=True)
class LineKind:
    """A kind of line: its table, the column by which a claim finds its rows, and what joins them.

    `known` is the day or moment from which a row is known: a claim sees those of its own day and
    before. `event` is the id of rows that have a moment of their own (`known`), with or without a
    claim: their past is ordered by that moment and that id, not by the claims.
    """

    table: str
    by: str = "setl_id"
    joins: tuple[Join, ...] = ()
    known: str | None = None
    event: str | None = None


JOINS = (
    Join("setl_d", "setl_id"),
    Join("mdtrt_d", "mdtrt_id"),
    Join("setl_list", "setl_id"),
    Join("drg_case_d", "setl_id"),
    Join("fixmedins_b", "fixmedins_code"),
    Join("psn_info_b", "psn_no"),
    Join("dr_info_b", "atddr_no", "dr_code", without=("dr_name",)),
    Join("apg_case_d", "setl_id", most="points"),
    Join("drg_whatif_d", "setl_id"),
)
LINES = {
    "fee": LineKind("fee_list_d", joins=(Join("item_limit_b", "med_list_codg", cut="-"),)),
    "diag": LineKind("setl_diag"),
    "oprn": LineKind("setl_oprn"),
    "icu": LineKind("setl_icu"),
    "bld": LineKind("setl_bld"),
    "pair": LineKind(
        "fee_list_d", joins=(Join("item_pair_b", "med_list_codg", cut="-", inner=True),)
    ),
    "scan": LineKind("drug_trac_d", known="sel_retn_time", event="trac_id"),
    "check": LineKind("idet_chk_d", "mdtrt_id", known="chk_time"),
    "opsp": LineKind("psn_opsp_d", "psn_no", known="begndate"),
    "sign": LineKind("psn_sign_d", "psn_no", known="begndate"),
}


def tables_read() -> tuple[str, ...]:
    """Every table of the lake that a claim or its lines are made of, settlements first."""
    claims = [join.table for join in JOINS]
    lines = [
        name for kind in LINES.values() for name in (kind.table, *(j.table for j in kind.joins))
    ]
    return tuple(dict.fromkeys(claims + lines))


@dataclass(frozen=True)
class Place:
    """Where a column of the record is kept: its table in the lake and its declaration."""

    table: str
    column: Column


@cache
def record_columns(table: str) -> dict[str, Place]:
    """The columns of `claim`, of `institution`, or of a kind of line, by name."""
    if table == "claim":
        joins = JOINS
    elif table == "institution":
        joins = (Join("fixmedins_b", "fixmedins_code"),)
    elif table in LINES:
        joins = (Join(LINES[table].table, LINES[table].by), *LINES[table].joins)
    else:
        record = MONTH_RECORDS[table]
        return {name: Place(record.table, column) for name, column in record.known().items()}
    places: dict[str, Place] = {}
    for join in joins:
        for column in TABLES[join.table].columns:
            if column.name not in join.without:
                places.setdefault(column.name, Place(join.table, column))
    return places


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
