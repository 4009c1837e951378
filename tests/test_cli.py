"""The command line as a whole: what it lists, what it loads, how it fails."""

import os
import subprocess
import sys
from importlib.metadata import version

from serving.commands.console import print_json, progress


def run(*words, **environment):
    return subprocess.run(
        [sys.executable, "-m", "serving.cli", *words],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_help_lists_every_command_with_both_languages():
    listed = run("--help", COLUMNS="200")
    assert listed.returncode == 0
    lines = [line.split(None, 1) for line in listed.stdout.partition("Commands:")[2].splitlines()]
    told = dict(line for line in lines if len(line) == 2)
    assert "database" in told
    assert [name for name, text in told.items() if " | " not in text] == []


def test_version_is_the_package_s():
    assert run("--version").stdout == f"fundwatch {version('fundwatch')}\n"


def test_one_command_does_not_load_what_the_others_need(home):
    program = """
import sys
from serving.cli import main
sys.argv = ["fundwatch", "database", "status"]
try:
    main()
except SystemExit:
    pass
slow = {"sqlalchemy", "duckdb", "pandas", "lightgbm", "mlflow", "fastapi"}
print(sorted(slow & set(sys.modules)))
"""
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_is_told_and_ends_with_2():
    outcome = run("no-such-command")
    assert outcome.returncode == 2
    assert "no-such-command" in outcome.stderr


def test_a_terminal_without_chinese_still_gets_an_answer():
    outcome = run("--help", PYTHONIOENCODING="ascii")
    assert outcome.returncode == 0
    assert "database" in outcome.stdout


def test_progress_says_nothing_when_nobody_looks(capsys):
    with progress() as bar:
        assert list(bar.track(range(3), description="读取 | Reading")) == [0, 1, 2]
    assert capsys.readouterr() == ("", "")


def test_json_keeps_chinese_and_makes_nan_null(capsys):
    print_json({"机构": float("nan")})
    assert capsys.readouterr().out == '{\n  "机构": null\n}\n'
