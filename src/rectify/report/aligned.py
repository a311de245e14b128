"""Texts in columns that fit a page; a text too long for its column continues below, for a few lines."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rectify.report.lettering import pad, width, wrapped

GAP = "  "


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """The widths of columns that share `room` cells: what each wants, or a fair share of what is left."""
    widths, left = [0] * len(wanted), room
    for taken, place in enumerate(sorted(range(len(wanted)), key=lambda place: wanted[place])):
        widths[place] = min(wanted[place], max(left // (len(wanted) - taken), 2))
        left -= widths[place]
    return widths


def aligned(rows: Sequence[Sequence[str]], page: int) -> Iterator[str]:
    """Rows of visible texts, each with as many cells, as lines of at most `page` cells."""
    if not rows:
        return
    wanted = [max(map(width, column)) for column in zip(*rows, strict=True)]
    widths = shared(wanted, page - len(GAP) * (len(wanted) - 1))
    for row in rows:
        cells = [wrapped(text, room) for text, room in zip(row, widths, strict=True)]
        for parts in zip_longest(*cells, fillvalue=""):
            yield GAP.join(pad(part, room) for part, room in zip(parts, widths, strict=True)).rstrip()
