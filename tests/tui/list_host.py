"""The list alone, on rows that a test makes up."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date

from tests.tui.quick import draw
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from rectify.domain.problem import Problem
from rectify.tui.busy import Busy
from rectify.tui.listing.list_columns import Day
from rectify.tui.listing.problem_list import ProblemList
from rectify.tui.listing.window import GroupHeading

TODAY = date(2026, 11, 22)


def numbered(position: int) -> Problem:
    return Problem(position, f"2026-{position:07d}", f"Problem {position}", unit="红旗村")


@dataclass
class Counted:
    """Rows that are numbered from 0, without end in memory. Closing `gate` holds back every answer."""

    total: int
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    async def page(self, start: int, size: int) -> Sequence[Problem]:
        self.asked.append(start)
        await self.gate.wait()
        return [numbered(position) for position in range(start, min(start + size, self.total))]

    async def count(self) -> int:
        return self.total

    async def position(self, wanted: str | GroupHeading) -> int | None:
        position = int(str(wanted)[5:])
        return position if position < self.total else None

    async def between(self, first: int, last: int) -> Sequence[Problem]:
        return [numbered(position) for position in range(first, last + 1)]

    def problems(self, rows: int) -> int:
        return rows


@dataclass
class Given:
    """These rows, which a test changes."""

    rows: list[Problem]

    async def page(self, start: int, size: int) -> Sequence[Problem]:
        return self.rows[start : start + size]

    async def count(self) -> int:
        return len(self.rows)

    async def position(self, wanted: str | GroupHeading) -> int | None:
        return next((place for place, row in enumerate(self.rows) if row.number == wanted), None)

    async def between(self, first: int, last: int) -> Sequence[Problem]:
        return self.rows[first : last + 1]

    def problems(self, rows: int) -> int:
        return rows


class ListHost(App[None]):
    """Nothing but the list."""

    CSS = """
    ProblemList {
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        & > .problem-list--match { text-style: underline; }
    }
    """

    def compose(self) -> ComposeResult:
        yield ProblemList(Day(TODAY), Busy())


@asynccontextmanager
async def listing(
    source: Counted | Given, size: tuple[int, int] = (100, 21)
) -> AsyncIterator[tuple[Pilot[None], ProblemList]]:
    """The list of `source` in a terminal that shows twenty rows."""
    app = ListHost()
    async with app.run_test(size=size) as pilot:
        shown = app.query_one(ProblemList)
        await shown.show(source)
        await settled(pilot)
        yield pilot, shown


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every page that is wanted is here."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    draw(pilot.app)


def text(shown: ProblemList) -> list[str]:
    """What the list shows, line by line, without the blanks at the end."""
    return [shown.render_line(y).text.rstrip() for y in range(shown.size.height)]
