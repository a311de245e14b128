"""The looks of the six views (order, columns, groups), kept for each ledger between two runs.

The office's own views have their looks in the ledger. A file that is gone, damaged or of another program keeps nobody
from working: the lists are as usual then.
"""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

from rectify import state
from rectify.domain.own_views import check_look
from rectify.errors import InvalidInput
from rectify.tui.listing.choice import BY_KEY, Look

FOLDER = "looks"

LARGEST = 100_000
"""Bytes of a file; a longer one is none of these."""

PATIENCE = 1.0
"""Seconds that the first list waits for it."""


class KeptLooks:
    """The looks of one ledger's lists."""

    def __init__(self, ledger: Path | None) -> None:
        """`ledger`: the file whose lists they are; without it nothing is kept."""
        self._ledger = ledger
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="looks")

    async def read(self) -> dict[str, Look]:
        """The looks that were kept, by the keys of their views."""
        if self._ledger is None:
            return {}
        with suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.wrap_future(self._pool.submit(self._read)), PATIENCE)
        return {}

    def put(self, view: str, look: Look | None) -> None:
        """Keep how a view looks, or forget it: then it is as usual. What other programs kept of other views stays."""
        if self._ledger is not None:
            self._pool.submit(self._write, view, look)

    def close(self) -> None:
        """Write what is still to be written."""
        self._pool.shutdown()

    # --- in the thread

    def _read(self) -> dict[str, Look]:
        with suppress(OSError, RuntimeError):  # there is no folder, or no way to know the ledger
            return dict(_looks(state.read(state.folder() / FOLDER / self._name(), LARGEST) or b"{}"))
        return {}

    def _write(self, view: str, look: Look | None) -> None:
        kept = self._read()
        kept.pop(view, None)
        kept |= {} if look is None else {view: look}
        told = json.dumps({key: each._asdict() for key, each in sorted(kept.items())}, indent=1)
        with suppress(OSError, RuntimeError):
            state.write(state.open_folder(FOLDER) / self._name(), told.encode())

    def _name(self) -> str:
        return f"{state.mark_of(self._ledger or Path())}.json"


def _looks(content: bytes) -> Iterator[tuple[str, Look]]:
    """Every look of a view that there is, in what a file holds, whatever was made of it."""
    try:
        told = json.loads(content)
    except (ValueError, RecursionError):
        return
    for key, each in told.items() if isinstance(told, dict) else ():
        look = _look(each)
        if key in BY_KEY and look is not None:
            yield key, look


def _look(told: Any) -> Look | None:
    match told:
        case {"order": [*order], "columns": [*_] | None as columns, "grouping": str() | None as grouping}:
            try:
                return Look(tuple(order), check_look(tuple(order), columns, grouping), grouping)
            except (InvalidInput, AttributeError, TypeError):
                return None  # a name in it is none, or no text
    return None
