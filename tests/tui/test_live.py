from datetime import UTC, datetime
from pathlib import Path

from tests.tui.ledger_host import LI, NOW, working

from rectify import service
from rectify.domain.problem import Status
from rectify.domain.status import Answers


async def test_what_another_process_does_appears_within_two_seconds(path: Path) -> None:
    async with working(path) as clerk:
        clerk.elsewhere(lambda ledger: service.add(ledger, {"title": "From elsewhere"}, LI))
        await clerk.until(lambda: "2026-0008" in clerk.numbers())
        await clerk.until(lambda: clerk.screen.desk.counts["open"] == 7)
        assert "From elsewhere" in clerk.lines()[clerk.numbers().index("2026-0008") + clerk.rows.region.y + 1]


async def test_the_cursor_stays_on_its_problem_when_others_add_before_it(path: Path) -> None:
    async with working(path, "j", "j") as clerk:
        clerk.elsewhere(lambda ledger: service.add(ledger, {"title": "Early", "due_on": NOW.date()}, LI))
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0001"], {"title": "renamed"}, LI))
        await clerk.until(lambda: "2026-0008" in clerk.numbers())
        assert clerk.rows.current is not None
        assert (clerk.rows.current.number, clerk.rows.scroll_offset.y) == ("2026-0006", 0)


async def test_saving_over_somebody_elses_change_is_refused_and_says_what_changed(path: Path) -> None:
    async with working(path, "w") as clerk:
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0001"], {"owner": "Chen Bo"}, LI))
        await clerk.press("tab", *"Sun Yu", "enter")
        shown = " ".join(" ".join(clerk.lines()).replace("│", " ").split())
        assert "2026-0001 was changed meanwhile by 李敏: Owner: 李敏 → Chen Bo." in shown
        assert clerk.stored("2026-0001").lead is None
        await clerk.press("enter")
        stored = clerk.stored("2026-0001")
        assert (stored.owner, stored.lead) == ("Chen Bo", "Sun Yu")


async def test_a_problem_closed_elsewhere_leaves_the_list(path: Path) -> None:
    async with working(path, "4") as clerk:
        accepted = Answers(note="seen", method="paper")
        clerk.elsewhere(lambda ledger: service.move(ledger, ["2026-0002"], Status.CLOSED, accepted, LI))
        await clerk.until(lambda: clerk.numbers() == [])
        assert (clerk.rows.current, clerk.stored("2026-0002").status) == (None, Status.CLOSED)


async def test_at_midnight_the_day_changes(path: Path) -> None:
    async with working(path) as clerk:
        clerk.screen.desk.now = lambda: datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
        await clerk.until(lambda: "as of 2026-11-26 Thu" in clerk.lines()[0])
        await clerk.settle()
        assert clerk.screen.desk.counts["overdue"] == 4


async def test_a_ledger_that_is_gone_is_told_once(path: Path) -> None:
    async with working(path) as clerk:
        path.rename(path.with_name("moved.db"))
        await clerk.until(lambda: bool(clerk.said()))
        clerk.screen.start(clerk.screen.look_for_changes())
        await clerk.settle()
        assert clerk.said() == [f"{path} is gone."]
