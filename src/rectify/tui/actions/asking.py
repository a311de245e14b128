"""What all actions share: which problems a key is meant for, asking in a dialog, doing the work, telling the user."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from textual.screen import Screen

from rectify import service
from rectify.domain.problem import Problem
from rectify.errors import Conflict, RectifyError
from rectify.i18n import _
from rectify.report.lettering import visible_lines
from rectify.tui.desk import KINDS, Desk
from rectify.tui.listing.problem_list import ProblemList
from rectify.tui.messages import LedgerChanged, ProblemsChanged
from rectify.tui.store_thread import Superseded

if TYPE_CHECKING:
    from rectify.tui.busy import Held
    from rectify.tui.dialogs.form import Form
    from rectify.tui.dialogs.problem_forms import Names

PATIENCE = 5.0
"""Seconds that a key waits until the list shows what earlier keys did; after that it has to be pressed again."""

WAITS = 60.0
"""Seconds that the toast about a waiting change stays; the change ends earlier, one way or the other."""

READY_AFTER = 1.0
"""Seconds after the start, and after the last key, before code and styles of the dialogs are loaded."""

DIALOGS_CSS = Path(__file__).parents[1] / "dialogs" / "dialogs.tcss"

T = TypeVar("T")


class Question(NamedTuple, Generic[T]):
    """A form to be filled in, and what is done with its answer."""

    make: "Callable[[Sequence[Problem]], Form[T]]"
    work: Callable[[T, Sequence[Problem]], Coroutine[Any, Any, None]]
    problems: Sequence[Problem] = ()
    made: Sequence[Path] = ()
    """Copies of evidence that are made while it is filled in."""
    settle: "Callable[[Question[T], Form[T], T, Conflict], Coroutine[Any, Any, None]] | None" = None
    """What is done if others changed the problems meanwhile; without it the form is opened again."""


if TYPE_CHECKING:
    Part = Screen[None]
else:
    Part = object  # to be a screen takes a class milliseconds of the start; LedgerScreen alone pays them


class Asking(Part):
    """The base of all parts of the main screen: it asks, waits and tells."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.problem_list = ProblemList(desk.day, desk.busy)
        desk.busy.when_held = self.tell_held

    # --- which problems

    async def targets(self) -> Sequence[Problem]:
        """The marked problems, or the one under the cursor; empty if there is none, and then the user is told."""
        if not self.may_change():
            return ()
        current = await self.under_cursor()
        if self.problem_list.marks:
            return await self.marked()
        return () if current is None else (current,)

    def may_change(self) -> bool:
        """Whether the present is shown, which can be changed; on a past day the user is told that nothing can."""
        if self.desk.as_of is not None:
            self.say(_("This is a past day, which nothing changes; Esc goes back to today."))
        return self.desk.as_of is None

    async def marked(self) -> Sequence[Problem]:
        """The marked problems, at the versions at which they were marked; problems that are gone lose their marks."""
        marks = self.problem_list.marks
        numbers = list(marks)
        found = await self.desk.store.write(lambda ledger: service.find_all(ledger, numbers))
        if len(found) < len(numbers):
            self.problem_list.unmark(set(numbers) - {problem.number for problem in found})
            self.say(_("A marked problem is no longer in the ledger; its mark is taken off."), wrong=True)
            return ()
        return [problem._replace(version=marks.version(problem.number)) for problem in found]

    async def under_cursor(self) -> Problem | None:
        """The problem under the cursor, once the list shows what earlier keys did; else None, and the user is told."""
        if not await self.until_quiet():
            return None
        if self.problem_list.current is None and not self.problem_list.marks:
            self.say(self._why_none())
        return self.problem_list.current

    async def until_quiet(self) -> bool:
        """Wait until the list shows what earlier keys did. Returns whether it does; if not, the user is told."""
        is_quiet = await self.desk.busy.quiet(PATIENCE)
        if not is_quiet:
            self.say(_("The ledger is busy; press the key again in a moment."))
        return is_quiet

    def _why_none(self) -> str:
        if self.problem_list.heading is None:
            return _("There is no problem in this list.")
        said = _("A group is under the cursor. Go to a problem of it, or mark them all with {mark}.")
        return said.format(mark=self.desk.habits.table.key("problem.mark"))

    async def as_now(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        """The problems as they are now, which their marks stand for from now on. Raises Refused if one is gone."""
        numbers = [problem.number for problem in problems]
        found = await self.desk.store.write(lambda ledger: [service.find(ledger, number) for number in numbers])
        self.problem_list.marks.put(problem for problem in found if problem.number in self.problem_list.marks)
        return found

    # --- asking

    def get_ready(self) -> None:
        """Load styles and code of the dialogs while nobody types, so that the first one opens at once."""
        if monotonic() - self.desk.busy.typed_at < READY_AFTER:
            self.set_timer(READY_AFTER, self.get_ready)
            return
        asyncio.get_running_loop().run_in_executor(None, import_module, "rectify.tui.dialogs.questions")
        styles, path = self.app.stylesheet, str(DIALOGS_CSS)
        if not styles.has_source(path):
            styles.read(path)
            styles.parse()

    async def ask(self, dialog: Screen[T], then: Callable[[T], Any], made: Sequence[Path] = ()) -> None:
        """Open a dialog and pass its answer to `then`; if there is no answer, delete the copies `made` for it."""

        from rectify.tui.dialogs.frame import open_dialog  # the dialog has loaded it

        def answered(answer: T | None) -> Any:
            if answer is not None:
                return then(answer)
            return self.start(self.let_go(made)) if made else None

        await open_dialog(self.app, dialog, answered)

    async def fill_in(self, question: Question[T], typed: Mapping[str, str] | None = None, said: str = "") -> None:
        """Open the form of `question`, filled with what was `typed` before, and a message that is `said` about it."""
        form = question.make(question.problems)
        if typed is not None:
            from rectify.tui.dialogs.form import asked_again  # it is loaded by now

            form.begin_with(typed, asked_again(said))
        await self.keep_draft(form, question.problems)
        await self.ask(form, lambda answer: self.start_change(self.do(question, form, answer)), question.made)

    async def do(self, question: Question[T], form: "Form[T]", answer: T) -> None:
        """Do the work of `question`. If it is refused, ask again about the present problems, and keep what was typed.

        If only some of several problems refuse, the rest is offered. The draft stays until something is written.
        """
        try:
            await question.work(answer, question.problems)
        except RectifyError as error:
            if isinstance(error, service.BulkRefused) and len(question.problems) > 1:
                await self.offer_rest(
                    question.problems,
                    error,
                    lambda rest: self.do(question._replace(problems=rest), form, answer),
                    question.made,
                )
                return
            if isinstance(error, Conflict):
                self.post_message(LedgerChanged())
                if question.settle is not None:
                    await question.settle(question, form, answer, error)
                    return
            await self.ask_again(question, form, error)
        else:
            if form.sheet is not None:
                form.sheet.drop()

    async def offer_rest(
        self,
        problems: Sequence[Problem],
        refused: "service.BulkRefused",
        go_on: Callable[[Sequence[Problem]], Coroutine[Any, Any, None]],
        made: Sequence[Path] = (),
    ) -> None:
        """Say which problems cannot, and offer to `go_on` with the others; if declined, delete the copies `made`."""
        from rectify.tui.dialogs.questions import ConfirmRest

        rest = [problem for problem in problems if problem.number not in refused.reasons]

        def answered(yes: bool) -> None:
            if yes:
                self.start_change(go_on(rest))
            elif made:
                self.start(self.let_go(made))

        await self.ask(ConfirmRest(refused.reasons, len(rest)), answered)

    async def ask_again(self, question: Question[T], form: "Form[T]", why: RectifyError) -> None:
        """Open the form again, for the present state of the problems, with what was typed in it, and say `why`."""
        with suppress(RectifyError):  # what was typed comes back also where the ledger cannot be read
            question = question._replace(problems=await self.as_now(question.problems))
        await self.fill_in(question, form.kept, visible_lines(str(why)))

    async def keep_draft(self, form: "Form[Any]", problems: Sequence[Problem]) -> None:
        """Keep a draft of what is typed into a form of `problems`, which begins with the one that is kept already."""
        from rectify.tui.drafts import Sheet, told_in_form

        if not form.origin():
            return
        await self.desk.drafts.ready()
        form.sheet = Sheet(self.desk.drafts, form.origin(), form.heading(), problems, self.desk.actor)
        if form.sheet.left and not form.has_begun:
            left = form.sheet.left
            form.begin_with(left.typed, told_in_form(left, problems, self.desk.local_now), wrong=False)

    async def let_go(self, made: Sequence[Path]) -> None:
        """Delete the copies of evidence that no problem refers to."""
        await self.desk.store.write(lambda ledger: service.let_go(ledger, made))

    def names(self) -> "Names":
        """The names in use, for completion."""
        from rectify.tui.dialogs.problem_forms import Names

        unit, owner, lead, source, category = (self.desk.names.get(kind, ()) for kind in KINDS)
        return Names(unit, owner, lead, source, category, self.desk.initials)

    # --- waiting and telling

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` in the background. The App owns it, so that it outlives every dialog."""
        self.app.run_worker(self._told_if_refused(work))

    def start_change(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work` in the background; later keys that need its outcome wait until that is shown."""
        self.desk.busy.begin()
        self.start(self.to_its_end(work))

    async def to_its_end(self, work: Coroutine[Any, Any, None]) -> None:
        """Do `work`, which was counted as under way before, and count it off."""
        try:
            await work
        finally:
            self.desk.busy.end()

    async def _told_if_refused(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except (RectifyError, Superseded) as error:
            self.tell_refused(error)

    def tell_refused(self, error: RectifyError | Superseded) -> None:
        """Say why something was not done, and show what others changed; a newer question answers an older one."""
        if isinstance(error, Superseded):
            return
        self.say(str(error), wrong=True)
        if isinstance(error, Conflict):
            self.post_message(LedgerChanged())

    def show_change(self, message: ProblemsChanged, said: str = "") -> None:
        """Show what was changed, what is `said` about it, and new names; later keys wait until it is shown."""
        from rectify.service.words import new_names_words

        if lines := [*filter(None, (said,)), *new_names_words(self.desk.created)]:
            self.say("\n".join(lines))
        self.desk.busy.begin()
        self.post_message(message)

    def tell_held(self, held: "Held") -> None:
        """Tell the user that a change waits for another program, for as long as it does, and when it is done."""
        if held == "waits":
            said = _("Another program is writing to the ledger. What you did waits for it, and is not lost.")
            self.app.notify(said, timeout=WAITS, markup=False)
            return
        self.app.clear_notifications()
        if held == "done":
            self.say(_("The ledger is free again, and what you did is written."))

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show a toast."""
        self.app.notify(visible_lines(text), severity="error" if wrong else "information", markup=False)
