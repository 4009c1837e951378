"""Scores without a single label: severity support and tails, for data that nobody has inspected.

A claim needs a look when it lies in its peers' tail and is billed above what its evidence supports.
An institution needs one when its claims do so more than luck explains: its means are drawn toward
the whole by how few its claims are (empirical Bayes), and the funnel says which lie outside the
limits for their number of claims (z, with the false-discovery rate held by Benjamini and Hochberg).
"""

from dataclasses import dataclass
from math import erfc, exp, log, sqrt

import numpy as np
import pandas as pd

from features.catalog import SIGNALS
from models.frame import Frame, Reals, allowed
from models.material import Material
from models.monthly import Entry
from models.peers import medians, peer_keys
from models.reasons import DESCRIBED, Reasons, reasons
from models.support import Support, Supported, with_support
from models.tails import Tails, tails

FEWEST_CLAIMS = 20
FALSE_DISCOVERIES = 0.05
TAIL = 0.95


@dataclass(frozen=True)
class Look:
    """What needs a look most: claims and institutions, best first, with all figures."""

    claims: list[Entry]
    institutions: list[Entry]
    claim_scores: pd.DataFrame
    institution_scores: pd.DataFrame


def look(
    material: Material, months: list[str], support: Support | None, top: int, unit: tuple[str, str]
) -> Look:
    """The claims and institutions of these months that most need a look."""
    rows = material.claims(months)
    found: list[Supported | None] = [None] * len(rows) if support is None else support.many(rows)
    rows = with_support(rows, found)
    ranks = tails(rows, SIGNALS)
    score = _score(ranks.scores, rows["support_ratio"].to_numpy(dtype=np.float64))
    table = rows[["setl_id", "fixmedins_code", "month"]].assign(
        tail=ranks.scores, score=score,
        **{n: rows[n] for n in ("support_ratio", "severity_doubt", "excess_if_unsupported")},
    )  # fmt: skip
    names = material.names()
    claims = _claims(rows, ranks, score, top, names, unit)
    institutions, summary = _institutions(table, top, names, unit)
    return Look(claims, institutions, table, summary)


def _score(tail: Reals, ratio: Reals) -> Reals:
    """The mean rank, in the batch, of the tail and of the billed over the supported weight."""
    by_tail = pd.Series(tail).rank(pct=True).to_numpy()
    by_ratio = pd.Series(ratio).rank(pct=True).to_numpy()
    return np.where(np.isnan(ratio), by_tail / 2, (by_tail + np.nan_to_num(by_ratio)) / 2)


def _claims(
    rows: pd.DataFrame,
    ranks: Tails,
    score: Reals,
    top: int,
    names: dict[str, str],
    unit: tuple[str, str],
) -> list[Entry]:
    excess = np.nan_to_num(rows["excess_if_unsupported"].to_numpy(dtype=np.float64))
    ids = rows["setl_id"].astype(str).to_numpy()
    order = np.lexsort((ids, -excess, -np.round(score, 6)))[:top]
    frame = Frame(
        tuple(n for n in allowed(SIGNALS, "post") if n in rows.columns and n in ranks.ranks), {}
    )
    middles, keys = medians(rows, frame), peer_keys(rows)
    entries: list[Entry] = []
    for number, place in enumerate(order, 1):
        row = rows.iloc[place]
        added = ranks.parts(int(place))
        values = {name: _plain(row[name]) for name in added}
        code = str(row["fixmedins_code"])
        entries.append(
            Entry(
                kind="claim",
                rank=number,
                subject_id=str(row["setl_id"]),
                fixmedins_code=code,
                area=_text(row["fix_blng_admdvs"]),
                name=names.get(code, code),
                head="tails",
                model_version="unsupervised",
                probability=float(score[place]),
                expected_fen=round(float(excess[place])),
                net_fen=round(float(excess[place])),
                reasons=_claim_words(
                    row, added, values, middles, keys[place], ranks, int(place), unit
                ),
            )
        )
    return entries


def _claim_words(
    row: "pd.Series", added: dict[str, float], values: dict[str, object], middles: dict[str, dict[str, float]],
    peer: str, ranks: Tails, place: int, unit: tuple[str, str],
) -> Reasons:  # fmt: skip
    tail = float(ranks.scores[place])
    zh = f"疑点, 在同级同类结算中, 最突出的几个方面平均高于{100 * tail:.1f}%的同类。"
    en = f"Suspicion: its most striking aspects lie above {100 * tail:.1f}% of peers on average."
    ratio = row["support_ratio"]
    if pd.notna(ratio):
        excess = float(row["excess_if_unsupported"]) / 100
        zh += f"计费权重为诊疗证据所支持的{ratio:.2f}倍, 差额约{excess:,.0f}{unit[0]}。"
        en += f" Billed at {ratio:.2f} times the weight its evidence supports, about {excess:,.0f} {unit[1]} more."
    return reasons(added, values, middles, peer, (zh, en), DESCRIBED)  # pyright: ignore[reportArgumentType]


def _institutions(
    table: pd.DataFrame, top: int, names: dict[str, str], unit: tuple[str, str]
) -> tuple[list[Entry], pd.DataFrame]:
    limit = float(table["tail"].quantile(TAIL))
    by = table.assign(
        in_tail=(table["tail"] > limit).astype(np.float64),
        gap=[log(r) if r == r and r > 0 else np.nan for r in table["support_ratio"]],
        excess=table["excess_if_unsupported"].fillna(0.0),
    ).groupby("fixmedins_code")
    made = by.agg(
        claims=("tail", "size"), tail_share=("in_tail", "mean"), gap=("gap", "mean"),
        grouped=("gap", "count"), excess_fen=("excess", "sum"), spread=("gap", "std"),
    )  # fmt: skip
    made = made[made["claims"] >= FEWEST_CLAIMS].reset_index()
    if made.empty:
        return [], made
    overall_tail, all_gaps = (
        1 - TAIL,
        float(np.nanmean(made["gap"])) if made["gap"].notna().any() else 0.0,
    )
    n = made["claims"].to_numpy(dtype=np.float64)
    z_tail = _z(
        made["tail_share"].to_numpy(dtype=np.float64) - overall_tail, sqrt(overall_tail * TAIL), n
    )
    spread = float(np.nanmedian(made["spread"])) if made["spread"].notna().any() else 1.0
    gap = made["gap"].fillna(all_gaps).to_numpy(dtype=np.float64)
    grouped = np.maximum(made["grouped"].to_numpy(dtype=np.float64), 0.0)
    z_gap = _z(gap - all_gaps, spread or 1.0, grouped)
    tail_share = made["tail_share"].to_numpy(dtype=np.float64)
    made["shrunken_tail"] = overall_tail + _drawn(
        tail_share - overall_tail, overall_tail * TAIL / n
    )
    luck = (spread or 1.0) ** 2 / np.maximum(grouped, 0.1)
    made["shrunken_gap"] = all_gaps + _drawn(gap - all_gaps, luck)
    made["z"] = (z_tail + z_gap) / sqrt(2)
    made["outside_funnel"] = _discovered(made["z"].to_numpy(dtype=np.float64))
    made["score"] = _standard(made["shrunken_tail"]) + _standard(made["shrunken_gap"])
    made = made.sort_values(["score", "fixmedins_code"], ascending=[False, True], ignore_index=True)
    entries = [
        _entry(number, row, all_gaps, names, unit)
        for number, (_, row) in enumerate(made.head(top).iterrows(), 1)
    ]
    return entries, made


def _entry(
    number: int, row: "pd.Series", all_gaps: float, names: dict[str, str], unit: tuple[str, str]
) -> Entry:
    code, excess = str(row["fixmedins_code"]), float(row["excess_fen"]) / 100
    funnel = (
        ("超出其结算量应有的波动", "beyond what luck explains for its number of claims")
        if row["outside_funnel"]
        else (
            "仍在其结算量可能的波动之内",
            "still within what luck explains for its number of claims",
        )
    )
    zh = (
        f"机构疑点: {int(row['claims']):,}笔结算中{100 * row['tail_share']:.1f}%处于同类最突出的5%(收缩后"
        f"{100 * row['shrunken_tail']:.1f}%), {funnel[0]}。"
    )
    en = (
        f"Suspicion: {100 * row['tail_share']:.1f}% of {int(row['claims']):,} claims lie in their peers' top 5% "
        f"({100 * row['shrunken_tail']:.1f}% after shrinkage), {funnel[1]}."
    )
    if row["grouped"]:
        zh += (
            f"平均计费权重为诊疗证据所支持的{exp(row['gap']):.2f}倍(全部机构{exp(all_gaps):.2f}倍), "
            f"差额合计约{excess:,.0f}{unit[0]}。"
        )
        en += (
            f" On average billed at {exp(row['gap']):.2f} times the supported weight "
            f"(all institutions {exp(all_gaps):.2f}), about {excess:,.0f} {unit[1]} in all."
        )
    return Entry(
        "institution", number, code, code, None, names.get(code, code), "tails", "unsupervised",
        float(row["score"]), round(float(row["excess_fen"])), round(float(row["excess_fen"])),
        Reasons(zh, en, (), ()),
    )  # fmt: skip


def _z(deviation: Reals, spread: float, n: Reals) -> Reals:
    return deviation / spread * np.sqrt(n)


def _drawn(deviation: Reals, luck: Reals) -> Reals:
    """Deviations drawn toward zero; `luck` is the variance that chance alone gives each.

    The method of moments: true variance = mean square less mean luck, never below zero.
    """
    true = max(float(np.average(deviation**2 - luck, weights=1 / luck)), 0.0)
    return deviation * true / (true + luck)


def _standard(column: "pd.Series") -> "pd.Series":
    spread = float(column.std())
    return (column - column.mean()) / spread if spread > 0 else column * 0.0


def _discovered(z: Reals) -> np.ndarray:
    """Which z are discoveries at the false-discovery rate, one-sided (Benjamini, Hochberg 1995)."""
    p = np.array([0.5 * erfc(one / sqrt(2)) for one in z])
    order = np.argsort(p)
    passed = p[order] <= FALSE_DISCOVERIES * np.arange(1, len(p) + 1) / len(p)
    cut = int(np.flatnonzero(passed).max()) + 1 if passed.any() else 0
    found = np.zeros(len(p), dtype=bool)
    found[order[:cut]] = True
    return found


def _plain(value: object) -> object:
    return None if pd.isna(value) else value  # pyright: ignore[reportArgumentType,reportCallIssue]


def _text(value: object) -> str | None:
    return None if pd.isna(value) else str(value)  # pyright: ignore[reportArgumentType,reportCallIssue]
