"""The tables of the database. Moments are Beijing time without zone; money is integer fen.

A change here needs a migration beside it (migrations/versions); a test compares the two.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

MOMENT = TIMESTAMP(timezone=False)

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "fk": "%(table_name)s_%(column_0_name)s_fk",
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_unique",
    }
)

# -- the load ledger: which files of the lake count -------------------------------------------

load = Table(
    "load",
    metadata,
    Column("load_id", Text, primary_key=True),
    Column("mapping", Text, nullable=False),
    Column("started_at", MOMENT, nullable=False),
    Column("committed_at", MOMENT),
    Column("state", Text, nullable=False),
    Column("known_on", Date, nullable=False),
    Column("pseudonym_ring", Text),
    Index("load_known_on", "known_on"),
)

load_file = Table(
    "load_file",
    metadata,
    Column("load_id", Text, ForeignKey("load.load_id", ondelete="CASCADE"), primary_key=True),
    Column("table_name", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("rows", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Index("load_file_table_name", "table_name"),
)

load_count = Table(
    "load_count",
    metadata,
    Column("load_id", Text, ForeignKey("load.load_id", ondelete="CASCADE"), primary_key=True),
    Column("table_name", Text, primary_key=True),
    Column("source_name", Text, primary_key=True),
    Column("source_digest", Text, nullable=False),
    Column("rows_in", BigInteger, nullable=False),
    Column("loaded", BigInteger, nullable=False),
    Column("rejected", BigInteger, nullable=False),
    Column("flagged", BigInteger, nullable=False),
    Index("load_count_source_digest", "source_digest"),
)

load_change = Table(
    "load_change",
    metadata,
    Column("load_id", Text, ForeignKey("load.load_id", ondelete="CASCADE"), primary_key=True),
    Column("table_name", Text, primary_key=True),
    Column("corrected", BigInteger, nullable=False),
    Column("withdrawn", BigInteger, nullable=False),
    Column("refiled", BigInteger, nullable=False),
)

# -- the shelf: a key's tiles of whole days, and events of days that are not over; days since 1970 --

shelf_tile = Table(
    "shelf_tile",
    metadata,
    Column("keyset", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("tiles", Text, nullable=False),
)

shelf_event = Table(
    "shelf_event",
    metadata,
    Column("keyset", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("moment", MOMENT, primary_key=True),
    Column("setl_id", Text, primary_key=True),
    Column("since", Integer, nullable=False),
    Column("parts", Text, nullable=False),
)

shelf_state = Table(
    "shelf_state",
    metadata,
    Column("fingerprint", Text, primary_key=True),
    Column("ends_on", Date, nullable=False),
    Column("published_at", MOMENT, nullable=False),
)

# -- verdicts of the service, and what comes back ---------------------------------------------

score_ledger = Table(
    "score_ledger",
    metadata,
    Column("score_id", Text, primary_key=True),
    Column("msgid", Text),
    Column("client", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("setl_id", Text),
    Column("fixmedins_code", Text),
    Column("area", Text),
    Column("asked_at", MOMENT, nullable=False),
    Column("answered_at", MOMENT),
    Column("fingerprint", Text),
    Column("model_version", Text),
    Column("score", Double),
    Column("signals", JSONB),
    Column("findings", JSONB),
    Column("answer", JSONB),
    Column("state", Text, nullable=False),
    Index("score_ledger_asked_at", "asked_at"),
    Index("score_ledger_fixmedins_code_asked_at", "fixmedins_code", "asked_at"),
    Index("score_ledger_msgid", "msgid"),
    Index("score_ledger_setl_id", "setl_id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("feedback_id", BigInteger, Identity(always=True), primary_key=True),
    Column("score_id", Text, nullable=False),
    Column("finding_id", Text, nullable=False),
    Column("dspo_way", Text, nullable=False),
    Column("reason", Text),
    Column("received_at", MOMENT, nullable=False),
    Index("feedback_score_id_finding_id", "score_id", "finding_id"),
)

queue_entry = Table(
    "queue_entry",
    metadata,
    Column("month", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("subject_id", Text, nullable=False),
    Column("fixmedins_code", Text),
    Column("area", Text),
    Column("score", Double, nullable=False),
    Column("expected_fen", BigInteger),
    Column("reasons", JSONB, nullable=False),
    Column("model_version", Text, nullable=False),
    Index("queue_entry_subject_id", "kind", "subject_id"),
    Index("queue_entry_fixmedins_code", "fixmedins_code", "month"),
)

# -- who may read ------------------------------------------------------------------------------

reader = Table(
    "reader",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("area", Text),
    Column("fixmedins_code", Text),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT),
    Column("revoked_at", MOMENT),
)
