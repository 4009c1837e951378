"""Bringing the tables of a database up to date, safely when several processes do it at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from features.errors import Conflict

VERSION_TABLE = "fundwatch_version"  # MLflow keeps its own alembic_version in the same database
ADVISORY_LOCK = 0x46554E44  # "FUND"
MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(opened: Engine) -> list[str]:
    """Run the migrations that this database lacks, in one transaction; give their names.

    A second process waits for the first and then finds nothing to do. Raises Conflict when the
    database was migrated by a newer program.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with opened.begin() as connection:
        if _version(connection) == script.get_current_head():
            return []
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK})
        before = _version(connection)
        known = {revision.revision for revision in script.walk_revisions()}
        if before is not None and before not in known:
            raise Conflict(
                f"The database is at migration {before}, which this program does not know",
                f"Its newest migration is {script.get_current_head()}",
                "Use the program that migrated the database, or a newer one",
            )
        lacking = [step.revision for step in script.iterate_revisions("head", before or "base")]
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return list(reversed(lacking))


def _version(connection: Connection) -> str | None:
    context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE})
    return context.get_current_revision()
