"""Speeds beside their baselines, from one run: `make bench`. Ratios matter, seconds vary by machine.

intake    a province loaded, beside DuckDB's plain COPY of the same files (bench_intake.py)
signals   every claim signal on DuckDB, beside scanning the columns it reads, and beside pandas
          working out one signal of each shape (the whole catalogue in pandas would take hours)
live      one claim in the service: its tiles out of PostgreSQL, then every signal
payment   a million cases grouped, priced and asked what else they would cost (bench_payment.py)
province  making a synthetic province at two sizes, beside linear cost
reasons   exact contributions by LightGBM, beside shap.TreeExplainer on the same trees
"""

import gc
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

import lightgbm
import numpy as np
import pandas as pd
import psycopg
import shap
from rich.console import Console
from rich.table import Table

from features.build import BuildReport, build
from features.catalog import SIGNALS
from features.database import dsn, leave
from features.engines import Engine
from features.engines.lake import lake_engine
from features.hits.looks import kept
from features.live import Evaluator
from features.norms import NormBook
from features.records import records
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.province.order import Order
from features.settlement.province.run import run
from features.shelf import Shelf
from features.sql.claims import claim_columns
from features.sql.compiler import compile_signals
from tests.bench_intake import intake_rows
from tests.bench_payment import payment_rows
from tests.bench_province import province_rows

Row = tuple[str, str, str, str]
LAST = """SELECT setl_id FROM setl_d JOIN fee_list_d USING (setl_id)
WHERE refd_setl_flag = '0' AND setl_time > (SELECT MAX(setl_time) - INTERVAL 40 DAY FROM setl_d)
GROUP BY setl_id, setl_time {having} ORDER BY setl_time DESC LIMIT 400"""


def seconds(work: object) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def pandas_sample(claims: pd.DataFrame) -> None:
    """Four signals in pandas, one of each shape: rolling count, sum, distinct, and a norm."""
    ordered = claims.sort_values(["psn_no", "setl_time"]).set_index("setl_time")
    rolled = ordered.groupby("psn_no")["medfee_sumamt"].rolling("90D", closed="left")
    rolled.count()
    rolled.sum()
    codes = ordered.assign(place=ordered["fixmedins_code"].astype("category").cat.codes)
    codes.groupby("psn_no")["place"].rolling("90D", closed="left").apply(
        lambda window: len(np.unique(window)), raw=True
    )
    claims.groupby(["med_type", "hosp_lv", claims["setl_time"].dt.month])["medfee_sumamt"].median()


def signals_rows(engine: Engine) -> list[Row]:
    """All signals on DuckDB, a scan of their columns, and pandas on four of them."""
    nodes = [signal.node for signal in SIGNALS.values()]
    compiled = compile_signals(SIGNALS)
    all_signals = seconds(lambda: engine.run(compiled.program))
    engine.close()
    columns = claim_columns(nodes)
    base = compiled.program.steps[0].sql
    scan = seconds(
        lambda: engine.rows(f"SELECT {', '.join(f'MAX({c})' for c in columns)} FROM ({base})")
    )
    claims = engine.rows(
        "SELECT psn_no, fixmedins_code, med_type, hosp_lv, setl_time, medfee_sumamt FROM setl_d"
    ).to_pandas()
    four = seconds(lambda: pandas_sample(claims))
    per_duck, per_pandas = all_signals / len(SIGNALS), four / 4
    return [
        (
            "全部信号 all signals",
            f"{len(claims):,} claims × {len(SIGNALS)}",
            f"{all_signals:.1f} s",
            "—",
        ),
        ("列扫描 scan of their columns", "", f"{scan:.2f} s", f"× {all_signals / scan:.0f} slower"),
        (
            "pandas 每信号 per signal",
            "4 signals",
            f"{per_pandas:.2f} s",
            f"× {per_pandas / per_duck:.0f} slower",
        ),
    ]


def live_rows(settings: Settings, engine: Engine) -> list[Row]:
    """One claim at a time through PostgreSQL: the last ones, and those of about thirty lines.

    As the service does, the collector is told that what a build left stays (`serving.live`).
    """
    report = BuildReport.read(settings).shelved()
    looks = kept(SIGNALS, report.absent, report.absent_rules)
    evaluator = Evaluator(SIGNALS, report.absent, kept=looks)
    norms = NormBook.read(sorted(settings.path("signals", "norms").glob("*.parquet")))
    gc.collect()
    gc.freeze()
    rows: list[Row] = []
    with psycopg.connect(dsn(settings)) as connection:
        shelf = Shelf(connection, evaluator, report.shelf)
        for name, having in (("", ""), (" 30 行 lines", "HAVING COUNT(*) BETWEEN 26 AND 34")):
            ids = engine.rows(LAST.format(having=having)).to_pydict()["setl_id"]
            asked = records(engine, ids)
            took: dict[str, list[float]] = {
                "取日块 tiles": [],
                "算信号 signals": [],
                "合计 both": [],
            }
            for record in asked:
                start = time.perf_counter()
                tiles = shelf.read(record).tiles
                middle = time.perf_counter()
                evaluator.evaluate(record, tiles, norms)
                end = time.perf_counter()
                for each, spent in zip(
                    took.values(), (middle - start, end - middle, end - start), strict=True
                ):
                    each.append(1000 * spent)
            rows += [
                (f"实时 live{name}: {what}", f"{len(asked)} claims", f"p50 {median(each):.2f} ms",
                 f"p99 {quantiles(each, n=100)[98]:.2f} ms")
                for what, each in took.items()
            ]  # fmt: skip
    gc.unfreeze()
    return rows


def reasons_rows() -> list[Row]:
    """Exact contributions of 2,000 rows, 200 trees of 31 leaves, 100 signals."""
    random = np.random.default_rng(7)
    x = random.normal(size=(20_000, 100))
    y = (x[:, 0] + x[:, 1] * x[:, 2] + random.normal(size=20_000) > 1).astype(int)
    model = lightgbm.train(
        {"objective": "binary", "num_leaves": 31, "verbosity": -1, "num_threads": 1, "seed": 7},
        lightgbm.Dataset(x, y),
        num_boost_round=200,
    )
    own = seconds(lambda: model.predict(x[:2000], pred_contrib=True, num_threads=1))
    explainer = shap.TreeExplainer(model)
    other = seconds(lambda: explainer.shap_values(x[:2000]))
    return [
        ("归因 reasons: pred_contrib", "2,000 rows", f"{own / 2:.2f} ms/row", "—"),
        (
            "shap.TreeExplainer",
            "2,000 rows",
            f"{other / 2:.2f} ms/row",
            f"× {other / own:.1f} slower",
        ),
    ]


def main(claims: int = 100_000) -> None:
    """Make a province, load it, build it, and print the table."""
    table = Table("工作 Work", "规模 Size", "用时 Time", "对照 Beside")
    with tempfile.TemporaryDirectory(prefix="fundwatch-bench-") as folder:
        settings = Settings(home=Path(folder) / "home")
        raw = Path(folder) / "province"
        made = seconds(
            lambda: run(Order(claims=claims, months=12, seed=7), raw, lambda _step: None)
        )
        loaded = seconds(lambda: load(raw / "data", "core", settings))
        table.add_row("模拟省 province", f"{claims:,} claims", f"{made:.1f} s", "—")
        table.add_row(
            "装载 load", f"{claims:,} claims", f"{loaded:.1f} s", f"× {loaded / made:.1f} of making"
        )
        for row in intake_rows(raw / "data"):
            table.add_row(*row)
        with lake_engine(settings) as engine:
            for row in signals_rows(engine):
                table.add_row(*row)
            build(engine, settings, lambda _step: None)
            for row in live_rows(settings, engine):
                table.add_row(*row)
        leave(settings)
    for row in (*reasons_rows(), *payment_rows(), *province_rows()):
        table.add_row(*row)
    Console().print(table)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
