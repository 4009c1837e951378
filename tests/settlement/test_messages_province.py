"""A province loads the same from its daily message logs as from its core export."""

import shutil

import duckdb
import pytest

from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.messages.logs import write_logs
from features.settlement.province.order import Order
from features.settlement.province.run import run
from features.settlement.tables import TABLES
from tests.homes import empty_home

COMPARED = (
    *("setl_d", "fee_list_d", "setl_list", "setl_diag", "setl_opsp", "setl_oprn", "setl_item"),
    *("setl_icu", "setl_bld", "mdtrt_d", "fixmedins_b", "drug_trac_d"),
)
ONLY_IN_ONE = {
    "trac_id": "a key of the table's own, made anew from a message",
    "insuplc": "from the envelope, where a list does not say it",
}
ASKED_AGAIN = ("psn_setlway", "mid_setl_flag", "dise_codg")
"""What only the request of a settlement says, so that its reversal lacks it."""


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    run(Order(claims=1500, months=2, seed=11), folder, lambda _: None)
    logs = write_logs(folder / "data", folder / "messages", lambda _: None)
    return folder, logs


@pytest.fixture
def other_home(server):
    with empty_home(server) as settings:
        yield settings


def columns_of(report, table: str) -> list[str]:
    absent = {*report.tables[table].absent_columns, *ONLY_IN_ONE}
    return [column.name for column in TABLES[table].columns if column.name not in absent]


def test_the_same_rows_come_out_of_messages_and_out_of_the_export(database, other_home, province):
    folder, logs = province
    keys = folder / "pseudonym.keys"
    core, told = (one.model_copy(update={"pseudonym_keys": keys}) for one in (other_home, database))
    by_core = load(folder / "data", "core", core)
    by_messages = load(folder / "messages", "messages", told)
    merged = folder / "merged"  # who was merged into whom is in no message
    merged.mkdir()
    shutil.copy(folder / "data" / "psn_merge_d.parquet", merged)
    load(merged, "core", told)
    messages = by_messages.tables["messages"]
    assert messages.rows_in == logs.messages + logs.faults
    assert messages.loaded == logs.messages
    assert messages.rejected == logs.faults > 50
    con, other = duckdb.connect(), duckdb.connect()
    Lake.open(core).attach(con)
    Lake.open(told).attach(other)
    compared = 0
    for table in COMPARED:
        if table not in by_core.tables or not by_core.tables[table].rows_in:
            continue
        common = [
            name for name in columns_of(by_core, table) if name in columns_of(by_messages, table)
        ]
        some = ", ".join(common)
        if table == "setl_d":
            some = ", ".join(
                f"CASE WHEN refd_setl_flag = '0' THEN {c} END" if c in ASKED_AGAIN else c
                for c in common
            )
        # A scan that was uploaded twice is, as a message, the same message sent again.
        once = "DISTINCT" if table == "drug_trac_d" else ""
        query = f"SELECT {once} {some} FROM {table} ORDER BY ALL"
        expected, made = con.execute(query).fetchall(), other.execute(query).fetchall()
        assert len(made) == len(expected) > 0, table
        differing = [
            (name, a, b)
            for row, its in zip(expected, made, strict=True)
            for name, a, b in zip(common, row, its, strict=True)
            if a != b
        ]
        assert differing[:3] == [], table
        compared += len(common)
    assert compared > 100
