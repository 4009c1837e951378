"""Hits of whole months: hits/month=2025-03.parquet, one row a claim and rule that hits it.

Columns: setl_id, fixmedins_code, setl_time, rule_id, state, amount in fen, version of rule and
limits. Shadows are among them, under their state; drafts and retired rules are not asked.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from features.absence import absences, empty_columns
from features.engines import Engine, Told, silent
from features.hits.library import Library
from features.hits.program import HITS, Judged
from features.hits.variants import regions_between, variants
from features.month import month_days, month_number
from features.settings import Settings
from features.sql.expression import literal

REPORT = "report.json"


@dataclass(frozen=True)
class Hits:
    """What a run found in a month, by rule id; `absent` gives the columns that a rule lacks."""

    month: str
    rules: int
    hits: int
    claims: int
    amount: int
    by_rule: dict[str, dict[str, Any]]
    absent: dict[str, list[str]]


def answerable(engine: Engine, library: Library) -> tuple[list[str], dict[str, list[str]]]:
    """The evaluated rules that the data can answer, and what the others lack."""
    lacking = absences(library.evaluated, empty_columns(engine))
    return [name for name in library.evaluated if name not in lacking], lacking


def judge_months(
    engine: Engine,
    library: Library,
    names: Sequence[str],
    months: tuple[str, str],
    told: Told = silent,
) -> Judged:
    """Judge the claims of the months by these rules; the hits are then in the engine."""
    first, last = month_days(months[0])[0], month_days(months[1])[1]
    regions = regions_between(library, first, last)
    judged = Judged(variants(library, regions, names), regions, month_number(months[0]))
    judged.run(engine, told)
    return judged


def run(
    engine: Engine, settings: Settings, library: Library, month: str, told: Told = silent
) -> Hits:
    """Write the hits of a month in the place of those that were there; gives what was found."""
    names, lacking = answerable(engine, library)
    judge_months(engine, library, names, (month, month), told)
    states = " ".join(
        f"WHEN {literal(library.rules[name].id)} THEN {literal(library.states[name])}"
        for name in names
    )
    first, last = month_days(month)
    chosen = (
        f"SELECT setl_id, fixmedins_code, setl_time, rule_id, CASE rule_id {states} END AS state,"
        f" amount, version FROM {HITS}"
        f" WHERE CAST(setl_time AS DATE) BETWEEN DATE '{first}' AND DATE '{last}'"
    )
    file = settings.path("hits", f"month={month}.parquet")
    engine.write(f"{chosen} ORDER BY setl_time, setl_id, rule_id", file)
    found = _counted(engine, chosen)
    total = engine.rows(
        f"SELECT COUNT(*) AS hits, COUNT(DISTINCT setl_id) AS claims,"
        f" CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount FROM ({chosen}) AS h"
    ).to_pylist()[0]
    engine.close()
    hits = Hits(month, len(names), total["hits"], total["claims"], total["amount"], found, lacking)
    _remember(settings, hits)
    return hits


def _counted(engine: Engine, chosen: str) -> dict[str, dict[str, Any]]:
    rows = engine.rows(
        "SELECT rule_id, state, COUNT(*) AS hits, COUNT(DISTINCT fixmedins_code) AS institutions,"
        " CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount"
        f" FROM ({chosen}) AS h GROUP BY rule_id, state ORDER BY rule_id"
    ).to_pylist()
    return {row.pop("rule_id"): row for row in rows}


def _remember(settings: Settings, hits: Hits) -> None:
    """Keep what each month's run found beside the hits."""
    file = settings.path("hits", REPORT)
    before: Mapping[str, Any] = json.loads(file.read_text("utf-8")) if file.exists() else {}
    told = json.dumps({**before, hits.month: asdict(hits)}, ensure_ascii=False, indent=1)
    partial = file.with_suffix(".partial")
    partial.write_text(told, "utf-8")
    partial.replace(file)
