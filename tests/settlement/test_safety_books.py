"""The books find what is wrong with a lake: each fault by its own proof, and nothing where all is well."""

import json

import duckdb
import pytest
from typer.testing import CliRunner

from features.database import engine
from features.database.tables import load_count
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.books import prove
from features.settlement.lake.lake import REJECTED, Lake
from serving.cli import app, register
from tests.settlement.export import fee, settlement, write

register(("books",))


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture
def loaded(database, tmp_path) -> Settings:
    """Two loads: lines that wait for their settlements, rejected rows, a correction."""
    write(tmp_path / "1", "fee_list_d.csv", [fee(n, n) for n in range(10)])
    write(tmp_path / "1", "setl_d.csv", [settlement(n) for n in range(5)])
    load(tmp_path / "1", "core", database)
    rows = [settlement(4, medfee_sumamt="x"), *(settlement(n) for n in range(5, 10))]
    write(tmp_path / "2", "setl_d.csv", [*rows, settlement(3, psn_type="12")])
    load(tmp_path / "2", "core", database)
    return database


def wrong(settings: Settings) -> list[str]:
    return [proof.en for proof in prove(settings, silent, deep=True).proofs if proof.faults]


def test_a_good_lake_balances(loaded):
    found = prove(loaded, silent, deep=True)
    assert found.balanced
    assert (found.loads, found.rejected, found.orphans) == (2, 1, 0)
    assert all(proof.looked_at for proof in found.proofs)


def test_an_empty_lake_balances(database):
    assert prove(database, silent, deep=True).balanced


def test_orphans_are_counted_and_no_fault(loaded):
    (file, *_) = Lake.open(loaded).files("setl_d")
    file.with_name("20250101T000000-cut0ff.parquet").write_bytes(b"half")
    found = prove(loaded, silent, deep=True)
    assert (found.balanced, found.orphans) == (True, 1)


@pytest.mark.parametrize("fault", ["gone", "cut", "other rows"])
def test_a_file_that_is_not_what_the_ledger_says_is_found(loaded, fault):
    (file, *_) = Lake.open(loaded).files("setl_d")
    match fault:
        case "gone":
            file.unlink()
        case "cut":
            file.write_bytes(file.read_bytes()[:-100])
        case _:
            duckdb.execute(
                f"COPY (SELECT * FROM read_parquet('{file}') LIMIT 2) TO '{file}.2' (FORMAT parquet)"
            ).fetchall()
            file.with_name(f"{file.name}.2").rename(file)
    assert "Every file of the ledger is there, can be read, and has its rows" in wrong(loaded)


def test_rejected_rows_that_are_gone_are_found(loaded):
    for file in loaded.path("lake", REJECTED, "setl_d").iterdir():
        file.unlink()
    assert wrong(loaded) == ["Every rejected row is kept"]


@pytest.mark.parametrize(
    ("changes", "proof"),
    [
        ({"rows_in": 99}, "Rows in = loaded + rejected"),
        ({"loaded": 4, "rejected": 1, "rows_in": 5}, "Rows written and ended = rows counted"),
    ],
)
def test_a_ledger_that_says_otherwise_is_found(loaded, changes, proof):
    with engine(loaded).begin() as connection:
        connection.execute(
            load_count.update().where(load_count.c.table_name == "setl_d").values(changes)
        )
    assert proof in wrong(loaded)


def test_a_key_that_counts_twice_is_found(loaded):
    (file, *_) = Lake.open(loaded).files("setl_d")
    con = duckdb.connect()
    rows = con.execute(f"SELECT count(*) FROM read_parquet('{file}')").fetchone()
    con.execute(
        f"COPY (SELECT * REPLACE ('S0' AS setl_id) FROM read_parquet('{file}')) "
        f"TO '{file}.2' (FORMAT parquet)"
    )
    file.with_name(f"{file.name}.2").rename(file)
    assert rows is not None
    assert "No key counts twice" in wrong(loaded)


def test_the_command_ends_with_one_when_the_books_do_not_balance(loaded):
    good = CliRunner().invoke(app, ["books", "--json"])
    assert (good.exit_code, json.loads(good.stdout)["balanced"]) == (0, True)
    (file, *_) = Lake.open(loaded).files("setl_d")
    file.unlink()
    bad = CliRunner().invoke(app, ["books", "--json"])
    assert (bad.exit_code, json.loads(bad.stdout)["balanced"]) == (1, False)
    told = CliRunner().invoke(app, ["books"])
    assert "The books do not balance" in told.stdout
