"""A file -> the sheet to import. Source: docs/rules.md, "Import"."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.sheet import Cell, Sheet
from rectify.transfer.text import read_text
from rectify.transfer.workbook import read_workbook

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How new and old workbooks begin."""


def read_sheet(path: Path, wanted: str | None, fits: Callable[[Sequence[Cell]], bool]) -> Sheet:
    """The sheet of the file at `path`: the one named `wanted`, else the only one whose first row `fits`.

    .csv in UTF-8 with commas and .xlsx are read. Raises InvalidInput, which says what to do, for anything else.
    """
    suffix = path.suffix.casefold()
    data = _bytes(path)
    if suffix == ".csv":
        _check_text(path.name, data, wanted)
        return read_text(path.name, data)
    if suffix != ".xlsx":
        raise InvalidInput(
            _(
                "{file} is no file that rectify reads: .csv in UTF-8 with commas, or .xlsx. Save the list as one."
            ).format(file=path.name)
        )
    return read_workbook(path, wanted, fits)


def _bytes(path: Path) -> bytes:
    """What the file holds; of anything but a text, only its beginning."""
    try:
        with path.open("rb") as file:
            data = file.read() if path.suffix.casefold() == ".csv" else file.read(100)
    except FileNotFoundError:
        raise InvalidInput(_("There is no file {path}.").format(path=path)) from None
    except IsADirectoryError:
        raise InvalidInput(_("{path} is a folder; name the file to import.").format(path=path)) from None
    except OSError as error:
        raise InvalidInput(_("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)) from error
    if not data.strip():
        raise InvalidInput(_("{file} is empty.").format(file=path.name))
    return data


def _check_text(file: str, data: bytes, wanted: str | None) -> None:
    if data.startswith(_WORKBOOKS):
        raise InvalidInput(_("{file} is a workbook, not a text: give it the ending .xlsx.").format(file=file))
    if wanted is not None:
        raise InvalidInput(_("{file} is a text and has no sheets; leave --sheet out.").format(file=file))
