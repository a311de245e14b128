"""The ledger remembers the files that were imported, and the parts that were sent out."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the tables of files; an older ledger remembers none."""
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("mapping", sa.JSON(), nullable=False),
        sa.Column("signature", sa.String(64), nullable=False),
    )
    op.create_index("ix_imports_signature", "imports", ["signature"])
    op.create_index("ix_imports_path", "imports", ["path"])
    op.create_table(
        "parts",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
    )
    op.create_table(
        "part_rows",
        sa.Column("part_id", sa.String(32), sa.ForeignKey("parts.id"), primary_key=True),
        sa.Column("number", sa.Text(), primary_key=True),
        sa.Column("said", sa.JSON(), nullable=False),
    )
