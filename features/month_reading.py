"""Read what a build knows of one subject in one month: figures, peers, trend, alerts; or rank them all.

An alert needs one of: beyond nine tenths of the peers for two months; a move of more than three
robust standard deviations against its own year; a threshold of the bureau (domain E.10 rule 3).
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from features.errors import BadInput
from features.indicators.thresholds import in_force
from features.matrix import Matrix
from features.month import month_number, month_text
from features.settings import Settings
from features.signal import DOWN, Described
from features.sql.expression import literal
from features.standing import Only, stand
from features.subjects import SUBJECTS, Subject

HISTORY = 13
PEERS, SHIFT, POLICY = "peers", "shift", "policy"


@dataclass(frozen=True)
class Placed:
    """One indicator of one subject in one month; history is of the last 13 months, oldest first."""

    name: str
    item: Described
    area: str | None
    value: float
    top: float | None
    bottom: float | None
    cases: float | None
    shrunk: float | None
    level: int | None
    peer_group: str | None
    peers: int | None
    p50: float | None
    p80: float | None
    pct_rank: float | None
    z_robust: float | None
    mom: float | None
    yoy: float | None
    slope: float | None
    shift_z: float | None
    beyond: bool
    shifted: bool
    alerts: tuple[str, ...] = ()
    policy: tuple[str, str] | None = None
    history: tuple[float | None, ...] = ()


def subject_of(name: str) -> Subject:
    """The subject of that name, in the plural or the singular. Raises BadInput for another."""
    for subject in SUBJECTS.values():
        if name in {subject.name, subject.words[1], subject.words[0]}:
            return subject
    raise BadInput(
        f"Nobody is asked under the name {name}.",
        f"A month's end is asked of {', '.join(SUBJECTS)}.",
        "Choose one of these with --subject.",
    )


def placed(settings: Settings, subject: Subject, key: tuple[str, ...], month: str) -> list[Placed]:
    """All indicators of one subject in a month. Raises BadInput where the build knows nothing of it."""
    matrix = Matrix.open(settings)
    _built(matrix, month)
    number = month_number(month)
    same = " AND ".join(f"{name} = {literal(v)}" for name, v in zip(subject.keys, key, strict=True))
    with duckdb.connect() as connection:
        now = _rows(connection, matrix.folder, subject, number, same, key)
        if not now:
            raise BadInput(
                f"{subject.words[0]} {'/'.join(key)} has no figures in {month}.",
                "Figures are of those who settled something in the month.",
                f"`fundwatch indicators rank --subject {subject.name}` lists who did.",
            )
        before = {
            row["indicator"]: row
            for row in _rows(connection, matrix.folder, subject, number - 1, same, key)
        }
        history = _history(connection, matrix.folder, subject, number, same)
    first = date(number // 12, number % 12 + 1, 1)
    found = {row["indicator"]: _placed(row, subject) for row in now}
    return [
        _alerted(replace(found[name], history=history[name]), subject, before.get(name), first)
        for name in subject.indicators
        if name in found
    ]


def ranking(
    settings: Settings, subject: Subject, indicator: str, month: str, area: str = ""
) -> list[dict[str, Any]]:
    """Who stands where in an indicator, the riskiest first; of an area by the beginning of its code.

    Raises BadInput for an indicator that the subject is not asked.
    """
    if indicator not in subject.indicators:
        raise BadInput(
            f"{subject.name} are not asked {indicator}.",
            f"They are asked {len(subject.indicators)} indicators.",
            f"`fundwatch indicators list --subject {subject.name}` names them.",
        )
    matrix = Matrix.open(settings)
    _built(matrix, month)
    item = subject.indicators[indicator]
    way = "ASC" if item.risk == DOWN else "DESC"
    condition = (
        f"indicator = {literal(indicator)} AND STARTS_WITH(COALESCE(area, ''), {literal(area)})"
    )
    alone = replace(subject, indicators={indicator: item})
    with duckdb.connect() as connection:
        rows = _rows(connection, matrix.folder, alone, month_number(month), condition)
    rows = [row for row in rows if row["pct_rank"] is not None]
    rows.sort(key=lambda row: tuple(str(row[name]) for name in subject.keys))
    rows.sort(key=lambda row: row["value"], reverse=way == "DESC")
    return rows


def _built(matrix: Matrix, month: str) -> None:
    if month not in matrix.months:
        raise BadInput(
            f"The month {month} was asked for.",
            f"Built are {matrix.months[0]} to {matrix.months[-1]}.",
            "Choose a built month.",
        )


def _rows(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    subject: Subject,
    month: int,
    condition: str,
    key: tuple[str, ...] = (),
) -> list[dict[str, Any]]:
    """The rows of a month that meet the condition, kept or worked out; with a key, for that one alone."""
    file = folder / "standing" / subject.name / f"month={month_text(month)}.parquet"
    if subject.ranked and file.exists():
        return _dicts(
            connection, f"SELECT * FROM read_parquet({literal(str(file))}) WHERE {condition}"
        )
    if subject.ranked or not (folder / subject.name / file.name).exists():
        return []
    only = _only(connection, folder, subject, month, key) if key else None
    stand(connection, folder, subject, month, month, only)
    return _dicts(connection, f"SELECT * FROM standing WHERE month = {month} AND {condition}")


def _only(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    subject: Subject,
    month: int,
    key: tuple[str, ...],
) -> Only:
    """One subject, and the first peer column of its month, in which all its possible peers are alike."""
    only = Only(dict(zip(subject.keys, key, strict=True)), {})
    if not subject.peers:
        return only
    file = folder / "figures" / subject.name / f"month={month_text(month)}.parquet"
    query = f"SELECT CAST(peer_1 AS VARCHAR) AS peer_1 FROM read_parquet({literal(str(file))})"
    rows = _dicts(connection, f"{query} WHERE {only.alike(only.key)}")
    return replace(only, peers=rows[0]) if rows else only


def _history(
    connection: duckdb.DuckDBPyConnection, folder: Path, subject: Subject, month: int, same: str
) -> dict[str, tuple[float | None, ...]]:
    months = range(month - HISTORY + 1, month + 1)
    files = [folder / subject.name / f"month={month_text(one)}.parquet" for one in months]
    named = ", ".join(literal(str(file)) for file in files if file.exists())
    query = f"SELECT * FROM read_parquet([{named}], union_by_name = true) WHERE {same}"
    rows = {row["month"]: row for row in _dicts(connection, query)}
    return {
        name: tuple(_number(rows.get(one, {}).get(name)) for one in months)
        for name in subject.indicators
    }


def _dicts(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    asked = connection.execute(query)
    names = [column[0] for column in asked.description or []]
    return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _placed(row: dict[str, Any], subject: Subject) -> Placed:
    name = row["indicator"]
    kept = Placed.__dataclass_fields__.keys() - {"name", "item", "alerts", "policy", "history"}
    return Placed(name=name, item=subject.indicators[name], **{field: row[field] for field in kept})


def _alerted(one: Placed, subject: Subject, before: dict[str, Any] | None, first: date) -> Placed:
    threshold = in_force(one.name, subject.name, one.area, first)
    crossed = threshold is not None and threshold.crossed(one.value)
    alerts = [PEERS] if one.beyond and before is not None and before["beyond"] else []
    alerts += [SHIFT] if one.shifted else []
    alerts += [POLICY] if crossed else []
    return replace(
        one, alerts=tuple(alerts), policy=threshold.words if crossed and threshold else None
    )
