import os
from pathlib import Path

import pytest
from tests.tui.dialog_host import answers, said, seen, showing
from tests.tui.ledger_host import LI, TODAY, working

from rectify import service
from rectify.errors import InvalidInput, LedgerUnavailable, Refused
from rectify.service.importing import import_file
from rectify.service.printing import Printed
from rectify.transfer.order import ImportOrder
from rectify.tui.controls.fields import Field, Line, flowing
from rectify.tui.dialogs.print_dialog import Printable, PrintChoice, PrintDialog
from rectify.tui.listing.choice import Choice
from rectify.tui.pages.reading import Lines
from rectify.tui.printing import Subject, ordered, printed

FOLDER = Path(__file__).parent


def dialog(folder: Path = FOLDER, *, printer: bool = False) -> PrintDialog:
    counts = {"list": 42, "overdue": 7, "soon": 5}
    return PrintDialog(Printable(counts, "2026-0007", "No *drill*", "泡崖街道", folder, printer))


def keys(report: int = 0, grouping: int = 0, format: int = 0, target: int = 0) -> list[str]:
    """So many steps to the right in each field."""
    steps = (report, grouping, format, target)
    return [key for count in steps for key in (*["right"] * count, "tab")]


async def test_the_overdue_list_by_unit_goes_to_the_screen_at_once() -> None:
    assert await answers(dialog(), "enter") == [PrintChoice("overdue", "unit", "text", None)]


async def test_the_list_shown_goes_to_a_file_whose_name_fits_the_choices() -> None:
    wanted = PrintChoice("list", "owner", "md", FOLDER / "list.md")
    assert await answers(dialog(), *keys(2, 1, 1, 1), "enter") == [wanted]


async def test_a_workbook_goes_to_a_file_and_nowhere_else() -> None:
    wanted = PrintChoice("overdue", "unit", "xlsx", FOLDER / "overdue.xlsx")
    assert await answers(dialog(), "tab", "tab", "left", "enter") == [wanted]


async def test_each_group_begins_a_page_where_that_is_chosen_for_paper() -> None:
    to_format = ["tab", "tab", "right", "right", "tab", "right", "enter"]
    wanted = PrintChoice("overdue", "unit", "html", FOLDER / "overdue.html", page_per_group=True)
    assert await answers(dialog(), *to_format) == [wanted]


async def test_the_record_of_the_problem_under_the_cursor_has_no_groups() -> None:
    wanted = PrintChoice("record", None, "text", None)
    assert await answers(dialog(), "right", "right", "right", "enter") == [wanted]
    asked = dialog()
    async with showing(asked, "right", "right", "right") as pilot:
        assert "2026-0007  No *drill*" in seen(pilot)
        assert not asked.field("by").display
        assert [value for value, _label in asked.field("format").control.options] == ["text", "md", "html", "xlsx"]  # type: ignore[union-attr]  # its choices


async def test_figures_a_record_and_a_slip_are_written_as_workbooks_too() -> None:
    wanted = PrintChoice("figures", "unit", "xlsx", FOLDER / "figures.xlsx")
    assert await answers(dialog(), "left", "tab", "tab", "left", "enter") == [wanted]
    wanted = PrintChoice("slip", None, "xlsx", FOLDER / "slip-泡崖街道.xlsx")
    assert await answers(dialog(), "left", "left", "tab", "left", "enter") == [wanted]


async def test_a_slip_says_when_it_is_issued() -> None:
    asked = dialog(printer=True)
    async with showing(asked, "left", "left") as pilot:
        assert "● slip" in seen(pilot)
        assert "to 泡崖街道" in seen(pilot)
        assert "A draft: nothing is recorded." in seen(pilot)
        await pilot.press("tab", "tab", "right")
        await pilot.pause()
        assert "It is issued, numbered, and recorded." in seen(pilot)
        await pilot.press("enter")
    assert await answers(dialog(), "left", "left", "tab", "tab", "right", "enter") == [
        PrintChoice("slip", None, "text", FOLDER / "slip-泡崖街道.txt")
    ]


async def test_without_a_problem_under_the_cursor_there_is_neither_record_nor_slip() -> None:
    async with showing(PrintDialog(Printable({"list": 0}))) as pilot:
        assert "record" not in seen(pilot)
        assert "slip" not in seen(pilot)


async def test_text_goes_to_the_printer_where_there_is_one() -> None:
    wanted = PrintChoice("overdue", "unit", "text", None, printer=True)
    assert await answers(dialog(printer=True), "tab", "tab", "tab", "left", "enter") == [wanted]
    async with showing(dialog()) as pilot:
        assert "the printer" not in seen(pilot)


async def test_a_file_that_is_named_by_hand_has_the_ending_of_its_format() -> None:
    wanted = [PrintChoice("overdue", "owner", "text", FOLDER / "a.txt")]
    assert await answers(dialog(), *keys(0, 1, 0, 1), "a", "enter") == wanted


async def test_a_name_given_by_hand_survives_another_format() -> None:
    pressed = [*keys(0, 0, 0, 1), "a", "shift+tab", "shift+tab", "right", "enter"]
    assert await answers(dialog(), *pressed) == [PrintChoice("overdue", "unit", "md", FOLDER / "a.md")]


async def test_an_ending_that_is_typed_stays_and_a_point_within_a_name_is_none() -> None:
    asked = dialog()
    assert [asked.path(name).name for name in ("a.log", "a.HTML")] == ["a.log", "a.HTML"]
    async with showing(asked):
        assert asked.path("报告2026.11").name == "报告2026.11.txt"


async def test_a_folder_that_is_not_there_is_told_beside_the_name() -> None:
    asked = dialog()
    async with showing(asked, *keys(0, 0, 0, 1), *"n/a", "enter"):
        assert said(asked) == [f"There is no folder {FOLDER / 'n'}."]


async def test_a_file_without_a_name_is_asked_for() -> None:
    asked = dialog()
    async with showing(asked, *keys(0, 0, 0, 1), "delete", "enter"):
        assert said(asked) == ["Name the file."]


async def test_a_file_that_is_there_is_written_over_only_when_that_is_confirmed(tmp_path: Path) -> None:
    (tmp_path / "overdue.txt").write_text("last week's list")
    asked = dialog(tmp_path)
    async with showing(asked, *keys(0, 0, 0, 1), "enter"):
        assert said(asked) == ["It exists already. Enter again writes over it."]
    wanted = PrintChoice("overdue", "unit", "text", tmp_path / "overdue.txt")
    assert await answers(dialog(tmp_path), *keys(0, 0, 0, 1), "enter", "enter") == [wanted]


async def test_its_first_lines_are_in_sight_and_follow_the_choices() -> None:
    async def preview(order: PrintChoice) -> str:
        if order.report == "soon":
            raise Refused("Nothing is due.")
        return f"{order.report} by {order.by}\nas {order.format}"

    async with showing(PrintDialog(Printable({}), preview)) as pilot:
        assert "overdue by unit" in seen(pilot)
        assert "as text" in seen(pilot)
        await pilot.press("right")
        await pilot.pause()
        assert "Nothing is due." in seen(pilot)


async def test_it_counts_the_problems_of_each_list_and_is_left_with_escape() -> None:
    async with showing(dialog()) as pilot:
        shown = seen(pilot)
    assert "● overdue (7)" in shown
    assert "○ due soon (5)" in shown
    assert "○ shown (42)" in shown
    assert await answers(dialog(), "escape") == [None]


async def test_a_slip_to_a_file_is_issued_and_the_list_can_be_worked_on(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "slip.txt"
    async with working(path, "p", "left", "left", "tab", "tab", "right", "tab", "delete") as clerk:
        clerk.app.screen.query_one("#file Line", Line).value = str(target)
        await clerk.press("enter")
        assert target.read_text(encoding="utf-8").startswith("Reminder slip\nSlip 2026-001  2026-11-22 Sunday\n")
        assert clerk.said()[0] == "Issued slip 2026-001 to 泡崖街道."
        with service.open_ledger(path) as ledger:
            assert service.history(ledger, "2026-0001")[-1].action == "remind"
        await clerk.press("c", *"read", "enter")
        with service.open_ledger(path) as ledger:
            assert service.history(ledger, "2026-0001")[-1].action == "note"


async def test_a_list_that_was_narrowed_is_the_first_to_be_printed(path: Path) -> None:
    async with working(path, "/", *"is:overdue", "enter", "p") as clerk:
        assert clerk.app.screen.query_one("#report", Field).text == "list"


async def test_the_record_of_the_problem_under_the_cursor_comes_to_the_screen(path: Path) -> None:
    async with working(path, "p", "right", "right", "right", "enter") as clerk:
        shown = "\n".join(clerk.lines())
    assert "2026-0001  三会一课记录不完整" in shown
    assert "建立签到台账" in shown


def printer_that(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a program `lp` in the way of the machine's own."""
    program = folder / "lp"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")


def slip_to_printer(ledger: service.Ledger) -> Printed:
    order = PrintChoice("slip", None, "text", None, printer=True)
    return printed(ledger, ordered(order, Subject(Choice(), TODAY, "2026-0001", "泡崖街道"), 80), order, LI)


def test_a_slip_goes_to_the_printer(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printer_that(tmp_path, f"cat > {tmp_path}/paper", monkeypatch)
    with service.open_ledger(path) as ledger:
        assert slip_to_printer(ledger).slip == "2026-001"
    assert (tmp_path / "paper").read_text(encoding="utf-8").startswith("Reminder slip\nSlip 2026-001")


def test_a_slip_that_the_printer_does_not_take_is_not_issued(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer_that(tmp_path, "cat > /dev/null; echo lp: no default destination >&2; exit 1", monkeypatch)
    with service.open_ledger(path) as ledger:
        before = service.chain_end(ledger)
        with pytest.raises(LedgerUnavailable, match="It cannot be printed: lp: no default destination"):
            slip_to_printer(ledger)
        assert service.chain_end(ledger) == before


def test_nothing_is_printed_over_the_ledger(path: Path) -> None:
    with service.open_ledger(path) as ledger:
        order = PrintChoice("overdue", "unit", "text", path)
        with pytest.raises(InvalidInput, match="is the ledger itself"):
            printed(ledger, ordered(order, Subject(Choice(), TODAY), 80), order, LI)


async def test_escape_leaves_at_once_where_only_choices_were_moved() -> None:
    assert await answers(dialog(), *keys(2, 1, 1, 1), "escape") == [None]


async def test_escape_asks_again_where_a_name_was_typed() -> None:
    asked = dialog()
    async with showing(asked, *keys(0, 0, 0, 1), "a", "escape"):
        assert said(asked) == ["Esc once more throws away what you typed."]


def test_no_line_of_choices_ends_between_a_mark_and_its_word() -> None:
    labels = ["overdue (9)", "逾期问题（9）", "for paper (HTML)", "临期"]
    assert [[text for _index, text in line] for line in flowing(labels, 1, 24)] == [
        ["○ overdue (9)"],
        ["● 逾期问题（9）"],
        ["○ for paper (HTML)"],
        ["○ 临期"],
    ]
    assert [[text for _index, text in line] for line in flowing(labels, 0, 32)] == [
        ["● overdue (9)", "○ 逾期问题（9）"],
        ["○ for paper (HTML)", "○ 临期"],
    ]


def test_only_a_label_longer_than_a_line_is_broken_and_goes_on_below_itself() -> None:
    assert flowing(["临期", "a part to fill in"], 1, 12) == [[(0, "○ 临期")], [(1, "● a part to")], [(1, "  fill in")]]


async def test_every_choice_stands_whole_on_a_terminal_of_80_columns() -> None:
    async with showing(dialog(), size=(80, 24)) as pilot:
        shown = seen(pilot)
    assert [word for word in ("○ record", "○ slip", "○ figures", "○ severity", "○ Excel") if word not in shown] == []


async def test_what_is_printed_is_seen_beforehand_in_all_the_room_that_there_is() -> None:
    async with showing(dialog(), size=(120, 36)) as pilot:
        assert pilot.app.screen.query_one(Lines).size.height >= 20
    async with showing(dialog(), size=(80, 24)) as pilot:
        assert pilot.app.screen.query_one(Lines).size.height >= 6


async def test_what_is_overdue_is_printed_of_what_is_looked_for(path: Path) -> None:
    async with working(path, "/", *"unit:红旗村", "enter", "p", "left", "left") as clerk:
        await clerk.until(lambda: any("(unit:红旗村)" in line for line in clerk.lines()))
        shown = "\n".join(clerk.lines())
        assert "● overdue (1)" in shown
        assert "2026-0002" in shown
        assert "2026-0001" not in shown


async def test_what_is_marked_is_printed_alone_whatever_the_list_shows(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    file = path.with_name("marked.md")
    async with working(path, "space", "space", *"/unit:红旗村", "enter", "p") as clerk:
        await clerk.until(lambda: any("Marked problems" in line for line in clerk.lines()))
        assert "● marked (2)" in "\n".join(clerk.lines())
        await clerk.press("tab", "right", "tab", "right", "tab", "right", "enter")
        await clerk.until(lambda: "marked.md" in " ".join(clerk.said()))
    printed = file.read_text("utf-8")
    assert [number for number in range(1, 8) if f"2026-000{number}" in printed] == [1, 2]


async def test_of_marked_problems_exactly_those_are_printed_and_exported_whatever_their_numbers(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    path.with_name("found.csv").write_text(
        "编号,问题\nA*,Star\nAB-1,Other\n整改（2026）1号,Wide\nCA-2,Large\n", "utf-8"
    )
    with service.open_ledger(path) as ledger:
        import_file(ledger, ImportOrder(path.with_name("found.csv")), LI)
    async with working(path, "6", *"/no:unit", "enter", "space", "j", "space", "space", "p") as clerk:
        assert clerk.numbers() == ["A*", "AB-1", "CA-2", "整改（2026）1号"]
        await clerk.until(lambda: any("3 of 11" in line for line in clerk.lines()))
        assert not any("AB-1" in line for line in clerk.lines()[12:])
        await clerk.press("escape", "E", "enter")
        await clerk.until(lambda: any("Wrote 3 problems" in said for said in clerk.said()))


async def test_nothing_is_offered_as_marked_where_nothing_is(path: Path) -> None:
    async with working(path, "p") as clerk:
        assert "marked (" not in "\n".join(clerk.lines())
