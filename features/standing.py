"""Every subject's place among its peers, written beside the matrix of a build (domain E.10).

institutions/…            values, beside the peers of the type and level (models read these)
doctors/…, counties/…     values of the other subjects, with the area in which a row may be seen
figures/<subject>/…       area, peers, and what each ratio was made of
standing/<subject>/…      one row an indicator: value, numerator, denominator, cases, shrunken, peers, trend
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from features.edition import Edition
from features.engines import Engine, Told
from features.month import month_number, month_text
from features.signal import Described
from features.sql.expression import literal
from features.sql.months import compile_subjects
from features.sql.span import Span
from features.sql.standing import TREND_MONTHS, long_query, standing_query
from features.subjects import INSTITUTION, SUBJECTS, Subject


@dataclass(frozen=True)
class Only:
    """Whom alone a standing is asked about.

    Attributes:
        key: the key's columns and their values.
        peers: the peer columns in which whoever can be a peer is alike: the first, which is never dropped.
    """

    key: Mapping[str, str]
    peers: Mapping[str, str | None]

    def alike(self, values: Mapping[str, str | None]) -> str:
        """The condition that a row holds these values."""
        return " AND ".join(
            f"{name} IS NULL" if value is None else f"{name} = {literal(value)}"
            for name, value in values.items()
        )


def answerable(lacking: Iterable[str]) -> list[Subject]:
    """The subjects, without the indicators that the data cannot answer."""
    gone = set(lacking)
    return [
        subject.of({n: item for n, item in subject.indicators.items() if n not in gone})
        for subject in SUBJECTS.values()
    ]


def write_month_ends(
    engine: Engine,
    edition: Edition,
    subjects: Sequence[Subject],
    span: Span | None,
    months: list[int],
    told: Told,
) -> None:
    """Answer every subject for these months and write them, and where each stands among its peers."""
    engine.run(compile_subjects(subjects, span).program, told)
    for subject in subjects:
        keys = ", ".join(subject.keys)
        if subject.name == INSTITUTION.name:
            edition.write_institutions(engine, months, list(subject.indicators))
        for month in months:
            order = f"WHERE month = {month} ORDER BY {keys}"
            if subject.name != INSTITUTION.name:
                edition.write(
                    engine, subject.name, month, f"SELECT * FROM answers_{subject.name} {order}"
                )
            edition.write(
                engine,
                f"figures/{subject.name}",
                month,
                f"SELECT * FROM figures_{subject.name} {order}",
            )
    engine.close()
    for subject in subjects:
        if subject.ranked and subject.indicators and months:
            told(f"standing_{subject.name}")
            _write_standing(edition, subject, months)


def _write_standing(edition: Edition, subject: Subject, months: list[int]) -> None:
    with duckdb.connect() as connection:
        stand(connection, edition.folder, subject, months[0])
        for month in months:
            target = edition.file(f"standing/{subject.name}", month)
            target.parent.mkdir(parents=True, exist_ok=True)
            query = f"SELECT * FROM standing WHERE month = {month} ORDER BY ALL"
            connection.execute(
                f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            ).fetchall()


def stand(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    subject: Subject,
    since: int,
    until: int | None = None,
    only: Only | None = None,
) -> None:
    """Make the table `standing` of a subject's months, from the files of a build.

    With `only`, of one and those alike: earlier months are then read of that one alone.
    """
    keys = list(subject.keys)
    values = _files(folder / subject.name, since, until)
    figures = _files(folder / "figures" / subject.name, since, until)
    columns = {row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {values}").fetchall()}
    indicators: dict[str, Described] = {n: i for n, i in subject.indicators.items() if n in columns}
    selected = "".join(f", v.{name}" for name in indicators)
    wide = (
        f"SELECT f.*{selected} FROM {figures} AS f"
        f" JOIN {values} AS v USING ({', '.join([*keys, 'month'])})"
    )
    if only is not None:
        own = only.alike(only.key)
        wide = (
            f"{wide} WHERE month >= {since} AND {only.alike(only.peers) or 'TRUE'}"
            f" UNION ALL {wide} WHERE month < {since} AND {own}"
        )
    connection.execute(f"CREATE OR REPLACE TEMP VIEW wide AS {wide}").fetchall()
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE long AS {long_query(keys, len(subject.peers), indicators)}"
    ).fetchall()
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE standing AS {standing_query(keys, len(subject.peers), since)}"
    ).fetchall()


def _files(folder: Path, since: int, until: int | None) -> str:
    """The files of the months from a year before one month, as a relation."""
    named = {
        month_number(file.stem.removeprefix("month=")): file
        for file in sorted(folder.glob("*.parquet"))
    }
    chosen = [
        literal(str(file))
        for month, file in named.items()
        if month >= since - TREND_MONTHS and (until is None or month <= until)
    ]
    return f"read_parquet([{', '.join(chosen)}], union_by_name = true)"


__all__ = ["answerable", "month_text", "stand", "write_month_ends"]
