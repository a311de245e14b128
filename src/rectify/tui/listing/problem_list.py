"""The list of problems: its keys and its mouse."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Blur, Click, Focus
from textual.message import Message

from rectify.domain.problem import Problem
from rectify.tui.bindings import bindings
from rectify.tui.listing.column_layout import column_at
from rectify.tui.listing.paged_rows import PagedRows
from rectify.tui.listing.window import GroupHeading


class ProblemList(PagedRows, can_focus=True):
    """Shows the rows of a source, one of them under the cursor, any of them marked."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("rows")

    class Opened(Message):
        """A row was clicked twice."""

    class GroupClicked(Message):
        """The heading of a group was clicked, which folds it; before its name, which marks it."""

        def __init__(self, heading: GroupHeading, *, marks: bool) -> None:
            super().__init__()
            self.heading = heading
            self.marks = marks

    class HeadingClicked(Message):
        """The heading of a column was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    class RangeClicked(Message):
        """A row was clicked with Shift, which marks all between two."""

        def __init__(self, first: int, last: int) -> None:
            super().__init__()
            self.first = first
            self.last = last

    class MarksChanged(Message):
        """A problem was marked, or a mark taken off."""

    # --- the cursor

    def action_cursor_down(self) -> None:
        """One row down."""
        self._step(1)

    def action_cursor_up(self) -> None:
        """One row up."""
        self._step(-1)

    def action_page_down(self) -> None:
        """One page down."""
        self._step(self._height)

    def action_page_up(self) -> None:
        """One page up."""
        self._step(-self._height)

    def action_first(self) -> None:
        """To the first row."""
        self._go_to(0)

    def action_last(self) -> None:
        """To the last row."""
        self._move(lambda: self.total - 1)

    def mark(self, problems: Iterable[Problem]) -> None:
        """Mark `problems`."""
        self.marks.put(problems)
        self._marked()

    def unmark(self, numbers: Iterable[str] | None = None) -> None:
        """Remove marks; all of them if no numbers are given."""
        self.marks.drop(self.marks if numbers is None else numbers)
        self._marked()

    def _marked(self) -> None:
        self.repaint()
        self.post_message(self.MarksChanged())

    def mark_and_step(self) -> None:
        """Mark the problem under the cursor, or remove its mark, and step down."""
        if self.current is not None:
            self._turn_mark(self.current)
            self._step(1)

    def _turn_mark(self, problem: Problem) -> None:
        if problem.number in self.marks:
            self.unmark([problem.number])
        else:
            self.mark([problem])

    def mark_on_the_way(self, rows: int) -> None:
        """Mark the problem under the cursor, if there is one, and move by this number of rows."""
        if self.current is not None:
            self.mark([self.current])
        self._step(rows)

    # --- events

    def on_focus(self, event: Focus) -> None:
        """Show that keys go here."""
        self.refresh_line(self.cursor + 1)

    def on_blur(self, event: Blur) -> None:
        """Show that keys go elsewhere."""
        self.refresh_line(self.cursor + 1)

    def on_click(self, event: Click) -> None:
        """Go to the row that is clicked; a second click opens it, a click before the number marks it.

        With Ctrl a click marks it, with Shift every one from the cursor to it.
        A group is folded or unfolded; the heading of a column sorts.
        """
        position = self.scroll_offset.y + event.y - 1
        if event.y < 1 and (name := column_at(self.painter.cells, event.x)):
            self.post_message(self.HeadingClicked(name))
        if event.y < 1 or position >= self.total:
            return
        if event.shift:
            self.post_message(self.RangeClicked(self.cursor, position))
        self._go_to(position)
        if event.shift:
            return
        if event.ctrl and self.current is not None:
            self._turn_mark(self.current)
        elif self.heading is not None:
            if event.chain == 1:
                self.post_message(self.GroupClicked(self.heading, marks=event.x < 2))
        elif event.x < 2:
            self.mark_and_step()
        elif event.chain == 2:
            self.post_message(self.Opened())
