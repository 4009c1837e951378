"""Plots of the truth, for judging only: schemes by month, and slips that nobody meant."""

import duckdb
import numpy as np

from features.settlement.province.review.care_plots import number
from features.settlement.province.review.shapes import shape
from features.settlement.province.review.style import GREY, Plot, axes, png


def schemes(con: duckdb.DuckDBPyConnection) -> Plot:
    """Planted claims of each scheme by month."""
    rows = shape(con, "schemes")
    ids = sorted({str(row[0]) for row in rows})
    months = sorted({str(row[1]) for row in rows})
    seen = np.zeros((len(ids), len(months)))
    for scheme, month, count in rows:
        seen[ids.index(str(scheme)), months.index(str(month))] = number(count)
    figure, grid = axes(1, 2, width=10, height=1.2 + 0.17 * len(ids))
    chart, bars = grid[0]
    chart.imshow(seen / np.maximum(seen.max(axis=1, keepdims=True), 1), aspect="auto", cmap="OrRd")
    chart.set_yticks(range(len(ids)), ids, fontsize=6.5)
    chart.set_xticks(range(0, len(months), 3), [months[n][2:] for n in range(0, len(months), 3)])
    chart.set_title("claims by month, the scheme's largest month = 1")
    chart.grid(visible=False)
    bars.barh(range(len(ids)), seen.sum(axis=1), color="#c8553d")
    bars.set_yticks(range(len(ids)), ids, fontsize=6.5)
    bars.set_ylim(len(ids) - 0.5, -0.5)
    bars.set_title("claims in all")
    return Plot(
        "schemes",
        "各月作案笔数(真相,仅供评判) | Planted claims by month (truth, for judging only)",
        "代码见领域简报 C 类目;主谋机构先后开始、增减 | Ids are those of the taxonomy; hosts begin, "
        "grow and stop.",
        png(figure),
    )


def slips(con: duckdb.DuckDBPyConnection) -> Plot:
    """How many slips of each kind there are."""
    rows = shape(con, "slips")
    names = [f"{row[0]}  {str(row[1]).partition('|')[2].strip()}" for row in rows]
    figure, grid = axes(1, 1, height=0.8 + 0.24 * max(len(rows), 1))
    axis = grid[0][0]
    counts = [number(row[2]) for row in rows]
    axis.barh(names, counts, color=GREY)
    axis.invert_yaxis()
    for place, count in enumerate(counts):
        axis.annotate(f"{count:,.0f}", (count, place), xytext=(3, 0), textcoords="offset points",
                      va="center", fontsize=8)  # fmt: skip
    axis.set_title("settlements or lines with a slip")
    return Plot(
        "slips",
        "无意差错(真相) | Slips without intent (truth)",
        "看似作案而无主观故意;评判方法时不应计为违规 | They look like schemes and nobody meant them.",
        png(figure),
    )


PLOTS = (schemes, slips)
