"""A calendar's tasks (VTODO) -> a grid of cells. The library is imported only when a calendar is read.

Source: docs/rules.md, "Import".
"""

from datetime import date
from pathlib import Path

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.sheet import Cell, Grid, Row
from rectify.transfer.text import read_bytes

_COLUMNS = (
    ("UID", "UID"), ("SUMMARY", "summary"), ("DESCRIPTION", "description"), ("DUE", "due"), ("STATUS", "status"),
    ("COMPLETED", "completed"), ("CATEGORIES", "category"), ("CREATED", "created on"), ("LOCATION", "LOCATION"),
    ("ORGANIZER", "ORGANIZER"), ("URL", "URL"), ("PRIORITY", "priority"),
)  # fmt: skip
"""The properties of a task, and what their columns are called."""


def read_calendar(path: Path) -> Grid:
    """The tasks of a calendar as rows, in their order. Raises InvalidInput where there are none."""
    from icalendar import Calendar, Component

    try:
        roots = Calendar.from_ical(read_bytes(path), multiple=True)
    except ValueError as error:
        raise InvalidInput(
            _("{file} cannot be read as a calendar ({reason}).").format(file=path.name, reason=error)
        ) from error
    tasks: list[Component] = [task for root in roots for task in root.walk("VTODO")]
    if not tasks:
        raise InvalidInput(
            _("{file} is a calendar without tasks (VTODO); appointments are no problems.").format(file=path.name)
        )
    rows = [Row(1, [heading for _name, heading in _COLUMNS])]
    rows += [
        Row(
            number,
            [_cell(task.get(name)) if name != "PRIORITY" else _priority(task.get(name)) for name, _heading in _COLUMNS],
        )
        for number, task in enumerate(tasks, 2)
    ]
    return Grid(path.name, None, rows)


def _priority(value: object) -> Cell:
    """The severity that a number from 1 to 9 means; 0 means none."""
    text = str(value or "")
    if not text.isdecimal() or int(text) == 0:
        return ""
    return "high" if int(text) < 5 else "medium" if int(text) == 5 else "low"


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
