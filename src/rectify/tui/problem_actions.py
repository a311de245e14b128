"""What the keys do to problems: ask for what is needed, do it in the store thread, offer the rest of a bulk."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from textual.screen import Screen

from rectify import service
from rectify.domain.problem import Evidence, Measure, Problem, Stamp
from rectify.domain.status import MOVES, Answers, Move, back_move, moves_of, next_move
from rectify.errors import Conflict, RectifyError
from rectify.i18n import _, ngettext
from rectify.report.lettering import visible_lines
from rectify.tui.desk import Desk
from rectify.tui.messages import LedgerChanged, ProblemsChanged
from rectify.tui.problem_list import ProblemList
from rectify.tui.store_thread import Superseded

if TYPE_CHECKING:
    from rectify.tui.handing_in import Gather

PATIENCE = 1.0
"""Seconds that a key waits until the list shows what the keys before it did."""

Job: TypeAlias = "Callable[[service.Ledger, list[str], Stamp, Mapping[str, int]], Sequence[Problem]]"
"""Changes the problems with these numbers, if they still have these versions; returns them as they are then."""

Verb: TypeAlias = Callable[..., Sequence[Problem]]
"""A function of the service that moves problems."""

T = TypeVar("T")


if TYPE_CHECKING:
    Part = Screen[None]
else:
    Part = object  # to be a screen takes a class milliseconds of the start; LedgerScreen alone pays them


class ProblemActions(Part):
    """The part of the main screen that changes problems."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.problem_list = ProblemList(desk.day, desk.busy)

    # --- the keys

    async def action_advance_problem(self) -> None:
        """Make the usual next move."""
        problems = await self.targets()
        await self.make_usual_move(next_move, service.advance, problems)

    async def action_step_back_problem(self) -> None:
        """Withdraw or return."""
        problems = await self.targets()
        await self.make_usual_move(back_move, service.step_back, problems)

    async def action_choose_status(self) -> None:
        """Choose among the moves that are allowed now."""
        if problems := await self.targets():
            await self.choose_move(problems)

    async def action_note_problem(self) -> None:
        """Write a note."""
        from rectify.tui.dialogs import NoteForm

        if problems := await self.targets():
            await self.ask(NoteForm(_numbers(problems)), lambda note: self.change(_noting(*note), problems))

    async def action_set_due(self) -> None:
        """Set the due date."""
        from rectify.tui.forms import DueForm

        if problems := await self.targets():
            await self.ask(DueForm(problems, self.desk.today), lambda facts: self.change(_editing(facts), problems))

    async def action_set_who(self) -> None:
        """Set owner, lead and unit."""
        from rectify.tui.forms import WhoForm

        if problems := await self.targets():
            await self.ask(WhoForm(problems, self.names()), lambda facts: self.change(_editing(facts), problems))

    async def action_edit_problem(self) -> None:
        """Edit the facts of one problem."""
        problems = await self.targets()
        if len(problems) > 1:
            self.say(_("Facts are edited one problem at a time; d and w change all that are marked."))
        elif problems:
            await self.edit(problems[0])

    async def action_new_problem(self) -> None:
        """Enter a problem."""
        from rectify.tui.forms import ProblemForm

        await self.ask(ProblemForm(self.desk.today, self.names()), self.add)

    def action_undo(self) -> None:
        """Undo one's last action."""
        self.start_change(self.restore(service.undo, _("Undone: {action}, {what}.")))

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.start_change(self.restore(service.redo, _("Done again: {action}, {what}.")))

    # --- asking

    async def targets(self) -> Sequence[Problem]:
        """The marked problems, or the one under the cursor; none, where there is none, and that is said."""
        current = await self.under_cursor()
        if self.problem_list.marks:
            return await self.marked()
        return () if current is None else (current,)

    async def marked(self) -> Sequence[Problem]:
        """The marked problems, at the versions at which they were marked; those that are gone lose their marks."""
        marks = self.problem_list.marks
        numbers = list(marks)
        found = await self.desk.store.write(lambda ledger: service.find_all(ledger, numbers))
        if len(found) < len(numbers):
            self.problem_list.unmark(set(numbers) - {problem.number for problem in found})
            self.say(_("A marked problem is no longer in the ledger; its mark is taken off."), wrong=True)
            return ()
        return [problem._replace(version=marks.version(problem.number)) for problem in found]

    async def under_cursor(self) -> Problem | None:
        """The problem under the cursor, once the list shows what the keys before this one did."""
        if not await self.desk.busy.quiet(PATIENCE):
            self.say(_("The ledger is busy; press the key again in a moment."))
            return None
        if self.problem_list.current is None and not self.problem_list.marks:
            self.say(_("There is no problem in this list."))
        return self.problem_list.current

    async def ask(self, dialog: Screen[T], then: Callable[[T], Any], made: Sequence[Path] = ()) -> None:
        """Open a dialog; `then` takes its answer, unless it was left without one: then the copies `made` go too."""

        def answered(answer: T | None) -> Any:
            if answer is not None:
                return then(answer)
            return self.start(self.let_go(made)) if made else None

        await self.app.push_screen(dialog, answered)
        if dialog.focused is None:
            # a key that is typed ahead must find the field that it was meant for
            dialog.focus_next()

    async def make_usual_move(
        self, find: Callable[[Problem, str], Move | None], verb: Verb, problems: Sequence[Problem]
    ) -> None:
        """Make the move that `find` names for each problem, through `verb`."""
        moves = [move for problem in problems if (move := find(problem, self.desk.actor))]
        if moves:
            # of several moves the one that asks most; what it asks serves the others too
            await self.make_move(max(moves, key=lambda move: len(move.needs)), problems, verb)
        elif problems:
            self.start_change(self.apply(_moving(verb, Answers()), problems))

    async def choose_move(self, problems: Sequence[Problem]) -> None:
        """Offer the moves that at least one of the problems can make."""
        from rectify.tui.dialogs import MoveMenu

        allowed = {move.name for problem in problems for move in moves_of(problem, self.desk.actor)}
        moves = tuple(move for move in MOVES if move.name in allowed)
        await self.ask(MoveMenu(problems, moves), lambda move: self.make_move(move, problems, _to(move)))

    async def make_move(self, move: Move, problems: Sequence[Problem], verb: Verb) -> None:
        """Ask what `move` needs, if it needs anything, and make it."""
        if not move.needs:
            self.change(_moving(verb, Answers()), problems)
            return
        from rectify.tui.dialogs import MoveForm

        made: list[Path] = []
        gather = self.gatherer(problems[0].number, made)
        form = MoveForm(move, problems, self.desk.situation, self.names(), gather)
        await self.ask(form, lambda answers: self.change(_moving(verb, answers), problems, made), made)

    async def edit(self, problem: Problem) -> None:
        """Edit the facts of `problem`."""
        from rectify.tui.forms import ProblemForm

        form = ProblemForm(self.desk.today, self.names(), problem)
        await self.ask(form, lambda facts: self.change(_editing(facts), [problem]))

    def gatherer(self, number: str, made: list[Path]) -> "Gather":
        """What reads evidence of the problem `number`, beside the store thread; new copies are added to `made`."""
        from rectify.tui.handing_in import Progress, in_a_thread

        async def gather(what: str, note: str | None, progress: Progress) -> Evidence:
            stamp = Stamp(self.desk.actor, self.desk.now().astimezone(UTC))
            shelf = await self.desk.store.write(service.shelf_of)
            read = partial(service.gather_for, shelf, number, what, stamp, note=note, progress=progress, made=made)
            return await in_a_thread(read)

        return gather

    async def let_go(self, made: Sequence[Path]) -> None:
        """Take away the copies of evidence that came to nothing."""
        await self.desk.store.write(lambda ledger: service.let_go(ledger, made))

    def names(self) -> Any:
        """The names in use, to complete what is typed."""
        from rectify.tui.forms import Names

        return Names(*(self.desk.names.get(kind, ()) for kind in ("unit", "owner", "lead", "source", "category")))

    # --- changing

    def change(self, job: Job, problems: Sequence[Problem], made: Sequence[Path] = ()) -> None:
        """Do `job` to `problems` in the store thread; where it comes to nothing, the copies `made` for it go."""
        self.start_change(self.apply(job, problems, made))

    async def apply(self, job: Job, problems: Sequence[Problem], made: Sequence[Path] = ()) -> None:
        """Do `job` to `problems`; of a bulk that is refused, offer the rest."""
        expected = {problem.number: problem.version for problem in problems}
        try:
            changed = await self.desk.change(lambda ledger, stamp: job(ledger, list(expected), stamp, expected))
        except service.BulkRefused as refused:
            if len(problems) == 1:
                await self.let_go(made)
                raise
            await self.offer_rest(job, problems, refused, made)
        except RectifyError:
            await self.let_go(made)
            raise
        else:
            self.told(changed, problems)

    async def offer_rest(
        self, job: Job, problems: Sequence[Problem], refused: "service.BulkRefused", made: Sequence[Path]
    ) -> None:
        """Say which problems cannot, and offer to do the others."""
        from rectify.tui.dialogs import ConfirmRest

        rest = [problem for problem in problems if problem.number not in refused.reasons]

        def answered(yes: bool) -> None:
            if yes:
                self.change(job, rest, made)
            else:
                self.start(self.let_go(made))

        await self.ask(ConfirmRest(refused.reasons, len(rest)), answered)

    def told(self, changed: Sequence[Problem], problems: Sequence[Problem]) -> None:
        """Show what was changed; a bulk that is done loses its marks."""
        if len(problems) > 1:
            self.problem_list.unmark(_numbers(problems))
            count = len(changed)
            self.say(ngettext("{count} problem changed.", "{count} problems changed.", count).format(count=count))
        self.show_change(ProblemsChanged(changed, _numbers(changed)))

    def add(self, facts: dict[str, Any]) -> None:
        """Record a new problem with these facts."""
        measures: Sequence[Measure] = facts.pop("measures", ())
        self.start_change(self.record(facts, measures))

    async def record(self, facts: Mapping[str, Any], measures: Sequence[Measure]) -> None:
        """Record a new problem, and go to it."""
        problem = await self.desk.change(lambda ledger, stamp: service.add(ledger, facts, stamp, measures))
        self.say(_("Recorded as {number}.").format(number=problem.number))
        self.show_change(ProblemsChanged([problem], [problem.number], follow=problem.number))

    async def restore(self, verb: "Callable[[service.Ledger, Stamp], service.Undone]", said: str) -> None:
        """Undo or redo, and say what that was."""
        from rectify.service.words import action_words

        undone = await self.desk.change(verb)
        count = len(undone.numbers)
        several = ngettext("{count} problem", "{count} problems", count).format(count=count)
        what = undone.numbers[0] if count == 1 else several
        self.say(said.format(action=action_words(undone.action), what=what))
        self.show_change(ProblemsChanged([], undone.numbers, follow=undone.numbers[0] if count == 1 else None))

    # --- waiting and telling

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` beside the interface. The App owns it, so that it outlives every dialog."""
        self.app.run_worker(self._told_if_refused(work))

    def start_change(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work`; until its outcome is shown, later keys that need it wait."""
        self.desk.busy.begin()
        self.start(self.to_its_end(work))

    async def to_its_end(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work`, which was told of before."""
        try:
            await work
        finally:
            self.desk.busy.end()

    async def _told_if_refused(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except Superseded:
            pass  # a newer question answers it
        except RectifyError as error:
            self.say(str(error), wrong=True)
            if isinstance(error, Conflict):
                self.post_message(LedgerChanged())

    def show_change(self, message: ProblemsChanged) -> None:
        """Let the screen show what was changed; until it does, later keys wait."""
        self.desk.busy.begin()
        self.post_message(message)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Tell the user in a toast."""
        self.app.notify(visible_lines(text), severity="error" if wrong else "information", markup=False)


def _numbers(problems: Sequence[Problem]) -> list[str]:
    return [problem.number for problem in problems]


def _moving(verb: Verb, answers: Answers) -> Job:
    return lambda ledger, numbers, stamp, expected: verb(ledger, numbers, answers, stamp, expected=expected)


def _to(move: Move) -> Verb:
    def verb(
        ledger: "service.Ledger", numbers: list[str], answers: Answers, stamp: Stamp, **more: Any
    ) -> list[Problem]:
        return service.move(ledger, numbers, move.target, answers, stamp, **more)

    return verb


def _editing(facts: dict[str, Any]) -> Job:
    changes = {name: value for name, value in facts.items() if name != "reason"}
    reason: str | None = facts.get("reason")
    return lambda ledger, numbers, stamp, expected: service.edit(
        ledger, numbers, changes, stamp, reason=reason, expected=expected
    )


def _noting(text: str, kind: str) -> Job:
    return lambda ledger, numbers, stamp, expected: service.note(
        ledger, numbers, text, stamp, kind=kind, expected=expected
    )
