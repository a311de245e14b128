"""The ledger keeps a table of holidays of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column of the setting `holidays`; an older ledger counts by the program's table."""
    op.add_column("ledger", sa.Column("holidays", sa.Text()))
