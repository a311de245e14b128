"""A calendar's tasks (VTODO) -> a grid of cells. The library is imported only when a calendar is read.

Source: docs/rules.md, "Import".
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.read.mark import NAME, Mark, as_cell
from rectify.transfer.read.text import read_bytes
from rectify.transfer.sheet import Cell, Grid, Row
from rectify.transfer.write.table import as_json
from rectify.transfer.write.tasks import FACTS, NAMES, number_in, read_facts, settled

if TYPE_CHECKING:
    from icalendar import Component

_COLUMNS = (
    ("SUMMARY", "summary"), ("DESCRIPTION", "description"), ("DUE", "due"), ("STATUS", "status"),
    ("COMPLETED", "completed"), ("CATEGORIES", "category"), ("CREATED", "created on"), ("LOCATION", "LOCATION"),
    ("ORGANIZER", "ORGANIZER"), ("URL", "URL"), ("PRIORITY", "priority"), ("UID", "UID"),
)  # fmt: skip
"""The properties of a task, and what their columns are called; in the first one a lone UID would head a section."""

_LONGEST_LINE = 1_000_000
"""Bytes; programs fold lines at 75, and the library looks at each letter of a line several times."""


def read_calendar(path: Path) -> Grid:
    """The tasks of a calendar as rows, in their order; those that rectify wrote tell all that was written.

    Raises InvalidInput where there are none.
    """
    from icalendar import Calendar

    content = read_bytes(path)
    for number, line in enumerate(content.splitlines(), 1):
        if len(line) > _LONGEST_LINE:
            raise InvalidInput(
                _("{file}, row {row}: so long a line is in no calendar; export it anew.").format(
                    file=path.name, row=number
                )
            )
    try:
        roots = Calendar.from_ical(content, multiple=True)
    except ValueError as error:
        raise InvalidInput(
            _("{file} cannot be read as a calendar ({reason}).").format(file=path.name, reason=error)
        ) from error
    tasks: list[Component] = [task for root in roots for task in root.walk("VTODO")]
    if not tasks:
        raise InvalidInput(
            _("{file} is a calendar without tasks (VTODO); appointments are no problems.").format(file=path.name)
        )
    if marks := [mark for task in tasks if (mark := number_in(_text(task, "UID")))]:
        return _own(path.name, tasks, marks[0][1])
    rows = [Row(1, [heading for _name, heading in _COLUMNS])]
    rows += [
        Row(
            number,
            [_cell(task.get(name)) if name != "PRIORITY" else _priority(task.get(name)) for name, _heading in _COLUMNS],
        )
        for number, task in enumerate(map(_with_due, tasks), 2)
    ]
    return Grid(path.name, None, rows)


def _own(file: str, tasks: Sequence["Component"], ledger: str) -> Grid:
    """Tasks that rectify wrote, and what was put beside them since."""
    kept = [read_facts(_text(task, FACTS)) for task in tasks]
    is_whole = all(kept[at] or not number_in(_text(task, "UID")) for at, task in enumerate(tasks))
    names = NAMES if is_whole else ("number", "title")
    mark = as_cell(Mark(ledger, None, tuple((name, name) for name in names)))
    rows = [Row(1, [*names, NAME])]
    for number, (task, facts) in enumerate(zip(tasks, kept, strict=True), 2):
        told = _told(task, facts)
        rows.append(Row(number, [*(_plain(told.get(name)) for name in names), mark]))
    lost = _("This calendar has lost what rectify wrote into its tasks, so that only their titles are read.")
    return Grid(file, None, rows, notes=() if is_whole else (lost,))


def _told(task: "Component", facts: dict[str, object]) -> dict[str, object]:
    found = number_in(_text(task, "UID"))
    number = found[0] if found else None
    title = _text(task, "SUMMARY").removeprefix(f"{number} ")
    days = [str(_cell(task.get(name))) for name in ("DUE", "COMPLETED")]
    if not facts:
        facts = {"description": _text(task, "DESCRIPTION")}
    return settled(facts, title, days[0], _text(task, "STATUS"), days[1]) | {"number": number}


def _text(task: "Component", name: str) -> str:
    return str(task.get(name) or "")


def _plain(value: object) -> str:
    return as_json(value) if isinstance(value, list | dict) else "" if value is None else str(value)


def _priority(value: object) -> Cell:
    """The severity that a number from 1 to 9 means; 0 means none."""
    text = str(value or "")
    if not text.isdecimal() or len(text) > 9 or int(text) == 0:
        return ""
    return "high" if int(text) < 5 else "medium" if int(text) == 5 else "low"


def _with_due(task: "Component") -> "Component":
    """The task with its deadline, also where that is written as a start and a duration (RFC 5545, 3.6.2)."""
    start, lasts = getattr(task.get("DTSTART"), "dt", None), getattr(task.get("DURATION"), "dt", None)
    if "DUE" not in task and isinstance(start, date) and isinstance(lasts, timedelta):
        with suppress(OverflowError):
            task.add("DUE", start + lasts)
    return task


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(_cell(each)) for each in value)
    day = getattr(value, "dt", None)
    if isinstance(day, date):
        return day.isoformat()[:10]
    names = getattr(value, "cats", None)
    return ", ".join(map(str, names)) if names else str(value)
