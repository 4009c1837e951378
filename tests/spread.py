"""Which worker runs which tests, and in which order.

A folder with a `conftest.py` has a home, a province or a training of its own, which every worker
that runs one of its files would make again: so the whole folder goes to one. Every other file goes
for itself. The folders of long files begin, so that no worker ends with one while the others wait.
"""

from pathlib import Path

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

TESTS = Path(__file__).parent
BEGIN = ("serving", "generative", "settlement", "province", "database")


def turn(item: pytest.Item) -> int:
    """When the test's folder has its turn: those of long files in their order, then the others."""
    folder = item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""
    return BEGIN.index(folder) if folder in BEGIN else len(BEGIN)


class Spread(LoadFileScheduling):
    """Gives workers files, or folders with fixtures of their own, in the order of collection."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        config.option.loadscopereorder = False  # a file of few tests may be a long one
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        folder = TESTS.parent / Path(file).parent
        own = folder != TESTS and (folder / "conftest.py").exists()
        return str(Path(file).parent) if own else file
