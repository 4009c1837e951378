"""A month scored in the batch: every claim and institution, ranked by expected recovery less cost.

The same heads as the service's, over the same signals. Reasons are told for what an inspector will
see; the rest keeps its figures in the Parquet of scores.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from models import institution
from models.bearing import bearing_lines
from models.economy import Economy
from models.head import Head
from models.material import Material
from models.ranking import Ranked, rank
from models.reasons import DESCRIBED, Reasons, claim_reasons, reasons

WITH_LINES = 50
TOLD = 200  # how many of each queue get reasons


@dataclass(frozen=True)
class Entry:
    """One claim or institution in a queue, with what an inspector needs to decide on it."""

    kind: str
    rank: int
    subject_id: str
    fixmedins_code: str
    area: str | None
    name: str
    head: str
    model_version: str
    probability: float
    expected_fen: int
    net_fen: int
    reasons: Reasons
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Month:
    """The queues of a month, and the figures of all its claims and institutions."""

    month: str
    claims: list[Entry]
    institutions: list[Entry]
    claim_scores: pd.DataFrame
    institution_scores: pd.DataFrame
    notes: list[str]


def score_month(material: Material, heads: dict[str, Head], month: str, economy: Economy) -> Month:
    """The month's queues by these heads; institutions are left out where no head answers for them."""
    names = material.names()
    ranked = rank(material.claims([month]), heads)
    claim_scores = _claim_scores(ranked, heads)
    entries = _with_lines(_claims(ranked, heads, economy, names), material, ranked)
    head = heads.get("institution-month")
    notes: list[str] = []
    if head is None:
        notes.append(
            "no institution head: institutions are ranked by their claims' expected recovery"
        )
    rows = institution.table(material, ranked.rows, ranked.probability, ranked.expected_fen)
    scored, table = _institutions(rows, head, economy, names)
    return Month(month, entries, scored, claim_scores, table, notes)


def _claim_scores(ranked: Ranked, heads: dict[str, Head]) -> pd.DataFrame:
    table = ranked.rows[["setl_id", "fixmedins_code", "month"]].copy()
    for key, scored in ranked.scored.items():
        name = key.replace("-", "_")
        table[f"{name}_probability"] = scored.probability
        table[f"{name}_expected_fen"] = scored.expected_fen
        table[f"{name}_version"] = heads[key].version
    table["tail"] = ranked.tails.scores
    for name in ("support_ratio", "severity_doubt", "excess_if_unsupported"):
        if name in ranked.rows.columns:
            table[name] = ranked.rows[name].to_numpy()
    table["probability"], table["expected_fen"] = ranked.probability, ranked.expected_fen
    return table


def _claims(
    ranked: Ranked, heads: dict[str, Head], economy: Economy, names: dict[str, str]
) -> list[Entry]:
    net = np.array([economy.net_fen(float(one)) for one in ranked.expected_fen])
    ids = ranked.rows["setl_id"].astype(str).to_numpy()
    order = np.lexsort((ids, -net))[:TOLD]
    order = np.array([place for place in order if net[place] > 0], dtype=np.int64)
    found: dict[int, Entry] = {}
    for key in sorted({ranked.strongest[place] for place in order}):
        head = heads[key]
        places = [int(place) for place in order if ranked.strongest[place] == key]
        rows = ranked.rows.iloc[places]
        for place, scored, (_, row) in zip(
            places, head.explain_rows(rows), rows.iterrows(), strict=True
        ):
            if scored is None:
                continue
            code = str(row["fixmedins_code"])
            found[place] = Entry(
                kind="claim",
                rank=0,
                subject_id=str(row["setl_id"]),
                fixmedins_code=code,
                area=_text(row["fix_blng_admdvs"]),
                name=names.get(code, code),
                head=key,
                model_version=f"{key}/{head.version}",
                probability=scored.probability,
                expected_fen=scored.expected_fen,
                net_fen=round(float(net[place])),
                reasons=claim_reasons(head, scored, _text(row["hosp_lv"]), _text(row["med_type"])),
            )
    return [_placed(found[int(place)], number) for number, place in enumerate(order, 1)]


def _with_lines(entries: list[Entry], material: Material, ranked: Ranked) -> list[Entry]:
    """The first entries with the fee lines that their reasons rest on."""
    first = [entry.subject_id for entry in entries[:WITH_LINES]]
    lines = material.fee_lines(first) if first and material.itemised else {}
    facts = ranked.rows[ranked.rows["setl_id"].isin(first)].set_index("setl_id")
    made: list[Entry] = []
    for entry in entries:
        own = lines.get(entry.subject_id, [])
        known = {str(k): _value(v) for k, v in facts.loc[entry.subject_id].items()} if own else {}
        made.append(replace(entry, lines=tuple(bearing_lines(entry.reasons.signals, known, own))))
    return made


def _institutions(
    rows: pd.DataFrame, head: Head | None, economy: Economy, names: dict[str, str]
) -> tuple[list[Entry], pd.DataFrame]:
    claims_say = rows["claims_expected_fen"].to_numpy(dtype=np.float64)
    probability, expected = rows["claims_high_share"].to_numpy(dtype=np.float64), claims_say
    if head is not None and len(rows):
        scored = head.score_rows(rows)
        probability, expected = scored.probability, scored.expected_fen
    cost = 100 * economy.audit_cost_institution_yuan
    codes = rows["fixmedins_code"].astype(str).to_numpy()
    order = np.lexsort((codes, -expected))[:TOLD]
    explained = None if head is None or not len(rows) else head.explain_rows(rows.iloc[order])
    entries: list[Entry] = []
    for number, place in enumerate(order, 1):
        row, code = rows.iloc[place], str(codes[place])
        scored = None if explained is None else explained[number - 1]
        added = {"claims_expected_fen": 1.0} if scored is None else scored.contributions
        entries.append(
            Entry(
                kind="institution",
                rank=number,
                subject_id=code,
                fixmedins_code=code,
                area=_text(row["fix_blng_admdvs"]),
                name=names.get(code, code),
                head="institution-month",
                model_version=f"institution-month/{head.version if head else '0'}",
                probability=float(probability[place]),
                expected_fen=round(float(expected[place])),
                net_fen=round(float(expected[place]) - cost),
                reasons=institution_reasons(
                    added, row, float(probability[place]), float(expected[place])
                ),
            )
        )
    table = rows[["fixmedins_code", "month", *institution.SUMMARIES]].assign(
        probability=probability, expected_fen=expected
    )
    return entries, table


def institution_reasons(
    added: dict[str, float], row: "pd.Series[Any]", probability: float, expected_fen: float
) -> Reasons:
    """The reasons of an institution: ranks speak through their indicator, peers by their median."""
    by_indicator: dict[str, float] = {}
    for name, value in added.items():
        known = name.removesuffix("_pct_rank")
        by_indicator[known] = by_indicator.get(known, 0.0) + value
    values = {name: _value(row.get(name)) for name in by_indicator}
    medians = {
        name: {"": float(row[f"{name}_peer_p50"])}
        for name in by_indicator
        if f"{name}_peer_p50" in row.index and pd.notna(row[f"{name}_peer_p50"])
    }
    opening = (
        f"机构疑点, 经检查查实的可能性{100 * probability:.0f}%, 预期追回{expected_fen / 100:,.2f}元, "
        f"本月结算{int(row['claims']):,}笔。",
        f"Suspicion, {100 * probability:.0f}% likely to be confirmed, expected recovery "
        f"{expected_fen / 100:,.2f} yuan, {int(row['claims']):,} claims this month.",
    )
    described = {**DESCRIBED, **institution.DESCRIBED}
    return reasons(by_indicator, values, medians, "", opening, described)


def _value(value: Any) -> Any:
    return None if pd.isna(value) else value


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)


def _placed(entry: Entry, number: int) -> Entry:
    return replace(entry, rank=number)
