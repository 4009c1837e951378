"""Models of people: cards that meet, chronic tours, frequent visits, split stays."""

from pathlib import Path

import pytest

from tests.groups.settled import History, opened, suspected


def test_cards_that_meet_on_two_evenings_are_a_group_and_their_other_swipes_are_context(
    tmp_path: Path,
) -> None:
    history = History()
    for day in ("03-02", "03-09"):
        for n in range(5):
            history.visit(f"{day}-{n}", f"P{n}", "药店1", f"{day} 21:{n * 3:02}", "shop", 198)
    history.visit("own", "P0", "药店2", "03-15 10:00", "shop", 30)
    history.visit("stranger", "X", "药店1", "03-02 21:04", "shop", 20)

    history.run(tmp_path, "2025-03", "card_agg")
    (group,) = opened(tmp_path, "2025-03", "card_agg")

    assert suspected(group) == {f"{day}-{n}" for day in ("03-02", "03-09") for n in range(5)}
    assert [v["setl_id"] for v in group.visits if v["role"] == "context"] == ["own"]
    row = group.row
    assert (row["persons"], row["sub_groups"], row["density"], row["same_amount"]) == (5, 2, 1, 1)
    assert row["risky_share"] == pytest.approx(10 / 11)
    assert row["persons_score"] == 50  # 5 on the ramp from 2 to 8
    assert row["sub_groups_score"] == pytest.approx(33.33)  # 2 on the ramp from 1 to 4
    total = 25 * 50 + 25 * 33.33 + 20 * 100 + 15 * 100 + 15 * 100
    assert row["score"] == pytest.approx(total / 100, abs=0.01)
    assert row["risk_fee"] == 10 * 19_800


def test_cards_that_meet_once_are_no_group(tmp_path: Path) -> None:
    history = History()
    for n in range(6):
        history.visit(f"S{n}", f"P{n}", "药店1", f"03-02 21:{n:02}", "shop", 198)
    (report,) = history.run(tmp_path, "2025-03", "card_agg")
    assert report.groups == 0


def test_a_chain_of_stays_suspects_those_after_the_first(tmp_path: Path) -> None:
    history = History()
    history.visit("first", "甲", "市一院", "03-10", "stay", 3000, days=7, diag="I10.x00")
    history.visit("second", "甲", "市一院", "03-18", "stay", 3000, days=7, diag="I10.x00")
    for stay in ("first", "second"):
        for item in ("药一", "药二"):
            history.line(stay, item, sort="drug")
        history.line(stay, "检查", sort="exam")
    history.visit("other", "乙", "市一院", "03-10", "stay", 3000, days=5, diag="I10.x00")

    history.run(tmp_path, "2025-03", "brek_ipt")
    (group,) = opened(tmp_path, "2025-03", "brek_ipt")

    assert suspected(group) == {"second"}
    assert {v["setl_id"] for v in group.visits} == {"first", "second"}
    row = group.row
    for same in ("same_institution", "same_dept", "same_doctor", "same_diag", "drugs", "items"):
        assert row[same] == 1
    assert (row["visits"], row["gap"], row["fee_variation"]) == (2, 1, 0)
    assert row["visits_score"] == pytest.approx(33.33)
    assert row["gap_score"] == 100


@pytest.mark.parametrize("diag", ["Z51.100", "N18.900"])
def test_planned_readmissions_are_no_chain(tmp_path: Path, diag: str) -> None:
    history = History()
    history.visit("first", "甲", "市一院", "03-10", "stay", days=3, diag=diag)
    history.visit("second", "甲", "市一院", "03-15", "stay", days=3, diag=diag)
    (report,) = history.run(tmp_path, "2025-03", "brek_ipt")
    assert (report.groups, report.below) == (0, 0)


def test_chronic_drugs_from_four_places_within_days_are_a_tour(tmp_path: Path) -> None:
    history = History()
    for n, day in enumerate(("03-01", "03-03", "03-06", "03-08")):
        history.visit(f"T{n}", "甲", f"卫生院{n}", day, "chronic", dise_codg="M03900")
        history.line(f"T{n}", "胰岛素", sort="drug", days=30)
    history.visit("home", "甲", "卫生院0", "01-05", "chronic", dise_codg="M03900")
    for n in range(6):
        history.visit(f"loyal{n}", "乙", "卫生院0", f"0{1 + n // 2}-{10 + n}", "chronic")

    history.run(tmp_path, "2025-03", "opsp")
    (group,) = opened(tmp_path, "2025-03", "opsp")

    assert suspected(group) == {"T0", "T1", "T2", "T3"}
    assert {v["setl_id"] for v in group.visits} == {"home", "T0", "T1", "T2", "T3"}
    assert (group.row["institutions_in"], group.row["frequency"]) == (4, 4)
    assert group.row["institutions_in_score"] == 100
    assert group.row["supply"] == pytest.approx(120 / (62 + 30))  # Jan 5 to Mar 8, and the last 30


def test_a_visit_every_second_day_for_changing_diseases_is_frequent(tmp_path: Path) -> None:
    history = History()
    diseases = ("J06.900", "K29.500", "M54.500")
    for n in range(10):
        history.visit(f"F{n}", "甲", "门诊部", f"03-{1 + 2 * n:02}", yuan=130, diag=diseases[n % 3])
        history.line(f"F{n}", "药", 120, sort="drug")
        history.line(f"F{n}", "诊查", 10)
    for n in range(12):
        history.visit(f"D{n}", "透析", "血透中心", f"03-{1 + 2 * n:02}", yuan=400, diag="N18.000")

    history.run(tmp_path, "2025-03", "hgh_frq")
    (group,) = opened(tmp_path, "2025-03", "hgh_frq")

    assert suspected(group) == {f"F{n}" for n in range(10)}
    row = group.row
    assert (row["visits"], row["disease_crossing"]) == (10, 1)
    assert (row["same_amount_days"], row["interval_concentration"]) == (1, 1)
    assert row["drug_share"] == pytest.approx(120 / 130)
    assert row["mean_fen"] == 13_000
