"""The checklist of a problem: its measures are ticked, written and put in order by key.

The dialog shows at once what a key did, and hands the change on; whoever keeps the ledger answers with the list as it
is then. So no key waits, and none is lost.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from rectify.domain.calendar_words import short
from rectify.domain.facts import clean
from rectify.domain.problem import Measure, Problem
from rectify.errors import InvalidInput
from rectify.i18n import _, joined
from rectify.report.lettering import visible, width, wrapped
from rectify.tui.controls.echoes import DAY_SAMPLES, DUE_SAMPLES, day_in_words, read_day
from rectify.tui.controls.fields import Field, Line, NameLine
from rectify.tui.dialogs.form import Form, asked_again
from rectify.tui.dialogs.frame import Dialog, Hint, Menu, open_dialog
from rectify.tui.dialogs.problem_forms import Names

_INDENT = " " * len("[x] ")
ROOM = 60
"""Cells of a measure before the dialog knows its width."""

MOST_LINES = 6
"""Lines of a measure's text."""

Deed = Literal["add", "edit", "tick", "move", "remove"]


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One change of a checklist."""

    before: tuple[Measure, ...]
    """The list that it starts from; another list in the ledger means that somebody was faster."""
    deed: Deed
    position: int = 0
    """Which measure, counted from 1; 0 for one that is added."""
    measure: Measure | None = None
    """The measure as it is then; None where it is moved or removed."""
    to: int = 0
    """Where it is moved to, counted from 1."""

    @property
    def after(self) -> tuple[Measure, ...]:
        """The list that it leads to."""
        place, steps = self.position - 1, self.before
        added = () if self.measure is None else (self.measure,)
        match self.deed:
            case "add":
                return (*steps, *added)
            case "move":
                others = (*steps[:place], *steps[place + 1 :])
                return (*others[: self.to - 1], steps[place], *others[self.to - 1 :])
            case _:
                return (*steps[:place], *added, *steps[place + 1 :])


def ticked(steps: tuple[Measure, ...], position: int, today: date) -> MeasureChange:
    """The measure at `position` done today, or not done any more."""
    measure = steps[position - 1]
    done_on = None if measure.done_on else today
    return MeasureChange(steps, "tick", position, measure._replace(done_on=done_on))


def takes_back(change: MeasureChange, today: date) -> Measure | None:
    """The measure whose done date `change` would take away, where that is another day than today: it cannot be redone
    by the same key."""
    measure = change.before[change.position - 1]
    undone = change.deed == "tick" and measure.done_on is not None and measure.done_on != today
    return measure if undone else None


def asked_back(measure: Measure, today: date) -> str:
    """What is said before a done date is taken away."""
    day = short(measure.done_on, today) if measure.done_on else ""
    return _("It was done on {day}; space once more takes that back.").format(day=day)


def about(measure: Measure, today: date) -> str:
    """Who does a measure and by when, or when it was done; whether that is late."""
    parts = [visible(measure.owner)] if measure.owner else []
    if measure.done_on:
        parts.append(_("done {day}").format(day=short(measure.done_on, today)))
    elif measure.due_on:
        late = (today - measure.due_on).days
        due = _("due {day}").format(day=short(measure.due_on, today))
        parts.append(_("{due}, {days} d late").format(due=due, days=late) if late > 0 else due)
    return joined(parts)


class MeasuresDialog(Dialog[None]):
    """The checklist of one problem. It has no result: each change is handed on as it is made."""

    # All are looked up before the list sees a key: they work in the order typed, also ahead of a form that one opens.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,ｊ,down", "step(1)", show=False, priority=True),
        Binding("k,ｋ,up", "step(-1)", show=False, priority=True),
        Binding("space,ideographic_space", "tick", show=False, priority=True),
        Binding("enter", "accept", show=False, priority=True),
        Binding("n,ｎ", "write", show=False, priority=True),
        Binding("e,ｅ", "rewrite", show=False, priority=True),
        Binding("d,ｄ,delete", "remove", show=False, priority=True),
        Binding("left_square_bracket,［,【,ctrl+up", "shift(-1)", show=False, priority=True),
        Binding("right_square_bracket,］,】,ctrl+down", "shift(1)", show=False, priority=True),
        Binding("q,ｑ", "cancel", show=False),
    ]

    def __init__(
        self,
        problem: Problem,
        steps: Sequence[Measure],
        today: date,
        names: Names,
        hand_on: Callable[[MeasureChange], None],
        at: int = 1,
        keep_draft: "Callable[[MeasureForm], Awaitable[None]] | None" = None,
    ) -> None:
        """`hand_on` takes each change; `at` is the measure that the cursor stands on first, counted from 1.

        `keep_draft` lets a form keep a draft of what is typed into it.
        """
        super().__init__()
        self.problem = problem
        self.steps = tuple(steps)
        self.today = today
        self.names = names
        self.hand_on = hand_on
        self.at = at
        self.keep_draft = keep_draft
        self._asked: tuple[str, int, tuple[Measure, ...]] | None = None

    def heading(self) -> str:
        """Whose measures, and how many are done."""
        done = sum(step.done_on is not None for step in self.steps)
        number = visible(self.problem.number)
        if not self.steps:
            return _("Measures of {number}").format(number=number)
        return _("Measures of {number}: {done}/{total}").format(number=number, done=done, total=len(self.steps))

    def body(self) -> ComposeResult:
        """The problem, and its measures."""
        yield Static(visible(self.problem.title[:1000]), classes="about", markup=False)
        yield Static(_("No measures yet: n writes one."), classes="empty", markup=False)
        yield Menu(self._rows())

    def hints(self) -> Sequence[Hint]:
        """The keys."""
        write = Hint("n", _("New"), "write")
        leave = Hint("Esc", _("Close"), "cancel")
        if not self.steps:
            return (write, leave)
        return (
            Hint(_("space"), _("Tick"), "tick"),
            write,
            Hint("e", _("Edit"), "rewrite"),
            Hint("d", _("Remove"), "remove"),
            Hint("[ ]", _("Move")),
            leave,
        )

    def on_mount(self) -> None:
        """Put the cursor where it was asked for."""
        self._shown(self.at)

    def show(self, steps: Sequence[Measure], refusal: str = "") -> None:
        """Show the list as the ledger has it, and why a change was refused."""
        self.steps = tuple(steps)
        self._shown(self.position)
        self.refuse(refusal)

    @property
    def position(self) -> int:
        """The measure under the cursor, counted from 1; 0 where there is none."""
        highlighted = self.query_one(Menu).highlighted
        return 0 if highlighted is None or not self.steps else highlighted + 1

    def _shown(self, position: int) -> None:
        at = min(max(position, 1), len(self.steps)) - 1 if self.steps else None
        self.query_one(Menu).show(self._rows(), at)
        self.query_one(".empty").display = not self.steps
        self.query_one(".box").border_title = Content(self.heading())
        self.show_hints()

    def on_resize(self, event: Resize) -> None:
        """Wrap the measures for the width that there is."""
        self.call_after_refresh(lambda: self._shown(self.position or 1))

    def _rows(self) -> list[Content]:
        """Each measure beside its own box; a long one goes on under its beginning, not under the box."""
        menus = self.query(Menu).results(Menu)
        room = max(next((menu.size.width - 2 for menu in menus if menu.size.width), ROOM) - len(_INDENT), 8)
        return [self._row(step, room) for step in self.steps]

    def _row(self, step: Measure, room: int) -> Content:
        text, told = wrapped(visible(step.text), room, MOST_LINES), about(step, self.today)
        beside = told and width(text[-1]) + 2 + width(told) <= room
        below = [] if beside or not told else wrapped(told, room)
        return Content.assemble(
            "[x] " if step.done_on else "[ ] ",
            f"\n{_INDENT}".join(text),
            (f"  {told}" if beside else "".join(f"\n{_INDENT}{line}" for line in below), "dim"),
        )

    def _make(self, change: MeasureChange, position: int) -> None:
        self.steps = change.after
        self._asked = None
        self.refuse("")
        self._shown(position)
        self.hand_on(change)

    def action_step(self, by: int) -> None:
        """Go to the next measure, or the one before."""
        if position := self.position:
            self.query_one(Menu).highlighted = min(max(position + by, 1), len(self.steps)) - 1

    def action_tick(self) -> None:
        """Mark the measure as done today, or as not done; a done date of another day goes at the second press."""
        if position := self.position:
            change = ticked(self.steps, position, self.today)
            measure = takes_back(change, self.today)
            if measure is None or self._is_sure("tick", position, asked_back(measure, self.today)):
                self._make(change, position)

    def _is_sure(self, deed: str, position: int, asked: str) -> bool:
        """Whether the same was asked for twice; the first time `asked` is said."""
        doing = (deed, position, self.steps)
        if self._asked == doing:
            return True
        self._asked = doing
        self.refuse(asked)
        return False

    def action_shift(self, by: int) -> None:
        """Move the measure up or down."""
        position, to = self.position, self.position + by
        if position and 1 <= to <= len(self.steps):
            self._make(MeasureChange(self.steps, "move", position, to=to), to)

    def action_remove(self) -> None:
        """Take the measure off the list, when the key is pressed once more."""
        position = self.position
        if position and self._is_sure("remove", position, _("d once more takes the measure off the list.")):
            self._make(MeasureChange(self.steps, "remove", position), position)

    async def action_write(self) -> None:
        """Write a measure."""
        await self._ask(MeasureForm(self.today, self.names), self._add)

    async def action_rewrite(self) -> None:
        """Write the measure anew."""
        if position := self.position:
            steps = self.steps
            form = MeasureForm(self.today, self.names, steps[position - 1])
            await self._ask(form, lambda measure: self.put(steps, position, measure))

    async def action_accept(self) -> None:
        """Write anew what the cursor is on; the first one, where there is none."""
        await (self.action_rewrite() if self.steps else self.action_write())

    async def ask_again(self, change: MeasureChange, refusal: str) -> None:
        """Open the form of a change that was refused, with what was typed; of a measure that is gone as a new one."""
        if change.measure is None or change.deed not in {"add", "edit"}:
            return
        before = change.before[change.position - 1] if change.deed == "edit" else Measure("")
        place = next((place for place, step in enumerate(self.steps, 1) if step.text == before.text), 0)
        known, typed = written(before), written(change.measure)
        form = MeasureForm(self.today, self.names, self.steps[place - 1] if place else None)
        typed = {name: text for name, text in typed.items() if not place or text != known[name]}
        form.begin_with(typed, asked_again(refusal))
        steps = self.steps
        await self._ask(form, lambda measure: self.put(steps, place, measure) if place else self._add(measure))

    async def _ask(self, form: "MeasureForm", then: Callable[[Measure], None]) -> None:
        if self.keep_draft is not None:
            await self.keep_draft(form)

        def answered(measure: Measure | None) -> None:
            if measure is not None:
                then(measure)
                if form.sheet is not None:
                    form.sheet.drop()  # where it is refused, the form that opens again keeps it anew

        await open_dialog(self.app, form, answered)

    def _add(self, measure: Measure) -> None:
        self._make(MeasureChange(self.steps, "add", measure=measure), len(self.steps) + 1)

    def put(self, steps: tuple[Measure, ...], position: int, measure: Measure) -> None:
        """Write the measure at `position` of `steps` anew, counted from 1."""
        if measure != steps[position - 1]:
            self._make(MeasureChange(steps, "edit", position, measure), position)


def written(measure: Measure) -> dict[str, str]:
    """A measure as the fields of its form show it."""
    days = {"due_on": measure.due_on, "done_on": measure.done_on}
    texts = {"text": visible(measure.text), "owner": visible(measure.owner or "")}
    return texts | {name: day.isoformat() if day else "" for name, day in days.items()}


class _Dates(NamedTuple):
    due_on: date | None
    done_on: date | None


class MeasureForm(Form[Measure]):
    """One measure: its text, who does it, by when; for one that is there already, when it was done."""

    def __init__(self, today: date, names: Names, measure: Measure | None = None) -> None:
        super().__init__()
        self.today = today
        self.people = tuple(dict.fromkeys((*names.owners, *names.leads)))
        self.initials = names.initials
        self.measure = measure

    def heading(self) -> str:
        """Whether it is new."""
        return _("Measure") if self.measure else _("New measure")

    def origin(self) -> str:
        """One draft for each measure, and one for a new one."""
        return f"problem.measures {self.measure.text if self.measure else ''}"

    def body(self) -> ComposeResult:
        """The fields."""
        known = self.measure or Measure("")
        yield Field("text", _("Measure"), Line(visible(known.text), select=False))
        owner = NameLine(visible(known.owner or ""), names=self.people, initials=self.initials)
        yield Field("owner", _("Owner"), owner)
        yield self._day("due_on", _("Due"), known.due_on, _(DUE_SAMPLES))
        if self.measure:
            yield self._day("done_on", _("Done on"), known.done_on, _(DAY_SAMPLES))

    def _day(self, name: str, label: str, day: date | None, samples: str) -> Field:
        line = Line(day.isoformat() if day else "", placeholder=samples)
        return Field(name, label, line, read=lambda text: day_in_words(text, self.today))

    def action_accept(self) -> None:
        """Answer, if there is a text and the dates can be read."""
        text = clean(self.field("text").text)
        if not text:
            self.complain("text", _("A measure needs a text."))
            return
        try:
            dates = self._dates()
        except InvalidInput:
            return  # said under its field
        self.finish(Measure(text, self.text_of("owner"), dates.due_on, dates.done_on))

    def _dates(self) -> _Dates:
        due_on = self.read("due_on", lambda text: read_day(text, self.today))
        return _Dates(due_on, self.read("done_on", self._done))

    def _done(self, text: str) -> date:
        day = read_day(text, self.today)
        if day > self.today:
            raise InvalidInput(_("{day} is in the future; a measure is done on a past day or today.").format(day=day))
        return day
