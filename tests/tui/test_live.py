import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from tests.tui.ledger_host import LI, NOW, Clerk, working
from textual.events import Key

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Status
from rectify.domain.status import Answers
from rectify.errors import LedgerBusy
from rectify.tui import busy, ledger_screen


@pytest.fixture
def _watchful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_screen, "WATCH", 0.2)


async def test_what_another_process_does_appears_within_two_seconds(path: Path) -> None:
    assert ledger_screen.WATCH <= 1, "as long again is left for the list to be read and drawn"
    async with working(path) as clerk:
        clerk.elsewhere(lambda ledger: service.add(ledger, {"title": "From elsewhere"}, LI))
        await clerk.until(lambda: "2026-0008" in clerk.numbers())
        await clerk.until(lambda: clerk.screen.desk.counts["open"] == 7)
        assert "From elsewhere" in clerk.lines()[clerk.numbers().index("2026-0008") + clerk.rows.region.y + 1]


@pytest.mark.usefixtures("_watchful")
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


async def test_of_a_measure_that_both_changed_each_fact_is_chosen(path: Path) -> None:
    async with working(path, "m", "j", "e") as clerk:
        theirs = {"owner": "Chen Bo", "due_on": date(2026, 12, 1)}
        clerk.elsewhere(lambda ledger: service.edit_measure(ledger, "2026-0001", 2, theirs, LI))
        await clerk.press("end", *"，签字", "tab", "end", *"王", "enter")
        assert "▸? Owner 李敏 ○ Chen Bo ○ 李敏王" in seen(clerk)
        assert "Due none 2026-12-01 –" in seen(clerk)
        await clerk.press("t", "enter")
        with service.open_ledger(path) as ledger:
            measures = service.record(ledger, "2026-0001", Selection(NOW.date())).measures
        assert measures[1] == Measure("建立签到台账，签字", "Chen Bo", date(2026, 12, 1))


@pytest.mark.usefixtures("_watchful")
async def test_a_problem_closed_elsewhere_leaves_the_list(path: Path) -> None:
    async with working(path, "4") as clerk:
        accepted = Answers(note="seen", method="paper")
        clerk.elsewhere(lambda ledger: service.move(ledger, ["2026-0002"], Status.CLOSED, accepted, LI))
        await clerk.until(lambda: clerk.numbers() == [])
        assert (clerk.rows.current, clerk.stored("2026-0002").status) == (None, Status.CLOSED)


@pytest.mark.usefixtures("_watchful")
async def test_at_midnight_the_day_changes(path: Path) -> None:
    async with working(path) as clerk:
        clerk.screen.desk.now = lambda: datetime(2026, 11, 25, 16, 0, tzinfo=UTC)
        await clerk.until(lambda: "as of 2026-11-26 Thu" in clerk.lines()[0])
        await clerk.settle()
        assert clerk.screen.desk.counts["overdue"] == 4


@pytest.mark.usefixtures("_watchful")
async def test_a_ledger_that_is_gone_is_told_once_and_what_was_typed_waits_until_it_is_back(path: Path) -> None:
    async with working(path) as clerk:
        path.rename(path.with_name("moved.db"))
        await clerk.until(lambda: bool(clerk.said()))
        clerk.screen.start(clerk.screen.look_for_changes())
        await clerk.settle()
        gone = f"{path} is gone: nothing is written until it is back. Look for it, or for its disk."
        assert clerk.said() == [gone]
        assert "Out of reach: Ganjing District ledger" in clerk.lines()[0]
        await clerk.press("j", "c", *"half done", "enter")
        assert "What you typed stands here still" in seen(clerk)
        path.with_name("moved.db").rename(path)
        await clerk.until(lambda: clerk.said()[-1] == "The ledger is back.")
        await clerk.press("enter")
        assert "Out of reach" not in clerk.lines()[0]
        assert [event.note for event in clerk.history("2026-0002")][-1] == "half done"


async def test_each_key_that_has_to_read_a_damaged_ledger_says_so_and_ends_nothing(path: Path) -> None:
    async with working(path, "space", "space", *"/village", "enter") as clerk:
        with closing(sqlite3.connect(path)) as ledger:
            ledger.execute("ALTER TABLE problems RENAME TO lost")
        for key in ">< s c m e a d x w v U p".replace(" ", ""):
            clerk.app.clear_notifications()
            await clerk.press(key)
            assert clerk.said()[0].startswith(f"{path} is damaged: a part of the ledger is missing"), key
            assert clerk.app.screen is clerk.screen, key


@pytest.mark.usefixtures("_watchful")
async def test_another_ledger_in_its_place_is_left_alone_and_a_copy_of_it_is_taken_up(path: Path, empty: Path) -> None:
    async with working(path) as clerk:
        copy = path.with_name("copy.db")
        with service.open_ledger(path) as ledger:
            service.backup(ledger, copy, LI)
        empty.replace(path)
        await clerk.until(lambda: any(f"Another ledger lies at {path} now: “Empty”." in said for said in clerk.said()))
        await clerk.press("u")
        assert clerk.said()[-1].startswith(f"Another file lies at {path} now: nothing is written to it")
        copy.replace(path)
        await clerk.until(lambda: clerk.said()[-1] == "The ledger is back.")
        await clerk.press("c", *"here again", "enter")
        assert [event.note for event in clerk.history("2026-0001")][-1] == "here again"


async def test_a_change_waits_for_another_program_while_the_list_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busy, "TOLD_AFTER", 0)
    async with working(path, "c", *"at last") as clerk:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            clerk.app.post_message(Key("enter", None))
            await clerk.until(lambda: any("Another program is writing to the ledger." in said for said in clerk.said()))
            clerk.app.post_message(Key("j", "j"))
            await clerk.until(lambda: clerk.rows.cursor == 1)
            assert clerk.screen.desk.busy.is_working
            other.execute("ROLLBACK")
        await clerk.settle()
        assert clerk.said()[-1] == "The ledger is free again, and what you did is written."
        assert [event.note for event in clerk.history("2026-0001")][-1] == "at last"


async def test_what_waits_too_long_for_another_program_comes_to_nothing() -> None:
    held = busy.Busy()

    async def attempt() -> None:
        raise LedgerBusy("in use")

    with pytest.raises(LedgerBusy):
        await held.when_free(attempt, patience=0)
    assert not held.is_held


@pytest.mark.usefixtures("_watchful")
async def test_rows_that_others_add_and_take_away_above_move_neither_cursor_nor_scroll(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        for day in range(1, 31):
            service.add(ledger, {"title": f"Door {day}", "due_on": date(2027, 1, day)}, LI)
    async with working(path, "end", "pageup", "k", "k", size=(120, 24)) as clerk:

        def in_sight() -> list[str]:
            top = clerk.rows.region.y + 1
            return [line[:110] for line in clerk.lines()[top : top + clerk.rows.region.height - 1]]

        before, current = in_sight(), clerk.rows.current
        early = {"title": "Early", "due_on": NOW.date()}
        waived = Answers(note="gone", by="王芳")
        clerk.elsewhere(lambda ledger: [service.add(ledger, early, LI) for _each in range(4)])
        clerk.elsewhere(lambda ledger: service.move(ledger, ["2026-0003"], Status.WAIVED, waived, LI))
        await clerk.until(lambda: clerk.rows.total == 39)
        await clerk.settle()
        assert current is not None
        assert clerk.rows.current == current
        assert clerk.rows.scroll_offset.y > 4
        assert in_sight() == before


@pytest.mark.usefixtures("_watchful")
async def test_what_others_do_while_something_is_printed_appears_all_the_same(path: Path) -> None:
    async with working(path, "6", "p") as clerk:
        clerk.elsewhere(lambda ledger: service.add(ledger, {"title": "Meanwhile", "due_on": date(2026, 1, 1)}, LI))
        await clerk.press("enter", "escape")
        await clerk.until(lambda: clerk.rows.total == 8)
