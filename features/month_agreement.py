"""Do the built months of every subject equal what the whole lake says, asked afresh?

A build makes only some months anew, and keeps the rest; here nothing is kept.
"""

from features.build import BuildReport
from features.engines import Engine
from features.month import month_text
from features.settings import Settings
from features.sql.expression import literal
from features.sql.months import compile_subjects
from features.standing import answerable


def month_rows(settings: Settings, engine: Engine, report: BuildReport) -> tuple[int, list[str]]:
    """How many built rows were compared, and which subject's months differ."""
    subjects = [subject for subject in answerable(report.absent) if subject.indicators]
    engine.run(compile_subjects(subjects).program)
    compared, differing = 0, []
    for subject in subjects:
        files = literal(str(settings.path("signals", subject.name, "*.parquet")))
        columns = ", ".join([*subject.keys, "month", *subject.indicators])
        built = f"SELECT {columns} FROM read_parquet({files})"
        fresh = f"SELECT {columns} FROM answers_{subject.name}"
        compared += engine.rows(f"SELECT COUNT(*) AS n FROM ({built})").to_pylist()[0]["n"]
        other = (
            f"SELECT month, COUNT(*) AS n FROM (({built} EXCEPT ALL {fresh})"
            f" UNION ALL ({fresh} EXCEPT ALL {built})) GROUP BY month ORDER BY month"
        )
        differing += [
            f"months: {subject.name} {month_text(row['month'])} ({row['n']} rows)"
            for row in engine.rows(other).to_pylist()
        ]
    engine.close()
    return compared, differing
