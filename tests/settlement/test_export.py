"""Exports for hospitals: in every file each combination is shared by k persons, and nobody is named."""

import json

import duckdb
import pytest
from typer.testing import CliRunner

from features.errors import BadInput, NotReady
from features.settlement.anonymous.coarsening import GRADE, QUASI
from features.settlement.anonymous.extract import extract
from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from features.settlement.province.order import Order
from features.settlement.province.run import run as make
from serving.cli import app, register
from tests.settlement.export import settlement, write

NAMES = [one.name for one in (*QUASI, GRADE)]


def silent(_doing: str, _done: int, _steps: int) -> None:
    """Progress that nobody watches."""


def run(*words: object) -> str:
    register(("export",))
    told = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return told.stdout


def rows_of(file) -> tuple[list[str], list[tuple[object, ...]]]:
    read = duckdb.execute(f"SELECT * FROM read_csv('{file}', all_varchar = true, nullstr = '')")
    return [str(column[0]) for column in read.description or ()], read.fetchall()


def smallest_group(file) -> int:
    columns, _ = rows_of(file)
    quasi = ", ".join(name for name in columns if name in NAMES)
    assert quasi
    found = duckdb.execute(
        f"SELECT min(n) FROM (SELECT count(*) AS n FROM read_csv('{file}', all_varchar = true) "
        f"GROUP BY {quasi})"
    ).fetchone()
    return int(found[0])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_combination_is_shared_by_k_persons(database, tmp_path, seed):
    order = Order(claims=3_000, months=2, seed=seed)
    load(make(order, tmp_path, lambda _: None).folder / "data", "core", database)
    lake = Lake.open(database)
    con = duckdb.connect()
    lake.attach(con)
    persons = {str(row[0]) for row in con.execute("SELECT DISTINCT psn_no FROM setl_d").fetchall()}
    ids = {str(row[0]) for row in con.execute("SELECT setl_id FROM setl_d").fetchall()}
    (busy,) = con.execute(
        "SELECT fixmedins_code FROM setl_d GROUP BY 1 ORDER BY count(DISTINCT psn_no) DESC, 1"
    ).fetchone()
    months = lake.months()
    for number, (institution, asked, k) in enumerate(
        [(None, months, 5), (None, months[:1], 2), (None, months, 40), (busy, months, 5)]
    ):
        out = tmp_path / f"{number}.csv"
        made = extract(lake, institution, asked, k, out, silent)
        assert smallest_group(out) >= k
        assert made.k_found >= k
        columns, rows = rows_of(out)
        assert made.rows == len(rows) > 0
        assert made.hidden_rows + made.dropped_rows <= 0.05 * (made.rows + made.dropped_rows)
        assert "psn_no" not in columns
        assert "fixmedins_code" not in columns
        cells = {cell for row in rows for cell in row}
        assert not cells & (persons | ids)
        assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
        hidden = sum(row[columns.index("diagnosis")] == "*" for row in rows)
        assert hidden >= made.hidden_rows


def many(n: int, **changes: str) -> list[dict[str, str]]:
    return [settlement(m, gend="1", age="40", insu_admdvs="320102", **changes) for m in range(n)]


def loaded(folder, database, rows) -> Lake:
    write(folder / "in", "setl_d.csv", rows)
    load(folder / "in", "core", database)
    return Lake.open(database)


def test_settlements_of_one_person_do_not_hide_each_other(database, tmp_path):
    """Twelve dialysis sessions of one man of 93 are one person, however many rows they are."""
    often = [
        settlement(100 + n, psn_no="P-often", gend="1", age="93", insu_admdvs="320102")
        for n in range(12)
    ]
    lake = loaded(tmp_path, database, many(300) + often)
    made = extract(lake, None, ["2025-01"], 5, tmp_path / "out.csv", silent)
    columns, rows = rows_of(tmp_path / "out.csv")
    assert "90+" not in {row[columns.index("age")] for row in rows}
    assert made.k_found >= 5


def test_rows_at_risk_are_hidden_together_or_left_out(database, tmp_path):
    """Two odd persons among many: too few to hide among themselves, so their rows are left out."""
    odd = [settlement(900 + n, gend="2", age=str(3 + n), insu_admdvs="110101") for n in range(2)]
    lake = loaded(tmp_path, database, many(300) + odd)
    made = extract(lake, None, ["2025-01"], 5, tmp_path / "out.csv", silent)
    assert (made.dropped_rows, made.rows) == (2, 300)
    made = extract(lake, None, ["2025-01"], 2, tmp_path / "out.csv", silent)
    assert (made.hidden_rows, made.dropped_rows, made.rows) == (2, 0, 302)


def test_the_dearest_are_told_as_the_kth_dearest(database, tmp_path):
    rows = many(50)
    dear = {"medfee_sumamt": "998811.00", "inscp_scp_amt": "998801.00", "hifp_pay": "998781.00"}
    rows[0] |= dear | {"fund_pay_sumamt": "998781.00"}
    lake = loaded(tmp_path, database, rows)
    extract(lake, None, ["2025-01"], 5, tmp_path / "out.csv", silent)
    columns, told = rows_of(tmp_path / "out.csv")
    assert {row[columns.index("medfee_yuan")] for row in told} == {"100"}


def test_a_refunded_settlement_is_not_told(database, tmp_path):
    rows = many(20)
    back = settlement(99, psn_no="P0", refd_setl_flag="1", init_setl_id="S0") | {
        name: "-" + rows[0][name]
        for name in ("medfee_sumamt", "inscp_scp_amt", "hifp_pay", "fund_pay_sumamt")
    }
    header = dict.fromkeys(rows[0] | back, "")
    lake = loaded(tmp_path, database, [header | row for row in [*rows, back | {"age": "40"}]])
    made = extract(lake, None, ["2025-01"], 5, tmp_path / "out.csv", silent)
    assert made.rows == 19


@pytest.mark.parametrize("k", [1, 0, -3])
def test_a_k_that_hides_nobody_is_refused(database, tmp_path, k):
    with pytest.raises(BadInput, match="hides nobody"):
        extract(Lake.open(database), None, ["2025-01"], k, tmp_path / "out.csv", silent)


def test_too_few_persons_are_not_told_at_all(database, tmp_path):
    lake = loaded(tmp_path, database, many(4))
    with pytest.raises(NotReady, match="Fewer than 5 persons"):
        extract(lake, None, ["2025-01"], 5, tmp_path / "out.csv", silent)
    assert not (tmp_path / "out.csv").exists()


def test_the_command_prints_what_it_did(database, tmp_path):
    loaded(tmp_path, database, many(30))
    out = tmp_path / "out.parquet"
    told = json.loads(run("export", "--all", "--month", "2025-01", "--out", out, "--json"))
    assert told["rows"] == 30
    assert told["hidden_share"] == told["dropped_share"] == 0
    assert told["diversity"]["medfee_yuan"] == 1
    assert duckdb.execute(f"SELECT count(*) FROM '{out}'").fetchone() == (30,)
    one = run("export", "--institution", "H32010000001", "--month", "2025-01", "--out", out)
    assert "k = 5" in one
