"""Counts the work under way, waits until there is none, and retries changes while another program writes."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Literal, TypeVar

from rectify.errors import LedgerBusy

T = TypeVar("T")

Held = Literal["waits", "done", "failed"]
"""The course of a change that another program holds up."""

TOLD_AFTER = 1.0
"""Seconds after which the user is told that a change waits for another program."""

ATTEMPT = 0.2
"""Seconds that the store thread waits in one attempt: between two attempts it reads what the screen asks for."""

PAUSE = 0.1
"""Seconds between two attempts."""


class Busy:
    """Counts the work under way: changes until they are shown, pages until they are read."""

    def __init__(self) -> None:
        self._jobs = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self.is_held = False
        """Whether a change waits for another program; keys do not wait for it any longer."""
        self.typed_at = 0.0
        """The moment of the last key, in seconds of monotonic()."""
        self.when_held: Callable[[Held], None] = lambda _held: None
        """Called when a change begins to wait for another program, and when it is done or given up."""

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

    @property
    def keeps_keys(self) -> bool:
        """Whether keys wait for the work under way."""
        return self.is_working and not self.is_held

    async def quiet(self, patience: float) -> bool:
        """Wait until no work is under way, at most `patience` seconds. Returns whether that was reached.

        It does not wait at all while another program holds a change up.
        """
        if self.is_held:
            return not self.is_working
        try:
            async with asyncio.timeout(patience):
                await self._quiet.wait()
        except TimeoutError:
            return False
        return True

    async def when_free(self, attempt: Callable[[], Awaitable[T]], patience: float) -> T:
        """The result of `attempt`, which is repeated for `patience` seconds while another program writes to the ledger.

        Raises LedgerBusy if that was not enough.
        """
        begun = monotonic()
        outcome: Held = "failed"
        try:
            while True:
                try:
                    answer = await attempt()
                except LedgerBusy:
                    waited = monotonic() - begun
                    if waited >= patience:
                        raise
                    self._hold(waited)
                else:
                    outcome = "done"
                    return answer
                await asyncio.sleep(PAUSE)
        finally:
            if self.is_held:
                self.is_held = False
                self.when_held(outcome)

    def _hold(self, waited: float) -> None:
        if waited >= TOLD_AFTER and not self.is_held:
            self.is_held = True
            self.when_held("waits")
