"""The running count of a list's rows: its column, and what it shows about rows. Source: docs/rules.md, "Import"."""

from itertools import pairwise
from typing import NamedTuple

from rectify.transfer.headers.layout import Layout
from rectify.transfer.sheet import Sheet, is_blank, text_of
from rectify.transfer.wording.headings import COUNTS, folded

_COUNTED_ROWS = 0.5
"""Where more of the rows have a running count, each problem has one."""


_LOOKED_AT = 5000
"""Rows that are looked at to judge the count."""


class Numbering(NamedTuple):
    """The running count of a sheet."""

    place: int | None
    """Where it stands, by its heading, else the first column if it counts."""
    of_each: bool
    """Whether each problem has one, so that a row without one may be none."""
    heads: frozenset[str]
    """The counts that others begin with: 1, where there are 1.1 and 1.2."""


def numbering_of(sheet: Sheet, layout: Layout) -> Numbering:
    """What the rows of a sheet are counted by."""
    place = _place(sheet, layout)
    counts = _counts(sheet, place)
    filled = sum(not all(map(is_blank, row.cells)) for row in sheet.rows[1:_LOOKED_AT]) if counts else 0
    numbers = counts or _counts(sheet, layout.places.get("number"))
    heads = frozenset(head for text in numbers if (head := text.partition(".")[0]) != text)
    return Numbering(place, bool(counts) and len(counts) >= _COUNTED_ROWS * filled, heads)


def _place(sheet: Sheet, layout: Layout) -> int | None:
    for place, heading in layout.headings:
        if folded(heading) in COUNTS and place not in layout.places.values():
            return place
    if not layout.extras or layout.extras[0][0] != min(place for place, _heading in layout.headings):
        return None
    place = layout.extras[0][0]
    counts = [int(text) for text in _counts(sheet, place)[:200] if text.isdecimal() and len(text) < 7]
    running = sum(after - before == 1 for before, after in pairwise(counts))
    return place if len(counts) >= 3 and counts[0] <= 1 and running >= 0.8 * (len(counts) - 1) else None


def _counts(sheet: Sheet, place: int | None) -> list[str]:
    """What stands in the column at `place`."""
    if place is None:
        return []
    rows = (cells for _number, cells in sheet.rows[1:_LOOKED_AT] if len(cells) > place)
    return [text for cells in rows if (text := text_of(cells[place]).strip())]
