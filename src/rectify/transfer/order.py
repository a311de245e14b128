"""What a user asks of an import. Source: docs/rules.md, "Import"."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rectify.transfer.outcome import Side
from rectify.transfer.plan.disputes import Choices, Sides


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """A file, and how it is imported."""

    path: Path
    source: str | None = None
    """The source of rows that name none."""
    sheet: str | None = None
    """Its name; None lets the cells decide which one holds the list."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """The field of a column by its heading; "-" leaves it out."""
    take: Side | None = None
    """The side that decides all cells that were changed here and in the file, of which `choices` say nothing."""
    choices: Choices = field(default_factory=dict)
    """Which side decides single cells."""
    skip_bad: bool = False
    """Leave out rows that are rejected, instead of writing nothing."""

    @property
    def sides(self) -> Sides:
        """Which side decides where both have changed a cell."""
        return Sides(self.take, self.choices)
