"""A replay: what a rule found, what was concluded of it, and what a changed limit would change."""

from datetime import date
from pathlib import Path

import pytest

from features.errors import BadInput, NotReady
from features.hits.library import Library
from features.hits.replay import Asked, Replay, replay
from features.hits.replay_page import page
from features.rules import rule_of
from features.settings import Settings
from tests.catalog.tables import read_example
from tests.readers import complete, duck_engine

READMITTED = "readmitted_for_the_same"
TABLES = read_example(
    "replayed",
    """
claim | psn_no | fixmedins_code | fix_blng_admdvs | begndate | enddate | setl_time | dscg_maindiag_code | medfee_sumamt
1     | 甲     | 市一院         | 329902          | 01-01    | 01-10   | 01-10     | J18.900            | 4000
2     | 甲     | 市一院         | 329902          | 01-20    | 01-25   | 01-25     | J18.000            | 5000
3     | 乙     | 市二院         | 329921          | 01-01    | 01-10   | 01-10     | J18.900            | 4000
4     | 乙     | 市二院         | 329921          | 01-24    | 01-28   | 01-28     | J18.900            | 3000
5     | 丙     | 市二院         | 329921          | 01-30    | 02-02   | 02-02     | K29.500            | 3000
6     | 丙     | 市二院         | 329921          | 02-03    | 02-05   | 02-05     | K29.500            | 2000
""",  # noqa: E501
    {},
).tables | {
    "verdict_d": [
        {
            "verdict_id": f"V{setl_id}",
            "setl_id": setl_id,
            "fixmedins_code": "市一院",
            "decided_date": date(2026, 6, 1),
            "result": result,
            "appeal_rslt": appeal,
            "appeal_date": None if appeal is None else date(2026, 6, 10),
            "appeal_rslt_date": None if appeal is None else date(2026, 6, 20),
        }
        for setl_id, result, appeal in (("2", "confirmed", None), ("6", "confirmed", "reversed"))
    ],
}


def played(home: Path, asked: Asked) -> Replay:
    library = Library.open(Settings(home=home))
    library = library.only(frozenset({asked.name, "readmitted_next_day", "price_above_limit"}))
    return replay(duck_engine(complete(TABLES)), library, asked)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    """Both months, with the interval lengthened from 10 to 15 days."""
    asked = Asked(READMITTED, "2026-01", "2026-02", changed={"readmission_days": 15})
    return played(tmp_path_factory.mktemp("home"), asked)


def test_hits_their_fen_and_their_verdicts(found: Replay) -> None:
    assert (found.now.hits, found.now.institutions, found.now.amount) == (2, 2, 700_000)
    assert found.now.verdicts == {"confirmed": 1, "cleared": 1}
    assert found.claims == 6
    assert found.limits["readmission_days"] == 10


def test_what_a_changed_limit_would_do(found: Replay) -> None:
    assert found.change is not None
    change = found.change
    assert (change.tally.hits, change.new.hits, change.gone.hits, change.kept.hits) == (3, 1, 0, 2)
    assert change.new.verdicts == {"not_looked_at": 1}
    assert change.amount_difference == 300_000
    assert [(row["month"], row["hits"], row["changed_hits"]) for row in found.months] == [
        (202601, 1, 2),
        (202602, 1, 1),
    ]


def test_other_rules_that_hit_the_same_claims(found: Replay) -> None:
    assert found.overlap == [{"rule_id": "GL-032", "together": 1}]


def test_a_change_of_one_area_leaves_the_others(tmp_path: Path) -> None:
    asked = Asked(READMITTED, "2026-01", "2026-02", "329921", {"readmission_days": 0})
    told = played(tmp_path, asked)
    assert (told.claims, told.now.hits) == (4, 1)
    assert told.change is not None
    assert (told.change.gone.hits, told.change.kept.hits) == (1, 0)


def test_a_draft_can_be_replayed(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "states.toml").write_text('[states]\n"GL-031" = "draft"\n', "utf-8")
    told = played(tmp_path, Asked(READMITTED, "2026-01", "2026-01"))
    assert (told.state, told.now.hits, told.change) == ("draft", 1, None)


def test_what_cannot_be_replayed(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="does not read child_age"):
        played(tmp_path, Asked(READMITTED, "2026-01", "2026-01", "", {"child_age": 3}))
    with pytest.raises(BadInput, match="after it ends"):
        played(tmp_path, Asked(READMITTED, "2026-02", "2026-01"))
    with pytest.raises(NotReady, match=r"fee_list_d\.pric"):
        played(tmp_path, Asked("price_above_limit", "2026-01", "2026-01"))


def test_the_page_draws_its_plot_and_loads_nothing(found: Replay) -> None:
    text = page(found)
    assert text.count("<rect") == 4
    assert "http" not in text
    assert rule_of("GL-031").names[0] in text
    assert "15天" in text
