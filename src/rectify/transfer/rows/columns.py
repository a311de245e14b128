"""The columns that are read as facts, and how the cells of each are read.

Source: docs/rules.md, "Import".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from rectify.domain.columns import BY_NAME
from rectify.i18n import _
from rectify.transfer.headers.layout import Layout
from rectify.transfer.rows.pairs import PAIR, TIMED, names_pair, names_timed, pair_reader, timed_facts, timed_reader
from rectify.transfer.rows.remarks import Remarks
from rectify.transfer.sheet import Cell, Sheet
from rectify.transfer.wording.cells import Reader, Setting, reader_of
from rectify.transfer.wording.content import is_span, share_of
from rectify.transfer.wording.days import Order, has_two_readings, order_in, order_of, short_order_in, years_last
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.matching import fields_of
from rectify.transfer.wording.spans import unit_of

_REVISED = re.compile(
    r"^new|^current|^latest|revised|\brev\b|exten(?:ded|sion)|amended|(?:延期|延长|调整|变更|展期)后|^(?:调整|变更|展期)$",
    re.IGNORECASE,
)
_ORIGINAL = re.compile(r"original|\borig\b|initial|first|原|最初|初始", re.IGNORECASE)
"""What deadlines are called that were changed, and those before."""

_DATES = re.compile(r"\bdates?\b|日期", re.IGNORECASE)
"""Headings of days that are no fact here, but show how days are written."""

_NEVER_ALIKE = frozenset({"number", "title", "description"})
"""Columns whose cells are rarely alike, so that remembering them helps nothing."""

DAYS = frozenset({"date", "due"})
"""Kinds of columns in which a formula that failed is no empty cell: there would be a day."""


class Column(NamedTuple):
    """A column that is read as a fact."""

    name: str
    place: int
    heading: str
    reader: Reader
    remembered: bool
    told: tuple[str, ...] = ()
    """The facts that each cell tells, where these are not those of any column of this name."""


class Columns:
    """Those of one sheet. What a clerk should know of how they are read is remarked."""

    def __init__(self, sheet: Sheet, layout: Layout, setting: Setting, remarks: Remarks) -> None:
        self._sheet, self._layout, self._setting, self._remarks = sheet, layout, setting, remarks
        self._other = _proven_order(sheet, layout)
        self._years_last = years_last(_cells_of_days(sheet, layout), setting.today)
        self.read = [self._column(name, place) for name, place in layout.places.items() if name in BY_NAME]
        self.other_dues = self._find_other_dues()
        """Those of other deadlines than the one in force, which come first where they are revised ones."""

    def _column(self, name: str, place: int) -> Column:
        heading, above = dict(self._layout.headings)[place], self._sheet.parents.get(place, "")
        if name in PAIR and not {*PAIR} <= {*self._layout.places} and names_pair(heading, above):
            sentence = _("Column {column} names a unit and a person; a cell that holds both is read as both.")
            self._remarks.say(sentence.format(column=heading))
            return Column(name, place, heading, pair_reader(name), remembered=True, told=PAIR)
        setting = replace(self._setting, column=heading)
        who = names_timed(heading, above) if name in TIMED else None
        if who is not None and not {name, who, "due_on"} & ({*self._layout.places} - {name}):
            due = reader_of("due_on", self._days_setting("due_on", place, heading))
            sentence = _("Column {column} names somebody and a deadline; a cell that holds both is read as both.")
            self._remarks.say(sentence.format(column=heading))
            return Column(name, place, heading, timed_reader(who, name, due), remembered=True, told=timed_facts(who))
        if BY_NAME[name].kind in DAYS:
            setting = self._days_setting(name, place, heading)
        elif name == "status":
            setting = replace(setting, whole=share_of(self._sheet, place))
        return Column(name, place, heading, reader_of(name, setting), name not in _NEVER_ALIKE)

    def _days_setting(self, name: str, place: int, heading: str) -> Setting:
        """How the days of a column are read: in the order that is given, that its heading or its cells tell, or those
        of another column of days do.
        """
        said, proven = self._layout.orders.get(name) or order_of(heading), order_in(cells_of(self._sheet, place))
        short = short_order_in(cells_of(self._sheet, place)) if said is None else None
        if short is not None and proven in {None, short}:
            said = short
            sentence = _(
                "Column {column} is read {order} and with its year last, as its days show; if it is not, say --map."
            )
            self._remarks.say(sentence.format(column=heading, order=_words(said)))
        order = said or proven
        if order is None and self._other is not None and has_two_readings(cells_of(self._sheet, place)):
            order, column = self._other
            sentence = _("Column {column} is read {order}, as column {other} shows; if it is not, say --map.")
            self._remarks.say(sentence.format(column=heading, order=_words(order), other=column))
        unit = unit_of(heading) if name == "due_on" and is_span(self._sheet, place) else None
        return replace(
            self._setting,
            column=heading,
            order=order,
            order_said=said is not None,
            years_last=self._years_last,
            unit=unit,
        )

    def _find_other_dues(self) -> list[tuple[Column, bool]]:
        """The columns of revised deadlines, which come first, and those of original ones, which come last."""
        if self._layout.own or "due_on" not in self._layout.places:
            return []
        found = list[tuple[Column, bool]]()
        usual = folded(_REVISED.sub("", dict(self._layout.headings)[self._layout.places["due_on"]]))
        for place, heading in self._layout.extras:
            revised = _REVISED.search(heading) is not None
            other = revised or _ORIGINAL.search(heading) or folded(heading) == usual
            named = "due_on" in fields_of(heading, self._sheet.parents.get(place, ""))
            if other and (named or usual in {folded(heading), folded(_ORIGINAL.sub("", heading))}):
                setting = self._days_setting("due_on", place, heading)
                found.append(
                    (Column("due_on", place, heading, reader_of("due_on", setting), remembered=False), revised)
                )
        return sorted(found, key=lambda each: (not each[1], -each[0].place))  # the last revised one is the latest


def _words(order: Order) -> str:
    return _("day first") if order == "dmy" else _("month first")


def _proven_order(sheet: Sheet, layout: Layout) -> tuple[Order, str] | None:
    """The order of days that the columns of days tell, none against another, and the heading of the first that does."""
    headings = dict(layout.headings)
    told = list[tuple[Order, str]]()
    for name, place in layout.places.items():
        if name in BY_NAME and BY_NAME[name].kind in DAYS:
            order = layout.orders.get(name) or order_of(headings[place]) or order_in(cells_of(sheet, place))
            told += [(order, headings[place])] if order else []
    for place, heading in layout.extras:
        order = order_in(cells_of(sheet, place)) if _DATES.search(heading) else None
        told += [(order, heading)] if order else []
    return told[0] if len({order for order, _heading in told}) == 1 else None


def _cells_of_days(sheet: Sheet, layout: Layout) -> Iterator[Cell]:
    for name, place in layout.places.items():
        if name in BY_NAME and BY_NAME[name].kind in DAYS:
            yield from cells_of(sheet, place)


def cells_of(sheet: Sheet, place: int) -> Iterator[Cell]:
    """The cells of a column below the header."""
    return (cells[place] for _number, cells in sheet.rows[1:] if place < len(cells))
