"""Models of places: check-ups, copied charts, pick-ups, outpatient groups, pharmacies, own names."""

from pathlib import Path

import pytest

from tests.groups.settled import History, opened, suspected


def test_a_check_up_stands_out_from_the_stays_of_its_diagnosis(tmp_path: Path) -> None:
    history = History()
    for n in range(40):
        stay = history.visit(
            f"H{n}", f"P{n}", f"医院{n % 8}", f"03-{1 + n % 28:02}", "stay", 1000, days=2 + n % 5
        )
        history.line(stay, "血常规", 20 + n % 5, sort="exam")
        history.line(stay, "治疗", 900)
    for n in range(2):
        stay = history.visit(f"C{n}", f"Q{n}", "医院0", f"03-1{n}", "stay", 1000, days=2)
        for test in range(8):
            history.line(stay, f"检查{n}{test}", 110, sort="exam")

    history.run(tmp_path, "2025-03", "test_ipt")
    (group,) = opened(tmp_path, "2025-03", "test_ipt")

    assert suspected(group) == {"C0", "C1"}
    row = group.row
    assert row["exam_share"] == pytest.approx(0.88)
    assert row["unmatched"] == 1  # none of them is customary for the diagnosis
    assert row["exam_fen"] == 2 * 88_000
    assert row["lower_fen"] <= row["estimate_fen"] <= row["upper_fen"] < row["exam_fen"]
    assert row["beyond_score"] == 100


def charts(history: History, names: str, place: str, items: list[tuple[str, float]]) -> None:
    for n, name in enumerate(names):
        stay = history.visit(f"{place}{name}", name, place, f"03-{5 + 3 * n:02}", "stay", days=3)
        for item, count in items:
            history.line(stay, item, count=count)


def test_charts_with_the_same_bill_are_a_group(tmp_path: Path) -> None:
    history = History()
    charts(history, "甲乙丙丁", "医院1", [(f"项{n}", 1 + n) for n in range(6)])
    for n in range(4):
        stay = history.visit(f"own{n}", f"P{n}", "医院1", f"03-{4 + 5 * n:02}", "stay", days=3)
        for item in range(6):
            history.line(stay, f"自{n}{item}", count=item + 1)
    charts(history, "戊", "医院2", [(f"项{n}", 1 + n) for n in range(6)])  # alike, elsewhere

    history.run(tmp_path, "2025-03", "sim_cas")
    (group,) = opened(tmp_path, "2025-03", "sim_cas")

    assert suspected(group) == {"医院1甲", "医院1乙", "医院1丙", "医院1丁"}
    assert (group.row["alike"], group.row["persons"], group.row["density"]) == (1, 4, 1)
    assert len(group.edges) == 6


def test_a_workforce_that_comes_and_leaves_together_is_a_cluster(tmp_path: Path) -> None:
    history = History()
    for n in range(5):
        history.visit(
            f"W{n}", f"P{n}", "医院1", "03-12", "stay", 500, days=6, diag="M51.200", emp_no="单位1"
        )
    for n in range(8):
        history.visit(
            f"H{n}", f"Q{n}", "医院1", f"03-{3 + 3 * n:02}", "stay", 900, days=5 + n % 3,
            diag=f"K{20 + n}.900", emp_no=f"单位{2 + n}", dept=f"B{n}",
        )  # fmt: skip

    history.run(tmp_path, "2025-03", "ipt_abn")
    (group,) = opened(tmp_path, "2025-03", "ipt_abn")

    assert suspected(group) == {f"W{n}" for n in range(5)}
    row = group.row
    assert row["kind"] == "同单位"
    assert (row["same_days"], row["tie"], row["same_diag"], row["elderly_share"]) == (1, 1, 1, 1)
    # four others where chance gives the least it is taken for, 0.05
    assert row["burst"] == pytest.approx((4 * 4.382027 - 4 + 0.05) / 2.302585, abs=1e-3)


def test_the_staff_of_one_employer_and_visits_settled_twice_are_groups(tmp_path: Path) -> None:
    history = History()
    for n in range(6):
        history.visit(f"W{n}", f"P{n}", "门诊部", f"03-12 08:{10 + n}", yuan=330, emp_no="单位1")
    for n in range(3):
        history.visit(f"V{n}", f"R{n}", "卫生院", f"03-0{2 + n} 09:00", yuan=60)
        history.visit(f"V{n}b", f"R{n}", "卫生院", f"03-0{2 + n} 09:40", yuan=55)
    for n in range(120):
        history.visit(
            f"H{n}", f"Q{n}", "卫生院2", f"03-{1 + n % 28:02} 10:{n % 60:02}", yuan=40 + n
        )

    history.run(tmp_path, "2025-03", "otp_abn")
    groups = {group.row["kind"]: group for group in opened(tmp_path, "2025-03", "otp_abn")}

    assert suspected(groups["同单位"]) == {f"W{n}" for n in range(6)}
    assert groups["同单位"].row["same_amount"] == 1
    assert suspected(groups["拆分"]) == {"V0b", "V1b", "V2b"}
    assert {v["setl_id"] for v in groups["拆分"].visits if v["role"] == "context"} == {
        "V0",
        "V1",
        "V2",
    }
    assert groups["拆分"].row["swipes_per_person"] == 2


def test_an_hour_with_far_more_swipes_than_usual_is_a_cluster(tmp_path: Path) -> None:
    history = History()
    for day in range(1, 29):
        history.visit(f"H{day}", f"Q{day}", "药店1", f"03-{day:02} 1{day % 8}:00", "shop", 20 + day)
    for n in range(6):
        history.visit(f"N{n}", f"P{n}", "药店1", f"03-20 22:{5 * n:02}", "shop", 150)

    history.run(tmp_path, "2025-03", "purc_drug_abn")
    (group,) = opened(tmp_path, "2025-03", "purc_drug_abn")

    assert suspected(group) == {f"N{n}" for n in range(6)}
    row = group.row
    assert (row["from_hour"], row["swipes"], row["persons"]) == (22, 6, 6)
    assert (row["night_share"], row["same_amount"], row["before_hour"]) == (1, 1, 0)


def test_a_bundle_that_only_one_pharmacy_sells_is_found(tmp_path: Path) -> None:
    history = History()
    for n in range(200):
        basket = history.visit(f"H{n}", f"Q{n}", f"药店{n % 5}", f"03-{1 + n % 28:02}", "shop", 40)
        for item in (f"药{n % 11}", f"药{20 + n % 7}"):
            history.line(basket, item, 20, sort="drug")
    for n in range(6):
        basket = history.visit(f"B{n}", f"P{n}", "药店1", f"03-{5 + n:02}", "shop", 120)
        for item in ("阿胶", "燕窝", "虫草"):
            history.line(basket, item, 40, sort="drug")

    history.run(tmp_path, "2025-03", "rsk_pmc_swp")
    (group,) = opened(tmp_path, "2025-03", "rsk_pmc_swp")

    assert suspected(group) == {f"B{n}" for n in range(6)}
    row = group.row
    assert (row["kind"], row["items"], row["visits"]) == ("bundle", 3, 6)
    assert row["support"] == pytest.approx(6 / 46)
    assert row["confidence_dev"] == 1
    assert row["bundle_fen"] == 12_000
    assert row["sales_share"] == pytest.approx(720 / (720 + 40 * 40))


def test_an_item_that_one_pharmacy_sells_alone_stands_for_goods(tmp_path: Path) -> None:
    history = History()
    for n in range(200):
        basket = history.visit(f"H{n}", f"Q{n}", f"药店{n % 5}", f"03-{1 + n % 28:02}", "shop", 40)
        for item in (f"药{n % 11}", f"药{20 + n % 7}"):
            history.line(basket, item, 20, sort="drug")
    for n in range(5):
        basket = history.visit(f"G{n}", f"P{n}", "药店1", f"03-{5 + n:02}", "shop", 198)
        history.line(basket, "药1", 198, sort="drug", count=50)

    history.run(tmp_path, "2025-03", "rsk_pmc_swp")
    (group,) = opened(tmp_path, "2025-03", "rsk_pmc_swp")
    assert (group.row["kind"], suspected(group)) == ("goods", {f"G{n}" for n in range(5)})
    assert group.row["confidence_dev"] is None
    assert group.row["confidence_dev_score"] is None  # left out of the total


def test_an_own_name_that_says_something_else_is_a_swap(tmp_path: Path) -> None:
    history = History()
    for n in range(6):
        visit = history.visit(f"H{n}", f"Q{n}", f"医院{n}", "03-05")
        name = (
            "推拿治疗",
            "★推拿治疗",
            "推拿治疗(次)",
            "推拿治疗-院内",
            "推拿治疗/日",
            "推拿治疗",
        )[n]
        history.line(visit, "310100020", 30, name=name, listed="推拿治疗")
    for n in range(3):
        visit = history.visit(f"B{n}", f"P{n}", "医院9", f"03-1{n}")
        history.line(visit, "310100020", 300, count=10, name="水光护理", listed="推拿治疗")

    history.run(tmp_path, "2025-03", "hosp_swap")
    (group,) = opened(tmp_path, "2025-03", "hosp_swap")

    assert suspected(group) == {"B0", "B1", "B2"}
    row = group.row
    assert (row["list_gap"], row["usual_gap"], row["persons"]) == (1, 1, 3)
    assert (row["own_price"], row["peer_price"], row["amount"]) == (3000, 3000, 90_000)
    assert row["kind"] == "水光护理 → 推拿治疗"
