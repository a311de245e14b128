"""What the pane of details shows: the problem under the cursor, or the group."""

from rectify import service
from rectify.domain.listing import Selection
from rectify.errors import Refused
from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.report.report import group_words
from rectify.tui.actions.asking import Asking
from rectify.tui.desk import Desk
from rectify.tui.details.detail import DetailPane
from rectify.tui.listing.window import GroupHeading


class PaneActions(Asking):
    """The part of the main screen that keeps the pane of details."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane = DetailPane(desk.day)

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
