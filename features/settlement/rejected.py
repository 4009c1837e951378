"""Keeping the rows that were refused, each with its file, row, column, reason and foreign text.

What tells of a person is not kept: columns that the mapping leaves out, unknown columns that look
personal, and numbers of certificates and telephones wherever they stand. In place of a column that
is stored as a pseudonym there is that pseudonym, under the column's canonical name.
"""

from pathlib import Path

from features.settlement.contract import Table
from features.settlement.incoming import Incoming, told_by_name
from features.settlement.lake import REJECTED
from features.settlement.mapping import Rule, Source
from features.settlement.personal import by_name, masked
from features.settlement.translate import Foreign, literal, quote
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
        rows = " UNION ALL ".join(_raw(one, table) for one in some)
        bench.copy(f'{rows} ORDER BY source, "row"', path)


def harmless(source: Source, foreign: Foreign, rules: tuple[Rule, ...]) -> tuple[str, ...]:
    """The columns of a foreign file that are kept with a rejected row.

    A column that a rule reads into the lake as it is may be kept here too; one that nothing names
    only when it does not look personal.
    """
    hashed = {column.name for column in source.table.columns if column.hashed}
    private = {name.lower() for name in source.leaves}
    private |= {n.lower() for rule in rules if rule.column in hashed for n in rule.names}
    known = {n.lower() for rule in rules for n in rule.names} - private
    return tuple(
        name
        for name in foreign.types
        if name.lower() in known or not (name.lower() in private or by_name(name))
    )


def _raw(one: Incoming, table: Table) -> str:
    keys = {name for rule in one.rules if rule.column in table.key for name in rule.names}
    parts = [
        f"{literal(name)}: {f'raw.{quote(name)}' if name in keys else masked(f'raw.{quote(name)}')}"
        for name in one.columns
    ]
    made = {rule.column for rule in one.rules}
    hashed = [c.name for c in table.columns if c.hashed and c.name in made]
    parts += [f"{literal(name)}: j.{name}" for name in hashed]
    raw = ", ".join(parts)
    place = f" AND raw.{quote(one.place)} = bad._place" if one.place else ""
    pseudonyms = (
        f" LEFT JOIN ({one.judged}) AS j ON j._row = bad._row "
        "AND j._place IS NOT DISTINCT FROM bad._place"
    )
    return (
        f'SELECT {literal(one.name)} AS source, bad._row AS "row", reason.col AS "column", '
        f"reason.words AS reason, to_json({{{raw}}})::VARCHAR AS raw "
        f"FROM (SELECT * FROM met WHERE _file = {one.number} AND _problem IS NOT NULL) AS bad "
        f"JOIN reason USING (_problem) JOIN ({one.rows}) AS raw ON raw._row = bad._row{place}"
        f"{pseudonyms if hashed else ''}"
    )
