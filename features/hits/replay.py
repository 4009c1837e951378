"""Replay: what a rule would have found in past months, and what a changed limit would change.

The claims are judged anew from the lake, by the limits that held for each area and day, or by
changed ones. Beside the hits stand the verdicts on the claims, and the other rules that hit them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from features.engines import Engine, Told, silent
from features.errors import BadInput, NotReady
from features.hits.batch import answerable, judge_months
from features.hits.library import Library
from features.hits.program import HITS, select
from features.hits.verdicts import add_outcomes
from features.month import month_days
from features.rules import Rule
from features.rules.classes import LIVE
from features.rules.parameters.book import Limit
from features.sql.expression import literal

NOW, THEN = "replay_now", "replay_then"


@dataclass(frozen=True)
class Tally:
    """What hits add up to; amounts in fen, `unpriced` hits have none."""

    hits: int
    claims: int
    institutions: int
    amount: int
    unpriced: int
    verdicts: dict[str, int]


@dataclass(frozen=True)
class Change:
    """What changed limits would do: hits that come, go and stay, with their fen."""

    limits: dict[str, Any]
    tally: Tally
    new: Tally
    gone: Tally
    kept: Tally
    amount_difference: int


@dataclass(frozen=True)
class Replay:
    """The replay of a rule over whole months."""

    rule: Rule
    state: str
    first: str
    last: str
    area: str
    limits: dict[str, Any]
    claims: int
    now: Tally
    months: list[dict[str, Any]]
    institutions: list[dict[str, Any]]
    overlap: list[dict[str, Any]]
    change: Change | None


@dataclass(frozen=True)
class Asked:
    """What is replayed: the rule by name, months, the first digits of an area, changed limits."""

    name: str
    first: str
    last: str
    area: str = ""
    changed: Mapping[str, Limit] | None = None


def replay(engine: Engine, library: Library, asked: Asked, told: Told = silent) -> Replay:
    """Replay a rule. Raises BadInput for limits that it does not read, NotReady without its data."""
    rule = library.rules[asked.name]
    _require(rule, asked)
    state = library.states[asked.name]
    library = replace(library, states={**library.states, asked.name: LIVE})
    names, lacking = answerable(engine, library)
    if asked.name in lacking:
        raise NotReady(
            f"The data lacks {', '.join(lacking[asked.name])}, which {rule.id} reads.",
            "A rule is answered where its columns have values.",
            "Load the tables that hold them, or replay another rule.",
        )
    months = (asked.first, asked.last)
    judge_months(engine, library, names, months, told)
    claims = _keep(engine, asked, NOW)
    add_outcomes(engine)
    now = _tally(engine, f"SELECT * FROM {NOW} WHERE rule_id = {literal(rule.id)}")
    overlap = _overlap(engine, rule.id)
    per_month = _per(engine, rule.id, "month")
    places = _per(engine, rule.id, "fixmedins_code")
    change = None
    if asked.changed:
        other = replace(library, book=library.book.changed(asked.changed, asked.area))
        judge_months(engine, other, [asked.name], months, told)
        _keep(engine, asked, THEN)
        change = _change(engine, rule.id, asked.changed)
        per_month = _beside(per_month, _per(engine, rule.id, "month", THEN))
    engine.close()
    limits = library.book.limits(asked.area, month_days(asked.last)[1])
    return Replay(
        rule=rule,
        state=state,
        first=asked.first,
        last=asked.last,
        area=asked.area,
        limits={name: limits.values[name] for name in rule.parameters},
        claims=claims,
        now=now,
        months=per_month,
        institutions=sorted(places, key=lambda row: -row["hits"])[:10],
        overlap=overlap,
        change=change,
    )


def _require(rule: Rule, asked: Asked) -> None:
    unread = sorted(set(asked.changed or {}) - set(rule.parameters))
    if unread:
        raise BadInput(
            f"{rule.id} does not read {', '.join(unread)}.",
            f"Its limits are {', '.join(rule.parameters) or 'none'}.",
            "Change one of these with --set name=value.",
        )
    if asked.first > asked.last:
        raise BadInput(
            f"The replay begins in {asked.first}, after it ends in {asked.last}.",
            "Months are written 2025-01, the first before the last.",
            "Exchange --from and --to.",
        )


def _keep(engine: Engine, asked: Asked, name: str) -> int:
    """Keep the hits of the months and the area under a name; gives how many claims were judged."""
    first, last = _days(asked)
    held = f"CAST(setl_time AS DATE) BETWEEN DATE '{first}' AND DATE '{last}'"
    if asked.area:
        held += f" AND SUBSTRING(area, 1, {len(asked.area)}) = {literal(asked.area)}"
    month = "CAST(EXTRACT(year FROM setl_time) * 100 + EXTRACT(month FROM setl_time) AS BIGINT)"
    select(engine, f"SELECT *, {month} AS month FROM {HITS} WHERE {held}", name)
    judged = held.replace("area,", "rule_area,")
    rows = engine.rows(f"SELECT COUNT(*) AS claims FROM rule_claims WHERE {judged}").to_pylist()
    return int(rows[0]["claims"])


def _days(asked: Asked) -> tuple[date, date]:
    return month_days(asked.first)[0], month_days(asked.last)[1]


def _tally(engine: Engine, hits: str) -> Tally:
    row = engine.rows(
        "SELECT COUNT(*) AS hits, COUNT(DISTINCT h.setl_id) AS claims,"
        " COUNT(DISTINCT fixmedins_code) AS institutions,"
        " CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount,"
        " COUNT(*) - COUNT(amount) AS unpriced"
        f" FROM ({hits}) AS h"
    ).to_pylist()[0]
    verdicts = engine.rows(
        "SELECT COALESCE(outcome, 'not_looked_at') AS outcome, COUNT(*) AS claims"
        f" FROM ({hits}) AS h LEFT JOIN rule_outcome AS o ON o.setl_id = h.setl_id"
        " GROUP BY COALESCE(outcome, 'not_looked_at') ORDER BY outcome"
    ).to_pylist()
    return Tally(**row, verdicts={v["outcome"]: v["claims"] for v in verdicts})


def _change(engine: Engine, rule_id: str, changed: Mapping[str, Limit]) -> Change:
    own = f"rule_id = {literal(rule_id)}"
    now, then = (f"(SELECT setl_id FROM {name} WHERE {own})" for name in (NOW, THEN))
    tally = _tally(engine, f"SELECT * FROM {THEN} WHERE {own}")
    before = _tally(engine, f"SELECT * FROM {NOW} WHERE {own}")
    return Change(
        limits=dict(changed),
        tally=tally,
        new=_tally(engine, f"SELECT * FROM {THEN} WHERE {own} AND setl_id NOT IN {now}"),
        gone=_tally(engine, f"SELECT * FROM {NOW} WHERE {own} AND setl_id NOT IN {then}"),
        kept=_tally(engine, f"SELECT * FROM {THEN} WHERE {own} AND setl_id IN {now}"),
        amount_difference=tally.amount - before.amount,
    )


def _overlap(engine: Engine, rule_id: str) -> list[dict[str, Any]]:
    """The other rules that hit the same claims, those with most in common first."""
    return engine.rows(
        "SELECT o.rule_id AS rule_id, COUNT(DISTINCT o.setl_id) AS together\n"
        f"FROM {NOW} AS h JOIN {NOW} AS o ON o.setl_id = h.setl_id AND o.rule_id <> h.rule_id\n"
        f"WHERE h.rule_id = {literal(rule_id)}\n"
        "GROUP BY o.rule_id ORDER BY together DESC, o.rule_id LIMIT 10"
    ).to_pylist()


def _per(engine: Engine, rule_id: str, key: str, table: str = NOW) -> list[dict[str, Any]]:
    return engine.rows(
        f"SELECT {key}, COUNT(*) AS hits, CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS amount"
        f" FROM {table} WHERE rule_id = {literal(rule_id)} GROUP BY {key} ORDER BY {key}"
    ).to_pylist()


def _beside(now: list[dict[str, Any]], then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The months of a replay with what the changed limits find in each."""
    found: dict[int, dict[str, Any]] = {row["month"]: dict(row) for row in now}
    for row in then:
        month = found.setdefault(row["month"], {"month": row["month"], "hits": 0, "amount": 0})
        month |= {"changed_hits": row["hits"], "changed_amount": row["amount"]}
    return [found[month] for month in sorted(found)]
