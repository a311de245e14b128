"""Actions on the measures of a problem: write, tick and order them, in their checklist or in the details."""

from typing import TYPE_CHECKING

from rectify import service
from rectify.domain.listing import Record
from rectify.domain.problem import Measure, Problem, Stamp
from rectify.errors import Conflict, RectifyError
from rectify.tui.actions.pane_actions import PaneActions
from rectify.tui.actions.problem_actions import ProblemActions
from rectify.tui.messages import LedgerChanged, ProblemsChanged

if TYPE_CHECKING:
    from rectify.tui.dialogs.measures import MeasureChange, MeasuresDialog


class MeasureActions(ProblemActions, PaneActions):
    """The part of the main screen that keeps the checklists."""

    async def action_open_measures(self) -> None:
        """Show the checklist of one problem."""
        if (problem := await self.one_target()) and (record := await self.known(problem.number)):
            await self.show_measures(record)

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

    async def show_measures(self, record: Record) -> None:
        """Open the checklist."""
        from rectify.tui.dialogs.measures import MeasuresDialog

        number = record.problem.number
        dialog = MeasuresDialog(
            record.problem,
            record.measures,
            self.desk.today,
            self.names(),
            lambda change: self.change_measures(number, change),
            keep_draft=lambda form: self.keep_draft(form, [record.problem]),
        )
        await self.app.push_screen(dialog)

    def change_measures(self, number: str, change: "MeasureChange") -> None:
        """Make a change of the checklist in the ledger."""
        self.start_change(self.make_measures(number, change))

    async def make_measures(self, number: str, change: "MeasureChange") -> None:
        """Make a change of the checklist; where it is refused, show the list as it is."""
        try:
            problem = await self.desk.change(lambda ledger, stamp: _measured(ledger, number, change, stamp))
        except RectifyError as error:
            await self.show_refused(number, error, change)
        else:
            self.show_change(ProblemsChanged([problem], [number]))

    async def show_refused(self, number: str, error: RectifyError, change: "MeasureChange") -> None:
        """Say why a change of a checklist was refused, where the checklist is open in it; what was typed is kept."""
        from rectify.tui.dialogs.measures import MeasuresDialog

        self.post_message(LedgerChanged())
        record = await self.known(number)
        for screen in self.app.screen_stack:
            if isinstance(screen, MeasuresDialog) and screen.problem.number == number:
                screen.show(record.measures if record else change.before, str(error))
                is_conflict = record is not None and isinstance(error, Conflict)
                if not (is_conflict and record and await self.settle_measure(screen, record, change, str(error))):
                    await screen.ask_again(change, str(error))
                return
        self.say(str(error), wrong=True)

    async def settle_measure(
        self, checklist: "MeasuresDialog", record: Record, change: "MeasureChange", refusal: str
    ) -> bool:
        """Show what others changed of the measure that was edited beside what was typed; whether there is any of it."""
        from rectify.tui.dialogs.meanwhile import MeanwhileDialog, Settled

        if change.deed != "edit" or change.measure is None:
            return False
        begun, yours = change.before[change.position - 1], change.measure
        place, changes = service.measure_meanwhile(record, change.before, change.position, yours)

        def settled(chosen: Settled) -> None:
            if chosen.kept is None:
                self.start_change(checklist.ask_again(change, refusal))
                return
            kept = chosen.kept.get(record.problem.number, frozenset())
            mine = {
                name: value
                for name, value in yours._asdict().items()
                if value != getattr(begun, name) and name not in kept
            }
            checklist.put(record.measures, place, record.measures[place - 1]._replace(**mine))

        if changes:
            await self.ask(MeanwhileDialog(changes, self.desk.local_now.tzinfo), settled)
        return bool(changes)


def _measured(ledger: "service.Ledger", number: str, change: "MeasureChange", stamp: Stamp) -> Problem:
    measure, position, before = change.measure or Measure(""), change.position, change.before
    match change.deed:
        case "add":  # at the end, whatever the others are by now
            return service.add_measure(ledger, number, measure, stamp)
        case "edit":
            return service.edit_measure(ledger, number, position, measure._asdict(), stamp, before=before)
        case "tick":
            return service.tick(ledger, number, position, stamp, done_on=measure.done_on, before=before)
        case "move":
            return service.reorder_measure(ledger, number, position, change.to, stamp, before=before)
        case "remove":
            return service.remove_measure(ledger, number, position, stamp, before=before)
