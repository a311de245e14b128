"""Recognising the kind of a file by its content; its name does not matter. Source: docs/rules.md, "Import"."""

import re
from pathlib import Path
from typing import Literal

from rectify.errors import InvalidInput
from rectify.i18n import N_, _, reason_of
from rectify.transfer.read.compound import check_compound
from rectify.transfer.read.package import parts_of

Kind = Literal["xlsx", "xlsb", "xls", "ods", "text", "json", "calendar", "markdown"]

_BEGINNING = 4096

_LARGEST_OLD = 300_000_000
"""Larger files of the old kind are not searched."""

_ZIP = b"PK\x03\x04"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_SHEET = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")

_OTHERS = (
    (b"%PDF", N_("a PDF document")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"{\\rtf", N_("a text document")),
    (b"SQLite format 3\0", N_("a database")),
    (b"Rar!", N_("an archive")),
    (b"7z\xbc\xaf", N_("an archive")),
    (b"\x1f\x8b", N_("an archive")),
)
"""How files begin that people take for lists, and what they are."""

_IN_ZIP = (("word/", N_("a text document")), ("ppt/", N_("slides")), ("META-INF/", N_("an archive")))
_MARKUP = re.compile(
    rb"\s*(?:<!doctype html|<html|<\?xml[^>]*\?>\s*(?:<\?mso[^>]*\?>\s*)?<(?:\w+:)?Workbook)", re.IGNORECASE
)
_MARKDOWN = re.compile(rb"^\|(?:[ \t]*(?:-{2,}:?|:-+:?|-:)[ \t]*\|)+[ \t]*\r?$", re.MULTILINE)
"""The line below the headings of a table in Markdown."""

_PAGES = frozenset({".md", ".markdown"})
_LONGEST_PAGE = 4_000_000
"""Bytes of a page in which a table is looked for."""

_WIDE = (b"\xff\xfe", b"\xfe\xff")


def kind_of(path: Path) -> Kind:
    """The kind of the file at `path`. Raises InvalidInput where it is missing, empty, or none that holds a list."""
    beginning = _beginning(path)
    if beginning.startswith(_ZIP):
        return _kind_of_archive(path)
    if beginning.startswith(OLD_OFFICE) or (beginning.startswith(_OLD_SHEET) and b"\0" in beginning[:8]):
        _check_old(path)
        return "xls"
    for mark, what in _OTHERS:
        if beginning.startswith(mark):
            raise _other(path, _(what))
    if _MARKUP.match(beginning.removeprefix(b"\xef\xbb\xbf")):
        raise _other(path, _("a web page, whatever its name says"))
    if _MARKDOWN.search(_page(path) if path.suffix.casefold() in _PAGES else beginning):
        return "markdown"
    return _kind_of_text(beginning)


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            beginning = file.read(_BEGINNING)
            blank = not beginning.strip() and not file.read(_BEGINNING).strip()
    except FileNotFoundError:
        raise InvalidInput(_("There is no file {path}.").format(path=path)) from None
    except IsADirectoryError:
        raise InvalidInput(_("{path} is a folder; name the file to import.").format(path=path)) from None
    except OSError as error:
        raise InvalidInput(_("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error))) from error
    if blank:
        raise InvalidInput(_("{file} is empty.").format(file=path.name))
    return beginning


def _page(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST_PAGE)


def _check_old(path: Path) -> None:
    """Raise InvalidInput where a file of the old kind holds no workbook that can be read."""
    data = path.read_bytes() if path.stat().st_size <= _LARGEST_OLD else b""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InvalidInput(
            _("{file} is protected by a password; remove it in the office program, and import again.").format(
                file=path.name
            )
        )
    if "WordDocument".encode("utf-16-le") in data and "Workbook".encode("utf-16-le") not in data:
        raise _other(path, _("a text document"))
    check_compound(path.name, data)


def _kind_of_archive(path: Path) -> Kind:
    with parts_of(path) as parts:
        names = parts.namelist()
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    what = next((what for folder, what in _IN_ZIP if any(name.startswith(folder) for name in names)), N_("an archive"))
    raise _other(path, _(what))


def _kind_of_text(beginning: bytes) -> Kind:
    plain = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith((b"BEGIN:VCALENDAR", b"BEGIN:VTODO", b"BEGIN:VEVENT")):
        return "calendar"
    narrow = plain.replace(b"\0", b"") if beginning.startswith(_WIDE) else plain
    if (
        narrow.removeprefix(b"\xff\xfe")
        .removeprefix(b"\xfe\xff")
        .lstrip()
        .startswith((b"{", b"[{", b"[\n", b"[\r", b"[ ", b"[]"))
    ):
        return "json"
    return "text"


def _other(path: Path, what: str) -> InvalidInput:
    return InvalidInput(
        _(
            "{file} is {what}, no list that rectify reads: .xlsx .xlsm .xls .ods .csv .tsv .txt .json .md .ics. "
            "Open it in the office program and save it as .xlsx."
        ).format(file=path.name, what=what)
    )
