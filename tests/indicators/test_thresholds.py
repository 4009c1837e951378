"""Thresholds are dated and of an area; the narrower and later one counts."""

from datetime import date

from features.indicators import INDICATORS, OWN
from features.indicators.thresholds import Threshold, in_force, thresholds
from features.subjects import SUBJECTS


def test_every_threshold_is_of_an_indicator_that_its_subjects_are_asked() -> None:
    for one in thresholds():
        assert one.indicator in {**INDICATORS, **OWN["counties"]}
        for subject in one.subjects:
            assert one.indicator in SUBJECTS[subject].indicators, (subject, one.indicator)
        assert (one.above is None) != (one.below is None)


def test_the_five_assessed_figures_and_the_budget_alert() -> None:
    asked = {one.indicator for one in thresholds() if "counties" in one.subjects}
    five = {"ip_fee_yoy", "reim_ratio", "grass_visit", "in_county_fund", "grass_fund"}
    assert five | {"budget_run", "budget_run_dev"} <= asked


def test_a_threshold_holds_from_its_day_and_in_its_area() -> None:
    one = Threshold(
        "x", ("counties",), "3201", date(2025, 1, 1), date(2025, 12, 31), 1.0, None, ("", "")
    )
    assert one.holds("counties", "320101", date(2025, 6, 1))
    assert not one.holds("counties", "320501", date(2025, 6, 1))
    assert not one.holds("counties", "320101", date(2026, 1, 1))
    assert not one.holds("institutions", "320101", date(2025, 6, 1))
    assert (one.crossed(1.1), one.crossed(1.0)) == (True, False)


def test_the_one_in_force() -> None:
    found = in_force("budget_run", "counties", "320101", date(2026, 1, 1))
    assert found is not None
    assert found.crossed(1.01)
    assert in_force("budget_run", "counties", "320101", date(2020, 1, 1)) is None
