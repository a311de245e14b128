"""A form as a workbook: one sheet of A4 upright, whose boxes are as wide and as high as what stands in them.

Spreadsheets do not find the height of a row by the text of boxes that take several columns; it is measured here.
Source: docs/printing.md, "Workbooks".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from rectify.report.lettering import visible_lines, wrapped
from rectify.report.sheet import CELL_STYLE, DATE_FORMAT, HEADING_STYLE, RED, Value, footer, sheet_name, write_value

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Look = Literal["title", "centred", "plain", "right", "section", "label", "cell", "late", "head"]

COLUMNS = 31
"""The narrow columns of the page; a box takes several."""

_COLUMN = 2.57
"""The width of one of them, in digits of the default font: about six millimetres."""

_MILLIMETRES = 6
_PIXELS, _CELL, _MARGIN = 23, 6.67, 5
"""A column, a cell of text of ten points, and what a box leaves free, in pixels."""

_POINTS = 13.5
"""The height of a line."""

_MOST_LINES = 28
"""The greatest height of a row in a spreadsheet, in points."""

_ALL = 1_000_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BARE: dict[str, object] = {"font_size": 10, "valign": "top", "text_wrap": True}
_LOOKS: dict[Look, dict[str, object]] = {
    "title": {"font_size": 18, "bold": True, "align": "center", "valign": "vcenter"},
    "centred": _BARE | {"align": "center"},
    "plain": _BARE,
    "right": _BARE | {"align": "right"},
    "section": _BARE | {"font_size": 12, "bold": True, "valign": "bottom", "text_wrap": False},
    "label": CELL_STYLE | {"bg_color": "#F4F4EF", "valign": "vcenter"},
    "cell": CELL_STYLE,
    "late": CELL_STYLE | RED,
    "head": HEADING_STYLE,
}


@dataclass(frozen=True, slots=True)
class FormBox:
    """The text in some columns of a row."""

    columns: int
    value: Value
    look: Look = "cell"


@dataclass(frozen=True, slots=True)
class FormRow:
    """Boxes side by side."""

    boxes: tuple[FormBox, ...]
    height: float = 0
    """The least height in points."""
    repeated: bool = False
    """Whether it is repeated on each page."""


def line(value: Value, look: Look = "plain", *, height: float = 0) -> FormRow:
    """One box across the page."""
    return FormRow((FormBox(COLUMNS, value, look),), height)


def table(rooms: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> Iterator[FormRow]:
    """A table, its columns as wide as the `rooms` that they have on paper; those without one share the rest."""
    spans = _spans(rooms or ("",) * len(heads))
    yield FormRow(_boxes(spans, heads, "head"))
    yield from (FormRow(_boxes(spans, cells, "cell")) for cells in rows)


def day_of(text: str) -> Value:
    """The day, if the text is nothing but a day; else the text."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else text
    except ValueError:
        return text


def write_form(name: str, rows: Sequence[FormRow], foot: str | None) -> bytes:
    """The workbook of a form whose sheet is called `name`; `foot` stands at the foot of each page."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, {"default_date_format": DATE_FORMAT})
    try:
        _write(book, name, [part for row in rows for part in _parts(row)], foot)
    finally:
        book.close()
    return target.getvalue()


def _boxes(spans: Sequence[int], values: Sequence[Value], look: Look) -> tuple[FormBox, ...]:
    return tuple(FormBox(span, value, look) for span, value in zip(spans, values, strict=True))


def _spans(rooms: Sequence[str]) -> list[int]:
    """The number of columns for each width in millimetres."""
    spans = [max(round(int(room.removesuffix("mm")) / _MILLIMETRES), 2) if room else 0 for room in rooms]
    for place, span in enumerate(spans):
        if not span:
            spans[place] = (COLUMNS - sum(spans)) // spans[place:].count(0)
    spans[-1] += COLUMNS - sum(spans)
    return spans


def _write(book: "Workbook", name: str, rows: Sequence[FormRow], foot: str | None) -> None:
    page = book.add_worksheet(sheet_name(name))
    page.set_portrait()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.45, right=0.45, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.hide_gridlines(2)
    page.set_footer(footer(foot))
    page.set_column(0, COLUMNS - 1, _COLUMN)
    formats: dict[tuple[Look, str], Format] = {}
    for number, row in enumerate(rows):
        page.set_row(number, max(row.height, _POINTS * max(map(_lines, row.boxes)) + 3))
        _write_row(book, page, number, row, formats)
        if row.repeated:
            page.repeat_rows(number)
    page.print_area(0, 0, max(len(rows) - 1, 0), COLUMNS - 1)


def _write_row(
    book: "Workbook", page: "Worksheet", number: int, row: FormRow, formats: "dict[tuple[Look, str], Format]"
) -> None:
    place = 0
    for box in row.boxes:
        key = box.look, _number_format(box.value)
        look = formats.get(key) or formats.setdefault(key, book.add_format(_style(*key)))
        page.merge_range(number, place, number, place + box.columns - 1, "", look)
        write_value(page, number, place, box.value, look)
        place += box.columns


def _number_format(value: Value) -> str:
    if isinstance(value, date):
        return DATE_FORMAT
    return "0" if isinstance(value, int) else ""


def _style(look: Look, number_format: str) -> dict[str, object]:
    return _LOOKS[look] | ({"num_format": number_format, "align": "center"} if number_format else {})


def _room(box: FormBox) -> int:
    """The cells of a line of the box."""
    return int((box.columns * _PIXELS - _MARGIN) / _CELL)


def _broken(box: FormBox) -> list[str]:
    if not isinstance(box.value, str):
        return [str(box.value or "")]
    return [part for text in visible_lines(box.value).split("\n") for part in wrapped(text, _room(box), _ALL)]


def _lines(box: FormBox) -> int:
    return 1 if box.look in {"title", "section"} else len(_broken(box))


def _parts(row: FormRow) -> Iterator[FormRow]:
    """The row; several rows, if a text is too long for one."""
    lines = max(map(_lines, row.boxes))
    for start in range(0, lines, _MOST_LINES):
        whole = lines <= _MOST_LINES
        yield replace(row, boxes=tuple(_shown(box) if whole else _part(box, start) for box in row.boxes))


def _shown(box: FormBox) -> FormBox:
    return replace(box, value=visible_lines(box.value)) if isinstance(box.value, str) else box


def _part(box: FormBox, start: int) -> FormBox:
    if isinstance(box.value, str):
        return replace(box, value="\n".join(_broken(box)[start : start + _MOST_LINES]))
    return replace(box, value=None if start else box.value)
