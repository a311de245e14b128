from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.tui.ledger_host import ACTOR, LI, MARKED_UP, TODAY, working
from textual._compositor import Compositor
from textual.widgets._toast import Toast

from rectify import service
from rectify.domain.problem import Event, Status
from rectify.tui.dialogs.move_menu import MoveMenu
from rectify.tui.dialogs.questions import MoveForm
from rectify.tui.store_thread import StoreThread


async def test_one_key_starts_what_is_open(path: Path) -> None:
    async with working(path, "j", "j", ">") as clerk:
        assert clerk.stored("2026-0006").status is Status.IN_PROGRESS
        assert "In progress" in clerk.lines()[6]


async def test_the_row_is_painted_before_anything_is_read_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    paint, read = Compositor.render_update, StoreThread.read

    def watched_paint(compositor: Compositor, **how: Any) -> object:
        done.append("painted")
        return paint(compositor, **how)

    async def watched_read(store: StoreThread[Any], kind: str, job: Callable[[Any], Any]) -> Any:
        done.append(kind)
        return await read(store, kind, job)

    async with working(path, "j", "j") as clerk:
        await clerk.rest()
        monkeypatch.setattr(Compositor, "render_update", watched_paint)
        monkeypatch.setattr(StoreThread, "read", watched_read)
        await clerk.press(">")
        assert [each for each in done if each in {"painted", "page"}][:2] == ["painted", "page"]


async def test_submit_asks_for_a_note_first(path: Path) -> None:
    async with working(path, "》") as clerk:
        assert isinstance(clerk.app.screen, MoveForm)
        await clerk.press(*"register kept, one step left")
        await clerk.press("enter")
        stored = clerk.stored("2026-0001")
        assert (stored.status, stored.done_on, stored.submitted_by) == (Status.SUBMITTED, TODAY, ACTOR)
        assert clerk.screen.desk.counts["submitted"] == 2


async def test_escape_leaves_the_dialog_and_letters_typed_ahead_go_into_the_one_that_a_key_opens(path: Path) -> None:
    async with working(path, ">", "escape") as clerk:
        assert clerk.stored("2026-0001").status is Status.IN_PROGRESS
        await clerk.press(">", *"quick", "enter")
        event = last_event(path, "2026-0001")
        assert (event.action, event.note) == ("submit", "quick")


async def test_accept_asks_who_verified_and_how(path: Path) -> None:
    async with working(path, "4", ">", *"seen", "enter") as clerk:
        stored = clerk.stored("2026-0002")
        assert (stored.status, stored.verified_by, stored.verified_how) == (Status.CLOSED, ACTOR, "onsite")
        assert clerk.numbers() == []


async def test_what_somebody_else_submitted_is_returned_with_a_reason_ones_own_withdrawn_without(path: Path) -> None:
    async with working(path, "4", "《", *"again", "enter") as clerk:
        stored = clerk.stored("2026-0002")
        assert (stored.status, stored.returns) == (Status.IN_PROGRESS, 1)
        await clerk.press("1", "g", ">", "x", "enter")
        assert clerk.stored("2026-0001").status is Status.SUBMITTED
        await clerk.press("<")
        stored = clerk.stored("2026-0001")
        assert (stored.status, stored.returns) == (Status.IN_PROGRESS, 0)


async def test_where_there_is_no_next_move_or_nothing_to_undo_a_toast_says_so(path: Path) -> None:
    async with working(path, "5", ">", "u") as clerk:
        assert clerk.said() == [
            "2026-0007: It is finished; there is no next move.",
            "Wang Lan has done nothing here that can be undone.",
        ]
        # to the edge of the screen: beside it the end of how many are shown would stand as a part of the sentence
        assert [toast.region.right for toast in clerk.app.screen.query(Toast) if toast.region] == [120]


async def test_the_status_menu_offers_the_moves_that_are_allowed_now(path: Path) -> None:
    async with working(path, "s") as clerk:
        assert isinstance(clerk.app.screen, MoveMenu)
        assert [move.name for move in clerk.app.screen.moves] == ["submit", "sustain", "waive"]


async def test_the_status_menu_moves(path: Path) -> None:
    async with working(path, "5", "s") as clerk:
        await clerk.press("o")
        await clerk.press(*"broken again", "tab", *"fri", "enter")
        stored = clerk.stored("2026-0007")
        assert (stored.status, stored.round, str(stored.due_on)) == (Status.OPEN, 2, "2026-11-27")


async def test_a_move_that_the_rules_refuse_is_told_in_the_words_of_the_command_line(path: Path) -> None:
    async with working(path, "j", "j") as clerk:
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0006"], {"owner": ACTOR}, LI))
        await clerk.press(">")
        assert clerk.said()[0].startswith("2026-0006 was changed meanwhile by 李敏: Owner: none → Wang Lan.")
        assert clerk.stored("2026-0006").status is Status.OPEN


async def test_undo_and_redo_bring_back_and_do_again(path: Path) -> None:
    async with working(path, "j", "j", ">", "u") as clerk:
        assert clerk.stored("2026-0006").status is Status.OPEN
        assert clerk.said() == ["Undone: Start, 2026-0006."]
        await clerk.press("ctrl+r")
        assert clerk.stored("2026-0006").status is Status.IN_PROGRESS
        assert clerk.rows.current is not None
        assert clerk.rows.current.number == "2026-0006"


async def test_keys_in_quick_succession_do_one_thing_after_another(path: Path) -> None:
    async with working(path) as clerk:
        await clerk.press("2", "j", "j", ">", ">", *"ok", "enter")
        assert clerk.stored("2026-0006").status is Status.SUBMITTED


async def test_a_new_problem_is_recorded_and_found_under_the_cursor(path: Path) -> None:
    async with working(path, "n", *"[b]new[/]", "enter") as clerk:
        assert clerk.rows.current is not None
        assert (clerk.rows.current.number, clerk.rows.current.title) == ("2026-0008", "[b]new[/]")
        assert clerk.said() == ["Recorded as 2026-0008."]


async def test_a_due_date_in_words_is_set(path: Path) -> None:
    async with working(path, "d", *"eom", "enter") as clerk:
        assert str(clerk.stored("2026-0001").due_on) == "2026-11-30"
        assert clerk.rows.current is not None
        assert clerk.rows.current.number == "2026-0001"


async def test_a_note_is_written_the_owner_is_set_and_a_fact_is_edited(path: Path) -> None:
    async with working(path, "c", *"two done", "enter") as clerk:
        event = last_event(path, "2026-0001")
        assert (event.action, event.note, event.actor) == ("note", "two done", ACTOR)
        assert clerk.said() == []
        await clerk.press("j", "w", *"Zhao", "enter")
        assert (clerk.stored("2026-0002").owner, clerk.said()) == ("Zhao", ["New person: Zhao"])
        await clerk.press("j", "j", "e", *" now", "enter")
        assert clerk.stored("2026-0003").title == "Village affairs board not updated now"
        assert clerk.said() == ["New person: Zhao"]


async def test_a_title_with_markup_is_shown_as_typed(path: Path) -> None:
    async with working(path, "j") as clerk:
        await clerk.until(lambda: sum(MARKED_UP in line for line in clerk.lines()) == 2)
        assert "2026-0002 · Submitted · 2 d overdue" in "".join(clerk.lines())


def last_event(path: Path, number: str) -> Event:
    with service.open_ledger(path) as ledger:
        return service.history(ledger, number)[-1]
