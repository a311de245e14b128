"""Rows that say what they said last time are known by that alone, and mean what they mean when they are compared."""

from tests.service.imported import LIST, MONDAY, TUESDAY, CsvFile, figures

from rectify import service
from rectify.domain.problem import Status
from rectify.domain.status import Answers
from rectify.service.importing import import_file
from rectify.service.unchanged import Same, same_rows
from rectify.service.work import working
from rectify.transfer.kept import KeptRow
from rectify.transfer.order import ImportOrder
from rectify.transfer.sheet import Row


def kept(row: int, **facts: object) -> KeptRow:
    """A row of the file of this number that tells `facts`."""
    return KeptRow(Row(row, []), tuple(facts), tuple(facts.values()), None, {}, ())


def test_a_row_that_brings_the_same_again_is_told_from_one_that_does_not(
    ledger: service.Ledger, csv_file: CsvFile
) -> None:
    import_file(ledger, ImportOrder(csv_file("id,title,unit\nW-1,lamp,Hall\nW-2,door,\nW-3,wire,Hall\n")), MONDAY)
    rows = [
        kept(2, number="W-1", title="lamp", unit="Hall"),
        kept(3, number="W-2", title="door", unit="Hall"),
        kept(4, number="W-3", title="wire", unit="Hall", parent_unit="District"),
        kept(5, number="W-9", title="lamp", unit="Hall"),
        kept(6, number=None, title="lamp", unit="Hall"),
    ]
    with working(ledger, TUESDAY) as work:
        assert same_rows(work, rows, {}) == Same(frozenset({2}), frozenset({"W-2", "W-3"}))


def test_what_an_undo_took_back_is_not_what_stands(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    service.undo(ledger, MONDAY)
    with working(ledger, MONDAY) as work:
        assert same_rows(work, [kept(2, number="W-1", title="lamp")], {}) == Same(frozenset(), frozenset({"W-1"}))
    assert figures(import_file(ledger, ImportOrder(csv_file(LIST)), TUESDAY)) == (2, 2, 0, 0, 0)


def test_a_number_that_stands_twice_is_refused_the_second_time_too(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    twice = LIST + "W-1,lamp,Hall,王芳,2026-02-02,2026-03-01,open\n"
    report = import_file(ledger, ImportOrder(csv_file(twice)), TUESDAY)

    assert figures(report) == (3, 0, 0, 2, 1)
    assert report.rejected[0].reason == "The number W-1 stands in row 2 already."


def test_work_that_was_done_here_since_stays(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    service.move(ledger, ["W-1"], Status.SUBMITTED, Answers(note="changed"), TUESDAY)
    before = len(service.history(ledger))

    assert figures(import_file(ledger, ImportOrder(csv_file(LIST)), TUESDAY)) == (2, 0, 0, 2, 0)
    assert len(service.history(ledger)) == before


def test_a_row_that_is_missing_is_still_told(ledger: service.Ledger, csv_file: CsvFile) -> None:
    import_file(ledger, ImportOrder(csv_file(LIST)), MONDAY)
    report = import_file(ledger, ImportOrder(csv_file(LIST.replace("W-2,door", "W-3,wire"))), TUESDAY)
    assert (figures(report), report.missing) == ((2, 1, 0, 1, 0), ("W-2",))
