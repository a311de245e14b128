"""Imports that are undone, interrupted, watched, or left out in part; and units that an undone import placed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.service.imported import LIST, MONDAY, TODAY, TUESDAY, CsvFile, actions, everything, figures

from rectify import service
from rectify.domain.problem import Stamp
from rectify.errors import Refused
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder


def test_an_import_is_undone_and_redone_as_one(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)

    assert service.undo(ledger, MONDAY).numbers == ("W-1", "W-2")
    assert everything(ledger) == {}
    service.redo(ledger, MONDAY)
    assert list(everything(ledger)) == ["W-1", "W-2"]


def test_an_import_that_was_undone_can_be_done_right(ledger: service.Ledger, csv_file: CsvFile) -> None:
    path = csv_file("id,title,cause,found\nW-1,wrong,lamp,2026-02-02\n")
    import_file(ledger, ImportOrder(path, mapping={"cause": "description"}), MONDAY)
    service.undo(ledger, MONDAY)
    report = import_file(ledger, ImportOrder(path, mapping={"cause": "title", "title": "-"}), MONDAY)

    assert figures(report) == (1, 1, 0, 0, 0)
    lamp = everything(ledger)["W-1"]
    assert (lamp.title, lamp.description, lamp.extra) == ("lamp", None, {})
    assert [each.title for each in everything(ledger, as_of=date(2026, 2, 20)).values()] == ["lamp"]
    assert service.check(ledger).faults == ()
    service.undo(ledger, MONDAY)
    assert everything(ledger) == {}
    service.redo(ledger, MONDAY)
    assert [each.title for each in everything(ledger).values()] == ["lamp"]
    assert service.check(ledger).faults == ()


def test_changes_of_an_import_that_was_undone_come_again(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    changed = csv_file(LIST.replace("王芳", "李敏"))
    import_file(ledger, ImportOrder(changed), MONDAY)
    service.undo(ledger, MONDAY)
    assert everything(ledger)["W-1"].owner == "王芳"

    assert figures(import_file(ledger, ImportOrder(changed), MONDAY)) == (2, 0, 1, 1, 0)
    assert everything(ledger)["W-1"].owner == "李敏"


def test_an_import_that_is_undone_names_all_that_it_did(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    closed = LIST.replace(",open", ",closed").replace("Chen Bo", "李敏") + "W-3,roof,Hall,王芳,2026-02-04,,open\n"
    import_file(ledger, ImportOrder(csv_file(closed)), MONDAY)

    assert service.undo(ledger, MONDAY).actions == ("import", "submit", "accept")


def test_an_import_that_is_interrupted_leaves_nothing(
    ledger: service.Ledger, csv_file: CsvFile, tmp_path: Path
) -> None:
    text = "id,title,done\n" + "".join(f"{number},p{number},\n" for number in range(2001)) + "bad,,\n"

    def stop(what: str, done: int, _total: int) -> None:
        if what == "write" and done == 2000:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(ledger, ImportOrder(csv_file(text), skip_bad=True), MONDAY, progress=stop)

    assert (everything(ledger), actions(ledger)) == ({}, [])
    assert service.check(ledger).faults == ()
    assert not (tmp_path / "list.rejected.csv").exists()


def test_progress_is_told_for_reading_planning_and_writing(ledger: service.Ledger, csv_file: CsvFile) -> None:
    told: list[tuple[str, int, int]] = []
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY, progress=lambda *news: told.append(news))

    assert told == [("read", 0, 2), ("read", 2, 2), ("plan", 0, 2), ("plan", 2, 2), ("write", 0, 2), ("write", 2, 2)]


def test_a_row_wider_than_the_header_is_left_out_with_all_its_cells(
    ledger: service.Ledger, csv_file: CsvFile, tmp_path: Path
) -> None:
    file = csv_file("id,title\n1,fine\n2,Unit, which is late\n")

    report = import_file(ledger, ImportOrder(file, skip_bad=True), MONDAY)

    assert (figures(report), report.rejected[0].row) == ((2, 1, 0, 0, 1), 3)
    lines = (tmp_path / "list.rejected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1].startswith('2,"Unit, which is late",')


@pytest.fixture
def kid(ledger: service.Ledger, csv_file: CsvFile) -> Callable[[str, Stamp], None]:
    """Imports a problem of the unit Kid under a parent unit."""

    def take(parent: str, stamp: Stamp) -> None:
        import_file(ledger, ImportOrder(csv_file(f"id,title,unit,parent_unit\n{parent}-1,lamp,Kid,{parent}\n")), stamp)

    return take


def test_a_unit_that_somebody_else_placed_since_is_not_placed_again(
    ledger: service.Ledger, kid: Callable[[str, Stamp], None]
) -> None:
    kid("P", MONDAY)
    service.undo(ledger, MONDAY)
    kid("Q", TUESDAY)
    with pytest.raises(Refused) as caught:
        service.redo(ledger, MONDAY)

    assert str(caught.value) == (
        "It cannot be done again: Kid was changed since by 李敏: Unit placed, Unit: Kid, Parent unit: none → Q."
    )
    assert {line.name: line.depth for line in service.units(ledger, TODAY)} == {"P": 0, "Q": 0, "Kid": 1}


def test_a_unit_is_placed_again_where_nobody_else_placed_it(
    ledger: service.Ledger, kid: Callable[[str, Stamp], None]
) -> None:
    kid("P", MONDAY)
    service.undo(ledger, MONDAY)
    assert {line.name: line.depth for line in service.units(ledger, TODAY)} == {"P": 0, "Kid": 0}
    service.redo(ledger, MONDAY)
    assert {line.name: line.depth for line in service.units(ledger, TODAY)} == {"P": 0, "Kid": 1}
