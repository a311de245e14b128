"""Writing a file whole or not at all: it grows under a hidden name, and is renamed once it is on the disk."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

_LONGEST = 60
"""Characters of the name that the hidden one repeats: a system allows 255 bytes, and Chinese takes three each."""


class WholeFile:
    """A file that is being written."""

    def __init__(self, file: BinaryIO, path: Path) -> None:
        self.file = file
        """The stream to write to."""
        self.path = path
        """Its hidden path meanwhile."""

    def put(self, target: Path, *, over: bool = True) -> None:
        """Give the finished file its place, in the same folder. Raises OSError.

        Where it may not be put `over` another one, FileExistsError.
        """
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        if not over and target.exists():
            raise FileExistsError
        self.path.replace(target)


@contextmanager
def growing(beside: Path, mode: int = 0o600) -> Iterator[WholeFile]:
    """A new file in the folder of `beside`, under a hidden name; what was not put in its place is gone afterwards.

    `mode` says who may read it, as far as the user lets files be read. Raises OSError where it cannot be made.
    """
    path = beside.with_name(f".{beside.name[:_LONGEST]}.{uuid4().hex[:8]}")
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            yield WholeFile(file, path)
    finally:
        with suppress(OSError):
            path.unlink()
