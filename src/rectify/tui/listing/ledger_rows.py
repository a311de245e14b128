"""The rows of one selection, read in the store thread."""

from collections.abc import Sequence

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Problem
from rectify.tui.listing.marks import FACTS
from rectify.tui.listing.window import GroupHeading
from rectify.tui.store_thread import StoreThread


async def read_marks(store: "StoreThread[service.Ledger]", selection: Selection, positions: range) -> Sequence[Problem]:
    """What marks store of the problems at these positions of a list."""
    size, start = len(positions), positions.start
    return await store.read("marks", lambda ledger: service.problems(ledger, selection, size, FACTS, start))


class LedgerRows:
    """The source of the rows of a list without groups."""

    def __init__(self, store: "StoreThread[service.Ledger]", selection: Selection) -> None:
        self.store = store
        self.selection = selection

    async def page(self, start: int, size: int) -> Sequence[Problem]:
        """The rows from position `start`, at most `size`."""
        return await self.store.read("page", lambda ledger: service.page(ledger, self.selection, start, size))

    async def count(self) -> int:
        """The number of rows."""
        return await self.store.read("count", lambda ledger: service.count(ledger, self.selection))

    async def position(self, wanted: str | GroupHeading) -> int | None:
        """The position of a problem; None if the selection does not have it."""
        if isinstance(wanted, GroupHeading):
            return None
        return await self.store.read("position", lambda ledger: service.position(ledger, self.selection, wanted))

    async def between(self, first: int, last: int) -> Sequence[Problem]:
        """What marks store of the problems on the rows from `first` to `last`."""
        return await read_marks(self.store, self.selection, range(first, last + 1))

    def problems(self, rows: int) -> int:
        """The number of problems: every row is one."""
        return rows
