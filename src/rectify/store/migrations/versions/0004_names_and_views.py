"""Names are found by the initials of their pinyin, and the ledger keeps views of its own."""

import sqlalchemy as sa
from alembic import op

from rectify.store.initials import initials

revision = "0004"
down_revision = "0003"

_NAMED = ("units", "people", "sources")


def upgrade() -> None:
    """Add the initials of every name there is, and the table of views; an older ledger has none."""
    for table in _NAMED:
        op.add_column(table, sa.Column("initials", sa.Text()))
        _fill(sa.table(table, sa.column("id"), sa.column("name"), sa.column("initials")))
    op.create_table(
        "views",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("view", sa.String(16), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("columns", sa.JSON()),
        sa.Column("grouping", sa.String(16)),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
    )


def _fill(table: sa.TableClause) -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.select(table.c.id, table.c.name)).all()
    found = [{"key": row.id, "letters": letters} for row in rows if (letters := initials(row.name)) is not None]
    if found:
        filling = sa.update(table).where(table.c.id == sa.bindparam("key")).values(initials=sa.bindparam("letters"))
        connection.execute(filling, found)
