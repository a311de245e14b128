"""Pages to read: the history of a problem, the keys, a printed list."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.segment import Segment
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

from rectify.domain.problem import Event
from rectify.i18n import _
from rectify.report.lettering import visible, visible_lines, width, wrapped
from rectify.service.words import action_words, changes_of, note_words
from rectify.tui.dialogs.frame import Dialog, Hint, Scroller, Scrolling

INDENT = 4
"""Columns by which the changes of an event stand in, and what is wrapped of a line."""

_LEAST_ROOM = 20
"""Cells for which lines are wrapped at least; on a narrower page they scroll."""

_MOST_LINES = 40
"""Lines that one line becomes at most."""


class Page(Dialog[None]):
    """A page over the whole screen. Esc, q and Enter leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,ｑ", "cancel", show=False)]
    DEFAULT_CLASSES = "page"

    def hints(self) -> Sequence[Hint]:
        """Scrolling and leaving."""
        return (Hint("j k PgDn PgUp g G", _("Scroll")), Hint("Esc", _("Close"), "cancel"))


class HistoryScreen(Page):
    """What happened to a problem, newest first: when, who, what, from which value to which, and the note."""

    def __init__(self, title: str, events: Sequence[Event], time_zone: str = "UTC") -> None:
        """`time_zone` is the ledger's, in which the moments are told."""
        super().__init__()
        self.page_title = title
        self.events = events
        self.zone = ZoneInfo(time_zone)

    def heading(self) -> str:
        """Whose history it is."""
        return visible(self.page_title)

    def body(self) -> ComposeResult:
        """One paragraph for each event."""
        with Scroller():
            several = len({event.number for event in self.events}) > 1
            told = [event_in_words(event, self.zone, numbered=several) for event in reversed(self.events)]
            yield Static(Group(*told) if told else _("Nothing happened yet."), markup=False)


class TextPage(Page):
    """A printed list as it is; it scrolls both ways."""

    DEFAULT_CLASSES = "page paper"

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.page_title = title
        self.text = text

    def heading(self) -> str:
        """What it is."""
        return visible(self.page_title)

    def body(self) -> ComposeResult:
        """The lines."""
        yield Lines(self.text)


class Lines(ScrollView, Scrolling, can_focus=True):
    """Lines that are not wrapped, of any number: only those in sight are drawn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.show(text)

    def show(self, text: str) -> None:
        """Show another text, from its beginning."""
        self.lines = [line.expandtabs(4) for line in visible_lines(text).rstrip("\n").split("\n")]
        self.virtual_size = Size(max(map(width, self.lines)), len(self.lines))
        if self.is_mounted:
            self.scroll_home(animate=False)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The part in sight of the line at `y`."""
        left, top = self.scroll_offset
        place = top + y
        text = self.lines[place] if place < len(self.lines) else ""
        strip = Strip(self.parts(text))
        return strip.crop_extend(left, left + self.size.width, self.rich_style)

    def parts(self, line: str) -> Sequence[Segment]:
        """A line as it is drawn."""
        return [Segment(line, self.rich_style)]


class WrappedLines(Lines):
    """Lines that go on below themselves, further in, where they are wider than the page."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._whole = visible_lines(text).split("\n")

    def on_resize(self, event: Resize) -> None:
        """Wrap them for the width that there is beside the scrollbar."""
        room = max(event.size.width - self.styles.scrollbar_size_vertical, _LEAST_ROOM)
        self.show("\n".join(part for line in self._whole for part in _hanging(line, room)))


def _hanging(line: str, room: int) -> Iterator[str]:
    if width(line) <= room:
        yield line
        return
    text = line.lstrip(" ")
    lead = len(line) - len(text)
    first, *more = wrapped(text, room - lead - INDENT, _MOST_LINES)
    yield " " * lead + first
    yield from (" " * (lead + INDENT) + part for part in more)


def key_tables(sections: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> Iterator[Table]:
    """A table for each group of keys and what they do, their columns in line."""
    column = max((width(keys) for _group, rows in sections for keys, _what in rows), default=0)
    for group, rows in sections:
        yield _table(group, rows, column)


def _table(group: str, rows: Iterable[tuple[str, str]], column: int) -> Table:
    """Keys at the left, at the right what they do, wrapped there."""
    table = Table(
        box=None, expand=True, show_header=False, title=group, title_justify="left", title_style="bold", pad_edge=False
    )
    table.add_column(min_width=column, no_wrap=True)
    table.add_column(ratio=1)
    for keys, what in rows:
        table.add_row(Text(keys, "bold"), Indented(what, 0))
    return table


class Indented:
    """A text that is wrapped as paper is, between Chinese characters too, and stands in from the left."""

    def __init__(self, text: str, by: int = INDENT) -> None:
        self.text = visible(text)
        self.by = by

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines for the width that there is."""
        for line in wrapped(self.text, max(options.max_width - self.by, 2), len(self.text) + 1):
            yield Text(" " * self.by + line)


def event_in_words(event: Event, zone: tzinfo, *, numbered: bool) -> Group:
    """An event as a paragraph: moment, actor and action; then each change, from → to; then the note.

    `numbered` names the problem too.
    """
    moment = datetime.fromisoformat(event.at).astimezone(zone)
    action = visible(action_words(event.action))
    number = f"  {visible(event.number)}" if numbered and event.number else ""
    head = Text.assemble((f"{moment:%Y-%m-%d %H:%M}", "dim"), f"  {visible(event.actor)}  ", (action, "bold"), number)
    told = note_words(event)
    note = [Indented(f"“{told}”")] if told else []
    return Group(head, *map(Indented, changes_of(event)), *note, Text())
