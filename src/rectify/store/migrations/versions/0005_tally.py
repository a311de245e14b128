"""The ledger keeps count of its problems by status."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_STATUSES = ("open", "in_progress", "submitted", "closed", "sustained", "waived")
_IN = "UPDATE tally SET problems = problems + 1 WHERE status = new.status AND NOT new.removed"
_OUT = "UPDATE tally SET problems = problems - 1 WHERE status = old.status AND NOT old.removed"


def upgrade() -> None:
    """Count what there is, and let triggers keep the count from now on."""
    table = op.create_table(
        "tally",
        sa.Column("status", sa.String(16), primary_key=True),
        sa.Column("problems", sa.Integer(), nullable=False),
    )
    op.bulk_insert(table, [{"status": status, "problems": 0} for status in _STATUSES])
    op.execute(
        "UPDATE tally SET problems = "
        "(SELECT count(*) FROM problems WHERE problems.removed IS 0 AND problems.status = tally.status)"
    )
    op.execute(f"CREATE TRIGGER tally_insert AFTER INSERT ON problems BEGIN {_IN}; END")
    op.execute(f"CREATE TRIGGER tally_update AFTER UPDATE OF status, removed ON problems BEGIN {_OUT}; {_IN}; END")
    op.execute(f"CREATE TRIGGER tally_delete AFTER DELETE ON problems BEGIN {_OUT}; END")
