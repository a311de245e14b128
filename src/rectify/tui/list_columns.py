"""The columns of the list on the screen: which there is room for, how wide each is, and what a cell says."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from rectify.domain.calendar_words import short
from rectify.domain.deadlines import SOON_DAYS, days_overdue, light
from rectify.domain.problem import ACTIVE, LIGHT_LETTERS, STATUS_LABELS, Light, Problem
from rectify.i18n import N_, _
from rectify.report.lettering import visible

ELLIPSIS = "…"

LEAST_NUMBER, MOST_NUMBER = 9, 20
_LEAST_TITLE, _FAIR_TITLE, _AMPLE_TITLE = 18, 30, 60


class Day(NamedTuple):
    """The day that a list is shown for, and how far ahead counts as soon."""

    today: date
    soon_days: int = SOON_DAYS

    def light(self, problem: Problem) -> Light:
        """The colour of the problem's deadline on this day."""
        return light(problem.status, problem.due_on, self.today, self.soon_days)

    def late(self, problem: Problem) -> str:
        """Days overdue in words, or nothing."""
        days = days_overdue(problem.status, problem.due_on, self.today)
        return _("{days} d").format(days=days) if days else ""

    def due(self, problem: Problem) -> str:
        """The due date with its weekday, or nothing."""
        return short(problem.due_on, self.today) if problem.due_on else ""


class Cell(NamedTuple):
    """One column as it fits the screen."""

    name: str
    width: int
    gap: int
    """Blank cells after it."""


class _Column(NamedTuple):
    heading: str
    text: Callable[[Problem, Day], str]
    roomy: int
    """Cells on a wide screen."""
    tight: int
    """Cells on a narrow one."""
    right: bool = False
    """Whether it is flush right, as figures are."""


def _measures(problem: Problem, day: Day) -> str:
    """How many are done of how many, with a mark where one is late."""
    late = problem.status in ACTIVE and problem.measure_due_on is not None and problem.measure_due_on < day.today
    done = f"{problem.measures_done}/{problem.measures_total}" if problem.measures_total else ""
    return f"{done}!" if late else done


def _due(problem: Problem, day: Day) -> str:
    """The due date, with a mark where an extension is asked for."""
    asked = problem.asked_due_on is not None and problem.status in ACTIVE
    return f"{day.due(problem)}?" if asked else day.due(problem)


def _brief_due(problem: Problem, day: Day) -> str:
    """The due date without its weekday; of another year only the month."""
    if problem.due_on is None:
        return ""
    written = problem.due_on.isoformat()
    asked = "?" if problem.asked_due_on is not None and problem.status in ACTIVE else ""
    return (written[5:] if problem.due_on.year == day.today.year else written[:7]) + asked


_COLUMNS = {
    "number": _Column(N_("Number"), lambda problem, day: problem.number, 10, 10),
    "title": _Column(N_("Problem"), lambda problem, day: problem.title, 0, 0),
    "unit": _Column(N_("Unit"), lambda problem, day: problem.unit or "", 14, 10),
    "owner": _Column(N_("Owner"), lambda problem, day: problem.owner or "", 10, 7),
    "due": _Column(N_("Due"), _due, 11, 11),
    "late": _Column(N_("Late"), lambda problem, day: day.late(problem), 6, 5, right=True),
    "measures": _Column(N_("Done"), _measures, 6, 4),
    "status": _Column(N_("Status"), lambda problem, day: _(STATUS_LABELS[problem.status]), 11, 11),
}

_BRIEF = {"due": 8}
"""The width of what a narrow screen says briefly, which it does before it gives up a column."""

_GIVEN_UP = ("measures", "owner", "late", "status", "unit", "due")
"""Which columns a narrow screen does without, the first to go first."""


def heading_of(cell: Cell) -> str:
    """The heading of a column, in its width."""
    column = _COLUMNS[cell.name]
    return fitted(_(column.heading), cell.width, right=column.right)


def text_of(problem: Problem, cell: Cell, day: Day) -> str:
    """What `problem` says in a column, in its width."""
    column = _COLUMNS[cell.name]
    text = _brief_due if cell.width == _BRIEF.get(cell.name) else column.text
    return fitted(visible(text(problem, day)), cell.width, right=column.right)


def letter_of(problem: Problem, day: Day) -> str:
    """The light as a letter or a Chinese word, for those who see no colour."""
    return fitted(_(LIGHT_LETTERS[day.light(problem)]), _letter_width())


def lead_width() -> int:
    """Cells before the first column: the cursor, the mark, the light, a blank."""
    return 2 + _letter_width() + 1


def _letter_width() -> int:
    return max(cell_len(_(letter)) for letter in LIGHT_LETTERS.values())


def fitted(text: str, width: int, *, right: bool = False) -> str:
    """`text` in exactly `width` cells: whole, or its beginning and an ellipsis, never half of a wide character."""
    head = text[: 4 * width]  # of ten thousand characters a cell shows a few dozen
    if cell_len(head) > width:
        head = set_cell_size(head, width - 1).rstrip() + ELLIPSIS
    blank = " " * (width - cell_len(head))
    return blank + head if right else head + blank


def number_width(problems: Iterable[Problem], least: int = LEAST_NUMBER) -> int:
    """The width of the column of numbers that shows each in full, within reason."""
    widest = max((cell_len(problem.number[:MOST_NUMBER]) for problem in problems), default=0)
    return min(max(widest, least), MOST_NUMBER)


def layout(width: int, numbers: int) -> tuple[Cell, ...]:
    """The columns for a screen `width` cells wide whose numbers take `numbers` cells; nothing is cut at its edge."""
    roomy = _laid_out(list(_COLUMNS), width, numbers, gap=2)
    if _title_width(roomy) >= _FAIR_TITLE:
        return _spread(roomy)
    names = list(_COLUMNS)
    tight = _laid_out(names, width, numbers, gap=1)
    for given_up in (None, *_GIVEN_UP):
        if _title_width(tight) >= _LEAST_TITLE:
            return tight
        if given_up is not None:
            names.remove(given_up)
        tight = _laid_out(names, width, numbers, gap=1, brief=True)
    return tight


def _laid_out(names: list[str], width: int, numbers: int, gap: int, *, brief: bool = False) -> tuple[Cell, ...]:
    widths = {name: _width(name, numbers, roomy=gap == 2) for name in names}
    widths |= {name: _BRIEF[name] for name in names if brief and name in _BRIEF}
    rest = width - lead_width() - sum(widths.values()) - gap * (len(names) - 1)
    widths["title"] = max(rest, 1)
    return tuple(Cell(name, widths[name], 0 if name == names[-1] else gap) for name in names)


def _width(name: str, numbers: int, *, roomy: bool) -> int:
    if name == "number":
        return numbers
    column = _COLUMNS[name]
    own = max(cell_len(_(label)) for label in STATUS_LABELS.values()) if name == "status" else 0
    least = max(cell_len(_(column.heading)) if name != "title" else 0, own)
    return max(least, own or (column.roomy if roomy else column.tight))


def _title_width(cells: tuple[Cell, ...]) -> int:
    return next(cell.width for cell in cells if cell.name == "title")


def _spread(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A very wide screen gives units and owners more room, once a title has enough."""
    spare = max(_title_width(cells) - _AMPLE_TITLE, 0)
    more = {"unit": min(spare // 3, 14), "owner": min(spare // 4, 8)}
    more["title"] = -sum(more.values())
    return tuple(cell._replace(width=cell.width + more.get(cell.name, 0)) for cell in cells)
