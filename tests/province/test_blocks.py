"""A large province is made in blocks: the same bytes by one worker or two, and nothing shared."""

import json
from pathlib import Path

import duckdb
import pytest

from features.errors import BadInput
from features.settlement.province.block import blocks
from features.settlement.province.order import Order
from features.settlement.province.run import ProvinceReport, run, steps
from features.settlement.tables import TABLES
from tests.province.conftest import say_nothing
from tests.province.test_same_bytes import digests

ORDER = Order(claims=7_001, months=3, seed=5, block_claims=2_500)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[ProvinceReport, list[str]]:
    said: list[str] = []
    return run(ORDER, tmp_path_factory.mktemp("blocks"), said.append, workers=1), said


def test_blocks_share_the_claims_out():
    orders = blocks(ORDER)
    assert [one.claims for one in orders] == [2334, 2333, 2334]
    assert len({one.seed for one in orders}) == 3
    assert blocks(Order(claims=2_500, block_claims=2_500)) == [
        Order(claims=2_500, block_claims=2_500)
    ]


def test_two_workers_write_the_same_bytes(tmp_path: Path, made: tuple[ProvinceReport, list[str]]):
    said: list[str] = []
    run(ORDER, tmp_path, said.append, workers=2)
    assert digests(tmp_path) == digests(made[0].folder)
    assert sorted(said) == sorted(made[1])
    assert len(said) == steps(ORDER)


def test_no_number_occurs_in_two_blocks(made: tuple[ProvinceReport, list[str]]):
    """Every key of every table but the institutions' own is the key of one row only."""
    folder = made[0].folder / "data"
    aliases = {"feedetl_sn": "bkkp_sn"}
    with duckdb.connect() as con:
        for name in {path.name.split("-")[0].split(".")[0] for path in folder.iterdir()}:
            files = f"read_parquet('{folder}/{name}-*.parquet', filename = true)"
            columns = {row[0] for row in con.execute(f"describe from {files}").fetchall()}
            key = [k if k in columns else aliases.get(k) for k in TABLES[name].key]
            key = [k for k in key if k in columns]
            assert key, name
            twice = con.execute(
                f"select count(*) from (select 1 from {files} group by {', '.join(key)} "
                "having count(*) > 1)"
            ).fetchone()
            assert twice == (0,), name
        for name, column in (("psn_info_b", "psn_no"), ("fixmedins_b", "fixmedins_code"),
                             ("psn_info_b", "tel"), ("psn_info_b", "emp_no"),
                             ("setl_d", "certno"), ("mdtrt_d", "atddr_no")):  # fmt: skip
            shared = con.execute(
                f"select count(*) from (select {column} from "
                f"read_parquet('{folder}/{name}-*.parquet', filename = true) "
                f"where {column} is not null group by 1 "
                "having count(distinct regexp_extract(filename, 'b[0-9]+[.]parquet')) > 1)"
            ).fetchone()
            assert shared == (0,), (name, column)


def test_the_report_and_the_truth_are_of_all_blocks(made: tuple[ProvinceReport, list[str]]):
    report = made[0]
    rows = {table.table: table.rows for table in report.tables}
    assert rows["setl_d"] == ORDER.claims
    assert {table.table: table.files for table in report.tables}["fee_list_d"] == 9
    truth = report.folder / "truth"
    assert sorted(path.name for path in truth.iterdir() if path.is_dir()) == []
    with duckdb.connect() as con:
        counted = dict(
            con.execute(
                f"select scheme, count(*) from '{truth}/claims.parquet' group by 1"
            ).fetchall()
        )
        joined = con.execute(
            f"select count(*) from '{truth}/claims.parquet' "
            f"semi join '{report.folder}/data/setl_d-*.parquet' using (setl_id)"
        ).fetchone()
    assert joined == (sum(counted.values()),)
    summary = json.loads((truth / "schemes.json").read_text())["schemes"]
    assert {s["id"]: s["claims"] for s in summary if s["claims"]} == counted
    assert summary == report.schemes


def test_more_blocks_than_cities_are_refused(tmp_path: Path):
    with pytest.raises(BadInput):
        run(Order(claims=100_000, block_claims=1_000), tmp_path, say_nothing)


def test_what_a_stopped_run_left_behind_is_removed(tmp_path: Path):
    left = tmp_path / "truth" / "b07"
    left.mkdir(parents=True)
    (left / "claims.parquet").write_bytes(b"half")
    run(Order(claims=1_200, months=1, seed=2), tmp_path, say_nothing)
    assert not left.exists()
