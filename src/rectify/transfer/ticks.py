"""A status that is ticked in one of several columns: 已完成, 正在整改, 未整改. Source: docs/rules.md, "Import"."""

from collections.abc import Sequence
from typing import NamedTuple

from rectify.domain.facts import clean
from rectify.transfer.content import column
from rectify.transfer.headers import Layout
from rectify.transfer.matching import exact_fields_of
from rectify.transfer.sheet import Cell, Sheet, is_blank, text_of
from rectify.transfer.words import Standing, standing_of

_TICKS = frozenset("√✓✔☑■●▲*1vV是")
_SHORT = 1
"""Headings of so few characters say nothing by themselves: 是, 否."""


class Choice(NamedTuple):
    """One column of those in which a status is ticked."""

    place: int
    heading: str
    standing: Standing


def choices_of(sheet: Sheet, layout: Layout) -> tuple[Choice, ...]:
    """The columns in which the status is ticked; none where a column tells it, or fewer than two are for ticks."""
    if layout.own or "status" in layout.places:
        return ()
    found = list[Choice]()
    for place, heading in layout.extras:
        text = clean(text_of(sheet.rows[0].cells[place])) if place < len(sheet.rows[0].cells) else ""
        standing = standing_of(text) if text else None
        named = len(text) > _SHORT or "status" in exact_fields_of(sheet.parents.get(place, ""))
        if standing and named and _is_ticked(column(sheet, place)):
            found.append(Choice(place, heading, standing))
    beside = [each for each in found if any(abs(each.place - other.place) == 1 for other in found)]
    filled = any(column(sheet, each.place) for each in beside)
    return tuple(beside) if filled else ()


def ticked(choices: Sequence[Choice], cells: Sequence[Cell]) -> Standing | None:
    """What the one tick of a row says; None where there is none, or more than one."""
    chosen = [each for each in choices if each.place < len(cells) and not is_blank(cells[each.place])]
    return chosen[0].standing if len(chosen) == 1 else None


def _is_ticked(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a column are signs for yes, but for one that may be their total."""
    others = [text for cell in cells if (text := text_of(cell).strip()) not in _TICKS]
    return not others or (len(others) == 1 and others[0].isdecimal())
