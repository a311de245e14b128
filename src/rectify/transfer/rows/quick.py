"""The fast path: rows without anything unusual, as nearly all of a long list are, read column by column.

Source: docs/rules.md, "Import".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import repeat
from typing import Any

from rectify.domain.columns import BY_NAME
from rectify.domain.facts import is_clean
from rectify.domain.problem import Status
from rectify.transfer.headers.layout import Layout
from rectify.transfer.kept import NO_EXTRA, KeptRow, shared
from rectify.transfer.rows.columns import DAYS, Column
from rectify.transfer.rows.reader import UNNOTED, RowReader, padded
from rectify.transfer.sheet import Cell, Row, Sheet, is_blank, text_of
from rectify.transfer.wording.cells import Said, Setting, has_controls, read_cell

_FEWEST = 20
"""Fewer rows are not worth it."""

_UNLIKE = frozenset({str, date, datetime})
"""Types of cells that never equal one of another type, as 1, 1.0 and TRUE do."""

_TOLD = {"status": ("status", "as_error"), "due_on": ("due_on", "due_text", "due_mode")}
"""What a cell tells where that is more than the fact that its column is called after."""

_IN_ORDER = (("found_on", "due_on"), ("found_on", "done_on"), ("done_on", "closed_on"))
"""Days of which there is something to say where the second is before the first."""

_Columns = dict[str, Sequence[Any]]
_Years = Callable[[], Sequence[int | None]]


class QuickReader(RowReader):
    """Reads many rows at once; where a row says anything but plain facts, it is left to `RowReader`."""

    def __init__(self, sheet: Sheet, layout: Layout, setting: Setting) -> None:
        super().__init__(sheet, layout, setting)
        self._plain = [_PlainColumn(column, setting.today) for column in self._columns.read]
        names = [name for column in self._plain for name in column.names]
        others = self._columns.other_dues
        alone = (others, self._flags, self._second, self._look, self._assumed, self._choices, layout.own)
        self.is_quick = not any(alone) and len({*names}) == len(names)
        """Whether the list is one of which many rows can be read at once."""

    def kept(self, rows: Iterable[Row]) -> Iterator[KeptRow]:
        for run in self._body.runs(self._written_out(rows)):
            if self.is_quick and len(run) >= _FEWEST:
                yield from self._at_once(run)
            else:
                yield from (self._slowly(row) for row in run)

    def _slowly(self, row: Row) -> KeptRow:
        return KeptRow.of(self._read(row, padded(row.cells, self._width)))

    def _at_once(self, run: Sequence[Row]) -> list[KeptRow]:
        cells = [padded(row.cells, self._width) for row in run]
        columns = list(zip(*cells, strict=False))
        odd = {at for at, row in enumerate(run) if self._is_marked(row)}
        facts = self._settled(self._facts(cells, columns, odd), len(run))
        for first, second in _IN_ORDER:
            if first in facts and second in facts:
                pairs = enumerate(zip(facts[first], facts[second], strict=True))
                odd.update(at for at, (early, late) in pairs if early and late and late < early)
        measures = repeat(None) if self._measures is None else map(self._lines.__getitem__, columns[self._measures])
        extras, names, values = self._extras(columns, odd), shared(tuple(facts)), zip(*facts.values(), strict=True)
        kept = list(map(KeptRow, run, repeat(names), values, measures, extras, repeat(())))
        for at in sorted(odd):
            kept[at] = self._slowly(run[at])
        return kept

    def _is_marked(self, row: Row) -> bool:
        """Whether anything is known of a row beside its cells."""
        number, body = row.number, self._body
        return (
            number in self._faults
            or number in self._errors
            or number in body.strangers.reasons
            or number in body.sections
            or number in body.steps
        )

    def _facts(self, cells: Sequence[Sequence[Cell]], columns: Sequence[Sequence[Cell]], odd: set[int]) -> _Columns:
        """What the columns tell; the positions of rows that say more are added to `odd`."""
        facts = _Columns()
        years = cache(lambda: list(map(self._year_of, cells)))
        for column in self._plain:
            said = column.said(columns[column.place], years)
            if None in said:
                odd.update(at for at, values in enumerate(said) if values is None)
            nothing = (None,) * len(column.names)
            facts |= zip(column.names, zip(*(values or nothing for values in said), strict=True), strict=True)
        return facts

    def _settled(self, facts: _Columns, count: int) -> _Columns:
        """The facts with what follows from several of them together, as `RowReader` settles it of plain rows."""
        empty = [None] * count
        if "due_on" in facts:
            facts.setdefault("mode", empty)
        if (source := self._setting.source) is not None:
            facts["source"] = [told or source for told in facts.get("source", empty)]
        if "status" not in facts and {"done_on", "closed_on"} & {*facts}:
            ends = zip(facts.get("done_on", empty), facts.get("closed_on", empty), strict=True)
            facts["status"] = [Status.CLOSED if done or closed else Status.OPEN for done, closed in ends]
        return facts

    def _extras(self, columns: Sequence[Sequence[Cell]], odd: set[int]) -> Iterable[Mapping[str, str]]:
        if not self.layout.extras:
            return repeat(NO_EXTRA)
        headings, told = [heading for _place, heading in self.layout.extras], list[list[str]]()
        for place, _heading in self.layout.extras:
            texts = ["" if is_blank(cell) else text_of(cell) for cell in columns[place]]
            odd.update(at for at, text in enumerate(texts) if has_controls(text))
            told.append(texts)
        rows = zip(*told, strict=True)
        return [{name: text for name, text in zip(headings, row, strict=True) if text} or NO_EXTRA for row in rows]


def _is_plain_text(cell: Cell) -> bool:
    """Whether a cell of a column of texts is what it tells; the apostrophe before a figure is not."""
    return cell.__class__ is str and bool(cell) and is_clean(str(cell)) and cell[:1] != "'"


class _PlainColumn:
    """A column with the plain facts that its cells have told so far."""

    def __init__(self, column: Column, today: date) -> None:
        self.place = column.place
        self._told = column.told or _TOLD.get(column.name, (column.name,))
        self.names = tuple(name for name in self._told if name != "due_mode")
        self._column, self._today = column, today
        self._is_day = BY_NAME[column.name].kind in DAYS
        self._known: dict[Any, tuple[Any, ...] | None] = {}

    def said(self, cells: Sequence[Cell], years: _Years) -> list[tuple[Any, ...] | None]:
        """What each cell tells, by `names`; None where it says more. `years` are those of days without one."""
        if not self._column.remembered:
            return [(cell,) if _is_plain_text(cell) else self._read(cell, None) for cell in cells]
        kinds = {*map(type, cells)}
        keys: Sequence[Any] = cells
        of: Sequence[int | None] = [None] * len(cells)
        if self._is_day and not (kinds <= _UNLIKE and all(is_blank(cell) for cell in cells if cell.__class__ is str)):
            of = years()
            keys = list(zip(map(type, cells), cells, of, strict=True))
        elif not kinds <= _UNLIKE:
            keys = list(zip(map(type, cells), cells, strict=True))
        for key, (cell, year) in dict(zip(keys, zip(cells, of, strict=True), strict=True)).items():
            if key not in self._known:
                self._known[key] = self._read(cell, year)
        return list(map(self._known.__getitem__, keys))

    def _read(self, cell: Cell, year: int | None) -> tuple[Any, ...] | None:
        said = read_cell(self._column.reader, cell, year)
        return None if self._says_more(said) else tuple(said.facts.values())[: len(self.names)]

    def _says_more(self, said: Said) -> bool:
        """Whether anything follows from a cell for its row but the facts that any cell of the column tells."""
        name, facts = self._column.name, said.facts
        if said[1:] != UNNOTED or tuple(facts) != self._told or facts.get("due_mode") is not None:
            return True
        if name in {"title", "status"}:
            return facts[name] is None
        return name in {"found_on", "done_on", "closed_on"} and facts[name] is not None and facts[name] > self._today
