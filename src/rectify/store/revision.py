"""The revision of the tables in a ledger's file."""

from pathlib import Path
from time import monotonic

from sqlalchemy import Engine, select

from rectify.errors import LedgerBusy, LedgerUnavailable
from rectify.i18n import _
from rectify.store import tables, trouble


def revision_when_free(engine: Engine, path: Path, wait: float) -> str:
    """As `stored_revision`, but a program that keeps even readers out is waited for, so many seconds."""
    given_up = monotonic() + wait
    while True:
        try:
            return stored_revision(engine, path)
        except LedgerBusy:
            if monotonic() >= given_up:
                raise


def stored_revision(engine: Engine, path: Path) -> str:
    """The revision of the tables in the file. Raises LedgerUnavailable where it cannot be read."""
    with trouble.told(path), engine.connect() as connection, connection.begin():
        found = connection.execute(select(tables.revision.c.version_num)).scalar()
    if found is None:
        raise LedgerUnavailable(_("{path} is damaged: it does not say its revision.").format(path=path))
    return str(found)


def refuse_newer(path: Path, revision: str) -> None:
    """Raise LedgerUnavailable when the tables in the file at `path` are of a newer revision than this rectify knows."""
    if revision > tables.REVISION:
        raise newer(path, revision)


def newer(path: Path, revision: str) -> LedgerUnavailable:
    """What to say of a ledger whose revision this rectify does not know."""
    return LedgerUnavailable(
        _("{path} was written by a newer rectify (revision {revision}); install that one to open it.").format(
            path=path, revision=revision
        )
    )
