"""The ledger as it stood on a past day, by its key."""

from datetime import UTC, date, datetime
from pathlib import Path

from tests.tui.ledger_host import working

from rectify import service
from rectify.domain.problem import Stamp, Status
from rectify.domain.status import Answers


def lived(path: Path) -> None:
    """A problem found on the 10th, due on the 15th, waived on the 20th."""
    with service.open_ledger(path) as ledger:
        tenth, twentieth = (Stamp("李敏", datetime(2026, 11, day, 4, tzinfo=UTC)) for day in (10, 20))
        service.add(ledger, {"title": "Board not updated", "due_on": date(2026, 11, 15)}, tenth)
        service.move(ledger, ["2026-0001"], Status.WAIVED, Answers(note="merged"), twentieth)


async def test_a_past_day_is_shown_in_list_counts_and_details_and_escape_returns_to_today(empty: Path) -> None:
    lived(empty)
    async with working(empty, "2") as clerk:
        assert clerk.numbers() == []
        await clerk.press("D", *"2026-11-18", "enter")
        assert clerk.numbers() == ["2026-0001"]
        shown = "\n".join(clerk.lines())
        assert "past day 2026-11-18 Wed" in shown
        assert "3 d" in shown
        assert "Waive" not in shown
        assert clerk.screen.views_bar.counts["open"] == 1
        await clerk.press("escape")
        assert clerk.numbers() == []
        assert "as of 2026-11-22 Sun" in "\n".join(clerk.lines())


async def test_nothing_changes_a_past_day(empty: Path) -> None:
    lived(empty)
    async with working(empty, "D", *"2026-11-18", "enter") as clerk:
        await clerk.press(">", "u", "n", "d", "m")
        assert clerk.app.screen is clerk.screen
        assert clerk.stored("2026-0001").status is Status.WAIVED
        assert any("past day" in said for said in clerk.said())
        assert "Start" not in "\n".join(clerk.lines())


async def test_a_day_to_come_is_refused_and_no_day_is_today(empty: Path) -> None:
    async with working(empty, "D", *"+3d", "enter") as clerk:
        assert "in the future" in "\n".join(clerk.lines())
        await clerk.press(*["backspace"] * 3, "enter")
        assert clerk.app.screen is clerk.screen
        assert clerk.screen.desk.as_of is None


async def test_a_day_before_the_history_begins_says_from_when_it_is_known(empty: Path) -> None:
    lived(empty)
    known = "The history is known from 2026-11-10; before that, what was recorded first stands."
    async with working(empty, "D", *"2026-11-10", "enter") as clerk:
        assert clerk.said() == []
        await clerk.press("D", *"2026-11-09", "enter")
        assert clerk.said() == [known]
        clerk.app.clear_notifications()
        await clerk.press("[", "]")
        assert clerk.said() == [known]
