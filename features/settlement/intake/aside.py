"""Columns that nobody asked for: kept aside with their rows, and told of in the load report.

    lake/_aside/<table>/<load>.parquet   source, row, the key (but no number of a person), said

`said` is JSON with what the row has in those columns. A column that looks personal, by its name or
by what it holds, is named in the report and nothing of it is kept.
"""

from pathlib import Path

from features.settlement.contract import Table
from features.settlement.intake.foreign import literal, quote
from features.settlement.intake.incoming import Incoming, told_by_name
from features.settlement.intake.personal import by_content, by_name
from features.settlement.intake.report import KeptAside
from features.settlement.intake.workbench import Workbench
from features.settlement.lake.lake import ASIDE


def keep_aside(bench: Workbench, table: Table, files: list[Incoming]) -> KeptAside | None:
    """Keep what the rows that entered have in columns of no rule; None without such columns."""
    some = [one for one in files if one.others]
    if not some:
        return None
    parts: list[str] = []
    kept: dict[str, None] = {}
    withheld: dict[str, None] = {}
    with told_by_name(bench.con, some):
        for one in some:
            chosen = _harmless(bench, one)
            withheld |= dict.fromkeys(name for name in one.others if name not in chosen)
            if chosen:
                kept |= dict.fromkeys(chosen)
                parts.append(_said(table, one, chosen))
        named = list(dict.fromkeys(part.name for one in some for part in one.files))
        if not parts:
            return KeptAside(table.name, named, [], list(withheld))
        path = Path(ASIDE, table.name, f"{bench.load_id}.parquet")
        bench.copy(" UNION ALL ".join(parts), bench.lake.folder / path)
    rows = bench.number(
        f"SELECT sum(num_rows) FROM parquet_file_metadata({literal(str(bench.lake.folder / path))})"
    )
    return KeptAside(table.name, named, list(kept), list(withheld), path.as_posix(), rows)


def _harmless(bench: Workbench, one: Incoming) -> list[str]:
    """The columns whose values may be kept."""
    unsuspected = [name for name in one.others if not by_name(name)]
    if not unsuspected:
        return []
    asked = ", ".join(by_content(name) for name in unsuspected)
    found = bench.con.execute(f"SELECT {asked} FROM ({one.rows()})").fetchone() or ()
    return [name for name, personal in zip(unsuspected, found, strict=True) if not personal]


def _said(table: Table, one: Incoming, columns: list[str]) -> str:
    """The rows that entered and have something in these columns."""
    keys = [name for name in table.key if not table.column(name).hashed]
    said = ", ".join(
        f"{literal(name)}: nullif(trim(r.{quote(name)}::VARCHAR), '')" for name in columns
    )
    filled = " OR ".join(f"coalesce(trim(r.{quote(name)}::VARCHAR), '') <> ''" for name in columns)
    columns_of_key = "".join(f", j.{name}" for name in keys)
    return (
        f'SELECT {one.named("j._file")} AS source, j._row AS "row"{columns_of_key}, '
        f"to_json({{{said}}})::VARCHAR AS said FROM ({one.rows()}) AS r "
        f"JOIN ({one.judged()}) AS j ON {one.same_place('r', 'j')} "
        f"JOIN met AS m ON m._file = j._file AND m._row = j._row "
        f"AND m._place IS NOT DISTINCT FROM j._place WHERE m._problem IS NULL AND ({filled})"
    )
