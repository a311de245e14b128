"""The revision of the tables in a ledger's file, which says whether it has to be migrated."""

from pathlib import Path
from time import monotonic

from sqlalchemy import Engine, select

from rectify.errors import LedgerBusy, LedgerUnavailable
from rectify.i18n import _
from rectify.store import tables, trouble


def revision_when_free(engine: Engine, path: Path, wait: float) -> str:
    """As `stored_revision`, but waits this number of seconds for a program that locks out even readers."""
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
    """Raise LedgerUnavailable if the tables in the file at `path` are of a newer revision than this program knows."""
    if revision > tables.REVISION:
        raise newer(path, revision)


def newer(path: Path, revision: str) -> LedgerUnavailable:
    """The error for a ledger whose revision this program does not know."""
    return LedgerUnavailable(
        _("{path} was written by a newer rectify (revision {revision}); install that one to open it.").format(
            path=path, revision=revision
        )
    )
