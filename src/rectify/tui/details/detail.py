"""The pane of details: the facts of one problem, its measures, extensions, evidence, rounds and history."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from rich.cells import cell_len
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, MouseDown, MouseEvent
from textual.message import Message
from textual.style import Style
from textual.widgets import Static

from rectify.domain.columns import BY_NAME
from rectify.domain.listing import Record
from rectify.domain.problem import ACTIVE, STATUS_LABELS, Event, Measure, Problem, Status
from rectify.i18n import N_, _, joined
from rectify.report.lettering import visible, visible_lines, wrapped
from rectify.tui.bindings import bindings
from rectify.tui.command_table import Table
from rectify.tui.commands import USUAL
from rectify.tui.details.fact_lines import facts
from rectify.tui.details.record_lines import Told, evidence, extensions, lit_lines, rounds, short_day
from rectify.tui.listing.list_columns import Day

if TYPE_CHECKING:
    from rectify.domain.highlights import Wanted

COLUMNS = ((128, 3), (76, 2), (0, 1))
"""From how many cells on how many facts stand side by side."""

_LABEL, _LONGEST_LABEL = 11, 18
_MOST = 3
"""Lines that a fact takes beside others; a longer one stands by itself below them."""

_WHOLE = 100_000
_LONG = ("delay_reason", "next_step")


_LACKING = {
    "problem.measures": N_("No measures yet: {key} writes them."),
    "problem.evidence": N_("No evidence yet: {key} adds it."),
}
"""What is said of what there is not yet, by the command that brings it."""


class DetailPane(VerticalScroll, can_focus=True):
    """Shows a problem at once, and its measures and history as soon as they are here."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("rows")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"detail-pane--{name}" for name in ("label", "title", "match", "late")}

    class MeasureClicked(Message):
        """A measure was clicked twice."""

    def __init__(self, day: Day) -> None:
        super().__init__()
        self.day = day
        self.zone = ZoneInfo("UTC")
        self.problem: Problem | None = None
        self.record: Record | None = None
        self.about = ""
        """What is said in place of a problem."""
        self.measure = 1
        """The measure that the cursor is on, counted from 1."""
        self.words: tuple[Wanted, ...] = ()
        """What the list was searched for, which is lit in the title."""
        self.taking_back: Measure | None = None
        """The measure whose tick a key would take away, once it was asked for twice."""
        self.keys: Table | None = USUAL
        """The keys in force; None on a past day, which nothing changes."""
        self._first_measure = 0
        self._drawn = 0
        """The width that the text was drawn for."""
        self.text = Static()

    def compose(self) -> Iterator[Static]:
        """One text; the pane scrolls it."""
        yield self.text

    def show(self, problem: Problem | None, record: Record | None = None) -> None:
        """Show a problem, with what else is known of it; None shows nothing."""
        known, known_measures = self.problem, self.measures
        same = known is not None and problem is not None and known.number == problem.number
        if record is None and same:
            record = self.record
        self.problem, self.record, self.about = problem, record, ""
        if not same or not known_measures:
            self.measure = self._next_to_do()
        self.border_title = Content(self._heading())
        self.draw()
        if not same:
            self.scroll_home(animate=False, immediate=True)
        if self.has_focus and not known_measures:
            self.call_after_refresh(self.reveal)  # a pane that has just opened has no height before

    def show_group(self, name: str, about: str) -> None:
        """Show the name of a group, and what is said `about` it, in place of a problem."""
        self.show(None)
        self.border_title = Content(name)
        self.about = about
        self.draw()

    def _next_to_do(self) -> int:
        """The first measure that is not done, else the first."""
        undone = (place for place, measure in enumerate(self.measures, 1) if measure.done_on is None)
        return next(undone, 1)

    def draw(self) -> None:
        """Write the text anew, for another width or another theme."""
        self._drawn = self.size.width
        text = Content("\n").join(self.lines()) if self.problem else Content.styled(self.about, self._quiet())
        self.text.update(text)

    def on_resize(self) -> None:
        """The columns of facts follow the width; another text, which is told here too, was drawn for it already."""
        if self.problem is not None and self.size.width != self._drawn:
            self.draw()

    def action_cursor_down(self) -> None:
        """To the next measure; from the last one on, scroll a line down."""
        if self.measures and self._is_above_cursor(self.size.height - 1):
            self.scroll_relative(y=1, animate=False, immediate=True)  # the measures are further down
        elif self.measure < len(self.measures):
            self._go_to(self.measure + 1)
        else:
            self.scroll_relative(y=1, animate=False, immediate=True)

    def action_cursor_up(self) -> None:
        """To the measure before; from the first one on, scroll a line up."""
        below = self.scroll_offset.y > self._first_measure + self.measure - 1
        if below or self.measure == 1:
            self.scroll_relative(y=-1, animate=False, immediate=True)
        else:
            self._go_to(self.measure - 1)

    def _is_above_cursor(self, line: int) -> bool:
        """Whether the measure under the cursor is further down than `line` of what is in sight."""
        return self._first_measure + self.measure - 1 > self.scroll_offset.y + line

    def _go_to(self, measure: int) -> None:
        self.measure = measure
        self.taking_back = None
        self.draw()
        self.reveal()

    def reveal(self) -> bool:
        """Scroll as little as it takes to see the measure under the cursor; whether it was out of sight."""
        line, height = self._first_measure + self.measure - 1, self.size.height
        if not self.measures or self.scroll_offset.y <= line < self.scroll_offset.y + height:
            return False
        self.scroll_to(y=line if line < self.scroll_offset.y else line - height + 1, animate=False)
        return True

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that are shown."""
        return self.record.measures if self.record else ()

    def show_measures(self, measures: tuple[Measure, ...]) -> None:
        """Show the measures as they will be as soon as the ledger has them."""
        if self.record is not None:
            self.record = self.record._replace(measures=measures)
            self.draw()

    def on_mouse_down(self, event: MouseDown) -> None:
        """Go to the measure under the pointer; by the time of the click the pane may have grown under it."""
        if (measure := self._measure_at(event)) is not None:
            self._go_to(measure)

    def on_click(self, event: Click) -> None:
        """A second click on the same measure ticks it."""
        if event.chain == 2 and self._measure_at(event) == self.measure:
            self.post_message(self.MeasureClicked())

    def _measure_at(self, event: MouseEvent) -> int | None:
        """The measure under the pointer, counted from 1."""
        place = event.screen_y - self.content_region.y + self.scroll_offset.y - self._first_measure + 1
        return place if 1 <= place <= len(self.measures) else None

    def on_focus(self) -> None:
        """Show the cursor."""
        self.draw()
        self.call_after_refresh(self.reveal)  # a pane that has just opened has no height before

    def on_blur(self) -> None:
        """The keys go elsewhere: there is no cursor here."""
        self.taking_back = None
        self.draw()

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self.scroll_home(animate=False, immediate=True)

    def action_last(self) -> None:
        """Scroll to the end."""
        self.scroll_end(animate=False, immediate=True)

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
            if problem.submitted_on:
                days = (self.day.today - problem.submitted_on).days
                parts.append(_("waiting {days} d").format(days=days) if days > 0 else _("since today"))
        if problem.is_pending:
            parts.append(_("extension asked for"))
        return " · ".join(parts)

    def lines(self) -> Iterator[Content]:
        """What is told of the problem, line by line."""
        problem = self.problem
        assert problem is not None  # nothing is drawn without a problem
        room = max(self.size.width - 2, 10)
        known = list(self._known(problem, room))
        yield from known
        record = self.record
        if record is not None:
            if record.measures:
                self._first_measure = len(known) + 2
                yield from self._measures(record, room)
            today, zone = self.day.today, self.zone
            yield from self._told(_("Extensions"), extensions(record, today), room)
            yield from self._told(_("Evidence"), evidence(record, today, zone), room)
            yield from self._told(_("Earlier rounds"), rounds(record, zone), room)
            yield from self._history(record)
            yield from self._lacking(record, room)

    def _known(self, problem: Problem, room: int) -> Iterator[Content]:
        """What the problem itself tells, each line as it stands on the screen."""
        style, lit = (self.get_visual_style(f"detail-pane--{name}") for name in ("title", "match"))
        for line, matches in lit_lines(visible(problem.title), room, self.words):
            content = Content.styled(line, style)
            for start, end in matches:
                content = content.stylize(lit, start, end)
            yield content
        yield from self._in_columns(list(facts(problem)), room)
        for name in _LONG:
            if text := getattr(problem, name):
                yield from self._fact(_(BY_NAME[name].heading), visible(text), room, 20)
        if problem.description:
            yield Content("")
            for paragraph in visible_lines(problem.description).split("\n"):
                yield from map(Content, wrapped(paragraph, room, _WHOLE))

    def _in_columns(self, told: list[tuple[str, str]], room: int) -> Iterator[Content]:
        columns = next(columns for least, columns in COLUMNS if room >= least)
        width = room // columns
        long = [(label, value) for label, value in told if not _stands_beside(label, value, width)]
        short = [each for each in told if each not in long]
        indents = [
            max([_LABEL, *(cell_len(label) + 1 for label, _value in short[at::columns])]) for at in range(columns)
        ]
        cells = [
            self._fact(label, value, width - 2, _MOST, indents[at % columns]) for at, (label, value) in enumerate(short)
        ]
        for row in range(0, len(cells), columns):
            yield from _side_by_side(cells[row : row + columns], width)
        widest = min(max([_LABEL, *(cell_len(label) + 1 for label, _value in long)]), room // 3)
        for label, value in long:
            yield from self._fact(label, value, room, 20, widest)

    def _fact(self, label: str, value: str, width: int, most: int, indent: int = _LABEL) -> list[Content]:
        indent = max(indent, cell_len(label) + 1)
        first, *rest = wrapped(value, max(width - indent, 4), most)
        head = Content.assemble((label + " " * (indent - cell_len(label)), self._quiet()), first)
        return [head, *(Content(" " * indent + line) for line in rest)]

    def _measures(self, record: Record, room: int) -> Iterator[Content]:
        done = sum(measure.done_on is not None for measure in record.measures)
        yield Content("")
        yield self._label(_("Measures {done}/{total}").format(done=done, total=len(record.measures)))
        yield from (self._measure(place, measure, room) for place, measure in enumerate(record.measures, 1))

    def _measure(self, place: int, measure: Measure, room: int) -> Content:
        """One line: the cursor, the box, the text as far as there is room, then who and when."""
        box = f"{'▸' if self.has_focus and place == self.measure else ' '} {'[x]' if measure.done_on else '[ ]'} "
        told = joined(self._about(measure))
        late = not measure.done_on and measure.due_on is not None and measure.due_on < self.day.today
        (text,) = wrapped(visible(measure.text), max(room - cell_len(box) - cell_len(told) - 2, 12), 1)
        style = self.get_visual_style("detail-pane--late") if late else self._quiet()
        return Content.assemble(box, text, "  ", (told, style))

    def _about(self, measure: Measure) -> Iterator[str]:
        if measure.owner:
            yield visible(measure.owner)
        if measure.done_on:
            yield _("done {day}").format(day=self._short(measure.done_on))
        elif measure.due_on:
            yield _("due {day}").format(day=self._short(measure.due_on))
            late = (self.day.today - measure.due_on).days
            if late > 0:
                yield _("{days} d late").format(days=late)

    def _told(self, heading: str, told: Iterable[Told], room: int) -> Iterator[Content]:
        """A heading and its entries, where there are any."""
        entries = list(told)
        if entries:
            yield Content("")
            yield self._label(heading)
        for when, what in entries:
            first, *rest = wrapped(what, max(room - cell_len(when) - 2, 4), 20)
            yield Content.assemble((f"{when}  ", self._quiet()), first)
            yield from (Content(" " * (cell_len(when) + 2) + line) for line in rest)

    def _history(self, record: Record) -> Iterator[Content]:
        yield Content("")
        yield self._label(_("History"))
        yield from (self._event(event) for event in reversed(record.events))

    def _lacking(self, record: Record, room: int) -> Iterator[Content]:
        """What an open problem has not yet, and the keys that would bring it."""
        keys = self.keys
        if keys is None or record.problem.status not in ACTIVE:
            return
        known = {"problem.measures": record.measures, "problem.evidence": record.evidence}
        told = "  ".join(_(said).format(key=keys.key(name)) for name, said in _LACKING.items() if not known[name])
        if told:
            yield Content("")
            yield from (self._label(line) for line in wrapped(told, room))

    def _event(self, event: Event) -> Content:
        from rectify.service.words import (
            action_words,
            changed_fields,
            note_words,
        )  # the store thread has loaded it by now

        at = datetime.fromisoformat(event.at).astimezone(self.zone)
        what, action = changed_fields(event), action_words(event.action)
        parts = [action] if what == action else [action, what]
        note = note_words(event)
        if note and note not in what:
            parts.append(_("note: {note}").format(note=note))
        line = f"  {visible(event.actor)}  " + visible(" · ".join(parts))
        return Content.assemble((f"{self._short(at.date())} {at:%H:%M}", self._quiet()), line)

    def _short(self, day: date) -> str:
        return short_day(day, self.day.today)

    def _label(self, text: str) -> Content:
        return Content.styled(text, self._quiet())

    def _quiet(self) -> Style:
        return self.get_visual_style("detail-pane--label")


def _stands_beside(label: str, value: str, width: int) -> bool:
    """Whether a fact has room in a column: its label, and all of its value."""
    room = max(width - 2 - max(_LABEL, cell_len(label) + 1), 4)
    return cell_len(label) < _LONGEST_LABEL and len(wrapped(value, room, _MOST + 1)) <= _MOST


def _side_by_side(cells: list[list[Content]], width: int) -> Iterator[Content]:
    for line in range(max(map(len, cells))):
        parts = [cell[line] if line < len(cell) else Content("") for cell in cells]
        yield Content("").join(part + Content(" " * (width - part.cell_length)) for part in parts)
