"""Actions by the rules of rectification: evidence, extensions, reviews, settings."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rectify import service
from rectify.domain.problem import ACTIVE, Evidence, Problem, Stamp, Status
from rectify.errors import RectifyError
from rectify.i18n import _, joined, labelled
from rectify.tui.actions.asking import Question
from rectify.tui.actions.problem_actions import Job, ProblemActions
from rectify.tui.messages import LedgerChanged, ProblemsChanged

if TYPE_CHECKING:
    from rectify.tui.dialogs.rule_forms import ExtensionAsked, ExtensionDecided


class RuleActions(ProblemActions):
    """The part of the main screen that keeps what a close-out is proved with."""

    # --- the keys

    async def action_add_evidence(self) -> None:
        """Add a file or a link to one problem."""
        from rectify.tui.dialogs.rule_forms import EvidenceForm

        if problem := await self.one_target():
            number = problem.number
            made: list[Path] = []
            gather = self.gatherer(number, made)
            work = partial(self.attach, made=made)
            await self.fill_in(Question(lambda them: EvidenceForm(them[0], gather), work, [problem], made))

    async def action_extend(self) -> None:
        """Ask for an extension; approve or refuse the one that is asked for."""
        problems = await self.targets()
        pending = [problem for problem in problems if problem.is_pending]
        if problems and len(pending) == len(problems):
            await self.decide_extension(problems)
        elif problems:
            await self.ask_extension(problems)

    async def action_review(self) -> None:
        """Record a review of what is sustained."""
        problems = await self.targets()
        if any(problem.status is Status.SUSTAINED for problem in problems):
            await self.ask_review(problems)
        elif problems:
            self.say(_("Only a sustained problem is reviewed."))

    async def action_edit_settings(self) -> None:
        """Show and change the settings of the ledger."""
        from rectify.tui.dialogs.settings_form import SettingsForm

        values = await self.desk.store.write(service.settings)
        await self.fill_in(Question(lambda _none: SettingsForm(values), lambda typed, _none: self.set_settings(typed)))

    # --- reviews, extensions

    async def ask_review(self, problems: Sequence[Problem]) -> None:
        """Ask what the review found."""
        from rectify.tui.dialogs.rule_forms import ReviewForm

        def make(them: Sequence[Problem]) -> ReviewForm:
            return ReviewForm(them, self.desk.today)

        await self.fill_in(Question(make, lambda note, them: self.apply(_reviewing(note), them), problems))

    async def ask_extension(self, problems: Sequence[Problem]) -> None:
        """Ask to which day, and why."""
        from rectify.tui.dialogs.rule_forms import ExtensionForm

        if not any(problem.status in ACTIVE for problem in problems):
            self.say(_("It is finished; there is nothing to extend."))
        elif not any(problem.due_on for problem in problems):
            self.say(_("It has no due date that could be extended; set one."))
        else:
            await self.fill_in(
                Question(
                    lambda them: ExtensionForm(them, self.desk.today),
                    lambda asked, them: self.apply(_asking(asked), them),
                    problems,
                )
            )

    async def decide_extension(self, problems: Sequence[Problem]) -> None:
        """Ask whether it is approved or refused."""
        from rectify.tui.dialogs.rule_forms import DecisionForm

        asked = ""
        if len(problems) == 1 and (record := await self.known(problems[0].number)) and record.extensions:
            request = record.extensions[-1]
            late = _(", late") if request.late else ""
            asked = labelled(f"{joined([request.asked_by, str(request.asked_on)])}{late}", request.reason or "")
        names = self.names()
        await self.fill_in(
            Question(
                lambda them: DecisionForm(them, self.desk.today, self.desk.actor, names, asked),
                lambda decided, them: self.apply(_deciding(decided), them),
                problems,
            )
        )

    # --- evidence, settings

    async def attach(self, piece: Evidence, problems: Sequence[Problem], *, made: Sequence[Path]) -> None:
        """Add a piece of evidence to a problem, for which the copies `made` were made."""
        number = problems[0].number
        try:
            problem = await self.desk.change(lambda ledger, stamp: service.add_evidence(ledger, number, [piece], stamp))
        except RectifyError:
            await self.let_go(made)
            raise
        self.show_change(ProblemsChanged([problem], [number]))

    async def set_settings(self, typed: dict[str, str]) -> None:
        """Change settings, and show what follows from them."""
        await self.desk.change(lambda ledger, stamp: service.change_settings(ledger, typed, stamp))
        self.say(_("The settings are changed."))
        self.post_message(LedgerChanged())


def _asking(asked: "ExtensionAsked") -> Job:
    return lambda ledger, numbers, stamp, expected: service.ask_extension(
        ledger, numbers, asked.due_on, asked.reason, stamp, expected=expected
    )


def _deciding(decided: "ExtensionDecided") -> Job:
    approved = decided.decision == "approve"

    def decide(
        ledger: "service.Ledger", numbers: list[str], stamp: Stamp, expected: Mapping[str, int]
    ) -> Sequence[Problem]:
        verb = service.approve_extension if approved else service.refuse_extension
        return verb(ledger, numbers, stamp, note=decided.note, by=decided.by, expected=expected)

    return decide


def _reviewing(note: str) -> Job:
    return lambda ledger, numbers, stamp, expected: service.review(
        ledger, numbers, stamp, note=note or None, expected=expected
    )
