"""The searchable page of keys."""

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, TypeAlias

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input, Static

from rectify.i18n import N_, _
from rectify.tui.command_table import Table
from rectify.tui.commands import USUAL
from rectify.tui.controls.fields import Line
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.frame import Dialog, Hint, Scroller
from rectify.tui.pages.reading import Page, key_tables

Section: TypeAlias = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and pairs of keys and what they do."""

Sections: TypeAlias = Sequence[Section]


class HelpScreen(Page):
    """Keys by group. / looks for a word among them; the key that opened it closes it too."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("slash,、,／", "search", show=False)]

    def __init__(self, sections: Sections, now: Section | None = None) -> None:
        """`now` is what can be done at once, each key with its name alone."""
        super().__init__()
        self.sections = sections
        self.now = now

    def heading(self) -> str:
        """That it is about the keys."""
        return _("Keys")

    def hints(self) -> Sequence[Hint]:
        """Scrolling, searching, leaving."""
        if isinstance(self.focused, Line):
            return (Hint("Enter", _("To what was found"), "accept"), Hint("Esc", _("All keys"), "cancel"))
        return (Hint("j k PgDn PgUp g G", _("Scroll")), Hint("/", _("Search"), "search"), *super().hints()[-1:])

    def body(self) -> ComposeResult:
        """One table for each group."""
        line = Line(placeholder=_("a word, or a key"))
        line.display = False
        yield line
        with Scroller():
            yield Static(Group(*self._told("")), classes="keys")

    def on_mount(self) -> None:
        """Begin at the keys."""
        self.set_focus(self.query_one(Scroller))

    def action_show_keys(self) -> None:
        """They are shown; the same key takes them away."""
        self.finish(None)

    def action_search(self) -> None:
        """Ask for a word."""
        line = self.query_one(Line)
        line.display = True
        self.set_focus(line)

    @on(Input.Changed)
    def show_found(self, event: Input.Changed) -> None:
        """Show the keys that have the word in them."""
        self.query_one(".keys", Static).update(Group(*self._told(event.value)))

    def action_accept(self) -> None:
        """From the word to what was found; from there, leave."""
        if isinstance(self.focused, Line):
            self.set_focus(self.query_one(Scroller))
        else:
            self.finish(None)

    @on(Input.Submitted)
    def leave_word(self) -> None:
        """Go to what was found."""
        self.action_accept()

    def action_cancel(self) -> None:
        """Take the search away; without one, leave."""
        line = self.query_one(Line)
        if line.display:
            line.value = ""
            line.display = False
            self.set_focus(self.query_one(Scroller))
        else:
            self.finish(None)

    def _told(self, word: str) -> Iterator[RenderableType]:
        if self.now is not None and not word.strip():
            heading, rows = self.now
            yield Text(heading, "bold")
            names = [Text.assemble((keys, "bold"), f" {name}") for keys, name in rows]
            yield Columns(names, padding=(0, 3), equal=True)
            yield Text()
        found = [(group, [row for row in rows if _speaks_of(row, word)]) for group, rows in self.sections]
        shown = [(group, rows) for group, rows in found if rows]
        for table in key_tables(shown):
            yield table
            yield Text()
        if not shown:
            # the keys in force, where the App has keys of its own
            in_force: Table = getattr(self.app, "table", USUAL)
            said = _("No key here does that. In the list, {key} looks for commands by name.")
            yield Text(said.format(key=in_force.key("app.palette")))


_IN_FORMS = (
    ("Ctrl+S", N_("OK, from every field")),
    ("Shift+Tab", N_("Previous field")),
    ("↓ ↑", N_("Move among the names that are offered; Enter takes one")),
)
"""Keys of every form."""


def keys_of_dialog(dialog: Dialog[Any]) -> Sections:
    """The keys that work in `dialog`, also those that its border has no room for."""
    told = [(hint.keys, hint.label) for hint in (*dialog.hints(), *dialog.further_keys())]
    in_forms = [(keys, _(what)) for keys, what in _IN_FORMS] if isinstance(dialog, Form) else []
    return [(dialog.heading(), [*told, *in_forms])]


def _speaks_of(row: tuple[str, str], word: str) -> bool:
    """Whether a line has the word in it, or is that of the key that it names."""
    keys, what = row
    wanted = word.strip()
    return not wanted or wanted in keys.split() or wanted.casefold() in what.casefold()
