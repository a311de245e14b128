"""The one thread that opens, reads and writes the ledger. Frozen values cross it; the ledger itself never does."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Generic, Protocol, TypeVar


class Closable(Protocol):
    """Something that the thread holds open."""

    def close(self) -> None:
        """Close it."""


L = TypeVar("L", bound=Closable)
T = TypeVar("T")


class Superseded(Exception):
    """A newer question of the same kind was asked: the answer to this one is not needed any more."""


class StoreThread(Generic[L]):
    """Runs one job after another, in the order in which they were given, with the ledger that it opened first.

    An error of a job is raised where the job was given, also if the ledger could not be opened.
    """

    def __init__(self, opener: Callable[[], L]) -> None:
        """Begin at once to open the ledger, by calling `opener` in the thread."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._ledger: Future[L] = self._pool.submit(opener)
        self._asked: dict[str, int] = {}
        self._closing = False

    async def read(self, kind: str, job: Callable[[L], T]) -> T:
        """The result of `job`. Raises Superseded as soon as another job of the same `kind` is given."""
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
        """The result of `job`, which runs to its end even if nobody waits for it any more."""
        doing = asyncio.wrap_future(self._pool.submit(lambda: job(self._ledger.result())))
        doing.add_done_callback(_heard)
        return await asyncio.shield(doing)

    async def renew(self, job: Callable[[L], L]) -> None:
        """Replace the open ledger by the one that `job` makes of it; if that fails, the open one stays."""

        def change() -> None:
            renewed = Future[L]()
            renewed.set_result(job(self._ledger.result()))
            self._ledger = renewed

        await asyncio.shield(asyncio.wrap_future(self._pool.submit(change)))

    def close(self) -> None:
        """Run the jobs given so far, except reads, and close the ledger in its thread."""
        self._closing = True
        self._pool.submit(self._close)
        self._pool.shutdown()

    def _close(self) -> None:
        if self._ledger.exception() is None:
            self._ledger.result().close()


def _heard(done: "asyncio.Future[Any]") -> None:
    """Retrieve the error, so that asyncio does not report it on the terminal if nobody waits any more."""
    if not done.cancelled():
        done.exception()
