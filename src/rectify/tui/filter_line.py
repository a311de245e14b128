"""The filter line: a query that takes effect while it is typed, and says in place what is wrong with it."""

import asyncio
from contextlib import suppress
from typing import Protocol

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.suggester import Suggester
from textual.timer import Timer
from textual.widgets import Input, Static

from rectify.domain.filters import QueryError, suggestions
from rectify.i18n import _

PAUSE = 0.15
"""Seconds after the last letter until a query takes effect."""


class FaultHighlighter(Highlighter):
    """Underlines the part of a query that cannot be read."""

    def __init__(self) -> None:
        self.fault: tuple[int, int] | None = None

    def highlight(self, text: Text) -> None:
        """Mark the fault, if there is one."""
        if self.fault is not None:
            text.stylize("bold underline", *self.fault)


class QuerySuggester(Suggester):
    """Completes the last word of a query to the name of a field or a value."""

    async def get_suggestion(self, value: str) -> str | None:
        """`value` with its last word completed, or None when nothing begins like it."""
        begin = max(value.rfind(sign) for sign in " (-,") + 1
        word = value[begin:]
        found = next(iter(suggestions(word)), None) if word else None
        return None if found is None else value + found[len(word) :]


class Tell(Protocol):
    """Takes a query."""

    def __call__(self, typed: str, *, applied: bool) -> None:
        """`typed` is the query; `applied`, whether Enter was pressed."""


class FilterLine(Vertical):
    """Tells the query when the typing stops or Enter is pressed."""

    def __init__(self, tell: Tell) -> None:
        """`tell` takes the query; a key that is typed ahead after Enter finds it done."""
        super().__init__()
        self._tell = tell
        self._faults = FaultHighlighter()
        self.input = Input(
            placeholder=_("words, unit:…, due<eom, is:overdue"),
            highlighter=self._faults,
            suggester=QuerySuggester(use_cache=False, case_sensitive=True),
            select_on_focus=False,
            compact=True,
        )
        self.tally = Static(id="tally", markup=False)
        self.fault = Static(id="fault", markup=False)
        self._typing: Timer | None = None

    def compose(self) -> ComposeResult:
        """The sign, the line, the tally; below them what is wrong."""
        with Horizontal():
            yield Static("/ ", id="sign")
            yield self.input
            yield self.tally
        yield self.fault

    def clear(self) -> None:
        """Empty the line, and tell nobody."""
        with self.input.prevent(Input.Changed):
            self.input.value = ""
        if self._typing is not None:
            self._typing.stop()

    def set_tally(self, text: str) -> None:
        """Say how many of how many are shown."""
        if text != self.tally.content:
            self.tally.update(text)

    def show_fault(self, error: QueryError | None) -> None:
        """Say what is wrong with the query, under the place; None takes it away."""
        self._faults.fault = (error.position, error.position + max(error.length, 1)) if error else None
        self.fault.display = error is not None
        self.fault.update(self._pointed(error) if error else "")
        self.input.refresh()

    def _pointed(self, error: QueryError) -> str:
        """A pointer under the fault, the message beside it, or below where there is no room."""
        before = cell_len(self.input.value[: error.position])
        length = cell_len(self.input.value[error.position : error.position + error.length])
        pointer, room = " " * before + "^" * max(length, 1), self.size.width - 3
        if cell_len(pointer) > room:
            return str(error)
        beside = cell_len(pointer) + cell_len(str(error)) < room
        return pointer + (" " if beside else "\n") + str(error)

    @on(Input.Changed)
    def wait(self, event: Input.Changed) -> None:
        """Wait until the typing stops."""
        event.stop()
        if self._typing is not None:
            self._typing.stop()
        self._typing = self.set_timer(PAUSE, lambda: self._tell(self.input.value, applied=False))

    async def catch_up(self) -> None:
        """Wait until the letters that were typed before this key stand in the line."""
        caught_up = asyncio.Event()
        self.input.call_later(caught_up.set)
        with suppress(TimeoutError):
            await asyncio.wait_for(caught_up.wait(), PAUSE)

    async def apply(self) -> None:
        """Take the query as it is."""
        await self.catch_up()
        if self._typing is not None:
            self._typing.stop()
        self._tell(self.input.value, applied=True)
