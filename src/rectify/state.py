"""What the program remembers of a user between two runs: small files in a folder that only the user can read.

It is no place for what must not be lost: a folder that cannot be written keeps nobody from working.
"""

from hashlib import sha256
from pathlib import Path

from rectify.whole_file import growing


def folder() -> Path:
    """The folder of these files, which need not exist yet."""
    from platformdirs import user_state_path

    return user_state_path("rectify", appauthor=False)


def open_folder(inside: str = "") -> Path:
    """The folder, or the one called `inside` in it: made where it is missing, closed to everybody else.

    Raises OSError where that cannot be.
    """
    place = folder()
    for each in (place, place / inside):
        each.mkdir(mode=0o700, parents=True, exist_ok=True)
        if each.stat().st_mode & 0o077:
            each.chmod(0o700)
    return place / inside


def mark_of(ledger: Path) -> str:
    """The prefix of the names of files about the ledger at `ledger`, however its path is written."""
    return hashed(str(ledger.resolve()))


def hashed(text: str) -> str:
    """Any text, made fit to be part of a file name."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:20]


def read(path: Path, most: int) -> bytes | None:
    """The content of a file in the folder; None if it cannot be read as a plain file, or has over `most` bytes."""
    try:
        is_one = path.is_file() and not path.is_symlink() and path.stat().st_size <= most
        return path.read_bytes() if is_one else None
    except OSError:
        return None


def write(path: Path, content: bytes) -> None:
    """Put `content` at `path` in an open folder: whole or not at all, for the user alone. Raises OSError."""
    with growing(path) as made:
        made.file.write(content)
        made.put(path)
