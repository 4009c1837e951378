"""`fundwatch province report` in one call: open the files, compare, draw, write one page."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from features.settlement.province.coding_version import changed_codes
from features.settlement.province.review import (
    care_plots,
    case_plots,
    change_plots,
    place_plots,
    truth_plots,
)
from features.settlement.province.review.comparison import Comparison, comparisons, own_figures
from features.settlement.province.review.opened import opened
from features.settlement.province.review.page import page
from features.settlement.province.review.published import SOURCES, not_shown
from features.settlement.province.review.shapes import prepare
from features.settlement.province.review.style import Plot

DRAWN = (*care_plots.PLOTS, *case_plots.PLOTS, *change_plots.PLOTS, *place_plots.PLOTS,
         *truth_plots.PLOTS)  # fmt: skip
STEPS = len(DRAWN) + 2
_FACTS = (
    ("结算 settlements", "select count(*) from setl_d"),
    ("明细 lines", "select count(*) from fee_list_d"),
    ("机构 institutions", "select count(*) from fixmedins_b"),
    ("参保人 persons", "select count(*) from psn_info_b"),
    ("月 months", "select count(distinct month) from stay"),
)


@dataclass(frozen=True)
class Review:
    """What a review found: the figures, what cannot be shown, and where the page is."""

    page: Path
    facts: dict[str, int]
    compared: list[Comparison]
    own: list[Comparison]
    missing: list[tuple[str, str, str, str]]

    def as_json(self) -> dict[str, object]:
        """The review for `--json`."""
        names = ("name", "published", "source", "why")
        return {
            "page": str(self.page),
            **self.facts,
            "figures": [asdict(one) for one in self.compared],
            "own": [asdict(one) for one in self.own],
            "not_shown": [dict(zip(names, row, strict=True)) for row in self.missing],
        }


def review(folder: Path, step: Callable[[str], None]) -> Review:
    """Review the province in a folder and write `folder/report/province.html`.

    Args:
        folder: what `fundwatch province --out` wrote.
        step: told the name of each of `STEPS` steps before it begins.

    Raises:
        BadInput: the folder holds no province.
    """
    step("read")
    with opened(folder) as con:
        prepare(con, *changed_codes())
        facts = {name.partition(" ")[2]: _count(con, query) for name, query in _FACTS}
        step("compare")
        compared, own = comparisons(con), own_figures(con)
        plots: list[Plot] = []
        for draw in DRAWN:
            step(draw.__name__)
            plots.append(draw(con))
    missing = [(name, value, SOURCES[source], why) for name, value, source, why in not_shown()]
    shown = [(name, f"{facts[name.partition(' ')[2]]:,}") for name, _ in _FACTS]
    text = page("模拟省报告 | Report of the province", shown, compared, own, missing, plots)
    target = folder / "report" / "province.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return Review(target, facts, compared, own, missing)


def _count(con: duckdb.DuckDBPyConnection, query: str) -> int:
    row = con.execute(query).fetchone()
    return int(row[0]) if row else 0
