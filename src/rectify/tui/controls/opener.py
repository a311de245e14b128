"""A field that opens a dialog in which its value is chosen."""

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.geometry import Size
from textual.reactive import reactive

from rectify.i18n import _
from rectify.report.lettering import wrapped
from rectify.tui.controls.fields import OneOf

Names: TypeAlias = tuple[str, ...] | None
"""Names of columns; None are the usual ones."""

Ask: TypeAlias = Callable[[Names, Callable[[Names], None]], None]
"""Asks for another value than the one given; the function takes the answer."""


class Opener(OneOf):
    """Names of columns in words; Enter, space or a click asks for others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", show=False),
        Binding("space,ideographic_space,right,left", "open", show=False),
    ]

    names: reactive[Names] = reactive(None, layout=True)

    def __init__(self, names: Names, words: Callable[[Names], str], ask: Ask) -> None:
        """`words` says what the names mean."""
        super().__init__([("", "")])
        self.words = words
        self.ask = ask
        self.set_reactive(Opener.names, names)

    @property
    def text(self) -> str:
        """The names, for telling whether they are others than at first."""
        return " ".join(self.names or ())

    def hint(self) -> tuple[str, str] | None:
        """A key of its own, and what it does."""
        return ("Enter", _("Choose"))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines that the words take in `width` cells."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The words."""
        chosen = self.get_visual_style("one-of--chosen")
        return Content("\n").join(Content.styled(line, chosen) for line in self._lines(self.content_size.width))

    def _lines(self, cells: int) -> list[str]:
        return wrapped(self.words(self.names), max(cells, 2))

    def watch_names(self) -> None:
        """Tell the form."""
        self.post_message(self.Changed())

    def action_open(self) -> None:
        """Ask for others."""
        self.ask(self.names, self.take)

    def take(self, names: Names) -> None:
        """Take what was answered."""
        self.names = names

    def on_click(self, event: Click) -> None:
        """A click asks too."""
        event.stop()
        self.action_open()
