"""The list as a widget on Textual's Line API; nothing in it waits."""

from typing import TYPE_CHECKING, ClassVar

from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rectify.report.lettering import wrapped
from rectify.tui.listing.column_layout import Arrangement, layout
from rectify.tui.listing.list_columns import Day
from rectify.tui.listing.marks import Marks
from rectify.tui.listing.painter import STYLES, Painter
from rectify.tui.listing.window import GroupHeading, Window

if TYPE_CHECKING:
    from rectify.domain.highlights import Wanted

_KEPT_STRIPS = 256
_HEADING = -1
"""Where the line of headings is kept among the rows."""

_PARTS_OF_CELL = 8
"""As many heights can the thumb of a scrollbar have in a cell."""


class DrawnRows(ScrollView):
    """Draws the rows that are at hand, one of them under the cursor, any of them marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"problem-list--{name}" for name in STYLES}
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    """The position of the row that actions are meant for."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day
        self.total = 0
        self.marks = Marks()
        self.words: tuple[Wanted, ...] = ()
        """What the list was searched for."""
        self.empty = ""
        """What an empty list says."""
        self.is_arriving = True
        """Whether another list is on its way: what is in sight is not the one that keys are meant for."""
        self.window = Window()
        self.arrangement = Arrangement()
        self._painter: Painter | None = None
        self._strips: dict[int, Strip] = {}

    @property
    def room(self) -> int:
        """Cells of a row; the scrollbar has its place whether it shows or not."""
        return max(self.size.width - self.styles.scrollbar_size_vertical, 1)

    def repaint(self) -> None:
        """Draw every row anew."""
        self._painter = None
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Another theme has other colours."""
        super().notify_style_update()
        self._painter = None
        self._strips.clear()

    @property
    def painter(self) -> Painter:
        """What draws the rows as the screen is now."""
        if self._painter is None:
            styles = {name: self.get_component_rich_style(f"problem-list--{name}") for name in STYLES}
            room = self.room
            self._painter = Painter(room, layout(room, self.arrangement), self.day, self.rich_style, styles, self.words)
        return self._painter

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in `crop`, as they are drawn: the list has neither border nor padding.

        A row that is scrolled stays the same strip, and with it what Textual keeps of one: its parts, its colours, its
        bytes. Otherwise each line in sight is made anew for each row that comes into sight.
        """
        width, fill, background = self.outer_size.width, self.painter.plain, self.background_colors[1]
        strips = [self.render_line(y).adjust_cell_length(width, fill) for y in crop.line_range]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        return strips if crop.column_span == (0, width) else [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the headings, a row, or what an empty list says."""
        position = self.scroll_offset.y + y - 1
        if y == 0:
            return self._heading()
        if position >= self.total:
            return self.painter.note(self._note(y - 2))
        if position == self.cursor:
            return self._row(position)
        if position not in self._strips:
            if len(self._strips) > _KEPT_STRIPS:
                self._strips.clear()
            self._strips[position] = self._row(position)
        return self._strips[position]

    def _heading(self) -> Strip:
        if _HEADING not in self._strips:
            self._strips[_HEADING] = self.painter.heading()
        return self._strips[_HEADING]

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw what came into sight. The scrollbar is drawn when its thumb moves by an eighth of a cell, the least that
        it shows: it takes as long as all the rows.
        """
        if self.show_vertical_scrollbar and self.size.height:
            step = max(self.total / (_PARTS_OF_CELL * self.size.height), 1)
            at_end = new_value >= self.max_scroll_y
            self.vertical_scrollbar.position = new_value if at_end else new_value // step * step
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def _row(self, position: int) -> Strip:
        row, under = self.window.row(position), position == self.cursor
        if isinstance(row, GroupHeading):
            return self.painter.group(row, under=under, focused=self.has_focus)
        marked = row is not None and row.number in self.marks
        return self.painter.row(row, marked=marked, under=under, focused=self.has_focus)

    def _note(self, line: int) -> str:
        """A line of what an empty list says."""
        if self.total or line < 0 or self.is_arriving:
            return ""
        room = max(self.room - 6, 2)
        lines = [part for paragraph in self.empty.split("\n") for part in wrapped(paragraph, room)]
        return lines[line] if line < len(lines) else ""
