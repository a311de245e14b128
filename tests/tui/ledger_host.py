"""The whole terminal UI on a ledger in a file, and a clerk who presses its keys."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import cast
from weakref import WeakSet

from tests.tui.quick import draw
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.worker import WorkerCancelled

from rectify import service
from rectify.domain.problem import Event, Measure, Mode, Problem, Stamp, Status
from rectify.domain.status import Answers
from rectify.tui.desk import Desk
from rectify.tui.habits import AS_USUAL, Habits
from rectify.tui.ledger_screen import LedgerScreen
from rectify.tui.listing.problem_list import ProblemList
from rectify.tui.rectify_app import RectifyApp

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
"""Sunday noon in the ledger's zone."""

TODAY = date(2026, 11, 22)
ACTOR = "Wang Lan"
LI = Stamp("李敏", NOW)
MARKED_UP = "[urgent] fix [/] №1"
"""A title that would end the app if it were taken for markup."""

PATIENCE = 60
"""A test fails when what it waits for has not come after so many seconds: a busy machine is no fault."""


@dataclass(frozen=True)
class Clerk:
    """Presses keys, and waits until the screen shows what they did."""

    app: RectifyApp
    path: Path
    pilot: Pilot[None]
    drawn: WeakSet[Screen[object]] = field(default_factory=WeakSet)
    """The screens that were drawn at least once."""

    @property
    def screen(self) -> LedgerScreen:
        """The main screen, also under a dialog."""
        return cast("LedgerScreen", self.app.screen_stack[0])

    @property
    def rows(self) -> ProblemList:
        """The list."""
        return self.screen.query_one(ProblemList)

    @property
    def cursor(self) -> str | None:
        """The number of the problem under the cursor."""
        return self.rows.current.number if self.rows.current else None

    async def press(self, *keys: str) -> None:
        """Press `keys`, letters as fast as they come, and wait. A key is a character or a name."""
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            self.app.post_message(Key(name, key if len(key) == 1 else None))
            if len(key) > 1:
                await self.rest()
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way, and draw a screen that is seen for the first time."""
        await self.rest()
        if self.app.screen not in self.drawn:
            self.drawn.add(self.app.screen)
            draw(self.app)

    async def rest(self) -> None:
        """Wait until nothing is under way."""
        await self.pilot.pause()
        while any(worker.is_running for worker in self.app.workers) or self.screen.desk.busy.is_working:
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until `condition` holds; it fails the test when it never does."""
        async with asyncio.timeout(seconds):
            while not condition():
                await self.pilot.pause(0.02)

    def numbers(self) -> list[str]:
        """The numbers in the list, from top to bottom; of a group its name."""
        rows = [self.rows.window.row(position) for position in range(self.rows.total)]
        return [row.number if isinstance(row, Problem) else str(row.name) if row else "…" for row in rows]

    def lines(self) -> list[str]:
        """The screen as text, line by line."""
        height = self.app.size.height
        return [
            "".join(segment.text for segment in line).rstrip()
            for line in self.app.screen._compositor.render_strips(self.app.size)[:height]
        ]

    def said(self) -> list[str]:
        """The toasts so far."""
        return [notification.message for notification in self.app._notifications]

    def stored(self, number: str) -> Problem:
        """A problem as the ledger has it now."""
        with service.open_ledger(self.path) as ledger:
            return service.find(ledger, number)

    def history(self, number: str) -> list[Event]:
        """What happened to a problem, as the ledger has it now."""
        with service.open_ledger(self.path) as ledger:
            return service.history(ledger, number)

    def elsewhere(self, change: Callable[[service.Ledger], object]) -> None:
        """What another process does to the ledger meanwhile."""
        with service.open_ledger(self.path) as ledger:
            change(ledger)


@asynccontextmanager
async def working(
    path: Path, *keys: str, size: tuple[int, int] = (120, 36), habits: Habits = AS_USUAL
) -> AsyncIterator[Clerk]:
    """A clerk at the ledger in `path`, after `keys` were pressed; what is on the screen in the end is drawn."""
    desk = Desk.at(path, ACTOR, lambda: NOW, habits)
    app = RectifyApp(desk)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            clerk = Clerk(app, path, pilot)
            await clerk.rest()
            if keys:
                await clerk.press(*keys)
            yield clerk
            if app.is_running:
                draw(app)
    finally:
        desk.close()


def fill(ledger: service.Ledger) -> None:
    """Seven problems: one of each kind that the screen tells apart."""
    measures = [Measure("补齐记录", done_on=date(2026, 11, 9)), Measure("建立签到台账", owner="李敏")]
    found: dict[str, object] = {"found_on": date(2026, 10, 8), "mode": Mode.DATED}
    facts: list[dict[str, object]] = [
        {"title": "三会一课记录不完整", "unit": "泡崖街道", "owner": "李敏", "due_on": date(2026, 11, 10)},
        {"title": MARKED_UP, "unit": "红旗村", "owner": "Chen Bo", "due_on": date(2026, 11, 20)},
        {"title": "Village affairs board not updated", "unit": "红旗村", "due_on": date(2026, 11, 25)},
        {"title": "党费收据缺号", "unit": "泡崖街道", "owner": "李敏", "due_on": date(2026, 12, 10)},
        {"title": "Fire door wedged open", "unit": "Service hall"},
        {"title": "Lamp broken", "unit": "Service hall", "due_on": date(2026, 11, 21), "mode": Mode.IMMEDIATE},
        {"title": "Board without a key", "unit": "红旗村", "due_on": date(2026, 11, 1), "mode": Mode.IMMEDIATE},
    ]
    for position, each in enumerate(facts):
        service.add(ledger, found | each, LI, measures if position == 0 else ())
    service.move(ledger, ["2026-0001"], Status.IN_PROGRESS, Answers(), LI)
    service.move(ledger, ["2026-0002"], Status.SUBMITTED, Answers(note="done"), LI)
    service.move(ledger, ["2026-0007"], Status.CLOSED, Answers(note="done on the spot"), LI)
