"""The state while the rows of a list are grouped into problems."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from rectify.transfer.sheet import Cell, Row


@dataclass(slots=True)
class Pending:
    """A problem whose rows may not all have been seen."""

    row: Row
    cells: Sequence[Cell]
    last: int
    """The number of its last row."""

    def whole(self) -> Row:
        """Its rows as one."""
        return self.row if self.cells is self.row.cells else self.row._replace(cells=self.cells)


@dataclass(slots=True)
class State:
    """Where in a list its rows stand."""

    section: list[str] = field(default_factory=list)
    noting: bool = False
    first: bool = True
