"""The filter line: a query that takes effect while it is typed, and says in place what is wrong with it."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Protocol

from rich.cells import cell_len
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from rectify.i18n import _
from rectify.report.lettering import visible, wrapped

if TYPE_CHECKING:
    from textual.widgets import Input

    from rectify.domain.filter_tree import QueryError
    from rectify.tui.query_input import Offered, QueryInput

PAUSE = 0.15
"""Seconds after the last letter until a query takes effect."""

HESITATION = 0.6
"""Seconds after the last letter until a fault at the end of the query is told: there it is most likely not finished."""

MOST_LINES = 3
"""Lines that a fault takes at most, its pointer among them."""

_SIGN = "/ "


class Tell(Protocol):
    """Takes a query."""

    def __call__(self, typed: str, *, applied: bool) -> None:
        """`typed` is the query; `applied`, whether Enter was pressed."""


class FilterLine(Widget):
    """Tells the query when the typing stops or Enter is pressed.

    Until it is opened for the first time it is drawn, and holds nothing that the start would wait for.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"filter-line--quiet", "filter-line--fault"}

    tally: reactive[str] = reactive("")
    """How many of how many are shown, and by what they are sorted; it stands at the end of the line."""

    class Clicked(Message):
        """Somebody wants to type."""

    def __init__(self, tell: Tell, offered: "Offered") -> None:
        """`tell` takes the query; a key that is typed ahead after Enter finds it done.

        `offered` gives the names that complete what is typed.
        """
        super().__init__()
        self._tell = tell
        self._offered = offered
        self._input: QueryInput | None = None
        self._value = ""
        self._fault: list[str] = []
        self._typing: Timer | None = None

    @property
    def value(self) -> str:
        """What was typed."""
        return self._value if self._input is None else self._input.value

    @property
    def is_typing(self) -> bool:
        """Whether letters go into it. The screen knows at once, the input only when it has heard; while rectify ends,
        answers come that find no screen any more.
        """
        return self._input is not None and self.is_attached and self.screen.focused is self._input

    async def open(self) -> "Input":
        """Where the query is typed."""
        if self._input is None:
            from rectify.tui.query_input import QueryInput

            self._input = QueryInput(self._value, self._invitation(), self._offered)
            self._input.styles.margin = (0, 0, 0, len(_SIGN))
            self._end_with_tally()
            await self.mount(self._input)
        return self._input

    def put(self, query: str) -> None:
        """Show another query, and tell nobody."""
        self._stop_waiting()
        self._value = query
        if self._input is not None:
            with self._input.prevent(self._input.Changed):
                self._input.value = query
            self._input.close_names()
        self.show_fault(None)

    def show_fault(self, error: "QueryError | None", *, applied: bool = False) -> None:
        """Say what is wrong with the query, under the place; None takes it away.

        Where names are offered, nobody has finished it; a fault at its end waits a moment, unless it was `applied`.
        """
        error = None if self.is_offering else error
        if error is None or applied or self._fault or error.position + error.length < len(self.value.rstrip()):
            self._point(error)
        else:
            self._typing = self.set_timer(HESITATION - PAUSE, lambda: self._point(error))

    def _point(self, error: "QueryError | None") -> None:
        self._fault = self._pointed(error) if error else []
        if self._input is not None:
            self._input.mark((error.position, error.position + max(error.length, 1)) if error else None)
        self.styles.height = 1 + len(self._fault)
        self.refresh()

    def render(self) -> Content:
        """The sign, the query or the invitation to type one, the tally; below them what is wrong."""
        quiet = self.get_visual_style("filter-line--quiet")
        typed = "" if self._input else visible(self._value)
        asked = "" if self._input or typed else self._invitation()
        room = self.size.width - cell_len(_SIGN + typed + asked) - cell_len(self.tally)
        line = Content.assemble((_SIGN, quiet), typed, (asked + " " * max(room, 1) + self.tally, quiet))
        wrong = self.get_visual_style("filter-line--fault")
        return Content("\n").join([line, *(Content.styled(part, wrong) for part in self._fault)])

    def watch_tally(self) -> None:
        """The line ends with it."""
        self._end_with_tally()

    def on_click(self) -> None:
        """Ask to be opened."""
        self.post_message(self.Clicked())

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Offer names at once, and wait until the typing stops."""
        event.stop()
        if self._input is not None:
            self._input.offer()
        self._stop_waiting()
        self._typing = self.set_timer(PAUSE, self._tell_typed)

    def _tell_typed(self) -> None:
        """Tell what is typed; while the begin of a name stands there, the list stays as it is."""
        if self._input is None or not self._input.is_begun:
            self._tell(self.value, applied=False)

    async def catch_up(self) -> None:
        """Wait until the letters that were typed before this key stand in the line."""
        caught_up = asyncio.Event()
        if self._input is not None:
            self._input.call_later(caught_up.set)
            with suppress(TimeoutError):
                await asyncio.wait_for(caught_up.wait(), PAUSE)

    async def apply(self) -> None:
        """Take the query as it is, or with the one name that it may end in, and leave the line.

        A name that was chosen is taken, and the line stays open.
        """
        await self.catch_up()
        if self._input is not None:
            self._input.take_only()
        if self._input is None or not self._input.take_chosen():
            await self.take_effect(applied=True)

    def complete(self) -> None:
        """Take the name that is offered first, or that was chosen."""
        if self._input is not None:
            self._input.action_cursor_right()

    @property
    def is_offering(self) -> bool:
        """Whether names are being offered."""
        return self._input is not None and self._input.is_offering

    async def take_effect(self, *, applied: bool = False) -> None:
        """Take the query as it is, where one is being typed."""
        if self._input is not None and self.is_typing:
            await self.catch_up()
            self._stop_waiting()
            self._input.close_names()
            self._tell(self.value, applied=applied)

    def _invitation(self) -> str:
        return _("words, unit:…, due<eom, is:overdue")

    def _stop_waiting(self) -> None:
        if self._typing is not None:
            self._typing.stop()

    def _end_with_tally(self) -> None:
        if self._input is not None:
            self._input.end_with(self.tally, self.get_component_rich_style("filter-line--quiet"))

    def _pointed(self, error: "QueryError") -> list[str]:
        """A pointer under the fault, the message beside it, or below where there is no room."""
        before = cell_len(self.value[: error.position])
        length = cell_len(self.value[error.position : error.position + error.length])
        indent, message, room = " " * len(_SIGN), visible(str(error)), max(self.size.width - len(_SIGN), 2)
        pointer = " " * before + "^" * max(length, 1)
        if cell_len(pointer) + 1 + cell_len(message) <= room:
            return [f"{indent}{pointer} {message}"]
        pointed = [pointer] if cell_len(pointer) <= room else []
        return [indent + line for line in (*pointed, *wrapped(message, room, MOST_LINES - len(pointed)))]
