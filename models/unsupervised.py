"""Scores without a single label: severity support and tails, for data that nobody has inspected.

A claim needs a look when it lies in its peers' tail and is billed above what its evidence supports.
An institution needs one when its claims do so more than luck explains (`models.funnel`).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from features.catalog import SIGNALS
from features.nodes import Value
from models.frame import Frame, Reals, allowed
from models.funnel import stand_out
from models.material import Material
from models.monthly import Entry
from models.peers import medians, peer_keys
from models.reasons import DESCRIBED, Reasons, reasons
from models.support import Support, Supported, with_support
from models.tails import Tails, tails


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
    net = [np.nan if one is None else one.net_fen for one in found]
    institutions, summary = stand_out(table.assign(net_fen=net), ranks, top, names, unit)
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
    row: "pd.Series[Any]", added: dict[str, float], values: dict[str, Value],
    middles: dict[str, dict[str, float]], peer: str, ranks: Tails, place: int, unit: tuple[str, str],
) -> Reasons:  # fmt: skip
    tail = float(ranks.scores[place])
    zh = f"疑点, 在同级同类结算中, 最突出的几个方面平均高于{100 * tail:.1f}%的同类。"
    en = f"Suspicion: its most striking aspects lie above {100 * tail:.1f}% of peers on average."
    ratio = row["support_ratio"]
    if pd.notna(ratio):
        excess = float(row["excess_if_unsupported"]) / 100
        zh += f"计费权重为诊疗证据所支持的{ratio:.2f}倍"
        en += f" Billed at {ratio:.2f} times the weight its evidence supports"
        zh += f", 差额约{excess:,.0f}{unit[0]}。" if excess >= 1 else "。"
        en += f", about {excess:,.0f} {unit[1]} more." if excess >= 1 else "."
    return reasons(added, values, middles, peer, (zh, en), DESCRIBED)


def _plain(value: Any) -> Value:
    return None if pd.isna(value) else value


def _text(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
