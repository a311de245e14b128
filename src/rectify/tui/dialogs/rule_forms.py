"""The forms of evidence, extensions and reviews. Source: docs/rules.md."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast

from textual.app import ComposeResult
from textual.suggester import Suggester
from textual.widgets import Static

from rectify.domain.calendar_words import in_words
from rectify.domain.problem import Evidence, Problem
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.report.lettering import visible, visible_lines
from rectify.tui.controls.echoes import DUE_SAMPLES, day_in_words, read_day, review_in_words
from rectify.tui.controls.fields import Field, Line, NameLine, OneOf, Words
from rectify.tui.dialogs.form import Form
from rectify.tui.dialogs.handing_in import Gather, HandingIn
from rectify.tui.dialogs.problem_forms import Names, about, subject


class PathSuggester(Suggester):
    """Completes a path to the first file or folder of that beginning."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """`value` with its last part completed, a folder with a slash; None when nothing begins like it."""
        return await asyncio.get_running_loop().run_in_executor(None, completed_path, value)


def completed_path(typed: str) -> str | None:
    """`typed` completed to the first name in its folder that begins like it; None where there is none."""
    folder, slash, begin = typed.rpartition("/")
    if not typed.strip() or "://" in typed:
        return None
    try:
        place = Path(folder + slash or ".").expanduser()
        names = sorted(each.name for each in place.iterdir() if each.name.startswith(begin))
        names = [name for name in names if begin or not name.startswith(".")]
        if not names:
            return None
        return folder + slash + names[0] + ("/" if (place / names[0]).is_dir() else "")
    except (OSError, RuntimeError):  # no such folder, no right to read it, no such home
        return None


class PathLine(Line):
    """A line for a path; the right arrow takes what is offered."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("a file, or https://…"))
        self.suggester = PathSuggester()

    def hint(self) -> tuple[str, str] | None:
        """A key of its own, and what it does."""
        return ("→", _("Complete"))


class EvidenceForm(HandingIn[Evidence]):
    """A file or a link with a note. Its result is the evidence, read already; what cannot be read is said in place."""

    def __init__(self, problem: Problem, gather: Gather) -> None:
        super().__init__()
        self.problem = problem
        self.gather = gather

    def heading(self) -> str:
        """Whose evidence."""
        return _("Evidence for {number}").format(number=visible(self.problem.number))

    def origin(self) -> str:
        """Its command."""
        return "problem.evidence"

    def body(self) -> ComposeResult:
        """The problem and the fields."""
        yield about([self.problem])
        yield Field("what", _("File or link"), PathLine())
        yield Field("note", _("Note"), Line())

    def action_accept(self) -> None:
        """Answer, once the file is read."""
        what = self.field("what").text.strip()
        if not what:
            self.complain("what", _("Name a file or a link."))
            return
        self.hand_in([what], self.text_of("note"), self.gather, "what", lambda pieces: self.finish(pieces[0]))


@dataclass(frozen=True, slots=True)
class ExtensionAsked:
    """A request for a later due date."""

    due_on: date
    reason: str


class ExtensionForm(Form[ExtensionAsked]):
    """To which day, and why. Its result is the request, or None."""

    def __init__(self, problems: Sequence[Problem], today: date) -> None:
        super().__init__()
        self.problems = problems
        self.today = today

    def heading(self) -> str:
        """Whose due date."""
        return _("Ask for an extension of {number}").format(number=subject(self.problems))

    def origin(self) -> str:
        """Its command."""
        return "problem.extend"

    def body(self) -> ComposeResult:
        """The problem with its due date, the new date, the reason."""
        yield about(self.problems)
        days = {problem.due_on for problem in self.problems}
        if len(days) == 1 and (due_on := self.problems[0].due_on):
            late = _(" The request will be marked late.") if due_on < self.today else ""
            yield Static(_("It is due on {day}.").format(day=in_words(due_on)) + late, classes="about", markup=False)
        line = Line(placeholder=_(DUE_SAMPLES))
        yield Field("due_on", _("New due date"), line, read=lambda text: day_in_words(text, self.today))
        yield Field("reason", _("Reason"), Words(enter_accepts=True), tall=True)

    def action_accept(self) -> None:
        """Answer, if the day is a later one for at least one problem and there is a reason."""
        try:
            due_on = self.read("due_on", self._later)
        except InvalidInput:
            return  # said under its field
        reason = self.text_of("reason")
        if due_on is None:
            self.complain("due_on", _("Which day is asked for?"))
        elif reason is None:
            self.complain("reason", _("An extension needs a reason."))
        else:
            self.finish(ExtensionAsked(due_on, reason))

    def _later(self, text: str) -> date:
        day = read_day(text, self.today)
        due = [problem.due_on for problem in self.problems if problem.due_on is not None]
        if due and day <= min(due):
            raise InvalidInput(_("An extension to {day} is none: it is due on {due}.").format(day=day, due=min(due)))
        return day


Decision = Literal["approve", "refuse"]


@dataclass(frozen=True, slots=True)
class ExtensionDecided:
    """What was decided about a request."""

    decision: Decision
    note: str | None
    by: str | None


class DecisionForm(Form[ExtensionDecided]):
    """Approve or refuse the extension that is asked for. Its result is the decision, or None."""

    def __init__(self, problems: Sequence[Problem], today: date, actor: str, names: Names, asked: str = "") -> None:
        """`asked` says who asked, when and why, where one problem is decided."""
        super().__init__()
        self.problems = problems
        self.today = today
        self.actor = actor
        self.people = tuple(dict.fromkeys((*names.leads, *names.owners)))
        self.initials = names.initials
        self.asked = asked

    def heading(self) -> str:
        """Whose extension."""
        return _("Extension of {number}").format(number=subject(self.problems))

    def origin(self) -> str:
        """Its command, apart from the request."""
        return "problem.extend decide"

    def body(self) -> ComposeResult:
        """The request, the decision, a note."""
        yield about(self.problems)
        told = "\n".join(part for part in (self._dates(), self.asked) if part)
        if told:
            yield Static(visible_lines(told), classes="asked", markup=False)
        choices = [("approve", _("approve")), ("refuse", _("refuse: the due date stays"))]
        yield Field("decision", _("Decision"), OneOf(choices))
        yield Field("by", _("Decided by"), NameLine(visible(self.actor), names=self.people, initials=self.initials))
        yield Field("note", _("Note"), Line())

    def _dates(self) -> str:
        if len(self.problems) > 1:
            return ""
        problem = self.problems[0]
        dates = [in_words(day) if day else _("no date") for day in (problem.due_on, problem.asked_due_on)]
        return _("Due {due}; asked for: {asked}").format(due=dates[0], asked=dates[1])

    def action_accept(self) -> None:
        """Answer."""
        decision = cast("Decision", self.field("decision").text)
        self.finish(ExtensionDecided(decision, self.text_of("note"), self.text_of("by")))


class ReviewForm(Form[str]):
    """A review of what is sustained. Its result is what was seen, perhaps nothing; None when it was left."""

    def __init__(self, problems: Sequence[Problem], today: date) -> None:
        super().__init__()
        self.problems = problems
        self.today = today

    def heading(self) -> str:
        """What is reviewed."""
        return _("Review of {number}").format(number=subject(self.problems))

    def origin(self) -> str:
        """Its command."""
        return "problem.review"

    def body(self) -> ComposeResult:
        """The problem, the next review, what was seen."""
        yield about(self.problems)
        if following := self._following():
            yield Static(following, classes="about", markup=False)
        label = _("{label} (may stay empty)").format(label=_("Note"))
        yield Field("note", label, Words(enter_accepts=True), tall=True)

    def _following(self) -> str:
        every = {problem.review_every for problem in self.problems}
        return review_in_words(next(iter(every)) or "", self.today) if len(every) == 1 else ""

    def action_accept(self) -> None:
        """Answer."""
        self.finish(self.text_of("note") or "")
