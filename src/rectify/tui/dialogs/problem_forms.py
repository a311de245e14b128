"""The forms of a problem's facts: all of them, its due date, who is responsible.

They return facts as domain.facts reads them, and what is wrong is said under its field.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from rectify.domain.columns import BY_NAME as COLUMNS
from rectify.domain.facts import check_dates, read_facts
from rectify.domain.move_days import moves_due
from rectify.domain.problem import MODE_LABELS, SEVERITY_LABELS, Measure, Mode, Problem, severity_words
from rectify.errors import InvalidInput
from rectify.i18n import _, listed, ngettext
from rectify.report.lettering import visible, visible_lines
from rectify.tui.controls.echoes import DAY_SAMPLES, DUE_SAMPLES, day_in_words, due_in_words
from rectify.tui.controls.fields import Control, Field, Line, NameLine, OneOf, Words
from rectify.tui.dialogs.form import Form

FACTS = (
    "title", "description", "unit", "owner", "lead", "source", "basis", "category", "severity", "mode", "found_on",
    "due_on",
)  # fmt: skip
"""The facts of the form, from top to bottom."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that the ledger knows, to complete what is typed."""

    units: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    initials: Mapping[str, str] = field(default_factory=dict)
    """What the Chinese ones are typed as, by name."""


class ProblemForm(Form[dict[str, Any]]):
    """Every fact of a problem that may be edited. Its result is the typed facts, or None.

    A new problem gives the facts that were typed, with `measures` (a tuple of Measure) when there are any. An edited
    one gives only what changed, with a `reason` where the rules ask for one to move the due date.
    """

    def __init__(self, today: date, names: Names, problem: Problem | None = None) -> None:
        super().__init__()
        self.today = today
        self.names = names
        self.problem = problem
        self.written = {name: _written(problem, name) for name in FACTS}

    def heading(self) -> str:
        """Whether it is new."""
        return _("Edit {number}").format(number=visible(self.problem.number)) if self.problem else _("New problem")

    def origin(self) -> str:
        """The command of the one or the other."""
        return "problem.edit" if self.problem else "problem.new"

    def body(self) -> ComposeResult:
        """One field a fact; for a new problem its measures too."""
        for name in FACTS:
            yield self._field(name)
        if self.problem is None:
            measures = Words(placeholder=_("one a line"))
            yield Field("measures", _(COLUMNS["measures_total"].heading), measures, dense=True)
        elif moves_due(self.problem, self.today):
            yield Field("reason", _("Reason"), Line(placeholder=_("why the due date is moved")), dense=True)

    def on_mount(self) -> None:
        """The reason is asked for only when there must be one."""
        self.follow_due()

    @on(Input.Changed)
    def follow_due(self) -> None:
        """Ask for the reason when another due date is typed."""
        for reason in self.query("#reason").results(Field):
            reason.display = self.field("due_on").text.strip() != self.written["due_on"]

    def action_accept(self) -> None:
        """Answer with the facts, if each can be read and they fit together."""
        try:
            facts = self._facts()
        except InvalidInput:
            return  # said under its field
        if self.problem is not None and not facts:
            self.finish(None)
        else:
            self.finish(facts)

    def _facts(self) -> dict[str, Any]:
        """The facts that were typed. Raises InvalidInput after it said so under the field."""
        typed = self.typed()
        facts: dict[str, Any] = {}
        for name in [name for name in FACTS if name in typed or (name == "title" and self.problem is None)]:
            facts |= self._fact(name, typed.get(name, ""))
        if "mode" in typed:
            facts |= self._fact("mode", typed["mode"])  # what was chosen outweighs what a date phrase says
        self._check_dates(facts)
        measures = tuple(Measure(line.strip()) for line in typed.get("measures", "").splitlines() if line.strip())
        changed = {name: value for name, value in facts.items() if self._differs(name, value)}
        return changed | ({"measures": measures} if measures else {}) | self._reason(changed)

    def _reason(self, changed: Mapping[str, Any]) -> dict[str, str]:
        if self.problem is None or "due_on" not in changed or not moves_due(self.problem, self.today):
            return {}
        reason = self.text_of("reason")
        if reason is None:
            self.complain("reason", _("A changed due date needs a reason."))
            raise InvalidInput(_("A changed due date needs a reason."))
        return {"reason": reason}

    def _differs(self, name: str, value: Any) -> bool:
        return self.problem is None or value != getattr(self.problem, name)

    def _fact(self, name: str, text: str) -> dict[str, Any]:
        try:
            return read_facts({name: text}, self.today)
        except InvalidInput as error:
            self.complain(name, str(error))
            raise

    def _check_dates(self, facts: Mapping[str, Any]) -> None:
        if not {"due_on", "found_on"} & set(facts):
            return
        try:
            check_dates(*(facts.get(name, getattr(self.problem, name, None)) for name in ("due_on", "found_on")))
        except InvalidInput as error:
            self.complain("due_on", str(error))
            raise

    def _field(self, name: str) -> Field:
        heading = _(COLUMNS[name].heading)
        text = self.written[name]
        if name == "due_on":
            due = Line(text, placeholder=_(DUE_SAMPLES))
            return Field(name, heading, due, read=lambda typed: _due_echo(typed, text, self.today), dense=True)
        if name == "found_on":
            found = Line(text, placeholder=_(DAY_SAMPLES))
            return Field(name, heading, found, read=lambda typed: day_in_words(typed, self.today), dense=True)
        return Field(name, heading, self._control(name, text), dense=True)

    def _control(self, name: str, text: str) -> Control:
        if name == "description":
            return Words(text)
        if name == "mode":
            modes = [("", _("none"))] + [(mode.value, _(MODE_LABELS[mode])) for mode in Mode]
            return OneOf(modes, text)
        offered = _offered(self.names).get(name)
        return (
            Line(text, select=False) if offered is None else NameLine(text, names=offered, initials=self.names.initials)
        )


class DueForm(Form[dict[str, Any]]):
    """A due date as one phrase, echoed in full while it is typed. Its result is the facts that it sets, or None.

    Where a due date is moved after the day of registration they hold the `reason` too.
    """

    def __init__(self, problems: Sequence[Problem], today: date) -> None:
        super().__init__()
        self.problems = problems
        self.today = today
        self.written = _shared([_written(problem, "due_on") for problem in problems])

    def heading(self) -> str:
        """Whose due date."""
        return _("Due date of {number}").format(number=subject(self.problems))

    def origin(self) -> str:
        """Its command."""
        return "problem.due"

    def body(self) -> ComposeResult:
        """The problem and the phrase."""
        yield about(self.problems)
        line = Line(self.written, placeholder=_(DUE_SAMPLES))
        heading = _(COLUMNS["due_on"].heading)
        yield Field("due_on", heading, line, read=lambda text: _due_echo(text, self.written, self.today))
        if any(moves_due(problem, self.today) for problem in self.problems):
            yield Field("reason", _("Reason"), Line(placeholder=_("why the due date is moved")))

    def action_accept(self) -> None:
        """Answer, if the phrase can be read and no problem would be due before it was found."""
        text = self.field("due_on").text.strip()
        if text == self.written:
            self.finish(None)
            return
        try:
            facts = read_facts({"due_on": text}, self.today)
            if len(self.problems) == 1:
                check_dates(facts["due_on"], self.problems[0].found_on)
        except InvalidInput as error:
            self.complain("due_on", str(error))
        else:
            self._finish_with_reason(facts)

    def _finish_with_reason(self, facts: dict[str, Any]) -> None:
        moved = [problem for problem in self.problems if problem.due_on != facts["due_on"]]
        if not any(moves_due(problem, self.today) for problem in moved):
            self.finish(facts)
        elif reason := self.text_of("reason"):
            self.finish(facts | {"reason": reason})
        else:
            self.complain("reason", _("A changed due date needs a reason."))


class WhoForm(Form[dict[str, Any]]):
    """Owner, lead and unit. Its result is those that were changed, or None.

    Where several problems have different names the field is empty, and stays out of the result unless it is filled.
    """

    ASKED: ClassVar[tuple[str, ...]] = ("owner", "lead", "unit")
    """The facts that are asked for, from top to bottom."""

    def __init__(self, problems: Sequence[Problem], names: Names, today: date = date.min) -> None:
        """`today` is what a day is read by, where one is asked for."""
        super().__init__()
        self.problems = problems
        self.names = names
        self.today = today
        self.written = {name: _shared([_written(problem, name) for problem in problems]) for name in self.ASKED}

    def heading(self) -> str:
        """Who acts on what."""
        return _("Who acts on {number}").format(number=subject(self.problems))

    def origin(self) -> str:
        """Its command."""
        return "problem.who"

    def body(self) -> ComposeResult:
        """The problem and what is asked of it."""
        yield about(self.problems)
        for name in self.ASKED:
            yield self._field(name, _("several; leave empty to keep") if self._differs(name) else "")

    def action_accept(self) -> None:
        """Answer with what was changed, if it can be read."""
        facts: dict[str, Any] = {}
        for name in self.ASKED:
            text = self.field(name).text
            if text.strip() == self.written[name].strip():
                continue
            try:
                facts |= read_facts({name: text}, self.today)
            except InvalidInput as error:
                self.complain(name, str(error))
                return
        self.finish(facts or None)

    def _differs(self, name: str) -> bool:
        return len({getattr(problem, name) for problem in self.problems}) > 1

    def _field(self, name: str, hint: str) -> Field:
        return Field(name, _(COLUMNS[name].heading), self._name_line(name, hint))

    def _name_line(self, name: str, hint: str) -> NameLine:
        names, initials = _offered(self.names)[name], self.names.initials
        return NameLine(self.written[name], names=names, initials=initials, placeholder=hint)


class SeveralForm(WhoForm):
    """The facts that several problems may share, in one form. Its result is those that were changed, or None.

    The title and the description of each are its own, and a due date has a form that asks for the reason.
    """

    ASKED = ("unit", "owner", "lead", "source", "basis", "category", "severity", "mode", "found_on")

    def heading(self) -> str:
        """How many are edited."""
        return _("Edit {number}").format(number=subject(self.problems))

    def origin(self) -> str:
        """Its command."""
        return "problem.edit"

    def _field(self, name: str, hint: str) -> Field:
        heading = _(COLUMNS[name].heading)
        if name == "mode":
            modes = [(mode.value, _(MODE_LABELS[mode])) for mode in Mode]
            none = ("", _("as they are") if hint else _("none"))
            return Field(name, heading, OneOf([none, *modes], self.written[name]), dense=True)
        if name == "found_on":
            line = Line(self.written[name], placeholder=hint or _(DAY_SAMPLES))
            return Field(name, heading, line, read=lambda typed: day_in_words(typed, self.today), dense=True)
        if name == "basis":
            return Field(name, heading, Line(self.written[name], placeholder=hint), dense=True)
        return Field(name, heading, self._name_line(name, hint), dense=True)


def _due_echo(typed: str, written: str, today: date) -> str:
    """What a due date that is typed means, also that it is taken away. Raises InvalidInput."""
    if written and not typed.strip():
        return _("no date: it is never overdue")
    return due_in_words(typed, today)


def subject(problems: Sequence[Problem]) -> str:
    """The number of the one problem that it is about, or how many there are."""
    if len(problems) == 1:
        return visible(problems[0].number)
    return ngettext("{count} problem", "{count} problems", len(problems)).format(count=len(problems))


def about(problems: Sequence[Problem]) -> Static:
    """The title of the problem, or the numbers of several."""
    text = problems[0].title if len(problems) == 1 else listed(problem.number for problem in problems)
    return Static(visible(text[:1000]), classes="about", markup=False)


def _offered(names: Names) -> dict[str, tuple[str, ...]]:
    """The names to complete each field with."""
    people = tuple(dict.fromkeys((*names.owners, *names.leads)))
    return {
        "unit": names.units,
        "owner": people,
        "lead": tuple(dict.fromkeys((*names.leads, *names.owners))),
        "source": names.sources,
        "category": names.categories,
        "severity": tuple(_(label) for label in SEVERITY_LABELS.values()),
    }


def _written(problem: Problem | None, name: str) -> str:
    """A fact as a field shows it."""
    value = getattr(problem, name, None)
    if value is None:
        return ""
    if name == "severity":
        return visible(severity_words(value))
    if isinstance(value, date):
        return value.isoformat()
    return visible_lines(value) if name == "description" else visible(str(value))


def _shared(texts: Sequence[str]) -> str:
    """The text that all have in common, else nothing."""
    return texts[0] if len(set(texts)) == 1 else ""
