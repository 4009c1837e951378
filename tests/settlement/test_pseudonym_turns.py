"""Turning the key ring changes every pseudonym and nothing else, wherever it is cut off."""

import shutil
import subprocess

import duckdb
import pytest
from sqlalchemy import select

from features.build import build
from features.database import engine
from features.database.tables import load_file, shelf_state
from features.engines.duckdb import DuckEngine
from features.engines.lake import lake_engine
from features.errors import Conflict, NotReady, Unreachable
from features.settings import Settings
from features.settlement.intake.load import load
from features.settlement.lake.books import prove
from features.settlement.lake.lake import REJECTED, Lake
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from features.settlement.pseudonyms.pseudonym import Pseudonyms
from features.settlement.pseudonyms.rotation import rotate
from tests.settlement.export import settlement, write
from tests.settlement.in_life import (
    PERSONS,
    every_byte,
    export,
    personal,
    rejected,
    silent,
)


@pytest.fixture
def loaded(database, tmp_path) -> Settings:
    load(export(tmp_path / "in"), "core", database)
    return database


def test_turning_the_ring_changes_every_pseudonym_and_nothing_else(loaded, tmp_path):
    before = counted(loaded)
    old_files = set(loaded.path("lake", "setl_d").rglob("*.parquet"))
    old_bytes = every_byte(loaded.path("lake"))
    turned = rotate(loaded, silent)
    ring = KeyRing.read(place_of_keys(loaded))
    assert (turned.after, turned.keys, turned.before) == (ring.id, 2, KeyRing(ring.keys[:1]).id)
    assert turned.files >= 3
    made, old = Pseudonyms(ring), Pseudonyms(KeyRing(ring.keys[:1]))
    told = every_byte(loaded.path("lake"))
    for number in PERSONS[:2]:
        assert old.of("person", number).encode() in old_bytes
        assert old.of("person", number).encode() not in told
        assert made.of("person", number).encode() in told
    assert sorted(rejected(loaded, "setl_d")) == sorted(
        (f"S{n}", made.of("person", PERSONS[n])) for n in (0, 2)
    )
    assert counted(loaded) == before
    assert prove(loaded, silent, deep=True).balanced
    assert not any(path.exists() for path in old_files)
    again = load(tmp_path / "in", "core", loaded)
    assert not again.changed
    write(tmp_path / "more", "setl_d.csv", [personal(1), personal(3)])
    more = load(tmp_path / "more", "core", loaded)
    assert (more.tables["setl_d"].loaded, more.tables["setl_d"].rejected) == (1, 1)
    rotate(loaded, silent)
    assert prove(loaded, silent, deep=True).balanced


def counted(settings: Settings) -> list[tuple[object, ...]]:
    """Everything in the settlements but who they are of."""
    con = duckdb.connect()
    Lake.open(settings).attach(con)
    return con.execute(
        "SELECT * EXCLUDE (psn_no, certno_hash) FROM setl_d ORDER BY setl_id"
    ).fetchall()


def test_turning_the_ring_clears_the_shelf(loaded):
    with engine(loaded).begin() as connection:
        connection.execute(
            shelf_state.insert().values(
                fingerprint="x", ends_on="2025-01-01", published_at="2025-01-02"
            )
        )
    loaded.path("signals").mkdir()
    assert rotate(loaded, silent).rebuild == ["fundwatch signals build"]
    with engine(loaded).connect() as connection:
        assert connection.execute(select(shelf_state)).all() == []


def test_a_turn_cut_off_after_the_ring_is_finished_by_the_next(loaded, tmp_path):
    """The ring has its new key and the ledger does not know it: loads wait for the turn's end."""
    path = place_of_keys(loaded)
    ring = KeyRing.read(path).turned()
    ring.replace(path)
    with pytest.raises(Conflict, match="fundwatch pseudonyms rotate"):
        load(tmp_path / "in", "core", loaded)
    turned = rotate(loaded, silent)
    assert (turned.after, turned.keys) == (ring.id, 2)
    assert KeyRing.read(path) == ring
    assert prove(loaded, silent, deep=True).balanced


def test_a_turn_cut_off_between_ledger_and_rejected_rows_is_finished_by_a_sweep(loaded, tmp_path):
    """The ledger was changed and the rejected rows still wait beside: the next load puts them there."""
    folder = loaded.path("lake", REJECTED, "setl_d")
    shutil.copytree(folder, tmp_path / "old")
    turned = rotate(loaded, silent)
    for path in (tmp_path / "old").iterdir():
        new = folder / path.name
        new.rename(folder / f"{path.name}.next-{turned.after}")
        (folder / f"{path.name}.next-0123456789abcdef").write_bytes(b"of a turn that never was")
        shutil.copy(path, new)
    write(tmp_path / "more", "setl_d.csv", [personal(3)])
    load(tmp_path / "more", "core", loaded)
    made = Pseudonyms(KeyRing.read(place_of_keys(loaded)))
    assert sorted(rejected(loaded, "setl_d")) == sorted(
        (f"S{n}", made.of("person", PERSONS[n])) for n in (0, 2)
    )
    assert list(folder.glob("*.next-*")) == []


def test_a_turn_on_a_full_disk_changes_nothing(loaded, monkeypatch):
    """The folder of the settlements takes no new file: a file stands where it would have to go."""
    ring = KeyRing.read(place_of_keys(loaded))
    with engine(loaded).connect() as connection:
        paths = connection.execute(select(load_file.c.path)).scalars().all()
    folder = loaded.path("lake", "setl_d", "month=2025-01")
    subprocess.run(["chattr", "+i", folder], check=False, capture_output=True)
    immutable = subprocess.run(["touch", folder / "x"], check=False, capture_output=True).returncode
    if not immutable:
        pytest.skip("this file system has no immutable folders")
    try:
        with pytest.raises(Unreachable, match="could not be written"):
            rotate(loaded, silent)
    finally:
        subprocess.run(["chattr", "-i", folder], check=True)
    assert KeyRing.read(place_of_keys(loaded)) == ring
    with engine(loaded).connect() as connection:
        assert connection.execute(select(load_file.c.path)).scalars().all() == paths
    assert prove(loaded, silent, deep=True).balanced


def test_signals_are_built_anew_after_a_turn(database, tmp_path):
    """A build that began before the turn and ends after it publishes nothing."""
    write(tmp_path / "in", "setl_d.csv", [settlement(n) for n in range(30)])
    load(tmp_path / "in", "core", database)
    with lake_engine(database) as lake:
        build(lake, database, lambda _: None)
        assert build(lake, database, lambda _: None).renewed == []
    assert published(database) == 1
    assert rotate(database, silent).rebuild == ["fundwatch signals build"]
    assert published(database) == 0
    with lake_engine(database) as lake:
        assert isinstance(lake, DuckEngine)
        lake.inputs = [*lake.inputs, "setl_d/month=2025-01/of-before-the-turn.parquet"]
        with pytest.raises(Conflict, match="written anew"):
            build(lake, database, lambda _: None)
    assert published(database) == 0
    with lake_engine(database) as lake:
        assert build(lake, database, lambda _: None).renewed is None
    assert published(database) == 1
    made = Pseudonyms(KeyRing.read(place_of_keys(database)))
    assert made.of("person", "P1").encode() in every_byte(database.path("signals"))


def published(settings: Settings) -> int:
    with engine(settings).connect() as connection:
        return len(connection.execute(select(shelf_state)).all())


def test_nothing_to_turn_is_told(database):
    with pytest.raises(NotReady, match="Nothing has been loaded"):
        rotate(database, silent)
