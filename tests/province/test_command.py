"""`fundwatch province` writes, tells, and refuses in words."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from features.errors import BadInput
from serving.cli import app, register

register(("province", "load"))
RUN = CliRunner()


def test_it_tells_what_it_wrote_as_json(tmp_path: Path):
    said = RUN.invoke(
        app,
        ["province", "--claims", "2000", "--months", "3", "--out", str(tmp_path), "--json"],
    )
    assert said.exit_code == 0, said.output
    report = json.loads(said.stdout)
    rows = {table["table"]: table["rows"] for table in report["tables"]}
    assert rows["setl_d"] == 2_000
    assert report["months"] == ["2025-01", "2025-02", "2025-03"]
    assert {"G01", "U02", "F05"} <= {scheme["id"] for scheme in report["schemes"]}
    published = [figure["published"] for figure in report["figures"] if figure["published"]]
    assert 13_973.02 in published
    assert 7.04 in published


def test_it_tells_a_person_in_tables(tmp_path: Path):
    said = RUN.invoke(
        app, ["province", "--claims", "2000", "--months", "2", "--out", str(tmp_path)]
    )
    assert said.exit_code == 0, said.output
    assert "fee_list_d" in said.stdout
    assert "13,973.02" in said.stdout
    assert "分解住院" in said.stdout


def test_a_dial_leaves_its_scheme_out(tmp_path: Path):
    words = ["province", "--claims", "2000", "--months", "2", "--dial", "F05=0", "--json"]
    said = RUN.invoke(app, [*words, "--out", str(tmp_path)])
    assert said.exit_code == 0, said.output
    claims = {scheme["id"]: scheme["claims"] for scheme in json.loads(said.stdout)["schemes"]}
    assert claims["F05"] == 0


@pytest.mark.parametrize("dial", ["U99=1", "U02=much", "U02", "U02=-1"])
def test_a_dial_of_nothing_is_refused(tmp_path: Path, dial: str):
    said = RUN.invoke(app, ["province", "--out", str(tmp_path), "--dial", dial])
    assert isinstance(said.exception, BadInput)
