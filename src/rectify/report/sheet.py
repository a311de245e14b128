"""One sheet of a workbook as offices print it: the value, and how XlsxWriter writes it.

The library is imported only when a workbook is written. Source: docs/rules.md, "Export".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from rectify.domain.problem import Light
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.report.lettering import cut, visible, width, wrapped
from rectify.report.paging import fitted, height, with_growing_rows

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Value = str | int | float | date | None
"""What a cell shows: text, a number, a day, or nothing."""

CellKind = Literal["text", "prose", "date", "count", "number", "percent", "light"]
"""A count is whole, a number may have a fraction, a percent is a share from 0 to 1. A text of a few words and a longer
one differ only in what spreadsheets do when somebody edits them."""

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+\s*")
"""The characters that a sheet's name must not contain."""

_LONGEST_NAME = 31
NOTES = "rectify"
"""The name of the hidden sheet from which an import knows the columns."""

_LONGEST = 32_767
"""The most characters that a cell holds."""

_MOST_ROWS = 1_048_576 - 10
_IN_MEMORY = 20_000
"""Up to this many rows, texts are shared, which makes small files; larger sheets are written row by row."""

DATE_FORMAT = "yyyy-mm-dd"
_FIRST_DAY = date(1900, 3, 1)
"""Before this day, spreadsheets count days wrongly."""

_NARROWEST, _NARROW, _WIDEST = 6, 11, 48
_NUMBERS: dict[CellKind, str] = {"count": "0", "number": "General", "percent": "0%"}
_DATE_WIDTH = 11
CELL_STYLE = {"font_size": 10, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#A6A6A6"}
RED = {"font_color": "#C00000"}
_LIGHTS = {Light.RED: "#F4B6B6", Light.YELLOW: "#FFE699", Light.GREEN: "#C6E0B4"}
HEADING_STYLE = CELL_STYLE | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6"}
_TO_FILL_IN = HEADING_STYLE | {"bg_color": "#FFF2CC"}
_SECTION = CELL_STYLE | {"bold": True, "bg_color": "#F2F2F2", "text_wrap": False}
_SHORT = 255
"""Characters of a text in a cell that is marked as text."""

_MOST_CHOICES = 255
"""Characters that a drop-down list holds, with its commas."""


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column."""

    heading: str
    kind: CellKind = "text"
    choices: tuple[str, ...] = ()
    """The words that a drop-down offers; other words may be written all the same."""
    filled_in: bool = False
    """Whether it is to be filled in."""
    narrow: bool = False
    """Whether its heading may be broken, so that the column is no wider than necessary."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: a problem, or the heading of a section in its first cell."""

    cells: Sequence[Value]
    red: bool = False
    """Whether it is overdue."""
    light: Light = Light.NONE
    section: bool = False
    name: str = ""
    """The number of its problem, for messages."""


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet: what is above the table, the table, and the foot of each page."""

    name: str
    title: str
    subtitle: str
    columns: tuple[SheetColumn, ...]
    rows: Iterable[SheetRow]
    size: int
    """How many rows there are."""
    foot: str | None = None
    frozen: int = 0
    """How many columns stay in sight when it is scrolled."""
    notes: Sequence[Sequence[str]] = ()
    """Rows of the hidden sheet."""


@dataclass(slots=True)
class _Pen:
    """The formats by purpose, each created once."""

    book: "Workbook"
    made: "dict[tuple[str, bool, Light], Format]" = field(default_factory=dict)

    def of(self, kind: CellKind, row: SheetRow) -> "Format":
        """The format of a cell of `kind` in `row`."""
        light = row.light if kind == "light" else Light.NONE
        found = self.made.get((kind, row.red, light))
        if found is None:
            found = self.made[kind, row.red, light] = self.book.add_format(_look(kind, row.red, light))
        return found


def _look(kind: CellKind, red: bool, light: Light) -> dict[str, object]:
    look: dict[str, object] = dict(CELL_STYLE)
    if red:
        look |= RED
    if kind == "date":
        look |= {"num_format": DATE_FORMAT, "align": "center"}
    elif kind in _NUMBERS:
        look |= {"num_format": _NUMBERS[kind], "align": "center"}
    elif kind == "light":
        look |= {"align": "center"} | ({"bg_color": _LIGHTS[light]} if light in _LIGHTS else {})
    elif kind == "text":
        # It stays a text when somebody edits the cell; a long one in such a cell shows as ### in older programs.
        look |= {"num_format": "@"}
    return look


def write_sheet(*sheets: PrintedSheet) -> bytes:
    """The workbook of these sheets, whose names differ.

    Raises InvalidInput where a workbook cannot hold them, naming the problem.
    """
    from xlsxwriter import Workbook

    size = max(sheet.size for sheet in sheets)
    if size > _MOST_ROWS:
        raise InvalidInput(_("A workbook holds at most {n} rows; write .csv or .json.").format(n=_MOST_ROWS))
    target = BytesIO()
    book = Workbook(target, {"constant_memory": size > _IN_MEMORY, "default_date_format": DATE_FORMAT})
    try:
        for sheet in sheets:
            _write(book, sheet)
    finally:
        book.close()
    return with_growing_rows(target.getvalue()) if size <= _IN_MEMORY else target.getvalue()


def _write(book: "Workbook", sheet: PrintedSheet) -> None:
    page = book.add_worksheet(sheet_name(sheet.name))
    last = max(len(sheet.columns) - 1, 0)
    _set_up_page(page, sheet)
    # A list that goes to the file row by row has no heights, and finds out at its end how wide it is.
    rows = list(sheet.rows) if sheet.size <= _IN_MEMORY else None
    widths = [max(map(_text_width, _heading_lines(column))) for column in sheet.columns]
    for row in rows or ():
        _widen(widths, row, sheet.columns)
    rooms = _fitted(sheet, widths)
    _head(book, page, sheet, last)
    if rows is not None:
        page.set_row(_HEADER_ROW, height((column.heading for column in sheet.columns), rooms))
    pen, section, number = _Pen(book), _section_looks(book), _HEADER_ROW
    for number, row in enumerate(sheet.rows if rows is None else rows, _HEADER_ROW + 1):
        if rows is None:
            _widen(widths, row, sheet.columns)
        elif not row.section:
            page.set_row(number, height(map(_shown, row.cells), rooms))
        if row.section:
            _write_section(page, number, row, last, section)
        else:
            _write_row(page, number, row, sheet.columns, pen)
    rooms = _fitted(sheet, widths)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, rooms[place])
        _offer(page, place, column, number)
    page.autofilter(_HEADER_ROW, 0, max(number, _HEADER_ROW + 1), last)
    page.print_area(0, 0, max(number, _HEADER_ROW), last)
    if sheet.notes:
        _write_notes(book, sheet.notes)


_HEADER_ROW = 2
"""The header stands below the title and the day."""


def _fitted(sheet: PrintedSheet, widths: Sequence[int]) -> list[float]:
    return fitted([_room(*each) for each in zip(sheet.columns, widths, strict=True)])


def _set_up_page(page: "Worksheet", sheet: PrintedSheet) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)  # one page wide, so that a problem and its status stand in one row on paper too
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.center_horizontally()
    page.repeat_rows(_HEADER_ROW)
    page.freeze_panes(_HEADER_ROW + 1, sheet.frozen)
    page.set_footer(footer(sheet.foot))


def footer(foot: str | None) -> str:
    """The foot of each page: the end of the history, and the page number."""
    return f"&L&8{(foot or '').replace('&', '&&')[:200]}&R&8&P / &N"


def _head(book: "Workbook", page: "Worksheet", sheet: PrintedSheet, last: int) -> None:
    """Write the title and the day over all columns up to `last`, and the header."""
    centred = {"align": "center", "valign": "vcenter"}
    title = book.add_format(centred | {"bold": True, "font_size": 16})
    below = book.add_format(centred | {"font_size": 10})
    page.set_row(0, 28)
    for number, (text, look) in enumerate(((sheet.title, title), (sheet.subtitle, below))):
        if last:
            page.merge_range(number, 0, number, last, "", look)
        page.write_string(number, 0, text[:_LONGEST], look)
    heading, to_fill_in = book.add_format(HEADING_STYLE), book.add_format(_TO_FILL_IN)
    for place, column in enumerate(sheet.columns):
        page.write_string(_HEADER_ROW, place, column.heading, to_fill_in if column.filled_in else heading)


def _section_looks(book: "Workbook") -> "tuple[Format, Format, Format]":
    """The looks of its first cell, of those between and of the last one: no line runs through its heading."""
    first, between, last = ({"right": 0}, {"left": 0, "right": 0}, {"left": 0})
    return (
        book.add_format(_SECTION | first),
        book.add_format(_SECTION | between),
        book.add_format(_SECTION | last),
    )


def _write_section(
    page: "Worksheet", number: int, row: SheetRow, last: int, looks: "tuple[Format, Format, Format]"
) -> None:
    page.write_string(number, 0, str(row.cells[0]), looks[0])
    for place in range(1, last + 1):
        page.write_blank(number, place, None, looks[2] if place == last else looks[1])


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _write_row(page: "Worksheet", number: int, row: SheetRow, columns: Sequence[SheetColumn], pen: _Pen) -> None:
    for place, (column, value) in enumerate(zip(columns, row.cells, strict=True)):
        is_long = isinstance(value, str) and len(value) > _SHORT
        look = pen.of("prose" if is_long and column.kind == "text" else column.kind, row)
        write_value(page, number, place, _fitting(value, column, row) if isinstance(value, str) else value, look)


def write_value(page: "Worksheet", number: int, place: int, value: Value, look: "Format") -> None:
    """Write one cell by its type; a text never becomes a formula, a link or a number."""
    if value is None or value == "":
        page.write_blank(number, place, None, look)
    elif isinstance(value, date) and value >= _FIRST_DAY:
        page.write_datetime(number, place, value, look)
    elif isinstance(value, (int, float)):
        page.write_number(number, place, value, look)
    else:
        page.write_string(number, place, str(value), look)


def _fitting(text: str, column: SheetColumn, row: SheetRow) -> str:
    if len(text) <= _LONGEST:
        return text
    raise InvalidInput(
        _("{number}: {column} is longer than the {n} characters that a cell of a workbook holds; write .csv or .json.")
        .format(number=row.name, column=column.heading, n=_LONGEST)
    )  # fmt: skip


def _widen(widths: list[int], row: SheetRow, columns: Sequence[SheetColumn]) -> None:
    for place, value in enumerate(() if row.section else row.cells):
        if value is not None and columns[place].kind not in {"date", "percent"} and widths[place] < _WIDEST:
            widths[place] = max(widths[place], _text_width(str(value)))


def _heading_lines(column: SheetColumn) -> list[str]:
    if not column.narrow:
        return [column.heading]
    words = column.heading.split()
    return [part for word in words for part in ([word] if word.isascii() else wrapped(word, _NARROWEST))]


def _text_width(text: str) -> int:
    """The width of the longest line in cells."""
    return max((width(line[:_WIDEST]) for line in text.splitlines()), default=0)


def _room(column: SheetColumn, widest: int) -> float:
    if column.kind == "date":
        return float(_DATE_WIDTH)
    if column.narrow:
        return float(min(max(widest + 1, _NARROWEST), _NARROW))
    return float(min(max(widest + 2, _NARROWEST), _WIDEST))


def _offer(page: "Worksheet", place: int, column: SheetColumn, last_row: int) -> None:
    """A drop-down with the words of the column, if they fit into one."""
    if column.choices and len(",".join(column.choices)) <= _MOST_CHOICES and last_row > _HEADER_ROW:
        rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
        page.data_validation(_HEADER_ROW + 1, place, last_row, place, rule)


def _write_notes(book: "Workbook", notes: Sequence[Sequence[str]]) -> None:
    hidden = book.add_worksheet(NOTES)
    hidden.very_hidden()
    for number, cells in enumerate(notes):
        for place, text in enumerate(cells):
            hidden.write_string(number, place, text)


def sheet_name(name: str) -> str:
    """A valid name for a sheet: short, with a dash for each forbidden character, and without double blanks."""
    dashed = _FORBIDDEN.sub(lambda sign: " - " if sign[0][-1:].isspace() else "-", visible(name))
    plain = cut(" ".join(dashed.split()).strip(" '-"), _LONGEST_NAME)[:_LONGEST_NAME].strip(" '")
    return plain if plain and plain.casefold() not in {"history", NOTES} else "List"
