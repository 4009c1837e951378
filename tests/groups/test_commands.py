"""`fundwatch groups` over a lake: built, listed, opened, looked up, drawn; persons stay pseudonyms."""

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from features.errors import BadInput, NotReady
from features.settings import Settings
from features.settlement.intake.load import load
from serving.cli import app, register
from tests.settlement.export import fee, settlement, write

register(("groups",))
PHARMACY = "P32010000001"


def run(*arguments: str) -> str:
    answer = CliRunner().invoke(app, ("groups", *arguments), catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.stdout


@pytest.fixture
def lake(database: Settings, tmp_path: Path) -> Settings:
    """Six cards that meet on two evenings of January; the second evening was loaded later."""
    for nth, day in enumerate(("05", "19")):
        rows = [
            settlement(
                10 * nth + n,
                psn_no=f"CANARY{n}",
                fixmedins_code=PHARMACY,
                med_type="41",
                setl_time=f"2025-01-{day} 21:{2 * n:02}:00",
            )
            for n in range(6)
        ]
        folder = tmp_path / day
        write(folder, f"setl_d-{day}.csv", rows)
        write(folder, f"fee_list_d-{day}.csv", [fee(10 * nth + n, 10 * nth + n) for n in range(6)])
        load(folder, "core", database, known_on=date(2025, 2 + nth, 1))
    return database


def test_a_group_is_built_listed_opened_looked_up_and_drawn(lake: Settings, tmp_path: Path) -> None:
    built = json.loads(run("build", "--month", "2025-01", "--json"))
    by_model = {one["model"]: one for one in built["models"]}
    assert len(by_model) == 11
    assert (by_model["card_agg"]["groups"], by_model["card_agg"]["members"]) == (1, 12)

    listed = run("list", "--month", "2025-01", "--model", "card_agg", "--json")
    (group,) = json.loads(listed)["groups"]
    assert (group["people"], group["places"], group["suspected"]) == (6, 1, 12)
    assert group["risk_fund"] == 12 * 8_000  # 70 yuan of the fund, 10 of the account

    opened = run("open", group["group_id"], "--json")
    visits = json.loads(opened)["visits"]
    assert [visit["settled"][:10] for visit in visits] == ["2025-01-05"] * 6 + ["2025-01-19"] * 6
    assert {visit["fee"] for visit in visits} == {10_000}
    told = run("open", group["group_id"])
    assert "卡聚集" in told
    assert "100.00" in told

    person = visits[0]["psn_no"]
    found = json.loads(run("of", "--month", "2025-01", "--person", person, "--json"))
    assert group["group_id"] in {one["group_id"] for one in found["groups"]}

    page = tmp_path / "group.html"
    drawn = run("plot", group["group_id"], "--out", str(page))
    risk = run("risk", "--month", "2025-01", "--json")
    (place,) = json.loads(risk)["institutions"]
    assert (place["risk_visits"], place["card_cluster"]) == (12, 1)
    everything = "".join((listed, opened, told, drawn, risk, page.read_text("utf-8")))
    assert "CANARY" not in everything


def test_a_run_sees_what_was_known_on_a_day(lake: Settings) -> None:
    early = json.loads(run("build", "--month", "2025-01", "--as-of", "2025-02-15", "--json"))
    assert {one["model"]: one["groups"] for one in early["models"]}["card_agg"] == 0
    assert {one["as_of"] for one in early["models"]} == {"2025-02-15"}
    now = json.loads(run("build", "--month", "2025-01", "--json"))
    assert {one["model"]: one["groups"] for one in now["models"]}["card_agg"] == 1


def test_a_run_as_of_a_day_leaves_the_months_groups_alone(lake: Settings) -> None:
    asked, day = ("--month", "2025-01"), ("--as-of", "2025-02-15")
    run("build", *asked)
    official = run("list", *asked, "--json"), run("risk", *asked, "--json")
    run("build", *asked, *day)
    assert (run("list", *asked, "--json"), run("risk", *asked, "--json")) == official
    (group,) = json.loads(run("list", *asked, "--model", "card_agg", "--json"))["groups"]
    early = json.loads(run("list", *asked, *day, "--json"))["groups"]
    assert group["group_id"] not in {one["group_id"] for one in early}
    (place,) = json.loads(run("risk", *asked, *day, "--json"))["institutions"]
    assert place["card_agg_visits"] == 0
    with pytest.raises(BadInput, match="There is no group of that id"):
        run("open", group["group_id"], *day)
    with pytest.raises(NotReady) as caught:
        run("list", *asked, "--area", "3201", "--as-of", "2025-02-20")
    hint = "groups build --month 2025-01 --area 3201 --as-of 2025-02-20`"
    assert hint in str(caught.value)


def test_an_area_has_groups_and_parameters_of_its_own(lake: Settings) -> None:
    lake.path("groups.toml").write_text(
        'version = "2025-06"\n[area.3202.card_agg]\nminimum_score = 101\n', "utf-8"
    )
    said = json.loads(run("models", "--area", "3202", "--json"))
    assert said["parameters"] == "2026-01+2025-06"
    assert said["models"]["card_agg"]["values"]["minimum_score"] == 101
    nobody = json.loads(run("build", "--month", "2025-01", "--area", "3202", "--json"))
    assert sum(one["groups"] for one in nobody["models"]) == 0
    assert "高频门诊 hgh_frq" in run("models")


def test_what_cannot_be_done_is_told(lake: Settings) -> None:
    for arguments, error, told in (
        (("build", "--month", "2024-01"), NotReady, "The lake holds no settlements of 2024-01"),
        (("build", "--month", "2025-01", "--model", "x"), BadInput, "There is no model x"),
        (("build", "--month", "2025-01", "--area", "'"), BadInput, "' is no area"),
        (("list", "--month", "2025-01"), NotReady, "No groups of 2025-01 have been built"),
        (("of", "--month", "2025-01"), BadInput, "0 things were named"),
    ):
        with pytest.raises(error, match=told):
            run(*arguments)
