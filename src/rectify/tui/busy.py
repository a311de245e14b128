"""Whether work is under way, and a way to wait until none is."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager


class Busy:
    """Counts the work under way: writes until they are shown, pages until they are here."""

    def __init__(self) -> None:
        self._jobs = 0
        self._quiet = asyncio.Event()
        self._quiet.set()

    def begin(self) -> None:
        """A job begins; `end` must follow."""
        self._jobs += 1
        self._quiet.clear()

    def end(self) -> None:
        """A job has ended."""
        self._jobs -= 1
        if not self._jobs:
            self._quiet.set()

    @contextmanager
    def working(self) -> Iterator[None]:
        """A job that lasts as long as the block."""
        self.begin()
        try:
            yield
        finally:
            self.end()

    @property
    def is_working(self) -> bool:
        """Whether any work is under way."""
        return self._jobs > 0

    async def quiet(self, patience: float) -> bool:
        """Wait until no work is under way, at most `patience` seconds; whether that came to be."""
        try:
            async with asyncio.timeout(patience):
                await self._quiet.wait()
        except TimeoutError:
            return False
        return True
