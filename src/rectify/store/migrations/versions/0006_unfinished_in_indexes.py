"""The indexes of one field each know which problems are unfinished, so that a view looks up no finished one."""

from alembic import op

revision = "0006"
down_revision = "0005"

_FIELDS = ("unit_id", "owner_id", "lead_id", "source_id", "category", "severity", "mode")


def upgrade() -> None:
    """Build the seven indexes anew."""
    for field in _FIELDS:
        op.drop_index(f"ix_problems_{field}", "problems")
        op.create_index(
            f"ix_problems_{field}", "problems", ["removed", field, "due_sort", "number_sort", "id", "active"]
        )
