"""The one thread that opens, reads and writes the ledger. Frozen values cross it; the ledger itself never does."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, Protocol, TypeVar


class Closable(Protocol):
    """What the thread holds open."""

    def close(self) -> None:
        """Let it go."""


L = TypeVar("L", bound=Closable)
T = TypeVar("T")


class Superseded(Exception):
    """A newer question of the same kind was asked: nobody waits for this answer any more."""


class StoreThread(Generic[L]):
    """Does one job after another, in the order given, with the ledger that it opened first.

    A job that fails raises its error where it was asked for, also when the ledger could not be opened.
    """

    def __init__(self, opener: Callable[[], L]) -> None:
        """Begin at once to open the ledger by calling `opener` in the thread."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._ledger: Future[L] = self._pool.submit(opener)
        self._asked: dict[str, int] = {}
        self._closing = False

    async def read(self, kind: str, job: Callable[[L], T]) -> T:
        """The answer of `job`. Raises Superseded as soon as another job of the same `kind` was asked for."""
        asked = self._asked[kind] = self._asked.get(kind, 0) + 1

        def newest(ledger: L) -> T:
            if self._asked[kind] != asked or self._closing:
                raise Superseded
            return job(ledger)

        answer = await self.write(newest)
        if self._asked[kind] != asked:
            raise Superseded
        return answer

    async def write(self, job: Callable[[L], T]) -> T:
        """The answer of `job`, which is done to its end even if nobody waits for it any more."""
        doing = asyncio.wrap_future(self._pool.submit(lambda: job(self._ledger.result())))
        doing.add_done_callback(_heard)
        return await asyncio.shield(doing)

    async def renew(self, job: Callable[[L], L]) -> None:
        """Go on with the ledger that `job` makes of the one that is open; where it fails, with that one as before."""

        def change() -> None:
            renewed = Future[L]()
            renewed.set_result(job(self._ledger.result()))
            self._ledger = renewed

        await asyncio.shield(asyncio.wrap_future(self._pool.submit(change)))

    def close(self) -> None:
        """Do what was asked for, except reads, and close the ledger in the thread that it belongs to."""
        self._closing = True
        self._pool.submit(self._close)
        self._pool.shutdown()

    def _close(self) -> None:
        if self._ledger.exception() is None:
            self._ledger.result().close()


def _heard(done: "asyncio.Future[Any]") -> None:
    """Take note of how it ended: what fails when nobody waits for it any more is no news for the terminal."""
    if not done.cancelled():
        done.exception()
