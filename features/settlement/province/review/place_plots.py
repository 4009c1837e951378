"""Plots of institutions: how unequal they are, and the honest ones that look odd."""

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
)


def sizes(con: duckdb.DuckDBPyConnection) -> Plot:
    """Institutions by rank, and how much of the fund the largest hold."""
    rows = shape(con, "sizes")
    figure, grid = axes(1, 2, height=3.2)
    rank, curve = grid[0]
    for level in (3, 2, 1, 0):
        for pharmacy, marker in ((False, "o"), (True, "x")):
            at = [n for n, row in enumerate(rows) if row[0] == level and bool(row[1]) is pharmacy]
            name = "pharmacy" if pharmacy else LEVEL_NAMES[level].split(",")[0]
            if at and (not pharmacy or level == 0):
                rank.scatter([n + 1 for n in at], [number(rows[n][2]) for n in at], s=14, marker=marker,
                             color=ORANGE if pharmacy else LEVELS[level], label=name, linewidths=0.8,
                             alpha=0.8)  # fmt: skip
    rank.set_xscale("log")
    rank.set_yscale("log")
    rank.set_xlabel("rank")
    rank.set_title("fund and account of an institution, yuan")
    rank.legend()
    fund = np.array([number(row[2]) for row in rows])
    held = np.cumsum(np.sort(fund)[::-1]) / max(fund.sum(), 1)
    share = np.arange(1, len(held) + 1) / len(held)
    curve.plot(share, held, color=BLUE)
    curve.plot([0, 1], [0, 1], color=GREY, linewidth=0.8, linestyle="--")
    tenth = float(np.interp(0.1, share, held))
    curve.plot([0.1], [tenth], "o", color=RED)
    curve.annotate(f"a tenth holds {tenth:.0%}", (0.13, tenth - 0.06), color=RED, fontsize=9)
    curve.set_xlabel("institutions, the largest first")
    curve.set_title("share of the fund that they hold")
    curve.set_xlim(0, 1)
    curve.set_ylim(0, 1.02)
    return Plot(
        "sizes",
        "机构规模 | Sizes of institutions",
        "规模高度偏斜,少数三级医院占基金大半 | Sizes are skewed: few tertiary hospitals hold most of it.",
        png(figure),
    )


def outliers(con: duckdb.DuckDBPyConnection) -> Plot:
    """Honest outliers among all institutions: what a bad method would accuse."""
    rows = shape(con, "institutions")
    names = [column[0] for column in con.execute("describe truth_outliers").fetchall()]
    odd = {
        str(row[names.index("fixmedins_code")]): str(row[names.index("kind")])
        for row in shape(con, "outliers")
        if row[names.index("kind")] != "late_codes"
    }
    shown = (
        ("cancer_centre", "burns_unit", "intensive_care", "rehabilitation", "psychiatric",
         "referral_hub"),
        ("cancer_centre", "burns_unit", "intensive_care", "new_coder", "coding_software",
         "coders_trained"),
    )  # fmt: skip
    figure, grid = axes(1, 2, height=3.9)
    looks = ((4, 5, "mean days of stay", "stays a patient"),
             (6, 7, "share coded with CC or MCC", "mean cost of a stay, yuan"))  # fmt: skip
    for axis, (across, up, across_name, up_name), kinds in zip(grid[0], looks, shown, strict=True):
        right, high = [number(row[across]) for row in rows], [number(row[up]) for row in rows]
        colours = [LEVELS[int(number(row[1]))] for row in rows]
        axis.scatter(right, high, s=16, color=colours, alpha=0.55, linewidths=0)
        told: set[str] = set()
        for row in rows:
            kind = odd.get(str(row[0]), "")
            if kind in kinds:
                point = (number(row[across]), number(row[up]))
                axis.plot(*point, "o", color=RED, markersize=6, fillstyle="none")
                if kind not in told:  # one label a kind
                    aside = (4, 5 if len(told) % 2 else -11)
                    axis.annotate(kind.replace("_", " "), point, xytext=aside, fontsize=7.5,
                                  textcoords="offset points", color=RED)  # fmt: skip
                    told.add(kind)
        axis.set_xlabel(across_name)
        axis.set_ylabel(up_name)
    grid[0][0].set_xscale("log")
    grid[0][1].set_yscale("log")
    grid[0][0].set_xticks([4, 7, 12, 20, 30], ["4", "7", "12", "20", "30"])
    grid[0][0].minorticks_off()
    return Plot(
        "outliers",
        "诚实的异常机构(真相) | Honest outliers (truth)",
        "红圈为真相中列名的诚实异常者:误判它们的方法不可用 | Red: named in the truth as honest; a method "
        "that accuses them is wrong. Colours: level.",
        png(figure),
    )


PLOTS = (sizes, outliers)
