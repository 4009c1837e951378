"""The load ledger, the shelf, the score ledger, the queue and its readers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "feedback",
        sa.Column("feedback_id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("score_id", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Text(), nullable=False),
        sa.Column("dspo_way", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("received_at", postgresql.TIMESTAMP(), nullable=False),
        sa.PrimaryKeyConstraint("feedback_id", name=op.f("feedback_pk")),
    )
    op.create_index(
        "feedback_score_id_finding_id", "feedback", ["score_id", "finding_id"], unique=False
    )
    op.create_table(
        "load",
        sa.Column("load_id", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("started_at", postgresql.TIMESTAMP(), nullable=False),
        sa.Column("committed_at", postgresql.TIMESTAMP(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("load_id", name=op.f("load_pk")),
    )
    op.create_table(
        "queue_entry",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("fixmedins_code", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("expected_fen", sa.BigInteger(), nullable=True),
        sa.Column("reasons", postgresql.JSONB(), nullable=False),
        sa.Column("model_version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("month", "kind", "rank", name=op.f("queue_entry_pk")),
    )
    op.create_index(
        "queue_entry_fixmedins_code", "queue_entry", ["fixmedins_code", "month"], unique=False
    )
    op.create_index("queue_entry_subject_id", "queue_entry", ["kind", "subject_id"], unique=False)
    op.create_table(
        "reader",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("fixmedins_code", sa.Text(), nullable=True),
        sa.Column("created_at", postgresql.TIMESTAMP(), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(), nullable=True),
        sa.Column("revoked_at", postgresql.TIMESTAMP(), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("reader_pk")),
    )
    op.create_table(
        "score_ledger",
        sa.Column("score_id", sa.Text(), nullable=False),
        sa.Column("msgid", sa.Text(), nullable=True),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("setl_id", sa.Text(), nullable=True),
        sa.Column("fixmedins_code", sa.Text(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.Column("asked_at", postgresql.TIMESTAMP(), nullable=False),
        sa.Column("answered_at", postgresql.TIMESTAMP(), nullable=True),
        sa.Column("fingerprint", sa.Text(), nullable=True),
        sa.Column("model_version", sa.Text(), nullable=True),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("signals", postgresql.JSONB(), nullable=True),
        sa.Column("findings", postgresql.JSONB(), nullable=True),
        sa.Column("answer", postgresql.JSONB(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("score_id", name=op.f("score_ledger_pk")),
    )
    op.create_index("score_ledger_asked_at", "score_ledger", ["asked_at"], unique=False)
    op.create_index(
        "score_ledger_fixmedins_code_asked_at",
        "score_ledger",
        ["fixmedins_code", "asked_at"],
        unique=False,
    )
    op.create_index("score_ledger_msgid", "score_ledger", ["msgid"], unique=False)
    op.create_index("score_ledger_setl_id", "score_ledger", ["setl_id"], unique=False)
    op.create_table(
        "shelf_event",
        sa.Column("keyset", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("moment", postgresql.TIMESTAMP(), nullable=False),
        sa.Column("setl_id", sa.Text(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "keyset", "key", "day", "moment", "setl_id", name=op.f("shelf_event_pk")
        ),
    )
    op.create_table(
        "shelf_state",
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("published_at", postgresql.TIMESTAMP(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("shelf_state_pk")),
    )
    op.create_table(
        "shelf_tile",
        sa.Column("keyset", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("keyset", "key", "day", name=op.f("shelf_tile_pk")),
    )
    op.create_table(
        "load_count",
        sa.Column("load_id", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("rows_in", sa.BigInteger(), nullable=False),
        sa.Column("loaded", sa.BigInteger(), nullable=False),
        sa.Column("rejected", sa.BigInteger(), nullable=False),
        sa.Column("flagged", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.load_id"], name=op.f("load_count_load_id_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("load_id", "table_name", "source_name", name=op.f("load_count_pk")),
    )
    op.create_table(
        "load_file",
        sa.Column("load_id", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("source_digest", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.load_id"], name=op.f("load_file_load_id_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("load_id", "table_name", "path", name=op.f("load_file_pk")),
    )
    op.create_index("load_file_source_digest", "load_file", ["source_digest"], unique=False)
    op.create_index("load_file_table_name", "load_file", ["table_name"], unique=False)


def downgrade() -> None:
    """Drop them again."""
    op.drop_index("load_file_table_name", table_name="load_file")
    op.drop_index("load_file_source_digest", table_name="load_file")
    op.drop_table("load_file")
    op.drop_table("load_count")
    op.drop_table("shelf_tile")
    op.drop_table("shelf_state")
    op.drop_table("shelf_event")
    op.drop_index("score_ledger_setl_id", table_name="score_ledger")
    op.drop_index("score_ledger_msgid", table_name="score_ledger")
    op.drop_index("score_ledger_fixmedins_code_asked_at", table_name="score_ledger")
    op.drop_index("score_ledger_asked_at", table_name="score_ledger")
    op.drop_table("score_ledger")
    op.drop_table("reader")
    op.drop_index("queue_entry_subject_id", table_name="queue_entry")
    op.drop_index("queue_entry_fixmedins_code", table_name="queue_entry")
    op.drop_table("queue_entry")
    op.drop_table("load")
    op.drop_index("feedback_score_id_finding_id", table_name="feedback")
    op.drop_table("feedback")
