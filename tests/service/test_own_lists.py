"""A list that was exported to a workbook is edited there and comes back: it is compared with what it showed."""

from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest
from tests.service.clock import at
from tests.service.test_parts import fill_in

from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Status
from rectify.domain.status import Answers
from rectify.service import Ledger, add, backup, edit, export_file, find, import_file, move, open_ledger, record, undo
from rectify.transfer.order import ImportOrder
from rectify.transfer.outcome import Conflict

TODAY = date(2026, 11, 22)
NOW, LATER = at("2026-11-22"), at("2026-11-23")
DOOR, LAMP = "2026-0001", "2026-0002"


@pytest.fixture
def exported(ledger: Ledger, tmp_path: Path) -> Path:
    """A workbook of two problems that no import brought."""
    facts = {"title": "Door", "unit": "Village", "owner": "李敏", "due_on": date(2026, 12, 10)}
    add(ledger, facts, NOW, [Measure("Order wood"), Measure("Mend it")])
    add(ledger, {"title": "Lamp", "unit": "Village", "owner": "李敏"}, NOW)
    return export_file(ledger, tmp_path / "list.xlsx", Selection(TODAY), NOW).path


def test_a_list_that_comes_back_as_it_was_changes_nothing(ledger: Ledger, exported: Path) -> None:
    edit(ledger, [LAMP], {"owner": "王芳", "category": "light"}, LATER)
    move(ledger, [DOOR], Status.IN_PROGRESS, Answers(), LATER)
    report = import_file(ledger, ImportOrder(exported), LATER)
    assert (report.changed, report.unchanged, report.rejected) == (0, 2, ())
    assert (find(ledger, LAMP).owner, find(ledger, DOOR).status) == ("王芳", Status.IN_PROGRESS)


def test_what_was_edited_in_it_is_taken_and_what_was_changed_here_stays(ledger: Ledger, exported: Path) -> None:
    edit(ledger, [DOOR], {"category": "wood"}, LATER)
    fill_in(
        exported,
        {
            (DOOR, "Problem"): "Door jams",
            (DOOR, "Status"): "Submitted",
            (DOOR, "Done on"): "2026-11-21",
            (DOOR, "Measures"): "Order wood\nPaint it",
            (LAMP, "Owner"): "Chen Bo",
        },
    )
    report = import_file(ledger, ImportOrder(exported), LATER)
    door = find(ledger, DOOR)
    assert (report.changed, report.rejected) == (2, ())
    assert (door.title, door.status, door.category, door.owner) == ("Door jams", Status.SUBMITTED, "wood", "李敏")
    assert [step.text for step in record(ledger, DOOR, Selection(TODAY)).measures] == ["Order wood", "Paint it"]
    assert find(ledger, LAMP).owner == "Chen Bo"


def test_a_cell_that_was_changed_here_too_is_shown_and_nothing_is_overwritten(ledger: Ledger, exported: Path) -> None:
    edit(ledger, [LAMP], {"owner": "王芳"}, LATER)
    fill_in(exported, {(LAMP, "Owner"): "Chen Bo"})
    report = import_file(ledger, ImportOrder(exported), LATER)
    assert report.rejected[0].conflicts == (Conflict("owner", "李敏", "王芳", "Chen Bo"),)
    assert report.rejected[0].reason.startswith(
        "Owner: both sides have changed it. It was “李敏”; here it is “王芳”, the file says “Chen Bo”; decide with"
    )
    assert find(ledger, LAMP).owner == "王芳"


def test_it_is_compared_with_what_it_showed_and_not_with_an_earlier_import(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("编号,问题,责任人\nA-1,Door,李敏\n", encoding="utf-8")
    import_file(ledger, ImportOrder(tmp_path / "list.csv"), NOW)
    edit(ledger, ["A-1"], {"owner": "王芳"}, NOW)
    exported = export_file(ledger, tmp_path / "list.xlsx", Selection(TODAY), LATER).path
    import_file(ledger, ImportOrder(fill_in(exported, {("A-1", "Owner"): "李敏"})), LATER)
    assert find(ledger, "A-1").owner == "李敏"


def test_an_earlier_copy_takes_back_nothing_that_a_later_one_brought(
    ledger: Ledger, exported: Path, tmp_path: Path
) -> None:
    copy = Path(copyfile(exported, tmp_path / "copy.xlsx"))
    import_file(ledger, ImportOrder(fill_in(exported, {(LAMP, "Owner"): "Chen Bo"})), LATER)
    import_file(ledger, ImportOrder(fill_in(copy, {(LAMP, "Category"): "light"})), LATER)
    assert find(ledger, LAMP).owner == "Chen Bo"


def test_after_an_undo_it_can_be_taken_again(ledger: Ledger, exported: Path) -> None:
    fill_in(exported, {(LAMP, "Owner"): "Chen Bo"})
    import_file(ledger, ImportOrder(exported), LATER)
    undo(ledger, LATER)
    assert find(ledger, LAMP).owner == "李敏"
    import_file(ledger, ImportOrder(exported), LATER)
    assert find(ledger, LAMP).owner == "Chen Bo"


def test_a_copy_of_the_ledger_that_went_its_own_way_tells_nothing_of_this_one(ledger: Ledger, tmp_path: Path) -> None:
    add(ledger, {"title": "Door", "owner": "李敏"}, NOW)
    backup(ledger, tmp_path / "copy.db", NOW)
    edit(ledger, [DOOR], {"owner": "王芳"}, LATER)
    with open_ledger(tmp_path / "copy.db") as copy:
        edit(copy, [DOOR], {"owner": "Chen Bo"}, LATER)
        exported = export_file(copy, tmp_path / "list.xlsx", Selection(TODAY), LATER).path
    report = import_file(ledger, ImportOrder(exported), LATER)
    assert report.rejected[0].conflicts == (Conflict("owner", None, "王芳", "Chen Bo"),)


def test_a_list_of_a_past_day_is_no_picture_of_now(ledger: Ledger, tmp_path: Path) -> None:
    add(ledger, {"title": "Door", "owner": "李敏"}, NOW)
    edit(ledger, [DOOR], {"owner": "王芳"}, LATER)
    past = Selection(date(2026, 11, 24), as_of=TODAY)
    exported = export_file(ledger, tmp_path / "list.xlsx", past, at("2026-11-24")).path
    report = import_file(ledger, ImportOrder(exported), at("2026-11-24"))
    assert report.rejected[0].conflicts == (Conflict("owner", None, "王芳", "李敏"),)
