"""Iterating ahead: a thread prepares the next items while the present one is in use."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TypeVar

_Item = TypeVar("_Item")

_WAITING = 2
"""The number of items that are kept ready; more would only fill the memory."""


def ahead(items: Iterable[_Item]) -> "closing[Generator[_Item, None, None]]":
    """The same items in the same order, none of them None, produced by a thread while the earlier ones are in use.

    An error of `items` is raised where the item would come. Closing it early waits for the items that are ready; no
    more are produced.
    """
    return closing(_ahead(iter(items)))


def _ahead(items: Iterator[_Item]) -> Generator[_Item, None, None]:
    with ThreadPoolExecutor(max_workers=1) as maker:
        waiting = deque(maker.submit(next, items, None) for _place in range(_WAITING))
        while (item := waiting.popleft().result()) is not None:
            waiting.append(maker.submit(next, items, None))
            yield item
