"""What an import found and did. Source: docs/rules.md, "Import"."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

How = Literal["name", "synonym", "spelling", "content", "map", "extra", "ignored"]


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """How one column of the file was read."""

    column: str
    """Its heading; where headings are missing or alike, what tells it from the others."""
    field: str | None
    """The name of a row, or "measure"; None where it means nothing here."""
    how: How


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken."""

    row: int
    reason: str
    values: Mapping[str, str]
    """Its cells as text, by column."""


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
