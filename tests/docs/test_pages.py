"""The pages hold together: links lead somewhere, modules are described, both READMEs say the same."""

import ast
import re
from pathlib import Path

import pytest

from features.catalog import SIGNALS
from features.indicators import INDICATORS
from tests.docs import pages

PACKAGES = ("features", "models", "serving")
MODULES = sorted(
    path.relative_to(pages.ROOT)
    for package in PACKAGES
    for path in (pages.ROOT / package).rglob("*.py")
)
PRIVATE = re.compile(r"/(?:home|root|Users|tmp|work|var|mnt)/\w")


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    assert [target for target in pages.links(page) if not (pages.ROOT / target).exists()] == []


@pytest.mark.parametrize("page", pages.PAGES)
def test_no_page_names_a_folder_of_somebodys_machine(page: str) -> None:
    assert PRIVATE.findall(pages.text(page)) == []


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_file_that_a_page_names_is_there(page: str) -> None:
    """A page names a file by its path or, within a room, by its end: `sql/past.py`."""
    tracked = [path.as_posix() for path in pages.ROOT.rglob("*.py") if ".venv" not in path.parts]
    named = [span for span in pages.spans(page) if re.fullmatch(r"[\w./*-]+\.py", span)]
    lost = [span for span in named if not any(Path(path).match(f"*/{span}") for path in tracked)]
    assert lost == []


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_every_module_says_its_place(module: Path) -> None:
    words = ast.get_docstring(ast.parse((pages.ROOT / module).read_text("utf-8")))
    assert words
    assert words.splitlines()[0].rstrip().endswith((".", "?", ":")), words.splitlines()[0]


def rooms() -> list[str]:
    """The modules and packages directly in each package, as ARCHITECTURE.md names them."""
    found = [
        path.name if path.suffix == ".py" else f"{path.name}/"
        for package in PACKAGES
        for path in sorted((pages.ROOT / package).iterdir())
        if (path.suffix == ".py" and path.name != "__init__.py") or (path / "__init__.py").exists()
    ]
    return sorted(set(found))


@pytest.mark.parametrize("room", rooms())
def test_every_room_is_in_the_architecture(room: str) -> None:
    spans = pages.spans("ARCHITECTURE.md")
    named = any(
        span == room or span.endswith(f"/{room}") or span.startswith(room) for span in spans
    )
    assert named, f"say in ARCHITECTURE.md, under its package, what {room} is for"


def test_both_readmes_run_the_same_commands() -> None:
    english, chinese = (
        [
            re.sub(r" +# .*", "", line)
            for block in pages.blocks(page, "bash")
            for line in block.splitlines()
        ]
        for page in pages.READMES
    )
    assert english == chinese
    assert english


def test_both_readmes_show_the_same_output() -> None:
    shown = [pages.blocks(page, "text") for page in pages.READMES]
    assert shown[0] == shown[1]
    assert shown[0]


def test_both_readmes_have_the_same_tables() -> None:
    first = [
        re.findall(r"^\| (`[^|]+`) \|", pages.text(page), re.MULTILINE) for page in pages.READMES
    ]
    assert first[0] == first[1]


def test_the_changelog_counts_what_there_is() -> None:
    newest = pages.text("CHANGELOG.md").split("\n## ")[1]
    assert f" {len(SIGNALS)} questions (signals)" in newest
    assert f" {len(INDICATORS)} (indicators)" in newest


def test_every_decision_says_what_it_costs() -> None:
    records = pages.text("DECISIONS.md").split("\n## ")[1:]
    assert [int(record.split(".")[0]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        parts = re.findall(r"^\*\*(\w+)\.\*\*", record, re.MULTILINE)
        assert parts == ["Decision", "Options", "Why", "Costs"], record.splitlines()[0]
