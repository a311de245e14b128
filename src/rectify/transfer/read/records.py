"""The records of binary workbooks (.xls, .xlsb): cells that stand too far out never reach the reader.

The reader holds a sheet's whole rectangle; one damaged number would have it ask for more memory than there is, which
ends the process. Source: docs/rules.md, "Import".
"""

import re
import struct
import zipfile
from collections.abc import Iterator

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.read.package import check_reach, too_large

_LARGEST = 100_000_000
"""A part of more bytes holds more than a list; it is looked through in the memory."""

_WIDEST = 16_384
_WIDEST_OLD = 256
_OLD_CELLS = frozenset({0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x206, 0x27E, 0x406})
"""Records of the old kind that begin with a row and a column."""

_OLD_SIZE, _SIZE, _ROW, _TEXTS = 0x200, 0x94, 0, 0x9F
_FILLED = re.compile(rb"[^\0]")
_CELLS = frozenset(range(1, 12)) | {62}


def check_old_records(file: str, stream: bytes) -> None:
    """Raise InvalidInput where a cell of a workbook of the old kind stands too far out."""
    length = width = 0
    for kind, first, last in _old_records(stream):
        if kind in _OLD_CELLS and last - first >= 4:
            row, column = struct.unpack_from("<HH", stream, first)
            length, width = max(length, row + 1), max(width, column + 1)
        elif kind == _OLD_SIZE and last - first >= 14:
            first_row, rows, first_column, columns = struct.unpack_from("<IIHH", stream, first)
            _check_order(file, (first_row, rows), (first_column, columns))
            _check_said(file, rows, columns, _WIDEST_OLD)
    _check_said(file, length, width, _WIDEST_OLD)


def check_binary(file: str, parts: zipfile.ZipFile) -> None:
    """Raise InvalidInput where a cell of a binary workbook stands too far out, or a record or a part is too long."""
    for part in parts.infolist():
        if part.filename.endswith(".bin") and part.file_size > _LARGEST:
            raise too_large(file)
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".bin"):
            _check_sheet(file, parts.read(part))
        elif part.filename.endswith("sharedStrings.bin"):
            _check_texts(file, parts.read(part))


def _check_sheet(file: str, data: bytes) -> None:
    length = width = 0
    for kind, first, size in _records(file, data):
        if kind == _ROW and size >= 4:
            length = max(length, _number(data, first) + 1)
        elif kind in _CELLS and size >= 4:
            width = max(width, _number(data, first) + 1)
        elif kind == _SIZE and size >= 16:
            first_row, last_row, first_column, last_column = struct.unpack_from("<4I", data, first)
            _check_order(file, (first_row, last_row), (first_column, last_column))
            _check_said(file, last_row + 1, last_column + 1, _WIDEST)
    _check_said(file, length, width, _WIDEST)


def _check_texts(file: str, data: bytes) -> None:
    """The reader makes room for as many texts as a part says that it has; each takes six bytes at least."""
    for kind, first, size in _records(file, data):
        if kind == _TEXTS and size >= 8 and _number(data, first + 4) > len(data):
            raise damaged(file)


def _check_order(file: str, *ends: tuple[int, int]) -> None:
    """A sheet that ends before it begins would be taken for an endless one."""
    if any(last < first for first, last in ends):
        raise damaged(file)


def _check_said(file: str, length: int, width: int, widest: int) -> None:
    if width > widest or length > 1_048_576:
        raise damaged(file)
    check_reach(file, length, width)


def _old_records(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """The kind of each record, and where its content begins and ends."""
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind or size:
            yield kind, at + 4, min(at + 4 + size, len(stream))
            at += 4 + size
        else:  # there may be many zeros after the last record
            filled = _FILLED.search(stream, at)
            at += (filled.start() - at) // 4 * 4 if filled else len(stream)


def _records(file: str, data: bytes) -> Iterator[tuple[int, int, int]]:
    """The kind of each record, where its content begins, and its size. Raises InvalidInput where there is none."""
    at = 0
    while at < len(data):
        kind, at = _packed(data, at, 2)
        size, at = _packed(data, at, 4)
        if at + size > len(data) or (kind == _ROW and not size):
            raise damaged(file)
        yield kind, at, size
        at += size


def _packed(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits in each byte, and where what follows begins."""
    number = 0
    for place in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            break
    return number, at


def _number(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 4], "little")


def damaged(file: str) -> InvalidInput:
    """What is said of a workbook whose parts make no sense."""
    return InvalidInput(
        _("{file} cannot be read as a workbook ({reason}); open it and save it as .xlsx again.").format(
            file=file, reason=_("it is damaged")
        )
    )
