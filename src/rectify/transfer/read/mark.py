"""The mark by which a list written by rectify is recognised: on a hidden sheet of a workbook, in a column of a text.

Source: docs/rules.md, "Export".
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from rectify.errors import InvalidInput
from rectify.transfer.read.formats import OLD_OFFICE
from rectify.transfer.read.package import parts_of
from rectify.transfer.sheet import Cell, Row, Sheet

NAME = "rectify"
"""The name of the hidden sheet, and its first cell."""

_FORMAT = "1"
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a workbook comes from, and what its columns are."""

    ledger: str
    """The id of the ledger that wrote it."""
    part: str | None
    """The id of the part, where it was sent out to be filled in."""
    columns: tuple[tuple[str, str], ...]
    """Heading and field of each column in its order; the field `extra` means nothing."""
    event: tuple[int, str] | None = None
    """The number and the hash of the last event when it was written; None where it shows a past day."""


def mark_rows(mark: Mark) -> list[Sequence[str]]:
    """The rows of the hidden sheet."""
    event = "{} {}".format(*mark.event) if mark.event else ""
    return [(NAME, _FORMAT), ("ledger", mark.ledger), ("part", mark.part or ""), ("event", event), *mark.columns]


def read_mark(path: Path) -> Mark | None:
    """The mark of a workbook; None where it has none. Only the names of its sheets are read of any other file."""
    if not _has_sheet(path):
        return None
    from python_calamine import CalamineError, load_workbook

    try:
        cells = load_workbook(path).get_sheet_by_name(NAME).to_python(skip_empty_area=False)
    except (CalamineError, OSError):
        return None
    rows = [(str(row[0]), str(row[1])) for row in cells if len(row) > 1]
    if len(rows) < 4 or rows[0] != (NAME, _FORMAT) or [row[0] for row in rows[1:4]] != ["ledger", "part", "event"]:
        return None
    ledger, part, event = (row[1] for row in rows[1:4])
    return Mark(ledger, part or None, tuple(rows[4:]), _event(*event.split()))


def as_cell(mark: Mark) -> str:
    """The mark as a cell under the heading `NAME`, for a file without hidden sheets."""
    told = {"ledger": mark.ledger, "part": mark.part, "columns": mark.columns, "event": mark.event}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def taken_out(sheet: Sheet) -> tuple[Mark | None, Sheet]:
    """The mark that any row tells, and the sheet without its column; None where there is none."""
    header, *rows = sheet.rows
    for place, heading in enumerate(header.cells):
        if heading == NAME:
            told = (_in_cell(row.cells[place]) for row in rows if place < len(row.cells))
            mark = next((each for each in told if each is not None), None)
            if mark is not None:
                return mark, replace(sheet, rows=[_without(row, place) for row in sheet.rows])
    return None, sheet


def _in_cell(cell: Cell) -> Mark | None:
    with suppress(ValueError, TypeError, KeyError):
        told = json.loads(str(cell))
        columns = tuple((str(heading), str(field)) for heading, field in told["columns"])
        event = _event(*map(str, told.get("event") or ()))
        return Mark(str(told["ledger"]), told["part"] and str(told["part"]), columns, event)
    return None


def _event(seq: str = "", digest: str = "", *_more: str) -> tuple[int, str] | None:
    return (int(seq), digest) if seq.isascii() and seq.isdecimal() and digest else None


def _without(row: Row, place: int) -> Row:
    return Row(row.number, [*row.cells[:place], "", *row.cells[place + 1 :]]) if place < len(row.cells) else row


def _has_sheet(path: Path) -> bool:
    """Whether a sheet may have that name; only the bytes are looked at, so that few workbooks are read twice."""
    with path.open("rb") as file:
        if file.read(len(OLD_OFFICE)) == OLD_OFFICE:
            return _stands_in(file, NAME.encode(), NAME.encode("utf-16-le"))
    with suppress(InvalidInput, StopIteration), parts_of(path) as parts:
        named = next(part for part in ("xl/workbook.xml", "content.xml") if part in parts.namelist())
        with parts.open(named) as sheets:
            return _stands_in(sheets, f'name="{NAME}"'.encode())
    return False


def _stands_in(file: IO[bytes], *wanted: bytes) -> bool:
    """Whether one of the `wanted` bytes stands in what follows; an OpenDocument names a sheet only where it begins."""
    end = b""
    while chunk := file.read(_CHUNK):
        seen = end + chunk
        if any(each in seen for each in wanted):
            return True
        end = seen[-max(map(len, wanted)) :]
    return False
