"""Reading files that rectify wrote: each row is a problem, each column is what its heading or the mark says.

Source: docs/rules.md, "Export".
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from rectify.domain.columns import ROW
from rectify.domain.dates import read_date
from rectify.domain.facts import clean
from rectify.domain.problem import Measure, Status
from rectify.errors import InvalidInput
from rectify.i18n import _, labelled
from rectify.transfer.brought import STEP_FACTS
from rectify.transfer.headers.layout import Layout
from rectify.transfer.kept import ReadRow
from rectify.transfer.outcome import ColumnMatch
from rectify.transfer.read.mark import Mark
from rectify.transfer.rows.reader import RowReader
from rectify.transfer.sheet import Cell, Row, Sheet, is_blank, text_of
from rectify.transfer.wording.cells import Setting
from rectify.transfer.wording.matching import FIELDS, MEASURE
from rectify.transfer.write.table import EXTRA, MEASURES

_LIST = "measures_list"
"""The key of JSON under which the checklist stands."""

_TOLD = ("due_text", "as_error", *(name for name in MEASURES if name != MEASURE), _LIST)
"""What only such files tell, beside the fields that any file may have."""

_LEFT_OUT = frozenset({*ROW, "group"}) - {*FIELDS, *_TOLD, EXTRA}
"""What follows from the rest, or stands in the ledger already."""


def fields_told(layout: Layout, mark: Mark | None) -> dict[int, tuple[str, str]]:
    """The field and the heading of each column, by place, as the mark or rectify's own names tell them."""
    if mark is not None:
        told = _marked(layout, mark)
        return told if any(field == "title" for field, _heading in told.values()) else {}
    if not layout.own:
        return {}
    known = {*ROW, *MEASURES, _LIST, "group"}
    return {place: (name if name in known else EXTRA, name) for place, name in layout.headings}


def _marked(layout: Layout, mark: Mark) -> dict[int, tuple[str, str]]:
    """Columns are known by their order where all are there, with others after them or none, else by their headings."""
    if len(layout.headings) >= len(mark.columns) and all(
        found.startswith(clean(written))
        for (_place, found), (written, _field) in zip(layout.headings, mark.columns, strict=False)
    ):
        return {
            place: (field, heading)
            for (place, _found), (heading, field) in zip(layout.headings, mark.columns, strict=False)
        }
    by_heading = {clean(heading): (field, heading) for heading, field in mark.columns}
    return {place: by_heading[found] for place, found in layout.headings if found in by_heading}


def lay_out_own(layout: Layout, told: Mapping[int, tuple[str, str]]) -> Layout:
    """The layout with its columns as they were written; what the user maps otherwise stays, and so do new columns."""
    places, extras, matches = dict[str, int](), list[tuple[int, str]](), list[ColumnMatch]()
    for (place, heading), match in zip(layout.headings, layout.matches, strict=True):
        field, name = told.get(place, (match.field, heading))
        if match.how == "map":
            field = match.field
        computed = field in _LEFT_OUT or (field == EXTRA and name == EXTRA)
        if match.how == "ignored" and not computed and field not in _TOLD:
            matches.append(match)
        elif field in FIELDS and field not in places:
            places[str(field)] = place
            matches.append(ColumnMatch(heading, field, "map" if match.how == "map" else "name"))
        elif field in _TOLD:
            matches.append(ColumnMatch(heading, field, "name"))
        elif computed:
            matches.append(ColumnMatch(heading, None, "own"))
        else:
            extras.append((place, name))
            matches.append(ColumnMatch(heading, None, "extra"))
    return replace(layout, places=places, extras=tuple(extras), matches=tuple(matches), warnings=(), own=True)


class OwnReader(RowReader):
    """Reads the rows of a file that rectify wrote: nothing is guessed of them."""

    def __init__(self, sheet: Sheet, layout: Layout, setting: Setting, told: Mapping[int, tuple[str, str]]) -> None:
        super().__init__(sheet, layout, setting)
        self._second = None
        self._told = {field: place for place, (field, name) in told.items() if field in _TOLD or field == name == EXTRA}

    def read(self, rows: Iterable[Row]) -> Iterator[ReadRow]:
        for row in rows:
            if not all(map(is_blank, row.cells)):
                cells = [*row.cells, *[""] * (self._width - len(row.cells))]
                read = self._read(row, cells)
                self._settle_own(read, cells)
                yield read

    def _settle_own(self, read: ReadRow, cells: Sequence[Cell]) -> None:
        facts, cell = read.facts, self._cell
        if "due_text" in self._told and not facts.get("due_text"):
            facts["due_text"] = clean(text_of(cell("due_text", cells))) or None
        if facts.get("status") is Status.WAIVED and text_of(cell("as_error", cells)).casefold() == "true":
            facts["as_error"] = True
        if EXTRA in self._told:
            read.extra |= _object(text_of(cell(EXTRA, cells)))
        if steps := self._steps(read, cells):
            self.steps[read.row.number] = steps
            read.measures = tuple(step.text for step in steps)
        elif read.measures is not None or _LIST in self._told:
            read.measures = ()

    def _cell(self, name: str, cells: Sequence[Cell]) -> Cell:
        place = self._told.get(name)
        return "" if place is None else cells[place]

    def _steps(self, read: ReadRow, cells: Sequence[Cell]) -> tuple[Measure, ...]:
        lines: Iterable[Sequence[str]] = ()
        if _LIST in self._told:
            lines = _listed(text_of(self._cell(_LIST, cells)))
        elif self._measures is not None:
            told = [text_of(cells[self._measures]).splitlines()]
            told += [text_of(self._cell(column, cells)).splitlines() for column in STEP_FACTS]
            lines = zip_longest(*(each[: len(told[0])] for each in told), fillvalue="")
        return tuple(self._step(read, *map(clean, line)) for line in lines if clean(line[0]))

    def _step(self, read: ReadRow, text: str, owner: str, due: str, done: str) -> Measure:
        due_on, done_on = self._day(read, "measure_due_on", due), self._day(read, "measure_done_on", done)
        if done_on is not None and done_on > self._setting.today:
            reason = _("{day} is in the future; a measure is done on a past day or today.").format(day=done_on)
            read.reasons.append(labelled(_(MEASURES["measure_done_on"][0]), reason))
        return Measure(text, owner or None, due_on, done_on)

    def _day(self, read: ReadRow, column: str, text: str) -> date | None:
        """The day in a line of a column of measures; one that cannot be read is a reason against its row."""
        try:
            return read_date(text, self._setting.today, year=self._year, typed=False).due_on if text else None
        except InvalidInput as wrong:
            read.reasons.append(labelled(_(MEASURES[column][0]), str(wrong)))
            return None


def _listed(text: str) -> Iterator[tuple[str, str, str, str]]:
    """A checklist as JSON has it: the text, owner, due date and done date of each measure."""
    with suppress(ValueError, TypeError, KeyError, AttributeError):
        for step in json.loads(text or "[]"):
            owner, due, done = (str(step.get(fact) or "") for fact in STEP_FACTS.values())
            yield str(step["text"]), owner, due, done


def _object(text: str) -> dict[str, str]:
    with suppress(ValueError):
        found = json.loads(text or "{}")
        if isinstance(found, dict):
            return {str(name): str(value) for name, value in found.items()}
    return {}
