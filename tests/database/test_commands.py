"""`fundwatch database` as a person and a program run it."""

import json
import os
import subprocess
import sys

FUNDWATCH = [sys.executable, "-m", "serving.cli", "database"]


def run(*words, **environment):
    outcome = subprocess.run(
        [*FUNDWATCH, *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return outcome.returncode, outcome.stdout, outcome.stderr


def answer(*words):
    code, out, err = run(*words, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def test_from_start_to_stop(home):
    assert answer("status") == {"kind": "embedded", "running": False}
    started = answer("start")
    assert started["running"]
    assert answer("migrate")["migrations"][0] == "0001"
    assert answer("migrate") == {"migrations": []}
    assert answer("status") == {"kind": "embedded", **started}
    assert answer("stop") == {"running": False, "stopped": True}
    assert answer("stop") == {"running": False, "stopped": False}


def test_a_person_reads_what_happened_what_was_expected_and_what_to_do(home):
    code, out, err = run("migrate", FUNDWATCH_DATABASE_URL="mysql://host/database")
    assert (code, out) == (2, "")
    assert [line.split()[:2] for line in err.splitlines()] == [
        ["出错", "Error"],
        ["应为", "Expected"],
        ["处理", "Do"],
    ]
    assert "FUNDWATCH_DATABASE_URL is not the address of a PostgreSQL database" in err


def test_a_program_reads_the_same_as_json(home):
    code, out, err = run("start", "--json", FUNDWATCH_DATABASE_URL="postgresql://host/database")
    error = json.loads(out)["error"]
    assert (code, err, error["kind"], error["exit_code"]) == (2, "", "BadInput", 2)
    assert error["do"] == "Use the server's own commands, or unset FUNDWATCH_DATABASE_URL"
