"""The base of dialogs in which the user chooses between two sides, pair by pair."""

from collections.abc import Iterator, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static

from rectify.i18n import _, ngettext
from rectify.report.lettering import cut, pad, visible_lines, width, wrapped
from rectify.tui.controls.side_by_side import Half, Headings, SideBySide, picked_of
from rectify.tui.dialogs.frame import Box, Dialog, Hint, Menu, Picker, Scroller

ResultT = TypeVar("ResultT")

_ROOMY = 100
"""Columns of a terminal from which every key has room."""

_MOST_HEAD = 60
"""Cells of a title that stands over the values."""

_MOST_LINES = 400
"""Lines of one value that are shown below the list."""


def head_of(number: str, title: str, *more: str) -> str:
    """What stands over the values of a pair, of visible texts: whose they are, and `more` where there is any."""
    return " · ".join(filter(None, (f"{number}  {cut(title, _MOST_HEAD)}", *more)))


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
            values = zip(heads[1:], ("", *picked_of(chosen)), pair[1:4], strict=True)
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
            self.list.action_move(1)

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
