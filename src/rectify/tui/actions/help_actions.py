"""Actions that explain: help, the tour, a hint for new users."""

import asyncio
from typing import TYPE_CHECKING

from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.tui.actions.listing_actions import ListingActions
from rectify.tui.command_table import keys_of
from rectify.tui.key_names import shown

if TYPE_CHECKING:
    from rectify.tui.hints import State


class HelpActions(ListingActions):
    """The part of the main screen that explains it."""

    async def explain_keys(self, state: "State") -> None:
        """Show the keys: what can be done to the selection, then every key."""
        from rectify.tui.hints import possible
        from rectify.tui.pages.help_page import HelpScreen

        table = self.desk.habits.table
        now = [(shown(each.keys[0]), label) for each, label in possible(state, table) if each.keys]
        sections = [
            (label, [(keys_of(each), each.explained) for each in commands]) for label, commands in table.grouped()
        ]
        await self.app.push_screen(HelpScreen(sections, (self.selected(state), now) if now else None))

    def selected(self, state: "State") -> str:
        """What the next key is meant for."""
        if state.marked:
            several = ngettext("Now, for the {count} marked", "Now, for the {count} marked", state.marked)
            return several.format(count=state.marked)
        return _("Now, for {number}").format(number=visible(state.current.number if state.current else ""))

    async def action_show_tour(self) -> None:
        """Show rectify in three screens."""
        from rectify.tui.pages.tour import Tour

        place = await self.desk.store.write(lambda ledger: str(ledger.path))
        self.greeting = ""
        self.show_tally()
        await self.app.push_screen(Tour(self.desk.habits.table, place))

    async def greet(self) -> None:
        """Tell a newcomer, in a corner that nothing else needs, where to look first."""
        if await asyncio.to_thread(self.desk.is_first_start):
            said = _("New here? {key} shows it in three screens")
            self.greeting = said.format(key=self.desk.habits.table.key("app.tour"))
            self.show_tally()
