"""The preferences of a user: keys, what is shown first, how it is printed. It imports nothing of Textual.

It imports nothing of the terminal. Source: docs/config.md.
"""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rectify.config import FILE_VARIABLE, Config, Reader, load, one_of, read_section
from rectify.domain.columns import full_name
from rectify.domain.listing import VIEWS
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.report.defaults import PrintDefaults, print_defaults
from rectify.tui.command_table import Table
from rectify.tui.commands import USUAL
from rectify.tui.listing.choice import BY_KEY, SORTED_BY, Choice

if TYPE_CHECKING:
    from rectify.toml_file import Entry

THEMES = (
    *("rectify-dark", "rectify-light"),
    *("textual-dark", "textual-light", "nord", "gruvbox", "catppuccin-mocha", "dracula", "tokyo-night", "monokai"),
    *("flexoki", "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "solarized-light", "solarized-dark"),
    *("rose-pine", "rose-pine-moon", "rose-pine-dawn", "atom-one-dark", "atom-one-light", "ansi-dark", "ansi-light"),
)
"""The colours that there are. They are named here, since whoever checks a name need not load them."""


class ViewHabits(NamedTuple):
    """What the screen shows first; None leaves it to the screen."""

    theme: str | None = None
    start: str = VIEWS[0].key
    """The key of a view."""
    sort: str | None = None
    """The column that the list is sorted by, a minus in front for descending."""
    details: bool | None = None
    """Whether the details are open."""

    @property
    def choice(self) -> Choice:
        """The list that is shown first."""
        return Choice(view=BY_KEY[self.start], order=(self.sort,) if self.sort else ())


class Habits(NamedTuple):
    """What the config file says of the terminal UI."""

    table: Table = USUAL
    """The commands with the keys in force."""
    view: ViewHabits = ViewHabits()
    print: PrintDefaults = PrintDefaults()
    file: Path | None = None
    """The config file that says so, or None where there is none."""


AS_USUAL = Habits()


def habits(config: Config, faults: list[str]) -> Habits:
    """What `config` says of the terminal UI; everything wrong with keys and views is added to `faults`."""
    keys, view = config.section("keys"), config.section("view")
    table = USUAL
    if keys:
        from rectify.tui.own_keys import own_keys  # loads only where somebody has keys of their own

        table = own_keys(keys, faults)
    return Habits(table, ViewHabits(**read_section(view, _READERS, faults)), print_defaults(config, []), config.file)


def habits_of(file: Path) -> Habits:
    """What the config file at `file` says now. Raises InvalidInput, which lists every fault with its line and key."""
    return habits(load({}, {FILE_VARIABLE: str(file)}, (print_defaults, habits)), [])


def _sort(entry: "Entry") -> str:
    """A column that the list can be sorted by, with its full name."""
    return read_sort(entry.value if isinstance(entry.value, str) else "")


def read_sort(written: str) -> str:
    """A column that the list can be sorted by, with its full name, a minus kept. Raises InvalidInput."""
    text = written.strip()
    column = full_name(text.removeprefix("-"))
    if column not in SORTED_BY.values():
        raise InvalidInput(
            _("it must be one of {columns}, a hyphen in front for backwards").format(
                columns=", ".join(SORTED_BY.values())
            )
        )
    return f"-{column}" if text.startswith("-") else column


def _yes_or_no(entry: "Entry") -> bool:
    if not isinstance(entry.value, bool):
        raise InvalidInput(_("it must be true or false"))
    return entry.value


_READERS: dict[str, Reader] = {
    "theme": one_of(THEMES),
    "start": one_of(tuple(BY_KEY)),
    "sort": _sort,
    "details": _yes_or_no,
}
"""The keys of the table [view]."""

VIEW_KEYS = tuple(_READERS)
