"""What every test has: a home of its own, a database of its own, and no luck."""

import importlib.util
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import settings as hypothesis_settings

from features.database import leave
from features.settings import Settings
from tests.homes import empty_home, running_server
from tests.spread import Spread, turn

ROOT = Path(__file__).parent.parent

hypothesis_settings.register_profile(
    "quick", max_examples=50, deadline=None, derandomize=True, database=None
)
hypothesis_settings.register_profile("deep", max_examples=5000, deadline=None)
hypothesis_settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="rewrite the generated files")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Spread files over workers as `tests/spread.py` says, where it is files that are spread."""
    return Spread(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of generated files, skip by name what cannot run here, and put them in turn."""
    browsers = ("chromium", "chromium-browser", "google-chrome")
    lacking = {
        "spark": not (shutil.which("java") and importlib.util.find_spec("pyspark"))
        and "Java and pyspark are not both here (make setup WITH_SPARK=1)",
        "chromium": not any(map(shutil.which, browsers)) and "no Chromium browser is here",
    }
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.golden)
        for marker, reason in lacking.items():
            if reason and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))
    items.sort(key=turn)


@pytest.fixture(autouse=True)
def no_global_random(request: pytest.FixtureRequest) -> Iterator[None]:
    """The global generators stay as they were: what draws from them is not repeatable."""
    if request.node.get_closest_marker("chromium"):
        yield  # Playwright 1.64 draws from them for its own messages
        return
    before = random.getstate(), np.random.get_state()[1].tolist()
    yield
    assert (random.getstate(), np.random.get_state()[1].tolist()) == before


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings with an empty home and an embedded server of its own, also in the environment."""
    monkeypatch.delenv("FUNDWATCH_DATABASE_URL", raising=False)
    with tempfile.TemporaryDirectory(prefix="fundwatch-test-") as folder:
        monkeypatch.setenv("FUNDWATCH_HOME", folder)
        settings = Settings(home=Path(folder))
        yield settings
        leave(settings)


@pytest.fixture(scope="session")
def server() -> Iterator[Settings]:
    """One embedded server for the whole run, with a migrated database to copy."""
    with running_server() as settings:
        yield settings


@pytest.fixture
def database(server: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings with an empty home and an empty, migrated database, also in the environment."""
    with empty_home(server) as settings:
        monkeypatch.setenv("FUNDWATCH_HOME", str(settings.home))
        monkeypatch.setenv("FUNDWATCH_DATABASE_URL", str(settings.database_url))
        yield settings


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a file of the repository, or rewrite the file under --rewrite."""

    def compare(path: str, text: str) -> None:
        file = ROOT / path
        if request.config.getoption("rewrite"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        found = file.read_text(encoding="utf-8") if file.exists() else None
        assert found == text, f"{path} is out of date: run make golden and look at the difference"

    return compare
