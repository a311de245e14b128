from pathlib import Path

from tests.tui.ledger_host import ACTOR, NOW, Clerk, working
from textual.events import Key
from textual.keys import _character_to_key

from rectify.domain.problem import Status
from rectify.tui.controls.fields import Words
from rectify.tui.desk import Desk
from rectify.tui.dialogs.problem_forms import DueForm
from rectify.tui.dialogs.questions import MoveForm
from rectify.tui.rectify_app import RectifyApp


def burst(clerk: Clerk, *keys: str) -> None:
    """Press keys and wait for none of them."""
    for key in keys:
        clerk.app.post_message(Key(_character_to_key(key) if len(key) == 1 else key, key if len(key) == 1 else None))


async def test_keys_typed_ahead_of_a_list_act_on_its_rows(path: Path) -> None:
    async with working(path) as clerk:
        burst(clerk, "6", "j", "j", " ", "G", "k", " ", "d")
        await clerk.settle()
        assert clerk.numbers()[2:6:3] == ["2026-0002", "2026-0004"]
        assert set(clerk.rows.marks) == {"2026-0002", "2026-0004"}
        assert isinstance(clerk.app.screen, DueForm)
        assert [problem.number for problem in clerk.app.screen.problems] == ["2026-0002", "2026-0004"]


async def test_keys_pressed_before_the_first_list_is_there_act_on_it(path: Path) -> None:
    desk = Desk.at(path, ACTOR, lambda: NOW)
    app = RectifyApp(desk)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        clerk = Clerk(app, path, pilot)
        burst(clerk, "j", " ", "2", "j", "j", " ", "/", *"lamp", "enter", ">")
        await clerk.settle()
        assert set(clerk.rows.marks) == {"2026-0002", "2026-0006"}
        assert clerk.numbers() == ["2026-0006"]
        assert isinstance(clerk.app.screen, MoveForm)
    desk.close()


async def test_keys_typed_ahead_of_a_dialog_go_into_it_and_those_after_it_back_to_the_list(path: Path) -> None:
    async with working(path) as clerk:
        burst(clerk, "s", "u", *"sent", "enter", "j", "j", ">", "c", *"seen")
        await clerk.settle()
        assert clerk.stored("2026-0001").status is Status.SUBMITTED
        assert clerk.stored("2026-0006").status is Status.IN_PROGRESS
        assert clerk.app.screen.query_one(Words).text == "seen"


async def test_while_a_list_is_on_its_way_escape_and_q_do_not_wait(path: Path) -> None:
    async with working(path, " ") as clerk:
        clerk.screen.desk.busy.begin()
        burst(clerk, "escape")
        await clerk.until(lambda: not clerk.rows.marks)
        assert clerk.app.is_running
        burst(clerk, "q")
        await clerk.until(lambda: not clerk.app.is_running)
        assert clerk.app.return_code == 0
