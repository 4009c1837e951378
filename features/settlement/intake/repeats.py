"""Rows that came before: twice in one load, again as they were, corrected, or gone from a file.

the key came earlier in this load           the first row counts, the later one is refused;
                                            of messages the last one counts
the key was loaded before, same content     the row is refused
the key was loaded before, other content    a correction: it enters, the earlier version ends
the key was in a file that is replaced,
and is not in the new one                   withdrawn: the earlier version ends
the row was part of a list (4101) that is
sent again without it                       withdrawn: the earlier version ends
"""

from dataclasses import replace

from features.settlement.contract import Table
from features.settlement.intake.foreign import literal
from features.settlement.intake.incoming import (
    Incoming,
    again_of,
    content_hash,
    key_hash,
    told_by_name,
)
from features.settlement.intake.judgement import LATER, LOADED_BEFORE, TWICE
from features.settlement.intake.workbench import Workbench
from features.settlement.lake.lake import load_of

CORRECTED, WITHDRAWN, REFILED = "corrected", "withdrawn", "refiled"


def refuse_twice(bench: Workbench, table: Table, batches: list[Incoming]) -> None:
    """Refuse the rows whose key came earlier in this load, or comes later in its messages."""
    bench.con.execute(
        "CREATE OR REPLACE TABLE again AS SELECT _file, _row, _place FROM met "
        "WHERE _problem IS NULL AND _key IN (SELECT _key FROM met WHERE _problem IS NULL "
        "GROUP BY _key HAVING count(*) > 1)"
    )
    key = ", ".join(table.key)
    rows = _again(bench, batches, key)
    if rows is None:
        return
    way = " DESC" if any(batch.source.node is not None for batch in batches) else ""
    with told_by_name(bench.con, batches):
        bench.con.execute(
            "CREATE OR REPLACE TABLE twin AS SELECT _file, _row, _place FROM ("
            f"SELECT _file, _row, _place, row_number() OVER (PARTITION BY {key} "
            f"ORDER BY _file{way}, _row{way}, length(_place){way}, _place{way}) AS nth FROM ({rows})) "
            "WHERE nth > 1"
        )
    words = " ".join(
        f"WHEN {part.number} THEN {bench.reasons.number(key, _twice(batch))}"
        for batch in batches
        for part in batch.files
    )
    _refuse(bench, f"CASE twin._file {words} END")


def compare_with_lake(bench: Workbench, table: Table, batches: list[Incoming]) -> None:
    """Refuse the rows that were loaded before as they are; let corrections end what they correct."""
    held = bench.lake.rows(table.name)
    if not held.files:
        return
    versions = bench.lake.versions(bench.con, table.name, ("_load",))
    loads = bench.con.execute(
        f"SELECT DISTINCT _load FROM ({versions}) WHERE {key_hash(table)} IN "
        "(SELECT _key FROM met WHERE _problem IS NULL)"
    ).fetchall()
    if not loads:
        return
    key = ", ".join(table.key)
    wanted = {str(load) for (load,) in loads}
    held = replace(held, files=[path for path in held.files if load_of(path) in wanted])
    versions = held.query(bench.con, ("_load",))
    bench.con.execute(
        f"CREATE OR REPLACE TABLE held AS SELECT {key}, _load, {content_hash(table)} AS _said "
        f"FROM ({versions}) WHERE {key_hash(table)} IN (SELECT _key FROM met WHERE _problem IS NULL)"
    )
    bench.con.execute(
        "CREATE OR REPLACE TABLE again AS SELECT _file, _row, _place FROM met "
        f"WHERE _problem IS NULL AND _key IN (SELECT {key_hash(table)} FROM held)"
    )
    rows = _again(bench, batches, f"{key}, {content_hash(table)} AS _says")
    if rows is None:
        return
    with told_by_name(bench.con, batches):
        bench.con.execute(f"CREATE OR REPLACE TABLE come AS {rows}")
    bench.con.execute(
        "CREATE OR REPLACE TABLE twin AS SELECT _file, _row, _place "
        f"FROM come JOIN held USING ({key}) WHERE _says = _said"
    )
    _refuse(bench, str(bench.reasons.number(key, LOADED_BEFORE)))
    bench.con.execute(
        f"INSERT INTO ending SELECT {key}, _load, '{CORRECTED}' "
        f"FROM come JOIN held USING ({key}) WHERE _says <> _said"
    )


def withdraw_parts(bench: Workbench, table: Table, column: str, lists: str) -> None:
    """End the rows of lists that were sent again, which the list no longer has.

    `column` says to which list a row belongs, `lists` is a query of those sent in this load.
    """
    if not bench.lake.rows(table.name).files:
        return
    versions = bench.lake.versions(bench.con, table.name, ("_load",))
    bench.con.execute(
        f"INSERT INTO ending SELECT {', '.join(table.key)}, _load, '{WITHDRAWN}' "
        f"FROM ({versions}) WHERE {column} IN ({lists}) "
        f"AND {key_hash(table)} NOT IN (SELECT _key FROM met WHERE _key IS NOT NULL)"
    )


def withdraw_vanished(bench: Workbench, table: Table, names: set[str]) -> None:
    """End the rows that came with earlier files of these names and are in no file of this load."""
    if not names or not bench.lake.rows(table.name).files:
        return
    versions = bench.lake.versions(bench.con, table.name, ("_load", "_source"))
    bench.con.execute(
        f"INSERT INTO ending SELECT {', '.join(table.key)}, _load, '{WITHDRAWN}' "
        f"FROM ({versions}) WHERE _source IN ({', '.join(map(literal, sorted(names)))}) "
        f"AND {key_hash(table)} NOT IN (SELECT _key FROM met WHERE _key IS NOT NULL)"
    )


def _twice(batch: Incoming) -> str:
    """What is told of a row whose key came twice in these files."""
    return batch.source.duplicate or (LATER if batch.source.node is not None else TWICE)


def _again(bench: Workbench, batches: list[Incoming], columns: str) -> str | None:
    """These columns of the rows that are in the table `again`, with their places; None without."""
    files = {int(n) for (n,) in bench.con.execute("SELECT DISTINCT _file FROM again").fetchall()}
    rows = again_of(batches, files, columns)
    if rows is None:
        return None
    return (
        f"SELECT r.* FROM ({rows}) AS r SEMI JOIN again AS a ON a._file = r._file "
        "AND a._row = r._row AND a._place IS NOT DISTINCT FROM r._place"
    )


def _refuse(bench: Workbench, problem: str) -> None:
    """Give a problem to the rows that are in the table `twin`."""
    bench.con.execute(
        f"UPDATE met SET _problem = {problem} FROM twin WHERE met._file = twin._file "
        "AND met._row = twin._row AND met._place IS NOT DISTINCT FROM twin._place"
    )
