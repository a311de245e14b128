"""A ledger's file while it is being created: it appears at its path whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """An empty file beside `path`, readable by its owner only, which is gone afterwards; its folder is made.

    Raises OSError where it cannot be made.
    """
    draft = beside(path, "new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield draft
    finally:
        clear_away(draft)


def beside(path: Path, ending: str) -> Path:
    """A hidden name beside `path` that no other program uses."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.{ending}")


def publish(draft: Path, path: Path) -> bool:
    """Give the finished `draft` its name. Returns False, and does nothing, if a file has that name already."""
    try:
        # A link, unlike a rename, never takes the place of a file that somebody else has just made.
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:
        # A memory stick knows no links.
        if path.exists():
            return False
        draft.rename(path)
    return True


def clear_away(draft: Path) -> None:
    """Delete what is left of a draft, with what SQLite kept beside it."""
    for leftover in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
        with suppress(OSError):
            leftover.unlink()
