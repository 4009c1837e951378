"""`fundwatch indicators` from the command line: lists, its refusals, and the bars of a trend."""

import json
import sys

import pytest

from features.errors import BadInput
from features.month_reading import subject_of
from features.subjects import SUBJECTS
from serving import cli
from serving.commands.indicators import sparkline


def called(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["fundwatch", *words])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("name", SUBJECTS)
def test_every_subject_lists_what_it_is_asked(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(monkeypatch, "indicators", "list", "--subject", name, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert set(listed) == set(SUBJECTS[name].indicators)
    assert all(one["zh"].endswith("?") and one["en"].endswith("?") for one in listed.values())


def test_a_subject_is_known_by_either_name() -> None:
    assert subject_of("县区") is subject_of("counties") is subject_of("county")
    with pytest.raises(BadInput, match="nobody"):
        subject_of("nobody")


def test_a_trend_is_drawn_with_its_gaps() -> None:
    assert sparkline((None, 0.0, 7.0, 3.5)) == "·▁█▅"
    assert sparkline((None,)) == "·"
    assert sparkline((2.0, 2.0)) == "▁▁"


def test_complaints_about_places_are_not_asked_of_doctors() -> None:
    own = {"complaints", "complaint_rate"}
    assert own <= set(SUBJECTS["institutions"].indicators)
    assert not own & set(SUBJECTS["doctors"].indicators)
    assert "dr_complaints" in SUBJECTS["doctors"].indicators
