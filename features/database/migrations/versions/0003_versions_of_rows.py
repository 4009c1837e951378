"""A load has the day on which its rows became known, and what it changed of earlier ones."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Earlier loads were known on the day they began; their files hold rows, and ended none."""
    op.add_column("load", sa.Column("known_on", sa.Date(), nullable=True))
    op.execute("UPDATE load SET known_on = started_at::date")
    op.alter_column("load", "known_on", nullable=False)
    op.create_index("load_known_on", "load", ["known_on"], unique=False)
    op.add_column("load_file", sa.Column("kind", sa.Text(), nullable=False, server_default="rows"))
    op.alter_column("load_file", "kind", server_default=None)
    op.create_table(
        "load_change",
        sa.Column("load_id", sa.Text(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("corrected", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn", sa.BigInteger(), nullable=False),
        sa.Column("refiled", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["load_id"], ["load.load_id"], name="load_change_load_id_fk", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("load_id", "table_name", name="load_change_pk"),
    )


def downgrade() -> None:
    """Forget versions: what was ended counts again."""
    op.drop_table("load_change")
    op.execute("DELETE FROM load_file WHERE kind <> 'rows'")
    op.drop_column("load_file", "kind")
    op.drop_index("load_known_on", table_name="load")
    op.drop_column("load", "known_on")
