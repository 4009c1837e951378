"""Keeping the rows that were refused, each with its file, row, column, reason and foreign text.

What tells of a person is not kept: columns that the mapping leaves out, unknown columns that look
personal, and numbers of certificates and telephones wherever they stand. In place of a column that
is stored as a pseudonym there is that pseudonym, under the column's canonical name.
"""

from pathlib import Path

from features.settlement.contract import Table
from features.settlement.intake.foreign import Foreign, literal, quote
from features.settlement.intake.incoming import Incoming, told_by_name
from features.settlement.intake.personal import by_name, masked
from features.settlement.intake.workbench import Workbench
from features.settlement.lake.lake import REJECTED
from features.settlement.mapping.mapping import Rule, Source


def write_rejected(bench: Workbench, table: Table, batches: list[Incoming]) -> None:
    """Write the refused rows of these files to lake/_rejected/<table>, when there are any."""
    used = bench.con.execute(
        "SELECT DISTINCT _file, _problem FROM met WHERE _problem IS NOT NULL"
    ).fetchall()
    numbers = {int(file) for file, _ in used}
    some = [batch for batch in batches if batch.of(numbers)]
    if not some:
        return
    bench.con.execute(
        "CREATE OR REPLACE TABLE reason (_problem INTEGER, col VARCHAR, words VARCHAR)"
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
        rows = " UNION ALL ".join(_raw(batch, table, batch.of(numbers)) for batch in some)
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


def _raw(batch: Incoming, table: Table, numbers: list[int]) -> str:
    """The refused rows of the files of these numbers, as they are kept."""
    keys = {name for rule in batch.rules if rule.column in table.key for name in rule.names}
    parts = [
        f"{literal(name)}: {f'raw.{quote(name)}' if name in keys else masked(f'raw.{quote(name)}')}"
        for name in batch.columns
    ]
    made = {rule.column for rule in batch.rules}
    hashed = [c.name for c in table.columns if c.hashed and c.name in made]
    parts += [f"{literal(name)}: j.{name}" for name in hashed]
    pseudonyms = (
        f" LEFT JOIN ({batch.judged(numbers)}) AS j ON j._file = bad._file AND j._row = bad._row "
        "AND j._place IS NOT DISTINCT FROM bad._place"
    )
    return (
        f'SELECT {batch.named("bad._file", numbers)} AS source, bad._row AS "row", '
        f'reason.col AS "column", reason.words AS reason, '
        f"to_json({{{', '.join(parts)}}})::VARCHAR AS raw "
        f"FROM (SELECT * FROM met WHERE _file IN ({', '.join(map(str, numbers))}) "
        "AND _problem IS NOT NULL) AS bad JOIN reason USING (_problem) "
        f"JOIN ({batch.rows(numbers)}) AS raw ON {batch.same_place('raw', 'bad')}"
        f"{pseudonyms if hashed else ''}"
    )
