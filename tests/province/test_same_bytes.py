"""The same seed gives the same bytes, another seed other ones; work grows with the claims."""

import hashlib
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from features.errors import BadInput, Conflict
from features.settlement.province.order import Order
from features.settlement.province.province import make
from features.settlement.province.run import run, steps
from tests.province.conftest import say_nothing


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_same_seed_same_bytes(tmp_path: Path):
    for name, seed in (("one", 5), ("two", 5), ("other", 6)):
        run(Order(claims=3_000, months=3, seed=seed), tmp_path / name, say_nothing)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    other = digests(tmp_path / "other")
    same = [name for name, digest in digests(tmp_path / "one").items() if other[name] == digest]
    assert not [name for name in same if pq.read_metadata(tmp_path / "one" / name).num_rows]


def test_running_again_replaces_the_files(tmp_path: Path):
    run(Order(claims=2_000, months=3, seed=1), tmp_path, say_nothing)
    run(Order(claims=2_000, months=2, seed=1), tmp_path, say_nothing)
    assert not (tmp_path / "data" / "setl_d-2025-03.parquet").exists()


def test_work_is_in_proportion_to_the_claims():
    small, large = (make(Order(claims=claims, seed=2)) for claims in (8_000, 32_000))
    for province in (small, large):
        assert province.visits.count == pytest.approx(province.world.order.claims, rel=0.01)
    assert large.lines.count / small.lines.count == pytest.approx(4, rel=0.1)
    assert len(large.diagnoses.visit) / len(small.diagnoses.visit) == pytest.approx(4, rel=0.1)
    assert large.world.persons.count / small.world.persons.count == pytest.approx(4, rel=0.1)
    institutions = large.world.institutions.count / small.world.institutions.count
    assert institutions < 2.2  # the roll grows with the root of the claims


def test_every_step_is_announced(tmp_path: Path):
    said: list[str] = []
    order = Order(claims=2_000, months=4, seed=1)
    run(order, tmp_path, said.append)
    assert len(said) == steps(order)


@pytest.mark.parametrize("order", [Order(claims=999), Order(months=0), Order(claims=-5)])
def test_an_order_too_small_is_refused(tmp_path: Path, order: Order):
    with pytest.raises(BadInput):
        run(order, tmp_path, say_nothing)


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "thesis.docx").write_text("mine")
    with pytest.raises(Conflict):
        run(Order(claims=2_000, months=2), tmp_path, say_nothing)
    assert (tmp_path / "data" / "thesis.docx").read_text() == "mine"
