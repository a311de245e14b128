"""The command palette: every command by name, and the themes."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from rectify.i18n import N_, _, labelled
from rectify.report.lettering import visible
from rectify.tui.command_table import keys_of

if TYPE_CHECKING:
    from rectify.tui.rectify_app import RectifyApp

_NOT_OFFERED = frozenset(
    {
        *("app.palette", "screen.back", "pane.open", "pane.next", "pane.previous"),
        *("view.own_1", "view.own_2", "view.own_3"),  # they are offered by their names
    }
)

_QUERIES = {"is:pending": N_("Extensions asked for"), "is:review-due": N_("Due for review")}
"""Lists that have no key."""


class Palette(CommandPalette):
    """The palette in the box of the dialogs."""

    CSS = """
    Palette > Vertical {
        width: 72;
        max-width: 90%;
        height: 80%;
        visibility: visible;
        background: $surface;
        border: round $primary 50%;

        &:dark { background: $surface; }

        #--input { border: none; background: $surface; padding: 0 1; }
        #--input SearchIcon { display: none; }
        #--input CommandInput { background: $surface; border: none; }
        #--results { overlay: none; height: 1fr; }
        CommandList {
            height: 1fr;
            max-height: 100%;
            border: none;
            background: $surface;
            scrollbar-size-vertical: 1;
        }
    }
    """


class CommandProvider(Provider):
    """Offers what the table of commands has."""

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for name, help_text, run in self._offers():
            yield DiscoveryHit(Content(name), run, text=name, help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches the letters typed."""
        matcher = self.matcher(query)
        for name, help_text, run in self._offers():
            if (score := matcher.match(name)) > 0:
                # the matcher reads markup, which a name may look like
                told = Content(name) if "[" in name else matcher.highlight(name)
                yield Hit(score, told, run, text=name, help=help_text)

    def _offers(self) -> Iterator[tuple[str, str, Callable[[], Any]]]:
        desk = cast("RectifyApp", self.app).desk
        for command in desk.habits.table.commands:
            if command.id not in _NOT_OFFERED and command.scope != "rows":
                name = f"{_(command.label)}  {keys_of(command)}".rstrip()
                yield name, _(command.help), partial(self.app.run_action, command.action, self.screen)
        for place, view in enumerate(desk.own_views or (), 1):
            name, run = labelled(_("View"), visible(view.name)), f"show_own_view({place})"
            yield name, visible(view.query) or _("Show this list."), partial(self.app.run_action, run, self.screen)
        for query, label in _QUERIES.items():
            name = _("{list}: {query}").format(list=_(label), query=query)
            yield name, _("Show this list."), partial(self.app.run_action, f"show_query('{query}')", self.screen)
        for theme in sorted(self.app.available_themes):
            yield _("Theme: {name}").format(name=theme), _("Other colours."), partial(setattr, self.app, "theme", theme)
