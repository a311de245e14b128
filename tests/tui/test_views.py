from pathlib import Path

import pytest
from tests.tui.ledger_host import working

from rectify.tui.bars import ViewsBar
from rectify.tui.listing.problem_list import ProblemList


async def test_a_digit_shows_its_view(path: Path) -> None:
    every = ["2026-0007", "2026-0001", "2026-0002", "2026-0006", "2026-0003", "2026-0004", "2026-0005"]
    views = {
        "2": ["2026-0001", "2026-0002", "2026-0006"],
        "3": ["2026-0003"],
        "4": ["2026-0002"],
        "5": ["2026-0007"],
        "６": every,
    }
    async with working(path) as clerk:
        for key, numbers in views.items():
            await clerk.press(key)
            assert (key, clerk.numbers()) == (key, numbers)


async def test_a_click_shows_a_view_and_the_filter_stays_when_the_view_changes(path: Path) -> None:
    async with working(path) as clerk:
        await clerk.pilot.click(ViewsBar, offset=(17, 0))
        await clerk.settle()
        assert clerk.screen.choice.view.key == "overdue"
        await clerk.press("/", *"village", "enter", "6")
        assert clerk.numbers() == ["2026-0003"]


async def test_a_narrow_screen_counts_and_names_fewer_views_and_cuts_none(path: Path) -> None:
    async with working(path, size=(58, 20)) as clerk:
        assert clerk.lines()[1] == " 1 Open 6 2 Overdue 3 3 Soon 4 To verify 5 Closed 6 All"
        await clerk.pilot.resize_terminal(40, 20)
        await clerk.press("4")
        assert clerk.lines()[:2] == [" as of 2026-11-22 Sun   Wang Lan", " 1 2 Overdue 3 3 4 To verify 1 5 6"]
        await clerk.pilot.resize_terminal(30, 20)
        await clerk.press("3", "4")
        assert clerk.lines()[1] == " 1 2 3 4 To verify 1 5 6"


async def test_a_sort_is_chosen_and_turned_round(path: Path) -> None:
    async with working(path, "o", "down", "down", "enter") as clerk:
        assert clerk.numbers()[:2] == ["2026-0001", "2026-0002"]
        await clerk.press("o", "enter")
        assert clerk.numbers()[:2] == ["2026-0006", "2026-0005"]
        assert "by Number ↓" in clerk.lines()[2]


async def test_an_empty_ledger_says_what_to_do(empty: Path) -> None:
    async with working(empty) as clerk:
        assert clerk.lines()[5].strip() == "This ledger has no problems yet."
        assert clerk.lines()[7].strip() == "On the command line: rectify import FILE"


async def test_an_empty_view_says_so(empty: Path, path: Path) -> None:
    async with working(path, "3", "/", *"lamp", "enter") as clerk:
        assert clerk.lines()[5].strip() == "Nothing in the view Soon matches lamp"
        assert clerk.lines()[6].strip() == "Esc takes the filter away, 6 looks in all problems."
        await clerk.press("/", *"xyz", "enter", "6")
        assert clerk.lines()[6].strip() == "Esc takes the filter away."


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 10), (80, 24), (200, 60)])
async def test_a_terminal_of_any_size_is_used(path: Path, size: tuple[int, int]) -> None:
    async with working(path, "2", "j", size=size) as clerk:
        await clerk.press("enter", "escape", "?", "escape")
        assert clerk.rows.cursor == 1


async def test_a_click_on_a_heading_sorts_and_another_turns_it_round(path: Path) -> None:
    async with working(path) as clerk:
        place = clerk.lines()[3].index("Unit")
        await clerk.pilot.click(ProblemList, offset=(place, 0))
        await clerk.settle()
        assert "Unit ↑" in clerk.lines()[3]
        await clerk.pilot.click(ProblemList, offset=(place, 0))
        await clerk.settle()
        assert "Unit ↓" in clerk.lines()[3]
        await clerk.press("2")
        assert "Due ↑" in clerk.lines()[3]
        await clerk.press("1")
        assert "Unit ↓" in clerk.lines()[3]


async def test_columns_are_chosen_moved_and_put_back(path: Path) -> None:
    async with working(path, "C", "space", "j", "j", "space", "K", "enter") as clerk:
        assert clerk.lines()[3].split() == ["Number", "Problem", "Owner", "Due", "↑", "Late", "Done", "Status"]
        await clerk.press("C", *"jjjjjjjj", "space", "K", "K", "K", "K", "K", "K", "K", "enter")
        assert clerk.lines()[3].split()[:3] == ["Number", "Parent", "unit"]
        await clerk.press("C", "0", "enter")
        assert clerk.lines()[3].split()[2:4] == ["Unit", "Owner"]


async def test_what_has_no_room_is_said_where_columns_are_chosen(path: Path) -> None:
    async with working(path, "C", "j", "j", "j", "K", size=(60, 24)) as clerk:
        said = " ".join(line.split("│")[1].strip() for line in clerk.lines()[4:6])
        assert said == "No room on this screen for: Due, Late, Done, Status. The last ones give way first."
