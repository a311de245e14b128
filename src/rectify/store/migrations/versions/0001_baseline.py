"""The tables of the first ledgers."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ORDER = ["due_sort", "number_sort", "id"]


def upgrade() -> None:
    """Make every table of a new ledger."""
    _ledger()
    _names()
    op.create_table(
        "problems", sa.Column("id", sa.Integer(), primary_key=True), *_state(), sa.Column("imported", sa.JSON())
    )
    op.create_table(
        "past",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("problem_id", sa.Integer(), sa.ForeignKey("problems.id"), nullable=False),
        *_state(),
        sa.Column("until", sa.String(27), nullable=False),
    )
    _attached("measures", _measure())
    _attached("extensions", _extension())
    _attached("evidence", _evidence())
    _events()
    _indexes()
    op.execute("CREATE VIRTUAL TABLE problem_text USING fts5(body, tokenize = \"ascii separators ' '\")")


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.String(64), nullable=False),
        sa.Column("created_at", sa.String(27), nullable=False),
        sa.Column("soon_days", sa.Integer(), nullable=False),
        sa.Column("immediate_days", sa.Integer(), nullable=False),
        sa.Column("verifier_may_be_owner", sa.Boolean(), nullable=False),
        sa.Column("evidence_to_submit", sa.Integer(), nullable=False),
        sa.Column("evidence_to_accept", sa.Integer(), nullable=False),
        sa.Column("evidence_folder", sa.Text()),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_hash", sa.String(64), nullable=False),
    )


def _names() -> None:
    for table in ("people", "sources"):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), primary_key=True),
            sa.Column("name", sa.Text(), nullable=False, unique=True),
        )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("parent_id", sa.Integer(), sa.ForeignKey("units.id"), index=True),
    )


def _state() -> Iterator[sa.Column[Any]]:
    yield sa.Column("number", sa.Text(), nullable=False)
    yield sa.Column("number_sort", sa.Text(), nullable=False)
    yield sa.Column("title", sa.Text(), nullable=False)
    yield sa.Column("description", sa.Text())
    yield sa.Column("unit_id", sa.Integer(), sa.ForeignKey("units.id"))
    for name in ("owner_id", "lead_id"):
        yield sa.Column(name, sa.Integer(), sa.ForeignKey("people.id"))
    yield sa.Column("source_id", sa.Integer(), sa.ForeignKey("sources.id"))
    for name in ("basis", "category", "severity"):
        yield sa.Column(name, sa.Text())
    yield sa.Column("severity_rank", sa.Integer(), nullable=False)
    yield sa.Column("mode", sa.String(16))
    yield sa.Column("status", sa.String(16), nullable=False)
    yield sa.Column("found_on", sa.Date())
    yield sa.Column("created_on", sa.Date(), nullable=False)
    yield sa.Column("due_on", sa.Date())
    yield sa.Column("original_due_on", sa.Date())
    yield sa.Column("due_text", sa.Text())
    yield sa.Column("done_on", sa.Date())
    yield sa.Column("closed_on", sa.Date())
    yield sa.Column("submitted_by", sa.Text())
    yield sa.Column("submitted_on", sa.Date())
    yield sa.Column("verified_by", sa.Text())
    yield sa.Column("verified_how", sa.String(16))
    yield sa.Column("approved_by", sa.Text())
    yield sa.Column("review_every", sa.String(8))
    yield sa.Column("next_review_on", sa.Date())
    for name in ("round", "returns", "extensions"):
        yield sa.Column(name, sa.Integer(), nullable=False)
    yield sa.Column("asked_due_on", sa.Date())
    for name in ("measures_total", "measures_done"):
        yield sa.Column(name, sa.Integer(), nullable=False)
    yield sa.Column("measure_due_on", sa.Date())
    yield sa.Column("evidence", sa.Integer(), nullable=False)
    yield sa.Column("delay_reason", sa.Text())
    yield sa.Column("next_step", sa.Text())
    yield sa.Column("as_error", sa.Boolean(), nullable=False)
    yield sa.Column("removed", sa.Boolean(), nullable=False)
    yield sa.Column("version", sa.Integer(), nullable=False)
    yield sa.Column("extra", sa.JSON())
    yield sa.Column("since", sa.String(27), nullable=False)
    active = "CASE WHEN status IN ('open', 'in_progress', 'submitted') THEN 1 ELSE 0 END"
    yield sa.Column("active", sa.Integer(), sa.Computed(active, persisted=True))
    due_sort = "COALESCE(due_on, '9999-12-31')"
    yield sa.Column("due_sort", sa.String(10), sa.Computed(due_sort, persisted=True))


def _attached(table: str, columns: Iterator[sa.Column[Any]]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("problem_id", sa.Integer(), sa.ForeignKey("problems.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *columns,
    )
    op.create_index(f"ix_{table}_problem_id_position", table, ["problem_id", "position"], unique=True)


def _measure() -> Iterator[sa.Column[Any]]:
    yield sa.Column("text", sa.Text(), nullable=False)
    yield sa.Column("owner", sa.Text())
    yield sa.Column("due_on", sa.Date())
    yield sa.Column("done_on", sa.Date())


def _extension() -> Iterator[sa.Column[Any]]:
    yield sa.Column("asked_on", sa.Date(), nullable=False)
    yield sa.Column("asked_by", sa.Text(), nullable=False)
    yield sa.Column("due_on", sa.Date())
    yield sa.Column("reason", sa.Text())
    yield sa.Column("late", sa.Boolean(), nullable=False)
    yield sa.Column("decision", sa.String(16))
    yield sa.Column("decided_by", sa.Text())
    yield sa.Column("decided_on", sa.Date())
    yield sa.Column("note", sa.Text())


def _evidence() -> Iterator[sa.Column[Any]]:
    yield sa.Column("kind", sa.String(8), nullable=False)
    yield sa.Column("path", sa.Text(), nullable=False)
    yield sa.Column("size", sa.BigInteger())
    yield sa.Column("sha256", sa.String(64))
    yield sa.Column("note", sa.Text())
    yield sa.Column("by", sa.Text(), nullable=False)
    yield sa.Column("at", sa.String(27), nullable=False)


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("group", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer()),
        sa.Column("problem_id", sa.Integer(), sa.ForeignKey("problems.id")),
        *(sa.Column(name, sa.Text()) for name in ("number", "old", "new", "note")),
        sa.Column("hash", sa.String(64), nullable=False),
    )


def _indexes() -> None:
    op.create_index("ix_events_problem_id_seq", "events", ["problem_id", "seq"])
    op.create_index("ix_events_actor_seq", "events", ["actor", "seq"])
    op.create_index("ix_events_group", "events", ["group"])
    op.create_index("uq_problems_number", "problems", ["number"], unique=True)
    op.create_index("ix_problems_all", "problems", ["removed", *_ORDER])
    op.create_index("ix_problems_active", "problems", ["removed", "active", *_ORDER])
    op.create_index("ix_problems_number_sort", "problems", ["removed", "number_sort", "id"])
    for name in ("status", "unit_id", "owner_id", "lead_id", "source_id", "category", "severity", "mode"):
        op.create_index(f"ix_problems_{name}", "problems", ["removed", name, *_ORDER])
    for name in ("found_on", "created_on", "done_on", "closed_on", "next_review_on", "asked_due_on"):
        op.create_index(f"ix_problems_{name}", "problems", ["removed", name])
    op.create_index("ix_past_problem_id", "past", ["problem_id", "since"])
    op.create_index("ix_past_active", "past", ["active", "due_sort", "since", "until"])
