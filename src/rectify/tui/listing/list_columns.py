"""The columns of the list on the screen: the heading, the text and the preferred width of each."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from rectify.domain.calendar_words import short
from rectify.domain.columns import BY_NAME
from rectify.domain.deadlines import SOON_DAYS, days_overdue, light
from rectify.domain.listing import first_of
from rectify.domain.problem import ACTIVE, LIGHT_LETTERS, MODE_LABELS, STATUS_LABELS, Light, Problem, severity_words
from rectify.i18n import N_, _
from rectify.report.lettering import fitted, visible

UP, DOWN = "↑", "↓"

AMPLE_TITLE = 60
"""The width of a title beyond which other columns get the rest."""

MOST_MEASURED = 120
"""The number of characters of a text that are measured."""


class Day(NamedTuple):
    """The day for which a list is shown, and how far ahead counts as soon."""

    today: date
    soon_days: int = SOON_DAYS

    def light(self, problem: Problem) -> Light:
        """The colour of the problem's deadline on this day."""
        return light(problem.status, problem.due_on, self.today, self.soon_days)

    def late(self, problem: Problem) -> str:
        """Days overdue in words, or an empty text."""
        days = days_overdue(problem.status, problem.due_on, self.today)
        return _("{days} d").format(days=days) if days else ""

    def due(self, problem: Problem) -> str:
        """The due date with its weekday, or an empty text."""
        return short(problem.due_on, self.today) if problem.due_on else ""


class Cell(NamedTuple):
    """One column, fitted to the screen."""

    name: str
    width: int
    gap: int
    """Blank cells after it."""
    brief: bool = False
    """Whether its text is shortened, as on a narrow screen."""
    arrow: str = ""
    """The direction in which the list is sorted by it, if it is."""


Text = Callable[[Problem, Day], str]


class ListColumn(NamedTuple):
    """A column that the list can have. Widths are in cells."""

    text: Text
    heading: str = ""
    """Its heading, if it differs from the one in files."""
    tight: int = 8
    """The width that suffices on a narrow screen."""
    roomy: int = 14
    """The width that suffices on a usual screen."""
    most: int = 14
    """The width that it takes of a very wide screen."""
    right: bool = False
    """Whether it is aligned to the right, as numbers are."""
    brief: Text | None = None
    """Its text on a narrow screen, if that is shorter."""
    brief_width: int = 7
    """The width of the shorter text: a month with its year, or a day without."""
    usual: int = 0
    """Its width before any row is read; 0: the width that suffices."""


def _measures(problem: Problem, day: Day) -> str:
    """How many are done of how many, with a mark if one is late."""
    late = problem.status in ACTIVE and problem.measure_due_on is not None and problem.measure_due_on < day.today
    done = f"{problem.measures_done}/{problem.measures_total}" if problem.measures_total else ""
    return f"{done}!" if late else done


def _asked(problem: Problem) -> str:
    """A mark if an extension is requested."""
    return "?" if problem.is_pending else ""


def _due(problem: Problem, day: Day) -> str:
    return day.due(problem) + _asked(problem)


def _brief_due(problem: Problem, day: Day) -> str:
    brief = _brief(problem.due_on, day)
    return brief + _asked(problem) if brief else ""


def _brief(written: date | None, day: Day) -> str:
    """A day without its year; of another year only the month."""
    if written is None:
        return ""
    text = written.isoformat()
    return text[5:] if written.year == day.today.year else text[:7]


def _mode(problem: Problem, _day: Day) -> str:
    return _(MODE_LABELS[problem.mode]) if problem.mode else ""


def _severity(problem: Problem, _day: Day) -> str:
    return severity_words(problem.severity or "")


def _fact(name: str, tight: int, roomy: int, most: int) -> ListColumn:
    return ListColumn(lambda problem, day: getattr(problem, name) or "", "", tight, roomy, most)


def _date(name: str) -> ListColumn:
    def text(problem: Problem, _day: Day) -> str:
        written: date | None = getattr(problem, name)
        return written.isoformat() if written else ""

    return ListColumn(text, "", 10, 10, 10, brief=lambda problem, day: _brief(getattr(problem, name), day))


def _count(name: str, least: int = 1) -> ListColumn:
    """A number; empty if it is below `least`."""

    def text(problem: Problem, _day: Day) -> str:
        count: int = getattr(problem, name)
        return str(count) if count >= least else ""

    return ListColumn(text, "", 3, 6, 6, right=True)


LISTED: Mapping[str, ListColumn] = {
    "number": ListColumn(lambda problem, day: problem.number, "", 20, 20, 20, usual=9),
    "title": ListColumn(lambda problem, day: problem.title, "", 18, 30, AMPLE_TITLE),
    "unit": _fact("unit", 10, 14, 28),
    "parent_unit": _fact("parent_unit", 10, 14, 28),
    "owner": _fact("owner", 7, 10, 18),
    "lead": _fact("lead", 7, 10, 18),
    "source": _fact("source", 10, 14, 28),
    "category": _fact("category", 8, 12, 20),
    "severity": ListColumn(_severity, "", 8, 10, 14),
    "mode": ListColumn(_mode, "", 9, 9, 9),
    "basis": _fact("basis", 10, 16, 40),
    "found_on": _date("found_on"),
    "created_on": _date("created_on"),
    "due_on": ListColumn(_due, N_("Due"), 11, 11, 11, brief=_brief_due, brief_width=8),
    "original_due_on": _date("original_due_on"),
    "days_overdue": ListColumn(
        lambda problem, day: day.late(problem), N_("Late", "heading"), 8, 8, 8, right=True, usual=6
    ),
    "done_on": _date("done_on"),
    "closed_on": _date("closed_on"),
    "verified_by": _fact("verified_by", 7, 10, 18),
    "next_review_on": _date("next_review_on"),
    "round": _count("round", least=2),
    "returns": _count("returns"),
    "extensions": _count("extensions"),
    "measures_done": ListColumn(_measures, N_("Done"), 8, 8, 8, usual=4),
    "evidence": _count("evidence"),
    "status": ListColumn(lambda problem, day: _(STATUS_LABELS[problem.status]), "", 11, 11, 11),
    "delay_reason": _fact("delay_reason", 10, 20, 40),
    "next_step": _fact("next_step", 10, 20, 40),
}
"""Every column that the list can have."""


def heading_words(name: str) -> str:
    """The heading of a column."""
    return _(LISTED[name].heading or BY_NAME[name].heading)


def arrow_of(name: str, order: tuple[str, ...]) -> str:
    """The arrow of the column by which a list in this order is sorted first; empty for the others."""
    return {name: UP, f"-{name}": DOWN}.get(first_of(order), "")


def heading_of(cell: Cell) -> str:
    """The heading of a column, fitted to its width."""
    heading = heading_words(cell.name)
    blank = " " if cell_len(heading) + 2 <= cell.width else ""
    return fitted(heading + blank + cell.arrow if cell.arrow else heading, cell.width, right=LISTED[cell.name].right)


def text_of(problem: Problem, cell: Cell, day: Day) -> str:
    """The text of `problem` in a column, fitted to its width."""
    column = LISTED[cell.name]
    text = column.brief if cell.brief and column.brief else column.text
    return fitted(visible(text(problem, day)), cell.width, right=column.right)


def measured(
    problems: Iterable[Problem], names: Iterable[str], day: Day, before: Mapping[str, int] | None = None
) -> dict[str, int]:
    """The width that each column needs to show `problems` in full, and at least the width it had `before`."""
    columns = [(name, LISTED[name].text) for name in names]
    widths = {name: (before or {}).get(name, 0) for name, _text in columns}
    for problem in problems:
        for name, text in columns:
            cells = cell_len(text(problem, day)[:MOST_MEASURED])
            widths[name] = max(widths[name], cells)
    return widths


def letter_of(problem: Problem, day: Day) -> str:
    """The light as a letter or a Chinese word, for reading without colours."""
    return fitted(_(LIGHT_LETTERS[day.light(problem)]), _letter_width())


def lead_width() -> int:
    """The width before the first column: the cursor, the mark, the light, a blank."""
    return 2 + _letter_width() + 1


def _letter_width() -> int:
    return max(cell_len(_(letter)) for letter in LIGHT_LETTERS.values())
