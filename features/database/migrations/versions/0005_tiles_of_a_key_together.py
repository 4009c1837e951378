"""The tiles of a key lie together, so that a claim reads one row a key; the next build fills them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TIMESTAMP

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the shelf anew, empty: what it held is published again by every build."""
    _empty()
    op.create_table(
        "shelf_tile",
        sa.Column("keyset", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tiles", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("keyset", "key", name="shelf_tile_pk"),
    )
    op.create_table(
        "shelf_event",
        sa.Column("keyset", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("moment", TIMESTAMP(), nullable=False),
        sa.Column("setl_id", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("keyset", "key", "day", "moment", "setl_id", name="shelf_event_pk"),
    )


def downgrade() -> None:
    """Make the shelf as it was, empty."""
    _empty()
    for name, own in (
        ("shelf_tile", []),
        (
            "shelf_event",
            [
                sa.Column("moment", TIMESTAMP(), nullable=False),
                sa.Column("setl_id", sa.Text(), nullable=False),
            ],
        ),
    ):
        key = ["keyset", "key", "day", *(column.name for column in own)]
        op.create_table(
            name,
            sa.Column("keyset", sa.Integer(), nullable=False),
            sa.Column("key", sa.Text(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            *own,
            sa.Column("parts", sa.Text(), nullable=False),
            sa.PrimaryKeyConstraint(*key, name=f"{name}_pk"),
        )


def _empty() -> None:
    for table in ("shelf_tile", "shelf_event"):
        op.drop_table(table)
    op.execute("DELETE FROM shelf_state")
