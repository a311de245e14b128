"""The list as a widget on Textual's Line API; nothing in it waits."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.geometry import Region
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from rectify.domain.problem import Problem
from rectify.report.lettering import wrapped
from rectify.tui.listing.column_layout import Arrangement, layout
from rectify.tui.listing.list_columns import Day
from rectify.tui.listing.marks import Marks
from rectify.tui.listing.painter import STYLES, Painter
from rectify.tui.listing.window import GroupHeading, Row, Window

if TYPE_CHECKING:
    from rectify.domain.highlights import Wanted

_KEPT_STRIPS = 256

AT_LATEST = 0.25
"""Seconds after which what waits until the list is painted happens in any case."""

_PARTS_OF_CELL = 8
"""As many heights can the thumb of a scrollbar have in a cell."""


class _Look(NamedTuple):
    """What a row is drawn from, besides the painter: while this is unchanged, so is the strip of the row."""

    row: Row | None
    marked: bool
    under: bool
    focused: bool


class DrawnRows(ScrollView):
    """Draws the rows that are in memory, one of them under the cursor, any of them marked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"problem-list--{name}" for name in STYLES}
    ALLOW_SELECT = False

    cursor: reactive[int] = reactive(0, repaint=False)
    """The position of the row under the cursor."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day
        self.total = 0
        self.marks = Marks()
        self.words: tuple[Wanted, ...] = ()
        """The words that the list was searched for."""
        self.empty = ""
        """What an empty list says."""
        self.is_arriving = True
        """Whether another list is being read: what is in sight is not the list that keys are meant for."""
        self.window = Window()
        self.arrangement = Arrangement()
        self._painter: Painter | None = None
        self._is_stale = True
        """Whether the painter may have to be replaced."""
        self._heading: Strip | None = None
        self._strips: dict[tuple[int, bool], tuple[_Look, Strip]] = {}
        """By position, and whether the cursor is there: it leaves a row as it was."""

    @property
    def room(self) -> int:
        """The width of a row; the scrollbar's place is kept free even if it is hidden."""
        return max(self.size.width - self.styles.scrollbar_size_vertical, 1)

    def repaint(self) -> None:
        """Draw every row again; rows that look as before keep their strips."""
        self._is_stale = True
        self.refresh()

    def when_painted(self, then: Callable[[], None]) -> None:
        """Call `then` once the present changes are on the screen; where a dialog lies over them, soon."""
        waiting = [then]

        def call() -> None:
            if waiting:
                waiting.pop()()

        # the screen hears of a change only as the list comes to rest, which may be after its next refresh
        self.call_after_refresh(self.call_after_refresh, call)
        # what waits for a refresh waits with the dialog on top, and is lost when that is left
        self.set_timer(AT_LATEST, call)

    def notify_style_update(self) -> None:
        """Use the colours of another theme."""
        super().notify_style_update()
        self._is_stale = True

    @property
    def painter(self) -> Painter:
        """The painter for the present size, theme and day."""
        if self._painter is None or self._is_stale:
            self._is_stale = False
            styles = {name: self.get_component_rich_style(f"problem-list--{name}") for name in STYLES}
            room = self.room
            painter = Painter(room, layout(room, self.arrangement), self.day, self.rich_style, styles, self.words)
            if painter != self._painter:
                self._painter = painter
                self._heading = None
                self._strips.clear()
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
        """One line of the screen: the headings, a row, or a line of the message of an empty list."""
        position, painter = self.scroll_offset.y + y - 1, self.painter
        if y == 0:
            self._heading = self._heading or painter.heading()
            return self._heading
        if position >= self.total:
            return painter.note(self._note(y - 2))
        look = self._look(position)
        kept = self._strips.get((position, look.under))
        if kept is not None and kept[0] == look:
            return kept[1]
        if len(self._strips) > _KEPT_STRIPS:
            self._strips.clear()
        strip = self._drawn(look)
        self._strips[position, look.under] = look, strip
        return strip

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

    def _look(self, position: int) -> _Look:
        row, under = self.window.row(position), position == self.cursor
        marked = isinstance(row, Problem) and row.number in self.marks
        return _Look(row, marked, under, under and self.has_focus)

    def _drawn(self, look: _Look) -> Strip:
        row, marked, under, focused = look
        if isinstance(row, GroupHeading):
            return self.painter.group(row, under=under, focused=focused)
        return self.painter.row(row, marked=marked, under=under, focused=focused)

    def _note(self, line: int) -> str:
        """A line of the message of an empty list."""
        if self.total or line < 0 or self.is_arriving:
            return ""
        room = max(self.room - 6, 2)
        lines = [part for paragraph in self.empty.split("\n") for part in wrapped(paragraph, room)]
        return lines[line] if line < len(lines) else ""
