"""Read worked examples: small tables of claims and lines, with the answers that are expected.

    ## The day ninety days ago still counts; the claim itself does not.
    claim | psn_no | fixmedins_code | setl_time  | patient_institutions_90d
    1     | 甲     | 市一院         | 2026-01-01 | 0
    2     | 甲     | 市二院         | 2026-04-01 | 1

    fee   | med_chrgitm_type | det_item_fee_sumamt
    1     | 09               | 80

The first word of a block names its table: claim, a kind of line (fee, diag, oprn, icu, bld, scan,
check: the first cell is the claim, or - for a scan of none; opsp, sign: the person), institution,
person, doctor, limit (by item), pairs (by number), apg (by claim), or a record of the month
(verdict, budget …: the institution); `asked` with `month` asks an institution, or whom the file is
named after, at a month's end. A column is a column of the contract, or the name of a
signal or indicator, whose cells are the expected answers. Money is
written in yuan, prices in yuan, quantities in units, weights in units; 01-05 is a day of 2026. `-`
is null, an empty cell of an answer is not looked at. `20 × p` makes the claims p1 to p20, and lines
of `p*` belong to each of them. An answer may be a sum to work out, such as 2/3.
"""

import ast
import operator
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from features.monthly_records import MONTH_RECORDS
from features.record import LINES, LineKind, place_of
from features.settlement.contract import Kind
from features.settlement.tables import TABLES
from features.signal import Described

YEAR = 2026
SCALE = {Kind.FEN: 100, Kind.PRICE: 1_000_000, Kind.QUANTITY: 10_000, Kind.POINTS: 10_000}
REGISTERS = {
    "institution": ("fixmedins_b", "fixmedins_code"),
    "person": ("psn_info_b", "psn_no"),
    "doctor": ("dr_info_b", "dr_code"),
    "limit": ("item_limit_b", "med_list_codg"),
    "pairs": ("item_pair_b", "pair_no"),
    "apg": ("apg_case_d", "setl_id"),
}
KEYS = {
    "setl_d": "setl_id",
    "mdtrt_d": "mdtrt_id",
    "setl_list": "setl_id",
    "drg_case_d": "setl_id",
    "apg_case_d": "setl_id",
    "drg_whatif_d": "setl_id",
}
SETTLEMENT = {"psn_no": "甲", "fixmedins_code": "市一院", "med_type": "21", "psn_type": "11"}
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}

Rows = list[dict[str, Any]]


@dataclass
class Example:
    """One worked example: the tables it starts from and the answers it expects."""

    title: str
    tables: dict[str, Rows] = field(default_factory=dict)
    answers: dict[str | tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)

    @property
    def asked(self) -> set[str]:
        """The signals that the example shows."""
        return {name for row in self.answers.values() for name in row}

    def mistakes(self, found: Mapping[Any, Mapping[str, Any]]) -> list[str]:
        """Where answers are not the expected ones, of the same type, told shortly."""
        return [
            f"{name} of {asked} is {found[asked][name]!r}, expected {expected!r}"
            for asked, answers in self.answers.items()
            for name, expected in answers.items()
            if found[asked][name] != expected or type(found[asked][name]) is not type(expected)
        ]


def examples(path: Path, declared: Mapping[str, Described]) -> list[Example]:
    """The examples of a file."""
    found = []
    for part in path.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        found.append(read_example(title.strip(), body, declared))
    return found


def read_example(title: str, body: str, declared: Mapping[str, Described]) -> Example:
    """One example from its tables."""
    example = Example(title)
    for header, rows in _blocks(body):
        for row in rows:
            if header[0] == "claim":
                _claim(example, header, row, declared)
            elif header[0] in LINES:
                _line(example, header, row)
            elif header[0] in REGISTERS:
                table, key = REGISTERS[header[0]]
                values = {name: _stored(table, name, cell) for name, cell in _pairs(header, row)}
                example.tables.setdefault(table, []).append({key: row[0]} | values)
            elif header[0] in MONTH_RECORDS:
                _record(example, header, row)
            else:
                assert header[:2] == ["asked", "month"], header
                year, month = map(int, row[1].split("-"))
                _expect(example, (row[0], year * 12 + month - 1), header, row, declared)
    return example


def _blocks(body: str) -> Iterator[tuple[list[str], list[list[str]]]]:
    for block in body.split("\n\n"):
        cells = [[cell.strip() for cell in line.split("|")] for line in block.split("\n")]
        cells = [row for row in cells if row != [""]]
        if cells:
            assert all(len(row) == len(cells[0]) for row in cells), block
            yield cells[0], cells[1:]


def _pairs(header: list[str], row: list[str]) -> Iterator[tuple[str, str]]:
    yield from zip(header[1:], row[1:], strict=True)


def _claim(
    example: Example, header: list[str], row: list[str], declared: Mapping[str, Described]
) -> None:
    """One claim, or as many as `20 × p` says, with a row in every table that it has columns of."""
    many, cross, stem = (part.strip() for part in row[0].partition("×"))
    names = [f"{stem}{n}" for n in range(1, int(many) + 1)] if cross else [row[0]]
    example.groups[stem] = names
    cells = {column: cell for column, cell in _pairs(header, row) if column not in declared}
    for setl_id in names:
        order = len(example.tables.get("setl_d", []))
        usual = {"setl_time": _moment("01-01") + timedelta(minutes=order)}
        made: dict[str, dict[str, Any]] = {"setl_d": SETTLEMENT | usual}
        for column, cell in cells.items():
            table = place_of("claim", column).table
            made.setdefault(table, {})[column] = _stored(table, column, cell)
        for table, values in made.items():
            keys = {KEYS[table]: setl_id, "mdtrt_id": setl_id}
            known = {column.name for column in TABLES[table].columns}
            values.update({key: value for key, value in keys.items() if key in known})
            example.tables.setdefault(table, []).append(values)
        _expect(example, setl_id, header, row, declared)


def _line(example: Example, header: list[str], row: list[str]) -> None:
    """One line; it is known at once where nothing else is said."""
    kind = LINES[header[0]]
    owners = example.groups[row[0][:-1]] if row[0].endswith("*") else [row[0]]
    values = {name: _stored(kind.table, name, cell) for name, cell in _pairs(header, row)}
    rows = example.tables.setdefault(kind.table, [])
    for owner in owners:
        number = len(rows) + 1
        serial = {"feedetl_sn": str(number), "seq": number, "trac_id": f"{number:03}"}
        known = {kind.known: _known(example, kind, owner)} if kind.known else {}
        made = serial | known | {kind.by: None if owner == "-" else owner} | values
        columns = {column.name for column in TABLES[kind.table].columns}
        rows.append({name: value for name, value in made.items() if name in columns})


def _record(example: Example, header: list[str], row: list[str]) -> None:
    """One row of a month's record; the first cell is its institution, or the area of the insured."""
    told = MONTH_RECORDS[header[0]]
    rows = example.tables.setdefault(told.table, [])
    keys = {name: f"{len(rows) + 1:03}" for name in TABLES[told.table].key if name.endswith("_id")}
    whose = "insu_admdvs" if header[0] == "insured" else told.column_for("fixmedins_code")
    only = {told.only[0]: told.only[1]} if told.only else {}
    values = {name: _stored(told.table, name, cell) for name, cell in _pairs(header, row)}
    rows.append(keys | {whose: row[0]} | only | values)


def _known(example: Example, kind: LineKind, owner: str) -> date | None:
    """From when a line is known that does not say: the moment of its claim, or long before."""
    if kind.by == "psn_no":
        return date(YEAR - 1, 1, 1)
    claims = [row for row in example.tables["setl_d"] if row[kind.by] == owner]
    return claims[0]["setl_time"] if claims else None


def _expect(
    example: Example,
    asked: str | tuple[str, int],
    header: list[str],
    row: list[str],
    declared: Mapping[str, Described],
) -> None:
    for column, cell in _pairs(header, row):
        if column in declared and cell:
            example.answers.setdefault(asked, {})[column] = _expected(declared[column], cell)


def _stored(table: str, column: str, cell: str) -> Any:
    """A cell as the lake stores it."""
    kind = TABLES[table].column(column).kind
    if cell in {"-", ""}:
        return None
    if kind is Kind.DATE:
        return _moment(cell).date()
    if kind is Kind.MOMENT:
        return _moment(cell)
    if kind in {Kind.TEXT, Kind.CODE}:
        return cell
    if kind is Kind.RATIO:
        return float(cell)
    whole = Fraction(cell) * SCALE.get(kind, 1)
    assert whole.denominator == 1, f"{column} {cell} is not whole"
    return int(whole)


def _moment(cell: str) -> datetime:
    day, _, clock = cell.partition(" ")
    dashed = day if day.count("-") == 2 else f"{YEAR}-{day}"
    start = date.fromisoformat(dashed)
    return datetime.fromisoformat(f"{start.isoformat()} {clock or '09:00'}")


def _expected(item: Described, cell: str) -> Any:
    """An expected answer in the unit of its signal."""
    measure = item.measure
    if cell == "-":
        return None
    if measure.kind is Kind.FLAG:
        return {"yes": True, "no": False}[cell]
    if measure.kind in {Kind.TEXT, Kind.CODE}:
        return cell
    value = _worked(ast.parse(cell, mode="eval").body)
    if measure.kind is Kind.RATIO:
        if measure.bottom is Kind.RATIO:  # over a mean or a weight: written as it is stored
            return float(value)
        return float(value * SCALE.get(measure.top, 1) / SCALE.get(measure.bottom, 1))
    value *= SCALE.get(measure.kind, 1)
    assert value.denominator == 1, f"{cell} is not whole"
    return int(value)


def _worked(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_worked(operand)
        case ast.BinOp(left=left, op=sign, right=right):
            return OPERATORS[type(sign)](_worked(left), _worked(right))
        case other:
            raise AssertionError(ast.dump(other))
