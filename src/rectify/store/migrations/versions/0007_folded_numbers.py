"""Numbers sort, and are found, whatever the width of their signs: 整改（2026）1号 as 整改(2026)1号."""

import sqlalchemy as sa
from alembic import op

from rectify.domain.numbers import sort_key

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Write the sort keys of numbers anew that have other signs than those of ASCII."""
    connection = op.get_bind()
    for name in ("problems", "past"):
        table = sa.table(name, sa.column("id"), sa.column("number"), sa.column("number_sort"))
        told = sa.select(table.c.id, table.c.number, table.c.number_sort)
        changed = [
            {"this": row.id, "key": sort_key(row.number)}
            for row in connection.execute(told)
            if not row.number.isascii() and row.number_sort != sort_key(row.number)
        ]
        if changed:
            anew = sa.update(table).where(table.c.id == sa.bindparam("this")).values(number_sort=sa.bindparam("key"))
            connection.execute(anew, changed)
