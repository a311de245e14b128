"""The input for a query: it underlines errors and completes the last word. It loads with the first `/`."""

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

from rich.cells import cell_len
from rich.highlighter import Highlighter
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.events import Blur, Paste
from textual.geometry import Region
from textual.strip import Strip
from textual.suggester import Suggester
from textual.widgets import Input

from rectify.domain.facts import clean
from rectify.domain.filters import suggestions
from rectify.domain.folding import folded
from rectify.domain.problem import NameKind
from rectify.domain.query_end import Ending, ending
from rectify.tui.controls.completions import Completions
from rectify.tui.messages import NamesOffered

MOST_NAMES = 8
"""Names that are offered at once."""

PADDING = 1
"""Cells between the edge of the list of names and a name."""

Offered: TypeAlias = Callable[[NameKind, str], Sequence[str]]
"""Gives the names of a kind that complete what is typed, the best first."""


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


class QueryInput(Input):
    """One line. Names of the ledger are offered below it: the arrows choose one, Enter or → takes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step_names(1)", show=False),
        Binding("up", "step_names(-1)", show=False),
    ]

    def __init__(self, value: str, placeholder: str, offered: Offered) -> None:
        """`offered` gives the names that complete what is typed."""
        self.faults = FaultHighlighter()
        self.offered = offered
        self.completions = Completions(self.take)
        self._ending: Ending | None = None
        self._settled = value
        self._names: tuple[str, ...] = ()
        self._tally = Segment("")
        super().__init__(
            value,
            placeholder=placeholder,
            highlighter=self.faults,
            suggester=QuerySuggester(use_cache=False, case_sensitive=True),
            select_on_focus=False,
            compact=True,
        )

    def mark(self, fault: tuple[int, int] | None) -> None:
        """Mark the characters from the first to before the second as wrong; None takes the mark away."""
        self.faults.fault = fault
        self.refresh()

    def end_with(self, tally: str, look: Style) -> None:
        """Show `tally` at the end of the line, behind what is typed.

        It is drawn here, and not beside: what lies over two widgets loses the wide letter that stands over their edge.
        """
        self._tally = Segment(tally, look)
        self.styles.padding = (0, cell_len(tally) + 2 if tally else 0, 0, 0)
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The line with the tally over its end."""
        width, tally = self.outer_size.width, Strip([self._tally])
        lines = super().render_lines(Region(0, crop.y, width, crop.height))
        whole = [Strip.join([line.crop(0, width - tally.cell_length), tally]) for line in lines]
        return [line.crop(crop.x, crop.right) for line in whole]

    @property
    def is_offering(self) -> bool:
        """Whether names are being offered."""
        return self.completions.is_open

    def offer(self) -> None:
        """Offer the names that the query may end in."""
        at_end = self.cursor_at_end and self.value != self._settled
        self._ending = found = ending(self.value) if at_end else None
        names = self.offered(found.kind, found.typed)[:MOST_NAMES] if found else []
        if found and [name.casefold() for name in names] == [found.typed.casefold()]:
            names = []  # it stands there already
        self._show(names)

    def close_names(self) -> None:
        """Offer nothing any more."""
        self._show([])

    def _on_paste(self, event: Paste) -> None:
        event.prevent_default()
        event.stop()
        self.replace(clean(event.text), *self.selection)  # the input itself would drop all lines but the first

    @on(Blur)
    def leave(self) -> None:
        """Whoever is elsewhere takes no name."""
        self.close_names()

    def _show(self, names: Sequence[str]) -> None:
        before = self.is_offering
        self._names = tuple(names)
        if names and self._ending:  # under what is typed, letter below letter
            typed = cell_len(self.value[self._ending.begin :]) + 1  # the cursor stands behind it
            at = self.cursor_screen_offset.x - typed - self.content_region.x + self.styles.margin.left
            self.completions.styles.offset = (max(at - PADDING, 0), 0)
        self.completions.offer(names, self)
        if self.is_offering != before:
            # made by the line itself: a message ends at the widget that made it, and that may be the parent here
            self.call_later(lambda: self.post_message(NamesOffered()))

    def take(self, name: str) -> None:
        """Put a name that is offered at the end of the query."""
        if self._ending is not None:
            self._settled = self.value = self._ending.completed(self.value, name)
            self.cursor_position = len(self.value)
        self.close_names()

    @property
    def is_begun(self) -> bool:
        """Whether the query ends in the begin of names that are offered, and in none of them."""
        found = self._ending if self.is_offering else None
        return found is not None and found.typed != "" and folded(found.typed) not in map(folded, self._names)

    def take_only(self) -> None:
        """Put the one name that is offered at the end of the query, where the query ends in the begin of it."""
        if self.is_begun and len(self._names) == 1 and self.completions.chosen is None:
            self.take(self._names[0])

    def take_chosen(self) -> bool:
        """Take the name that the cursor is on; whether there was one."""
        chosen = self.completions.chosen if self.is_offering else None
        if chosen is not None:
            self.take(chosen)
        return chosen is not None

    def action_step_names(self, by: int) -> None:
        """Step down the names, or up."""
        (self.completions.action_cursor_down if by > 0 else self.completions.action_cursor_up)()

    def action_cursor_right(self, select: bool = False) -> None:
        """Behind the last letter, take the chosen name, or the first one."""
        if self.is_offering and self.cursor_at_end:
            self.take(self.completions.chosen or self.completions.name_at(0))
        else:
            super().action_cursor_right(select)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where no names are offered, there is nothing to step through."""
        return self.is_offering if action == "step_names" else super().check_action(action, parameters)
