"""The indicators of one institution at its newest month's end, beside its peers'."""

from functools import cache
from importlib import import_module

import duckdb
from pydantic import BaseModel

from features.settings import Settings
from features.signal import Indicator


class Measured(BaseModel):
    """One indicator of an institution; `peer_p50` and `pct_rank` are among those of its level."""

    name: str
    asks_zh: str
    asks_en: str
    family: str
    value: float | None
    peer_p50: float | None
    pct_rank: float | None


def measured(settings: Settings, code: str) -> tuple[str, list[Measured]] | None:
    """The newest month in which the build knows an institution, and its indicators then."""
    files = sorted(settings.path("signals", "institutions").glob("month=*.parquet"), reverse=True)
    for file in files:
        with duckdb.connect() as connection:
            found = connection.sql(
                "SELECT * FROM read_parquet(?) WHERE fixmedins_code = ?", params=[str(file), code]
            )
            rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        if rows:
            return file.stem.removeprefix("month="), _measures(rows[0])
    return None


def _measures(row: dict[str, object]) -> list[Measured]:
    return [
        Measured(
            name=name,
            asks_zh=indicator.question[0],
            asks_en=indicator.question[1] or indicator.question[0],
            family=indicator.family,
            value=_number(row[name]),
            peer_p50=_number(row.get(f"{name}_peer_p50")),
            pct_rank=_number(row.get(f"{name}_pct_rank")),
        )
        for name, indicator in indicators().items()
        if name in row
    ]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, (int, float)) else None


@cache
def indicators() -> dict[str, Indicator]:
    """Every institution indicator by name."""
    declared: dict[str, Indicator] = import_module("features.indicators").INDICATORS
    return declared
