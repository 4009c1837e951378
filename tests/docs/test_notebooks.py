"""Notebooks are executed, whole and in order, without errors, and name no machine."""

import json
import re
from pathlib import Path

import nbformat
import pytest

from tests.docs import pages

NOTEBOOKS = sorted((pages.ROOT / "notebooks").glob("*.ipynb"))
PLACES = re.compile(r"/(?:home|root|Users|tmp|work|usr|opt|var|mnt)/\w|[A-Z]:\\\\")


def cells(notebook: Path) -> list[nbformat.NotebookNode]:
    read = nbformat.read(notebook, as_version=4)
    nbformat.validate(read)
    return [cell for cell in read.cells if cell.cell_type == "code"]


def test_there_are_notebooks_numbered_from_one() -> None:
    numbers = [int(path.name[:2]) for path in NOTEBOOKS]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_was_executed_in_order(notebook: Path) -> None:
    code = cells(notebook)
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_cell_failed_or_warned(notebook: Path) -> None:
    bad = [
        output.get("ename") or output.get("text", "")[:200]
        for cell in cells(notebook)
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
    assert bad == []


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_outputs_name_no_folder_of_a_machine(notebook: Path) -> None:
    for cell in cells(notebook):
        for output in cell.outputs:
            data = {k: v for k, v in output.get("data", {}).items() if not k.startswith("image/")}
            assert (
                PLACES.findall(json.dumps(data, ensure_ascii=False) + output.get("text", "")) == []
            )


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_shows_plots(notebook: Path) -> None:
    images = [
        o for cell in cells(notebook) for o in cell.outputs if "image/png" in o.get("data", {})
    ]
    assert len(images) >= 3


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_tells_in_both_languages(notebook: Path) -> None:
    told = "".join(
        c.source for c in nbformat.read(notebook, as_version=4).cells if c.cell_type == "markdown"
    )
    assert re.search(r"[\u4e00-\u9fff]", told)
    assert re.search(r"[a-z]{4,}", told)
