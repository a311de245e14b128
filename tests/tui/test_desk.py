import asyncio
import gc
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from rectify import service
from rectify.domain.own_views import OwnView
from rectify.domain.problem import Stamp
from rectify.tui.desk import Desk

NOW = datetime(2020, 1, 31, 2, 0, tzinfo=UTC)
HALL = OwnView("Hall", "unit:Hall")


@pytest.fixture
async def desk(empty: Path) -> AsyncIterator[Desk]:
    with service.open_ledger(empty) as ledger:
        service.save_view(ledger, HALL, Stamp("Wang Lan", NOW))
    desk = Desk.at(empty, "Wang Lan", lambda: NOW)
    await desk.open()
    await desk.count()
    yield desk
    desk.close()


async def test_a_late_count_of_an_own_view_leaves_what_was_counted_since(desk: Desk) -> None:
    counting = asyncio.create_task(desk.count_own({HALL.key}))
    await asyncio.sleep(0)  # it has begun, and waits for its answer
    desk.counts = {"open": 5}
    await counting
    assert desk.counts == {"open": 5, HALL.key: 0}


async def test_a_read_that_fails_when_nobody_waits_for_it_says_nothing_on_the_terminal(desk: Desk) -> None:
    complaints = list[object]()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context))
    go_on = Event()
    held = asyncio.create_task(desk.store.write(lambda _ledger: go_on.wait()))
    left = asyncio.create_task(desk.store.read("page", lambda _ledger: 1))
    await asyncio.sleep(0)
    left.cancel()
    newer = asyncio.create_task(desk.store.read("page", lambda _ledger: 2))
    await asyncio.sleep(0)
    go_on.set()
    assert (await newer, await held) == (2, True)
    gc.collect()
    assert complaints == []


async def test_what_others_changed_before_a_change_is_still_found_by_the_next_look(desk: Desk, empty: Path) -> None:
    other = Stamp("Li Min", NOW)
    desk.seen = await desk.look()
    await desk.change(lambda ledger, stamp: service.save_view(ledger, OwnView("Mine", "is:open"), stamp))
    assert await desk.look() == desk.seen
    with service.open_ledger(empty) as ledger:
        service.add(ledger, {"title": "Meanwhile"}, other)
    await desk.change(lambda ledger, stamp: service.save_view(ledger, OwnView("Other", "is:soon"), stamp))
    assert await desk.look() != desk.seen
