"""A status that is ticked in one of several columns: 已完成, 正在整改, 未整改. Source: docs/rules.md, "Import"."""

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

from rectify.domain.facts import clean
from rectify.transfer.sheet import Cell, Sheet, is_blank, text_of
from rectify.transfer.wording.content import LOOKED_AT, column
from rectify.transfer.wording.matching import exact_fields_of
from rectify.transfer.wording.vocabulary import Standing
from rectify.transfer.wording.words import TICKS, standing_of

_SHORT = 1
"""Headings of so few characters say nothing by themselves: 是, 否."""

_SEVERAL = 3
"""Where less than so many rows are ticked once for each that is ticked twice, these are steps of the work."""


class Choice(NamedTuple):
    """One column of those in which a status is ticked, or told at one of several looks."""

    place: int
    heading: str
    standing: Standing | None
    """What a tick says; None where the cells tell it in words."""


def choices_of(sheet: Sheet, columns: Sequence[tuple[int, str]]) -> tuple[Choice, ...]:
    """Those of the `columns`, beside each other, in which the status is ticked; none where fewer than two are."""
    found = list[Choice]()
    for place, heading in columns:
        text = clean(text_of(sheet.rows[0].cells[place])) if place < len(sheet.rows[0].cells) else ""
        standing = standing_of(text) if text else None
        named = len(text) > _SHORT or "status" in exact_fields_of(sheet.parents.get(place, ""))
        if standing and named and _is_ticked(column(sheet, place)):
            found.append(Choice(place, heading, standing))
    beside = [each for each in found if any(abs(each.place - other.place) == 1 for other in found)]
    return tuple(beside) if beside and _is_chosen(sheet, beside) else ()


def ticked(choices: Sequence[Choice], cells: Sequence[Cell]) -> Standing | None:
    """What the one tick of a row says; None where there is none, or more than one."""
    chosen = [each for each in choices if each.place < len(cells) and not is_blank(cells[each.place])]
    return chosen[0].standing if len(chosen) == 1 else None


def _is_ticked(cells: Sequence[Cell]) -> bool:
    """Whether the cells of a column are signs for yes, but for one that may be their total."""
    others = [text for cell in cells if (text := text_of(cell).strip()) not in TICKS]
    return not others or (len(others) == 1 and others[0].isdecimal())


def _is_chosen(sheet: Sheet, choices: Sequence[Choice]) -> bool:
    """Whether most rows that are ticked at all are ticked once."""
    rows = islice(sheet.rows, 1, 1 + LOOKED_AT)
    ticks = [
        sum(text_of(cells[place]).strip() in TICKS for place, *_more in choices if place < len(cells))
        for _number, cells in rows
    ]
    several = sum(count > 1 for count in ticks)
    return ticks.count(1) > 0 and several * _SEVERAL <= ticks.count(1)
