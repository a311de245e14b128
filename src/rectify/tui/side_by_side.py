"""What two sides say differently, side by side, and the choice between them for each."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, Literal, NamedTuple, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Blur, Click, Focus, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import OptionList, Static

from rectify.i18n import _, ngettext
from rectify.report.aligned import shared
from rectify.report.lettering import cut, pad, visible, visible_lines, width, wrapped
from rectify.tui.frame import Box, Dialog, Hint, Menu, Picker, Scroller
from rectify.tui.list_columns import fitted

ResultT = TypeVar("ResultT")

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

_ROOMY = 100
"""Columns of a terminal from which every key has room."""

_MOST_HEAD = 60
"""Cells of a title that stands over the values."""

_MOST_LINES = 400
"""Lines of one value that are shown below the list."""


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


def head_of(number: str, title: str, *more: str) -> str:
    """What stands over the values of a pair: whose they are, which field, and `more` where there is any."""
    return " · ".join(filter(None, (f"{visible(number)}  {cut(visible(title), _MOST_HEAD)}", *more)))


class Headings(NamedTuple):
    """What stands over the columns of a list of pairs."""

    about: tuple[str, ...]
    before: str
    left: str
    right: str

    def over(self, half: Half) -> str:
        """What the column of a side is called."""
        return self.left if half == "left" else self.right


class SideBySide(ScrollView, can_focus=True):
    """A list of pairs, one under the cursor, each decided for one side or not yet. Only what is in sight is drawn."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"side-by-side--{name}" for name in STYLES}
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,ｊ,down", "step(1)", show=False),
        Binding("k,ｋ,up", "step(-1)", show=False),
        Binding("pagedown", "leaf(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("g,ｇ,home", "go_to(0)", show=False),
        Binding("G,Ｇ,end", "go_to(-1)", show=False),
        Binding("left", "choose('left')", show=False),
        Binding("right", "choose('right')", show=False),
    ]

    cursor: reactive[int] = reactive(0, repaint=False)
    """The pair that keys are meant for."""

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
        self.headings, self.pairs, self.chosen = headings, pairs, list(chosen)
        self.virtual_size = Size(1, len(pairs) + 1)
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

    def action_step(self, by: int) -> None:
        """Go to the next pair, or the one before."""
        self.cursor += by

    def action_leaf(self, by: int) -> None:
        """Go a page on or back."""
        self.cursor += by * max(self.size.height - 1, 1)

    def action_go_to(self, position: int) -> None:
        """Go to a pair; -1 is the last."""
        self.cursor = position % max(len(self.pairs), 1)

    def validate_cursor(self, cursor: int) -> int:
        """Keep it on a pair."""
        return max(min(cursor, len(self.pairs) - 1), 0)

    def watch_cursor(self) -> None:
        """Bring it into sight."""
        top, height = self.scroll_offset.y, max(self.size.height - 1, 1)
        if not self.cursor - height < top <= self.cursor:
            self.scroll_to(y=self.cursor if self.cursor < top else self.cursor - height + 1, animate=False)
        self.refresh()
        self.post_message(self.Changed())

    def on_click(self, event: Click) -> None:
        """Go to the pair that is clicked; a click on one side's value decides for it."""
        position = self.scroll_offset.y + event.y - 1
        if event.y >= 1 and position < len(self.pairs):
            self.cursor = position
            right = _LEAD + sum(self._columns()[:-1]) + _GAP * len(self.pairs[0].about) + 2 * _GAP + _MARK
            left = right - self._columns()[-2] - _GAP - _MARK
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
        looks += [self._style("chosen") if picked else plain if chosen is None else quiet for picked in _picked(chosen)]
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
    return _picked(chosen) if pair.is_open else (None, None)


def _picked(chosen: Half | None) -> tuple[bool, bool]:
    return chosen == "left", chosen == "right"


class Rest(Picker[Half]):
    """The side that decides all that is undecided."""

    def __init__(self, headings: Headings, keys: tuple[str, str], count: int) -> None:
        """`keys` are those of the left and the right side."""
        super().__init__()
        self.headings = headings
        self.keys = keys
        self.count = count

    def heading(self) -> str:
        """How many they are."""
        return ngettext("The other {count}", "The other {count}", self.count).format(count=self.count)

    def body(self) -> ComposeResult:
        """The two sides."""
        names = (self.headings.left, self.headings.right)
        rows = [
            Content.assemble((f"{key}  ", "bold"), _("all from: {side}").format(side=name))
            for key, name in zip(self.keys, names, strict=True)
        ]
        yield Menu(rows, self.keys)

    @on(OptionList.OptionSelected)
    def pick(self, event: OptionList.OptionSelected) -> None:
        """Answer with the side."""
        self.finish("left" if event.option_index == 0 else "right")


class Choosing(Dialog[ResultT]):
    """A dialog that is a list of pairs, the one under the cursor in full below. A child fills it on mount."""

    DEFAULT_CLASSES = "page choosing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ｕ,backspace", "leave_open", show=False),
        Binding("n,ｎ", "next_open", show=False),
        Binding("a,ａ", "choose_rest", show=False),
    ]
    keys: ClassVar[tuple[str, str]]
    """The letters that choose the left and the right side."""

    def __init__(self) -> None:
        super().__init__()
        self.list = SideBySide()
        self.said = Static(classes="about", markup=False)

    def intro(self) -> str:
        """What is said above the list."""
        return ""

    def body(self) -> ComposeResult:
        """What it is about, the list, and the pair under the cursor in full."""
        self.said.update(self.intro())
        yield self.said
        yield self.list
        with Scroller(classes="texts"):
            yield Static(markup=False)

    def hints(self) -> Sequence[Hint]:
        """The keys that do something now."""
        return tuple(self._hints())

    def _hints(self) -> Iterator[Hint]:
        pair, (left, right), heads = self.list.pair, self.keys, self.list.headings
        if pair is not None and pair.is_open:
            yield Hint(f"← {left}", heads.left, "take_side('left')")
            yield Hint(f"→ {right}", heads.right, "take_side('right')")
            if self.list.chosen[self.list.cursor] and len(self.list.undecided) < 2:
                yield Hint("u", _("Undecide"), "leave_open")
        if len(self.list.undecided) > 1:
            yield Hint("n", _("Next one"), "next_open")
            yield Hint("a", _("The rest"), "choose_rest")
        if self.query_one(".texts", Scroller).max_scroll_y and self.app.size.width >= _ROOMY:
            yield Hint("Tab", _("Read on"), "focus_next")

    @on(SideBySide.Changed)
    def show_pair(self) -> None:
        """Show the pair under the cursor in full, how many are undecided, and the keys."""
        pair, heads = self.list.pair, self.list.headings
        texts = self.query_one(".texts", Scroller)
        if pair is not None:
            chosen = self.list.chosen[self.list.cursor]
            values = zip(heads[1:], ("", *_picked(chosen)), pair[1:4], strict=True)
            shown = _in_full([(name, bool(picked), text) for name, picked, text in values], self._room())
            texts.query_one(Static).update(Content.assemble((pair.head, "bold"), "\n", shown))
            texts.scroll_home(animate=False)
        if not self.list.undecided:
            self.refuse("")
        self.query_one(Box).border_title = Content(self.heading())
        self.call_after_refresh(self.show_hints)

    def _room(self) -> int:
        return max(self.list.size.width - 2, 20)

    def action_take_side(self, half: Half) -> None:
        """Decide for a side, and step on."""
        if self.list.pair is not None and self.list.pair.is_open:
            self.list.choose(half)
            self.list.action_step(1)

    def action_leave_open(self) -> None:
        """Leave the pair undecided."""
        self.list.choose(None)

    def action_next_open(self) -> None:
        """Go to the next pair that is undecided, from the last one round to the first."""
        ahead = sorted(self.list.undecided, key=lambda position: (position <= self.list.cursor, position))
        if ahead:
            self.list.cursor = ahead[0]

    def action_choose_rest(self) -> None:
        """Ask which side decides all that is undecided."""
        count = len(self.list.undecided)
        if count:
            self.app.push_screen(Rest(self.list.headings, self.keys, count), self.take_rest)

    def take_rest(self, half: Half | None) -> None:
        """Let a side decide all that is undecided."""
        if half is not None:
            self.list.choose_rest(half)


def _in_full(values: Sequence[tuple[str, bool, str]], room: int) -> str:
    """Values under each other, each beside its name, the chosen one with its mark; long ones are wrapped."""
    column = max(width(name) for name, _picked, _text in values)
    lines = list[str]()
    for name, picked, text in values:
        head = pad(name, column) + (" ● " if picked else "   ")
        parts = [
            part
            for line in visible_lines(text).split("\n")
            for part in wrapped(line, max(room - width(head), 10), _MOST_LINES)
        ]
        lines += [(head if place == 0 else " " * width(head)) + part for place, part in enumerate(parts)]
    return "\n".join(lines)
