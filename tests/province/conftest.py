"""One small province for all tests of this folder, written once, read with DuckDB."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from features.settlement.province.order import Order
from features.settlement.province.run import ProvinceReport, run
from tests.province.wicked import wicked

CLAIMS = 24_000
MONTHLY = ("setl_d", "fee_list_d")
WHOLE = (
    "mdtrt_d",
    "setl_list",
    "setl_diag",
    "setl_oprn",
    "setl_opsp",
    "setl_item",
    "setl_pay",
    "setl_icu",
    "setl_bld",
    "mdtrt_diag",
    "drg_case_d",
    "apg_case_d",
    "drug_trac_d",
    "idet_chk_d",
    "fixmedins_b",
    "dr_info_b",
    "psn_info_b",
    "psn_opsp_d",
    "psn_sign_d",
    "psn_merge_d",
    "bgt_mon_d",
    "insu_mon",
    "sign_mon",
    "complaint_d",
    "verdict_d",
    "verdict_item_d",
    "warn_fdbk_d",
)


def say_nothing(_: str) -> None:
    """No progress in tests."""


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> ProvinceReport:
    folder = tmp_path_factory.mktemp("province")
    return run(Order(claims=CLAIMS, months=12, seed=11), folder, say_nothing)


@pytest.fixture(scope="session")
def folder(report: ProvinceReport) -> Path:
    return report.folder


@pytest.fixture(scope="session")
def data(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The export as views, the truth beside it as truth_claims, and claims joined up."""
    with duckdb.connect() as con:
        for name in MONTHLY:
            con.execute(f"create view {name} as from '{folder}/data/{name}-*.parquet'")
        for name in WHOLE:
            con.execute(f"create view {name} as from '{folder}/data/{name}.parquet'")
        con.execute(f"create view truth as from '{folder}/truth/claims.parquet'")
        con.execute(f"create view slips as from '{folder}/truth/slips.parquet'")
        con.execute(
            "create view claims as select s.*, m.begntime, m.endtime, m.dscg_maindiag_code "
            "from setl_d s join mdtrt_d m using (mdtrt_id) where s.refd_setl_flag = '0'"
        )
        yield con


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A province in which every scheme is played several times as often (`wicked.py`)."""
    with wicked(tmp_path_factory.mktemp("wicked")) as con:
        yield con
