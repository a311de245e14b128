"""What the keys do in the pane of details: tick a measure; and what is read for it."""

from rectify import service
from rectify.domain.listing import Selection
from rectify.errors import Refused
from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.report.report import group_words
from rectify.tui.actions.transfer_actions import TransferActions
from rectify.tui.desk import Desk
from rectify.tui.details.detail import DetailPane
from rectify.tui.listing.window import GroupHeading


class PaneActions(TransferActions):
    """The part of the main screen that keeps the pane of details."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane = DetailPane(desk.day)

    async def tick_in_pane(self) -> None:
        """Mark the measure under the cursor of the details as done today, or as not done."""
        from rectify.tui.dialogs.measures import asked_back, takes_back, ticked

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
        problem, heading = self.problem_list.current, self.problem_list.heading
        if not self.pane.display:
            return
        if heading is not None:
            self.pane.show_group(visible(group_words(heading.name, heading.by)), self.about_group(heading))
            return
        self.pane.show(problem)
        if problem is not None:
            self.start(self.read_record(problem.number))

    def about_group(self, heading: GroupHeading) -> str:
        """How many problems a group has, and what can be done with it."""
        count, table = heading.problems, self.desk.habits.table
        counted = ngettext("{count} problem", "{count} problems", count).format(count=count)
        late = _("{count} overdue").format(count=heading.overdue) if heading.overdue else ""
        said = _("{fold} folds or unfolds the group, {mark} marks all of it; then an action is done to all.")
        keys = {"fold": table.key("pane.open"), "mark": table.key("problem.mark")}
        return "\n".join([" · ".join(filter(None, (counted, late))), "", said.format(**keys)])

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
