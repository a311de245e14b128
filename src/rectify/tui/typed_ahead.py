"""Keys typed ahead: a queue in which each key waits until the screen shows what the keys before it did."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.dom import DOMNode
from textual.events import Event, Key
from textual.widget import Widget

ROUNDS = 3
"""How often the message queues are drained for one key: it may reach the focus, the dialog, and whoever opened it."""

MOST = 1.0
"""Seconds that a part of the screen is waited for; one that is being removed may never answer."""


class TypedAhead:
    """Keys that were typed and not handled yet, in order."""

    def __init__(self, ready: Callable[[], Awaitable[None]], act: Callable[[Event], Awaitable[None]]) -> None:
        """`ready` waits until the screen shows what the keys so far did; `act` handles a key."""
        self._ready = ready
        self._act = act
        self._waiting: deque[Event] = deque()
        self.is_serving = False
        """Whether queued keys are being handled; keys that come now queue up behind them."""

    def put(self, event: Event) -> bool:
        """Queue a key. Returns whether `serve` has to be started."""
        self._waiting.append(event)
        begins, self.is_serving = not self.is_serving, True
        return begins

    async def serve(self) -> None:
        """Handle one key after another until the queue is empty."""
        try:
            while self._waiting:
                await self._ready()
                await self._act(self._waiting.popleft())
        finally:
            self.is_serving = False


def is_letter(event: Event, focused: Widget) -> bool:
    """Whether the text that has the focus takes the key as a letter."""
    return isinstance(event, Key) and focused.check_consume_key(event.key, event.character)


async def heard(node: DOMNode) -> None:
    """Wait until `node` and its ancestors have handled a key, and what followed from it."""
    for _round in range(ROUNDS):
        for part in node.ancestors_with_self:
            reached = asyncio.Event()
            if part.call_later(reached.set):
                with suppress(TimeoutError):
                    await asyncio.wait_for(reached.wait(), MOST)
