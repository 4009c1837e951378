"""Plots of cases: what stays cost by level, how long they last, weights and groups."""

import duckdb
import numpy as np

from features.settlement.province.review.care_plots import number
from features.settlement.province.review.shapes import shape
from features.settlement.province.review.style import (
    BLUE,
    GREY,
    LEVEL_NAMES,
    LEVELS,
    ORANGE,
    RED,
    Plot,
    axes,
    png,
    thousands,
)


def costs(con: duckdb.DuckDBPyConnection) -> Plot:
    """The distribution of the cost of a stay by level."""
    rows = shape(con, "cost")
    figure, grid = axes(1, 1, height=3.2)
    axis = grid[0][0]
    for level in (3, 2, 1):
        of = [(number(bin_), number(count)) for lv, bin_, count in rows if lv == level]
        if of:
            edges, counts = np.array(of).T
            share = counts / counts.sum()
            axis.step(10**edges, share, where="post", color=LEVELS[level], label=LEVEL_NAMES[level])
    axis.axvline(13_973.02, color=RED, linewidth=1, linestyle="--")
    axis.annotate(
        "Nanjing's mean 13,973", (14_400, axis.get_ylim()[1] * 0.92), color=RED, fontsize=8
    )
    axis.set_xscale("log")
    axis.set_xlim(300, 300_000)
    axis.set_xlabel("cost of a stay, yuan (log)")
    axis.set_ylabel("share of the level's stays")
    thousands(axis.xaxis)
    axis.legend()
    return Plot(
        "costs",
        "各级住院费用分布 | Cost of a stay by level",
        "对数轴;少数重症撑起均值 | On a log scale: a few severe cases make the mean.",
        png(figure),
    )


def lengths(con: duckdb.DuckDBPyConnection) -> Plot:
    """The distribution of days of stay by level."""
    rows = shape(con, "days")
    figure, grid = axes(1, 1, height=2.9)
    axis = grid[0][0]
    below = np.zeros(46)
    for level in (3, 2, 1):
        of = np.zeros(46)
        for lv, days, count in rows:
            if lv == level:
                of[int(number(days))] = number(count)
        axis.bar(
            range(46), of, bottom=below, color=LEVELS[level], label=LEVEL_NAMES[level], width=0.9
        )
        below += of
    axis.axvline(7.04, color=RED, linewidth=1, linestyle="--")
    axis.annotate("Nanjing's mean 7.04", (7.4, below.max() * 0.94), color=RED, fontsize=8)
    axis.set_xlabel("days of stay (45: and more)")
    thousands(axis.yaxis)
    axis.legend()
    return Plot(
        "lengths",
        "住院日分布 | Days of stay",
        "右尾为精神、康复与烧伤 | The right tail is psychiatry, rehabilitation and burns.",
        png(figure),
    )


def groups(con: duckdb.DuckDBPyConnection) -> Plot:
    """Weights of cases, and the cost of each ADRG against its weight."""
    figure, grid = axes(1, 2, height=3.6)
    spread, cloud = grid[0]
    rows = shape(con, "weights")
    bins = sorted({number(row[0]) for row in rows})
    below = np.zeros(len(bins))
    for kind, colour in (("normal", BLUE), ("low", GREY), ("high", ORANGE)):
        of = {number(bin_): number(count) for bin_, which, count in rows if which == kind}
        counts = np.array([of.get(bin_, 0.0) for bin_ in bins])
        spread.bar(10 ** np.array(bins), counts, bottom=below, color=colour, label=kind,
                   width=10 ** np.array(bins) * 0.16, align="edge")  # fmt: skip
        below += counts
    spread.set_xscale("log")
    spread.set_xticks([0.3, 0.5, 1, 2, 5, 10], ["0.3", "0.5", "1", "2", "5", "10"])
    spread.minorticks_off()
    spread.set_xlabel("weight of the case (log)")
    spread.set_title("cases by weight and case type")
    thousands(spread.yaxis)
    spread.legend()
    for surgical, procedure, colour, name in (
        (True, False, RED, "surgical"), (False, True, ORANGE, "procedure"),
        (False, False, BLUE, "medical"),
    ):  # fmt: skip
        of = [row for row in shape(con, "groups") if (row[4], row[5]) == (surgical, procedure)]
        if of:
            weight, cost, many = (np.array([number(row[n]) for row in of]) for n in (1, 2, 3))
            cloud.scatter(weight, cost, s=6 + 60 * many / many.max(), color=colour, alpha=0.6,
                          label=name, linewidths=0)  # fmt: skip
    ends = np.array([0.25, 12.0])
    cloud.plot(ends, ends * 12_252.70, color=GREY, linewidth=1, linestyle="--")
    cloud.annotate("Harbin's rate 12,252.70", (1.3, 5_000), color="#666", fontsize=8)
    cloud.set_xscale("log")
    cloud.set_yscale("log")
    cloud.set_xticks([0.3, 1, 3, 10], ["0.3", "1", "3", "10"])
    cloud.minorticks_off()
    cloud.set_xlabel("mean weight of the ADRG")
    cloud.set_title("mean cost of the ADRG, yuan")
    thousands(cloud.yaxis)
    cloud.legend()
    return Plot(
        "groups",
        "DRG 权重与费用 | DRG weights and costs",
        "虚线为哈尔滨职工费率;点的大小为病例数 | Dashed: Harbin's rate for employees; the size of a "
        "point is the number of cases.",
        png(figure),
    )


PLOTS = (costs, lengths, groups)
