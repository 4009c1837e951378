"""`fundwatch serve` and `fundwatch token`, as a person runs them."""

import json
import signal
import subprocess
import sys
from typing import Any

import httpx
import pytest

from features.settings import Settings

FUNDWATCH = [sys.executable, "-m", "serving.cli"]


def run(*words: str, code: int = 0) -> Any:
    done = subprocess.run(
        [*FUNDWATCH, *words, "--json"], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_a_token_is_created_listed_and_revoked(database: Settings) -> None:
    made = run("token", "create", "--role", "inspector", "--area", "370600", "--name", "甲")
    (listed,) = run("token", "list")["tokens"]
    assert listed["name"] == "甲"
    assert listed["area"] == "370600"
    assert listed["revoked_at"] is None
    assert made["token"] not in json.dumps(listed)
    assert run("token", "revoke", listed["id"]) == {"revoked": 1}
    assert run("token", "revoke", "甲", code=2)["error"]["kind"] == "BadInput"


def test_a_token_that_does_not_fit_its_role_is_refused(database: Settings) -> None:
    told = run("token", "create", "--role", "hospital", "--name", "a", "--area", "370600", code=2)
    assert "--institution" in told["error"]["expected"]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_serve_prints_its_address_and_stops_cleanly(
    database: Settings, stop: signal.Signals
) -> None:
    started = subprocess.Popen(
        [*FUNDWATCH, "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stdout is not None
        line = started.stdout.readline()
        address = next(word for word in line.split() if word.startswith("http://"))
        assert httpx.get(f"{address}/health").json()["database"] is True
        started.send_signal(stop)
        _, told = started.communicate(timeout=60)
    finally:
        started.kill()
    assert started.returncode == 0
    assert "Traceback" not in told


def test_a_port_in_use_says_so(database: Settings, client: httpx.Client) -> None:
    told = run("serve", "--port", str(client.base_url.port), code=6)
    assert "Nothing can listen" in told["error"]["what"]


def test_the_service_loads_no_batch_library() -> None:
    asked = (
        "import sys, serving.app, serving.judging;"
        "print(sorted({'shap', 'mlflow', 'pyspark', 'matplotlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
