"""How Alembic runs the migrations: on the connection and in the transaction it is given."""

from typing import cast

from alembic import context
from sqlalchemy import Connection

from features.database.schema import VERSION_TABLE
from features.database.tables import metadata

connection = cast("Connection", context.config.attributes["connection"])
context.configure(connection, target_metadata=metadata, version_table=VERSION_TABLE)
with context.begin_transaction():
    context.run_migrations()
