"""Actions that change problems: ask for what is needed, do it in the store thread, offer the rest of a bulk."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from rectify import service
from rectify.domain.listing import Record, Selection
from rectify.domain.problem import Evidence, Measure, Problem, Stamp
from rectify.domain.status import MOVES, Answers, Move, back_move, moves_of, next_move
from rectify.errors import Conflict, RectifyError
from rectify.i18n import _, ngettext
from rectify.tui.actions.asking import Asking, Question
from rectify.tui.messages import ProblemsChanged

if TYPE_CHECKING:
    from rectify.tui.dialogs.form import Form
    from rectify.tui.dialogs.handing_in import Gather
    from rectify.tui.dialogs.meanwhile import Kept
    from rectify.tui.dialogs.questions import Find

Job: TypeAlias = "Callable[[service.Ledger, list[str], Stamp, Mapping[str, int]], Sequence[Problem]]"
"""Changes the problems with these numbers, if they still have these versions, and returns their new state."""

Verb: TypeAlias = Callable[..., Sequence[Problem]]
"""A function of the service that moves problems."""


class ProblemActions(Asking):
    """The part of the main screen that changes problems."""

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
        from rectify.tui.dialogs.questions import NoteForm

        if problems := await self.targets():
            await self.fill_in(Question(NoteForm, self.write_note, problems))

    async def action_set_due(self) -> None:
        """Set the due date."""
        from rectify.tui.dialogs.problem_forms import DueForm

        if problems := await self.targets():
            await self.ask_facts(lambda them: DueForm(them, self.desk.today), problems)

    async def action_set_who(self) -> None:
        """Set owner, lead and unit."""
        from rectify.tui.dialogs.problem_forms import WhoForm

        if problems := await self.targets():
            await self.ask_facts(lambda them: WhoForm(them, self.names()), problems)

    async def action_edit_problem(self) -> None:
        """Edit the facts of one problem, or those that the marked ones may share."""
        from rectify.tui.dialogs.problem_forms import SeveralForm

        problems = await self.targets()
        if len(problems) > 1:
            await self.ask_facts(lambda them: SeveralForm(them, self.names(), self.desk.today), problems)
        elif problems:
            await self.edit(problems)

    async def action_new_problem(self) -> None:
        """Enter a problem."""
        from rectify.tui.dialogs.problem_forms import ProblemForm

        if not self.may_change():
            return
        form = partial(ProblemForm, self.desk.today, self.names())
        await self.fill_in(Question(lambda _none: form(), lambda facts, _none: self.add(facts)))

    def action_undo(self) -> None:
        """Undo the actor's last action."""
        if self.may_change():
            self.start_change(self.restore(service.undo, _("Undone: {action}, {what}.")))

    def action_redo(self) -> None:
        """Redo what was undone."""
        if self.may_change():
            self.start_change(self.restore(service.redo, _("Done again: {action}, {what}.")))

    # --- asking

    async def make_usual_move(
        self, find: Callable[[Problem, str], Move | None], verb: Verb, problems: Sequence[Problem]
    ) -> None:
        """Make the move that `find` names for each problem, through `verb`."""
        moves = [move for problem in problems if (move := find(problem, self.desk.actor))]
        if len({move.name for move in moves if move.needs}) > 1:
            # an opinion on one problem is no note on another
            await self.choose_move(problems)
        elif moves:
            most = max(moves, key=lambda move: len(move.needs))
            await self.make_move(most, problems, verb, lambda problem: find(problem, self.desk.actor))
        elif problems:
            self.start_change(self.change(_moving(verb, Answers()), problems))

    async def choose_move(self, problems: Sequence[Problem]) -> None:
        """Offer the moves that at least one of the problems can make."""
        from rectify.tui.dialogs.move_menu import MoveMenu

        allowed = {move.name for problem in problems for move in moves_of(problem, self.desk.actor)}
        moves = tuple(move for move in MOVES if move.name in allowed)
        await self.ask(
            MoveMenu(problems, moves, self.desk.actor), lambda move: self.make_move(move, problems, _to(move))
        )

    async def make_move(self, move: Move, problems: Sequence[Problem], verb: Verb, find: "Find | None" = None) -> None:
        """Ask what `move` needs, if it needs anything, and make it; `find`: of each problem the move of its own."""
        if not move.needs:
            self.start_change(self.change(_moving(verb, Answers()), problems))
            return
        from rectify.tui.dialogs.questions import MoveForm

        made: list[Path] = []
        gather = self.gatherer(problems[0].number, made)

        def form(them: Sequence[Problem]) -> MoveForm:
            return MoveForm(move, them, self.desk.situation, self.names(), gather, find)

        def work(answers: Answers, them: Sequence[Problem]) -> Coroutine[Any, Any, None]:
            return self.apply(_moving(verb, answers), them, made)

        await self.fill_in(Question(form, work, problems, made))

    async def edit(self, problems: Sequence[Problem]) -> None:
        """Edit the facts of one problem."""
        from rectify.tui.dialogs.problem_forms import ProblemForm

        await self.ask_facts(lambda them: ProblemForm(self.desk.today, self.names(), them[0]), problems)

    async def ask_facts(
        self, form: "Callable[[Sequence[Problem]], Form[dict[str, Any]]]", problems: Sequence[Problem]
    ) -> None:
        """Ask for facts of `problems` in a `form`, and set them; changes of others in the meantime are shown beside."""
        await self.fill_in(Question(form, self.set_facts, problems, settle=self.settle_facts))

    async def write_note(self, note: tuple[str, str], problems: Sequence[Problem]) -> None:
        """Write a note (its text and its kind) on `problems`."""
        await self.apply(_noting(*note), problems)

    async def set_facts(
        self, facts: Mapping[str, Any], problems: Sequence[Problem], kept: "Kept | None" = None
    ) -> None:
        """Give `problems` these facts, except those that are `kept` as they are, by number."""
        await self.apply(_editing(facts, kept or {}), problems)

    async def settle_facts(
        self,
        question: Question[dict[str, Any]],
        form: "Form[dict[str, Any]]",
        facts: dict[str, Any],
        conflict: Conflict,
        kept: "Kept | None" = None,
    ) -> None:
        """Show what others changed beside what was typed, and do what is chosen; `kept` was chosen earlier."""
        from rectify.tui.dialogs.meanwhile import MeanwhileDialog, Settled, merged

        begun = question.problems
        now = await self.as_now(begun)  # before what was changed is read: no change may be in these and not be shown
        changes = await self.desk.store.write(lambda ledger: service.changed_meanwhile(ledger, begun, facts))

        def settled(chosen: Settled) -> None:
            if chosen.kept is None:
                self.start_change(self.ask_again(question, form, conflict))
                return
            stay = merged(kept or {}, chosen.kept)
            work, settle = partial(self.set_facts, kept=stay), partial(self.settle_facts, kept=stay)
            self.start_change(self.do(question._replace(problems=now, work=work, settle=settle), form, facts))

        if changes:
            await self.ask(MeanwhileDialog(changes, self.desk.local_now.tzinfo), settled)
        else:
            settled(Settled({}))

    def gatherer(self, number: str, made: list[Path]) -> "Gather":
        """A function that reads evidence of the problem `number` in its own thread; it adds new copies to `made`."""
        from rectify.tui.dialogs.handing_in import Progress, in_a_thread

        async def gather(what: str, note: str | None, progress: Progress) -> Evidence:
            stamp = self.desk.stamp
            shelf = await self.desk.store.write(service.shelf_of)
            read = partial(service.gather, shelf, number, what, stamp, note=note, progress=progress, made=made)
            return await in_a_thread(read)

        return gather

    # --- which problem

    async def one_target(self) -> Problem | None:
        """The one problem that is meant; None, and the user is told, if several are marked."""
        problems = await self.targets()
        if len(problems) > 1:
            self.say(_("That is done one problem at a time; Esc takes the marks off."))
            return None
        return problems[0] if problems else None

    async def known(self, number: str) -> Record | None:
        """Everything about a problem; None, and the user is told, if it cannot be read."""
        selection = Selection(self.desk.today)
        try:
            return await self.desk.store.write(lambda ledger: service.record(ledger, number, selection))
        except RectifyError as error:
            self.say(str(error), wrong=True)
            return None

    # --- changing

    async def change(self, job: Job, problems: Sequence[Problem]) -> None:
        """Do `job`, which needs no answers, to `problems`; if only some of several refuse, offer the rest."""
        try:
            await self.apply(job, problems)
        except service.BulkRefused as refused:
            if len(problems) == 1:
                raise
            await self.offer_rest(problems, refused, lambda rest: self.change(job, rest))

    async def apply(self, job: Job, problems: Sequence[Problem], made: Sequence[Path] = ()) -> None:
        """Do `job` to `problems` in the store thread; if nothing is written, delete the copies `made` for it.

        Raises BulkRefused; the rest of several problems may still be done, and the copies stay for it.
        """
        expected = {problem.number: problem.version for problem in problems}
        try:
            changed = await self.desk.change(lambda ledger, stamp: job(ledger, list(expected), stamp, expected))
        except RectifyError as error:
            if len(problems) == 1 or not isinstance(error, service.BulkRefused):
                await self.let_go(made)
            if isinstance(error, Conflict):
                await self.as_now(problems)  # the next key is meant for what was told
            raise
        self.told(changed, problems)

    def told(self, changed: Sequence[Problem], problems: Sequence[Problem]) -> None:
        """Show what was changed; after a bulk change the marks are removed."""
        said = ""
        if len(problems) > 1:
            self.problem_list.unmark(_numbers(problems))
            count = len(changed)
            said = ngettext("{count} problem changed.", "{count} problems changed.", count).format(count=count)
        elif not changed:
            said = _("Nothing was left to change.")
        self.show_change(ProblemsChanged(changed, _numbers(changed)), said)

    async def add(self, facts: Mapping[str, Any]) -> None:
        """Record a new problem with these facts, and move the cursor to it."""
        measures: Sequence[Measure] = facts.get("measures", ())
        own = {name: value for name, value in facts.items() if name != "measures"}
        problem = await self.desk.change(lambda ledger, stamp: service.add(ledger, own, stamp, measures))
        said = _("Recorded as {number}.").format(number=problem.number)
        self.show_change(ProblemsChanged([problem], [problem.number], follow=problem.number), said)

    async def restore(self, verb: "Callable[[service.Ledger, Stamp], service.Undone]", said: str) -> None:
        """Undo or redo, and say what was undone or redone."""
        from rectify.service.words import actions_words

        undone = await self.desk.change(verb)
        count = len(undone.numbers)
        several = ngettext("{count} problem", "{count} problems", count).format(count=count)
        what = undone.numbers[0] if count == 1 else several if count else _("no problem changes")
        self.say(said.format(action=actions_words(undone.actions), what=what))
        self.show_change(ProblemsChanged([], undone.numbers, follow=undone.numbers[0] if count == 1 else None))


def _numbers(problems: Sequence[Problem]) -> list[str]:
    return [problem.number for problem in problems]


def _moving(verb: Verb, answers: Answers) -> Job:
    return lambda ledger, numbers, stamp, expected: verb(ledger, numbers, answers, stamp, expected=expected)


def _to(move: Move) -> Verb:
    def verb(
        ledger: "service.Ledger", numbers: list[str], answers: Answers, stamp: Stamp, **more: Any
    ) -> list[Problem]:
        return service.make_move(ledger, numbers, move, answers, stamp, **more)

    return verb


def _editing(facts: Mapping[str, Any], kept: "Kept") -> Job:
    changes = {name: value for name, value in facts.items() if name != "reason"}
    reason: str | None = facts.get("reason")
    return lambda ledger, numbers, stamp, expected: service.edit(
        ledger, numbers, changes, stamp, reason=reason, expected=expected, kept=kept
    )


def _noting(text: str, kind: str) -> Job:
    return lambda ledger, numbers, stamp, expected: service.note(
        ledger, numbers, text, stamp, kind=kind, expected=expected
    )
