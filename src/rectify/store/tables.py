"""The tables of a ledger that lists and every change need; further_tables.py has the others.

`problems` holds every problem as it stands; `past` holds each state that has ended, with the same columns, from which
moment it held to which. Any list at any past day is therefore one query over both. `events` is the append-only history:
a row for each change, chained by hashes. Times are texts in UTC that sort as they run; dates are plain dates in the
ledger's zone.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Computed,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from rectify.domain.problem import ACTIVE, Status

REVISION = "0007"
"""The revision of the tables below; a test compares it with the migration scripts."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ledger = Table(
    "ledger",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("created_at", String(27), nullable=False),
    Column("soon_days", Integer, nullable=False),
    Column("immediate_days", Integer, nullable=False),
    Column("verifier_may_be_owner", Boolean, nullable=False),
    Column("evidence_to_submit", Integer, nullable=False),
    Column("evidence_to_accept", Integer, nullable=False),
    Column("evidence_folder", Text),
    # The end of the chain is kept beside it, so that a history cut short is noticed.
    Column("last_seq", Integer, nullable=False),
    Column("last_hash", String(64), nullable=False),
    # The ledger's own table of holidays, on one line as it is typed; empty: the one that comes with the program.
    Column("holidays", Text),
)

# Written by Alembic when it migrates, and by the store when it makes a new ledger.
revision = Table("alembic_version", metadata, Column("version_num", String(32), primary_key=True))

units = Table(
    "units",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("parent_id", Integer, ForeignKey("units.id"), nullable=True, index=True),
    # What the name is typed as, by the first letters of its pinyin; empty where it is not Chinese.
    Column("initials", Text),
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("initials", Text),
)

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("initials", Text),
)


NO_DATE = "9999-12-31"
"""The sort value of a problem without a due date: after all others."""

_UNFINISHED = ", ".join(f"'{status}'" for status in Status if status in ACTIVE)
_ACTIVE = f"CASE WHEN status IN ({_UNFINISHED}) THEN 1 ELSE 0 END"
_DUE_SORT = f"COALESCE(due_on, '{NO_DATE}')"


def _state() -> Iterator[Column[Any]]:
    """The columns of a problem's state: the same in `problems` and in `past`."""
    yield Column("number", Text, nullable=False)
    yield Column("number_sort", Text, nullable=False)
    yield Column("title", Text, nullable=False)
    yield Column("description", Text)
    yield Column("unit_id", Integer, ForeignKey("units.id"))
    yield Column("owner_id", Integer, ForeignKey("people.id"))
    yield Column("lead_id", Integer, ForeignKey("people.id"))
    yield Column("source_id", Integer, ForeignKey("sources.id"))
    yield Column("basis", Text)
    yield Column("category", Text)
    yield Column("severity", Text)
    yield Column("severity_rank", Integer, nullable=False)
    yield Column("mode", String(16))
    yield Column("status", String(16), nullable=False)
    yield Column("found_on", Date)
    yield Column("created_on", Date, nullable=False)
    yield Column("due_on", Date)
    yield Column("original_due_on", Date)
    yield Column("due_text", Text)
    yield Column("done_on", Date)
    yield Column("closed_on", Date)
    yield Column("submitted_by", Text)
    yield Column("submitted_on", Date)
    yield Column("verified_by", Text)
    yield Column("verified_how", String(16))
    yield Column("approved_by", Text)
    yield Column("review_every", String(8))
    yield Column("next_review_on", Date)
    yield Column("round", Integer, nullable=False)
    yield Column("returns", Integer, nullable=False)
    yield Column("extensions", Integer, nullable=False)
    # The date asked for by a request that nobody has decided yet.
    yield Column("asked_due_on", Date)
    yield Column("measures_total", Integer, nullable=False)
    yield Column("measures_done", Integer, nullable=False)
    # The earliest due date of a measure that is not done: past, it shows on the problem.
    yield Column("measure_due_on", Date)
    yield Column("evidence", Integer, nullable=False)
    yield Column("delay_reason", Text)
    yield Column("next_step", Text)
    yield Column("as_error", Boolean, nullable=False)
    # An added or imported problem that was undone: in no list any more, its number stays used.
    yield Column("removed", Boolean, nullable=False)
    yield Column("version", Integer, nullable=False)
    yield Column("extra", JSON)
    # From which moment this state holds; empty: from always (an imported problem without a day it was found).
    yield Column("since", String(27), nullable=False)
    # What lists are sorted and narrowed by, so that each view walks one index: no date sorts last.
    yield Column("active", Integer, Computed(_ACTIVE, persisted=True))
    yield Column("due_sort", String(10), Computed(_DUE_SORT, persisted=True))


problems = Table(
    "problems",
    metadata,
    Column("id", Integer, primary_key=True),
    *_state(),
    # What the last import brought, cell by cell: an import compares with it to see which side changed.
    Column("imported", JSON),
)

past = Table(
    "past",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("problem_id", Integer, ForeignKey("problems.id"), nullable=False),
    *_state(),
    Column("until", String(27), nullable=False),
)

# How many problems of the lists stand at each status, so that nobody counts a million of them.
# Triggers on `problems` keep it, see sqlite.py.
tally = Table(
    "tally",
    metadata,
    Column("status", String(16), primary_key=True),
    Column("problems", Integer, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", String(32), nullable=False),
    # The seq of the action's first event: a bulk action is one group.
    Column("group", Integer, nullable=False),
    # What an undo or a redo undoes or redoes.
    Column("target", Integer),
    Column("problem_id", Integer, ForeignKey("problems.id")),
    Column("number", Text),
    Column("old", Text),
    Column("new", Text),
    Column("note", Text),
    Column("hash", String(64), nullable=False),
    Index("ix_events_problem_id_seq", "problem_id", "seq"),
    Index("ix_events_actor_seq", "actor", "seq"),
    Index("ix_events_group", "group"),
)

SEARCH_TABLE = "problem_text"
"""The full-text table: one row a problem, under the problem's id. It is derived, so a migration may build it anew."""

STATE = tuple(column.name for column in problems.c if column.computed is None and column.name not in {"id", "imported"})
"""The names of the columns of a state."""
