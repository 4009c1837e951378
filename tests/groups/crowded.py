"""How the cost of each model grows when one institution has all the claims: 20,000 to 200,000.

    python -m tests.groups.crowded [CLAIMS]

Every block that is made by the institution then holds everything, so what caps do shows: pairs grow in
proportion, and what was not compared is counted. Visits fall on 90 days at random, with three lines
each out of 500 items; seconds are of computing, for one run of one model, without reading the lake.
"""

import sys
import tempfile
import time
from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from features.groups.models import MODELS
from features.groups.parameters import parameters
from features.groups.run import run_on
from features.groups.store import ModelReport, Store
from features.groups.visits import Span
from features.settings import Settings
from features.settlement.schema import empty_select
from features.settlement.tables import TABLES

MONTH = "2025-03"
KINDS = "['11', '11', '11', '41', '41', '1404', '21']"


def crowd(con: duckdb.DuckDBPyConnection, claims: int) -> None:
    """Make the contract's tables, with so many settlements of one institution."""
    for name, table in TABLES.items():
        con.execute(f"CREATE TABLE {name} AS {empty_select(table)}").fetchall()
    con.execute(
        f"""INSERT INTO setl_d BY NAME SELECT 'S' || n AS setl_id, 'M' || n AS mdtrt_id,
          'P' || {drawn("n", 1, max(1, claims // 4))} AS psn_no, 'H' AS fixmedins_code,
          {KINDS}[1 + {drawn("n", 2, 7)}] AS med_type, '0' AS refd_setl_flag, '1' AS vali_flag,
          TIMESTAMP '2025-01-02' + INTERVAL 1 SECOND * {drawn("n", 3, 88 * 86_400)} AS setl_time,
          3000 + {drawn("n", 4, 50_000)} AS medfee_sumamt, 2000 AS fund_pay_sumamt,
          'E' || {drawn("n", 5, 300)} AS emp_no, 60 AS age
        FROM range({claims}) AS t(n)"""
    ).fetchall()
    con.execute(
        f"""INSERT INTO mdtrt_d BY NAME SELECT mdtrt_id, psn_no, fixmedins_code,
          setl_time - INTERVAL 1 DAY * {drawn("setl_id", 6, 9)} AS begntime,
          setl_time AS endtime, 'D' || {drawn("setl_id", 7, 90)} AS atddr_no, 'A03' AS dept_codg,
          'K' || {drawn("setl_id", 8, 40)} AS dscg_maindiag_code FROM setl_d"""
    ).fetchall()
    con.execute(
        f"""INSERT INTO fee_list_d BY NAME SELECT setl_id, setl_id || '-' || l AS feedetl_sn,
          'I' || {drawn("setl_id, l", 9, 500)} AS med_list_codg, 'I' AS medins_list_name,
          'I' AS hilist_name, '201' AS list_type, ['03', '05', '09'][l] AS med_chrgitm_type,
          10000 * (1 + {drawn("setl_id, l", 10, 5)}) AS cnt, 1000 AS det_item_fee_sumamt
        FROM setl_d, range(1, 4) AS t(l)"""
    ).fetchall()


def drawn(key: str, nth: int, many: int) -> str:
    """A number below `many` that the key has for its own, as SQL."""
    return f"(hash({key}, {nth}) % {many})::BIGINT"


def measured(claims: int) -> dict[str, tuple[float, ModelReport]]:
    """Seconds of computing and the report of each model."""
    found: dict[str, tuple[float, ModelReport]] = {}
    asked = parameters()
    with duckdb.connect() as con, tempfile.TemporaryDirectory() as folder:
        crowd(con, claims)
        store, span = Store(Settings(home=Path(folder))), Span.of(MONTH, asked.longest_window)
        for name, model in MODELS.items():
            start = time.process_time()
            (report,) = run_on(con, set(TABLES), span, asked, store, [model])
            found[name] = time.process_time() - start, report
    return found


def main(claims: int = 200_000) -> None:
    """Measure at a tenth, a third and the whole, and print the table."""
    sizes = [claims // 10, claims // 3, claims]
    runs = [measured(size) for size in sizes]
    table = Table(title="一家机构的全部结算 | All claims at one institution")
    table.add_column("模型 model")
    for size in sizes:
        table.add_column(f"{size:,}: 秒 s", justify="right")
    table.add_column("倍数 times", justify="right")
    for size in sizes:
        table.add_column(f"{size:,}: 比较对 pairs", justify="right")
    for size in sizes:
        table.add_column(f"{size:,}: 受限行 capped", justify="right")
    for name in MODELS:
        spent = [run[name][0] for run in runs]
        table.add_row(
            name,
            *(f"{one:.2f}" for one in spent),
            f"{spent[-1] / spent[0]:.1f}",
            *(f"{run[name][1].pairs:,}" for run in runs),
            *(f"{run[name][1].capped_rows:,}" for run in runs),
        )
    Console(width=150).print(table)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
