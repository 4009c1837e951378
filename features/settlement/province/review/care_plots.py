"""Plots of care over time: volumes, holidays, seasons, hours of the day, and who is cared for."""

from datetime import date

import duckdb
import numpy as np

from features.settlement.province.holidays import holidays
from features.settlement.province.order import Order
from features.settlement.province.review.shapes import shape
from features.settlement.province.review.style import (
    BLUE,
    KINDS,
    ORANGE,
    RED,
    Plot,
    axes,
    png,
    thousands,
)

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def volumes(con: duckdb.DuckDBPyConnection) -> Plot:
    """Settlements a month by kind of care."""
    rows = shape(con, "growth")
    months = sorted({str(month) for month, _, _ in rows})
    figure, grid = axes(1, 4, width=11, height=2.6)
    for axis, (kind, colour) in zip(grid[0], KINDS.items(), strict=True):
        of = {str(month): number(count) for month, which, count in rows if which == kind}
        axis.bar(range(len(months)), [of.get(month, 0) for month in months], color=colour)
        axis.set_title("discharges" if kind == "inpatient" else kind)
        axis.set_xticks(range(0, len(months), 3), [months[n][2:] for n in range(0, len(months), 3)])
        thousands(axis.yaxis)
    return Plot(
        "volumes",
        "各月结算人次 | Settlements a month",
        "出院年增长目标 7.57%(南京);春节所在月份下降 | Discharges grow by 7.57 % a year (Nanjing); "
        "the month of the Spring Festival is low.",
        png(figure),
    )


def calendar(con: duckdb.DuckDBPyConnection) -> Plot:
    """Outpatient visits and discharges day by day, with the holidays."""
    rows = shape(con, "daily")
    days = sorted({as_day(day) for day, _, _ in rows})
    every = np.arange(np.datetime64(days[0]), np.datetime64(days[-1]) + 1)
    figure, grid = axes(2, 1, width=11, height=4.6)
    months = (days[-1].year - days[0].year) * 12 + days[-1].month - days[0].month + 1
    free = holidays(Order(months=months, start=days[0].replace(day=1)))
    inside = free.long[(free.long >= every[0].astype(int)) & (free.long <= every[-1].astype(int))]
    for axis, kind in zip(grid[:, 0], ("outpatient", "inpatient"), strict=True):
        of = {as_day(day): number(count) for day, which, count in rows if which == kind}
        counts = np.array([of.get(day.astype(date), 0.0) for day in every])
        axis.plot(every, counts, color=KINDS[kind], alpha=0.35, linewidth=0.8)
        week = np.convolve(counts, np.ones(7) / 7, mode="valid")
        axis.plot(every[3 : 3 + len(week)], week, color=KINDS[kind], linewidth=1.6)
        for day in inside:
            at = np.datetime64(int(day), "D")
            axis.axvspan(at, at + 1, color="#f3d9a4", linewidth=0)
        axis.set_title("discharges a day" if kind == "inpatient" else "outpatient visits a day")
        axis.set_ylim(bottom=0)
        thousands(axis.yaxis)
    return Plot(
        "calendar",
        "逐日就诊与假期 | Day by day, and the long holidays",
        "细线为每日,粗线为七日平均,底色为春节、五一、国庆长假 | Thin: days; thick: mean of seven; "
        "shaded: Spring Festival, May and October holidays.",
        png(figure),
    )


def seasons(con: duckdb.DuckDBPyConnection) -> Plot:
    """Share of airways, bowels and stones, and circulation among diagnoses by month."""
    rows = shape(con, "season")
    figure, grid = axes(1, 1, height=2.9)
    axis, months = grid[0][0], [str(row[0])[2:] for row in rows]
    named = (("airways (J)", BLUE, 1), ("bowels, stones (A0, N2)", ORANGE, 2),
             ("circulation (I)", RED, 3))  # fmt: skip
    for name, colour, place in named:
        share = np.array([number(row[place]) for row in rows])
        axis.plot(months, share / share.mean(), "o-", color=colour, label=name, markersize=3)
    axis.axhline(1, color="#555", linewidth=0.8)
    axis.set_ylabel("share, mean of the period = 1")
    axis.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3)
    return Plot(
        "seasons",
        "季节病 | Seasons of diseases",
        "呼吸系统冬季高,肠道感染与结石夏季高 | Airways in winter, bowels and stones in summer.",
        png(figure),
    )


def hours(con: duckdb.DuckDBPyConnection) -> Plot:
    """When settlements are made: weekday by hour, for each kind of care."""
    rows = shape(con, "hours")
    figure, grid = axes(1, 4, width=11, height=2.4)
    for axis, kind in zip(grid[0], KINDS, strict=True):
        seen = np.zeros((7, 24))
        for which, weekday, hour, count in rows:
            if which == kind:
                seen[int(number(weekday)), int(number(hour))] = number(count)
        axis.imshow(seen / max(seen.max(), 1), aspect="auto", cmap="YlGnBu")
        axis.set_title("discharges" if kind == "inpatient" else kind)
        axis.set_yticks(range(7), _WEEKDAYS)
        axis.set_xticks(range(0, 24, 6))
        axis.set_xlabel("hour")
        axis.grid(visible=False)
    return Plot(
        "hours",
        "星期与时刻 | Weekday and hour",
        "门诊周一上午最忙,药店晚间与周末照常 | Clinics are busiest on Monday mornings; pharmacies "
        "keep their evenings and weekends.",
        png(figure),
    )


def ages(con: duckdb.DuckDBPyConnection) -> Plot:
    """The insured by age and sex, and their stays."""
    rows = shape(con, "ages")
    figure, grid = axes(1, 2, height=3.6)
    bands = np.arange(18)
    pyramid, rates = grid[0]
    for sex, side, colour, name in (("1", -1, BLUE, "men"), ("2", 1, RED, "women")):
        people, stays = np.zeros(18), np.zeros(18)
        for which, band, count, of_stays in rows:
            if which == sex and 0 <= number(band) < 18:
                people[int(number(band))] = number(count)
                stays[int(number(band))] = number(of_stays)
        pyramid.barh(bands, side * people, color=colour, height=0.85, label=name)
        rates.plot(
            bands, stays / np.maximum(people, 1), "o-", color=colour, markersize=3, label=name
        )
    labels = [f"{5 * n}" for n in range(0, 18, 3)]
    pyramid.set_yticks(range(0, 18, 3), labels)
    pyramid.set_title("insured people by age")
    pyramid.legend()
    edge = max(abs(number(value)) for value in pyramid.get_xlim())
    pyramid.set_xlim(-edge, edge)
    thousands(pyramid.xaxis, signed=False)
    rates.set_xticks(range(0, 18, 3), labels)
    rates.set_title("stays a person of the register")
    rates.legend()
    return Plot(
        "ages",
        "年龄金字塔与住院率 | Ages, and stays by age",
        "登记人群按性别年龄;右为人均住院次数 | The register by sex and age; right: stays a person.",
        png(figure),
    )


def number(value: object) -> float:
    """A number of a row as a float, zero for nothing."""
    return float(value) if value is not None else 0.0  # type: ignore[arg-type]


def as_day(value: object) -> date:
    """A day of a row."""
    if not isinstance(value, date):
        raise TypeError(f"a day was expected, not {type(value).__name__}")
    return value


PLOTS = (volumes, calendar, seasons, hours, ages)
