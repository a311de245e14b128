"""Actions that show the whole: the overview, the figures, the tree of units."""

from typing import TYPE_CHECKING

from rectify import service
from rectify.domain.own_views import joined_queries
from rectify.i18n import _
from rectify.tui.actions.listing_actions import ListingActions
from rectify.tui.listing.choice import BY_KEY
from rectify.tui.messages import LedgerChanged

if TYPE_CHECKING:
    from rectify.domain.listing import UnitLine
    from rectify.domain.problem import Stamp
    from rectify.report.report import Grouping
    from rectify.tui.pages.overview_page import Sought


class OverviewActions(ListingActions):
    """The part of the main screen that shows the whole, and goes from there to its parts."""

    async def action_show_overview(self) -> None:
        """Show the overview of what the filter selects."""
        from rectify.tui.pages.overview_page import OverviewPage
        from rectify.tui.pages.overview_source import OverviewSource

        page = OverviewPage(OverviewSource(self.desk, self.choice), self.nothing_to_count())
        await self.ask(page, lambda sought: self.start_change(self.seek(sought)))

    async def action_show_figures(self) -> None:
        """Show the figures of what the filter selects."""
        from rectify.tui.pages.figures_page import FiguresPage

        choice, today, stamp, nothing = self.choice, self.desk.today, self.desk.stamp, self.nothing_to_count()
        selection = choice.searched(today)

        async def read(by: "Grouping | None", width: int) -> str:
            from rectify.tui.printing import figured

            def told(ledger: service.Ledger) -> str:
                return figured(ledger, by, choice, today, stamp, width) if service.count(ledger, selection) else nothing

            return await self.desk.read_beside(told)

        await self.app.push_screen(FiguresPage(read))

    async def action_show_units(self) -> None:
        """Show the tree of units."""
        self.start_change(self.tell_units())

    async def tell_units(self) -> None:
        """Read and show the tree of units."""
        from rectify.tui.pages.units_page import UnitsPage

        lines = await self.desk.store.write(lambda ledger: service.units(ledger, self.desk.today))
        place = self.place_unit if self.desk.as_of is None else None
        page = UnitsPage(lines, place, self.desk.initials)
        await self.ask(page, lambda line: self.start_change(self.show_unit(line)))

    async def place_unit(self, unit: str, parent: str | None) -> "list[UnitLine]":
        """Put a unit under another, or under none; the tree as it is then. Raises RectifyError."""

        def placed(ledger: service.Ledger, stamp: "Stamp") -> "list[UnitLine]":
            service.place_unit(ledger, unit, parent, stamp)
            return service.units(ledger, self.desk.today)

        lines = await self.desk.change(placed)
        self.post_message(LedgerChanged())
        return lines

    async def show_unit(self, line: "UnitLine") -> None:
        """Show the problems of a unit and its child units: those overdue where these are shown, else the open ones.

        Where it has none of them, all are.
        """
        from rectify.tui.pages.overview_panels import group_query

        is_overdue = self.choice.view.key == "overdue" and line.overdue
        view = "overdue" if is_overdue else "open" if line.open else "all"
        await self.turn_to_query(view, group_query(line.name, "unit"))

    def nothing_to_count(self) -> str:
        """What an overview of nothing says: where it looked, and what to do."""
        table = self.desk.habits.table
        if not self.choice.query or self.desk.counts.get("all") == 0:
            return self.choice.nothing(self.desk.counts if self.choice.full_query else {"all": 0}, table)
        said = _("Nothing matches {query}. Close this page, and {back} takes the filter away.")
        return said.format(query=self.choice.full_query, back=table.key("screen.back"))

    async def seek(self, sought: "Sought") -> None:
        """Show in the list what was picked in the overview: a view, narrowed further, at a problem."""
        await self.turn_to_query(sought.view, joined_queries(self.choice.full_query, sought.query), sought.number)

    async def turn_to_query(self, view: str, query: str, follow: str | None = None) -> None:
        """Show what `query` finds in a view, at the problem `follow` where it is one of them."""
        from rectify.domain.filters import parse  # the query language loads with the first query

        found = parse(query, self.desk.shown_day)
        self.filter_line.put(query)
        self.turn_to(BY_KEY[view], filter=found, query=query)
        await self.show_rows(follow)
