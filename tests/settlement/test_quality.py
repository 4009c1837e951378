"""Each check across tables finds what it is for, and nothing where everything agrees."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from features.errors import BadInput
from features.settlement.quality.allowed import allowed
from features.settlement.quality.checks import CHECKS
from features.settlement.quality.code_ranges import RANGES
from features.settlement.quality.quality_report import QualityReport
from features.settlement.quality.references import REFERENCES
from features.settlement.quality.subjects import SUBJECTS
from features.settlement.quality.survey import Asked, Survey
from features.settlement.tables import TABLES
from tests.settlement.quality_rows import HOSPITAL, Rows, agreeing, views

Change = tuple[str, int, dict[str, Any]]
"""The table, which of its rows, and what it says instead; {} takes the row away."""

BREAKS: dict[str, list[Change]] = {
    "settlement_has_lines": [("fee_list_d", 0, {})],
    "lines_make_the_total": [("fee_list_d", 0, {"det_item_fee_sumamt": 30_006})],
    "funds_make_the_fund_total": [("setl_pay", 1, {"fund_payamt": 5_006})],
    "refund_has_its_original": [("setl_d", 2, {"init_setl_id": "S9"})],
    "refund_is_of_the_same_visit": [("setl_d", 2, {"mdtrt_id": "M1"})],
    "refund_not_above_its_original": [("setl_d", 2, {"medfee_sumamt": -1_006})],
    "refund_after_its_original": [("setl_d", 2, {"setl_time": datetime(2025, 3, 19)})],
    "sex_agrees_with_register": [("setl_d", 0, {"gend": "1"})],
    "birth_agrees_with_register": [("setl_d", 0, {"brdy": date(1985, 1, 2)})],
    "line_is_of_its_settlement": [("fee_list_d", 0, {"psn_no": "P2"})],
    "charged_within_the_visit": [("fee_list_d", 0, {"fee_ocur_time": datetime(2025, 3, 1, 23)})],
    "item_fits_the_sex": [("fee_list_d", 0, {"med_list_codg": "003312010010000-331201001"})],
    "refunded_line_has_its_original": [("fee_list_d", 2, {"init_feedetl_sn": "F9"})],
    "refunded_line_is_of_the_same_item": [("fee_list_d", 2, {"med_list_codg": "T001500031"})],
    "refunded_lines_not_above_the_original": [
        ("fee_list_d", 2, {"det_item_fee_sumamt": -1_002}),
        ("setl_d", 2, {"medfee_sumamt": -1_002}),
    ],
    "scanned_line_is_there": [("drug_trac_d", 0, {"feedetl_sn": "F9"})],
    "scan_is_of_the_line_s_item": [("drug_trac_d", 0, {"med_list_codg": "T001500031"})],
    "verdict_line_is_there": [("verdict_item_d", 0, {"feedetl_sn": "F9"})],
    "verdict_line_not_above_its_fee": [("verdict_item_d", 0, {"vola_amt": 30_002})],
    "verdict_lines_make_its_amount": [("verdict_d", 0, {"vola_amt": 106})],
    "verdict_is_of_its_institution": [("verdict_d", 0, {"fixmedins_code": "H32010000002"})],
    "list_tells_enough": [("setl_list", 0, {"dscg_time": None})],
    "list_codes_convert": [("setl_diag", 1, {"diag_code": "N80"})],
    "main_diagnosis_fits_the_sex": [("setl_diag", 0, {"diag_code": "N40.x00"})],
    "main_diagnosis_has_a_category": [("setl_diag", 0, {"diag_code": "B95.600"})],
    "one_main_operation": [("setl_oprn", 0, {"main_oprn_flag": "0"})],
    "newborn_record_is_consistent": [("setl_diag", 0, {"diag_code": "P22.000"})],
    "case_is_not_ambiguous": [("drg_case_d", 0, {"case_type": "qy"})],
    "case_is_grouped": [("drg_case_d", 0, {"case_type": "ungrouped"})],
    "diagnoses_are_as_many_as_declared": [("setl_list", 0, {"diag_code_cnt": 3})],
    "operations_are_as_many_as_declared": [("setl_list", 0, {"oprn_oprt_code_cnt": 2})],
    "one_main_diagnosis": [("setl_diag", 1, {"maindiag_flag": "1"})],
    "no_diagnosis_twice": [("setl_diag", 1, {"diag_code": "K80.201"})],
    "main_diagnosis_is_no_symptom": [("setl_diag", 0, {"diag_code": "R10.400"})],
    "main_diagnosis_is_no_mere_factor": [("setl_diag", 0, {"diag_code": "Z00.000"})],
    "operations_within_the_stay": [("setl_oprn", 0, {"oprn_oprt_date": date(2025, 3, 10)})],
    "intensive_care_within_the_stay": [("setl_icu", 0, {"scs_cutd_sum_hours": 169})],
    "intensive_care_between_its_days": [
        ("setl_icu", 0, {"scs_cutd_exit_time": datetime(2025, 3, 9, 12)})
    ],
    "charge_classes_make_the_total": [("setl_item", 0, {"amt": 20_006})],
    "charge_classes_make_the_lines": [("setl_item", 0, {"amt": 20_006})],
    "list_is_of_its_settlement": [("setl_list", 0, {"gend": "1"})],
    "list_days_are_of_its_settlement": [("setl_list", 0, {"adm_time": datetime(2025, 3, 1)})],
    "list_is_of_a_stay": [("setl_d", 0, {"med_type": "11"})],
    "diagnosis_fits_the_sex": [("setl_diag", 1, {"diag_code": "C61.x00"})],
    "diagnosis_fits_the_age": [("setl_diag", 1, {"diag_code": "P07.300"})],
    "operation_fits_the_sex": [("setl_oprn", 0, {"oprn_oprt_code": "60.2900x001"})],
    "operation_fits_the_age": [
        ("setl_oprn", 0, {"oprn_oprt_code": "74.1x00"}),
        ("setl_list", 0, {"age": 61}),
    ],
}
REFUNDED_TWICE = {"setl_id": "S4", "setl_time": datetime(2025, 3, 22, 9)}


def surveyed(
    rows: Rows, asked: Asked | None = None, flags: dict[str, str] | None = None
) -> QualityReport:
    with duckdb.connect() as con:
        survey = Survey(con, views(con, rows, flags), asked or Asked(), allowed(NOWHERE))
        return survey.run(lambda _doing, _done, _steps: None)


NOWHERE = Path("/nonexistent/quality.toml")


def broken(rows: Rows, subject: str | None = None) -> dict[str, int]:
    with duckdb.connect() as con:
        survey = Survey(con, views(con, rows), Asked(), allowed(NOWHERE))
        report = survey.run(lambda _doing, _done, _steps: None, subject)
    return {count.check.name: count.broken for count in report.checks if count.broken}


def changed(changes: list[Change]) -> Rows:
    rows = agreeing()
    for table, nth, change in changes:
        if change:
            rows[table][nth] = rows[table][nth] | change
        else:
            del rows[table][nth]
    return rows


def test_where_everything_agrees_no_check_is_broken_and_all_are_answered():
    report = surveyed(agreeing())
    assert {count.check.name for count in report.checks} == set(CHECKS)
    assert [count.check.name for count in report.checks if count.lacks] == []
    assert broken(agreeing()) == {}
    whole = report.whole()
    assert whole.share("list_match") == whole.share("qc_pass") == 1
    assert whole.share("upload_timely") == whole.share("item_match") == 1


def test_every_check_has_a_case():
    assert set(BREAKS) | {one.name for one in REFERENCES} | {"refunded_once"} == set(CHECKS)


@pytest.mark.parametrize("check", BREAKS)
def test_each_check_finds_what_it_is_for(check: str):
    assert broken(changed(BREAKS[check]), CHECKS[check].subject).get(check) == 1


def test_a_settlement_refunded_twice_is_noted():
    rows = agreeing()
    rows["setl_d"].append(rows["setl_d"][2] | REFUNDED_TWICE)
    found = broken(rows, "setl_d")
    assert found["refunded_once"] == 2
    assert found["refund_not_above_its_original"] == 2


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda one: one.name)
def test_each_reference_finds_what_is_not_there(reference):
    rows = changed([(reference.table, 0, {reference.column: "unheard of"})])
    assert broken(rows, reference.table)[reference.name] == 1


@pytest.mark.parametrize("table", ["setl_list", "fee_list_d", "dr_info_b", "drg_case_d", "setl_d"])
def test_what_a_missing_table_would_tell_is_left_open(table: str):
    rows = agreeing()
    del rows[table]
    report = surveyed(rows)
    named = {count.check.name for count in report.checks if table in count.lacks}
    wanted = {
        check.name
        for check in CHECKS.values()
        if table in check.needs or SUBJECTS[check.subject].table == table
    }
    assert named == wanted
    assert all(count.broken == 0 for count in report.checks if count.lacks)


def test_figures_are_by_institution_and_month():
    rows = agreeing()
    rows["setl_list"][0]["dcla_time"] = datetime(2025, 3, 21)
    rows["setl_diag"][0]["diag_code"] = "R10.400"
    rows["fee_list_d"][1]["bilg_dr_codg"] = "D320100000009"
    rows["fee_list_d"][1]["setl_id"] = "elsewhere"
    rows["fee_list_d"][1]["fee_ocur_time"] = datetime(2025, 4, 1)
    rows["fee_list_d"][1]["fixmedins_code"] = "H32010000002"
    report = surveyed(rows, flags={"setl_d": "fund_is_sum_of_funds,costs_something"})
    march = next(one for one in report.institutions if one.month == "2025-03")
    april = next(one for one in report.institutions if one.month == "2025-04")
    assert (march.institution, april.institution) == (HOSPITAL, "H32010000002")
    assert march.shares["upload_timely"] == march.shares["upload_after_settlement"] == (0, 1)
    assert march.shares["qc_pass"] == (0, 1)
    assert march.shares["doctor_match"] == (2, 2)
    assert april.shares["doctor_match"] == (0, 1)
    assert april.broken == {"line_has_its_settlement": 1, "line_doctor_is_registered": 1}
    assert march.flagged == 3
    assert march.flags["setl_d.fund_is_sum_of_funds"] == 3
    required = sum(column.required for column in TABLES["fee_list_d"].columns)
    assert april.required == required
    empty = ("medins_list_codg", "med_type", "med_chrgitm_type", "chrgitm_lv", "bilg_dept_codg")
    assert april.filled == required - len({*empty, "lmt_used_flag"})


def test_only_what_is_asked_is_counted():
    rows = agreeing()
    assert surveyed(rows, Asked(("2025-02",))).institutions == []
    assert surveyed(rows, Asked(institution="H32010000009")).institutions == []
    (march,) = surveyed(rows, Asked(("2025-03",), HOSPITAL)).institutions
    assert march.month == "2025-03"


def test_the_rows_that_break_a_check_are_found_by_their_keys():
    rows = changed([("fee_list_d", 0, {"psn_no": "P2"})])
    with duckdb.connect() as con:
        survey = Survey(con, views(con, rows), Asked(), allowed(NOWHERE))
        names, found = survey.broken_rows(CHECKS["line_is_of_its_settlement"], 5)
    assert names == ["institution", "month", "setl_id", "feedetl_sn"]
    assert found == [[HOSPITAL, "2025-03", "S1", "F1"]]


def worked(own: Path, first: date, last: date) -> int:
    """The days that count from the end of one day to the end of another."""
    with duckdb.connect() as con:
        allowed(own).lay_down(con)
        days = dict(con.execute("SELECT day, worked FROM working_day").fetchall())
    assert (min(days), max(days)) == (date(2000, 1, 1), date(2099, 12, 31))
    return days[last] - days[first]


def test_working_days_leave_out_weekends_and_holidays(tmp_path):
    friday, monday = date(2025, 3, 7), date(2025, 3, 10)
    assert worked(NOWHERE, friday, monday) == 1
    # The National Day of 2025: eight days off, the Sunday before and the Saturday after worked.
    assert worked(NOWHERE, date(2025, 9, 27), date(2025, 10, 11)) == 6
    own = tmp_path / "quality.toml"
    own.write_text("list_days = 10\nworking_days = false\n", encoding="utf-8")
    assert allowed(own).list_days == 10
    assert worked(own, friday, monday) == 3


@pytest.mark.parametrize(
    "said", ["list_days = -1", "days = 3", 'holidays = ["1 May"]', "list_days ="]
)
def test_a_wrong_file_of_allowed_days_is_told(tmp_path, said):
    own = tmp_path / "quality.toml"
    own.write_text(said, encoding="utf-8")
    with pytest.raises(BadInput, match=r"quality\.toml cannot be used"):
        allowed(own)


def test_code_ranges_are_disjoint_and_say_something():
    parts = [(one.kind, part) for one in RANGES for part in one.parts]
    assert len(parts) == len(set(parts))
    for one in RANGES:
        assert one.sex in (None, "1", "2")
        assert one.sex is not None or one.youngest is not None or one.oldest is not None
    assert "O99" in next(one.parts for one in RANGES if one.first == "O00")


def test_checks_are_declared_in_both_languages():
    for check in CHECKS.values():
        assert any("一" <= letter <= "鿿" for letter in check.zh), check.name
        assert check.en.isascii(), check.name
        assert check.grade in ("flag", "note")
        assert set(check.needs) <= set(TABLES)
