"""Fitting the columns of the list to the screen: which, and how wide. Source: docs/rules.md, "Lists and views"."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from rectify.domain.listing import STANDING_COLUMNS, USUAL_COLUMNS
from rectify.domain.problem import STATUS_LABELS, Problem
from rectify.i18n import _
from rectify.tui.listing.list_columns import (
    AMPLE_TITLE,
    LISTED,
    Cell,
    Day,
    arrow_of,
    heading_words,
    lead_width,
    measured,
)

LEAST_NUMBER = 9
_LEAST_TITLE, _FAIR_TITLE = 18, 30

_USUALLY_GIVEN_UP = ("measures_done", "owner", "days_overdue", "status", "unit", "due_on")
"""Which of the usual columns a narrow screen does without, the first to go first."""


class Columns(NamedTuple):
    """The columns that somebody chose."""

    names: tuple[str, ...] | None
    """From left to right; None: the usual ones."""


class Arrangement(NamedTuple):
    """How a list is arranged: its columns, its order, and what the rows at hand take."""

    columns: tuple[str, ...] | None = None
    """Names from left to right; None: the usual ones."""
    order: tuple[str, ...] = ()
    """As a selection has it."""
    content: Mapping[str, int] = {}  # a Mapping is only read
    """The cells that each column takes to show the rows at hand in full; one that is missing, what is usual."""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns from left to right, whether there is room for them or not."""
        return USUAL_COLUMNS if self.columns is None else self.columns

    def measuring(self, problems: Iterable[Problem], day: Day) -> "Arrangement":
        """The same, for other rows."""
        return self._replace(content=measured(problems, self.names, day))

    def growing(self, problems: Iterable[Problem], day: Day) -> "Arrangement":
        """The same, with room for more rows."""
        return self._replace(content=measured(problems, self.names, day, self.content))


class _Way(NamedTuple):
    """A way to lay columns out."""

    gap: int
    roomy: bool = False
    brief: bool = False


_WAYS = (_Way(2, roomy=True), _Way(1), _Way(1, brief=True))
"""From the most comfortable one to the narrowest, which comes before a column is given up."""


def layout(width: int, arrangement: Arrangement) -> tuple[Cell, ...]:
    """The columns for a list `width` cells wide; nothing is cut at its edge."""
    names = list(arrangement.names)
    for given_up in (None, *_given_up(arrangement)):
        if given_up is not None:
            names.remove(given_up)
        for way in _WAYS if given_up is None else _WAYS[1:]:
            widths = _widths(names, way, width, arrangement)
            if widths["title"] >= _title_needs(arrangement, way):
                return _cells(names, way, _grown(names, way, widths, arrangement), arrangement)
    return _cells(names, _WAYS[-1], widths, arrangement)


def left_out(width: int, arrangement: Arrangement) -> tuple[str, ...]:
    """The chosen columns that a list `width` cells wide has no room for."""
    shown = {cell.name for cell in layout(width, arrangement)}
    return tuple(name for name in arrangement.names if name not in shown)


def column_at(cells: Sequence[Cell], x: int) -> str | None:
    """The name of the column at the cell `x` of a line, or None."""
    left = lead_width()
    for cell in cells:
        if left <= x < left + cell.width:
            return cell.name
        left += cell.width + cell.gap
    return None


def _given_up(arrangement: Arrangement) -> tuple[str, ...]:
    """The columns that a narrow screen does without, the first to go first: of chosen ones the last."""
    if arrangement.columns is None:
        return _USUALLY_GIVEN_UP
    return tuple(name for name in reversed(arrangement.columns) if name not in STANDING_COLUMNS)


def _widths(names: Sequence[str], way: _Way, width: int, arrangement: Arrangement) -> dict[str, int]:
    """What each column takes at least, and the title the rest."""
    others = [name for name in names if name != "title"]
    widths = {name: _width(name, way, arrangement) for name in others}
    rest = width - lead_width() - sum(widths.values()) - way.gap * len(others)
    return widths | {"title": max(rest, 1)}


def _width(name: str, way: _Way, arrangement: Arrangement) -> int:
    column = LISTED[name]
    if name == "status":
        enough = max(cell_len(_(label)) for label in STATUS_LABELS.values())
    elif way.brief and column.brief is not None:
        enough = column.brief_width
    else:
        cap = column.roomy if way.roomy else column.tight
        enough = min(arrangement.content.get(name, column.usual or cap), cap)
    return max(enough, _least(name, arrangement))


def _least(name: str, arrangement: Arrangement) -> int:
    """What the heading takes, with its arrow."""
    arrow = arrow_of(name, arrangement.order)
    heading = cell_len(heading_words(name)) + len(arrow)
    return max(heading, LEAST_NUMBER) if name == "number" else heading


def _title_needs(arrangement: Arrangement, way: _Way) -> int:
    fair = _FAIR_TITLE if way.roomy else _LEAST_TITLE
    return min(fair, max(arrangement.content.get("title", fair), _least("title", arrangement)))


def _grown(names: Sequence[str], way: _Way, widths: dict[str, int], arrangement: Arrangement) -> dict[str, int]:
    """What a title has beyond what is fair goes to columns that would cut their texts, beyond what is ample to more."""
    for enough, most in ((_FAIR_TITLE, "roomy"), (AMPLE_TITLE, "most")):
        spare = max(widths["title"] - enough, 0)
        for name in (name for name in names if name not in STANDING_COLUMNS and not (way.brief and LISTED[name].brief)):
            wanted = min(arrangement.content.get(name, 0), getattr(LISTED[name], most))
            more = min(max(wanted - widths[name], 0), spare)
            widths[name] += more
            widths["title"] -= more
            spare -= more
    # on a very wide screen the other columns follow the titles closely, and what is left stands at the end
    return widths | {"title": min(widths["title"], max(arrangement.content.get("title", 0), AMPLE_TITLE))}


def _cells(names: Sequence[str], way: _Way, widths: Mapping[str, int], arrangement: Arrangement) -> tuple[Cell, ...]:
    return tuple(
        Cell(name, widths[name], 0 if name == names[-1] else way.gap, way.brief, arrow_of(name, arrangement.order))
        for name in names
    )
