"""How plots look: colours, plain axes, PNG bytes. Labels in English, captions in the page.

matplotlib's own font has no Chinese, and none is loaded from anywhere.
"""

import io
from dataclasses import dataclass
from typing import Any

BLUE, ORANGE, GREEN, RED, GREY = "#1f6f8b", "#d97b29", "#5b8c3e", "#b23a48", "#9aa3a8"
LEVELS = {3: BLUE, 2: GREEN, 1: ORANGE, 0: GREY}
LEVEL_NAMES = {3: "tertiary", 2: "secondary", 1: "primary", 0: "clinic, pharmacy"}
KINDS = {"outpatient": BLUE, "inpatient": RED, "chronic": GREEN, "pharmacy": ORANGE}


@dataclass(frozen=True)
class Plot:
    """One plot of the report: its id, title and caption (Chinese and English), and PNG bytes."""

    id: str
    title: str
    caption: str
    png: bytes


def axes(rows: int = 1, columns: int = 1, *, width: float = 10.0, height: float = 3.4) -> Any:
    """A figure and its axes, drawn without a screen."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    mpl.rcParams.update(
        {
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlesize": 10,
            "axes.titleweight": "bold",
            "axes.titlelocation": "left",
            "axes.labelsize": 9,
            "xtick.labelsize": 8,
            "ytick.labelsize": 8,
            "legend.fontsize": 8,
            "legend.frameon": False,
            "axes.grid": True,
            "grid.color": "#e6e8ea",
            "axes.axisbelow": True,
        }
    )
    return pyplot.subplots(rows, columns, figsize=(width, height), squeeze=False)


def png(figure: Any) -> bytes:
    """The figure as PNG, the same bytes for the same figure; it is closed."""
    from matplotlib import pyplot

    figure.tight_layout()
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=110, metadata={"Software": None})
    pyplot.close(figure)
    return held.getvalue()


def thousands(axis: Any, *, signed: bool = True) -> None:
    """Numbers of the axis with commas; without their sign where both sides count alike."""
    from matplotlib.ticker import FuncFormatter

    axis.set_major_formatter(
        FuncFormatter(lambda value, _: f"{value if signed else abs(value):,.0f}")
    )
