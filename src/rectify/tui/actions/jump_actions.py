"""Actions that go to a problem by its number."""

from collections.abc import Sequence

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Problem
from rectify.i18n import _
from rectify.tui.actions.listing_actions import ListingActions
from rectify.tui.listing.choice import BY_KEY, EVERYTHING
from rectify.tui.listing.groups import GroupedRows


class JumpActions(ListingActions):
    """The part of the main screen that goes to a problem, wherever it is."""

    async def action_go_to_number(self) -> None:
        """Ask for a number, and go to its problem."""
        from rectify.tui.dialogs.jump_dialog import JumpDialog

        async def look_up(typed: str) -> Sequence[Problem]:
            return await self.desk.store.write(lambda ledger: service.find_numbers(ledger, typed))

        await self.ask(JumpDialog(look_up), lambda problem: self.start_change(self.go_to_problem(problem)))

    async def go_to_problem(self, problem: Problem) -> None:
        """Put the cursor on a problem; where the list has it not, show all problems without a filter, and say so."""
        self.set_focus(self.problem_list)
        number = problem.number
        if await self.has(self.choice.selection(self.desk.today), number):
            self.unfold_for(problem)
            await self.reload(number)
            return
        if not await self.has(Selection(self.desk.today, as_of=self.desk.as_of), number):
            self.say(_("{number} was not in the ledger on {day}.").format(number=number, day=self.desk.shown_day))
            return
        self.filter_line.put("")
        self.turn_to(BY_KEY["all"], filter=EVERYTHING, query="")
        self.unfold_for(problem)
        await self.show_rows(number)
        self.say(_("{number} was not in that list; here are all problems.").format(number=number))

    async def has(self, selection: Selection, number: str) -> bool:
        """Whether a list has a problem."""
        # no other question is newer than this one: what was typed is answered, whatever is read anew meanwhile
        return bool(await self.desk.store.write(lambda ledger: service.held(ledger, selection, [number])))

    def unfold_for(self, problem: Problem) -> None:
        """Unfold the group of a problem."""
        rows = self.rows()
        if isinstance(rows, GroupedRows):
            self.folded[rows.by] = rows.folded - {rows.group_of(problem)}
