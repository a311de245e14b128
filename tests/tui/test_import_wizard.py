"""The import wizard and the export dialog, by their keys."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tui.dialog_host import Host
from tests.tui.dialog_host import seen as screen
from tests.tui.ledger_host import LI, Clerk, working
from tests.tui.quick import draw

from rectify import service
from rectify.errors import LedgerUnavailable
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder
from rectify.transfer.outcome import ImportReport, TitleNeeded
from rectify.tui.controls.fields import Line
from rectify.tui.dialogs.export_dialog import ExportDialog
from rectify.tui.dialogs.import_forms import ImportForm
from rectify.tui.dialogs.import_wizard import ImportWizard
from rectify.tui.long_work import LongWork, Stopped

LIST = "编号,问题,责任人,时限,备忘栏\nB-1,台账缺页,李敏,2026-12-01,甲\nB-2,灭火器过期,王芳,2026-12-31,乙\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


async def opened(clerk: Clerk, name: str, text: str) -> ImportWizard:
    (clerk.path.parent / name).write_text(text, encoding="utf-8")
    await clerk.press("I", *name, "enter")
    await clerk.until(lambda: isinstance(clerk.app.screen, ImportWizard) and not clerk.app.screen.is_working)
    wizard = clerk.app.screen
    assert isinstance(wizard, ImportWizard)
    return wizard


def seen(clerk: Clerk) -> str:
    return "\n".join(clerk.lines())


async def test_a_file_is_looked_at_before_it_is_imported_and_undone_as_one(path: Path) -> None:
    async with working(path, "6") as clerk:
        wizard = await opened(clerk, "found.csv", LIST)
        shown = "\n".join(clerk.lines())
        assert "2 rows: 2 new, 0 changed, 0 unchanged, 0 rejected" in shown
        assert [(each.column, each.field) for each in wizard.columns][:2] == [("编号", "number"), ("问题", "title")]
        assert "kept word for word" in shown
        assert clerk.rows.total == 7
        await clerk.press("enter")
        assert "2  B-1  台账缺页" in seen(clerk)
        assert clerk.rows.total == 7
        await clerk.press("enter")
        await clerk.until(lambda: clerk.rows.total == 9)
        assert clerk.said() == ["The import is done.\n2 rows: 2 new, 0 changed, 0 unchanged, 0 rejected"]
        assert clerk.stored("B-1").extra == {"备忘栏": "甲"}
        await clerk.press("u")
        await clerk.until(lambda: clerk.rows.total == 7)


async def test_what_the_file_was_remarked_on_stands_before_its_rows(path: Path) -> None:
    async with working(path) as clerk:
        await opened(clerk, "found.csv", LIST + "合计,2\n")
        await clerk.press("enter")
        assert seen(clerk).index("Remarks") < seen(clerk).index("2  B-1  台账缺页")


async def test_escape_leaves_without_a_change(path: Path) -> None:
    async with working(path, "6") as clerk:
        await opened(clerk, "found.csv", LIST)
        await clerk.press("escape")
        assert (clerk.rows.total, clerk.app.screen) == (7, clerk.screen)


async def test_a_column_means_what_the_clerk_says(path: Path) -> None:
    async with working(path) as clerk:
        wizard = await opened(clerk, "found.csv", "编号,事项甲,责任人\nB-1,台账缺页,李敏\n")
        assert "No column is read as the title" in "\n".join(clerk.lines())
        await clerk.press("j", "enter", "enter")
        await clerk.until(lambda: wizard.report is not None)
        assert wizard.order.mapping == {"事项甲": "title"}
        await clerk.press("m")
        assert "事项甲 is read as" in seen(clerk)
        await clerk.press("escape")
        await clerk.press("i")
        await clerk.until(lambda: clerk.app.screen is clerk.screen)
        assert clerk.stored("B-1").title == "台账缺页"


async def test_rows_that_cannot_be_taken_are_shown_and_left_out_only_when_that_is_said(path: Path) -> None:
    async with working(path) as clerk:
        await opened(clerk, "found.csv", LIST + "B-3,门,王芳,尽快,丙\n")
        assert "Nothing is written while rows are rejected: Enter shows them, b leaves them out." in seen(clerk)
        await clerk.press("i")
        assert "4: " in "\n".join(clerk.lines())
        await clerk.press("enter")
        assert "Nothing is written while rows are rejected: b leaves them out." in seen(clerk)
        await clerk.press("b", "escape")
        assert "Nothing is written" not in seen(clerk)
        await clerk.press("enter", "enter")
        await clerk.until(lambda: clerk.app.screen is clerk.screen)
        assert clerk.stored("B-2").owner == "王芳"
        assert [each.name for each in clerk.path.parent.glob("found*rejected*")] != []


async def test_cells_changed_on_both_sides_are_shown_side_by_side_and_decided_one_by_one(path: Path) -> None:
    (path.parent / "found.csv").write_text(LIST, encoding="utf-8")
    with service.open_ledger(path) as ledger:
        import_file(ledger, ImportOrder(path.parent / "found.csv"), LI)
        service.edit(ledger, ["B-1", "B-2"], {"owner": "Chen Bo"}, LI)
        service.edit(ledger, ["B-2"], {"title": "灭火器过期两个"}, LI)
    changed = LIST.replace("李敏", "孙玉").replace("王芳", "孙玉").replace("过期", "过期很久")
    async with working(path) as clerk:
        wizard = await opened(clerk, "found.csv", changed)
        assert "3 cells were changed here and in the file: t chooses between them." in seen(clerk)
        assert "3 are undecided." in seen(clerk)
        await clerk.press("t")
        assert "3 cells changed on both sides · 3 undecided" in seen(clerk)
        assert "▸? B-1     台账缺页        Owner    李敏        ○ Chen Bo         ○ 孙玉" in seen(clerk)
        await clerk.press("f", "escape")
        await clerk.until(lambda: "2 are undecided." in seen(clerk))
        await clerk.press("t")
        assert "▸? B-2     灭火器过期两个  Problem" in seen(clerk)
        await clerk.press("right", "j", "a", "l")
        assert "3 cells changed on both sides · all decided" in seen(clerk)
        assert "▸  B-2     灭火器过期两个  Owner    王芳        ● Chen Bo         ○ 孙玉" in seen(clerk)
        await clerk.press("enter")
        await clerk.until(lambda: not wizard.is_working)
        assert "2 rows: 0 new, 2 changed, 0 unchanged, 0 rejected" in seen(clerk)
        await clerk.press("i")
        await clerk.until(lambda: clerk.app.screen is clerk.screen)
    with service.open_ledger(path) as ledger:
        decided = [service.find(ledger, number) for number in ("B-1", "B-2")]
    assert [(each.owner, each.title) for each in decided] == [("孙玉", "台账缺页"), ("Chen Bo", "灭火器过期很久")]


async def test_a_file_that_holds_no_list_is_refused_in_words(path: Path) -> None:
    async with working(path) as clerk:
        wizard = await opened(clerk, "found.csv", "")
        assert "found.csv" in "\n".join(clerk.lines())
        await clerk.press("i")
        assert (wizard.report, wizard.is_current) == (None, True)


async def test_from_a_file_that_is_refused_escape_goes_back_to_its_name(path: Path, folder: Path) -> None:
    (folder / "founds.csv").write_text(LIST, encoding="utf-8")
    async with working(path) as clerk:
        await opened(clerk, "found.csv", "")
        assert "Esc Another file" in seen(clerk)
        await clerk.press("escape")
        await clerk.until(lambda: isinstance(clerk.app.screen, ImportForm))
        form = clerk.app.screen
        assert isinstance(form, ImportForm)
        assert (form.field("file").text, form.folder) == ("found.csv", folder)
        assert "found.csv is empty." in seen(clerk)
        await clerk.press("end", *["left"] * 4, "s", "enter")
        await clerk.until(lambda: "2 rows: 2 new" in seen(clerk))


async def test_an_import_that_was_stopped_or_failed_is_tried_again_without_reading_the_file_anew(
    path: Path, folder: Path
) -> None:
    (folder / "found.csv").write_text(LIST, encoding="utf-8")
    with service.open_ledger(path) as ledger:
        found = import_file(ledger, ImportOrder(folder / "found.csv"), LI, dry_run=True)
    troubles: list[Exception] = [Stopped(), LedgerUnavailable("The disk is full.")]

    async def look(_order: ImportOrder, _work: LongWork) -> ImportReport:
        return found

    async def take_in(_order: ImportOrder, _work: LongWork) -> ImportReport:
        if troubles:
            raise troubles.pop(0)
        return replace(found, written=True)

    host = Host(ImportWizard(ImportOrder(folder / "found.csv"), look, take_in))
    async with host.run_test(size=(80, 24)) as pilot:
        for told in ("It was stopped; nothing was written.", "The disk is full."):
            await pilot.press("i")
            await pilot.pause()
            draw(host)
            shown = screen(pilot)
            assert told in shown
            assert "2 rows: 2 new, 0 changed, 0 unchanged, 0 rejected" in shown
        await pilot.press("i")
        await pilot.pause()
        assert host.answers == [replace(found, written=True)]


async def test_the_files_of_the_folder_are_offered(path: Path, folder: Path) -> None:
    (folder / "found.csv").write_text(LIST, encoding="utf-8")
    async with working(path, "I", "f", "o") as clerk:
        assert "found.csv" in "\n".join(clerk.lines())
        await clerk.press("x", "enter")
        assert isinstance(clerk.app.screen, ImportForm)
        assert "There is no file" in "\n".join(clerk.lines())


async def test_a_folder_that_is_taken_shows_what_it_holds_each_file_by_its_own_name(path: Path, folder: Path) -> None:
    (folder / "lists" / "May").mkdir(parents=True)
    (folder / "lists" / "May" / "found.csv").write_text(LIST, encoding="utf-8")
    async with working(path, "I", *"lis", "down", "enter", "down", "enter") as clerk:
        line = clerk.app.screen.query_one("#file Line", Line)
        shown = "\n".join(clerk.lines())
        assert (line.value, shown.count("lists/May/"), "found.csv" in shown) == ("lists/May/", 1, True)
        await clerk.press("down", "enter")
        assert line.value == "lists/May/found.csv"


async def test_what_is_shown_is_exported_and_a_file_is_written_over_only_when_told_twice(
    path: Path, folder: Path
) -> None:
    async with working(path, "2", "E", "right", "tab", "right") as clerk:
        dialog = clerk.app.screen
        assert isinstance(dialog, ExportDialog)
        assert dialog.query_one("#file Line", Line).value == "Overdue.csv"
        (folder / "Overdue.csv").write_text("mine", encoding="utf-8")
        await clerk.press("left", "right", "enter")
        assert (folder / "Overdue.csv").read_text(encoding="utf-8") == "mine"


async def test_an_ending_that_no_list_has_is_told_before_the_dialog_closes(path: Path, folder: Path) -> None:
    async with working(path, "E", "tab", "tab", *"a.doc", "enter") as clerk:
        assert "No list is written as .doc; the endings are" in seen(clerk)
        await clerk.press(*["backspace"] * 4, "enter")
        await clerk.until((folder / "a.xlsx").exists)


async def test_a_list_that_is_exported_holds_what_is_on_the_screen(path: Path, folder: Path) -> None:
    async with working(path, "2", "E", "tab", "right", "enter") as clerk:
        await clerk.until((folder / "Overdue.csv").exists)
        with (folder / "Overdue.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [row["number"] for row in csv.DictReader(file)] == clerk.numbers()
        await clerk.until(lambda: any("Wrote 3 problems" in said for said in clerk.said()))


async def test_a_part_is_a_workbook_of_the_marked_that_the_ledger_knows_again(path: Path, folder: Path) -> None:
    async with working(path, "6", " ", " ", "E") as clerk:
        await clerk.press("left", "enter")
        await clerk.until((folder / "part.xlsx").exists)
        await clerk.until(lambda: any("Wrote 2 problems" in said for said in clerk.said()))
    with service.open_ledger(path) as ledger:
        report = import_file(ledger, ImportOrder(folder / "part.xlsx"), LI, dry_run=True)
    assert (report.rows, report.unchanged, report.rejected) == (2, 2, ())


@pytest.mark.parametrize("trouble", [Stopped(), LedgerUnavailable("The disk is full."), TitleNeeded("found.csv", ())])
async def test_what_becomes_of_a_file_after_the_wizard_was_left_is_not_said(path: Path, trouble: Exception) -> None:
    async def fail(_order: ImportOrder, _work: LongWork) -> ImportReport:
        raise trouble

    async with working(path) as clerk:
        wizard = await opened(clerk, "found.csv", LIST)
        await clerk.press("escape")
        await wizard._done(fail, LongWork(), wizard.show_report)
        wizard.show_progress()
        assert (wizard.is_left, clerk.app.screen, clerk.said()) == (True, clerk.screen, [])
