"""Pairs of values side by side, one of which is chosen."""

from collections.abc import Sequence
from typing import ClassVar, Literal, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from rectify.report.aligned import shared
from rectify.report.lettering import fitted, pad, width
from rectify.tui.controls.cursor_rows import CursorRows

Half = Literal["left", "right"]

STYLES = ("heading", "cursor", "cursor-blurred", "chosen", "quiet", "undecided")
"""The styles that a theme gives to the list, beside its own."""

_MOST_ABOUT, _MOST_VALUE = 24, 60
"""Cells that what tells a pair from others, and each of its values, takes at most in the list."""

_MEASURED = 300
"""So many pairs are looked at for the widths of the columns."""

_LEAD, _GAP, _MARK = 3, 2, 2
_MARKS = {True: "● ", False: "○ ", None: "  "}
"""What stands before the value of a side that is chosen, may be, or cannot be."""


class Pair(NamedTuple):
    """A fact of which two sides say something else. All texts are as they may be shown."""

    about: tuple[str, ...]
    """What tells it from the others, a cell for each column."""
    before: str
    """What it was before either side changed it."""
    left: str
    right: str
    head: str
    """What stands over its values when the cursor is on it."""
    is_open: bool = True
    """Whether there is something to choose; where there is not, the left side stands."""


class Headings(NamedTuple):
    """What stands over the columns of a list of pairs."""

    about: tuple[str, ...]
    before: str
    left: str
    right: str


class SideBySide(CursorRows):
    """A list of pairs, one under the cursor, each decided for one side or not yet. Only what is in sight is drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"side-by-side--{name}" for name in STYLES}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose('left')", show=False),
        Binding("right", "choose('right')", show=False),
    ]
    HEADING_LINES = 1

    class Changed(Message):
        """The cursor is on another pair, or a pair is decided."""

    def __init__(self) -> None:
        super().__init__()
        self.headings = Headings((), "", "", "")
        self.pairs: Sequence[Pair] = ()
        self.chosen: list[Half | None] = []
        self._widths: list[int] | None = None

    def show(self, headings: Headings, pairs: Sequence[Pair], chosen: Sequence[Half | None]) -> None:
        """Show `pairs`; `chosen` has the side of each that is decided."""
        self.headings, self.pairs, self.chosen, self.count = headings, pairs, list(chosen), len(pairs)
        self.virtual_size = Size(1, self.count + self.HEADING_LINES)
        self._repaint()
        self.post_message(self.Changed())

    @property
    def undecided(self) -> list[int]:
        """The positions of the pairs that nobody has decided."""
        return [position for position, half in enumerate(self.chosen) if half is None]

    @property
    def pair(self) -> Pair | None:
        """The pair under the cursor."""
        return self.pairs[self.cursor] if self.cursor < len(self.pairs) else None

    # --- keys

    def choose(self, half: Half | None) -> None:
        """Decide the pair under the cursor, or leave it undecided, where there is something to choose."""
        if self.pair is not None and self.pair.is_open:
            self.chosen[self.cursor] = half
            self._repaint()
            self.post_message(self.Changed())

    def choose_rest(self, half: Half) -> None:
        """Decide all that are undecided."""
        for position in self.undecided:
            self.chosen[position] = half
        self._repaint()
        self.post_message(self.Changed())

    def action_choose(self, half: Half) -> None:
        """Decide the pair under the cursor."""
        self.choose(half)

    def watch_cursor(self) -> None:
        """Bring it into sight, and tell of it."""
        super().watch_cursor()
        self.post_message(self.Changed())

    def on_click(self, event: Click) -> None:
        """Go to the pair that is clicked; a click on one side's value decides for it."""
        position = self.scroll_offset.y + event.y - 1
        if event.y >= 1 and position < len(self.pairs):
            self.cursor = position
            *before, _last = self._columns()
            right = _LEAD + sum(before) + _GAP * len(before) + _MARK
            left = right - before[-1] - _GAP - _MARK
            if event.x >= left:
                self.choose("right" if event.x >= right else "left")

    # --- drawing

    def _repaint(self) -> None:
        self._widths = None
        self.refresh()

    def on_resize(self, event: Resize) -> None:
        """Fit the columns to the new width."""
        self._repaint()
        self.call_after_refresh(self.watch_cursor)

    def on_focus(self, event: Focus) -> None:
        """Show where the keys go."""
        self.refresh()

    def on_blur(self, event: Blur) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    def _columns(self) -> list[int]:
        """The width of each column: about, before, left, right."""
        if self._widths is None:
            about, *values = self.headings
            rows = [(*pair.about, pair.before, pair.left, pair.right) for pair in self.pairs[:_MEASURED]]
            most = [_MOST_ABOUT] * len(about) + [_MOST_VALUE] * len(values)
            columns = zip(*((*about, *values), *rows), strict=True)
            wanted = [
                min(max(width(text[:_MOST_VALUE]) for text in column), top)
                for column, top in zip(columns, most, strict=True)
            ]
            room = self.size.width - self.styles.scrollbar_size_vertical - _LEAD - _GAP * (len(wanted) - 1) - 2 * _MARK
            self._widths = shared(wanted, max(room, len(wanted) * 2))
        return self._widths

    def render_line(self, y: int) -> Strip:
        """One line of the screen: the headings, or a pair."""
        position = self.scroll_offset.y + y - 1
        if y == 0:
            about, *values = self.headings
            style = self._style("heading")
            return self._strip([Segment(text, style) for text in self._cells("", (*about, *values), (None, None))])
        return self._row(position) if position < len(self.pairs) else self._strip([])

    def _row(self, position: int) -> Strip:
        pair, chosen, under = self.pairs[position], self.chosen[position], position == self.cursor
        lead = ("▸" if under else " ") + ("?" if chosen is None else " ")
        cells = self._cells(lead, (*pair.about, pair.before, pair.left, pair.right), _marked(pair, chosen))
        if under:
            base = self._style("cursor" if self.has_focus else "cursor-blurred")
            return self._strip([Segment(text, base) for text in cells], base)
        plain, quiet = self.rich_style, self._style("quiet")
        looks = [self._style("undecided"), *[plain] * len(pair.about), quiet]
        passed_over = plain if chosen is None else quiet
        looks += [self._style("chosen") if picked else passed_over for picked in picked_of(chosen)]
        return self._strip([Segment(text, look) for text, look in zip(cells, looks, strict=True)])

    def _cells(self, lead: str, texts: Sequence[str], picked: Sequence[bool | None]) -> list[str]:
        """The parts of a line, each in its width."""
        widths, last = self._columns(), len(texts) - 1
        marks = [_MARKS[each] for each in picked]
        cells = [pad(lead, _LEAD)]
        for place, (text, room) in enumerate(zip(texts, widths, strict=True)):
            mark = marks[place - last + 1] if place >= last - 1 else ""
            cells.append(mark + fitted(text, room) + (" " * _GAP if place < last else ""))
        return cells

    def _strip(self, segments: list[Segment], fill: Style | None = None) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, fill or self.rich_style)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"side-by-side--{name}")


def _marked(pair: Pair, chosen: Half | None) -> Sequence[bool | None]:
    """Which side has which mark; where there is nothing to choose, neither has one."""
    return picked_of(chosen) if pair.is_open else (None, None)


def picked_of(chosen: Half | None) -> tuple[bool, bool]:
    """Whether the left side is chosen, and whether the right one is."""
    return chosen == "left", chosen == "right"
