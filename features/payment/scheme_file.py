"""Reading a scheme folder: scheme.toml for the rules, CSV or Parquet tables for the groups.

scheme.toml       name, version, areas, from, until, method; [grouping] [limits] [coefficients]
                  [outside] [rate] [points] [dip] [apg]
coefficients.csv  fixmedins_code, coefficient, from, until
months.csv        method, month, pool, budget, point_value: the budget or the value of a point
bed_days.csv      bed_day_code, zh, en, department, day_from, day_to, fee
dip_groups.csv    dip_code, dip_name, diagnosis, operations, points, mean_fee, base
dip_wide.csv      dip_code, dip_name, diagnosis, operated, points, mean_fee
apg_groups.csv    apg_code, apg_name, class, diagnosis, points, mean_fee
mdcs.csv … groups.csv: see group_tables.py
"""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from features.errors import BadInput
from features.payment.coded_groups import apg_groups, bed_days, dip_groups, months_of
from features.payment.group_file import group_tables
from features.payment.method import Method
from features.payment.rows import rows_of
from features.payment.scheme import Band, Coefficients, Limits, Outside, Points, Scheme, Spell
from features.payment.section import Section

FILE = "scheme.toml"
_EVER = date(1, 1, 1)


def read_scheme(folder: Path) -> Scheme:
    """The scheme of a folder. Raises BadInput naming file, row or key that cannot be meant."""
    head = Section(_toml(folder), f"{folder.name}/{FILE}")
    grouping = head.needed("grouping")
    rate = head.section("rate")
    points, dip, apg = (head.section(name) for name in ("points", "dip", "apg"))
    digits = head.whole("pool_digits", 4)
    scheme = Scheme(
        name=head.text("name"),
        version=head.text("version"),
        zh=head.text("zh"),
        en=head.text("en"),
        areas=head.texts("areas"),
        since=head.day("from") or _EVER,
        until=head.day("until", maybe=True),
        pool_digits=digits,
        method=Method(head.among("method", list(Method))),
        tables=group_tables(
            folder,
            main_only=grouping.among("operations", ("main", "any")) == "main",
            ambiguous=grouping.flag("ambiguous"),
            ambiguous_code=grouping.text("ambiguous_code", "{mdc}QY"),
            ungrouped_code=grouping.text("ungrouped_code", "0000"),
        ),
        limits=_limits(head.needed("limits")),
        coefficients=_coefficients(folder, head.needed("coefficients")),
        outside=_outside(head.needed("outside")),
        rates={key: rate.money(key) for key in rate.left()} if rate else {},
        points=points and _points(folder, points, Method.POINTS, digits),
        dip_points=dip and _points(folder, dip, Method.DIP, digits),
        dip=dip_groups(folder) if dip else None,
        apg=apg_groups(folder, apg) if apg else None,
        apg_points=apg and _points(folder, apg, Method.APG, digits),
        bed_days=bed_days(folder),
    )
    for section in (head, grouping):
        section.done()
    if scheme.until is not None and scheme.until < scheme.since:
        raise BadInput(
            f"Scheme {scheme.name} ends on {scheme.until}, before it begins on {scheme.since}",
            "`until` is the last day, or is left out",
            f"Correct the days in {folder.name}/{FILE}",
        )
    if scheme.method not in scheme.methods:
        raise scheme.lacks(scheme.method)
    return scheme


def _toml(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not path.is_file():
        raise BadInput(
            f"{folder.name} has no {FILE}",
            "A scheme is a folder with scheme.toml and its tables",
            "Name the folder of a scheme, or a folder of such folders",
        )
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadInput(
            f"{folder.name}/{FILE} is not readable TOML: {fault}",
            "A scheme is a TOML file in UTF-8",
            "Correct the line that is named",
        ) from None


def _limits(body: Section) -> Limits:
    bands: list[Band] = []
    for part in body.sections("high"):
        up_to = part.share("up_to") if "up_to" in part.left() else None
        bands.append(Band(up_to, part.share("times")))
        part.done()
    ends = [band.up_to for band in bands]
    told = [end for end in ends[:-1] if end is not None]
    if not bands or ends[-1] is not None or len(told) < len(ends) - 1 or told != sorted(set(told)):
        raise BadInput(
            f"{body.name}: the bands of the high limit leave a gap or overlap",
            "Each [[limits.high]] has a greater up_to than the one before, the last has none",
            "Put the bands in order and leave up_to out of the last",
        )
    made = Limits(
        low=body.share("low"),
        low_pays=body.among("low_pays", ("cost", "share")),
        high=tuple(bands),
        high_share=body.share("high_share"),
        ambiguous=body.share("ambiguous"),
        ungrouped=body.share("ungrouped"),
        special=body.share("special"),
    )
    body.done()
    return made


def _coefficients(folder: Path, body: Section) -> Coefficients:
    found: dict[str, list[Spell]] = {}
    for row in rows_of(folder, "coefficients", ("fixmedins_code", "coefficient")):
        spell = Spell(row.weight("coefficient"), row.day("from") or _EVER, row.day("until"))
        own = found.setdefault(row.text("fixmedins_code"), [])
        for other in own:
            ends = (spell.until or date.max, other.until or date.max)
            if spell.since <= ends[1] and other.since <= ends[0]:
                raise row.wrong(
                    "from", "overlaps a row above", "An institution has one coefficient on a day"
                )
        own.append(spell)
    levels = body.section("levels")
    made = Coefficients(
        institutions={code: tuple(spells) for code, spells in found.items()},
        as_billed=body.flag("as_billed", default=False),
        levels={key: levels.share(key) for key in levels.left()} if levels else {},
        base_groups=body.share("base_groups", "1"),
    )
    body.done()
    return made


def _outside(body: Section) -> Outside:
    made = Outside(
        split_days=body.whole("split_days"),
        before=body.whole("before"),
        after=body.whole("after"),
        stay_charges=body.texts("stay_charges"),
        fund_share=body.share("fund_share"),
    )
    body.done()
    return made


def _points(folder: Path, body: Section, method: Method, pool_digits: int) -> Points:
    limits = body.section("limits")
    made = Points(
        a_weight=body.share("a_weight", "100"),
        value=body.value("value"),
        mean_fee=body.money("mean_fee"),
        prepaid=body.share("prepaid", "1"),
        months=months_of(folder, method, pool_digits),
        limits=limits and _limits(limits),
    )
    body.done()
    return made
