"""Reading the tables of DIP, APG and bed-days, and the budgets of months, from a scheme folder."""

from decimal import Decimal
from pathlib import Path

from features.errors import BadInput
from features.payment.method import Method
from features.payment.rounding import millionths
from features.payment.rows import Row, rows_of
from features.payment.scheme import ApgClass, ApgGroups, BedDay, CodedGroup, DipGroups, Value
from features.payment.section import Section


def dip_groups(folder: Path) -> DipGroups:
    """The DIP groups of a folder. Raises BadInput when it has none, or one twice."""
    core: dict[tuple[str, str], CodedGroup] = {}
    named: set[str] = set()
    for row in _rows(folder, "dip_groups", ("dip_code", "dip_name", "diagnosis", "operations")):
        operations = tuple(sorted(filter(None, row.maybe("operations").split("+"))))
        named.update(operations)
        _add(core, (row.text("diagnosis"), "+".join(operations)), row, "dip")
    wide: dict[tuple[str, str], CodedGroup] = {}
    for row in rows_of(folder, "dip_wide", ("dip_code", "dip_name", "diagnosis", "operated")):
        _add(wide, (row.text("diagnosis"), row.among("operated", ("0", "1"))), row, "dip")
    return DipGroups(core, wide, frozenset(named))


def apg_groups(folder: Path, body: Section) -> ApgGroups:
    """The outpatient groups of a folder, and how their classes are told."""
    classes: list[ApgClass] = []
    for part in body.sections("classes"):
        charges = [(charge, 0) for charge in part.texts("charges", ())]
        priced = part.section("charges_from")
        charges += [(key, priced.money(key)) for key in priced.left()] if priced else []
        classes.append(ApgClass(part.text("name"), tuple(charges)))
        part.done()
    otherwise = body.text("otherwise")
    known = {*(one.name for one in classes), otherwise}
    found: dict[tuple[str, str], CodedGroup] = {}
    for row in _rows(folder, "apg_groups", ("apg_code", "apg_name", "class", "diagnosis")):
        # a row without a diagnosis is for all that no other row of its class names
        _add(found, (row.among("class", known), row.maybe("diagnosis")), row, "apg")
    longest = max(len(diagnosis) for _, diagnosis in found)
    return ApgGroups(tuple(classes), otherwise, found, longest)


def bed_days(folder: Path) -> tuple[BedDay, ...]:
    """The rates of bed-days. Raises BadInput when the days of a department leave a gap or overlap."""
    found: list[BedDay] = []
    for row in rows_of(folder, "bed_days", ("bed_day_code", "department", "day_from", "fee")):
        since = row.whole("day_from") or 1
        own = [one for one in found if one.department == row.maybe("department")]
        due = 1 if not own else (own[-1].until_day or 0) + 1
        if since != due or (own and own[-1].until_day is None):
            raise row.wrong(
                "day_from", f"is {since}", "Bands of a department follow each other from day 1"
            )
        found.append(
            BedDay(
                code=row.text("bed_day_code"),
                zh=row.maybe("zh"),
                en=row.maybe("en"),
                department=row.maybe("department"),
                since_day=since,
                until_day=row.whole("day_to"),
                fee=row.money("fee"),
            )
        )
    for department in {one.department for one in found}:
        if [one for one in found if one.department == department][-1].until_day is not None:
            raise BadInput(
                f"{folder.name}/bed_days ends before the stay of department {department or 'any'}",
                "The last band of a department has no day_to",
                "Leave day_to of its last row empty",
            )
    return tuple(found)


def months_of(folder: Path, method: Method, pool_digits: int) -> dict[tuple[str, str], Value]:
    """The budget or point value of each month and pool of a way of paying; pool "" is any."""
    found: dict[tuple[str, str], Value] = {}
    for row in rows_of(folder, "months", ("method", "month", "budget", "point_value")):
        if row.among("method", [*Method]) != method:
            continue
        month, pool = row.text("month")[:7], row.maybe("pool")
        if pool and not (pool.isdigit() and len(pool) == pool_digits):
            raise row.wrong("pool", f"is {pool}", f"A pool is {pool_digits} digits of an area code")
        if row.day("month") is None or (month, pool) in found:
            raise row.wrong("month", "was listed above", "A month of a pool has one row")
        budget, value = row.maybe("budget"), row.maybe("point_value")
        if not budget and not value:
            raise row.wrong("budget", "and point_value are empty", "One of the two is told")
        found[month, pool] = Value(
            row.money("budget") if budget else None,
            _value(row, value) if value else None,
        )
    return found


def _value(row: Row, value: str) -> int:
    try:
        return millionths(Decimal(value))
    except (ArithmeticError, ValueError):
        raise row.wrong("point_value", f"is {value}", "Yuan with six decimals at most") from None


def _add(
    found: dict[tuple[str, str], CodedGroup], key: tuple[str, str], row: Row, kind: str
) -> None:
    if key in found:
        raise row.wrong(f"{kind}_code", f"{row.text(f'{kind}_code')} repeats a row above",
                        "A diagnosis with its operations or class has one group")  # fmt: skip
    found[key] = CodedGroup(
        code=row.text(f"{kind}_code"),
        zh=row.text(f"{kind}_name"),
        points=row.weight("points"),
        mean_fee=row.money("mean_fee"),
        base=row.flag("base"),
    )


def _rows(folder: Path, name: str, columns: tuple[str, ...]) -> list[Row]:
    found = rows_of(folder, name, (*columns, "points", "mean_fee"))
    if not found:
        raise BadInput(
            f"Scheme folder {folder.name} has no rows of {name}",
            f"scheme.toml pays by {name.split('_')[0]}, whose groups are in {name}.csv",
            "Add the table, or remove the section",
        )
    return found
