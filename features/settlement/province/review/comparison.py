"""The province's figures beside the published ones: how far off, and why."""

from dataclasses import dataclass
from math import isfinite

import duckdb

from features.settlement.province.review import funds, hospital
from features.settlement.province.review.published import SOURCES, compared


@dataclass(frozen=True)
class Comparison:
    """One figure of the province beside its published counterpart.

    Attributes:
        id: the figure's name in programs.
        name: what it is, Chinese and English parted by "|".
        unit: yuan, days, share, ratio or count.
        made: the province's value, None where it is too short or too small to show it.
        least, most: the limits of the published value, None where there is no limit.
        off: made less published, as a share of the published value; for shares the difference;
            zero within the limits.
        near: whether that lies within the tolerance, None where there is nothing to compare.
        source: where the published value is from.
        why: why the province differs, where there is a reason and it is not near.
    """

    id: str
    name: str
    unit: str
    made: float | None
    least: float | None
    most: float | None
    off: float | None
    near: bool | None
    source: str
    why: str


def comparisons(con: duckdb.DuckDBPyConnection) -> list[Comparison]:
    """All published figures that the province can show, beside its own."""
    measures = {**hospital.MEASURES, **funds.MEASURES}
    made: list[Comparison] = []
    for figure in compared():
        value = _number(con, measures[figure.id])
        off = near = None
        if value is not None:
            nearest = min(max(value, figure.least), figure.most)
            off = value - nearest
            if figure.unit != "share":
                off = off / nearest
            near = abs(off) <= figure.tolerance
        why = "" if near else figure.why
        made.append(
            Comparison(figure.id, figure.name, figure.unit, value, _limit(figure.least),
                       _limit(figure.most), off, near, SOURCES[figure.source], why)
        )  # fmt: skip
    return made


def own_figures(con: duckdb.DuckDBPyConnection) -> list[Comparison]:
    """Figures of the province that nobody has published."""
    return [
        Comparison(key, name, unit, _number(con, query), None, None, None, None, "", "")
        for key, (name, unit, query) in funds.OWN.items()
    ]


def _limit(value: float) -> float | None:
    return value if isfinite(value) else None


def _number(con: duckdb.DuckDBPyConnection, query: str) -> float | None:
    """The single number that a query gives."""
    row = con.execute(query).fetchone()
    return None if row is None or row[0] is None else float(row[0])
