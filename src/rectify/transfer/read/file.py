"""A file -> the list in it: bytes, their kind, the cells, the table among them. Source: docs/rules.md, "Import"."""

from collections.abc import Callable
from pathlib import Path

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.read.calendar import read_calendar
from rectify.transfer.read.formats import Kind, kind_of
from rectify.transfer.read.markdown import read_markdown
from rectify.transfer.read.objects import read_objects
from rectify.transfer.read.tables import Fits, check_form, cut, find_header, first_header, seen
from rectify.transfer.read.text import read_text
from rectify.transfer.read.workbook import read_workbook
from rectify.transfer.sheet import Grid, Sheet

_READERS: dict[Kind, Callable[[Path], Grid]] = {
    "text": read_text,
    "json": read_objects,
    "calendar": read_calendar,
    "markdown": read_markdown,
}


_MOST_COLUMNS = 16_384
"""A sheet of a workbook has no more."""


def read_sheet(path: Path, wanted: str | None, fits: Fits) -> Sheet:
    """The list in the file at `path`: in the sheet named `wanted`, else in the one that holds it.

    `fits` tells whether a row names the title of a problem. The first row of what is returned is the header. Raises
    InvalidInput, which says what to do, where the file cannot be read or holds no list.
    """
    kind = kind_of(path)
    reader = _READERS.get(kind)
    if reader is None:
        return read_workbook(path, kind, wanted, fits)
    if wanted is not None:
        raise InvalidInput(_("{file} is a text and has no sheets; leave --sheet out.").format(file=path.name))
    grid = reader(path)
    _check_width(grid)
    header = find_header(grid, fits) or first_header(grid)
    check_form(grid, header)
    if header is None:
        raise InvalidInput(
            _("{file} holds no list of problems. It begins: {seen}").format(file=path.name, seen=seen(grid)[:120])
        )
    return cut(grid, header)


def _check_width(grid: Grid) -> None:
    """Raise InvalidInput where a row of a text is wider than any sheet."""
    for row in grid.rows:
        if len(row.cells) > _MOST_COLUMNS:
            raise InvalidInput(
                _(
                    "{file}, row {row}: there are {count} cells, more than a list has; look at what separates them."
                ).format(file=grid.file, row=row.number, count=len(row.cells))
            )
