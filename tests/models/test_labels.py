"""A label only after it matured: what a verdict or its appeal says later changes nothing earlier."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from models.institution import with_history
from models.labels import at_random, decided, labels, recovered, standing

DECIDED, ASKED, ANSWERED = date(2025, 3, 1), date(2025, 3, 10), date(2025, 4, 20)
CLAIM = pd.Series(["S1"])


def verdict(**columns: object) -> pd.DataFrame:
    """One confirmed verdict on the claim S1, appealed against and answered unless told otherwise."""
    row: dict[str, object] = {
        "verdict_id": "V1", "setl_id": "S1", "fixmedins_code": "H1", "source": "targeted",
        "check_date": date(2025, 2, 1), "decided_date": DECIDED, "result": "confirmed",
        "vola_type": "U02", "vola_amt": 900.0, "appeal_date": ASKED, "appeal_rslt": "upheld",
        "appeal_rslt_date": ANSWERED, "final_vola_amt": 900.0, **columns,
    }  # fmt: skip
    return pd.DataFrame([row])


def label_on(day: date, known: pd.DataFrame) -> float:
    """The label of the claim S1 at the end of a day."""
    return float(labels(CLAIM, decided(known, day))[0])


def days(first: date, after: date) -> list[date]:
    """Every day from the first to the one before the last."""
    return [first + timedelta(days=n) for n in range((after - first).days)]


@pytest.mark.parametrize(
    ("outcome", "then", "fen"),
    [("upheld", 1.0, 900.0), ("reduced", 1.0, 300.0), ("reversed", 0.0, 0.0)],
)
def test_an_outcome_counts_from_its_day(outcome: str, then: float, fen: float):
    known = verdict(appeal_rslt=outcome, final_vola_amt=fen)
    assert all(np.isnan(label_on(day, known)) for day in days(date(2025, 2, 20), DECIDED))
    assert {label_on(day, known) for day in days(DECIDED, ASKED)} == {1.0}
    assert all(np.isnan(label_on(day, known)) for day in days(ASKED, ANSWERED))
    assert label_on(ANSWERED, known) == then
    assert recovered(CLAIM, decided(known, DECIDED)).tolist() == [900.0]
    assert recovered(CLAIM, decided(known, ANSWERED)).tolist() == [fen]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_decided_later_changes_nothing_before(seed: int):
    """Whatever later columns say, everything read on an earlier day stays the same."""
    rng = np.random.default_rng(seed)
    many = pd.concat(
        [
            verdict(
                verdict_id=f"V{n}",
                setl_id=f"S{n % 40}",
                source=str(rng.choice(["random", "targeted"])),
                decided_date=DECIDED + timedelta(days=int(rng.integers(0, 60))),
                result=str(rng.choice(["confirmed", "rejected"])),
            )
            for n in range(60)
        ],
        ignore_index=True,
    )
    wait = [timedelta(days=int(d)) for d in rng.integers(1, 30, len(many))]
    many["appeal_date"] = [day + w for day, w in zip(many["decided_date"], wait, strict=True)]
    many["appeal_rslt_date"] = [
        day + 2 * w for day, w in zip(many["appeal_date"], wait, strict=True)
    ]
    outcomes = rng.choice(["upheld", "reduced", "reversed"], len(many))
    many["appeal_rslt"] = outcomes
    many["final_vola_amt"] = np.where(outcomes == "upheld", 900.0, 0.0)
    today = DECIDED + timedelta(days=30)
    turned = many.copy()
    undecided = np.array([day > today for day in many["decided_date"]])
    turned.loc[undecided, ["result", "vola_amt"]] = ["rejected", 1.0]
    unanswered = np.array([day > today for day in many["appeal_rslt_date"]])
    turned.loc[unanswered, ["appeal_rslt", "final_vola_amt"]] = ["reversed", 0.0]
    unasked = np.array([day > today for day in many["appeal_date"]])
    turned.loc[unasked, ["appeal_date", "appeal_rslt", "appeal_rslt_date"]] = [None, None, None]
    assert undecided.any()
    assert (unanswered & ~undecided).any()
    ids = pd.Series([f"S{n}" for n in range(40)])
    one, other = decided(many, today), decided(turned, today)
    np.testing.assert_array_equal(labels(ids, one), labels(ids, other))
    np.testing.assert_array_equal(recovered(ids, one), recovered(ids, other))
    np.testing.assert_array_equal(at_random(ids, one), at_random(ids, other))


def test_a_claim_under_appeal_does_not_fall_back_on_an_older_verdict():
    older = verdict(verdict_id="V0", decided_date=date(2025, 1, 5), result="rejected",
                    appeal_date=None, appeal_rslt=None, appeal_rslt_date=None)  # fmt: skip
    both = pd.concat([older, verdict()], ignore_index=True)
    assert label_on(date(2025, 1, 5), both) == 0.0
    assert np.isnan(label_on(ASKED, both))
    assert label_on(ANSWERED, both) == 1.0


def test_an_appeal_without_result_stays_open():
    known = verdict(appeal_rslt="pending", appeal_rslt_date=None, final_vola_amt=None)
    assert np.isnan(label_on(date(2030, 1, 1), known))
    assert standing(known, date(2030, 1, 1))["under_appeal"].tolist() == [True]


def test_a_source_without_appeals_stands_as_it_is():
    known = verdict().drop(
        columns=["appeal_date", "appeal_rslt", "appeal_rslt_date", "final_vola_amt"]
    )
    assert label_on(DECIDED, known) == 1.0


def test_the_record_of_an_institution_forgets_what_was_withdrawn():
    known = pd.concat(
        [
            verdict(
                verdict_id=f"V{n}",
                setl_id=f"S{n}",
                fixmedins_code=f"H{n % 4}",
                appeal_rslt="upheld" if n % 2 else "reversed",
            )
            for n in range(40)
        ],
        ignore_index=True,
    )
    months = ["2025-03", "2025-04", "2025-05"]
    rows = pd.DataFrame(
        {"fixmedins_code": ["H0", "H1", "H2", "H3"] * 3, "month": np.repeat(months, 4)}
    )
    rate = with_history(rows, known)["confirmed_rate_before"].to_numpy()
    assert np.isnan(rate[:8]).all()  # nothing decided, then everything under appeal
    assert max(rate[8], rate[10]) < 0.3 < 0.7 < min(rate[9], rate[11])
