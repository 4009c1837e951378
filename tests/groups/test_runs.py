"""A run: the same data give the same groups, nothing later is seen, what is capped is counted."""

import hashlib
from pathlib import Path

import pytest

from features.groups.models import MODELS
from features.groups.parameters import parameters
from features.groups.visits import Span
from tests.groups.settled import History, opened, suspected


def busy() -> History:
    """Something for several models: cards that meet, chains of stays, a bundle, a workforce."""
    history = History()
    for day in ("02-02", "02-09", "03-02"):
        for n in range(6):
            basket = history.visit(
                f"{day}-{n}", f"P{n}", "药店1", f"{day} 21:{n * 3:02}", "shop", 198
            )
            for item in ("阿胶", "燕窝"):
                history.line(basket, item, 99, sort="drug")
    for n in range(60):
        basket = history.visit(f"H{n}", f"Q{n}", f"药店{n % 4}", f"03-{1 + n % 28:02}", "shop", 40)
        for item in (f"药{n % 7}", f"药{10 + n % 5}"):
            history.line(basket, item, 20, sort="drug")
    for person in "甲乙":
        for nth, day in enumerate(("03-10", "03-18", "03-26")):
            stay = history.visit(f"{person}{nth}", person, "市一院", day, "stay", 3000, days=7)
            history.line(stay, "药", sort="drug")
    for n in range(5):
        history.visit(f"W{n}", f"E{n}", "医院1", "03-12", "stay", 500, days=6, emp_no="单位1")
    return history


def digests(home: Path) -> dict[str, str]:
    """The bytes of every stored file of a run."""
    return {
        str(file.relative_to(home)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(home.rglob("*.parquet"))
    }


def ids(home: Path, month: str) -> dict[str, frozenset[str]]:
    return {
        group.row["group_id"]: frozenset(suspected(group))
        for model in MODELS
        for group in opened(home, month, model)
    }


def test_the_same_data_in_another_order_give_the_same_groups(tmp_path: Path) -> None:
    busy().run(tmp_path / "one", "2025-03")
    busy().run(tmp_path / "two", "2025-03", backwards=True)
    found = ids(tmp_path / "one", "2025-03")
    assert len({group.rpartition("-")[0] for group in found}) >= 4
    assert found == ids(tmp_path / "two", "2025-03")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_nothing_after_the_month_is_seen(tmp_path: Path) -> None:
    busy().run(tmp_path / "one", "2025-03")
    later = busy()
    for n in range(6):
        basket = later.visit(f"late{n}", f"P{n}", "药店1", f"04-01 21:{n * 3:02}", "shop", 198)
        later.line(basket, "阿胶", 198, sort="drug")
    later.visit("甲9", "甲", "市一院", "04-02", "stay", 3000, days=3)
    later.refund("03-02-0", "04-01")
    later.run(tmp_path / "two", "2025-03")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_what_was_refunded_by_the_months_end_is_left_out(tmp_path: Path) -> None:
    history = busy()
    history.refund("03-02-0", "03-31")
    history.run(tmp_path, "2025-03", "card_agg")
    (group,) = opened(tmp_path, "2025-03", "card_agg")
    assert "03-02-0" not in suspected(group)
    assert "03-02-1" in suspected(group)


def test_a_group_goes_on_under_its_first_id(tmp_path: Path) -> None:
    history = busy()
    for month in ("2025-02", "2025-03", "2025-04"):
        history.run(tmp_path, month, "card_agg")
    (first,), (second,), (third,) = (
        opened(tmp_path, month, "card_agg") for month in ("2025-02", "2025-03", "2025-04")
    )
    assert first.row["earlier_id"] is None
    assert second.row["earlier_id"] == first.row["group_id"] != second.row["group_id"]
    assert second.row["root_id"] == first.row["group_id"]
    assert second.row["since_month"] == third.row["since_month"] == "2025-02"
    assert third.row["group_id"] == second.row["group_id"]  # the same members, the same id


@pytest.mark.parametrize("month", ["2025-02", "2025-03"])
def test_running_a_month_again_changes_nothing(tmp_path: Path, month: str) -> None:
    for _ in range(2):
        busy().run(tmp_path, "2025-02", "card_agg", "brek_ipt")
    busy().run(tmp_path, "2025-03", "card_agg", "brek_ipt")
    before = digests(tmp_path)
    busy().run(tmp_path, month, "card_agg", "brek_ipt")
    assert digests(tmp_path) == before
    assert not list(tmp_path.rglob("*.partial"))


def test_oversized_blocks_are_compared_in_part_and_counted(tmp_path: Path) -> None:
    history = History()
    for n in range(120):  # one crowded half hour: 120 · 119 / 2 pairs
        history.visit(f"S{n}", f"P{n}", "药店1", f"03-02 21:00:{n % 60:02}", "shop", 20)
    asked = parameters()
    most = int(asked.models["card_agg"].number("neighbours"))
    (report,) = history.run(tmp_path, "2025-03", "card_agg")
    assert report.pairs <= most * 120
    assert report.capped_blocks == 1
    assert report.capped_rows == 120 - most - 1  # the last ones have fewer neighbours
    half = History()
    half.rows["setl_d"] = history.rows["setl_d"][:20]
    (small,) = half.run(tmp_path, "2025-03", "card_agg")
    assert (small.capped_rows, small.capped_blocks, small.pairs) == (0, 0, 190)


def test_a_model_without_its_tables_says_so_and_the_others_run(tmp_path: Path) -> None:
    history = busy()
    del history.rows["fee_list_d"]
    reports = {report.model: report for report in history.run(tmp_path, "2025-03")}
    cannot = {name for name, report in reports.items() if report.lacking}
    assert cannot == {"test_ipt", "sim_cas", "rsk_pmc_swp", "hosp_swap"}
    assert all(reports[name].lacking == ["fee_list_d"] for name in cannot)
    assert reports["card_agg"].groups == 1
    (chain, _) = opened(tmp_path, "2025-03", "brek_ipt")
    assert chain.row["drugs"] is None
    assert chain.row["drugs_score"] is None
    assert not opened(tmp_path, "2025-03", "sim_cas")


def test_a_month_that_lost_its_tables_loses_its_groups(tmp_path: Path) -> None:
    busy().run(tmp_path, "2025-03", "rsk_pmc_swp")
    assert opened(tmp_path, "2025-03", "rsk_pmc_swp")
    busy().run(tmp_path, "2025-03", "rsk_pmc_swp", lacking=("fee_list_d",))
    assert not opened(tmp_path, "2025-03", "rsk_pmc_swp")


def test_a_span_ends_with_its_month() -> None:
    span = Span.of("2025-12", 31)
    assert (span.first.isoformat(), span.end.isoformat()) == ("2025-12-01", "2026-01-01")
    assert span.months(1) == ["2025-11", "2025-12"]
