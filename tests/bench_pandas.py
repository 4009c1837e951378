"""pandas answering one signal of each shape over one Parquet file a table, beside DuckDB's program."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd


def shapes(folder: Path) -> dict[str, float]:
    """Seconds that one signal of each shape takes, the reading of its columns apart."""
    claims = pd.read_parquet(
        folder / "setl_d.parquet",
        columns=["setl_id", "psn_no", "fixmedins_code", "med_type", "hosp_lv", "setl_time", "medfee_sumamt"],
    )  # fmt: skip
    lines = pd.read_parquet(
        folder / "fee_list_d.parquet",
        columns=["setl_id", "med_list_codg", "med_chrgitm_type", "det_item_fee_sumamt"],
    )
    ordered = claims.sort_values(["psn_no", "setl_time"]).set_index("setl_time")
    ordered["place"] = ordered["fixmedins_code"].astype("category").cat.codes
    month = claims["setl_time"].dt.to_period("M")
    own = lines.merge(claims[["setl_id", "psn_no", "setl_time"]], on="setl_id")
    own = own.sort_values(["psn_no", "med_list_codg", "setl_time"]).set_index("setl_time")
    asked: dict[str, Callable[[], object]] = {
        "past rolled": lambda: (
            ordered.groupby("psn_no")["medfee_sumamt"].rolling("90D", closed="left").sum()
        ),
        "past distinct": lambda: (
            ordered.groupby("psn_no")["place"]
            .rolling("90D", closed="left")
            .apply(lambda window: len(np.unique(window)), raw=True)
        ),
        "past of lines": lambda: (
            own.groupby(["psn_no", "med_list_codg"])["det_item_fee_sumamt"]
            .rolling("30D", closed="left")
            .count()
        ),
        "lines added": lambda: (
            lines["det_item_fee_sumamt"]
            .where(lines["med_chrgitm_type"] == "09")
            .groupby(lines["setl_id"])
            .sum()
        ),
        "lines distinct": lambda: (
            lines["med_list_codg"]
            .where(lines["med_chrgitm_type"] == "09")
            .groupby(lines["setl_id"])
            .nunique()
        ),
        "norm": lambda: [
            claims[(month < asked) & (month >= asked - 12)]
            .groupby(["med_type", "hosp_lv"])["medfee_sumamt"]
            .median()
            for asked in month.unique()
        ],
    }
    taken: dict[str, float] = {}
    for name, work in asked.items():
        begun = time.perf_counter()
        work()
        taken[name] = time.perf_counter() - begun
    return taken
