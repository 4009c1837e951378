"""Plots of an evaluation, as PNG: rankings at capacity, and calibration. Labels in English.

matplotlib's own font has no Chinese, and none is loaded from anywhere; figures need few words.
"""

from pathlib import Path
from typing import Any

OURS, THEIRS = "#1f6f8b", "#b8b8b8"


def draw_report(shown: dict[str, Any], folder: Path) -> list[Path]:
    """Draw the report's rankers, and the calibration where it is known; gives the files."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    from models.ranking import BASELINES

    folder.mkdir(parents=True, exist_ok=True)
    rankers: dict[str, dict[str, Any]] = shown["rankers"]
    names = list(rankers)[::-1]
    colours = [THEIRS if name in BASELINES else OURS for name in names]
    figure, axes = pyplot.subplots(1, 3, figsize=(12, 0.5 * len(names) + 1.5), sharey=True)
    for axis, (key, title) in zip(
        axes,
        (("ap", "average precision"), ("precision_at_k", "precision at k"),
         ("recovered_yuan_at_k", "yuan found at k")),
        strict=True,
    ):  # fmt: skip
        axis.barh(names, [rankers[name][key] or 0 for name in names], color=colours)
        axis.set_title(title)
    protocol = shown["protocol"]
    figure.suptitle(f"{protocol['against']}, k = {protocol['k']} of {protocol['claims']} claims")
    figure.tight_layout()
    files = [folder / "rankers.png"]
    figure.savefig(files[0], dpi=110, metadata={"Software": None})
    pyplot.close(figure)
    if shown.get("calibration"):
        figure, axis = pyplot.subplots(figsize=(5, 5))
        for name, bins in shown["calibration"].items():
            axis.plot(
                [one["probability"] for one in bins],
                [one["found"] for one in bins],
                "o-",
                label=name,
            )
        highest = max(axis.get_xlim()[1], axis.get_ylim()[1])
        axis.plot([0, highest], [0, highest], "--", color=THEIRS)
        axis.set_xlabel("mean probability")
        axis.set_ylabel("found rate")
        axis.legend()
        figure.tight_layout()
        files.append(folder / "calibration.png")
        figure.savefig(files[1], dpi=110, metadata={"Software": None})
        pyplot.close(figure)
    return files
