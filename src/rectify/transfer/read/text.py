"""Separated text -> a grid of cells. Source: docs/rules.md, "Import"."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from rectify.domain.formula_guard import unguarded
from rectify.errors import InvalidInput
from rectify.i18n import _, reason_of
from rectify.transfer.read.encoding import decode
from rectify.transfer.sheet import Grid, Row, alike

_LONGEST_CELL = 10_000_000
"""A cell longer than this many characters is a quotation mark that was never closed."""

_LARGEST = 800_000_000
"""A text of more bytes is no list, and more than a usual computer holds."""

_SEPARATORS = ",\t;|"
_PREAMBLE = re.compile(r"(?:ListSchema=\{[^\r\n]*|sep=[,;\t|])(?=\r?\n)", re.IGNORECASE)
"""What programs write before the records: the columns of a SharePoint list, the separator for a spreadsheet."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
"""Lines one by one: a text that is read as a file is held a second time, at four bytes a character."""

_SAMPLE_ROWS = 60
_SAMPLE = 100_000


def read_text(path: Path) -> Grid:
    """The records of a text, whichever way it is encoded and separated.

    A record is numbered by the line on which it begins. Raises InvalidInput, which names the line.
    """
    file = path.name
    text, note = decode(file, read_bytes(path))
    text = _PREAMBLE.sub("", text.removeprefix("\ufeff"))
    csv.field_size_limit(_LONGEST_CELL)
    separator = _separator(text)
    rows = list(_records(file, text, separator))
    return Grid(file, None, rows, ragged=True, notes=(note,) if note else ())


def read_bytes(path: Path) -> bytes:
    """What the file holds. Raises InvalidInput where it is too large or cannot be read."""
    try:
        if path.stat().st_size > _LARGEST:
            raise InvalidInput(
                _("{file} is too large to be a list: {size} MB. Divide it, and import its parts.").format(
                    file=path.name, size=path.stat().st_size // 1_000_000
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput(_("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error))) from error


def _records(file: str, text: str, separator: str) -> Iterator[Row]:
    guarded = "'" in text
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), strict=True, delimiter=separator)
    line = 1
    try:
        for record in alike(map(unguarded, record) if guarded else record for record in reader):
            yield Row(line, record)
            line = reader.line_num + 1
    except csv.Error as error:
        raise InvalidInput(
            _("{file}, row {row}: this record cannot be read ({reason}); look at its quotation marks.").format(
                file=file, row=line, reason=error
            )
        ) from error


def _separator(text: str) -> str:
    """The sign that divides most of the first records into equally many cells."""
    sample = text[:_SAMPLE]
    ranked = [(_evenness(sample, mark), -at) for at, mark in enumerate(_SEPARATORS)]
    (records, _cells), at = max(ranked)
    return _SEPARATORS[-at] if records else ","


def _evenness(sample: str, separator: str) -> tuple[int, int]:
    """How many records have the most usual number of cells, and that number; 0 where nothing is divided."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    widths = dict[int, int]()
    try:
        for record in islice(reader, _SAMPLE_ROWS):
            if len(record) > 1:
                widths[len(record)] = widths.get(len(record), 0) + 1
    except csv.Error:
        pass
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
