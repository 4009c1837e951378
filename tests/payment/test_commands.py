"""`fundwatch payment` prices a claim, asks what if, tells a month, and says what is wrong."""

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import Result
from typer.testing import CliRunner

from features.errors import BadInput, NotReady
from features.settings import Settings
from serving.cli import app, register
from tests.payment.test_schemes import dated

register(("payment",))


@pytest.fixture
def run(paid: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Call `fundwatch payment` in the home of that lake."""
    monkeypatch.setenv("FUNDWATCH_HOME", str(paid.home))
    monkeypatch.setenv("FUNDWATCH_DATABASE_URL", str(paid.database_url))

    def called(*words: str) -> Result:
        return CliRunner().invoke(app, ("payment", *words), catch_exceptions=False)

    return called


@pytest.fixture
def stay(lake: duckdb.DuckDBPyConnection) -> str:
    """A stay with an MCC that counts, outside basic groups."""
    found = lake.execute(
        "SELECT MIN(setl_id) FROM drg_case_d WHERE mcc_code IS NOT NULL AND case_type = 'normal'"
    ).fetchall()
    return str(found[0][0])


def test_one_command_prints_the_price_and_what_ifs_under_each_way(
    run: Callable[..., Result], stay: str
):
    said = run("whatif", stay, "--severity", "none", "--json")
    assert said.exit_code == 0
    told = json.loads(said.stdout)
    assert list(told["methods"]) == ["rate", "points", "dip", "bed_day"]
    assert told["as_visit"]["method"] == "apg"
    for method, found in told["methods"].items():
        keys = {one["key"] for one in found["alternatives"]}
        assert {"without", "severity", "outside", "outpatient"} <= keys
        for one in found["alternatives"]:
            if one["key"] not in {"outside"}:
                assert one["difference"] == found["price"]["price"] - one["price"]
            if method in {"points", "dip"} and one["key"] != "outside":
                assert one["fund_loss"] == 0
    rate = told["methods"]["rate"]["alternatives"]
    bare = next(one for one in rate if one["key"] == "severity")
    assert bare["group"][-1] in "59"
    shown = run("whatif", stay, "--method", "rate")
    assert "去除次要编码" in shown.stdout
    assert "DRG by points" not in shown.stdout


def test_a_price_is_told_step_by_step(run: Callable[..., Result], stay: str):
    said = run("price", stay, "--method", "rate", "--json")
    (price,) = json.loads(said.stdout)["prices"]
    assert price["steps"][0]["zh"] == "支付标准 = 权重 × 费率 × 系数"
    shown = run("price", stay)
    assert shown.exit_code == 0
    for words in ("DRG by rate", "DRG by points", "DIP by points", "by bed-day", "基金应付"):
        assert words in shown.stdout


def test_a_visit_is_priced_by_apg(run: Callable[..., Result], lake: duckdb.DuckDBPyConnection):
    visit = lake.execute("SELECT MIN(setl_id) FROM apg_case_d WHERE signed_flag = '0'").fetchall()
    told = json.loads(run("price", str(visit[0][0]), "--json").stdout)
    assert told["method"] == "apg"
    assert told["price"] == round(told["points"] * told["value"] / 10**8)
    with pytest.raises(BadInput, match="A visit is not paid by rate"):
        run("price", str(visit[0][0]), "--method", "rate")


def test_a_month_is_told(run: Callable[..., Result]):
    said = run("month", "--month", "2025-02", "--method", "points", "--clear", "--json")
    told = json.loads(said.stdout)
    assert [pool["month"] for pool in told["pools"]] == ["2025-01", "2025-02"]
    assert told["clearing"]["3299"]["value"] > 0
    shown = run("month", "--month", "2025-02")
    assert "病例" in shown.stdout


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("schemes", "no-such-folder"), BadInput),
        (("price", "no-such-claim"), BadInput),
        (("whatif", "no-such-claim"), BadInput),
        (("whatif", "no-such-claim", "--severity", "some"), BadInput),
        (("month", "--month", "2031-01"), NotReady),
        (("build", "--month", "2031-01"), NotReady),
        (("build", "--month", "January"), BadInput),
        (("month", "--month", "2025-13"), BadInput),
        (("month", "--month", "2025-1", "--clear"), BadInput),
        (("month", "--month", "2025-1", "--method", "apg"), BadInput),
        (("month", "--month", "2025-12", "--method", "points", "--clear"), NotReady),
    ],
)
def test_commands_tell_what_is_wrong(run: Callable[..., Result], words, error):
    with pytest.raises(error):
        run(*words)


def test_stays_without_a_scheme_are_counted_and_left_out(
    tmp_path: Path, run: Callable[..., Result], lake: duckdb.DuckDBPyConnection
):
    """A scheme that ends in mid-month prices the stays before, and tells how many it does not."""
    dated(tmp_path, "short", "2024-01-01", "2025-01-15")
    for words in (
        ("month", "--month", "2025-01"),
        ("month", "--month", "2025-01", "--method", "apg"),
    ):
        usual = json.loads(run(*words, "--json").stdout)
        told = json.loads(run(*words, "--schemes", str(tmp_path), "--json").stdout)
        assert usual["uncovered"] == 0
        if "apg" not in words:
            assert told["uncovered"] > 0
        cases = [sum(a["cases"] for p in one["pools"] for a in p["accounts"])
                 for one in (usual, told)]  # fmt: skip
        assert cases[1] + told["uncovered"] == cases[0]
    assert "left out" in run("month", "--month", "2025-01", "--schemes", str(tmp_path)).stdout
    with pytest.raises(NotReady, match="No scheme prices any of the"):
        run("month", "--month", "2025-02", "--schemes", str(tmp_path))
    late = lake.execute(
        "SELECT MIN(setl_id) FROM setl_d JOIN setl_list USING (setl_id) "
        "WHERE refd_setl_flag = '0' AND setl_time >= TIMESTAMP '2025-02-20'"
    ).fetchall()
    with pytest.raises(BadInput, match="No scheme prices area"):
        run("price", str(late[0][0]), "--schemes", str(tmp_path))


def test_the_schemes_are_listed(run: Callable[..., Result]):
    told = json.loads(run("schemes", "--json").stdout)
    assert [one["name"] for one in told["schemes"]] == ["fw2025"]
    assert told["gaps"] == []


def test_a_gap_of_days_is_a_fault(tmp_path, run: Callable[..., Result]):
    dated(tmp_path, "old", "2024-01-01", "2024-11-30")
    dated(tmp_path, "new", "2025-01-01")
    said = run("schemes", str(tmp_path))
    assert said.exit_code == 1
    assert "2024-12-01" in said.stdout
