"""The sample workbooks of every kind, written once for all tests that only read them."""

from pathlib import Path

import pytest

from features.settlement.knowledge.kinds import KINDS
from features.settlement.knowledge.samples import write_samples


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The workbook of each kind under its official name, by the kind's number."""
    files = write_samples(tmp_path_factory.mktemp("official"))
    return {kind.no: file for kind, file in zip(KINDS, files, strict=True)}
