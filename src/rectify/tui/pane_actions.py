"""What the keys do in the pane of details: tick a measure; and what is read for it."""

from rectify import service
from rectify.domain.listing import Selection
from rectify.errors import Refused
from rectify.tui.desk import Desk
from rectify.tui.detail import DetailPane
from rectify.tui.transfer_actions import TransferActions


class PaneActions(TransferActions):
    """The part of the main screen that keeps the pane of details."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane = DetailPane(desk.day)

    async def tick_in_pane(self) -> None:
        """Mark the measure under the cursor of the details as done today, or as not done."""
        from rectify.tui.measures import asked_back, takes_back, ticked

        pane, today = self.pane, self.desk.today
        if (
            not self.may_change()
            or not await self.under_cursor()
            or not pane.record
            or not pane.measures
            or pane.reveal()
        ):
            return  # a measure that was out of sight is shown first
        change = ticked(pane.measures, pane.measure, today)
        measure = takes_back(change, today)
        if measure is not None and measure != pane.taking_back:
            pane.taking_back = measure
            self.say(asked_back(measure, today))
            return
        pane.taking_back = None
        pane.show_measures(change.after)
        self.change_measures(pane.record.problem.number, change)

    def look_closer(self) -> None:
        """Show the facts of the problem under the cursor; its measures and history follow."""
        problem = self.problem_list.current
        if self.pane.display:
            self.pane.show(problem)
            if problem is not None:
                self.start(self.read_record(problem.number))

    async def read_closer(self) -> None:
        """Show the problem under the cursor with its measures and history, which keys wait for."""
        if problem := self.problem_list.current:
            self.pane.show(problem)
            await self.read_record(problem.number)

    async def read_record(self, number: str) -> None:
        """Read and show what is known of a problem."""
        selection = Selection(self.desk.today, as_of=self.desk.as_of)
        try:
            record = await self.desk.store.read("record", lambda ledger: service.record(ledger, number, selection))
        except Refused:
            return  # it was undone meanwhile; the list is about to follow
        if self.problem_list.current is not None and self.problem_list.current.number == number:
            self.pane.show(record.problem, record)
