"""Lines whose settlement came later, or moved to another month: filed again where they belong.

The row is written once more by the load that brought the settlement and its earlier version ends,
so what was known before stays as it was.
"""

from pathlib import Path

from features.settlement.contract import Table
from features.settlement.judgement import UNKNOWN_SETTLEMENT
from features.settlement.lake import UNPLACED, month_of
from features.settlement.load_ledger import LakeFile
from features.settlement.repeats import REFILED
from features.settlement.translate import literal
from features.settlement.workbench import Workbench, month_folder, month_number


def note_moves(bench: Workbench) -> None:
    """Make the table `moved` of the months in which lines lie whose settlement is elsewhere now.

    Call it once the settlements of this load are written and before they are committed: `arrived`
    has their months, the lake those that they had.
    """
    before = bench.lake.versions(bench.con, "setl_d", ())
    bench.con.execute(
        "CREATE OR REPLACE TEMP TABLE moved AS SELECT setl_id, 0 AS since, month FROM arrived "
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
                f"SELECT r.*, moved.month AS _month FROM ({held}) AS r JOIN moved USING (setl_id) "
                f"WHERE moved.since = {int(month)}"
            )
    if not parts:
        return []
    bench.con.execute(
        "CREATE OR REPLACE TEMP TABLE refiling AS "
        f"SELECT r.* FROM ({' UNION ALL '.join(parts)}) AS r ANTI JOIN ending "
        f"USING ({key}, _load)"
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
            f"SELECT * EXCLUDE (_month) REPLACE ({known}, {literal(bench.load_id)} AS _load) "
            f"FROM refiling WHERE _month = {int(month)}",
            bench.lake.folder / path,
        )
        written.append(LakeFile(table.name, path.as_posix(), int(rows)))
    bench.con.execute(f"INSERT INTO ending SELECT {key}, _load, '{REFILED}' FROM refiling")
    bench.con.execute("DROP TABLE refiling")
    return written
