"""Actions that mark problems: one, a range, all that are shown."""

from collections.abc import Sequence

from rectify import service
from rectify.domain.problem import Problem
from rectify.i18n import _, ngettext
from rectify.tui.actions.listing_actions import ListingActions
from rectify.tui.listing.marks import FACTS
from rectify.tui.listing.window import PAGE, GroupHeading


class MarkingActions(ListingActions):
    """The part of the main screen that marks problems."""

    hidden_marks = 0
    """How many of the marked problems are not in the list that is shown."""

    async def action_mark_all(self) -> None:
        """Mark all that are shown; when they all are, take the marks off."""
        self.start_change(self.mark_all())

    async def mark_all(self) -> None:
        """Read which are shown, and mark them."""
        selection = self.choice.selection(self.desk.today)
        shown = await self.desk.store.read("marks", lambda ledger: service.problems(ledger, selection, facts=FACTS))
        self.turn_marks(shown)

    async def action_mark_down(self) -> None:
        """Mark the problem under the cursor and step down."""
        await self.mark_on_the_way(1)

    async def action_mark_up(self) -> None:
        """Mark the problem under the cursor and step up."""
        await self.mark_on_the_way(-1)

    async def mark_on_the_way(self, rows: int) -> None:
        """Mark the problem under the cursor, where there is one, and step over so many rows."""
        if self.focused is not self.pane and (await self.heading_under_cursor() or await self.under_cursor()):
            self.problem_list.mark_on_the_way(rows)

    async def mark_between(self, first: int, last: int) -> None:
        """Mark the problems on the rows from `first` to `last`, and say how many where they are more than one sees."""
        if self.problem_list.source is None:
            return
        found = await self.problem_list.source.between(min(first, last), max(first, last))
        self.problem_list.mark(found)
        if (count := len(found)) > PAGE:
            self.say(ngettext("{count} problem marked.", "{count} problems marked.", count).format(count=count))

    def turn_marks(self, problems: Sequence[Problem]) -> None:
        """Mark `problems`; when they all are marked, take the marks off."""
        if all(problem.number in self.problem_list.marks for problem in problems):
            self.problem_list.unmark(problem.number for problem in problems)
        else:
            self.problem_list.mark(problems)

    async def heading_under_cursor(self) -> GroupHeading | None:
        """The heading of a group, where the cursor is on one once the list shows what the keys before did."""
        return self.problem_list.heading if await self.until_quiet() else None

    async def take_stock(self) -> None:
        """Count too which of the marked problems are not shown."""
        await super().take_stock()
        numbers, selection = list(self.problem_list.marks), self.choice.selection(self.desk.today)
        shown = 0
        if numbers:
            shown = await self.desk.store.read("held", lambda ledger: service.held(ledger, selection, numbers))
        self.hidden_marks = len(numbers) - shown

    @property
    def marked_in_words(self) -> str:
        """How many problems are marked, and how many of them are not shown; nothing for none."""
        count = len(self.problem_list.marks)
        if not count:
            return ""
        said = ngettext("{count} marked", "{count} marked", count).format(count=count)
        hidden = min(self.hidden_marks, count)
        return _("{marked}, {count} not shown").format(marked=said, count=hidden) if hidden else said
