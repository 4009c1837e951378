"""A load knows each source by its digest, even one whose rows were all rejected."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Move the digest from the files of the lake to the counts of each source."""
    op.add_column(
        "load_count",
        sa.Column("source_digest", sa.Text(), nullable=False, server_default=""),
    )
    op.alter_column("load_count", "source_digest", server_default=None)
    op.create_index("load_count_source_digest", "load_count", ["source_digest"], unique=False)
    op.drop_index("load_file_source_digest", table_name="load_file")
    op.drop_column("load_file", "source_digest")
    op.drop_column("load_file", "source_name")


def downgrade() -> None:
    """Put the digest back on the files of the lake, empty."""
    op.add_column("load_file", sa.Column("source_name", sa.Text(), nullable=True))
    op.add_column("load_file", sa.Column("source_digest", sa.Text(), nullable=True))
    op.create_index("load_file_source_digest", "load_file", ["source_digest"], unique=False)
    op.drop_index("load_count_source_digest", table_name="load_count")
    op.drop_column("load_count", "source_digest")
