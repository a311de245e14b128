"""A sheet as it was read: rows of cells, each with the number that the file gives it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds the empty text."""


class Row(NamedTuple):
    """One row."""

    number: int
    """The row of a workbook's sheet, or the line of a text on which the record begins."""
    cells: Sequence[Cell]


class Block(NamedTuple):
    """Cells merged into one, by first and last row and column, counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells of a sheet or a text, before a list is sought in them."""

    file: str
    """The file's name, without its folder."""
    name: str | None
    """The sheet's name; a text has none."""
    rows: Sequence[Row]
    epoch_1904: bool = False
    """Whether plain numbers count their days from 1904."""
    blocks: tuple[Block, ...] = ()
    errors: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """What cells show whose formula failed or has no result, by row and by place counted from 0."""
    ragged: bool = False
    """Whether a row may have more cells than the header, as in a text."""
    notes: tuple[str, ...] = ()
    """What a clerk should know of how it was read."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list of a file: its header as the first row, and the rows below it as they stand."""

    file: str
    """The file's name, without its folder."""
    name: str | None
    """The sheet's name; a text has none."""
    rows: Sequence[Row]
    epoch_1904: bool = False
    """Whether plain numbers count their days from 1904."""
    blocks: tuple[Block, ...] = ()
    faults: Mapping[int, str] = field(default_factory=dict)
    """Why rows cannot be taken as they stand, by their number."""
    errors: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """What cells show whose formula failed or has no result, by row and by place; among the cells they are empty."""
    parents: Mapping[int, str] = field(default_factory=dict)
    """What stands over a heading in a header of several rows, by place."""
    captions: tuple[str, ...] = ()
    """What stands above the header: titles, units, days."""
    notes: tuple[str, ...] = ()
    """What a clerk should know of how it was read."""


def alike(rows: Iterable[Iterable[Cell]]) -> Iterator[list[Cell]]:
    """The same rows, with each text kept once: long lists repeat most of theirs."""
    once = dict[str, str]().setdefault
    for cells in rows:
        yield [once(cell, cell) if cell.__class__ is str else cell for cell in cells]


def text_of(cell: Cell) -> str:
    """A cell word for word: whole numbers without a decimal point, days as ISO, a midnight without its time."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if math.isfinite(cell) and cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return isinstance(cell, str) and (not cell or cell.isspace())


def letters(column: int) -> str:
    """The letters over a column, counted from 1: A, B, … Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
