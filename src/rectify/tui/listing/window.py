"""The window on a long list: the few pages that are in memory."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeAlias

from rectify.domain.problem import Problem

PAGE = 64
"""Rows that are read at once: a page."""

MOST_PAGES = 8
"""The number of pages that are kept."""


class GroupHeading(NamedTuple):
    """The row above the problems of a group, or in place of them if it is folded."""

    by: str
    """The fact that they share: unit, owner, lead or source."""
    name: str | None
    """Its value; None: the problems without one."""
    problems: int
    overdue: int
    is_folded: bool = False
    """Whether its problems are hidden."""


Row: TypeAlias = Problem | GroupHeading


class Source(Protocol):
    """Where the rows of a list are read from. Every method may raise Superseded or a RectifyError."""

    async def page(self, start: int, size: int) -> Sequence[Row]:
        """The rows from position `start`, at most `size`."""

    async def count(self) -> int:
        """The number of rows."""

    async def position(self, wanted: str | GroupHeading) -> int | None:
        """The position of a problem (of its group if that is folded), or of a group; None if it is not in the list."""

    async def between(self, first: int, last: int) -> Sequence[Problem]:
        """What marks store of the problems on the rows from `first` to `last`, including those folded away there."""

    def problems(self, rows: int) -> int:
        """The number of problems in a list of this number of rows."""


class Window:
    """Rows by position, of which only a few pages are kept."""

    def __init__(self) -> None:
        self._pages: dict[int, Sequence[Row]] = {}

    def __len__(self) -> int:
        return len(self._pages)

    def row(self, position: int) -> Row | None:
        """The row at `position`; None until its page is read."""
        page, offset = divmod(position, PAGE)
        rows = self._pages.get(page, ())
        return rows[offset] if offset < len(rows) else None

    def problems(self) -> Iterator[Problem]:
        """Every problem in memory."""
        return (problem for rows in self._pages.values() for problem in problems_of(rows))

    def put(self, page: int, rows: Sequence[Row]) -> None:
        """Keep a page; beyond MOST_PAGES the one farthest from it is dropped."""
        self._pages[page] = rows
        if len(self._pages) > MOST_PAGES:
            del self._pages[max(self._pages, key=lambda held: abs(held - page))]

    def replace(self, pages: Mapping[int, Sequence[Row]]) -> None:
        """Keep exactly these pages."""
        self._pages = dict(pages)

    def change(self, problems: Iterable[Problem]) -> list[int]:
        """Replace the rows of `problems` that are in memory by their new state; returns their positions."""
        now = {problem.number: problem for problem in problems}
        changed = list[int]()
        for page, rows in self._pages.items():
            found = [at for at, row in enumerate(rows) if isinstance(row, Problem) and row.number in now]
            if found:
                self._pages[page] = [now.get(row.number, row) if isinstance(row, Problem) else row for row in rows]
                changed += (page * PAGE + at for at in found)
        return changed

    def missing(self, pages: Iterable[int]) -> int | None:
        """The first of `pages` that is not in memory."""
        return next((page for page in pages if page not in self._pages), None)


def problems_of(rows: Iterable[Row]) -> Iterator[Problem]:
    """The problems among `rows`."""
    return (row for row in rows if isinstance(row, Problem))


def position_in(pages: Mapping[int, Sequence[Row]], number: str) -> int | None:
    """The position of the problem `number` in `pages`; None if it is in none of them."""
    for page, rows in pages.items():
        for offset, row in enumerate(rows):
            if isinstance(row, Problem) and row.number == number:
                return page * PAGE + offset
    return None


def end_of(pages: Mapping[int, Sequence[Row]]) -> int | None:
    """The number of rows of the whole list, if `pages` show it by a page that is not full."""
    return next(
        (page * PAGE + len(rows) for page, rows in pages.items() if len(rows) < PAGE and (rows or not page)), None
    )
