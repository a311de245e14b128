"""The pane of details: the facts of one problem, its measures, its history."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from rectify.domain.calendar_words import SHORT_WEEKDAYS
from rectify.domain.columns import BY_NAME
from rectify.domain.listing import Record
from rectify.domain.problem import MODE_LABELS, SEVERITY_LABELS, STATUS_LABELS, Event, Measure, Problem, Status
from rectify.domain.status import METHODS
from rectify.i18n import _, ngettext
from rectify.report.lettering import visible, visible_lines, wrapped
from rectify.tui.bindings import bindings
from rectify.tui.list_columns import Day

COLUMN = 38
"""Cells that one column of facts takes at least."""

_LABEL = 11
_PLAIN = ("owner", "lead", "source", "basis", "category")
_LONG = ("delay_reason", "next_step")
_DAYS = ("found_on", "created_on", "done_on", "closed_on", "next_review_on")


class DetailPane(VerticalScroll, can_focus=True):
    """Shows a problem at once, and its measures and history as soon as they are here."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("rows")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"detail-pane--label", "detail-pane--title"}

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day
        self.zone = ZoneInfo("UTC")
        self.problem: Problem | None = None
        self.record: Record | None = None
        self.text = Static()

    def compose(self) -> Iterator[Static]:
        """One text; the pane scrolls it."""
        yield self.text

    def show(self, problem: Problem | None, record: Record | None = None) -> None:
        """Show a problem, with what else is known of it; None shows nothing."""
        known = self.problem
        if record is None and self.record and problem and self.record.problem.number == problem.number:
            record = self.record
        self.problem, self.record = problem, record
        self.border_title = Content(self._heading())
        self.draw()
        if known is None or problem is None or known.number != problem.number:
            self.scroll_home(animate=False)

    def draw(self) -> None:
        """Write the text anew, for another width or another theme."""
        text = Content("\n").join(self._lines()) if self.problem else Content("")
        self.text.update(text)

    def on_resize(self) -> None:
        """The columns of facts follow the width."""
        self.draw()

    def action_cursor_down(self) -> None:
        """Scroll a line down."""
        self.scroll_relative(y=1, animate=False)

    def action_cursor_up(self) -> None:
        """Scroll a line up."""
        self.scroll_relative(y=-1, animate=False)

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.scroll_home(animate=False)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_end(animate=False)

    def _heading(self) -> str:
        problem = self.problem
        if problem is None:
            return ""
        late = self.day.late(problem)
        parts = [visible(problem.number), _(STATUS_LABELS[problem.status])]
        if late:
            parts.append(_("{late} overdue").format(late=late))
        if problem.status is Status.SUBMITTED:
            parts.append(_("awaiting verification"))
        return " · ".join(parts)

    def _lines(self) -> Iterator[Content]:
        problem = self.problem
        assert problem is not None  # nothing is drawn without a problem
        room = max(self.size.width - 2, 10)
        for line in wrapped(visible(problem.title), room, 20):
            yield Content.styled(line, self.get_visual_style("detail-pane--title"))
        yield from self._in_columns(list(facts(problem, self.day.today)), room)
        for name in _LONG:
            if text := getattr(problem, name):
                yield from self._fact(_(BY_NAME[name].heading), visible(text), room, 20)
        if problem.description:
            yield Content("")
            yield Content(visible_lines(problem.description))
        if self.record is not None:
            yield from self._measures(self.record)
            yield from self._history(self.record)

    def _in_columns(self, told: list[tuple[str, str]], room: int) -> Iterator[Content]:
        columns = max(min(room // COLUMN, 3), 1)
        width = room // columns
        cells = [self._fact(label, value, width - 2) for label, value in told]
        for row in range(0, len(cells), columns):
            yield from _side_by_side(cells[row : row + columns], width)

    def _fact(self, label: str, value: str, width: int, most: int = 3) -> list[Content]:
        indent = max(_LABEL, cell_len(label) + 1)
        first, *rest = wrapped(value, max(width - indent, 4), most)
        head = Content.assemble((label + " " * (indent - cell_len(label)), self._quiet()), first)
        return [head, *(Content(" " * indent + line) for line in rest)]

    def _measures(self, record: Record) -> Iterator[Content]:
        if record.measures:
            done = sum(measure.done_on is not None for measure in record.measures)
            yield Content("")
            yield self._label(_("Measures {done}/{total}").format(done=done, total=len(record.measures)))
            yield from (self._measure(measure) for measure in record.measures)

    def _measure(self, measure: Measure) -> Content:
        about = [visible(measure.owner)] if measure.owner else []
        if measure.done_on:
            about.append(_("done {day}").format(day=self._short(measure.done_on)))
        elif measure.due_on:
            about.append(_("due {day}").format(day=self._short(measure.due_on)))
        text = f"{'[x]' if measure.done_on else '[ ]'} {visible(measure.text)}"
        return Content.assemble(text, "  ", (", ".join(about), self._quiet()))

    def _history(self, record: Record) -> Iterator[Content]:
        yield Content("")
        yield self._label(_("History"))
        yield from (self._event(event) for event in reversed(record.events))

    def _event(self, event: Event) -> Content:
        from rectify.service.words import action_words, changed_fields  # the store thread has loaded it by now

        at = datetime.fromisoformat(event.at).astimezone(self.zone)
        what, action = changed_fields(event), action_words(event.action)
        parts = [action] if what == action else [action, what]
        if event.note:
            parts.append(_("note: {note}").format(note=event.note))
        line = f"  {visible(event.actor)}  " + visible(" · ".join(parts))
        return Content.assemble((f"{self._short(at.date())} {at:%H:%M}", self._quiet()), line)

    def _short(self, day: date) -> str:
        return day.isoformat()[5:] if day.year == self.day.today.year else day.isoformat()

    def _label(self, text: str) -> Content:
        return Content.styled(text, self._quiet())

    def _quiet(self) -> Style:
        return self.get_visual_style("detail-pane--label")


def facts(problem: Problem, today: date) -> Iterator[tuple[str, str]]:
    """The facts that are known, each as its label and its words, without the title and the description."""
    yield _(BY_NAME["due_on"].heading), _due(problem, today)
    unit = f"{problem.unit} ({problem.parent_unit})" if problem.parent_unit else problem.unit
    yield _(BY_NAME["unit"].heading), visible(unit or _("none"))
    for name in _PLAIN:
        if value := getattr(problem, name):
            yield _(BY_NAME[name].heading), visible(value)
    if problem.severity:
        yield _(BY_NAME["severity"].heading), _severity(problem.severity)
    if problem.mode:
        yield _(BY_NAME["mode"].heading), _(MODE_LABELS[problem.mode])
    for name in _DAYS:
        if day := getattr(problem, name):
            yield _(BY_NAME[name].heading), _day(day)
    if problem.verified_by:
        how = _(METHODS[problem.verified_how]) if problem.verified_how in METHODS else ""
        yield _(BY_NAME["verified_by"].heading), ", ".join(part for part in (visible(problem.verified_by), how) if part)
    if problem.approved_by:
        yield _("Approved by"), visible(problem.approved_by)
    if problem.round > 1 or problem.returns:
        yield _(BY_NAME["round"].heading), _round(problem)
    for name, value in problem.extra.items():
        if value not in (None, ""):
            yield visible(name), visible(str(value))


def _due(problem: Problem, today: date) -> str:
    if problem.due_on is None:
        return visible(problem.due_text) if problem.due_text else _("no date")
    remarks = [visible(problem.due_text)] if problem.due_text else []
    if problem.original_due_on and problem.original_due_on != problem.due_on:
        remarks.append(_("was {day}").format(day=problem.original_due_on.isoformat()))
    return _day(problem.due_on) + (f" ({', '.join(remarks)})" if remarks else "")


def _day(day: date) -> str:
    return f"{day.isoformat()} {_(SHORT_WEEKDAYS[day.weekday()])}"


def _severity(severity: str) -> str:
    return _(SEVERITY_LABELS[severity]) if severity in SEVERITY_LABELS else visible(severity)


def _round(problem: Problem) -> str:
    returned = ngettext("returned {times} time", "returned {times} times", problem.returns)
    return f"{problem.round}" + (f", {returned.format(times=problem.returns)}" if problem.returns else "")


def _side_by_side(cells: list[list[Content]], width: int) -> Iterator[Content]:
    for line in range(max(map(len, cells))):
        parts = [cell[line] if line < len(cell) else Content("") for cell in cells]
        yield Content("").join(part + Content(" " * (width - part.cell_length)) for part in parts)
