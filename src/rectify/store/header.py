"""The files of ledgers as files: what their headers say, and which of them this process has open.

The system lets go of every lock that a process has on a file as soon as the process closes that file once, however it
opened it. Another program then takes itself for the last one that uses the ledger, and deletes its write-ahead log,
with all that is written to it from then on. So a file that is open as a ledger is never opened as a plain file beside.
"""

import sqlite3
from collections import Counter
from pathlib import Path
from threading import Lock

from rectify.errors import LedgerUnavailable
from rectify.i18n import _, reason_of

APPLICATION_ID = 0x52435446
"""Marks a SQLite file as a ledger ("RCTF"), in its header."""

_MAGIC = b"SQLite format 3\0"
_APPLICATION_ID_AT = slice(68, 72)
_LENGTH = 100

Place = tuple[int, int]
"""The identity of a file: its device and inode."""

_open: Counter[Place] = Counter()
"""The number of connections of this process to each file."""
_turn = Lock()
"""Held while a header is read or `_open` changes: no connection is made while a plain file is about to be closed."""


class FileConnection(sqlite3.Connection):
    """A connection whose file counts as open from before it is opened until after it is closed."""

    def __init__(self, path: Path, address: str, *, timeout: float) -> None:
        """Open the file at `path`, which `address` names as SQLite wants it. Raises sqlite3.Error."""
        self._place = place_of(path)
        _count(self._place, 1)
        try:
            super().__init__(address, uri=True, timeout=timeout, isolation_level=None)
        except sqlite3.Error:
            _count(self._place, -1)
            raise

    def close(self) -> None:
        """Close the connection, and count it no more."""
        super().close()
        _count(self._place, -1)
        self._place = None


def place_of(path: Path) -> Place | None:
    """The identity of the file at `path`; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _count(place: Place | None, change: int) -> None:
    with _turn:
        if place:
            _open[place] += change


def inspect(path: Path) -> None:
    """Raise LedgerUnavailable unless `path` is a file that looks like a ledger. Only its header is read.

    What this process has open already was looked at before, and is left alone.
    """
    try:
        if path.is_dir():
            raise LedgerUnavailable(_("{path} is a folder, not a ledger.").format(path=path))
        header = _read(path)
    except FileNotFoundError:
        raise LedgerUnavailable(_("There is no ledger at {path}.").format(path=path)) from None
    except OSError as error:
        raise LedgerUnavailable(
            _("{path} cannot be read: {reason}.").format(path=path, reason=reason_of(error))
        ) from error
    if header is None:
        return
    if not header:
        raise LedgerUnavailable(_("{path} is empty: it is not a ledger.").format(path=path))
    if not header.startswith(_MAGIC):
        raise LedgerUnavailable(_("{path} is not a ledger: it is no SQLite database.").format(path=path))
    if _is_foreign(header):
        raise LedgerUnavailable(_("{path} is not a ledger: it is a database of something else.").format(path=path))


def is_of_another_program(path: Path) -> bool:
    """Whether `path` has a valid SQLite header without the mark of a ledger."""
    try:
        header = _read(path)
    except OSError:
        return False
    return header is not None and header.startswith(_MAGIC) and _is_foreign(header)


def _is_foreign(header: bytes) -> bool:
    return int.from_bytes(header[_APPLICATION_ID_AT], "big") != APPLICATION_ID


def _read(path: Path) -> bytes | None:
    """The header of the file; None if this process has it open as a ledger. Raises OSError."""
    with _turn:
        place = place_of(path)
        if place and _open[place]:
            return None
        with path.open("rb") as file:
            return file.read(_LENGTH)
