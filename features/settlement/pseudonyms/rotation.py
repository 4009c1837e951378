"""Turning the key ring: every pseudonym in the lake passed through one new key, all at once.

    write each file anew beside the old  →  add the key to the ring  →  change the ledger  →  sweep

Only the change of the ledger makes it so, in one transaction that also clears the shelf, whose
tiles are under the old pseudonyms. Cut off before it, the lake is as it was; cut off between the
ring and the ledger, loads are refused until a second call finishes it.
"""

import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb
from sqlalchemy import delete, update

from features.database.tables import load, load_file, shelf_event, shelf_state, shelf_tile
from features.errors import Unreachable
from features.settings import Settings
from features.settlement.intake.foreign import literal
from features.settlement.intake.sweeping import next_of, sweep
from features.settlement.lake.lake import ASIDE, REJECTED, Lake
from features.settlement.lake.ledger import LakeFile
from features.settlement.lake.ring import ring_to_read, rings_in
from features.settlement.pseudonyms.key_ring import KeyRing, place_of_keys
from features.settlement.pseudonyms.pseudonym import passed_on
from features.settlement.tables import TABLES

Watched = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Turned:
    """What a turn of the ring did: the ids of the rings, how many keys there are now, what it wrote.

    `rebuild` names the commands that must be run again before the service scores.
    """

    before: str
    after: str
    keys: int
    files: int
    rows: int
    rejected_files: int
    rebuild: list[str]

    def as_json(self) -> dict[str, object]:
        """The report as plain values."""
        return {**asdict(self)}


def rotate(settings: Settings, watched: Watched) -> Turned:
    """Turn the ring of this lake by one key, or finish a turn that was cut off.

    Waits while a load runs. Raises NotReady when nothing was loaded, Conflict when the ring is not
    the lake's, Unreachable when the disk does not take the new files; then nothing has changed.
    """
    lake = Lake.open(settings)
    with lake.ledger.one_at_a_time():
        sweep(lake, settings)
        with lake.ledger.writing() as connection:
            old = ring_to_read(settings, rings_in(connection))
        place = place_of_keys(settings)
        ring = KeyRing.read(place)
        new = ring.turned() if ring == old else ring
        turn = _Turn(lake, new.keys[len(old.keys) :], new)
        files = [file for file in lake.ledger.entries() if turn.columns(file)]
        beside = [path for folder in (REJECTED, ASIDE) for path in _files(lake, folder)]
        try:
            written = [
                turn.rewritten(file)
                for n, file in enumerate(files)
                if watched("改写 | Rewriting", n, len(files) + len(beside)) is None
            ]
            for n, path in enumerate(beside):
                watched("改写 | Rewriting", len(files) + n, len(files) + len(beside))
                turn.write_next(path)
            if new != ring:
                new.replace(place)
        except (OSError, duckdb.IOException) as fault:
            sweep(lake, settings)
            raise Unreachable(
                "The files of the lake could not be written anew",
                "The disk has room for a second lake while the ring is turned",
                "Make room and turn it again; the lake and its keys are as they were",
            ) from fault
        finally:
            turn.close()
        _enter(lake, new.id, zip(files, written, strict=True))
        sweep(lake, settings)
    return Turned(
        before=old.id,
        after=new.id,
        keys=len(new.keys),
        files=len(written),
        rows=sum(file.rows for file in written),
        rejected_files=len(beside),
        rebuild=["fundwatch signals build"] if settings.path("signals").exists() else [],
    )


def _enter(lake: Lake, ring_id: str, files: Iterable[tuple[LakeFile, LakeFile]]) -> None:
    """Put the new files in the place of the old ones and clear the shelf, in one transaction."""
    with lake.ledger.writing() as connection:
        connection.execute(update(load).values(pseudonym_ring=ring_id))
        for old, new in files:
            connection.execute(
                update(load_file)
                .where(load_file.c.load_id == old.load, load_file.c.path == old.path)
                .values(path=new.path)
            )
        for table in (shelf_state, shelf_event, shelf_tile):
            connection.execute(delete(table))


def _files(lake: Lake, folder: str) -> list[Path]:
    return sorted((lake.folder / folder).glob("*/*.parquet"))


class _Turn:
    """Writes files of the lake anew with new keys."""

    def __init__(self, lake: Lake, keys: tuple[bytes, ...], ring: KeyRing) -> None:
        self._lake, self._keys, self._ring = lake, keys, ring
        self._con = duckdb.connect()

    def close(self) -> None:
        """Let go of the connection, and of the keys with it."""
        self._con.close()

    def columns(self, file: LakeFile) -> list[str]:
        """The columns of a file in the ledger that hold pseudonyms."""
        table = TABLES.get(file.table)
        hashed = {column.name for column in table.columns if column.hashed} if table else set[str]()
        return [name for name in self._names(self._lake.folder / file.path) if name in hashed]

    def rewritten(self, file: LakeFile) -> LakeFile:
        """Write a file anew under the name of the new ring, and give it as the ledger knows it."""
        path = Path(file.path)
        stem = ".".join(part for part in path.stem.split(".") if not part.startswith("ring-"))
        new = path.with_name(f"{stem}.ring-{self._ring.id}.parquet")
        passed = ", ".join(
            f"{self._passed(file.table, name, name)} AS {name}" for name in self.columns(file)
        )
        self._copy(
            f"SELECT * REPLACE ({passed})", self._lake.folder / path, self._lake.folder / new
        )
        return LakeFile(file.table, new.as_posix(), file.rows, file.kind)

    def write_next(self, path: Path) -> None:
        """Write a file that the ledger does not list anew, to take its place with the ring."""
        table = path.parent.name
        names = self._names(path)
        columns = TABLES[table].columns if table in TABLES else ()  # messages hold nothing hashed
        hashed = [column.name for column in columns if column.hashed]
        told = [f"{self._passed(table, n, n)} AS {n}" for n in hashed if n in names]
        if "raw" in names:
            raw = "raw"
            for name in hashed:
                kept = f"json_extract_string(raw, '$.{name}')"
                patch = f"json_object('{name}', {self._passed(table, name, kept)})"
                raw = (
                    f"CASE WHEN {kept} IS NULL THEN {raw} "
                    f"ELSE json_merge_patch({raw}::JSON, {patch})::VARCHAR END"
                )
            told.append(f"{raw} AS raw")
        chosen = f"SELECT * REPLACE ({', '.join(told)})" if told else "SELECT *"
        self._copy(chosen, path, next_of(path, self._ring.id))

    def _passed(self, table: str, column: str, value: str) -> str:
        word = TABLES[table].column(column).hashed or ""
        for key in self._keys:
            value = passed_on(self._con, key, word, value)
        return value

    def _names(self, path: Path) -> list[str]:
        described = self._con.execute(
            f"DESCRIBE SELECT * FROM read_parquet({literal(str(path))}, hive_partitioning = false)"
        )
        return [str(row[0]) for row in described.fetchall()]

    def _copy(self, chosen: str, path: Path, to: Path) -> None:
        self._con.execute(
            f"COPY ({chosen} FROM read_parquet({literal(str(path))}, hive_partitioning = false)) "
            f"TO {literal(str(to))} (FORMAT parquet, COMPRESSION zstd)"
        )
        with to.open("rb") as file:
            os.fsync(file.fileno())
