"""No future in training, same seed same bytes, whole institutions held out, monotone where promised."""

from datetime import timedelta

import numpy as np
import pandas as pd

from features.month import month_days
from features.signal import DOWN, UP
from models import fraud, severity
from models.boost import raw_scores
from models.labels import decided, labels
from models.split import by_time, institution_folds
from tests.models.examples import MONTHS, PLANTED, PROTOCOL, lesson


def test_protocol_leaves_a_gap():
    protocol = by_time(MONTHS, gap=2, test=2)
    assert (protocol.train[-1], protocol.gap, protocol.test) == (
        "2025-04", ("2025-05", "2025-06"), ("2025-07", "2025-08"),
    )  # fmt: skip
    assert protocol.as_of == month_days("2025-06")[1]


def test_verdicts_decided_later_are_not_labels(rows, known):
    as_of = PROTOCOL.as_of
    found = labels(rows["setl_id"], decided(known, as_of))
    later = known[known["decided_date"] > as_of]["setl_id"]
    assert len(later)
    assert np.isnan(found[rows["setl_id"].isin(later).to_numpy()]).all()


def test_the_last_decision_counts(known):
    first = known.iloc[[0]]
    again = first.assign(
        verdict_id="V99999",
        result="rejected",
        decided_date=first["decided_date"] + timedelta(days=9),
    )
    both = pd.concat([again, first.assign(result="confirmed")])
    ids = first["setl_id"]
    assert labels(ids, decided(both, first["decided_date"].iloc[0])).tolist() == [1.0]
    assert labels(ids, decided(both, again["decided_date"].iloc[0])).tolist() == [0.0]


def test_shuffling_the_future_changes_nothing(rows, known, head):
    rng = np.random.default_rng(1)
    future = (known["decided_date"] > PROTOCOL.as_of).to_numpy()
    turned = known.copy()
    turned.loc[future, "result"] = rng.permutation(turned.loc[future, "result"].to_numpy())
    turned.loc[future, "setl_id"] = rng.permutation(turned.loc[future, "setl_id"].to_numpy())
    after = rows["month"].isin(PROTOCOL.test).to_numpy()
    shaken = rows.copy()
    for name in PLANTED:
        shaken.loc[after, name] = rng.permutation(shaken.loc[after, name].to_numpy())
    again = fraud.train(lesson(shaken, turned), PROTOCOL, "post")
    assert again.booster.model_to_string() == head.booster.model_to_string()
    assert again.calibration == head.calibration
    assert again.worth == head.worth


def test_same_seed_same_bytes_whatever_the_order(rows, known, head, tmp_path):
    turned = rows.sample(frac=1.0, random_state=3).sort_values("setl_id", ignore_index=True)
    again = fraud.train(lesson(turned, known.sample(frac=1.0, random_state=4)), PROTOCOL, "post")
    for place, one in (("a", head), ("b", again)):
        one.write(tmp_path / place)
    for file in sorted((tmp_path / "a").iterdir()):
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name
    other = fraud.train(lesson(rows, known), PROTOCOL, "post", seed=2)
    assert other.booster.model_to_string() != head.booster.model_to_string()


def test_monotone_where_promised(head, rows, risks):
    held = head.frame.matrix(head.derive(rows.sample(80, random_state=1)))
    base = raw_scores(head.booster, held)
    checked = 0
    for place, name in enumerate(head.frame.features):
        if risks[name] not in {UP, DOWN} or not (head.booster.feature_importance()[place]):
            continue
        higher = held.copy()
        higher[:, place] = np.nan_to_num(higher[:, place]) + 5
        lower = held.copy()
        lower[:, place] = np.nan_to_num(lower[:, place])
        step = raw_scores(head.booster, higher) - raw_scores(head.booster, lower)
        assert (step >= -1e-12).all() if risks[name] == UP else (step <= 1e-12).all(), name
        checked += 1
    assert checked >= 5
    assert len(set(base.tolist())) > 5


def test_what_was_planted_is_learned(head, rows):
    test = rows[rows["month"].isin(PROTOCOL.test)]
    probability = head.score_rows(test).probability
    odd = test["odd"].to_numpy()
    assert np.median(probability[odd]) > 5 * np.median(probability[~odd])


def test_the_unlabelled_weigh_as_the_inspected_levels(taught):
    weights = fraud.weighed(taught, np.ones(len(taught.rows), dtype=bool))
    away = np.isnan(taught.confirmed)
    total = fraud.UNLABELLED_TO_CONFIRMED * (taught.confirmed == 1).sum()
    assert weights[~away].tolist() == [1.0] * int((~away).sum())
    assert weights[away].sum() <= total + 1e-6


def test_whole_institutions_are_held_out(rows):
    fold = institution_folds(rows["fixmedins_code"].tolist(), 4)
    assert len(set(fold.tolist())) == 4
    assert rows.assign(fold=fold).groupby("fixmedins_code")["fold"].nunique().max() == 1


def test_an_institution_never_teaches_its_own_support(rows, support):
    code = str(rows["fixmedins_code"].iloc[0])
    own = (rows["fixmedins_code"] == code).to_numpy()
    shaken = rows.copy()
    rng = np.random.default_rng(2)
    for name in ("rw", "drg_code", "adrg", "case_severity"):
        shaken.loc[own, name] = rng.permutation(shaken.loc[own, name].to_numpy())
    again = severity.fit(shaken, severity.evidence(itemised=True))
    fold = support.fold(code)
    assert again.fold(code) == fold
    assert again.weights[fold].model_to_string() == support.weights[fold].model_to_string()
    other = (fold + 1) % len(support.weights)
    assert again.weights[other].model_to_string() != support.weights[other].model_to_string()


def test_evidence_reads_nothing_contested():
    names = severity.evidence(itemised=True)
    assert "ventilator_hours" in names
    assert not {"case_severity", "case_weight", "secondary_diagnoses", "surplus_share"} & set(names)
    assert "claim_fee" not in severity.evidence(itemised=False)


def test_support_finds_the_unsupported(rows, support):
    found = support.many(rows)
    odd = rows["odd"].to_numpy()
    low = odd & (rows["ventilator_hours"] < 20).to_numpy()
    doubt = np.array([one.doubt for one in found])
    excess = np.array([one.excess_fen for one in found])
    assert np.median(doubt[low]) > 0.5 > np.median(doubt[~odd])
    assert np.median(excess[low]) > 10_000
