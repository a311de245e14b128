"""The content of the pane of details: the problem under the cursor, or the group."""

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Problem
from rectify.errors import Refused
from rectify.i18n import _, ngettext
from rectify.report.lettering import visible
from rectify.report.report import group_words
from rectify.tui.actions.asking import Asking
from rectify.tui.desk import Desk
from rectify.tui.details.detail import DetailPane
from rectify.tui.listing.window import GroupHeading

MEASURES_WITHIN = 0.05
"""Seconds that a problem's measures and history are waited for before its facts are shown without them."""


class PaneActions(Asking):
    """The part of the main screen that keeps the pane of details."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane = DetailPane(desk.day)

    def look_closer(self) -> None:
        """Show the problem under the cursor, or the group."""
        problem, heading = self.problem_list.current, self.problem_list.heading
        if not self.pane.display:
            return
        if heading is not None:
            self.pane.show_group(visible(group_words(heading.name, heading.by)), self.about_group(heading))
            return
        if problem is None or self.pane.problem is None:
            self.pane.show(problem)
        if problem is not None:
            self.start(self.read_record(problem))

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
            self.pane.show(problem)  # what the pane told of before it was closed is nothing to scroll to
            await self.read_record(problem)

    async def read_record(self, problem: Problem) -> None:
        """Read what is known of a problem and show all of it, laid out once; its facts first, where that takes long."""
        number, selection = problem.number, Selection(self.desk.today, as_of=self.desk.as_of)
        facts_first = self.set_timer(MEASURES_WITHIN, lambda: self.pane.show(problem))
        try:
            record = await self.desk.store.read("record", lambda ledger: service.record(ledger, number, selection))
        except Refused:
            return  # it was undone meanwhile; the list is about to follow
        finally:
            facts_first.stop()
        if self.problem_list.current is not None and self.problem_list.current.number == number:
            self.pane.show(record.problem, record)
