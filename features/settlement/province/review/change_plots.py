"""Plots of what changes within the period: prices, procurement, the coding version; and referrals."""

import duckdb
import numpy as np

from features.settlement.province.review.care_plots import as_day, number
from features.settlement.province.review.shapes import shape
from features.settlement.province.review.style import (
    BLUE,
    GREEN,
    GREY,
    LEVEL_NAMES,
    ORANGE,
    RED,
    Plot,
    axes,
    png,
)

_PRICES = {"procured": RED, "other drugs": GREY, "tests": ORANGE, "services": GREEN}


def prices(con: duckdb.DuckDBPyConnection) -> Plot:
    """Prices of procured drugs, tests and services by month, and the share of chosen makers."""
    figure, grid = axes(1, 2, height=3.2)
    index, share = grid[0]
    rows = shape(con, "prices")
    months = sorted({str(row[0]) for row in rows})
    for what, colour in _PRICES.items():
        of = {str(month): number(value) for month, which, value in rows if which == what}
        if of:
            index.plot([months.index(month) for month in of], list(of.values()), "o-", color=colour,
                       markersize=3, label=what)  # fmt: skip
    index.set_title("price, first month = 1")
    index.set_ylim(bottom=0)
    index.legend(loc="lower left")
    rows = shape(con, "volumes")
    share.plot([months.index(str(row[0])) for row in rows], [number(row[1]) for row in rows], "o-",
               color=RED, markersize=3)  # fmt: skip
    share.set_title("chosen makers' share of units of their drugs")
    share.set_ylim(0, 1)
    for axis in (index, share):
        axis.set_xticks(range(0, len(months), 3), [months[n][2:] for n in range(0, len(months), 3)])
    return Plot(
        "prices",
        "价格调整与集采 | Prices and volume-based procurement",
        "中选药品执行日降价,用量三个月内转向中选;检验检查降价,护理诊查涨价 | Chosen drugs fall on "
        "the day, their use rises within three months; tests fall, nursing and consultation rise.",
        png(figure),
    )


def versions(con: duckdb.DuckDBPyConnection) -> Plot:
    """The share of new codes among those that changed, and where referred patients go."""
    figure, grid = axes(1, 2, height=3.0)
    coding, flows = grid[0]
    rows = shape(con, "versions")
    coding.plot([as_day(row[0]) for row in rows], [number(row[1]) for row in rows], color=BLUE)
    coding.set_ylim(-0.02, 1.02)
    coding.set_title("new codes among those that changed, by week")
    coding.tick_params(axis="x", rotation=30)
    seen = np.zeros((4, 4))
    for source, target, count in shape(con, "referrals"):
        seen[int(number(source)), int(number(target))] = number(count)
    flows.imshow(seen[1:, 1:], cmap="YlGnBu", origin="lower")
    for source in range(1, 4):
        for target in range(1, 4):
            deep = seen[source, target] > seen.max() / 2
            flows.text(target - 1, source - 1, f"{seen[source, target]:,.0f}", ha="center",
                       va="center", fontsize=9, color="white" if deep else "#333")  # fmt: skip
    names = [LEVEL_NAMES[level] for level in (1, 2, 3)]
    flows.set_xticks(range(3), names)
    flows.set_yticks(range(3), names, rotation=90, va="center")
    flows.set_xlabel("to")
    flows.set_ylabel("from")
    flows.set_title("referred stays (dscg_way 2, 3)")
    flows.grid(visible=False)
    return Plot(
        "versions",
        "编码版本切换与双向转诊 | The coding version, and referrals",
        "2025-08-01 切换,部分医院迟报旧码;上转县→三级,下转三级→基层与康复 | The version changes on 1 "
        "August 2025, some hospitals are late; patients go up from the county and down to recover.",
        png(figure),
    )


PLOTS = (prices, versions)
