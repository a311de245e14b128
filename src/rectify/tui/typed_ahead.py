"""The keys that are typed ahead: one queue, in which each waits until what the keys before it did is on the screen."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual.dom import DOMNode
from textual.events import Event, Key
from textual.widget import Widget

ROUNDS = 3
"""A key reaches what has the focus, which tells the dialog, which answers to who asked: each takes a round at most."""

MOST = 1.0
"""Seconds that a part of the screen is waited for at most: one that is going away may never answer."""


class TypedAhead:
    """What was typed and not done yet, in its order."""

    def __init__(self, ready: Callable[[], Awaitable[None]], act: Callable[[Event], Awaitable[None]]) -> None:
        """`ready` waits until the screen shows what the keys so far did; `act` does what a key means there."""
        self._ready = ready
        self._act = act
        self._waiting: deque[Event] = deque()
        self.is_serving = False
        """Whether keys are being done one by one; those that come now go behind them."""

    def put(self, event: Event) -> bool:
        """Let a key wait for its turn; whether nobody is serving yet."""
        self._waiting.append(event)
        begins, self.is_serving = not self.is_serving, True
        return begins

    async def serve(self) -> None:
        """Do one key after another until none waits."""
        try:
            while self._waiting:
                await self._ready()
                await self._act(self._waiting.popleft())
        finally:
            self.is_serving = False


def is_letter(event: Event, focused: Widget) -> bool:
    """Whether a key is taken as a letter by the text that has the focus."""
    return isinstance(event, Key) and focused.check_consume_key(event.key, event.character)


async def heard(node: DOMNode) -> None:
    """Wait until `node` and everything that it is part of have dealt with a key, and with what that led to."""
    for _round in range(ROUNDS):
        for part in node.ancestors_with_self:
            reached = asyncio.Event()
            if part.call_later(reached.set):
                with suppress(TimeoutError):
                    await asyncio.wait_for(reached.wait(), MOST)
