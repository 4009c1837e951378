"""The quality of what the lake holds now: a survey over its rows, and the rows that it refused."""

from collections.abc import Generator
from contextlib import contextmanager

import duckdb

from features.errors import BadInput, NotReady
from features.settings import Settings
from features.settlement.intake.foreign import literal
from features.settlement.intake.judgement import LOADED_BEFORE
from features.settlement.lake.lake import REJECTED, Lake, load_of
from features.settlement.quality.allowed import allowed
from features.settlement.quality.checks import CHECKS
from features.settlement.quality.quality_report import InstitutionMonth, QualityReport
from features.settlement.quality.survey import Asked, Survey, Told
from features.settlement.tables import TABLES


def survey_lake(settings: Settings, asked: Asked, told: Told) -> QualityReport:
    """Survey the lake of these settings.

    Raises NotReady when it holds no rows, and BadInput when none is of what was asked, or when
    `quality.toml` cannot be used.
    """
    with _opened(settings, asked) as (con, lake, survey):
        report = _with_rejected(survey.run(told), _rejected(con, lake, asked))
    if not report.institutions and asked != Asked():
        raise BadInput(
            "No row in the lake is of what was asked",
            f"Months are as 2025-01, of {', '.join(lake.months()[:1])} and later; institutions by code",
            "Ask for another month or institution, or for all",
        )
    return report


def broken_rows(
    settings: Settings, asked: Asked, check: str, limit: int
) -> tuple[list[str], list[list[object]]]:
    """The keys of rows that break a check across tables: names of columns, and at most `limit` rows.

    Raises BadInput when there is no such check, and NotReady when the lake holds no rows.
    """
    if check not in CHECKS:
        near = [name for name in CHECKS if check.split("_")[0] in name][:6] or list(CHECKS)[:6]
        raise BadInput(
            f"There is no check across tables named {check}",
            f"Checks are, among others, {', '.join(near)}",
            "fundwatch quality prints the names of those that rows break",
        )
    with _opened(settings, asked) as (_, _, survey):
        return survey.broken_rows(CHECKS[check], limit)


@contextmanager
def _opened(
    settings: Settings, asked: Asked
) -> Generator[tuple[duckdb.DuckDBPyConnection, Lake, Survey]]:
    lake = Lake.open(settings)
    scratch = settings.path("scratch")
    scratch.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"temp_directory": str(scratch)}) as con:
        present = lake.attach(con)
        if not present:
            raise NotReady(
                "The lake holds no rows yet",
                "Quality is that of loaded settlement data",
                "Load some: fundwatch load DIR",
            )
        for table in TABLES:
            rows = lake.relation(con, table, asked.months or None, also=("_flags",))
            con.execute(f"CREATE VIEW asked_{table} AS {rows}")
        yield con, lake, Survey(con, present, asked, allowed(settings.path("quality.toml")))


def _rejected(
    con: duckdb.DuckDBPyConnection, lake: Lake, asked: Asked
) -> list[tuple[str, str | None, int]]:
    """Refused rows by institution and month, as far as their foreign text tells them.

    Rows that were refused because the same row is there already are no fault of the sender's.
    """
    counting = lake.ledger.load_ids()
    found: list[tuple[str, str | None, int]] = []
    for table in TABLES.values():
        folder = lake.folder / REJECTED / table.name
        files = [
            str(path) for path in sorted(folder.glob("*.parquet")) if load_of(path) in counting
        ]
        if not files:
            continue
        code = _told("main_pracins_no" if table.name == "dr_info_b" else "fixmedins_code")
        day = _told("setl_time" if table.month_of == "setl_id" else table.month_of or "")
        month = f"regexp_extract({day}, '^\\d{{4}}-\\d{{2}}')"
        rows = con.execute(
            f"SELECT institution, month, count(*) FROM (SELECT {code} AS institution, "
            f"nullif({month}, '') AS month FROM read_parquet(?) "
            f"WHERE reason <> {literal(LOADED_BEFORE)}) "
            f"WHERE institution IS NOT NULL AND {asked.condition} GROUP BY ALL",
            [files],
        ).fetchall()
        found += [(str(row[0]), row[1], int(row[2])) for row in rows]
    return found


def _told(column: str) -> str:
    """A column of the foreign row, as its JSON has it under its own name, in either case."""
    if not column:
        return "NULL::VARCHAR"
    names = (column, column.upper())
    return f"coalesce({', '.join(f'raw ->> {literal(name)}' for name in names)})"


def _with_rejected(
    report: QualityReport, rejected: list[tuple[str, str | None, int]]
) -> QualityReport:
    months = {(one.institution, one.month): one for one in report.institutions}
    for institution, month, rows in rejected:
        one = months.setdefault((institution, month), InstitutionMonth(institution, month))
        one.rejected += rows
    ordered = sorted(months, key=lambda key: (key[0], key[1] or ""))
    return QualityReport(
        report.months,
        report.list_days,
        report.working_days,
        report.checks,
        [months[key] for key in ordered],
    )
