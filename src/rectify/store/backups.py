"""Backups of a ledger, and how one is restored."""

from contextlib import suppress
from datetime import UTC
from pathlib import Path

from rectify.domain.problem import Stamp
from rectify.errors import LedgerUnavailable, Refused
from rectify.i18n import _
from rectify.store import header, sqlite
from rectify.store.check import check
from rectify.store.copies import copy_beside, copy_new, free_beside
from rectify.store.database import Ledger, open_ledger
from rectify.store.draft import beside, clear_away
from rectify.store.revision import refuse_newer, stored_revision


def backup(ledger: Ledger, target: Path | None, stamp: Stamp) -> Path:
    """Copy the ledger, while it may be in use, to the new file `target`, or to one beside it named after the moment.

    Returns where it is. The copy is readable by its owner only. Raises LedgerUnavailable when it cannot be written, and
    Refused when there is such a file already.
    """
    if target is None:
        return copy_beside(ledger.path, _named("backup", stamp))
    if target.exists() or not copy_new(ledger.path, target):
        raise Refused(_("{path} exists already; a backup never takes the place of a file.").format(path=target))
    return target


def _named(word: str, stamp: Stamp) -> str:
    return f"{word}-{stamp.at.astimezone(UTC):%Y%m%dT%H%M%S}Z"


def restore(path: Path, file: Path, stamp: Stamp) -> Path | None:
    """Put the backup `file` in place of the ledger at `path`; returns where the old ledger is kept, if there was one.

    The backup is checked first, and is only read. Raises LedgerUnavailable when it is no ledger or cannot be copied,
    Refused when `check` finds faults in it; then nothing has changed. A ledger of a newer rectify is left alone too.
    """
    header.inspect(file)
    if path.exists() and file.samefile(path):
        raise Refused(_("{path} is the ledger itself, not a backup of it.").format(path=file))
    refuse_newer(path, _revision_of(path))
    draft = beside(path, "restored")
    copy_new(file, draft, named=path)
    try:
        refuse_newer(file, _revision_of(draft))
        _require_sound(draft, file)
        return _put_in_place(draft, path, stamp)
    finally:
        clear_away(draft)


def _revision_of(path: Path) -> str:
    """The revision of a ledger; none of what is no ledger, or none that can be read."""
    if not path.exists():
        return ""
    try:
        header.inspect(path)
        engine = sqlite.connect(path)
        try:
            return stored_revision(engine, path)
        finally:
            engine.dispose()
    except LedgerUnavailable:
        return ""


def _put_in_place(draft: Path, path: Path, stamp: Stamp) -> Path | None:
    if not path.exists():
        draft.replace(path)
        return None
    if header.is_of_another_program(path):
        # A damaged ledger is moved aside for its backup, but never what was not a ledger.
        header.inspect(path)
    word = _named("replaced", stamp)
    try:
        header.inspect(path)
        kept = copy_beside(path, word)
    except LedgerUnavailable:
        # What is no ledger any more can only be moved aside.
        kept = next(free_beside(path, word))
        _set_aside(path, kept)
        draft.replace(path)
        return kept
    # Page by page into the file that others may have open, as one transaction of SQLite's own.
    sqlite.copy(draft, path, named=path)
    return kept


def _require_sound(draft: Path, file: Path) -> None:
    with open_ledger(draft) as ledger:
        report = check(ledger)
    if not report.ok:
        raise Refused(
            _("{path} is damaged, so nothing was restored: {fault}").format(path=file, fault=report.faults[0].message)
        )


def _set_aside(path: Path, kept: Path) -> None:
    """Move a file that is no longer a ledger, together with what SQLite kept beside it."""
    path.replace(kept)
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            Path(f"{path}{suffix}").replace(Path(f"{kept}{suffix}"))
