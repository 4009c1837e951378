"""Errors and settings: the words and the places."""

from pathlib import Path

from features import errors
from features.settings import Settings


def test_an_error_is_three_sentences():
    error = errors.NotReady("Nothing is loaded", "The lake holds 2026-03", "Run fundwatch load")
    assert str(error) == "Nothing is loaded. The lake holds 2026-03. Run fundwatch load."


def test_every_kind_of_error_has_an_exit_code_of_its_own():
    kinds = errors.FundwatchError.__subclasses__()
    codes = [kind.exit_code for kind in kinds]
    assert len(set(codes)) == len(codes)
    assert not {0, 1} & set(codes)


def test_home_is_absolute_and_comes_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FUNDWATCH_HOME", raising=False)
    assert Settings().path("lake") == tmp_path.resolve() / ".fundwatch" / "lake"
    monkeypatch.setenv("FUNDWATCH_HOME", "elsewhere")
    assert Settings().home == tmp_path.resolve() / "elsewhere"
    assert Settings(home=Path("/named")).home == Path("/named")


def test_an_empty_database_url_is_none(monkeypatch):
    monkeypatch.setenv("FUNDWATCH_DATABASE_URL", "")
    assert Settings().database_url is None
