"""The commands load and tables: their JSON shapes, and words that a person understands."""

import json

import pytest
from typer.testing import CliRunner

from features.errors import BadInput
from features.settlement.tables import TABLES
from serving.cli import app, register
from tests.settlement.export import settlement, write

register(("load", "tables"))


def run(*arguments: str):
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def test_load_prints_its_books_as_json(database, tmp_path):
    write(tmp_path, "setl_d.csv", [settlement(1), settlement(2, psn_no="")])
    answer = run("load", str(tmp_path), "--mapping", "core", "--json")
    assert answer.exit_code == 0
    said = json.loads(answer.stdout)
    one = said["tables"]["setl_d"]
    assert {key: one[key] for key in ("rows_in", "loaded", "rejected", "flagged")} == {
        "rows_in": 2,
        "loaded": 1,
        "rejected": 1,
        "flagged": 0,
    }
    assert one["reasons"] == [
        {"column": "psn_no", "reason": "必填项为空 | required, and empty", "rows": 1}
    ]
    assert said["changed"] is True


def test_load_tells_a_person(database, tmp_path):
    write(tmp_path, "setl_d.csv", [settlement(1), settlement(2, psn_no="")])
    first = run("load", str(tmp_path)).stdout
    assert "setl_d" in first
    assert "[psn_no]" in first
    again = run("load", str(tmp_path)).stdout
    assert "nothing changed" in again


def test_no_person_is_named_in_what_is_told(database, tmp_path):
    canary = settlement(1, psn_no="CANARY-1", setl_id="CANARY-2", medfee_sumamt="CANARY-3")
    write(tmp_path, "setl_d.csv", [canary])
    for arguments in ([], ["--json"]):
        answer = run("load", str(tmp_path), *arguments)
        assert "CANARY" not in answer.output


def test_an_unknown_mapping_is_refused(database, tmp_path):
    with pytest.raises(BadInput, match="core, desynpuf"):
        run("load", str(tmp_path), "--mapping", "nope")


def test_tables_prints_the_dictionary():
    page = run("tables").stdout
    assert all(f"## {name} " in page for name in TABLES)
    assert list(json.loads(run("tables", "verdict_d", "--json").stdout)) == ["verdict_d"]
    with pytest.raises(BadInput, match="There is no table claims"):
        run("tables", "claims")
