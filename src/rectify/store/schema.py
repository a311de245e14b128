"""The complete schema of a new ledger: all tables, and the indexes that lists use.

What creates, migrates or fills a ledger imports it; what only reads one does without.
"""

from sqlalchemy import Index, Table

from rectify.store import further_tables
from rectify.store.tables import past, problems

metadata = further_tables.measures.metadata
"""The metadata of the tables in both modules."""

Index("uq_problems_number", problems.c.number, unique=True)

_DEFAULT_ORDER = (problems.c.due_sort, problems.c.number_sort, problems.c.id)
# Each view and each query of one field is a walk along one of these, in the default order.
Index("ix_problems_all", problems.c.removed, *_DEFAULT_ORDER)
Index("ix_problems_active", problems.c.removed, problems.c.active, *_DEFAULT_ORDER)
Index("ix_problems_number_sort", problems.c.removed, problems.c.number_sort, problems.c.id)
Index("ix_problems_status", problems.c.removed, problems.c.status, *_DEFAULT_ORDER)
# At its end, whether a problem is unfinished: most views ask for it, and would look up each finished problem for it.
for _name in ("unit_id", "owner_id", "lead_id", "source_id", "category", "severity", "mode"):
    Index(f"ix_problems_{_name}", problems.c.removed, problems.c[_name], *_DEFAULT_ORDER, problems.c.active)
for _name in ("found_on", "created_on", "done_on", "closed_on", "next_review_on", "asked_due_on"):
    Index(f"ix_problems_{_name}", problems.c.removed, problems.c[_name])

Index("ix_past_problem_id", past.c.problem_id, past.c.since)
Index("ix_past_active", past.c.active, past.c.due_sort, past.c.since, past.c.until)


def indexes_of(table: Table) -> list[Index]:
    """The indexes of a table, by name."""
    return sorted(table.indexes, key=lambda index: str(index.name))
