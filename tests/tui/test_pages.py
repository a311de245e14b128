from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.tui.dialog_host import MARKED_UP, Host, answers, seen, showing

from rectify.domain.problem import Event, Problem, Status
from rectify.domain.status import BY_NAME, MOVES, Situation
from rectify.tui.dialogs.frame import Dialog
from rectify.tui.dialogs.import_rows import ImportRows
from rectify.tui.dialogs.move_menu import MoveMenu
from rectify.tui.dialogs.print_dialog import Printable, PrintDialog
from rectify.tui.dialogs.problem_forms import DueForm, Names, ProblemForm
from rectify.tui.dialogs.questions import ConfirmRest, MoveForm, NoteForm
from rectify.tui.dialogs.sort_menu import SortMenu
from rectify.tui.pages.help_page import HelpScreen
from rectify.tui.pages.reading import HistoryScreen, Lines, TextPage

TODAY = date(2026, 11, 22)
PROBLEM = Problem(7, "2026-0007", MARKED_UP, status=Status.IN_PROGRESS)


def event(action: str, old: dict[str, object] | None, new: dict[str, object] | None, note: str | None = None) -> Event:
    return Event(1, "2026-11-18T18:03:04Z", "Wang Lan", action, 1, "2026-0007", old, new, note, "ab")


def step(done_on: str | None) -> dict[str, object]:
    return {"text": "keep a list", "owner": None, "due_on": None, "done_on": done_on}


async def test_the_history_says_when_who_what_and_from_what_to_what_in_words() -> None:
    events = [
        event("add", None, {"title": MARKED_UP, "status": "open"}),
        event("submit", {"status": "in_progress", "version": 1}, {"status": "submitted", "version": 2}, "done [/]"),
        event("measure", {"measures": [step(None)], "measure_due_on": None}, {"measures": [step("2026-11-18")]}),
        event("edit", {"asked_due_on": None, "owner": None}, {"asked_due_on": None, "owner": "李敏"}),
    ]
    async with showing(HistoryScreen("2026-0007", events, "Asia/Shanghai")) as pilot:
        shown = seen(pilot)
    assert "2026-11-19 02:03" in shown
    assert "Status: In progress → Submitted" in shown
    assert "“done [/]”" in shown
    assert f"Problem: {MARKED_UP}" in shown
    assert "Version" not in shown
    assert [line.strip("│ ") for line in shown.splitlines() if "keep a list" in line] == ["[x] keep a list"]
    assert "_on" not in shown
    assert "Asked for" not in shown
    assert shown.index("Submit") < shown.index("Registered")


async def test_a_long_note_in_the_history_is_wrapped_between_its_characters() -> None:
    page = HistoryScreen("2026-0007", [event("note", None, None, "一二三四五六七八九十" * 4)])
    async with showing(page, size=(50, 20)) as pilot:
        lines = [line.strip("│ ") for line in seen(pilot).splitlines() if "十" in line or "”" in line]
    assert lines == [
        "“一二三四五六七八九十一二三四五六七八九",
        "十一二三四五六七八九十一二三四五六七八九",
        "十”",
    ]


async def test_a_control_character_in_the_history_is_a_picture() -> None:
    async with showing(HistoryScreen("\x1b]0;x\x07", [event("note", None, None, "\x1b[31m")])) as pilot:
        shown = seen(pilot)
    assert "“␛[31m”" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("key", ["escape", "ｑ"])
async def test_a_page_is_left(key: str) -> None:
    assert await answers(TextPage("a", "b"), key) == [None]


async def test_the_help_names_each_key_by_group() -> None:
    async with showing(HelpScreen([("Moving", [("j ↓", "one row down [/]")])])) as pilot:
        shown = seen(pilot)
    assert "Moving" in shown
    assert "j ↓" in shown
    assert "one row down [/]" in shown


async def test_a_printed_list_is_shown_as_it_is_and_scrolls_both_ways() -> None:
    lines = [f"{MARKED_UP} row {row:03} {'三' * 60} end {row:03}" for row in range(100)]
    page = TextPage("Overdue", "\n".join(lines))
    async with showing(page, "j", "j") as pilot:
        shown = seen(pilot)
        assert f"{MARKED_UP} row 002" in shown
        assert "row 001" not in shown
        await pilot.press("G")
        assert f"{MARKED_UP} row 099" in seen(pilot)
        page.query_one(Lines).scroll_to(x=200, animate=False)
        await pilot.pause()
        assert "end 099" in seen(pilot)


async def test_a_list_of_eighty_columns_fits_a_terminal_of_eighty() -> None:
    async with showing(TextPage("Overdue", ("x" * 79 + "|\n") * 40)) as pilot:
        assert f"{'x' * 79}|" in seen(pilot)


DIALOGS: tuple[Callable[[], Dialog[Any]], ...] = (
    lambda: MoveMenu([PROBLEM], MOVES),
    lambda: MoveForm(BY_NAME["accept"], [PROBLEM], Situation("Wang Lan", TODAY), Names()),
    lambda: ConfirmRest({"2026-0007": MARKED_UP}, 1),
    lambda: NoteForm([PROBLEM._replace(number=MARKED_UP)]),
    SortMenu,
    lambda: ProblemForm(TODAY, Names()),
    lambda: DueForm([PROBLEM], TODAY),
    lambda: PrintDialog(Printable({}, "1", MARKED_UP, MARKED_UP)),
    lambda: HistoryScreen(MARKED_UP, [event("add", None, {"title": MARKED_UP})]),
    lambda: HelpScreen([("Moving", [("j", "down")])]),
    lambda: TextPage(MARKED_UP, MARKED_UP),
)


async def test_a_reason_that_is_wider_than_the_page_goes_on_below_itself() -> None:
    page = ImportRows("Import a.csv", "Rejected rows\n  29:" + " names no day." * 8, has_bad=True, skips_bad=False)
    async with showing(page, size=(60, 20)):
        assert page.query_one(Lines).lines == [
            "Rejected rows",
            "  29: names no day. names no day. names no day. names no",
            "      day. names no day. names no day. names no day. names",
            "      no day.",
        ]


async def test_every_dialog_stands_on_a_terminal_of_20_by_5() -> None:
    app = Host(SortMenu())
    async with app.run_test(size=(20, 5)) as pilot:
        await pilot.press("escape")
        for make in DIALOGS:
            dialog = make()
            await app.push_screen(dialog)
            await pilot.pause()
            assert dialog.focused is not None
            assert dialog.focused.region.height > 0
            dialog.dismiss()
