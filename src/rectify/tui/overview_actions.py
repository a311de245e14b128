"""What the keys do to see the whole: the overview."""

from typing import TYPE_CHECKING

from rectify.domain.filters import parse
from rectify.i18n import _
from rectify.tui.choice import BY_KEY
from rectify.tui.group_actions import GroupActions

if TYPE_CHECKING:
    from rectify.tui.overview_page import Sought


class OverviewActions(GroupActions):
    """The part of the main screen that shows the whole, and goes from there to its parts."""

    async def action_show_overview(self) -> None:
        """Show the overview of what the filter selects."""
        from rectify.tui.overview_page import OverviewPage
        from rectify.tui.overview_source import OverviewSource

        page = OverviewPage(OverviewSource(self.desk, self.choice), self.nothing_to_count())
        await self.ask(page, lambda sought: self.start_change(self.seek(sought)))

    def nothing_to_count(self) -> str:
        """What an overview of nothing says: where it looked, and what to do."""
        table = self.desk.habits.table
        if not self.choice.query or self.desk.counts.get("all") == 0:
            return self.choice.nothing({"all": 0}, table)
        said = _("Nothing matches {query}. Close this page, and {back} takes the filter away.")
        return said.format(query=self.choice.query, back=table.key("screen.back"))

    async def seek(self, sought: "Sought") -> None:
        """Show in the list what was picked in the overview: a view, narrowed further, at a problem."""
        query = narrowed(self.choice.query, sought.query)
        found = parse(query, self.desk.shown_day)
        self.filter_line.put(query)
        self.turn_to(BY_KEY[sought.view], filter=found, query=query)
        await self.show_rows()
        if sought.number is not None:
            await self.problem_list.reload(sought.number)


def narrowed(query: str, further: str) -> str:
    """The query that finds what both find."""
    if not query or not further:
        return query or further
    alternatives = " or " in f" {query.casefold()} "
    return f"({query}) {further}" if alternatives else f"{query} {further}"
