"""What the keys do for whoever wants to know what the keys do: help, the tour, a word to the newcomer."""

import asyncio

from rectify.i18n import _
from rectify.tui.commands import keys_of
from rectify.tui.overview_actions import OverviewActions


class HelpActions(OverviewActions):
    """The part of the main screen that explains it."""

    async def action_show_help(self) -> None:
        """Show every key."""
        from rectify.tui.pages import HelpScreen

        sections = [
            (label, [(keys_of(each), f"{_(each.label)}: {_(each.help)}") for each in commands])
            for label, commands in self.desk.habits.table.grouped()
        ]
        await self.app.push_screen(HelpScreen(sections))

    async def action_show_tour(self) -> None:
        """Show rectify in three screens."""
        from rectify.tui.tour import Tour

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
