"""Lines whose settlement came later, or moved to another month: filed again where they belong.

The row is written once more by the load that brought the settlement and its earlier version ends,
so what was known before stays as it was. A line that came as a message before it was settled has its
encounter in the place of its settlement; now it gets the settlement of that encounter.
"""

from pathlib import Path

from features.settlement.contract import Table
from features.settlement.intake.foreign import literal
from features.settlement.intake.incoming import key_hash
from features.settlement.intake.judgement import UNKNOWN_SETTLEMENT
from features.settlement.intake.repeats import REFILED
from features.settlement.intake.workbench import Workbench, month_folder, month_number
from features.settlement.lake.lake import UNPLACED, month_of, reading
from features.settlement.lake.ledger import LakeFile

SENT = {"setl_id", "mdtrt_id", "fee_ocur_time"}
"""Columns of the lines that are sent before they are settled."""


def note_moves(bench: Workbench) -> None:
    """Make the table `moved` of the months in which lines lie whose settlement is elsewhere now.

    Call it once the settlements of this load are written and before they are committed: `arrived`
    has their months, the lake those that they had.
    """
    before = bench.lake.versions(bench.con, "setl_d", ())
    bench.con.execute(
        "CREATE OR REPLACE TABLE moved AS SELECT setl_id, 0 AS since, month FROM arrived "
        "WHERE month <> 0 UNION ALL SELECT arrived.setl_id, b.month, arrived.month FROM arrived "
        f"JOIN (SELECT setl_id, {month_number('setl_time')} AS month FROM ({before})) AS b "
        "USING (setl_id) WHERE b.month <> arrived.month"
    )


def refile(bench: Workbench, table: Table) -> list[LakeFile]:
    """File the lines of this table again whose settlement this load brought or moved."""
    since = bench.con.execute("SELECT DISTINCT since FROM moved ORDER BY since").fetchall()
    key = ", ".join(table.key)
    parts: list[str] = []
    for (month,) in since:
        name = month_folder(table, int(month)).removeprefix("month=")
        rows = bench.lake.rows(table.name, [name])
        files = [p for p in rows.files if month_of(str(p)) == (name if month else UNPLACED)]
        if files:
            held = rows.of(files).query(bench.con, ("_flags", "_load", "_source"))
            parts.append(
                f"SELECT r.*, moved.month AS _month, setl_id AS _was FROM ({held}) AS r "
                f"JOIN moved USING (setl_id) WHERE moved.since = {int(month)}"
            )
            if not month and {column.name for column in table.columns} >= SENT:
                parts += _of_encounters(bench, table, held)
    if not parts:
        return []
    was = ", ".join(f"r.{'_was' if name == 'setl_id' else name}" for name in table.key)
    ended = f"({was}, r._load) IN (SELECT ({key}, _load) FROM ending)"
    bench.con.execute(
        "CREATE OR REPLACE TABLE refiling AS "
        f"SELECT r.* FROM ({' UNION ALL '.join(parts)}) AS r WHERE NOT ({ended})"
    )
    months = bench.con.execute(
        "SELECT _month, count(*) FROM refiling GROUP BY _month ORDER BY _month"
    ).fetchall()
    known = (
        "nullif(array_to_string(list_filter(string_split(_flags, ','), "
        f"lambda flag: flag <> '{UNKNOWN_SETTLEMENT}'), ','), '') AS _flags"
    )
    written: list[LakeFile] = []
    for month, rows in months:
        folder = month_folder(table, int(month))
        path = Path(table.name, folder, f"{bench.load_id}.refiled.parquet")
        bench.copy(
            f"SELECT * EXCLUDE (_month, _was) REPLACE ({known}, {literal(bench.load_id)} AS _load) "
            f"FROM refiling WHERE _month = {int(month)}",
            bench.lake.folder / path,
        )
        written.append(LakeFile(table.name, path.as_posix(), int(rows)))
    bench.con.execute(f"INSERT INTO ending SELECT {was}, r._load, '{REFILED}' FROM refiling AS r")
    bench.con.execute("DROP TABLE refiling")
    return written


def _of_encounters(bench: Workbench, table: Table, held: str) -> list[str]:
    """The lines held under an encounter of which this load brought a settlement.

    The first one settled at or after the charge is theirs, else the last. A line that this load
    brings itself is left to it.
    """
    written = sorted(bench.lake.folder.glob(f"setl_d/*/{bench.load_id}.parquet"))
    if not written:
        return []
    settled = (
        "SELECT mdtrt_id AS _encounter, setl_id AS _settled, setl_time AS _time, "
        f"{month_number('setl_time')} AS _month FROM {reading(written)}"
    )
    found = (
        f"SELECT r.*, coalesce(n._settled, l._settled) AS _found, "
        f"coalesce(n._month, l._month) AS _month FROM ({held}) AS r "
        f"ASOF LEFT JOIN ({settled}) AS n ON n._encounter = r.setl_id AND n._time >= r.fee_ocur_time "
        f"LEFT JOIN (SELECT _encounter, max_by(_settled, _time) AS _settled, "
        f"max_by(_month, _time) AS _month FROM ({settled}) GROUP BY _encounter) AS l "
        "ON l._encounter = r.setl_id WHERE r.setl_id = r.mdtrt_id"
    )
    named = f"SELECT * EXCLUDE (_found) REPLACE (_found AS setl_id), setl_id AS _was FROM ({found})"
    return [
        f"SELECT * FROM ({named}) WHERE setl_id IS NOT NULL AND {key_hash(table)} "
        "NOT IN (SELECT _key FROM met WHERE _problem IS NULL)"
    ]
