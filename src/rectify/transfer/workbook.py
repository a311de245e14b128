"""A workbook -> a sheet. The reader is imported only when a workbook is read. Source: docs/rules.md, "Import"."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.sheet import Block, Cell, Row, Sheet, is_blank
from rectify.transfer.sheet import letters as column_letters

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_CELLS = 40_000_000
"""The reader holds a sheet's whole rectangle; one stray cell far out would ask for more memory than there is."""

_MOST_BYTES = 4_000_000_000
"""A workbook that unpacks to more than this was made to fill a computer."""

_CHUNK = 1_000_000

_FILLED = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*(?<!/)>')
_REACH = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:([A-Z]+)([0-9]+)"')
_ERROR = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*? t="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.DOTALL)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(r"([\w:]+)=[\"']([^\"']*)[\"']")
_EPOCH_1904 = re.compile(rb"<workbookPr[^>]*date1904=[\"'](?:1|true)[\"']")


def read_workbook(path: Path, wanted: str | None, fits: Callable[[Sequence[Cell]], bool]) -> Sheet:
    """The sheet `wanted`, by name or by position; without it, the only visible one that has rows, or that `fits`.

    `fits` tells whether a first row is the header of a list of problems.

    Raises InvalidInput when the workbook is protected, damaged or of another kind, and where the choice is not clear.
    """
    from python_calamine import CalamineError, PasswordError, load_workbook

    file = path.name
    try:
        epoch_1904 = _inspect(path)
        workbook = load_workbook(path)
        chosen = _named(file, workbook, wanted) if wanted is not None else _only(file, workbook, fits)
        return _sheet(file, chosen, epoch_1904, _errors(path, chosen.name))
    except PasswordError as error:
        raise InvalidInput(
            _("{file} is protected by a password; remove it in the office program, and import again.").format(file=file)
        ) from error
    except CalamineError as error:
        raise InvalidInput(
            _("{file} cannot be read as a workbook ({reason}); open it and save it as .xlsx again.").format(
                file=file, reason=error
            )
        ) from error


def _inspect(path: Path) -> bool:
    """Whether days count from 1904. Raises InvalidInput for what the reader must not be given."""
    if not zipfile.is_zipfile(path):
        _refuse_old_kind(path)
    with _parts(path) as parts:
        return _inspect_parts(path.name, parts)


@contextmanager
def _parts(path: Path) -> Iterator[zipfile.ZipFile]:
    """The parts of a workbook. Raises InvalidInput where they cannot be unpacked."""
    try:
        with zipfile.ZipFile(path) as parts:
            yield parts
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise InvalidInput(
            _("{file} is damaged ({reason}); open it and save it as .xlsx again.").format(file=path.name, reason=error)
        ) from error


def _refuse_old_kind(path: Path) -> NoReturn:
    """A workbook with a password is wrapped in a file of the old kind, which only the reader looks into."""
    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        load_workbook(path)
    except PasswordError:
        raise
    except CalamineError as error:
        raise InvalidInput(
            _(
                "{file} is no workbook that can be read ({reason}). Save the list as .xlsx again, and import that."
            ).format(file=path.name, reason=error)
        ) from error
    raise InvalidInput(
        _("{file} is a workbook of the old kind, .xls; save it as .xlsx, and import that.").format(file=path.name)
    )


def _inspect_parts(file: str, parts: zipfile.ZipFile) -> bool:
    names = parts.namelist()
    if "xl/workbook.xml" not in names:
        raise InvalidInput(_("{file} is no .xlsx workbook; save the list as .xlsx, and import that.").format(file=file))
    if sum(part.file_size for part in parts.infolist()) > _MOST_BYTES:
        raise InvalidInput(_("{file} unpacks to more than rectify reads.").format(file=file))
    for name in names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            _check_reach(file, parts, name)
    with parts.open("xl/workbook.xml") as part:
        return bool(_EPOCH_1904.search(part.read(_CHUNK)))


def _check_reach(file: str, parts: zipfile.ZipFile, name: str) -> None:
    """Raise InvalidInput where a sheet is too wide and too long for the reader.

    What a workbook says of its own size counts formatted cells too; where that is large or missing, the filled ones
    are sought.
    """
    with parts.open(name) as part:
        said = _REACH.search(part.read(4096))
    if said is not None and int(said[2]) * _column(said[1]) <= _MOST_CELLS:
        return
    width = length = 0
    with parts.open(name) as part:
        rest = b""
        while chunk := part.read(_CHUNK):
            text = rest + chunk
            for letters, number in _FILLED.findall(text):
                width, length = max(width, _column(letters)), max(length, int(number))
            rest = text[-200:]
    if width * length > _MOST_CELLS:
        raise InvalidInput(
            _(
                "A sheet of {file} reaches to row {row} and column {column}: something stands far outside of the list. "
                "Copy the list to a new workbook, and import that."
            ).format(file=file, row=length, column=column_letters(width))
        )


def _errors(path: Path, sheet: str) -> dict[int, dict[int, str]]:
    """What stands in the cells of a sheet whose formula failed, which the reader takes for empty; by row and place."""
    found = dict[int, dict[int, str]]()
    with _parts(path) as parts:
        name = _part_of(parts, sheet)
        if name is None:
            return found
        with parts.open(name) as part:
            rest = b""
            while chunk := part.read(_CHUNK):
                text = rest + chunk
                if b' t="e"' in text:
                    for letters, number, value in _ERROR.findall(text):
                        found.setdefault(int(number), {})[_column(letters) - 1] = value.decode()
                rest = text[text.rfind(b"<c ") :]
    return found


def _part_of(parts: zipfile.ZipFile, sheet: str) -> str | None:
    """The part that holds the sheet of this name; None where the workbook does not say it in the usual way."""
    if "xl/_rels/workbook.xml.rels" not in parts.namelist():
        return None
    book = parts.read("xl/workbook.xml").decode("utf-8", "replace")
    relations = parts.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    keys = {unescape(each.get("name", "")): each.get("r:id") for each in map(_attributes, _SHEET.findall(book))}
    targets = {each.get("Id"): each.get("Target", "") for each in map(_attributes, _RELATION.findall(relations))}
    target = targets.get(keys.get(sheet), "")
    name = target[1:] if target.startswith("/") else f"xl/{target}"
    return name if name in parts.namelist() else None


def _attributes(tag: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(tag))


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _named(file: str, workbook: "CalamineWorkbook", wanted: str) -> "CalamineSheet":
    names = _visible(workbook, hidden=True)
    if wanted not in names and wanted.isdecimal() and 0 < int(wanted) <= len(shown := _visible(workbook)):
        return workbook.get_sheet_by_name(shown[int(wanted) - 1])
    if wanted not in names:
        raise InvalidInput(
            _("{file} has no sheet {sheet}; its sheets: {sheets}.").format(
                file=file, sheet=wanted, sheets=", ".join(names)
            )
        )
    return workbook.get_sheet_by_name(wanted)


def _only(file: str, workbook: "CalamineWorkbook", fits: Callable[[Sequence[Cell]], bool]) -> "CalamineSheet":
    filled = [sheet for name in _visible(workbook) if (sheet := workbook.get_sheet_by_name(name)).height]
    if not filled:
        raise InvalidInput(_("{file} is empty: no sheet has any rows.").format(file=file))
    if len(filled) == 1:
        return filled[0]
    fitting = [sheet for sheet in filled if fits(sheet.to_python(skip_empty_area=False, nrows=1)[0])]
    if len(fitting) == 1:
        return fitting[0]
    raise InvalidInput(
        _("{file} has several sheets: {sheets}. Say with --sheet which one holds the list.").format(
            file=file, sheets=", ".join(sheet.name for sheet in fitting or filled)
        )
    )


def _visible(workbook: "CalamineWorkbook", *, hidden: bool = False) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and (hidden or sheet.visible == SheetVisibleEnum.Visible)
    ]


def _sheet(file: str, chosen: "CalamineSheet", epoch_1904: bool, errors: dict[int, dict[int, str]]) -> Sheet:
    rows = [Row(number, cells) for number, cells in enumerate(chosen.to_python(skip_empty_area=False), 1)]
    while rows and all(map(is_blank, rows[-1].cells)):
        rows.pop()
    blocks = tuple(
        Block(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in chosen.merged_cell_ranges or ()
        if bottom > top
    )
    return Sheet(file, chosen.name, rows, epoch_1904, blocks, errors=errors)
