"""Fitting a list on A4 paper: the widths of its columns, how many pages it takes across, the heights of its rows.

Source: docs/rules.md, "Export".
"""

import re
import zipfile
from collections.abc import Iterable, Sequence
from io import BytesIO

from rectify.report.lettering import width, wrapped

_ACROSS = 230
"""Characters across a page: at two thirds of their size they are still easy to read."""

_WIDEST = (48, 40, 32, 26, 22, 18, 15, 12)
"""The greatest widths of a column, tried in turn: more lines for long texts come before smaller print."""

_LINE, _WIDE_LINE, _MARGIN = 12.5, 15.0, 3.0
_HIGHEST = 409.0
"""Points of a line, of one with wide characters, of the room around the lines, and of the highest row that there is."""

_WIDE, _PLAIN = 1.08, 1.2
"""Room is measured in figures of 11 points, texts have 10; and most letters are narrower than a figure."""

_EVERY_LINE = 100
_FIXED = re.compile(rb'(<row [^>]*?) customHeight="1"')


def fitted(widths: Sequence[float]) -> list[float]:
    """The widths in characters of columns that want `widths`, so that a page holds all of them side by side."""
    narrowed: list[float] = []
    for widest in _WIDEST:
        narrowed = [min(each, widest) for each in widths]
        if sum(narrowed) <= _ACROSS:
            break
    return narrowed


def height(texts: Iterable[str], widths: Sequence[float]) -> float | None:
    """How high a row with these texts is, in points; None where each takes one line."""
    highest, several = 0.0, False
    for text, room in zip(texts, widths, strict=False):
        is_plain = text.isascii()
        lines = _lines(text, int((_PLAIN if is_plain else _WIDE) * room))
        several = several or lines > 1
        highest = max(highest, lines * (_LINE if is_plain else _WIDE_LINE))
    return min(highest + _MARGIN, _HIGHEST) if several else None


def _lines(text: str, room: int) -> int:
    return sum(1 if width(line) <= room else len(wrapped(line, room, _EVERY_LINE)) for line in text.splitlines())


def with_growing_rows(workbook: bytes) -> bytes:
    """The workbook with rows that grow when somebody writes more into them; their heights are only a beginning."""
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(workbook)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            content = old.read(part)
            is_sheet = part.filename.startswith("xl/worksheets/sheet")
            new.writestr(part, _FIXED.sub(rb"\1", content) if is_sheet else content)
    return target.getvalue()
