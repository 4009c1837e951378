"""`fundwatch quality` over a lake: its figures, its filters, and what it says when it cannot."""

import json

import pytest
from typer.testing import CliRunner

from features.errors import BadInput, NotReady
from features.settlement.intake.load import load
from serving.cli import app, register
from tests.settlement.export import fee, settlement, write

register(("quality", "tables"))
HOSPITAL, OTHER = "H32010000001", "H32010000002"


def run(*arguments: str):
    return CliRunner().invoke(app, ("quality", *arguments), catch_exceptions=False)


def said(*arguments: str):
    answer = run(*arguments, "--json")
    assert answer.exit_code == 0
    return json.loads(answer.stdout)


@pytest.fixture
def lake(database, tmp_path):
    february = {"setl_time": "2025-02-10 10:00:00", "fixmedins_code": OTHER}
    write(
        tmp_path,
        "setl_d.csv",
        [
            settlement(1),
            settlement(2, hifp_pay="60.00"),
            settlement(3, psn_no=""),
            settlement(4, **february),
        ],
    )
    lines = [
        fee(1, 1, det_item_fee_sumamt="100.00", cnt="25"),
        fee(2, 2, bilg_dr_codg="D320100000009"),
        fee(3, 4, fixmedins_code=OTHER, fee_ocur_time="2025-02-10 09:00:00"),
    ]
    write(tmp_path, "fee_list_d.csv", [{"bilg_dr_codg": "D320100000001", **one} for one in lines])
    write(tmp_path, "dr_info_b.csv", [{"dr_code": "D320100000001"}])
    load(tmp_path, "core", database)
    return database


def test_figures_by_institution_and_month(lake):
    report = said()
    assert report["months"] == ["2025-01", "2025-02"]
    found = {(one["institution"], one["month"]): one for one in report["institutions"]}
    january = found[HOSPITAL, "2025-01"]
    assert january["rows"] == 4
    assert january["flagged"] == 1
    assert january["rejected"] == 1
    assert january["flags"] == {"setl_d.fund_is_sum_of_funds": 1}
    assert january["measures"]["doctor_match"] == {"good": 1, "among": 2, "share": 0.5}
    assert january["broken"] == {"line_doctor_is_registered": 1, "lines_make_the_total": 1}
    assert found[OTHER, "2025-02"]["broken"] == {"lines_make_the_total": 1}
    assert report["whole"]["rejected"] == 1
    counts = {one["check"]: one for one in report["checks"]}
    assert counts["lines_make_the_total"]["broken"] == 2
    assert counts["settlement_has_its_encounter"]["broken"] is None
    assert counts["settlement_has_its_encounter"]["lacks"] == ["mdtrt_d"]


def test_one_month_and_one_institution(lake):
    (only,) = said("--month", "2025-02")["institutions"]
    assert (only["institution"], only["month"], only["rows"]) == (OTHER, "2025-02", 2)
    (only,) = said("--institution", HOSPITAL)["institutions"]
    assert only["rejected"] == 1


def test_the_rows_behind_a_count(lake):
    rows = said("--check", "lines_make_the_total", "--month", "2025-01")
    assert rows["columns"] == ["institution", "month", "setl_id"]
    assert rows["rows"] == [[HOSPITAL, "2025-01", "S2"]]
    assert "S2" in run("--check", "lines_make_the_total").stdout


def test_it_is_printed_for_a_person(lake):
    printed = run().stdout
    for words in ("医师匹配率", "有标记的行", "lines_make_the_total", HOSPITAL, "mdtrt_d"):
        assert words in printed
    assert "2025-01" in run("--institution", HOSPITAL).stdout


@pytest.mark.parametrize("asked", [("--month", "2031-01"), ("--institution", "H0")])
def test_what_no_row_is_of_is_told(lake, asked):
    with pytest.raises(BadInput, match="No row in the lake"):
        run(*asked)


def test_an_unknown_check_is_told_with_those_that_are_near(lake):
    with pytest.raises(BadInput, match="lines_make_the_total"):
        run("--check", "lines_add_up")


def test_an_empty_lake_has_no_quality(database):
    with pytest.raises(NotReady, match="no rows yet"):
        run()


def test_days_allowed_come_from_the_home(lake):
    lake.path("quality.toml").write_text("list_days = 3\nworking_days = false\n", encoding="utf-8")
    report = said()
    assert (report["list_days"], report["working_days"]) == (3, False)
