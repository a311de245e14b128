"""A workbook -> the list in it; the reader is imported only here. Source: docs/rules.md, "Import"."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from io import BytesIO
from itertools import islice
from pathlib import Path
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

from rectify.errors import InvalidInput
from rectify.i18n import _, ngettext
from rectify.transfer.read.choice import Candidate, choose
from rectify.transfer.read.formats import Kind
from rectify.transfer.read.opendocument import read_spans
from rectify.transfer.read.package import Package, Scanned, check_reach, inspect, parts_of
from rectify.transfer.read.records import check_binary, damaged
from rectify.transfer.read.tables import Fits, check_form, cut, find_header, first_header, seen
from rectify.transfer.sheet import Block, Cell, Grid, Row, Sheet, alike, is_blank

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_PEEKED = 200
"""So many rows of a sheet are looked at to see whether it holds a list."""

_LARGEST_OLD = 300_000_000
"""A workbook of the old kind cannot hold more bytes than this and be a list."""

_SUFFIXES = {"xlsx": (".xlsx", ".xlsm"), "ods": (".ods",), "xls": (".xls",), "xlsb": (".xlsb",)}


def read_workbook(path: Path, kind: Kind, wanted: str | None, fits: Fits) -> Sheet:
    """The list in the sheet `wanted`, by name or by position; without it, in the one that looks most like a list.

    Hidden sheets are looked at only where no other one holds a list. Raises InvalidInput when the workbook is protected
    or damaged, where no sheet holds a list, and where several do.
    """
    with _opened(path, kind) as (workbook, package):
        if wanted is not None:
            sheet = _named(path.name, workbook, wanted)
            return _list_of(_grid(path, sheet, package), fits)
        candidates, tallest = _candidates(path, workbook, package, fits)
        chosen, notes = choose(path.name, candidates)
        read = tallest if tallest is not None and tallest.name == chosen else None
        sheet = workbook.get_sheet_by_name(chosen) if read is None else read
        return _list_of(_grid(path, sheet, package), fits, notes)


@contextmanager
def _opened(path: Path, kind: Kind) -> Iterator[tuple["CalamineWorkbook", Package]]:
    from python_calamine import CalamineError, PasswordError, XmlError, ZipError, load_workbook

    file = path.name
    try:
        package = inspect(path) if kind != "xls" else Package()
        if kind == "ods":
            package.spans = read_spans(path)
        if kind == "xlsb":
            with parts_of(path) as parts:
                check_binary(file, parts)
        if kind == "xls" and path.stat().st_size > _LARGEST_OLD:
            check_reach(file, path.stat().st_size, 1)
        plain = path.suffix.casefold() in _SUFFIXES[kind]
        with _panics_told(file):
            yield load_workbook(path if plain else BytesIO(path.read_bytes())), package
    except PasswordError as error:
        raise InvalidInput(
            _("{file} is protected by a password; remove it in the office program, and import again.").format(file=file)
        ) from error
    except (CalamineError, XmlError, ZipError, OSError) as error:
        raise InvalidInput(
            _("{file} cannot be read as a workbook ({reason}); open it and save it as .xlsx again.").format(
                file=file, reason=error
            )
        ) from error


@contextmanager
def _panics_told(file: str) -> Iterator[None]:
    """Raise InvalidInput where the reader itself breaks on a damaged workbook, as its old kinds can make it.

    What it writes of its own on standard error is kept away, except in a thread: there the terminal UI draws on it.
    """

    def tell(kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        if kind is not None and kind.__name__ == "PanicException":  # the reader's library does not export its class
            raise damaged(file) from error

    with ExitStack() as ending:
        ending.push(tell)
        ending.enter_context(_silenced() if current_thread() is main_thread() else nullcontext())
        yield


@contextmanager
def _silenced() -> Iterator[None]:
    """Nothing that is written to the standard error of the process, from outside Python, is seen."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _list_of(grid: Grid, fits: Fits, notes: tuple[str, ...] = ()) -> Sheet:
    """The list in a grid; where none is found, what is filled as a list is, so that a mapping may say what it means."""
    header = find_header(grid, fits) or first_header(grid)
    check_form(grid, header)
    if header is None:
        raise InvalidInput(
            _("{file}: the sheet {sheet} holds no list: {seen}.").format(
                file=grid.file, sheet=grid.name, seen=seen(grid) or _("it is empty")
            )
        )
    return cut(grid, header, notes)


def _named(file: str, workbook: "CalamineWorkbook", wanted: str) -> "CalamineSheet":
    names = [name for name, _hidden in _sheets(workbook)]
    shown = [name for name, hidden in _sheets(workbook) if not hidden]
    if wanted not in names and wanted.isdecimal() and 0 < int(wanted) <= len(shown):
        return workbook.get_sheet_by_name(shown[int(wanted) - 1])
    if wanted not in names:
        raise InvalidInput(
            _("{file} has no sheet {sheet}; its sheets: {sheets}.").format(
                file=file, sheet=wanted, sheets=", ".join(names)
            )
        )
    return workbook.get_sheet_by_name(wanted)


def _sheets(workbook: "CalamineWorkbook") -> list[tuple[str, bool]]:
    """The names of the sheets that hold cells, and whether each is hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return [
        (sheet.name, sheet.visible != SheetVisibleEnum.Visible)
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _candidates(
    path: Path, workbook: "CalamineWorkbook", package: Package, fits: Fits
) -> tuple[list[Candidate], "CalamineSheet | None"]:
    """What each sheet with any rows looks like; and the tallest one, so that it need not be read a second time."""
    found, tallest = list[Candidate](), None
    for name, hidden in _sheets(workbook):
        sheet = workbook.get_sheet_by_name(name)
        if not sheet.height:
            continue
        grid = _grid(path, sheet, package, rows=_PEEKED)
        found.append(Candidate(name, hidden, find_header(grid, fits), seen(grid), sheet.height))
        if tallest is None or sheet.height > tallest.height:
            tallest = sheet
    return found, tallest


def _grid(path: Path, sheet: "CalamineSheet", package: Package, rows: int | None = None) -> Grid:
    found = [Row(number, cells) for number, cells in enumerate(islice(_cells(sheet), rows), 1)]
    while found and all(map(is_blank, found[-1].cells)):
        found.pop()
    scanned = package.scanned.get(sheet.name, Scanned())
    notes = () if rows else tuple(_notes(scanned))
    return Grid(path.name, sheet.name, found, package.epoch_1904, _blocks(package, sheet), scanned.errors, notes=notes)


def _cells(sheet: "CalamineSheet") -> Iterator[list[Cell]]:
    # The reader leaves out the empty columns to the left when it gives row after row.
    left: list[Cell] = [""] * sheet.start[1] if sheet.start else []
    return alike([*left, *cells] for cells in sheet.iter_rows())


def _blocks(package: Package, sheet: "CalamineSheet") -> tuple[Block, ...]:
    if sheet.merged_cell_ranges is None:
        return package.spans.get(sheet.name, ())
    return tuple(
        Block(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges
        if bottom > top or right > left
    )


def _notes(scanned: Scanned) -> Iterator[str]:
    if scanned.hidden:
        yield ngettext(
            "{count} row is hidden in the sheet, perhaps by a filter; it was read all the same.",
            "{count} rows are hidden in the sheet, perhaps by a filter; they were read all the same.",
            scanned.hidden,
        ).format(count=scanned.hidden)
    if scanned.uncounted:
        yield ngettext(
            "{count} formula has no result; open the file in the office program and save it, so that it is calculated.",
            "{count} formulas have no result; open the file in the office program and save it, so that they are "
            "calculated.",
            scanned.uncounted,
        ).format(count=scanned.uncounted)
