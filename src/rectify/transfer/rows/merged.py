"""Merged cells below a header: their extent, and which are headings of sections. Source: docs/rules.md, "Import"."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rectify.transfer.sheet import Cell, Sheet

_MOST_COVERED = 200_000
"""Merged cells reach into no more rows than this."""


class Cover(NamedTuple):
    """A cell that is part of a merged one which begins in a row above."""

    place: int
    first_row: int
    value: Cell


def covers_of(sheet: Sheet, width: int) -> tuple[Mapping[int, Sequence[Cover]], frozenset[tuple[int, int]]]:
    """What merged cells reach down into each row, and where cells begin that are merged over three columns or more."""
    covers = dict[int, list[Cover]]()
    wide = set[tuple[int, int]]()
    by_number = {row.number: row for row in sheet.rows[1:]} if sheet.blocks else {}
    for block in sheet.blocks:
        first = by_number.get(block.first_row)
        place = block.first_column - 1
        if first is None or place >= min(width, len(first.cells)):
            continue
        across = block.last_column - block.first_column + 1
        if across >= max(3, width / 2):
            wide.add((block.first_row, place))
        for number in range(block.first_row + 1, min(block.last_row, sheet.rows[-1].number) + 1):
            if len(covers) < _MOST_COVERED or number in covers:
                covers.setdefault(number, []).append(Cover(place, block.first_row, first.cells[place]))
    return covers, frozenset(wide)
