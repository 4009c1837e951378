"""A load that is killed leaves nothing half-loaded, and two loads at once do not meet."""

import signal
import subprocess
import sys

import pytest

from features.settlement.intake.load import load
from features.settlement.lake.lake import Lake
from tests.settlement.export import fee, settlement, write
from tests.settlement.read_back import stored

SETTLEMENTS, LINES = 3000, 9000

# Tells each step before it is taken, so that the parent can kill it there.
CHILD = """
import sys
from pathlib import Path
from features.settings import Settings
from features.settlement.intake.load import load

def tell(doing, done, steps):
    print(done, doing, flush=True)

print(load(Path(sys.argv[1]), "core", Settings(), tell).changed, flush=True)
"""


@pytest.fixture
def export(tmp_path):
    month = "2025-{:02d}-10 12:00:00"
    settlements = [settlement(n, setl_time=month.format(n % 12 + 1)) for n in range(SETTLEMENTS)]
    write(tmp_path, "setl_d.csv", settlements)
    write(tmp_path, "fee_list_d.csv", [fee(n, n % SETTLEMENTS) for n in range(LINES)])
    return tmp_path


def start(folder) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE, text=True
    )


def orphans(database) -> set[str]:
    known = Lake.open(database).ledger.load_ids()
    return {path.stem for path in database.path("lake").glob("*/*/*.parquet")} - known


@pytest.mark.parametrize("step", range(6))
def test_killed_at_any_step(database, export, step):
    """Steps: waiting, reading and writing settlements, reading and writing lines, the ledger."""
    child = start(export)
    assert child.stdout is not None
    for n, _ in enumerate(child.stdout):
        if n == step:
            child.send_signal(signal.SIGKILL)
            break
    child.stdout.close()
    child.wait()
    # The last step may have been over before the signal came: then all is there.
    assert (stored(database, "setl_d"), stored(database, "fee_list_d")) in {
        (0, 0),
        *([(SETTLEMENTS, LINES)] if step == 5 else []),
    }
    load(export, "core", database)
    assert stored(database, "setl_d") == SETTLEMENTS
    assert stored(database, "fee_list_d") == LINES
    assert orphans(database) == set()
    assert list(database.path("lake", "_work").glob("*")) == []


def test_two_loads_at_once_load_once(database, export):
    said = []
    for child in [start(export), start(export)]:
        assert child.stdout is not None
        with child.stdout as lines:
            said.append([line.strip() for line in lines][-1])
        assert child.wait() == 0
    assert sorted(said) == ["False", "True"]
    assert stored(database, "setl_d") == SETTLEMENTS
    assert stored(database, "fee_list_d") == LINES
    assert len(Lake.open(database).ledger.load_ids()) == 1


def test_an_orphan_is_not_read(database, export):
    load(export, "core", database)
    (file, *_) = Lake.open(database).files("setl_d")
    orphan = file.with_name("20250101T000000-cut0ff.parquet")
    orphan.write_bytes(file.read_bytes())
    assert stored(database, "setl_d") == SETTLEMENTS
    load(export, "core", database)
    assert not orphan.exists()
