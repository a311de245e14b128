"""The counts of the overview, read beside the store thread, so that a long count keeps nobody waiting."""

from collections.abc import Callable, Iterator
from datetime import date

from rectify import service
from rectify.domain.calendar_words import in_words
from rectify.i18n import _
from rectify.report.lettering import visible
from rectify.report.report import Grouping
from rectify.tui.desk import Desk, Seen
from rectify.tui.listing.choice import Choice
from rectify.tui.listing.list_columns import Day


class OverviewSource:
    """Counts what a choice's filter selects, on the day that is shown."""

    def __init__(self, desk: Desk, choice: Choice) -> None:
        self.desk = desk
        self.choice = choice
        self._counted: Seen | None = None

    @property
    def day(self) -> Day:
        """The day, as rows are drawn for it."""
        return self.desk.day

    @property
    def has_changed(self) -> bool:
        """Whether the ledger or the day is another one than that which was counted last."""
        return self.desk.seen != self._counted

    def subject(self) -> Iterator[str]:
        """What is counted: whose ledger, on which day, by which filter."""
        if self.desk.facts is not None:
            yield visible(self.desk.facts.name)
        yield _("As of {day}").format(day=in_words(self._shown_day))
        if self.choice.full_query:
            yield visible(self.choice.full_query)

    @property
    def _shown_day(self) -> date:
        return self.choice.as_of or self.desk.today

    async def count(self, by: Grouping, show: Callable[[service.Overview], object]) -> None:
        """Count, and `show` from the counting thread what is known after each step; a cancelled count stops at once.

        Raises LedgerUnavailable.
        """
        self._counted = self.desk.seen
        selection = self.choice.searched(self.desk.today)

        def counting(ledger: service.Ledger) -> None:
            for known in service.overviews(ledger, selection, by):
                show(known)

        await self.desk.read_beside(counting)
