"""Stored groups are read: opened, looked up, drawn; institutions get their shares."""

import re
from pathlib import Path

import pytest

from features.errors import BadInput, NotReady
from features.groups.institutions import write_institutions
from features.groups.plot import page
from features.groups.read import Groups
from features.groups.store import Store
from features.groups.visits import Span, visits
from features.settings import Settings
from tests.groups.settled import opened
from tests.groups.test_runs import busy


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A month of groups, with the table of institutions."""
    made = tmp_path_factory.mktemp("home")
    history = busy()
    history.run(made, "2025-03")
    with history.connection() as con:
        span = Span.of("2025-03", 365)
        con.execute(f"CREATE TEMP TABLE visit AS {visits(span)}").fetchall()
        write_institutions(con, Store(Settings(home=made)), "2025-03")
    return made


def test_the_groups_of_a_person_a_settlement_and_a_place(home: Path) -> None:
    groups = Groups(Settings(home=home))
    (of_person,) = [g for g in groups.of("psn_no", "P1", "2025-03") if g["model"] == "card_agg"]
    assert (of_person["suspected"], of_person["visits"]) == (3, 3)
    assert {g["model"] for g in groups.of("setl_id", "甲1", "2025-03")} == {"brek_ipt"}
    of_place = groups.of("fixmedins_code", "药店1", "2025-03")
    assert {g["model"] for g in of_place} >= {"card_agg", "rsk_pmc_swp"}
    assert groups.of("psn_no", "nobody", "2025-03") == []
    with pytest.raises(BadInput, match="no way to look for groups"):
        groups.of("name", "P1", "2025-03")


def test_a_months_list_is_ordered_and_a_line_is_told(home: Path) -> None:
    groups = Groups(Settings(home=home))
    rows = groups.of_month("2025-03")
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    first = rows[0]
    assert groups.line(first["root_id"], first["model"]) == [first]


def test_what_is_not_there_is_told_in_three_sentences(home: Path) -> None:
    groups = Groups(Settings(home=home))
    with pytest.raises(NotReady, match="No groups of 2024-01 have been built"):
        groups.of_month("2024-01")
    with pytest.raises(BadInput, match="March is no month"):
        groups.of_month("March")
    for unknown in ("card_agg-000000000000", "nothing", "../../x-1"):
        with pytest.raises(BadInput, match="There is no group of that id"):
            groups.open(unknown)


def test_institutions_have_the_shares_of_their_month(home: Path) -> None:
    rows = {
        row["fixmedins_code"]: row for row in Groups(Settings(home=home)).institutions("2025-03")
    }
    shop = rows["药店1"]
    assert shop["card_agg_visits"] == 6  # of March; those of February are no part of it
    assert shop["card_cluster"] == pytest.approx(6 / 21)  # six of the sitting, fifteen others
    assert shop["cluster_admit"] is None  # a pharmacy has no stays
    hospital = rows["医院1"]
    assert (hospital["cluster_admit"], hospital["same_case"]) == (1, 0)
    assert hospital["risk_amount"] == 5 * 35_000
    assert rows["市一院"]["brek_ipt_visits"] == 4
    assert rows["药店0"]["risk_visits"] == 0
    assert rows["药店0"]["score"] is None


def test_a_page_needs_nothing_from_elsewhere(home: Path) -> None:
    for model in ("card_agg", "brek_ipt", "ipt_abn", "rsk_pmc_swp"):
        drawn = page(opened(home, "2025-03", model)[0])
        assert not re.search(r"(?:src|href)=|https?://|<script|@import|url\(", drawn)
        assert drawn.count("<svg") == drawn.count("</svg>") == 2
        assert "疑点" in drawn
    card = opened(home, "2025-03", "card_agg")[0]
    drawn = page(card)
    assert drawn.count("<tr><td>2025-") == len(card.visits) == 18
    assert drawn.count('class="person"') == 6
    assert page(card) == drawn
