from datetime import UTC, datetime
from pathlib import Path

from tests.tui.ledger_host import LI, NOW, Clerk, working

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


def seen(clerk: Clerk) -> str:
    """The screen as one line, without frames."""
    return " ".join(" ".join(clerk.lines()).replace("│", " ").split())


async def test_a_change_that_touches_nothing_of_somebody_elses_is_made_on_top_of_it_by_one_key(path: Path) -> None:
    async with working(path, "w") as clerk:
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0001"], {"owner": "Chen Bo"}, LI))
        await clerk.press("tab", *"Sun Yu", "enter")
        assert "2026-0001 was changed meanwhile ─" in seen(clerk)
        assert "▸ Owner 李敏 Chen Bo –" in seen(clerk)
        assert clerk.stored("2026-0001").lead is None
        await clerk.press("enter")
        stored = clerk.stored("2026-0001")
        assert (stored.owner, stored.lead) == ("Chen Bo", "Sun Yu")


async def test_what_both_changed_is_shown_side_by_side_and_chosen_field_by_field(path: Path) -> None:
    async with working(path, "w") as clerk:
        theirs = {"owner": "Chen Bo", "unit": "Service hall", "title": "三会一课"}
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0001"], theirs, LI))
        await clerk.press("tab", *"Sun Yu", "tab", "end", *"二组", "shift+tab", "shift+tab", "end", *"王", "enter")
        assert "2026-0001 was changed meanwhile · 2 undecided" in seen(clerk)
        assert "▸? Unit 泡崖街道 ○ Service hall ○ 泡崖街道二组" in seen(clerk)
        assert "? Owner 李敏 ○ Chen Bo ○ 李敏王" in seen(clerk)
        await clerk.press("m", "enter")
        assert "Choose for each field that both changed" in seen(clerk)
        await clerk.press("escape")
        assert "What you typed stands here still" in seen(clerk)
        assert "李敏王" in seen(clerk)
        await clerk.press("enter")
        stored = clerk.stored("2026-0001")
        assert (stored.title, stored.unit, stored.owner, stored.lead) == (
            "三会一课",
            "泡崖街道二组",
            "李敏王",
            "Sun Yu",
        )


async def test_theirs_stays_where_it_is_chosen_and_a_third_change_is_asked_about_again(path: Path) -> None:
    async with working(path, "w") as clerk:
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0001"], {"owner": "Chen Bo"}, LI))
        await clerk.press(*"王", "tab", *"Sun Yu", "enter")
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0001"], {"lead": "何静"}, LI))
        await clerk.press("t", "enter")
        assert "▸? Lead none ○ 何静 ○ Sun Yu" in seen(clerk)
        await clerk.press("right", "enter")
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
