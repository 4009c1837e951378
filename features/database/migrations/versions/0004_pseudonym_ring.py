"""A load remembers the key ring of its pseudonyms; earlier loads were made without any."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give loads a place for the id of the ring."""
    op.add_column("load", sa.Column("pseudonym_ring", sa.Text(), nullable=True))


def downgrade() -> None:
    """Forget which ring each load was made with."""
    op.drop_column("load", "pseudonym_ring")
