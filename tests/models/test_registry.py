"""A trained head is a challenger, a promoted one the champion; nothing wins without verdicts."""

import json

import numpy as np
import pytest

from features.errors import Refused
from models.champion import Champion
from models.head import Head
from models.promotion import compare, promote
from models.registry import CHALLENGER, CHAMPION, Registry
from tests.models.examples import PROTOCOL
from tests.models.test_evaluation import Shelf


@pytest.fixture
def challenger(head, tmp_path) -> Head:
    head.write(tmp_path / "head")
    return Head.read(tmp_path / "head")


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_from_challenger_to_champion(database, challenger, rows, known):
    registry = Registry(database)
    shelf = Shelf(rows, known)
    assert registry.record(challenger, {"confirmed": 40}, 1.5) == "1"
    assert registry.version("fraud-post", CHALLENGER) == "1"
    assert registry.version("fraud-post", CHAMPION) is None
    again = registry.head("fraud-post")
    held = rows.head(10)
    assert again.score_rows(held).raw.tolist() == challenger.score_rows(held).raw.tolist()

    nothing = Shelf(rows, known.iloc[:0])
    with pytest.raises(Refused, match="did not win"):
        promote(registry, nothing, PROTOCOL, "fraud-post", None)
    made = promote(registry, shelf, PROTOCOL, "fraud-post", None)
    assert made["won"]
    assert made["ap"] > made["rival_ap"]
    assert registry.version("fraud-post", CHAMPION) == "1"
    assert registry.version("fraud-post", CHALLENGER) is None
    assert Champion.open(database.home).stamp == "fraud-post/1"

    registry.record(challenger, {}, 1.0)
    with pytest.raises(Refused, match="champion 1"):  # the same head does not beat itself
        promote(registry, shelf, PROTOCOL, "fraud-post", None)
    forced = promote(registry, shelf, PROTOCOL, "fraud-post", "retrained on the same verdicts")
    assert forced["forced_because"] == "retrained on the same verdicts"
    pointer = json.loads((database.home / "champion" / "CURRENT.json").read_text())
    assert pointer["fraud-post"]["folder"] == "fraud-post/2"
    assert registry.candidates()["fraud-post"].version == "2"


def test_few_verdicts_decide_nothing(head, rows, known):
    unseen = rows[rows["month"].isin((*PROTOCOL.gap, *PROTOCOL.test))]["setl_id"]
    two = known[known["setl_id"].isin(unseen) & (known["result"] == "confirmed")].head(2)
    bout = compare(Shelf(rows, two), PROTOCOL, head, None)
    assert bout.ap is None
    assert not bout.won


def test_the_rival_without_champion_is_the_amount(head, rows, known):
    bout = compare(Shelf(rows, known), PROTOCOL, head, None)
    assert bout.rival == "amount_rank"
    rich = rows.assign(fund_pay_sumamt=np.where(rows["odd"], 10**9, 1))
    beaten = compare(Shelf(rich, known), PROTOCOL, head, None)
    assert beaten.rival_ap == pytest.approx(1.0)
    assert not beaten.won
