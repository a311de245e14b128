"""Copies of a ledger's file, made even while it is in use."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from rectify.errors import LedgerUnavailable
from rectify.i18n import _, reason_of
from rectify.store import sqlite
from rectify.store.draft import drafted, publish


def copy_beside(path: Path, word: str) -> Path:
    """Copy the ledger at `path` to a new file beside it, named with `word`, and with a number where that is taken.

    Returns where the copy is. Raises LedgerUnavailable when it cannot be written.
    """
    return next(beside for beside in free_beside(path, word) if copy_new(path, beside))


def free_beside(path: Path, word: str) -> Iterator[Path]:
    """Names beside the ledger, with `word`, that no file has yet."""
    names = (f"{path.stem}.{word}{'' if n == 1 else f'-{n}'}{path.suffix}" for n in count(1))
    return (beside for beside in map(path.with_name, names) if not beside.exists())


def copy_new(source: Path, target: Path, *, named: Path | None = None) -> bool:
    """Copy whole or not at all, to a new file: False where there is one already.

    Raises LedgerUnavailable when it cannot be written; it names `named`, where it is another file that the user knows.
    """
    try:
        with drafted(target) as draft:
            sqlite.copy(source, draft, named=named, sound=named is None)
            return publish(draft, target)
    except OSError as error:
        raise LedgerUnavailable(
            _("{path} cannot be written: {reason}.").format(path=named or target, reason=reason_of(error))
        ) from error
