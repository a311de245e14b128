"""Rows with a cursor: the base of the lists in dialogs and pages."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.scroll_view import ScrollView


class CursorRows(ScrollView, can_focus=True):
    """Moves a cursor by keys and keeps it in sight. A subclass counts its rows and draws those in sight."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,ｊ,down", "move(1)", show=False),
        Binding("k,ｋ,up", "move(-1)", show=False),
        Binding("pagedown", "move_page(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("g,ｇ,home", "go(0)", show=False),
        Binding("G,Ｇ,end", "go(-1)", show=False),
    ]
    HEADING_LINES: ClassVar[int] = 0
    """Lines above the rows, which do not scroll."""

    cursor: reactive[int] = reactive(0)
    """The row under the cursor."""

    count = 0
    """The number of rows."""

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return min(max(cursor, 0), max(self.count - 1, 0))

    def watch_cursor(self) -> None:
        """Scroll the cursor into sight."""
        top, height = self.scroll_offset.y, self.rows_in_sight
        if not top <= self.cursor < top + height:
            self.scroll_to(y=self.cursor if self.cursor < top else self.cursor - height + 1, animate=False, force=True)

    @property
    def rows_in_sight(self) -> int:
        """How many rows fit, at least one."""
        return max(self.size.height - self.HEADING_LINES, 1)

    def action_move(self, rows: int) -> None:
        """Move down by this number of rows."""
        self.cursor += rows

    def action_move_page(self, pages: int) -> None:
        """Move down by this number of pages; the last row in sight stays in sight."""
        self.cursor += pages * max(self.rows_in_sight - 1, 1)

    def action_go(self, row: int) -> None:
        """To the first row, or to the last."""
        self.cursor = row % max(self.count, 1)
