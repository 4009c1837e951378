"""The funnel: institutions whose claims stand out more than luck explains for their number of claims.

Means are drawn toward the whole by how few an institution's claims are (empirical Bayes, method of
moments), so that a small one does not top the list by chance. The funnel says which lie outside the
limits for their size, with the false-discovery rate held as Benjamini and Hochberg (1995) do.
"""

from math import erfc, exp, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from features.catalog import SIGNALS
from features.settlement.contract import Kind
from models.frame import Reals
from models.monthly import Entry
from models.reasons import Reasons
from models.tails import Tails
from models.telling import Words

if TYPE_CHECKING:
    from typing import Any

FEWEST_CLAIMS = 20
FALSE_DISCOVERIES = 0.05
TAIL = 0.95
BEYOND = 0.99
MOST_TOLD = 3
FEWEST_BEYOND = 3
STRIKING = 2.0  # standard errors above all institutions


def stand_out(
    table: pd.DataFrame, ranks: Tails, top: int, names: dict[str, str], unit: Words
) -> tuple[list[Entry], pd.DataFrame]:
    """The institutions that most need a look, best first, and the figures of all.

    `table` holds of each claim: fixmedins_code, tail, support_ratio, net_fen.
    """
    made = summed(table)
    if made.empty:
        return [], made
    beyond = _beyond(table, ranks)
    all_gaps = float(made.attrs["gap"])
    entries = [
        _entry(number, row, all_gaps, names, unit, _leading(beyond, str(row["fixmedins_code"])))
        for number, (_, row) in enumerate(made.head(top).iterrows(), 1)
    ]
    return entries, made


def summed(table: pd.DataFrame) -> pd.DataFrame:
    """The figures of every institution with enough claims, those that stand out most first."""
    limit = float(table["tail"].quantile(TAIL))
    ratio = table["support_ratio"].to_numpy(dtype=np.float64)
    by = table.assign(
        in_tail=(table["tail"] > limit).astype(np.float64),
        gap=np.log(np.where(ratio > 0, ratio, np.nan)),
        net_fen=table["net_fen"].fillna(0.0),
    ).groupby("fixmedins_code")
    made = by.agg(
        claims=("tail", "size"), tail_share=("in_tail", "mean"), gap=("gap", "mean"),
        grouped=("gap", "count"), net_fen=("net_fen", "sum"), spread=("gap", "std"),
    )  # fmt: skip
    made = made[made["claims"] >= FEWEST_CLAIMS].reset_index()
    if made.empty:
        return made
    known = made["gap"].notna().any()
    all_gaps = float(np.nanmean(made["gap"])) if known else 0.0
    spread = float(np.nanmedian(made["spread"])) if known else 1.0
    share = 1 - TAIL
    off_tail = made["tail_share"].to_numpy(dtype=np.float64) - share
    off_gap = made["gap"].fillna(all_gaps).to_numpy(dtype=np.float64) - all_gaps
    luck_of_tail = share * TAIL / made["claims"].to_numpy(dtype=np.float64)
    luck_of_gap = (spread or 1.0) ** 2 / np.maximum(made["grouped"].to_numpy(dtype=np.float64), 0.1)
    z = (off_tail / np.sqrt(luck_of_tail) + off_gap / np.sqrt(luck_of_gap)) / sqrt(2)
    tail, gap = share + drawn(off_tail, luck_of_tail), all_gaps + drawn(off_gap, luck_of_gap)
    made = made.assign(
        shrunken_tail=tail, shrunken_gap=gap, z=z, outside_funnel=discovered(z),
        score=_standard(tail) + _standard(gap),
    )  # fmt: skip
    made = made.sort_values(["score", "fixmedins_code"], ascending=[False, True], ignore_index=True)
    made.attrs["gap"] = all_gaps
    return made


def drawn(deviation: Reals, luck: Reals) -> Reals:
    """Deviations drawn toward zero; `luck` is the variance that chance alone gives each.

    The method of moments: true variance = mean square less mean luck, never below zero.
    """
    true = max(float(np.average(deviation**2 - luck, weights=1 / luck)), 0.0)
    return deviation * true / (true + luck)


def discovered(z: Reals) -> NDArray[np.bool_]:
    """Which z are discoveries at the false-discovery rate, one-sided."""
    p = np.array([0.5 * erfc(one / sqrt(2)) for one in z])
    order = np.argsort(p, kind="stable")
    passed = p[order] <= FALSE_DISCOVERIES * np.arange(1, len(p) + 1) / len(p)
    found = np.zeros(len(p), dtype=bool)
    if passed.any():
        found[order[: int(np.flatnonzero(passed).max()) + 1]] = True
    return found


def _beyond(table: pd.DataFrame, ranks: Tails) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """By institution and signal, the share of claims beyond 99 of 100 peers; of all; and how many."""
    hits = (ranks.ranks >= BEYOND).astype(np.float64)
    codes = table["fixmedins_code"].astype(str).to_numpy()
    groups = hits.groupby(codes)
    return groups.mean(), hits.mean(), groups.size()


def _leading(
    beyond: tuple[pd.DataFrame, pd.Series, pd.Series], code: str
) -> list[tuple[str, float, float]]:
    """The signals by which an institution's claims stand out most, one a family."""
    shares, overall, sizes = beyond
    own, n = shares.loc[code], float(sizes.loc[code])
    luck = np.sqrt(np.maximum(overall * (1 - overall), 1e-6) / n)
    order = ((own - overall) / luck).sort_values(ascending=False, kind="stable")
    found: dict[str, tuple[str, float, float]] = {}
    for name in order.index:
        signal = SIGNALS[str(name)]
        striking = (float(own[name]) - float(overall[name])) / float(luck[name])
        if float(own[name]) * n < FEWEST_BEYOND or striking < STRIKING:
            continue
        found.setdefault(signal.family, (str(name), float(own[name]), float(overall[name])))
        if len(found) == MOST_TOLD:
            break
    return list(found.values())


def _told(name: str, own: float, overall: float) -> Words:
    zh, en = (part.strip().rstrip("?？") for part in SIGNALS[name].question)
    shares = f"{100 * own:.1f}%", f"{100 * overall:.1f}%"
    if SIGNALS[name].measure.kind is Kind.FLAG:
        return (
            f"“{zh.replace('是否', '', 1)}”的结算占{shares[0]}(全部机构{shares[1]})",
            f"“{en}”: yes for {shares[0]} of claims (all institutions {shares[1]})",
        )
    return (
        f"“{zh}”超出99%同类的结算占{shares[0]}(全部机构{shares[1]})",
        f"“{en}”: beyond 99% of peers for {shares[0]} of claims (all institutions {shares[1]})",
    )


def _entry(
    number: int,
    row: "pd.Series[Any]",
    all_gaps: float,
    names: dict[str, str],
    unit: Words,
    leading: list[tuple[str, float, float]],
) -> Entry:
    code, net = str(row["fixmedins_code"]), max(float(row["net_fen"]), 0.0)
    outside = bool(row["outside_funnel"])
    zh = (
        f"机构疑点: {int(row['claims']):,}笔结算中{100 * row['tail_share']:.1f}%处于同类最突出的5%"
        f"(按结算量收缩后{100 * row['shrunken_tail']:.1f}%), "
        f"{'超出其结算量应有的波动' if outside else '仍在其结算量可能的波动之内'}。"
    )
    en = (
        f"Suspicion: {100 * row['tail_share']:.1f}% of {int(row['claims']):,} claims lie in their "
        f"peers' top 5% ({100 * row['shrunken_tail']:.1f}% shrunken for size), "
        f"{'beyond' if outside else 'within'} what luck explains for its size."
    )
    if row["grouped"]:
        zh += (
            f"平均计费权重为诊疗证据所支持的{exp(row['gap']):.2f}倍(全部机构{exp(all_gaps):.2f}倍)"
        )
        en += (
            f" On average billed at {exp(row['gap']):.2f} times the supported weight "
            f"(all institutions {exp(all_gaps):.2f})"
        )
        zh += f", 净差额约{net / 100:,.0f}{unit[0]}。" if net else "。"
        en += f", about {net / 100:,.0f} {unit[1]} net." if net else "."
    told = [_told(*one) for one in leading]
    if told:
        zh += f"最突出的是: {'；'.join(one for one, _ in told)}。"
        en += f" Most striking: {'; '.join(one for _, one in told)}."
    zh = zh.encode("gbk", errors="replace").decode("gbk")
    return Entry(
        "institution", number, code, code, None, names.get(code, code), "tails", "unsupervised",
        float(row["score"]), round(net), round(net),
        Reasons(zh, en, (), tuple(name for name, _, _ in leading)),
    )  # fmt: skip


def _standard(values: Reals) -> Reals:
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else values * 0.0
