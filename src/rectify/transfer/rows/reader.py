"""The rows of a sheet -> the facts of problems. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from rectify.domain.columns import BY_NAME
from rectify.domain.dates import read_date
from rectify.domain.problem import Measure, Status
from rectify.domain.quotation import shown
from rectify.i18n import _
from rectify.transfer.headers.layout import Layout
from rectify.transfer.headers.looks import keep_look, look_among
from rectify.transfer.headers.states import states_told
from rectify.transfer.headers.ticks import ticked
from rectify.transfer.headers.turns import last_told
from rectify.transfer.kept import KeptRow, ReadRow
from rectify.transfer.rows.body import Body, left_out
from rectify.transfer.rows.columns import DAYS, Column, Columns
from rectify.transfer.rows.ditto import ditto_places, written_out
from rectify.transfer.rows.remarks import Remarks
from rectify.transfer.rows.settled import is_before_found, settle_status, wrong_days
from rectify.transfer.sheet import Cell, Row, Sheet, is_blank, text_of
from rectify.transfer.wording.cells import (
    WORD,
    Said,
    Setting,
    has_controls,
    read_cell,
    without_controls,
    year_in,
)
from rectify.transfer.wording.content import tells_status
from rectify.transfer.wording.lines import days_below
from rectify.transfer.wording.matching import MEASURE, fields_of
from rectify.transfer.wording.measures import measures_in
from rectify.transfer.wording.spans import SPAN
from rectify.transfer.wording.words import flag_of, is_yes, standing_of, standing_of_group

_ACCEPTING = re.compile("销号|销项|验收|复[查核检验]|核查|验证|闭环|clos|verif|valid|accept")
"""Headings of a status that tells whether the work was accepted."""

_UP_TO_DONE = {
    Status.OPEN: Status.OPEN,
    Status.IN_PROGRESS: Status.IN_PROGRESS,
    Status.SUBMITTED: Status.SUBMITTED,
    Status.CLOSED: Status.SUBMITTED,
}
"""How far a problem is that is not accepted, by what was done."""

_FINISHED = re.compile(
    r"(?:closed|completed|resolved|implemented|done)\b|已(?:完成|整改|销号|办结|关闭|闭环|解决)(?!情况)", re.IGNORECASE
)
"""Names of sheets that hold what is finished."""

_Memory = dict[Cell | tuple[type[Cell], Cell], Said]
"""What the cells of a column said, by the cell; what is no text goes with its type, since 1 equals 1.0 and TRUE."""

UNNOTED = (None, None, None, False)
"""What a cell says beside facts where there is nothing to take note of."""


class _Lines(dict[Cell, tuple[str, ...]]):
    """The lines of each cell of measures so far; lists name the same ones again and again."""

    def __missing__(self, cell: Cell) -> tuple[str, ...]:
        found = measures_in(cell)
        if isinstance(cell, str):
            self[cell] = found
        return found


class RowReader:
    """Reads the rows of one sheet; cells that are alike are read once."""

    def __init__(self, sheet: Sheet, layout: Layout, setting: Setting) -> None:
        self.remarks = Remarks()
        self.layout = layout
        self._setting = setting
        self._faults, self._errors = sheet.faults, sheet.errors
        self._year = year_in(setting.source, *sheet.captions, sheet.file, sheet.name, *days_below(sheet))
        self._second = _second_status(sheet, layout)
        self._earlier = _earlier_states(sheet, layout)
        self._look = look_among(layout.headings, layout.matches, sheet.parents)
        self._body = Body(sheet, layout, self.remarks)
        self._assumed = _standing_by_sheet(sheet, layout)
        self._said_by_section = cache(standing_of_group)  # every row of a section asks
        self._told_by_section = not {"status", "done_on", "closed_on"} & {*layout.places} and not layout.choices
        if self._assumed is not None:
            sentence = _(
                "No column tells a status; the sheet is called “{sheet}”, so its problems are taken as closed."
            )
            self.remarks.say(sentence.format(sheet=shown(sheet.name or "")))
        self._choices = layout.choices
        if self._choices:
            names = ", ".join(each.heading for each in self._choices)
            sentence = (
                _("The status is what is ticked in one of the columns {columns}.")
                if self._choices[0].standing
                else _("The status is what the last of the columns {columns} that is filled says.")
            )
            self.remarks.say(sentence.format(columns=names))
        flags = [(heading, flag) for _place, heading in layout.extras if (flag := flag_of(heading))]
        self._flags = [] if layout.own else flags
        self._columns = Columns(sheet, layout, setting, self.remarks)
        self._width = max((place + 1 for place, _heading in layout.headings), default=0)
        self._memories: dict[int | None, list[tuple[Column, _Memory]]] = {}
        self._lines = _Lines()
        self.steps: dict[int, tuple[Measure, ...]] = {}
        """The checklists of which the file tells more than their texts, by row."""
        self._ditto = () if layout.own else ditto_places(sheet, layout.places.values())
        self._telling = [layout.places[name] for name in ("title", "source") if name in layout.places]
        self._measures = layout.places.get(MEASURE)
        self._days = {place for name, place in layout.places.items() if name in BY_NAME and BY_NAME[name].kind in DAYS}

    def read(self, rows: Iterable[Row]) -> Iterator[ReadRow]:
        """What each problem in the rows below the header says."""
        for row in self._body.rows(self._written_out(rows)):
            yield self._read(row, padded(row.cells, self._width))

    def _written_out(self, rows: Iterable[Row]) -> Iterable[Row]:
        """The rows with what stands above in place of 同上."""
        return written_out(rows, self._ditto) if self._ditto else rows

    def kept(self, rows: Iterable[Row]) -> Iterator[KeptRow]:
        """The same, as it is kept until it is written."""
        return map(KeptRow.of, self.read(rows))

    def values(self, row: Row) -> dict[str, str]:
        """The cells of a row as text, by column; those beyond the header stand in the last one."""
        cells = padded(row.cells, self._width)
        if row.number in self._errors:
            cells = self._with_errors(row, cells, range(self._width))
        values = {heading: text_of(cells[place]) for place, heading in self.layout.headings}
        if row.number in self._faults:
            place, heading = self.layout.headings[-1]
            values[heading] = ",".join(map(text_of, cells[place:]))
        return values

    def _read(self, row: Row, cells: Sequence[Cell]) -> ReadRow:
        if fault := self._faults.get(row.number) or self._body.strangers.reasons.get(row.number):
            return ReadRow(row, reasons=[fault])
        if row.number in self._errors:
            cells = self._with_errors(row, cells, self._days)
        read = ReadRow(row)
        year = self._year_of(cells)
        for column, memory in self._memory(year):
            said = _said(column, memory, cells[column.place], year)
            read.facts.update(said.facts)
            if said[1:] != UNNOTED:
                self._take_note(read, column.heading, said)
        if self._measures is not None:
            read.measures = self._lines[cells[self._measures]]
        if row.number in self._body.steps:
            self._read_steps(read, cells, year)
        if self._choices:
            standing = (ticked if self._choices[0].standing else last_told)(self._choices, cells)
            read.facts |= {"status": standing.status, "as_error": standing.as_error} if standing else {"status": None}
        self._keep_extra(read, cells)
        self._take_other_due(read, cells, year)
        if row.number in self._body.sections:
            section = self._body.sections[row.number]
            read.facts["category"] = read.facts.get("category") or section
            if self._told_by_section and (standing := self._said_by_section(section)):
                read.facts.setdefault(WORD, standing.status)
        self._settle(read)
        return read

    def _read_steps(self, read: ReadRow, cells: Sequence[Cell], year: int | None) -> None:
        """Give the measures of a problem in several rows what each row says of its own; say what is no such fact."""
        columns = {column.name: (column, memory) for column, memory in self._memory(year)}
        steps = list[Measure]()
        for number, measures, told in self._body.steps[read.row.number]:
            facts = dict[str, Any]()
            for name, cell in told.items():
                column, memory = columns[name]
                value = _said(column, memory, cell, year).facts.get(name)
                if name == "done_on" and value is not None and value > self._setting.today:
                    reason = _("{day} is in the future; a measure is done on a past day or today.").format(day=value)
                    read.reasons.append(f"{column.heading}: {reason}")
                if value is not None:
                    facts[name] = value
                elif text_of(cell).strip() != text_of(cells[column.place]).strip():
                    self.remarks.add(left_out(column.heading, cell), number)
            steps += [Measure(text, **facts) for text in measures_in(measures)]
        self.steps[read.row.number] = tuple(steps)
        read.measures = tuple(step.text for step in steps)

    def _with_errors(self, row: Row, cells: Sequence[Cell], places: Container[int]) -> Sequence[Cell]:
        """The cells, with what those show whose formula failed, as far as they stand at `places`."""
        errors = self._errors[row.number]
        return [errors.get(place, cell) if place in places else cell for place, cell in enumerate(cells)]

    def _memory(self, year: int | None) -> list[tuple[Column, _Memory]]:
        """Each column with what it said so far, of rows whose days belong to `year`."""
        memories = self._memories.get(year)
        if memories is None:
            memories = self._memories[year] = [(column, {}) for column in self._columns.read]
        return memories

    def _year_of(self, cells: Sequence[Cell]) -> int | None:
        """The year of days without one: the row's title tells it, else its source, else the whole file."""
        for place in self._telling:
            if (year := year_in(text_of(cells[place]))) is not None:
                return year
        return self._year

    def _take_note(self, read: ReadRow, heading: str, said: Said) -> None:
        if said.reason:
            read.reasons.append(f"{heading}: {said.reason}")
        if said.remark:
            self.remarks.add(f"{heading}: {said.remark}", read.row.number)
        if said.kept:
            read.extra[heading] = said.kept
        if said.controls:
            self._left_out(read.row, heading)

    def _left_out(self, row: Row, heading: str) -> None:
        self.remarks.add(_("{column}: control characters were left out.").format(column=heading), row.number)

    def _keep_extra(self, read: ReadRow, cells: Sequence[Cell]) -> None:
        for place, heading in self.layout.extras:
            cell = cells[place]
            if is_blank(cell):
                continue
            text = text_of(cell)
            if has_controls(text):
                self._left_out(read.row, heading)
                text = without_controls(text)
            read.extra[heading] = text

    def _settle_second(self, read: ReadRow) -> None:
        """What was done, but not accepted yet, waits for acceptance; what was not done yet is as far as it is. What was
        not told again is as it was told last.
        """
        for heading in self._earlier if read.facts.get("status") is None else ():
            if (standing := standing_of(read.extra.get(heading, ""))) is not None:
                read.facts |= {"status": standing.status, "as_error": standing.as_error}
                break
        if self._second is None or read.facts.get("status") not in {None, Status.OPEN, Status.SUBMITTED}:
            return
        # Some programs have every problem wait for its acceptance from the first day on.
        standing = standing_of(read.extra.get(self._second, ""))
        if standing is not None and standing.status in _UP_TO_DONE:
            read.facts["status"] = _UP_TO_DONE[standing.status]

    def _take_other_due(self, read: ReadRow, cells: Sequence[Cell], year: int | None) -> None:
        """The deadline of a row in a column beside that of deadlines: the revised one, else the original one."""
        for column, first in self._columns.other_dues:
            if not is_blank(cells[column.place]) and (first or read.facts.get("due_on") is None):
                said = read_cell(column.reader, cells[column.place], year)
                if said.facts.get("due_on") is not None:
                    read.facts.update(said.facts)
                    sentence = _("Its due date is that of the column {column}.").format(column=column.heading)
                    self.remarks.add(sentence, read.row.number)
                    return

    def _count_span(self, read: ReadRow) -> None:
        """The deadline of a row that only says how long there is: so long after the problem was found."""
        span, found = read.facts.pop(SPAN, None), read.facts.get("found_on")
        if span is None:
            return
        if found is None:
            sentence = _("It says how long there is, “{text}”, but not from which day; it has no due date.")
            self.remarks.add(sentence.format(text=shown(read.facts["due_text"])), read.row.number)
            return
        reading = read_date(span, found, holidays=self._setting.holidays)
        read.facts["due_on"] = reading.due_on
        self.remarks.add(_("How long there is was counted from the day it was found."), read.row.number)
        if reading.warning:
            self.remarks.add(reading.warning, read.row.number)

    def _settle_flags(self, read: ReadRow) -> None:
        """What is a false alarm, accepted or done by a column of its own is not open."""
        for heading, flag in self._flags:
            if read.facts.get("status") in {None, Status.OPEN} and is_yes(read.extra.get(heading, "")):
                read.facts |= {"status": flag.status, "as_error": flag.as_error}
                self.remarks.add(
                    _("{column} says yes, which was taken for its status.").format(column=heading), read.row.number
                )

    def _settle(self, read: ReadRow) -> None:
        """What follows from several cells together."""
        facts = read.facts
        if not facts.get("title"):
            read.reasons.append(_("It has no title."))
        if "due_on" in facts:
            self._count_span(read)
            due_mode = facts.pop("due_mode", None)
            facts["mode"] = facts.get("mode") or due_mode
            if self.layout.own and facts.get("due_text") is None:
                # rectify writes the day alone into this column; how it was written stands in one that is left out.
                facts.pop("due_text", None)
        if self._setting.source is not None:
            facts["source"] = facts.get("source") or self._setting.source
        self._settle_second(read)
        if self._look is not None:
            keep_look(facts, read.extra, self._look)
        settle_status(facts, facts.pop(WORD, None) or self._assumed)
        self._settle_flags(read)
        read.reasons += wrong_days(facts, self._setting.today)
        if (found := facts.get("found_on")) is not None and found > self._setting.today:
            sentence = _("It was found on a day in the future; the day is kept.")
            self.remarks.add(sentence, read.row.number)
        if is_before_found(facts, "due_on"):
            sentence = _("It is due before the day it was found; both days are kept.")
            self.remarks.add(sentence, read.row.number)
        if is_before_found(facts, "done_on"):
            sentence = _("It was done before the day it was found; both days are kept.")
            self.remarks.add(sentence, read.row.number)


def _standing_by_sheet(sheet: Sheet, layout: Layout) -> Status | None:
    """Closed, where the sheet is called so and no column tells a status: Closed POA&M Items, 已销号."""
    if {"status", "done_on", "closed_on"} & {*layout.places} or sheet.name is None:
        return None
    return Status.CLOSED if _FINISHED.match(sheet.name.strip()) else None


def _second_status(sheet: Sheet, layout: Layout) -> str | None:
    """The column of what was done, where the status tells only what was accepted: 是否完成整改 beside 是否销号."""
    place = layout.places.get("status")
    headings = dict(layout.headings)
    if place is None or not _ACCEPTING.search(headings[place].casefold()):
        return None
    for other, heading in layout.extras:
        matches = fields_of(heading, sheet.parents.get(other, ""))
        if "status" in matches and not _ACCEPTING.search(heading.casefold()) and tells_status(sheet, other):
            return heading
    return None


def _earlier_states(sheet: Sheet, layout: Layout) -> list[str]:
    """The columns that tell the status at earlier times than the one that is read, the latest first."""
    headings, place = dict(layout.headings), layout.places.get("status")
    told = states_told(sheet, layout.headings) if place is not None and not layout.own else []
    return [headings[other] for other in told[told.index(place) + 1 :]] if place in told else []


def padded(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """The cells of a row with an empty one wherever the record ends early."""
    return cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]


def _said(column: Column, memory: _Memory, cell: Cell, year: int | None) -> Said:
    if not column.remembered:
        return read_cell(column.reader, cell, year)
    key = cell if isinstance(cell, str) else (type(cell), cell)
    said = memory.get(key)
    if said is None:
        said = memory[key] = read_cell(column.reader, cell, year)
    return said
