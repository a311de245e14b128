"""Which sheet of a workbook holds the list. Source: docs/rules.md, "Import"."""

from collections.abc import Sequence
from typing import NamedTuple

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.outcome import SheetNeeded
from rectify.transfer.read.tables import Header

_AS_GOOD = 0.6
"""A list whose header says this part of what the best one says looks right too."""

_MANY = 5
"""Beside a sheet that names so many fields, one that names a title and nothing else is a cover."""

_SHOWN = 120


class Candidate(NamedTuple):
    """A sheet that has rows."""

    name: str
    hidden: bool
    header: Header | None
    """Where its list begins, if there is one."""
    seen: str
    """What its first row holds."""
    height: int


def choose(file: str, sheets: Sequence[Candidate]) -> tuple[str, tuple[str, ...]]:
    """The name of the sheet to import, and what to say of the choice.

    Raises InvalidInput where no sheet has rows, where none of several holds a list, and where several do.
    """
    if not sheets:
        raise InvalidInput(_("{file} is empty: no sheet has any rows.").format(file=file))
    shown = [sheet for sheet in sheets if not sheet.hidden]
    looked = [sheet for sheet in shown if sheet.header] or [sheet for sheet in sheets if sheet.header]
    if not looked:
        return _without_list(file, shown or list(sheets))
    right = _right(looked)
    if len(right) > 1:
        raise SheetNeeded(
            _("{file} has several sheets: {sheets}. Say with --sheet which one holds the list.").format(
                file=file, sheets=", ".join(sheet.name for sheet in right)
            ),
            [sheet.name for sheet in right],
        )
    return right[0].name, tuple(_why(right[0], sheets, looked))


def _right(looked: Sequence[Candidate]) -> list[Candidate]:
    """The lists that look right: those with rows, whose title is as sure and whose header says as much as the best."""
    if any(sheet.header and sheet.header.fields >= _MANY for sheet in looked):
        looked = [sheet for sheet in looked if sheet.header and sheet.header.fields > 1]
    titled = [sheet for sheet in looked if sheet.header and sheet.header.titled] or list(looked)
    best = max(sheet.header.worth for sheet in titled if sheet.header)
    good = [sheet for sheet in titled if sheet.header and sheet.header.worth >= _AS_GOOD * best]
    return [sheet for sheet in good if sheet.header and sheet.header.filled] or good


def _without_list(file: str, sheets: Sequence[Candidate]) -> tuple[str, tuple[str, ...]]:
    if len(sheets) == 1:
        return sheets[0].name, ()
    saw = "; ".join(f"{sheet.name}: {sheet.seen[:_SHOWN]}" for sheet in sheets)
    raise SheetNeeded(
        _("{file}: no sheet holds a list of problems. What stands there – {saw}. Name one with --sheet.").format(
            file=file, saw=saw
        ),
        [sheet.name for sheet in sheets],
    )


def _why(chosen: Candidate, sheets: Sequence[Candidate], looked: Sequence[Candidate]) -> list[str]:
    others = ", ".join(sheet.name for sheet in sheets if sheet is not chosen)
    if not others:
        return []
    if chosen.hidden:
        sentence = _("The hidden sheet {sheet} was read: no other one holds a list of problems ({others}).")
    elif len(looked) > 1:
        sentence = _("The sheet {sheet} was read: it looks most like a list of problems (not {others}).")
    else:
        sentence = _("The sheet {sheet} was read: it is the only one that holds a list of problems (not {others}).")
    return [sentence.format(sheet=chosen.name, others=others)]
