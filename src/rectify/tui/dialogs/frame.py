"""The frame that every dialog, form and page stands in: a box with its title above and its keys below.

A dialog asks and answers: it returns a frozen value through `dismiss`, changes nothing, reads and writes nothing.
"""

import unicodedata
from collections.abc import Callable, Coroutine, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TypeVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus, Key, Resize
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from rectify.i18n import _

BORDER = 6
"""Cells that the keys leave free in the lower border, at both ends together."""

ResultT = TypeVar("ResultT")


class Hint(NamedTuple):
    """A key that works now, what it does, and the action that a click on it runs ("" for none)."""

    keys: str
    label: str
    action: str = ""


class Box(VerticalScroll, can_focus=False):
    """The box of a dialog; what does not fit is scrolled."""

    def on_resize(self) -> None:
        """Fit the keys to the new size, which the box has only some time after the terminal."""
        if isinstance(self.screen, Dialog):
            self.screen.show_hints()


class Scrolling(Widget):
    """The keys of the list move a text too, beside the arrows; each at once, so that of many in a row none is lost."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,ｊ", "scroll_down", show=False),
        Binding("k,ｋ", "scroll_up", show=False),
        Binding("g,ｇ", "scroll_home", show=False),
        Binding("G,Ｇ", "scroll_end", show=False),
        Binding("space", "page_down", show=False),
    ]

    def action_scroll_down(self) -> None:
        """A line down."""
        self._scroll_by(1)

    def action_scroll_up(self) -> None:
        """A line up."""
        self._scroll_by(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._scroll_by(self.scrollable_content_region.height)

    def action_page_up(self) -> None:
        """A page up."""
        self._scroll_by(-self.scrollable_content_region.height)

    def _scroll_by(self, lines: int) -> None:
        self.scroll_relative(y=lines, animate=False, immediate=True)


class Scroller(VerticalScroll, Scrolling, can_focus=True):
    """A text that may be longer than its room, and scrolls."""


class Menu(OptionList):
    """A menu: its rows are picked by arrows, by keys of their own, or by a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,ｊ", "cursor_down", show=False),
        Binding("k,ｋ", "cursor_up", show=False),
        Binding("g,ｇ", "first", show=False),
        Binding("G,Ｇ", "last", show=False),
    ]

    def __init__(self, rows: Iterable[Content], letters: Iterable[str] = ()) -> None:
        """`letters` are the keys of the rows, in order."""
        super().__init__(*(Option(row) for row in rows), compact=True)
        self.letters = tuple(letters)
        self.highlighted = 0

    def show(self, rows: Iterable[Content], at: int | None) -> None:
        """Show other rows, with the cursor on the one at `at`; None: on none."""
        self.set_options(Option(row) for row in rows)
        self.highlighted = at

    def action_page_up(self) -> None:
        """One page up; to the first row where the menu has no room, in which Textual finds no page."""
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call]  # Textual leaves its type out
        else:
            self.action_first()

    def action_page_down(self) -> None:
        """The same downwards, to the last row."""
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call]
        else:
            self.action_last()

    def on_key(self, event: Key) -> None:
        """Pick the row with this key, also if an input method sends it full-width."""
        letter = unicodedata.normalize("NFKC", event.character or "")
        if letter in self.letters:
            event.stop()
            event.prevent_default()
            self.highlighted = self.letters.index(letter)
            self.action_select()


async def open_dialog(app: App[Any], dialog: Screen[ResultT], then: Callable[[ResultT | None], Any]) -> None:
    """Open a dialog; `then` takes its answer. A key typed ahead reaches the field that it was meant for."""
    await app.push_screen(dialog, then)
    if dialog.focused is None:
        dialog.focus_next()


class Dialog(ModalScreen[ResultT]):
    """A box over the ledger. A child composes `body`, and overrides `action_accept`."""

    # read when the first dialog opens; the list does not wait for it
    CSS_PATH = Path(__file__).with_name("dialogs.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", show=False),
        Binding("ctrl+s", "accept", show=False),
        Binding("escape", "cancel", show=False),
        Binding("f1,question_mark,？", "show_keys", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.is_settled = False
        """Whether it has the focus."""

    @property
    def is_left(self) -> bool:
        """Whether it was answered or left: work that it started may end after its parts are gone."""
        return self not in self.app.screen_stack

    def compose(self) -> ComposeResult:
        """The box: the title, the body, and room for a refusal."""
        self._fit(self.app.size)
        with Box(classes="box") as box:
            box.border_title = Content(self.heading()[:200] or " ")
            yield from self.body()
            yield Static(classes="refusal", markup=False)

    def on_resize(self, event: Resize) -> None:
        """Fit the new size of the terminal."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Labels above their fields on a narrow terminal, no padding on a low one, blank lines on a high one.

        Textual's own breakpoints come after the first layout, and style every widget twice.
        """
        self.set_class(size.width < 50, "-narrow")
        self.set_class(size.height < 12, "-low")
        self.set_class(size.height >= 42, "-airy")

    def heading(self) -> str:
        """The text in the upper border; if it is empty, a plain line."""
        return ""

    def body(self) -> ComposeResult:
        """The content of the box."""
        yield from ()

    def hints(self) -> Sequence[Hint]:
        """The keys in the lower border; they depend on the focus."""
        return (Hint("Enter", _("OK"), "accept"), Hint("Esc", _("Cancel"), "cancel"))

    def on_mount(self) -> None:
        """Show the keys."""
        self.show_hints()

    def on_screen_resume(self) -> None:
        """The focus is set by now; what was typed until then waits in the queue."""
        self.call_later(self._settle)

    def _settle(self) -> None:
        self.is_settled = True

    def on_key(self, event: Key) -> None:
        """A key pressed while the box was being built goes to what has the focus now, so that it is not lost."""
        if self.focused is not None and not self.is_settled:
            event.stop()
            event.prevent_default()
            self.focused._forward_event(Key(event.key, event.character))

    @on(DescendantFocus)
    def show_hints(self) -> None:
        """Write the keys into the lower border."""
        if self.is_left:
            return
        box = self.query_one(Box)
        width = box.outer_size.width or self.app.size.width
        box.border_subtitle = _written(self.hints(), width - BORDER)

    def finish(self, result: ResultT | None) -> None:
        """Leave with `result`; later keys change nothing."""
        if self.is_current:
            self.dismiss(result)

    def further_keys(self) -> Sequence[Hint]:
        """Keys that work here too, but have no room in the lower border."""
        return ()

    def action_show_keys(self) -> None:
        """Show the keys of the dialog."""
        from rectify.tui.pages.help_page import HelpScreen, keys_of_dialog  # a page is a dialog itself

        self.app.push_screen(HelpScreen(keys_of_dialog(self)))

    def action_accept(self) -> Coroutine[Any, Any, None] | None:
        """Accept what the dialog shows."""
        self.finish(None)
        return None

    def action_cancel(self) -> None:
        """Leave without a result."""
        self.finish(None)

    def refuse(self, reason: str) -> None:
        """Show in the box why it cannot be accepted as it is; once the dialog was left, nothing."""
        if self.is_left:
            return
        refusal = self.query_one(".refusal", Static)
        refusal.update(reason)
        refusal.set_class(bool(reason), "-shown")
        if reason and self.focused is not None:  # what is said takes room from the rest
            self.call_after_refresh(self.focused.scroll_visible, animate=False)


class Picker(Dialog[ResultT]):
    """A dialog that is one menu."""

    def hints(self) -> Sequence[Hint]:
        """Moving and picking."""
        return (Hint("↑ ↓", _("Move")), Hint("Enter", _("Choose"), "accept"), Hint("Esc", _("Cancel"), "cancel"))

    def action_accept(self) -> None:
        """Pick the row that the cursor is on."""
        self.query_one(Menu).action_select()


def _written(hints: Sequence[Hint], room: int) -> Content:
    """The hints in `room` cells: closer together where it is narrow, then without those before the last one."""
    parts = [_clickable(hint) for hint in hints]
    for gap in ("   ", "  "):
        line = Content(gap).join(parts)
        if line.cell_length <= room:
            return line
    while len(parts) > 2 and line.cell_length > room:
        del parts[-2]
        line = Content("  ").join(parts)
    return line


def _clickable(hint: Hint) -> Content:
    click = Style.from_meta({"@click": f"screen.{hint.action}"} if hint.action else {})
    return Content.assemble((hint.keys, click + Style(bold=True)), (f" {hint.label}", click))
