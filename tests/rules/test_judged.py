"""The batch and the service judge alike, by the limits of each area and day, and never look ahead."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from features.hits.library import Library
from features.nodes import Norm, walk
from features.rules import RULES
from features.rules.classes import LIVE, SHADOW
from features.settings import Settings
from tests.readers import complete
from tests.reference_rows import Rows
from tests.rules import judged
from tests.rules.test_examples import EXAMPLES

SUPPLY = frozenset({"supply_needs_a_reason", "childrens_drug_for_adult"})
TITLES = [
    "policy_outpatient: A year's limit counts what was paid before; a chronic disease, a grave one and"
    " the two diseases have their own.",
    "management_charging: Prices, dates, totals and marks of lines.",
    "management_stay: Readmission here, for the same disease, within ten days; another disease,"
    " hospital or planned care is none.",
    "management_conduct: Runs at night; one telephone; a doctor who sees too many.",
    "management_traces: Codes: none where all others have them, one twice, one past its date; drugs"
    " without days of supply.",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The packaged library with one area of its own limit, and a draft among the rules."""
    home = tmp_path_factory.mktemp("home")
    folder = home / "rules" / "parameters"
    folder.mkdir(parents=True)
    (folder / "county.toml").write_text(
        'area = "329921"\n[parameters.supply_days_acute]\n'
        'values = [{ value = 3, since = 2026-02-01, source = "test" }]\n',
        "utf-8",
    )
    (home / "rules" / "states.toml").write_text(
        '[states]\n"GL-009" = "draft"\n"GL-003" = "retired"\n', "utf-8"
    )
    return Library.open(Settings(home=home))


def asked(title: str, library: Library) -> Library:
    """The library with the rules of an example alone, so that a test does not run them all."""
    return library.only(frozenset(name for name in EXAMPLES[title].asked if name in RULES))


@pytest.mark.parametrize("title", TITLES)
def test_batch_and_live_hit_alike(title: str, library: Library, tmp_path: Path) -> None:
    tables, library = EXAMPLES[title].tables, asked(title, library)
    told = judged.live(library, tables)
    assert not any(ruled.failed for ruled in told.values())
    assert judged.live_hits(told) == judged.batch(library, tables)
    assert judged.live_hits(told) == judged.batch(library, tables, steps=tmp_path / "steps.duckdb")
    assert judged.live_hits(told)


def supplied(area: str, day: str, setl_id: str) -> dict[str, Rows]:
    moment = date.fromisoformat(day)
    return {
        "setl_d": [
            {
                "setl_id": setl_id,
                "psn_no": setl_id,
                "fixmedins_code": "甲",
                "med_type": "11",
                "fix_blng_admdvs": area,
                "begndate": moment,
                "setl_time": datetime.combine(moment, time(9)),
            }
        ],
        "fee_list_d": [
            {"setl_id": setl_id, "feedetl_sn": f"{setl_id}-1", "med_chrgitm_type": "09",
             "prd_days": 5, "det_item_fee_sumamt": 1000},
        ],
    }  # fmt: skip


def together(*some: dict[str, Rows]) -> dict[str, Rows]:
    names = {name for tables in some for name in tables}
    return {name: [row for tables in some for row in tables.get(name, [])] for name in names}


def test_limits_are_those_of_the_area_and_the_day(library: Library) -> None:
    tables = together(
        supplied("329921", "2026-01-31", "before"),
        supplied("329921", "2026-02-01", "county"),
        supplied("329902", "2026-02-01", "city"),
    )
    library = library.only(SUPPLY)
    told = judged.live(library, tables)
    found = {setl_id for setl_id, rule, _, _ in judged.live_hits(told) if rule == "ZC-023"}
    assert found == {"county"}
    assert judged.batch(library, tables) == judged.live_hits(told)
    hit = next(hit for hit in told["county"].hits if hit.rule.id == "ZC-023")
    assert "超过3天" in hit.words[0]
    assert hit.lines == ["county-1"]
    assert hit.amount == 1000


def test_states_decide_who_is_asked(library: Library) -> None:
    """A draft and a retired rule are not asked; a shadow is, under its state."""
    tables, library = EXAMPLES[TITLES[1]].tables, asked(TITLES[1], library)
    told = judged.live(library, tables)
    found = {hit.rule.id: hit.state for ruled in told.values() for hit in ruled.hits}
    assert "GL-009" not in found
    assert found["GL-014"] == SHADOW
    assert found["GL-008"] == LIVE
    assert {rule for _, rule, _, _ in judged.batch(library, tables)} == set(found)


def test_a_rule_that_fails_is_left_out_and_named(library: Library) -> None:
    """An age that is no number breaks the rules that compare it, and no other."""
    tables = supplied("329921", "2026-02-01", "county")
    tables["setl_d"][0] |= {"age": 30}
    library = library.only(SUPPLY)
    full = complete(tables)
    full["setl_d"][0]["age"] = "三十"  # as no lake could hold it
    ruled = judged.live_of(library, full)["county"]
    assert ruled.failed
    assert set(ruled.failed.values()) == {"TypeError"}
    assert "ZC-023" in {hit.rule.id for hit in ruled.hits}
    assert "ZC-002" in ruled.failed


def test_hits_do_not_change_with_what_comes_later(library: Library) -> None:
    tables, library = EXAMPLES[TITLES[2]].tables, asked(TITLES[2], library)
    rows = sorted(tables["setl_d"], key=lambda row: row["setl_time"])
    cut = rows[len(rows) // 2]["setl_time"] + timedelta(seconds=1)
    earlier = {
        **tables,
        "setl_d": [row for row in tables["setl_d"] if row["setl_time"] < cut],
    }
    known = {row["setl_id"] for row in earlier["setl_d"]}
    everything = {hit for hit in judged.batch(library, tables) if hit[0] in known}
    assert judged.batch(library, earlier) == everything
    assert everything


def test_rules_read_no_norm_of_their_own_month() -> None:
    """Rules compare with limits that a bureau sets; a norm would move with the peers."""
    assert [
        n for n, rule in RULES.items() if any(isinstance(p, Norm) for p in walk(rule.node))
    ] == []


def test_the_home_has_no_say_in_what_is_packaged(tmp_path: Path) -> None:
    assert Library.open(Settings(home=tmp_path)).states["price_above_limit"] == LIVE
