"""`fundwatch rules`: lists, limits and what is refused, as programs read them."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from features.errors import BadInput
from features.rules import RULES
from serving.commands.rules import rules


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FUNDWATCH_HOME", str(tmp_path))
    return tmp_path


SPAN = ("--from", "2025-01", "--to", "2025-02")


def told(*arguments: str) -> dict[str, object]:
    found = CliRunner().invoke(rules, [*arguments, "--json"])
    assert found.exit_code == 0, found.output
    return json.loads(found.stdout)


def test_list_by_class_and_state(at_home: Path) -> None:
    listed = told("list")
    assert len(listed) == len(RULES)
    assert listed["GL-009"]["law"] == ["R38(3)"]  # type: ignore[index]
    shadows = told("list", "--state", "shadow", "--class", "medical")
    assert shadows
    assert set(shadows) <= {rule.id for rule in RULES.values() if rule.family == "medical"}


def test_show_a_rule_with_the_limits_of_an_area(at_home: Path) -> None:
    folder = at_home / "rules" / "parameters"
    folder.mkdir(parents=True)
    (folder / "city.toml").write_text(
        'area = "3299"\n[parameters.readmission_days]\n'
        'values = [{ value = 14, since = 2025-01-01, source = "市医保局通知" }]\n',
        "utf-8",
    )
    shown = told("show", "GL-031", "--area", "329902", "--on", "2025-06-01")
    assert shown["parameters"]["readmission_days"] == 14  # type: ignore[index]
    assert shown["negative_list"] == ["N01"]
    before = told("show", "GL-031", "--area", "329902", "--on", "2024-06-01")
    assert before["parameters"]["readmission_days"] == 10  # type: ignore[index]


def test_limits_have_a_version(at_home: Path) -> None:
    national, county = told("parameters"), told("parameters", "--area", "630123")
    assert national["version"] != county["version"]
    assert county["values"]["grave_year_yuan"] == {"value": 10_000_000, "unit": "yuan"}  # type: ignore[index]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["show", "GL-999"], "no rule GL-999"),
        (["run", "--month", "2025-13"], "no month"),
        (["replay", "--rule", "GL-031", *SPAN, "--set", "x"], "name=value"),
        (["replay", "--rule", "GL-031", *SPAN, "--set", "x=1"], "no parameter x"),
    ],
)  # fmt: skip
def test_what_is_refused(at_home: Path, arguments: list[str], words: str) -> None:
    found = CliRunner().invoke(rules, arguments)
    assert isinstance(found.exception, BadInput)
    assert words in str(found.exception)
