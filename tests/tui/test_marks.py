from pathlib import Path

from tests.tui.ledger_host import LI, working

from rectify import service
from rectify.domain.problem import Status
from rectify.tui.dialogs.move_menu import MoveMenu
from rectify.tui.dialogs.problem_forms import SeveralForm
from rectify.tui.dialogs.questions import ConfirmRest
from rectify.tui.listing.problem_list import ProblemList


async def test_space_marks_a_problem_and_steps_on_and_takes_a_mark_off_again(path: Path) -> None:
    async with working(path, " ", "　") as clerk:
        assert (set(clerk.rows.marks), clerk.rows.cursor) == ({"2026-0001", "2026-0002"}, 2)
        assert "2 marked" in clerk.lines()[-1]
        assert "●" in clerk.lines()[4]
        await clerk.press("k", " ")
        assert set(clerk.rows.marks) == {"2026-0001"}


async def test_a_star_marks_all_that_are_shown_and_once_more_or_escape_takes_the_marks_off(path: Path) -> None:
    async with working(path, "2", "*") as clerk:
        assert set(clerk.rows.marks) == {"2026-0001", "2026-0002", "2026-0006"}
        await clerk.press("＊")
        assert set(clerk.rows.marks) == set()
        await clerk.press("*")
        assert len(clerk.rows.marks) == 3
        await clerk.press("escape")
        assert (set(clerk.rows.marks), clerk.screen.choice.view.key) == (set(), "overdue")


async def test_an_action_on_marked_problems_is_one_step_done_and_undone(path: Path) -> None:
    async with working(path, "j", "j", " ", " ", ">") as clerk:
        assert {clerk.stored(number).status for number in ("2026-0006", "2026-0003")} == {Status.IN_PROGRESS}
        assert (clerk.said(), set(clerk.rows.marks)) == (["2 problems changed."], set())
        await clerk.press("u")
        assert {clerk.stored(number).status for number in ("2026-0006", "2026-0003")} == {Status.OPEN}
        assert clerk.said()[1:] == ["Undone: Start, 2 problems."]


async def test_where_one_cannot_nothing_is_done_and_the_rest_is_offered(path: Path) -> None:
    async with working(path, "6") as clerk:
        for key in (" ", "j", "j", " ", " ", ">"):
            await clerk.press(key)
        assert isinstance(clerk.app.screen, ConfirmRest)
        assert list(clerk.app.screen.reasons) == ["2026-0007"]
        assert clerk.stored("2026-0006").status is Status.OPEN
        await clerk.press("enter")
        assert {clerk.stored(number).status for number in ("2026-0006", "2026-0003")} == {Status.IN_PROGRESS}


async def test_of_marked_problems_that_wait_for_different_words_one_move_is_chosen(path: Path) -> None:
    async with working(path, "2", "*", ">") as clerk:
        assert isinstance(clerk.app.screen, MoveMenu)
        shown = " ".join(" ".join(clerk.lines()).replace("│", " ").split())
        assert "3 problems" in shown
        assert clerk.stored("2026-0002").status is Status.SUBMITTED


async def test_what_one_move_of_several_asks_is_asked_in_one_form(path: Path) -> None:
    async with working(path, "2", " ", "j", " ", ">") as clerk:
        shown = " ".join(" ".join(clerk.lines()).replace("│", " ").split())
        assert "Submit/Start · 2 problems" in shown
        await clerk.press(*"mended", "enter")
        notes = [clerk.history(number)[-1].note for number in ("2026-0001", "2026-0006")]
    assert notes == ["mended", None]


async def test_the_rest_is_left_when_nobody_wants_it(path: Path) -> None:
    async with working(path, "6", " ", "j", "j", " ", ">", "escape") as clerk:
        assert clerk.stored("2026-0006").status is Status.OPEN


async def test_marks_stay_while_the_view_changes(path: Path) -> None:
    async with working(path, " ", "5") as clerk:
        assert (set(clerk.rows.marks), clerk.numbers()) == ({"2026-0001"}, ["2026-0007"])


async def test_marks_know_what_others_changed_meanwhile(path: Path) -> None:
    async with working(path, "j", "j", " ", " ") as clerk:
        clerk.elsewhere(lambda ledger: service.edit(ledger, ["2026-0003"], {"owner": "Chen Bo"}, LI))
        await clerk.press(">")
        assert clerk.said()[0].startswith("2026-0003 was changed meanwhile by 李敏")
        assert clerk.stored("2026-0006").status is Status.OPEN


async def test_marked_problems_get_one_due_date(path: Path) -> None:
    async with working(path, "2", "*", "d", *"2026-12-24", "enter") as clerk:
        assert {str(clerk.stored(f"2026-{n:04d}").due_on) for n in (1, 2, 6)} == {"2026-12-24"}
        assert clerk.numbers() == []


async def test_marked_problems_are_edited_in_one_form_and_one_undo(path: Path) -> None:
    async with working(path, "2", "*", "e") as clerk:
        assert isinstance(clerk.pilot.app.screen, SeveralForm)
        await clerk.press("tab", "tab", "tab", *"April audit", "tab", "tab", "tab", *"critical", "enter")
        them = [clerk.stored(f"2026-{n:04d}") for n in (1, 2, 6)]
        assert {(each.source, each.severity) for each in them} == {("April audit", "critical")}
        assert len({each.unit for each in them}) > 1  # what differed and was left empty stays
        await clerk.press("u")
        assert {clerk.stored(f"2026-{n:04d}").source for n in (1, 2, 6)} != {"April audit"}


async def test_shift_and_an_arrow_mark_and_step_and_never_take_a_mark_off(path: Path) -> None:
    async with working(path, "6", "j", " ", "k", "shift+down", "shift+down", "shift+up") as clerk:
        assert (clerk.rows.cursor, set(clerk.rows.marks)) == (2, {"2026-0001", "2026-0002", "2026-0006"})


async def test_a_click_with_shift_marks_from_the_cursor_to_it_and_one_with_control_turns_one_mark(path: Path) -> None:
    async with working(path, "6", "j") as clerk:
        await clerk.pilot.click(ProblemList, offset=(20, 5), shift=True)
        await clerk.settle()
        assert set(clerk.rows.marks) == {"2026-0001", "2026-0002", "2026-0006", "2026-0003"}
        await clerk.pilot.click(ProblemList, offset=(20, 3), control=True)
        await clerk.pilot.click(ProblemList, offset=(20, 7), control=True)
        assert set(clerk.rows.marks) == {"2026-0001", "2026-0006", "2026-0003", "2026-0005"}
        assert clerk.rows.cursor == 6


async def test_marks_that_are_not_in_the_list_are_told(path: Path) -> None:
    async with working(path, "2", "*", "3", "*") as clerk:
        assert clerk.lines()[-1].startswith(" 4 marked, 3 not shown")
        await clerk.press("1")
        assert clerk.lines()[-1].startswith(" 4 marked  ")


async def test_a_click_on_a_key_in_the_last_line_does_what_it_names(path: Path) -> None:
    async with working(path) as clerk:
        start = clerk.lines()[-1].index("Mark")
        await clerk.pilot.click(offset=(start, 35))
        await clerk.settle()
        assert set(clerk.rows.marks) == {"2026-0001"}
