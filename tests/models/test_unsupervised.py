"""Without labels: what was planted stands out, luck is drawn back, and words are told."""

import numpy as np
import pandas as pd
import pytest

from features.catalog import SIGNALS
from features.settlement.contract import Kind
from features.signal import UP
from models.funnel import discovered, drawn, summed
from models.head import row_values
from models.oddity import Oddity
from models.reasons import LONGEST
from models.unsupervised import look
from tests.models.examples import MONTHS
from tests.models.test_evaluation import Shelf


class Register(Shelf):
    """A shelf that also knows institutions by name."""

    def names(self):
        return {"H32990000003": "示范市第三人民医院"}


def _every_risky_count() -> list[str]:
    return [
        name
        for name, signal in SIGNALS.items()
        if signal.risk == UP and signal.measure.kind is Kind.COUNT
    ]


@pytest.fixture(scope="module")
def seen(rows, known, support):
    odd_house = rows["fixmedins_code"] == "H32990000003"
    shaken = rows.copy()
    for name in _every_risky_count():
        shaken.loc[odd_house, name] = 60
    return look(Register(shaken, known), list(MONTHS), support, 20, ("元", "yuan"))


def test_the_odd_institution_leads(seen):
    first = seen.institutions[0]
    assert first.subject_id == "H32990000003"
    assert first.name == "示范市第三人民医院"


def test_more_than_luck_explains_lies_outside_the_funnel():
    rng = np.random.default_rng(4)
    codes = np.repeat([f"H{number:02}" for number in range(20)], 300)
    tail = rng.random(len(codes)) + 0.4 * ((codes == "H07") & (rng.random(len(codes)) < 0.3))
    table = pd.DataFrame(
        {"fixmedins_code": codes, "tail": tail, "support_ratio": np.exp(rng.normal(0, 0.1, len(codes))),
         "net_fen": 0.0}
    )  # fmt: skip
    made = summed(table)
    assert made["fixmedins_code"].iloc[0] == "H07"
    assert made["outside_funnel"].tolist() == [True] + [False] * 19


def test_claims_are_told_in_words(seen, rows):
    assert len(seen.claims) == 20
    assert [one.rank for one in seen.claims] == list(range(1, 21))
    assert len(seen.claim_scores) == len(rows)
    for one in [*seen.claims, *seen.institutions]:
        assert "疑点" in one.reasons.zh
        assert "违规" not in one.reasons.zh
        assert len(one.reasons.zh) <= LONGEST
        assert "nan" not in one.reasons.zh.lower()
    assert seen.claims[0].reasons.families


def test_without_groups_tails_alone_rank(rows, known):
    found = look(Register(rows, known), list(MONTHS), None, 5, ("元", "yuan"))
    assert len(found.claims) == 5
    assert "计费权重" not in found.claims[0].reasons.zh


def test_luck_is_drawn_back_further_where_claims_are_few():
    deviation, luck = np.array([0.2, 0.2, -0.1, 0.0]), np.array([0.09, 0.001, 0.001, 0.001])
    kept = drawn(deviation, luck)
    assert 0 < kept[0] < kept[1] < 0.2
    assert drawn(np.array([0.01, -0.01]), np.array([1.0, 1.0])).tolist() == [0.0, 0.0]


def test_false_discoveries_are_held():
    z = np.random.default_rng(1).normal(size=500)
    assert discovered(z).sum() <= 2
    assert discovered(np.concatenate([z, np.full(10, 6.0)]))[-10:].all()


def test_small_institutions_are_left_out():
    table = pd.DataFrame(
        {"fixmedins_code": ["A"] * 30 + ["B"] * 5, "tail": np.linspace(0, 1, 35),
         "support_ratio": 1.0, "net_fen": 0.0}
    )  # fmt: skip
    assert summed(table)["fixmedins_code"].tolist() == ["A"]


def test_oddity_of_a_live_claim_is_the_batchs(rows):
    oddity = Oddity.of(rows.head(1500), SIGNALS, tuple(SIGNALS))
    again = Oddity.from_json(oddity.as_json())
    held = rows.tail(60)
    batch = oddity.many(held)
    for place, values in enumerate(row_values(held, list(held.columns))):
        one = again.one(values)
        assert one == {name: float(found[place]) for name, found in batch.items()}
    later = rows.tail(1500)  # a few odd claims alone would be lost among so many signals
    odd, signals = later["odd"].to_numpy(), oddity.many(later)["odd_signals"]
    assert signals[odd].mean() > signals[~odd].mean()
