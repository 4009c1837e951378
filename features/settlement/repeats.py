"""Rows that came before: twice in one load, again as they were, corrected, or gone from a file.

the key came earlier in this load           the first row counts, the later one is refused
the key was loaded before, same content     the row is refused
the key was loaded before, other content    a correction: it enters, the earlier version ends
the key was in a file that is replaced,
and is not in the new one                   withdrawn: the earlier version ends
"""

from dataclasses import replace

from features.settlement.contract import Table
from features.settlement.incoming import (
    Incoming,
    all_of,
    content_hash,
    key_hash,
    told_by_name,
)
from features.settlement.judgement import LOADED_BEFORE, TWICE
from features.settlement.lake import load_of
from features.settlement.translate import literal
from features.settlement.workbench import Workbench

CORRECTED, WITHDRAWN, REFILED = "corrected", "withdrawn", "refiled"


def refuse_twice(bench: Workbench, table: Table, files: list[Incoming]) -> None:
    """Refuse the rows whose key came earlier in this load, by file, row and place."""
    bench.con.execute(
        "CREATE OR REPLACE TEMP TABLE again AS SELECT _file, _row, _place FROM met "
        "WHERE _problem IS NULL AND _key IN (SELECT _key FROM met WHERE _problem IS NULL "
        "GROUP BY _key HAVING count(*) > 1)"
    )
    some = _concerned(bench, files)
    if not some:
        return
    key = ", ".join(table.key)
    with told_by_name(bench.con, some):
        bench.con.execute(
            "CREATE OR REPLACE TEMP TABLE twin AS SELECT _file, _row, _place FROM ("
            f"SELECT _file, _row, _place, row_number() OVER (PARTITION BY {key} "
            f"ORDER BY _file, _row, length(_place), _place) AS nth FROM ({_again(some, key)})) "
            "WHERE nth > 1"
        )
    words = " ".join(
        f"WHEN {one.number} THEN {bench.reasons.number(key, one.source.duplicate or TWICE)}"
        for one in some
    )
    _refuse(bench, f"CASE twin._file {words} END")


def compare_with_lake(bench: Workbench, table: Table, files: list[Incoming]) -> None:
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
        f"CREATE OR REPLACE TEMP TABLE held AS SELECT {key}, _load, {content_hash(table)} AS _said "
        f"FROM ({versions}) WHERE {key_hash(table)} IN (SELECT _key FROM met WHERE _problem IS NULL)"
    )
    bench.con.execute(
        "CREATE OR REPLACE TEMP TABLE again AS SELECT _file, _row, _place FROM met "
        f"WHERE _problem IS NULL AND _key IN (SELECT {key_hash(table)} FROM held)"
    )
    some = _concerned(bench, files)
    with told_by_name(bench.con, some):
        bench.con.execute(
            "CREATE OR REPLACE TEMP TABLE come AS "
            + _again(some, f"{key}, {content_hash(table)} AS _says")
        )
    bench.con.execute(
        "CREATE OR REPLACE TEMP TABLE twin AS SELECT _file, _row, _place "
        f"FROM come JOIN held USING ({key}) WHERE _says = _said"
    )
    _refuse(bench, str(bench.reasons.number(key, LOADED_BEFORE)))
    bench.con.execute(
        f"INSERT INTO ending SELECT {key}, _load, '{CORRECTED}' "
        f"FROM come JOIN held USING ({key}) WHERE _says <> _said"
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


def _concerned(bench: Workbench, files: list[Incoming]) -> list[Incoming]:
    """The files of which rows are in the table `again`."""
    numbers = {n for (n,) in bench.con.execute("SELECT DISTINCT _file FROM again").fetchall()}
    return [one for one in files if one.number in numbers]


def _again(files: list[Incoming], columns: str) -> str:
    """These columns of the rows that are in the table `again`, with their places."""
    rows = all_of(
        files,
        lambda one: (
            f"SELECT {one.number} AS _file, _row, _place, {columns} FROM ({one.judged}) AS j"
        ),
    )
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
