"""The tables that no list reads: what belongs to problems, and what the ledger keeps besides. They load on demand."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from rectify.store.tables import metadata

measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("problem_id", Integer, ForeignKey("problems.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("owner", Text),
    Column("due_on", Date),
    Column("done_on", Date),
    Index("ix_measures_problem_id_position", "problem_id", "position", unique=True),
)

extensions = Table(
    "extensions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("problem_id", Integer, ForeignKey("problems.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("asked_on", Date, nullable=False),
    Column("asked_by", Text, nullable=False),
    Column("due_on", Date),
    Column("reason", Text),
    Column("late", Boolean, nullable=False),
    Column("decision", String(16)),
    Column("decided_by", Text),
    Column("decided_on", Date),
    Column("note", Text),
    Index("ix_extensions_problem_id_position", "problem_id", "position", unique=True),
)

evidence = Table(
    "evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("problem_id", Integer, ForeignKey("problems.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("path", Text, nullable=False),
    Column("size", BigInteger),
    Column("sha256", String(64)),
    Column("note", Text),
    Column("by", Text, nullable=False),
    Column("at", String(27), nullable=False),
    Index("ix_evidence_problem_id_position", "problem_id", "position", unique=True),
)

# The files that were imported: where they lie, and how their columns were read.
imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(27), nullable=False),
    Column("path", Text, nullable=False),
    # The headings with their fields, in the order of the file.
    Column("columns", JSON, nullable=False),
    # What the user said of them, by heading.
    Column("mapping", JSON, nullable=False),
    Column("signature", String(64), nullable=False),
    Index("ix_imports_signature", "signature"),
    Index("ix_imports_path", "path"),
)

# The lists that were sent out to be filled in, and what each row of them says by now.
parts = Table(
    "parts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("at", String(27), nullable=False),
    Column("actor", Text, nullable=False),
    Column("path", Text, nullable=False),
)

part_rows = Table(
    "part_rows",
    metadata,
    Column("part_id", String(32), ForeignKey("parts.id"), primary_key=True),
    Column("number", Text, primary_key=True),
    # As `imported` of a problem: what the part says, and what it said before it last came back.
    Column("said", JSON, nullable=False),
)

# The lists that the office has named: a query within a view, with its order, columns and grouping.
views = Table(
    "views",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False, unique=True),
    Column("query", Text, nullable=False),
    # The key of the view that it narrows.
    Column("view", String(16), nullable=False),
    Column("order", JSON, nullable=False),
    # Names of columns from left to right; null: the usual ones.
    Column("columns", JSON),
    Column("grouping", String(16)),
    Column("by", Text, nullable=False),
    Column("at", String(27), nullable=False),
)
