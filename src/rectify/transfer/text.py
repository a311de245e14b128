"""Comma-separated text -> a sheet. Source: docs/rules.md, "Import"."""

import csv
import io

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.sheet import Row, Sheet, is_blank

_LONGEST_CELL = 10_000_000
"""A cell longer than this many characters is a quotation mark that was never closed."""

_FORMULA = frozenset("=+-@＝＋－＠")

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_text(file: str, data: bytes) -> Sheet:
    """The records of a text in UTF-8, with or without a byte order mark, separated by commas.

    A record is numbered by the line on which it begins; one with more cells than the header is a fault of its row
    alone. Raises InvalidInput, which names the line.
    """
    text = _decoded(file, data)
    csv.field_size_limit(_LONGEST_CELL)
    guarded = "'" in text
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = list[Row](), 1
    try:
        for record in reader:
            rows.append(Row(line, [_unguarded(cell) for cell in record] if guarded else record))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput(
            _("{file}, row {row}: this record cannot be read ({reason}); look at its quotation marks.").format(
                file=file, row=line, reason=error
            )
        ) from error
    _check_separator(file, rows)
    return Sheet(file, None, rows, faults=_too_wide(file, rows))


def _decoded(file: str, data: bytes) -> str:
    if data.startswith(_UTF_16):
        raise InvalidInput(
            _("{file} is written in UTF-16; save it as “CSV UTF-8” or as .xlsx, and import that.").format(file=file)
        )
    nul = data.find(b"\0")
    if nul >= 0:
        raise InvalidInput(
            _("{file}, row {row}: there is a NUL character, so this is no plain text; save it as CSV again.").format(
                file=file, row=_line(data, nul)
            )
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            _("{file}, row {row}: this is not UTF-8; save it as “CSV UTF-8” or as .xlsx, and import that.").format(
                file=file, row=_line(data, error.start)
            )
        ) from error


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


def _unguarded(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from reading it as a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in _FORMULA else cell


def _check_separator(file: str, rows: list[Row]) -> None:
    """A first record of one cell that holds another separator shows that commas separate nothing here."""
    first = rows[0].cells if rows else []
    if len(first) == 1 and any(mark in str(first[0]) for mark in "\t;|"):
        raise InvalidInput(
            _("The columns of {file} are not separated by commas; save it with commas or as .xlsx.").format(file=file)
        )


def _too_wide(file: str, rows: list[Row]) -> dict[int, str]:
    """Why rows with more cells than the header cannot be taken, by their number."""
    width = len(rows[0].cells) if rows else 0
    return {
        number: _(
            "{file}, row {row} has {cells} cells, but the header has {columns}: is a comma in a cell without "
            "quotation marks? Correct that row."
        ).format(file=file, row=number, cells=len(cells), columns=width)
        for number, cells in rows
        if len(cells) > width and not all(map(is_blank, cells[width:]))
    }
