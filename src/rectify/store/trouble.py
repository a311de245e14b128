"""The errors that SQLite raises about a ledger's file, in words that a clerk can act on."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from rectify.errors import LedgerBusy, LedgerUnavailable
from rectify.i18n import N_, _

_DISK_FULL = N_("The disk is full: nothing was changed in {path}.")
_WITHOUT_ROOM = frozenset({"disk i/o", "unable to open"})
"""What SQLite says too when the files that it keeps beside a ledger find no room."""

_LEAST_ROOM = 64 * 1024
"""Bytes that these files take at least."""

_PASSING = frozenset({"locked", "busy"})
"""Errors that pass when another program has finished."""

_DAMAGE = frozenset({"malformed", "could not decode", "not a database", "no such table"})
"""Errors about a file that is not a valid ledger."""

_MEANINGS: tuple[tuple[str, str], ...] = (
    ("locked", N_("{path} is in use by another program; try again when it has finished.")),
    ("busy", N_("{path} is in use by another program; try again when it has finished.")),
    ("readonly", N_("{path} is read-only: nothing can be written to it.")),
    ("full", _DISK_FULL),
    ("disk i/o", N_("The disk failed while using {path}; nothing was changed.")),
    ("malformed", N_("{path} is damaged; restore a backup of it.")),
    ("could not decode", N_("{path} is damaged; restore a backup of it.")),
    ("not a database", N_("{path} is not a ledger: it is no SQLite database.")),
    ("unable to open", N_("{path} cannot be opened; look at the permissions of the file and its folder.")),
    ("interrupted", N_("{path} is read no further: nobody waits for it any more.")),
    ("no such table", N_("{path} is damaged: a part of the ledger is missing; restore a backup of it.")),
)


@contextmanager
def told(path: Path, *, damaged: Path | None = None) -> Iterator[None]:
    """Turn errors of the database about its file into LedgerUnavailable, or LedgerBusy for those that pass.

    Damage is reported for the file `damaged`, if one is given.
    """
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        said = str(getattr(error, "orig", None) or error)
        for sign, meaning in _MEANINGS:
            if sign in said.casefold():
                meant = _DISK_FULL if sign in _WITHOUT_ROOM and _is_full(path) else meaning
                kind = LedgerBusy if sign in _PASSING else LedgerUnavailable
                raise kind(_(meant).format(path=damaged or path if sign in _DAMAGE else path)) from error
        raise


def _is_full(path: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    return False
