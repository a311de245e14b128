"""The forms of moves and notes, and the question of a bulk action. Source: docs/rules.md, "Status"."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from rectify.domain.columns import BY_NAME as COLUMNS
from rectify.domain.move_check import check_move, evidence_demanded, missing
from rectify.domain.problem import Evidence, Problem
from rectify.domain.status import METHODS, Answers, Move, Need, Situation, cannot, moves_of
from rectify.errors import InvalidInput
from rectify.i18n import N_, _, labelled, listed, ngettext
from rectify.report.lettering import pad, visible, width
from rectify.tui.controls.echoes import (
    DUE_SAMPLES,
    INTERVAL_SAMPLES,
    day_in_words,
    due_in_words,
    read_day,
    read_due,
    read_interval,
    review_in_words,
)
from rectify.tui.controls.fields import Field, Line, NameLine, OneOf, Words
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.frame import Dialog, Hint, Scroller
from rectify.tui.dialogs.handing_in import Gather, HandingIn
from rectify.tui.dialogs.problem_forms import Names, about, subject

_NOTE_LABELS = {"progress": N_("Progress"), "delay": N_("Reason for delay"), "next": N_("Next step")}


MOST_NUMBERS = 4
"""Problems that are named of those that make one move; how many they are is said of all."""

Find = Callable[[Problem], Move | None]
"""Names the move that a problem makes, where it can make one."""


class MoveForm(HandingIn[Answers]):
    """What a move needs and takes, and nothing else. Its result is the answers, or None.

    It is accepted when at least one of the problems can make the move; a bulk action then says which cannot.
    """

    def __init__(
        self,
        move: Move,
        problems: Sequence[Problem],
        situation: Situation,
        names: Names,
        gather: Gather | None = None,
        find: Find | None = None,
    ) -> None:
        """`gather` reads the evidence that the ledger demands; without it none is asked for.

        `find` names the move that each problem makes, where that need not be `move`.
        """
        super().__init__()
        self.find = find
        self.gather = gather
        self.move = move
        self.problems = problems
        self.situation = situation
        self.people = tuple(dict.fromkeys((*names.owners, *names.leads)))
        self.initials = names.initials

    def heading(self) -> str:
        """The move, or the several moves, and whom it concerns."""
        labels = dict.fromkeys(_(move.label) for move in self.plan() if move) or [_(self.move.label)]
        them, unable = subject(self.problems), len(self.plan().get(None, ()))
        if 0 < unable < len(self.problems):
            them = _("{able} of {them}").format(able=len(self.problems) - unable, them=them)
        return f"{'/'.join(labels)} · {them}"

    def origin(self) -> str:
        """One draft for each move."""
        return f"problem.status {self.move.name}"

    def plan(self) -> dict[Move | None, list[Problem]]:
        """Which problems make which move; None has those that can make none."""
        plan: dict[Move | None, list[Problem]] = {}
        for problem in self.problems:
            plan.setdefault(self.find(problem) if self.find else self._own(problem), []).append(problem)
        return plan

    def _own(self, problem: Problem) -> Move | None:
        return self.move if self.move in moves_of(problem, self.situation.actor) else None

    def _planned(self) -> Static:
        """What will happen to how many, a line for each move, and for each reason why some can make none."""
        plan = self.plan()
        rows = [(_(move.label), problems, "") for move, problems in plan.items() if move]
        unable: dict[str, list[Problem]] = {}
        for problem in plan.get(None, ()):
            unable.setdefault("" if self.find else cannot(self.move, problem, self.situation.actor), []).append(problem)
        rows += [(_("no such move") if self.find else _("cannot"), them, reason) for reason, them in unable.items()]
        return Static("\n".join(_plan_line(*row) for row in rows), classes="asked", markup=False)

    def body(self) -> ComposeResult:
        """The problem, and one field for each thing that is needed or may be given."""
        yield self._planned() if len(self.plan()) > 1 else about(self.problems)
        for need in (*self.move.needs, *self.move.takes):
            yield _FIELDS[need](self)
        if self.gather is not None and (count := self.demanded()):
            label = ngettext("Evidence: {count} file or link", "Evidence: {count} files or links, one a line", count)
            yield Field("evidence", label.format(count=count), Words(enter_accepts=count == 1), tall=True)

    def demanded(self) -> int:
        """How many pieces of evidence are lacking at most."""
        least = min((problem.evidence for problem in self.problems), default=0)
        return max(evidence_demanded(self.move, self.situation) - least, 0)

    def action_accept(self) -> None:
        """Answer, if the rules allow it; else say what is missing or wrong."""
        try:
            answers = self._answers()
        except InvalidInput:
            return  # said under its field
        reason = self._refusal(answers)
        lacking = missing(self.move, answers)
        if reason is None and answers.evidence and self.gather is not None:
            named = [piece.path for piece in answers.evidence]
            self.hand_in(named, None, self.gather, "evidence", partial(self._finish_with, answers))
        elif reason is None:
            self.finish(answers)
        elif lacking:
            self.complain(_NAMES[lacking[0]], reason)
        elif len(answers.evidence) < self.demanded() and self.query("#evidence"):
            self.complain("evidence", reason)
        else:
            self.refuse(reason)

    def _finish_with(self, answers: Answers, pieces: Sequence[Evidence]) -> None:
        self.finish(answers._replace(evidence=tuple(pieces)))

    def _refusal(self, answers: Answers) -> str | None:
        """Why not one of the problems can make the move; None when at least one can."""
        fitting = [problem for problem in self.problems if problem.status in self.move.sources] or self.problems
        reasons = [check_move(self.move, problem, answers, self.situation) for problem in fitting]
        return reasons[0] if all(reasons) else None

    def _answers(self) -> Answers:
        today = self.situation.today
        due = self.read("due_on", lambda text: read_due(text, today))
        return Answers(
            note=self.text_of("note"),
            on=self.read("on", lambda text: read_day(text, today)),
            by=self.text_of("by"),
            method=self.text_of("method"),
            due_on=due["due_on"] if due else None,
            due_text=due["due_text"] if due else None,
            mode=due.get("mode") if due else None,
            every=self.read("every", read_interval),
            as_error=self.text_of("as_error") == "yes",
            evidence=self._named(),
        )

    def _named(self) -> tuple[Evidence, ...]:
        """The files and links that were named, not read yet."""
        lines = (line.strip() for line in (self.text_of("evidence") or "").splitlines())
        actor = self.situation.actor
        return tuple(Evidence("", line, None, None, None, actor, "") for line in dict.fromkeys(lines) if line)

    def text_label(self, label: str) -> str:
        """The label of the note; it asks for the reason too when measures are left undone."""
        submitted = [
            problem for move, them in self.plan().items() if move and move.name == "submit" for problem in them
        ]
        undone = sum(problem.measures_total - problem.measures_done for problem in submitted)
        if undone:
            return ngettext(
                "Note, with the reason why {count} measure is left undone",
                "Note, with the reason why {count} measures are left undone",
                undone,
            ).format(count=undone)
        may_stay_empty = Need.NOTE in self.move.takes
        return _("{label} (may stay empty)").format(label=_(label)) if may_stay_empty else _(label)


def _text_field(form: MoveForm, label: str) -> Field:
    return Field("note", form.text_label(label), Words(enter_accepts=True), tall=True)


def _day_field(form: MoveForm, label: str) -> Field:
    today = form.situation.today
    control = Line(today.isoformat())
    return Field("on", _(label), control, read=lambda text: day_in_words(text, today))


def _person_field(form: MoveForm, label: str) -> Field:
    return Field("by", _(label), NameLine(form.situation.actor, names=form.people, initials=form.initials))


def _method_field(form: MoveForm) -> Field:
    return Field("method", _("How"), OneOf([(method, _(label)) for method, label in METHODS.items()]))


def _due_field(form: MoveForm) -> Field:
    today = form.situation.today
    return Field(
        "due_on", _("New due date"), Line(placeholder=_(DUE_SAMPLES)), read=lambda text: due_in_words(text, today)
    )


def _interval_field(form: MoveForm) -> Field:
    today = form.situation.today
    return Field(
        "every",
        _("Reviewed every"),
        Line(placeholder=_(INTERVAL_SAMPLES)),
        read=lambda text: review_in_words(text, today),
    )


def _error_field(form: MoveForm) -> Field:
    options = [("no", _("no")), ("yes", _("yes: it counts in no total"))]
    return Field("as_error", _(COLUMNS["as_error"].heading), OneOf(options))


_FIELDS: dict[Need, Callable[[MoveForm], Field]] = {
    Need.NOTE: lambda form: _text_field(form, N_("Note")),
    Need.REASON: lambda form: _text_field(form, N_("Reason")),
    Need.OPINION: lambda form: _text_field(form, N_("Opinion")),
    Need.DONE_ON: lambda form: _day_field(form, N_("Done on")),
    Need.CLOSED_ON: lambda form: _day_field(form, N_("Closed on")),
    Need.VERIFIER: lambda form: _person_field(form, COLUMNS["verified_by"].heading),
    Need.APPROVER: lambda form: _person_field(form, N_("Approved by")),
    Need.METHOD: _method_field,
    Need.DUE_ON: _due_field,
    Need.INTERVAL: _interval_field,
    Need.AS_ERROR: _error_field,
}
"""The field of each need."""

_NAMES = {
    Need.NOTE: "note",
    Need.REASON: "note",
    Need.OPINION: "note",
    Need.METHOD: "method",
    Need.DUE_ON: "due_on",
    Need.INTERVAL: "every",
}
"""What the field of a need that may lack is called."""


class ConfirmRest(Dialog[bool]):
    """Which of the marked problems cannot, and why; offers to do the rest. Its result is whether to do it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y,ｙ", "accept", show=False),
        Binding("n,ｎ,q,ｑ", "cancel", show=False),
    ]

    def __init__(self, reasons: Mapping[str, str], rest: int) -> None:
        super().__init__()
        self.reasons = reasons
        self.rest = rest

    def heading(self) -> str:
        """That nothing was done, and for how many it cannot be."""
        count = len(self.reasons)
        return ngettext(
            "Nothing was changed: {count} problem cannot", "Nothing was changed: {count} problems cannot", count
        ).format(count=count)

    def body(self) -> ComposeResult:
        """Each number with its reason."""
        column = max((width(visible(number)) for number in self.reasons), default=0)
        lines = [f"{pad(visible(number), column)}  {visible(reason)}" for number, reason in self.reasons.items()]
        with Scroller(classes="reasons"):
            yield Static("\n".join(lines), markup=False)

    def hints(self) -> Sequence[Hint]:
        """To do the rest, or not."""
        if not self.rest:
            return (Hint("Esc", _("Close"), "cancel"),)
        offer = ngettext("Do the other {count}", "Do the other {count}", self.rest).format(count=self.rest)
        return (Hint("Enter", offer, "accept"), Hint("Esc", _("Leave all as they are"), "cancel"))

    def action_accept(self) -> None:
        """Do the rest, where there is a rest."""
        self.finish(self.rest > 0)

    def action_cancel(self) -> None:
        """Leave all as they are."""
        self.finish(False)


class NoteForm(Form[tuple[str, str]]):
    """A note, and what it is about: progress, the reason for a delay, the next step. Its result is (text, kind)."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__()
        self.problems = problems

    def heading(self) -> str:
        """Whom the note is about."""
        return _("Note on {number}").format(number=subject(self.problems))

    def origin(self) -> str:
        """Its command."""
        return "problem.note"

    def body(self) -> ComposeResult:
        """The text and its kind."""
        yield Field("note", _("Note"), Words(enter_accepts=True), tall=True)
        yield Field("kind", _("About"), OneOf([(kind, _(label)) for kind, label in _NOTE_LABELS.items()]))

    def action_accept(self) -> None:
        """Answer, unless nothing was written."""
        text = self.text_of("note")
        if text is None:
            self.complain("note", _("Write the note first."))
        else:
            self.finish((text, self.field("kind").text))


def _plan_line(label: str, problems: Sequence[Problem], reason: str) -> str:
    numbers = listed(visible(problem.number) for problem in problems[:MOST_NUMBERS])
    more = " …" if len(problems) > MOST_NUMBERS else ""
    return labelled(f"{label} {len(problems)}", numbers + more) + (f"\n  {reason}" if reason else "")
