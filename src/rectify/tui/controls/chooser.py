"""A list to pick from, of any length: only the rows in sight are drawn."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from rectify.report.lettering import wrapped
from rectify.tui.controls.cursor_rows import CursorRows
from rectify.tui.controls.parts import COMPONENTS, Row, painted

T = TypeVar("T")

_CURSOR = "▸"
_SIDE = 2
"""The width before a row, where the cursor is drawn."""


class Chooser(CursorRows, Generic[T]):
    """Shows one row for each of its items, one of them under the cursor; Enter or a click picks it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "move_page(1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    class Picked(Message):
        """The row under the cursor was picked."""

        def __init__(self, chooser: "Chooser[Any]") -> None:
            super().__init__()
            self.chooser = chooser

        @property
        def control(self) -> "Chooser[Any]":
            """The list in which it was picked."""
            return self.chooser

    def __init__(self, draw: Callable[[Sequence[T], int], Callable[[T], Row]], name: str) -> None:
        """`draw` returns the drawing of one item, given all items and the width of a row."""
        super().__init__(classes=name)
        self.draw = draw
        self.items: tuple[T, ...] = ()
        self.said = ""
        self._drawn: Callable[[T], Row] | None = None

    def show(self, items: Sequence[T], said: str = "") -> None:
        """Show other items, with the cursor on the same one or near it; if there are none, the text `said`."""
        before = self.current
        self.items, self.said, self._drawn = tuple(items), said, None
        self.count = len(self.items)
        self.virtual_size = Size(self.size.width, self.count)
        self.cursor = self.items.index(before) if before in self.items else self.validate_cursor(self.cursor)
        self.refresh()

    @property
    def current(self) -> T | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def action_pick(self) -> None:
        """Pick the row under the cursor."""
        if self.items:
            self.post_message(self.Picked(self))

    def on_click(self, event: Click) -> None:
        """Pick the row that is clicked."""
        row = self.scroll_offset.y + event.y
        if row < len(self.items):
            self.cursor = row
            self.action_pick()

    def on_resize(self) -> None:
        """Fit the columns to another width."""
        self._drawn = None
        self.watch_cursor()

    def notify_style_update(self) -> None:
        """Use the colours of another theme."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row, or a line of the text that is shown instead of rows."""
        row = self.scroll_offset.y + y
        if row < len(self.items):
            return self._row(self.items[row], under=row == self.cursor)
        lines = wrapped(self.said, max(self.size.width - 2 * _SIDE, 2)) if not self.items else []
        return painted(self, [(" " * _SIDE + (lines[y] if y < len(lines) else ""), "quiet")])

    def _row(self, item: T, *, under: bool) -> Strip:
        if self._drawn is None:
            # the bar at the side has its place whether it shows or not
            room = self.size.width - _SIDE - self.styles.scrollbar_size_vertical
            self._drawn = self.draw(self.items, max(room, 1))
        parts = [((_CURSOR if under else " ").ljust(_SIDE), ""), *self._drawn(item)]
        if under and self.has_focus:
            return painted(self, [(text, "") for text, _name in parts], "cursor")
        return painted(self, parts, "cursor-blurred" if under else "")
