from pathlib import Path

from tests.tui.dialog_host import answers, said, seen, showing

from rectify.tui.print_dialog import PrintDialog, PrintOrder

FOLDER = Path("/lists")


def dialog() -> PrintDialog:
    return PrintDialog(42, 7, FOLDER)


async def test_the_overdue_list_by_unit_goes_to_the_screen_at_once() -> None:
    assert await answers(dialog(), "enter") == [PrintOrder("overdue", "unit", "text", None)]


async def test_the_list_shown_goes_to_a_file_whose_name_fits_the_choices() -> None:
    keys = ["right", "tab", "left", "tab", "right", "tab", "right", "enter"]
    assert await answers(dialog(), *keys) == [PrintOrder("shown", None, "md", FOLDER / "shown.md")]


async def test_a_file_is_named_by_hand() -> None:
    keys = ["tab", "right", "tab", "tab", "right", "tab", "a", "enter"]
    assert await answers(dialog(), *keys) == [PrintOrder("overdue", "owner", "text", FOLDER / "a")]


async def test_a_name_given_by_hand_survives_another_format() -> None:
    keys = ["tab", "tab", "tab", "right", "tab", "a", "shift+tab", "shift+tab", "right", "enter"]
    assert await answers(dialog(), *keys) == [PrintOrder("overdue", "unit", "md", FOLDER / "a")]


async def test_a_file_without_a_name_is_asked_for() -> None:
    asked = dialog()
    async with showing(asked, "tab", "tab", "tab", "right", "tab", "delete", "enter"):
        assert said(asked) == ["Name the file."]


async def test_it_counts_the_problems_of_each_list_and_is_left_with_escape() -> None:
    async with showing(dialog()) as pilot:
        shown = seen(pilot)
    assert "● overdue (7)" in shown
    assert "○ the list shown (42)" in shown
    assert await answers(dialog(), "escape") == [None]
