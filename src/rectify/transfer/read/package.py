"""Checking the zip archive of a new workbook before it is unpacked, and reading what the reader leaves out.

Source: docs/rules.md, "Import".
"""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from pathlib import Path
from typing import IO, NamedTuple

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.sheet import Block
from rectify.transfer.sheet import letters as column_letters

MOST_CELLS = 20_000_000
"""The reader holds a sheet's whole rectangle; one stray cell far out would ask for more memory than there is."""

_MOST_SIGNS = 10
"""Figures of a row, or letters of a column, that count: these are far outside already, and a damaged name has more."""

_MOST_BYTES = 2_000_000_000
"""A workbook that unpacks to more than this was made to fill a computer."""

_MOST_STRINGS = 400_000_000
"""So many bytes the shared texts of a workbook may have, which the reader holds all at once."""

_LONGEST_CELL = 20_000_000
"""A cell with more bytes was made to fill a computer; office programs write 32,767 characters at most."""

_HARMLESS = 100_000
"""A packed part of so many bytes unpacks to 100 MB at most, whatever it says of itself."""

_MOST_PARTS = 20_000
_CHUNK = 1_000_000
_BEGINNING = 4096

_ROOT = re.compile(rb"<((?:\w+:)?)worksheet\b")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"(?<![\w:])([\w:]+)=[\"']([^\"']*)[\"']")
_EPOCH_1904 = re.compile(rb"<workbookPr[^>]*date1904=[\"'](?:1|true)[\"']")


class _Patterns(NamedTuple):
    """What is sought in the part of a sheet, whose elements may have a prefix and its attributes any order."""

    filled: re.Pattern[bytes]
    reach: re.Pattern[bytes]
    error: re.Pattern[bytes]
    uncounted: re.Pattern[bytes]
    hidden: re.Pattern[bytes]
    cell: bytes
    row: bytes
    formula: bytes


@cache
def _patterns(x: bytes) -> _Patterns:
    """The patterns for elements with the prefix `x`: "x:", or nothing."""
    cell = rb"<%bc\s(?:[^>]*?\s)?r=[\"']([A-Z]+)([0-9]+)[\"'][^>]*" % x
    erroneous = cell.replace(rb"\s(?:", rb"(?=\s[^>]*?\bt=[\"']e[\"'])\s(?:", 1)
    return _Patterns(
        filled=re.compile(rb"%b(?<!/)>" % cell),
        reach=re.compile(rb"<%bdimension\s[^>]*?ref=[\"'][A-Z]+[0-9]+:([A-Z]+)([0-9]+)[\"']" % x),
        error=re.compile(rb"%b>(?:(?!</%bc>).)*?<%bv>([^<]*)</%bv>" % (erroneous, x, x, x), re.DOTALL),
        uncounted=re.compile(
            rb"%b><%bf\b[^>]*>([^<]*)</%bf>(?:<%bv\s*/>|<%bv></%bv>)?</%bc>" % (cell, x, x, x, x, x, x)
        ),
        hidden=re.compile(rb"<%brow\s[^>]*?\bhidden=[\"'](?:1|true)[\"'][^>]*?(?<!/)>" % x),
        cell=b"<%bc " % x,
        row=b"<%brow" % x,
        formula=b"<%bf" % x,
    )


def _patterns_of(beginning: bytes) -> _Patterns:
    root = _ROOT.search(beginning)
    return _patterns(root[1] if root else b"")


@dataclass(slots=True)
class Scanned:
    """What the reader leaves out of one sheet."""

    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    """What cells show whose formula failed, and the formulas without a result; by row and place."""
    uncounted: int = 0
    """How many formulas have no result."""
    hidden: int = 0
    """How many rows are hidden, by a filter or by hand."""


@dataclass(slots=True)
class Package:
    """What was found in the parts of a workbook."""

    epoch_1904: bool = False
    scanned: dict[str, Scanned] = field(default_factory=dict)
    """By the name of the sheet."""
    spans: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    """The merged cells of an OpenDocument sheet, by its name."""


@contextmanager
def parts_of(path: Path) -> Iterator[zipfile.ZipFile]:
    """The parts of a workbook. Raises InvalidInput where they cannot be unpacked."""
    try:
        with zipfile.ZipFile(path) as parts:
            yield parts
    # what `zipfile` raises for archives that are cut off, altered, encrypted or packed in a way that it does not know
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as error:
        raise InvalidInput(
            _("{file} is damaged ({reason}); open it and save it as .xlsx again.").format(file=path.name, reason=error)
        ) from error


def inspect(path: Path) -> Package:
    """Look through the parts of a workbook. Raises InvalidInput for what the reader must not be given."""
    with parts_of(path) as parts:
        check_sizes(path.name, parts)
        names = parts.namelist()
        if "xl/workbook.xml" not in names:
            return Package()
        with parts.open("xl/workbook.xml") as part:
            package = Package(bool(_EPOCH_1904.search(part.read(_CHUNK))))
        targets = _targets(parts)
        for name in (each for each in names if each.startswith("xl/worksheets/") and each.endswith(".xml")):
            scanned = _scan(path.name, parts, name, _check_reach(path.name, parts, name))
            if name in targets:
                package.scanned[targets[name]] = scanned
        return package


def check_sizes(file: str, parts: zipfile.ZipFile) -> None:
    """Raise InvalidInput where a workbook unpacks to more than fits into the memory, also where it hides that."""
    infos = parts.infolist()
    if len(infos) > _MOST_PARTS or sum(part.file_size for part in infos) > _MOST_BYTES:
        raise too_large(file)
    for part in infos:
        if part.filename.endswith("sharedStrings.xml") and part.file_size > _MOST_STRINGS:
            raise too_large(file)
        is_read = part.filename.endswith((".xml", ".bin")) and not part.filename.startswith("xl/worksheets/")
        if is_read and (part.file_size > _LONGEST_CELL or part.compress_size > _HARMLESS):
            with parts.open(part) as opened:
                _check_cells(file, opened)


def _check_cells(file: str, part: IO[bytes]) -> None:
    """Raise InvalidInput where one text of the part is longer than any cell; the archive's own check finds the rest."""
    length = 0
    while chunk := part.read(_CHUNK):
        length = _grown(file, length, chunk)


def _grown(file: str, length: int, chunk: bytes) -> int:
    """How long the text is that goes on at the end of `chunk`. Raises InvalidInput where the one before is too long."""
    first, last = chunk.find(b"<"), chunk.rfind(b"<")
    if length + (first if first >= 0 else len(chunk)) > _LONGEST_CELL:
        raise too_large(file)
    return len(chunk) - last if last >= 0 else length + len(chunk)


def too_large(file: str) -> InvalidInput:
    """What is said of a workbook that unpacks to too much."""
    return InvalidInput(
        _("{file} unpacks to more than rectify reads: it was damaged, or made to fill a computer.").format(file=file)
    )


def _check_reach(file: str, parts: zipfile.ZipFile, name: str) -> re.Pattern[bytes] | None:
    """Raise InvalidInput where a sheet is too wide and too long for the reader.

    What a workbook says of its own size counts formatted cells too; where that is large or missing, the filled ones
    are sought. Where it is believed, returns what tells a cell that stands far outside of it.
    """
    with parts.open(name) as part:
        beginning = part.read(_BEGINNING)
    sought = _patterns_of(beginning)
    said = sought.reach.search(beginning)
    if said is not None and _row(said[2]) * _column(said[1]) <= MOST_CELLS:
        return re.compile(rb" r=[\"'](?:[A-Z]{%d}|[A-Z]+[0-9]{%d})" % (len(said[1]) + 1, len(said[2]) + 1))
    _check_filled(file, parts, name, sought)
    return None


def _check_filled(file: str, parts: zipfile.ZipFile, name: str, sought: _Patterns) -> None:
    width = length = 0
    with parts.open(name) as part:
        rest = b""
        while chunk := part.read(_CHUNK):
            text = rest + chunk
            for letters, number in sought.filled.findall(text):
                width, length = max(width, _column(letters)), max(length, _row(number))
            rest = text[-200:]
    check_reach(file, length, width)


def check_reach(file: str, length: int, width: int) -> None:
    """Raise InvalidInput where a sheet of so many rows and columns is too large for the reader."""
    if width * length > MOST_CELLS:
        raise InvalidInput(
            _(
                "A sheet of {file} reaches to row {row} and column {column}: something stands far outside of the list. "
                "Copy the list to a new workbook, and import that."
            ).format(file=file, row=length, column=column_letters(width))
        )


def _scan(file: str, parts: zipfile.ZipFile, name: str, stray: re.Pattern[bytes] | None) -> Scanned:
    """What the reader leaves out of the part of a sheet. Raises InvalidInput where a `stray` cell is too far out."""
    found = Scanned()
    length = 0
    with parts.open(name) as part:
        rest = part.read(_BEGINNING)
        sought = _patterns_of(rest)
        while chunk := part.read(_CHUNK):
            length = _grown(file, length, chunk)
            text = rest + chunk
            end = max(text.rfind(sought.cell), text.rfind(sought.row))
            end = end if end > 0 else len(text)
            if stray is not None and stray.search(text):
                _check_filled(file, parts, name, sought)
                stray = None
            _scan_cells(text[:end], sought, found)
            rest = text[end:]
        if stray is not None and stray.search(rest):
            _check_filled(file, parts, name, sought)
        _scan_cells(rest, sought, found)
    return found


def _scan_cells(text: bytes, sought: _Patterns, found: Scanned) -> None:
    if b't="e"' in text or b"t='e'" in text:
        for letters, number, value in sought.error.findall(text):
            found.errors.setdefault(_row(number), {})[_column(letters) - 1] = value.decode("utf-8", "replace")
    if sought.formula in text:
        for letters, number, value in sought.uncounted.findall(text):
            formula = unescape(value.decode("utf-8", "replace"))
            found.errors.setdefault(_row(number), {})[_column(letters) - 1] = f"={formula}"
            found.uncounted += 1
    if b"hidden=" in text:
        found.hidden += len(sought.hidden.findall(text))


def _targets(parts: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet that each part holds, where the workbook says it in the usual way."""
    if "xl/_rels/workbook.xml.rels" not in parts.namelist():
        return {}
    book = parts.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = parts.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    names = {each.get("r:id"): unescape(each.get("name", "")) for each in map(_attributes, _SHEET.findall(book))}
    found = {}
    for each in map(_attributes, _RELATION.findall(relations)):
        target = each.get("Target", "")
        if each.get("Id") in names:
            found[target[1:] if target.startswith("/") else f"xl/{target}"] = names[each.get("Id")]
    return found


def _attributes(tag: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(tag))


def _row(figures: bytes) -> int:
    return int(figures.lstrip(b"0")[:_MOST_SIGNS] or b"0")


def _column(name: bytes) -> int:
    number = 0
    for letter in name[:_MOST_SIGNS]:
        number = number * 26 + letter - 64
    return number
