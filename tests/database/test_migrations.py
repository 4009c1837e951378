"""Migrations: once, whoever asks; and the same tables as the declarations."""

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from features.database import dsn, engine, leave, migrate, url
from features.database.schema import VERSION_TABLE
from features.database.tables import metadata
from features.errors import BadInput, Conflict, Unreachable
from features.settings import Settings
from tests.database.users import let_go, ready, start_migrator


def test_the_first_engine_finds_every_table(home):
    assert set(metadata.tables) <= set(inspect(engine(home)).get_table_names())


def test_migrating_again_does_nothing(home):
    assert "0001" in migrate(home)
    assert migrate(home) == []


def test_processes_that_migrate_at_once_all_succeed(home):
    users = [start_migrator(home.home) for _ in range(4)]
    assert all(ready(user) for user in users)
    assert [let_go(user) for user in users] == [0, 0, 0, 0]
    assert migrate(home) == []


def test_migrations_make_what_the_declarations_say(database):
    with engine(database).connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSION_TABLE,
                "include_name": lambda name, kind, _: kind != "table" or name in metadata.tables,
            },
        )
        assert compare_metadata(context, metadata) == []


def test_a_database_of_a_newer_program_is_refused(database):
    with engine(database).begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(Conflict, match="migration 9999, which this program does not know"):
        migrate(database)


def test_a_server_by_url_is_used_and_no_embedded_one_started(server, home):
    with psycopg.connect(dsn(server), autocommit=True) as connection:
        connection.execute("CREATE DATABASE by_url")
    settings = Settings(home=home.home, database_url=dsn(server).replace("/postgres?", "/by_url?"))
    assert "load" in inspect(engine(settings)).get_table_names()
    assert not settings.path("postgres").exists()
    leave(settings)


def test_an_address_that_is_not_postgresql_is_refused(home):
    for address in ("mysql://host/database", "not an address"):
        with pytest.raises(BadInput, match="FUNDWATCH_DATABASE_URL"):
            url(Settings(home=home.home, database_url=address))


def test_a_server_that_does_not_answer_is_told_without_its_password(home):
    settings = Settings(home=home.home, database_url="postgresql://u:canary@127.0.0.1:1/database")
    with pytest.raises(Unreachable, match=r"u:\*\*\*@127.0.0.1:1/database") as caught:
        engine(settings)
    assert "canary" not in str(caught.value)
