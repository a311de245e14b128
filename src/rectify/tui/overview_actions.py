"""What the keys do to see the whole: the overview, the figures."""

from typing import TYPE_CHECKING

from rectify import service
from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.i18n import _
from rectify.tui.choice import BY_KEY
from rectify.tui.group_actions import GroupActions

if TYPE_CHECKING:
    from rectify.report import Grouping
    from rectify.tui.overview_page import Sought


class OverviewActions(GroupActions):
    """The part of the main screen that shows the whole, and goes from there to its parts."""

    async def action_show_overview(self) -> None:
        """Show the overview of what the filter selects."""
        from rectify.tui.overview_page import OverviewPage
        from rectify.tui.overview_source import OverviewSource

        page = OverviewPage(OverviewSource(self.desk, self.choice), self.nothing_to_count())
        await self.ask(page, lambda sought: self.start_change(self.seek(sought)))

    async def action_show_figures(self) -> None:
        """Show the figures of what the filter selects."""
        from rectify.tui.figures_page import FiguresPage

        choice, today, stamp, nothing = self.choice, self.desk.today, self.stamp, self.nothing_to_count()
        selection = Selection(today, choice.filter, choice.as_of)

        async def read(by: "Grouping | None", width: int) -> str:
            from rectify.tui.printing import figured

            def told(ledger: service.Ledger) -> str:
                return figured(ledger, by, choice, today, stamp, width) if service.count(ledger, selection) else nothing

            return await self.desk.store.read("figures", told)

        await self.app.push_screen(FiguresPage(read))

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
