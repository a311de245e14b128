"""The three screens for whoever sees rectify for the first time."""

from pathlib import Path

import pytest
from tests.tui.dialog_host import answers, seen, showing
from tests.tui.ledger_host import NOW, Clerk, working
from textual.pilot import Pilot

from rectify.i18n import use_language
from rectify.tui.commands import USUAL, effective
from rectify.tui.desk import Desk
from rectify.tui.dialogs.frame import Scroller
from rectify.tui.pages.tour import Tour
from rectify.tui.rectify_app import RectifyApp
from rectify.tui.startup import is_first_start

PLACE = "/srv/[office]/ledger.db"


async def test_the_tour_goes_forth_and_back_through_three_screens() -> None:
    async with showing(Tour(USUAL, PLACE)) as pilot:
        assert "1 of 3  What a ledger is" in seen(pilot)
        assert "Bring in the list that you have" in seen(pilot)
        await pilot.press("enter")
        assert "2 of 3  The day's work" in seen(pilot)
        assert 'unit:"Town Hall" is:overdue' in seen(pilot)
        await pilot.press("right", "right")
        assert "3 of 3  Paper and proof" in seen(pilot)
        assert PLACE in seen(pilot)
        await pilot.press("left", "left", "left")
        assert "1 of 3" in seen(pilot)


async def test_the_tour_is_wrapped_between_chinese_characters_and_cut_nowhere() -> None:
    use_language("zh")
    async with showing(Tour(USUAL, PLACE), "enter") as pilot:
        assert "、+2w。" in seen(pilot)
        assert "…" not in seen(pilot)


@pytest.mark.parametrize("keys", [("escape",), ("enter", "enter", "enter"), ("enter", "ｑ")])
async def test_the_tour_is_left(keys: tuple[str, ...]) -> None:
    assert await answers(Tour(USUAL, PLACE), *keys) == [None]


async def test_the_tour_names_the_keys_in_force() -> None:
    table = effective({"list.import": ("f8",), "problem.new": ()})
    async with showing(Tour(table, PLACE)) as pilot:
        lines = [line.strip("│ ") for line in seen(pilot).splitlines()]
    assert any(line.startswith("F8") and "Bring in" in line for line in lines)
    assert any(line.startswith("“New”") and line.endswith("Enter a problem.") for line in lines)


def is_whole(pilot: Pilot[None]) -> bool:
    return pilot.app.screen.query_one(Scroller).max_scroll_y == 0


async def test_every_screen_of_the_tour_fits_the_smallest_usual_terminal() -> None:
    async with showing(Tour(USUAL, PLACE)) as pilot:
        found = [is_whole(pilot)]
        for _screen in range(2):
            await pilot.press("enter")
            await pilot.pause()
            found.append(is_whole(pilot))
    assert found == [True, True, True]


def test_the_first_start_is_the_first_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert [is_first_start(), is_first_start()] == [True, False]


def test_no_start_is_the_first_where_that_cannot_be_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    (tmp_path / "file").write_text("")
    assert not is_first_start()


async def test_a_newcomer_is_greeted_until_a_filter_is_typed(path: Path) -> None:
    desk = Desk.at(path, "Wang Lan", lambda: NOW)
    desk.is_first_start = lambda: True
    app = RectifyApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        clerk = Clerk(app, path, pilot)
        await clerk.settle()
        assert clerk.lines()[2].endswith("New here? F1 shows it in three screens")
        await clerk.press("/")
        assert "New here?" not in clerk.lines()[2]
    desk.close()


async def test_the_tour_says_where_the_ledger_lies(path: Path) -> None:
    async with working(path, "f1", "enter", "enter") as clerk:
        assert any(str(path)[-30:] in line for line in clerk.lines())
        await clerk.press("escape")
        assert clerk.app.screen is clerk.screen
