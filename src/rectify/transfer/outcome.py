"""What an import found and did. Source: docs/rules.md, "Import"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from rectify.errors import InvalidInput

How = Literal["name", "synonym", "spelling", "content", "map", "extra", "ignored", "own"]

Side = Literal["file", "ledger"]
"""Whose cell counts where both have changed."""


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """How one column of the file was read."""

    column: str
    """Its heading; where headings are missing or alike, what tells it from the others."""
    field: str | None
    """The name of a row, or "measure"; None where it means nothing here."""
    how: How
    """ "own" is what rectify wrote and counts anew."""


class SheetNeeded(InvalidInput):
    """Several sheets look like the list; `sheets` are their names."""

    def __init__(self, message: str, sheets: Sequence[str]) -> None:
        super().__init__(message)
        self.sheets = tuple(sheets)


class TitleNeeded(InvalidInput):
    """No column is read as the title; `columns` are all that there are."""

    def __init__(self, message: str, columns: Sequence[ColumnMatch]) -> None:
        super().__init__(message)
        self.columns = tuple(columns)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that both sides have changed, as plain values; None where there is nothing."""

    field: str
    """The name of a row, "measures", or the heading of a column that means nothing here."""
    before: Any
    """What the last import brought, what was sent, or what the list showed when it was exported."""
    here: Any
    file: Any


@dataclass(frozen=True, slots=True)
class Dispute:
    """A conflict, where it stands, and which side decides it."""

    row: int
    number: str
    title: str
    """The problem's, as it is called here."""
    conflict: Conflict
    side: Side | None
    """None while nobody has decided; then the row is rejected."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A cell that an import changes, as plain values; None where there is nothing."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Added:
    """A row that becomes a problem."""

    row: int
    title: str
    number: str | None
    """None where the ledger is to give one."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that changes its problem."""

    row: int
    number: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken."""

    row: int
    reason: str
    values: Mapping[str, str]
    """Its cells as text, by column."""
    conflicts: tuple[Conflict, ...] = ()
    """The cells that both sides have changed, where that is the reason."""


@dataclass(frozen=True, slots=True)
class StatusReading:
    """What a cell of the column of the status was read as."""

    word: str
    """As it stands there; empty where nothing does."""
    status: str
    rows: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found, and whether it was written. rows = new + changed + unchanged + rejected."""

    file: str
    sheet: str | None
    header_row: int
    columns: tuple[ColumnMatch, ...]
    rows: int
    new: int
    changed: int
    unchanged: int
    rejected: tuple[Rejected, ...]
    warnings: tuple[str, ...]
    written: bool
    rejected_file: Path | None = None
    """Where the rows that were left out were written."""
    changes: tuple[Changed, ...] = ()
    """The rows that change a problem, cell by cell."""
    added: tuple[Added, ...] = ()
    """The rows that are new."""
    disputes: tuple[Dispute, ...] = ()
    """Every cell that both sides have changed, also those that are decided."""
    missing: tuple[str, ...] = ()
    """The numbers of problems that an earlier file of the same source brought, or that were sent in this part, and that
    this file does not have. They stay as they are."""
    remembered: Mapping[str, str] = field(default_factory=dict)
    """How columns are read because the user once said so of a header like this, by heading."""
    is_part: bool = False
    """Whether it is a part that was sent out and has come back."""
    statuses: tuple[StatusReading, ...] = ()
    """How the words for a status are read, the most frequent first, without those that are its name here; of rows that
    can be taken. Empty where no column tells it."""
