"""A list to pick from, of any length: only the rows in sight are drawn."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rectify.report.lettering import wrapped
from rectify.tui.dialogs.parts import COMPONENTS, Row, painted

T = TypeVar("T")

_CURSOR = "▸"
_SIDE = 2
"""Cells before a row, in which the cursor stands."""


class Chooser(ScrollView, Generic[T], can_focus=True):
    """Shows a row for each of its items, one of them under the cursor; Enter or a click picks it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,ｊ,down", "move(1)", show=False),
        Binding("k,ｋ,up", "move(-1)", show=False),
        Binding("pagedown,space", "move_page(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("g,ｇ,home", "go(0)", show=False),
        Binding("G,Ｇ,end", "go(-1)", show=False),
        Binding("enter", "pick", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    class Picked(Message):
        """The row under the cursor was picked."""

        def __init__(self, chooser: "Chooser[Any]") -> None:
            super().__init__()
            self.chooser = chooser

        @property
        def control(self) -> "Chooser[Any]":
            """Where it was picked."""
            return self.chooser

    def __init__(self, draw: Callable[[Sequence[T], int], Callable[[T], Row]], name: str) -> None:
        """`draw` takes all items and the width of a row, and answers how one of them is drawn."""
        super().__init__(classes=name)
        self.draw = draw
        self.items: tuple[T, ...] = ()
        self.said = ""
        self._drawn: Callable[[T], Row] | None = None

    def show(self, items: Sequence[T], said: str = "") -> None:
        """Show other items, the cursor on the same one or near it; where there are none, what is `said` instead."""
        before = self.current
        self.items, self.said, self._drawn = tuple(items), said, None
        self.virtual_size = Size(self.size.width, len(self.items))
        self.cursor = self.items.index(before) if before in self.items else min(self.cursor, max(len(items) - 1, 0))
        self.refresh()

    @property
    def current(self) -> T | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def validate_cursor(self, cursor: int) -> int:
        """Keep it on a row."""
        return min(max(cursor, 0), max(len(self.items) - 1, 0))

    def watch_cursor(self, cursor: int) -> None:
        """Bring it into sight."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if not top <= cursor < top + height:
            self.scroll_to(y=cursor if cursor < top else cursor - height + 1, animate=False, force=True)

    def action_move(self, rows: int) -> None:
        """So many rows down."""
        self.cursor += rows

    def action_move_page(self, pages: int) -> None:
        """So many pages down."""
        self.cursor += pages * max(self.size.height - 1, 1)

    def action_go(self, row: int) -> None:
        """To the first row, or to the last."""
        self.cursor = row % max(len(self.items), 1)

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
        """Another width has room for other columns."""
        self._drawn = None
        self.watch_cursor(self.cursor)

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """A row, or a line of what is said instead of rows."""
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
