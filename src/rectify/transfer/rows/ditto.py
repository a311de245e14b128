"""Ditto marks: cells such as 同上 that repeat the cell above. Source: docs/rules.md, "Import"."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from rectify.transfer.sheet import Cell, Row, Sheet, is_blank
from rectify.transfer.wording.content import LOOKED_AT

_MARKS = ("同上", "〃", "″", "ditto", "Ditto", "same as above", "Same as above")


def ditto_places(sheet: Sheet, places: Iterable[int]) -> tuple[int, ...]:
    """Those of the columns at `places` in whose upper rows such a mark stands."""
    marked = [cells for _number, cells in islice(sheet.rows, 1, 1 + LOOKED_AT) if any(map(cells.__contains__, _MARKS))]
    return tuple(place for place in places if any(_is_mark(cells, place) for cells in marked))


def written_out(rows: Iterable[Row], places: Sequence[int]) -> Iterator[Row]:
    """The rows with the last text above in place of each mark in the columns at `places`."""
    above = dict[int, Cell]()
    for row in rows:
        marked = [place for place in places if place in above and _is_mark(row.cells, place)]
        whole = row
        if marked:
            cells = list(row.cells)
            for place in marked:
                cells[place] = above[place]
            whole = row._replace(cells=cells)
        above |= {at: whole.cells[at] for at in places if at < len(whole.cells) and not is_blank(whole.cells[at])}
        yield whole


def _is_mark(cells: Sequence[Cell], place: int) -> bool:
    cell = cells[place] if place < len(cells) else None
    return isinstance(cell, str) and cell.strip().rstrip("。.") in _MARKS
