"""The state while the rows of a list are grouped into problems."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rectify.transfer.sheet import Cell, Row


class StepCells(NamedTuple):
    """What one row of a problem says of the measures in it."""

    row: int
    measures: Cell
    told: Mapping[str, Cell]
    """Who is to take them, by when, and when they were taken, by the name of the fact."""


@dataclass(slots=True)
class Pending:
    """A problem whose rows may not all have been seen."""

    row: Row
    cells: Sequence[Cell]
    last: int
    """The number of its last row."""
    steps: list[StepCells] = field(default_factory=list)
    """Those of its rows that hold a measure, where there are several."""

    def whole(self) -> Row:
        """Its rows as one."""
        return self.row if self.cells is self.row.cells else self.row._replace(cells=self.cells)


@dataclass(slots=True)
class State:
    """Where in a list its rows stand."""

    section: list[str] = field(default_factory=list)
    noting: bool = False
    first: bool = True
