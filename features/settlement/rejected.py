"""Keeping the rows that were refused, each with its file, row, column, reason and foreign text.

Names and certificate numbers that the mapping leaves out are left out here as well.
"""

from pathlib import Path

from features.settlement.contract import Table
from features.settlement.incoming import Incoming, told_by_name
from features.settlement.lake import REJECTED
from features.settlement.translate import literal, quote
from features.settlement.workbench import Workbench


def write_rejected(bench: Workbench, table: Table, files: list[Incoming]) -> None:
    """Write the refused rows of these files to lake/_rejected/<table>, when there are any."""
    used = bench.con.execute(
        "SELECT DISTINCT _file, _problem FROM met WHERE _problem IS NOT NULL"
    ).fetchall()
    some = [one for one in files if one.number in {int(file) for file, _ in used}]
    if not some:
        return
    bench.con.execute(
        "CREATE OR REPLACE TEMP TABLE reason (_problem INTEGER, col VARCHAR, words VARCHAR)"
    )
    bench.con.executemany(
        "INSERT INTO reason VALUES (?, ?, ?)",
        [
            [number, bench.reasons[number].column, bench.reasons[number].text]
            for number in sorted({int(problem) for _, problem in used})
        ],
    )
    path = Path(bench.lake.folder, REJECTED, table.name, f"{bench.load_id}.parquet")
    with told_by_name(bench.con, some):
        bench.copy(" UNION ALL ".join(_raw(one) for one in some) + ' ORDER BY source, "row"', path)


def _raw(one: Incoming) -> str:
    raw = ", ".join(f"{literal(name)}: raw.{quote(name)}" for name in one.columns)
    place = f" AND raw.{quote(one.place)} = bad._place" if one.place else ""
    return (
        f'SELECT {literal(one.name)} AS source, bad._row AS "row", reason.col AS "column", '
        f"reason.words AS reason, to_json({{{raw}}})::VARCHAR AS raw "
        f"FROM (SELECT * FROM met WHERE _file = {one.number} AND _problem IS NOT NULL) AS bad "
        f"JOIN reason USING (_problem) JOIN ({one.rows}) AS raw ON raw._row = bad._row{place}"
    )
