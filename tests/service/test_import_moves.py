"""A status that changes in a file is a move, and obeys the rules of one; a new row is a record, and obeys none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.service.clock import at

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Extension, Mode, Problem, Stamp, Status
from rectify.domain.status import Answers
from rectify.service.importing import import_file
from rectify.transfer.order import ImportOrder
from rectify.transfer.outcome import Added, ImportReport

MONDAY, TUESDAY = at("2026-03-09"), at("2026-03-10", "李敏")
HEADER = "id,title,due,status,mode,done\n"

Import = Callable[..., ImportReport]


@pytest.fixture
def take_in(ledger: service.Ledger, tmp_path: Path) -> Import:
    """Imports a text."""

    def take(rows: str, stamp: Stamp = MONDAY) -> ImportReport:
        path = tmp_path / "list.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        return import_file(ledger, ImportOrder(path), stamp)

    return take


def found(ledger: service.Ledger, number: str = "W-1") -> Problem:
    return service.record(ledger, number, Selection(date(2026, 3, 10))).problem


def test_an_import_is_held_to_the_evidence_that_the_ledger_demands(ledger: service.Ledger, take_in: Import) -> None:
    service.change_settings(ledger, {"evidence_to_submit": "1"}, MONDAY)
    take_in("W-1,lamp,2026-05-01,open,,\n")

    report = take_in("W-1,lamp,2026-05-01,closed,,\n", TUESDAY)

    assert [each.reason for each in report.rejected] == ["Submit needs 1 piece of evidence; there are 0."]
    assert (found(ledger).status, report.written) == (Status.OPEN, False)


def test_a_finished_record_of_the_past_gets_no_deadline_that_it_never_had(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,,closed,immediate,2025-03-01\n")

    assert (found(ledger).due_on, found(ledger).original_due_on) == (None, None)


def test_a_finished_record_that_turns_immediate_gets_no_deadline_either(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,,closed,,2025-03-01\n")
    take_in("W-1,lamp,,closed,immediate,2025-03-01\n", TUESDAY)

    assert (found(ledger).mode, found(ledger).due_on) == ("immediate", None)


def test_an_imported_problem_that_turns_immediate_is_not_counted_from_the_day_of_its_import(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,,open,,\n")
    take_in("W-1,lamp,,open,immediate,\n", TUESDAY)

    assert (found(ledger).mode, found(ledger).due_on) == ("immediate", None)


def test_reopening_by_import_is_what_reopening_by_hand_is(ledger: service.Ledger, take_in: Import) -> None:
    take_in("W-1,lamp,2026-03-01,closed,,2026-02-20\nW-2,door,2026-03-01,closed,,2026-02-20\n")
    service.move(ledger, ["W-2"], Status.OPEN, Answers(note="again", due_on=date(2026, 6, 30)), TUESDAY)

    take_in("W-1,lamp,2026-06-30,open,,\n", TUESDAY)

    imported, moved = found(ledger), found(ledger, "W-2")
    assert [each.action for each in service.history(ledger, "W-1")] == ["import", "reopen"]
    assert (imported.extensions, imported.round, imported.due_on) == (0, 2, date(2026, 6, 30))
    assert moved == imported._replace(id=moved.id, number="W-2", title="door")


def test_a_due_date_that_a_file_repeats_is_no_new_one_also_after_it_was_changed_here(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,2026-05-01,closed,,2026-02-20\n")
    service.edit(ledger, ["W-1"], {"due_on": date(2026, 8, 31)}, MONDAY)

    report = take_in("W-1,lamp,2026-05-01,open,,\n", TUESDAY)

    assert [each.reason for each in report.rejected] == [
        "Reopen needs a new due date: put a day other than 2026-08-31, which it had, into its due date."
    ]
    assert (found(ledger).round, found(ledger).due_on) == (1, date(2026, 8, 31))


def test_a_request_for_an_extension_ends_with_the_round_that_an_import_ends(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,2026-05-01,open,,\n")
    service.ask_extension(ledger, ["W-1"], date(2026, 6, 1), "parts", MONDAY)

    take_in("W-1,lamp,2026-05-01,closed,,2026-03-09\n", TUESDAY)

    record = service.record(ledger, "W-1", Selection(date(2026, 3, 10)))
    assert (record.problem.status, record.problem.asked_due_on) == (Status.CLOSED, None)
    assert record.extensions == (
        Extension(
            *(date(2026, 3, 9), "Wang Lan", date(2026, 6, 1), "parts", False, "refused", "李敏", date(2026, 3, 10)),
            note=None,
        ),
    )
    assert service.check(ledger).faults == ()


def test_a_file_that_names_no_new_due_date_reopens_nothing(ledger: service.Ledger, take_in: Import) -> None:
    take_in("W-1,lamp,2026-03-01,closed,,2026-02-20\nW-2,door,,closed,,2026-02-20\n")

    report = take_in("W-1,lamp,2026-03-01,open,,\nW-2,door,,in progress,,\n", TUESDAY)

    assert [each.reason for each in report.rejected] == [
        "Reopen needs a new due date: put a day other than 2026-03-01, which it had, into its due date.",
        "Reopen needs a new due date: put one into its due date.",
    ]
    assert (found(ledger).status, found(ledger).round) == (Status.CLOSED, 1)


def test_a_day_of_completion_filled_in_while_the_status_stays_is_a_submit(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,2026-05-01,open,,\nW-2,door,2026-05-01,open,,\n")

    rows = "W-1,lamp,2026-05-01,open,,2026-03-05\nW-2,door,2026-05-01,in progress,,2026-03-06\n"
    report = take_in(rows, TUESDAY)

    assert [(found(ledger, each).status, found(ledger, each).done_on) for each in ("W-1", "W-2")] == [
        (Status.SUBMITTED, date(2026, 3, 5)),
        (Status.SUBMITTED, date(2026, 3, 6)),
    ]
    event = service.history(ledger, "W-1")[-1]
    assert (event.action, event.note) == ("submit", "list.csv, row 2")
    assert report.warnings == (
        "Rows 2, 3: The day of completion was filled in and the status left as it was, so it is taken as submitted.",
    )
    assert take_in(rows, TUESDAY).unchanged == 2


def test_a_file_that_tells_no_status_closes_what_it_gives_a_day_of_completion_and_moves_nothing_else(
    ledger: service.Ledger, take_in: Import, tmp_path: Path
) -> None:
    take_in("W-1,lamp,,in progress,,\nW-2,door,,submitted,,2026-03-01\nW-3,sink,,closed,,2026-03-01\nW-4,tap,,open,,\n")
    days = "W-1,lamp,,x\nW-2,door,2026-03-01,x\nW-3,sink,2026-03-01,x\nW-4,tap,2026-03-09,x\n"
    (tmp_path / "days.csv").write_text(f"id,title,done,owner\n{days}", encoding="utf-8")

    report = import_file(ledger, ImportOrder(tmp_path / "days.csv"), TUESDAY)

    assert report.rejected == ()
    assert [(found(ledger, f"W-{each}").status, found(ledger, f"W-{each}").owner) for each in (1, 2, 3, 4)] == [
        (Status.IN_PROGRESS, "x"),
        (Status.SUBMITTED, "x"),
        (Status.CLOSED, "x"),
        (Status.CLOSED, "x"),
    ]
    assert import_file(ledger, ImportOrder(tmp_path / "days.csv"), TUESDAY).unchanged == 4


def test_a_recorded_day_of_completion_never_gives_way_to_today(ledger: service.Ledger, take_in: Import) -> None:
    take_in("W-1,lamp,2026-05-01,open,,2026-03-01\nW-2,door,2026-05-01,open,immediate,2026-03-01\n")

    take_in("W-1,lamp,2026-05-01,closed,,\nW-2,door,2026-05-01,closed,immediate,\n", TUESDAY)

    assert [(found(ledger, each).done_on, found(ledger, each).closed_on) for each in ("W-1", "W-2")] == [
        (date(2026, 3, 1), date(2026, 3, 10)),
        (date(2026, 3, 1), date(2026, 3, 10)),
    ]


def test_a_day_of_completion_that_was_changed_here_stays_when_the_file_closes(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,2026-05-01,submitted,,2026-03-01\n")
    service.move(ledger, ["W-1"], Status.IN_PROGRESS, Answers(note="again"), MONDAY)
    service.move(ledger, ["W-1"], Status.SUBMITTED, Answers(note="done", on=date(2026, 3, 5)), MONDAY)

    take_in("W-1,lamp,2026-05-01,closed,,2026-03-01\n", TUESDAY)

    assert (found(ledger).status, found(ledger).done_on) == (Status.CLOSED, date(2026, 3, 5))


def test_an_emptied_due_date_is_told_and_is_no_extension(ledger: service.Ledger, take_in: Import) -> None:
    take_in("W-1,lamp,2026-05-01,open,,\n", at("2026-03-01"))

    report = take_in("W-1,lamp,,open,,\n", MONDAY)

    assert (found(ledger).due_on, found(ledger).extensions) == (None, 0)
    assert service.record(ledger, "W-1", Selection(date(2026, 3, 10))).extensions == ()
    assert report.warnings == ("Row 2: Its due date was emptied: it has none any more, and is never overdue.",)


def test_the_rows_that_are_new_are_named(take_in: Import) -> None:
    take_in("W-1,lamp,2026-05-01,open,,\n")

    report = take_in("W-1,lamp,2026-05-01,open,,\n,door,2026-05-01,open,,\nW-3,path,2026-05-01,open,,\n")

    assert report.added == (Added(3, "door", None), Added(4, "path", "W-3"))


def test_a_file_moves_no_due_date_of_what_is_finished(ledger: service.Ledger, take_in: Import) -> None:
    take_in("W-1,lamp,2026-02-01,closed,,2026-02-20\n")

    report = take_in("W-1,lamp,2026-06-30,closed,,2026-02-20\n", TUESDAY)

    assert [each.reason for each in report.rejected] == ["It is finished; reopen it to give it a new due date."]
    assert (found(ledger).due_on, found(ledger).extensions) == (date(2026, 2, 1), 0)


def test_a_file_submits_nothing_as_done_before_it_was_reopened(ledger: service.Ledger, take_in: Import) -> None:
    number = service.add(ledger, {"title": "lamp", "mode": Mode.IMMEDIATE}, MONDAY).number
    service.move(ledger, [number], Status.CLOSED, Answers(note="fixed"), MONDAY)
    service.move(ledger, [number], Status.OPEN, Answers(note="again", due_on=date(2026, 6, 30)), TUESDAY)

    report = take_in(f"{number},lamp,,submitted,,2026-03-09\n", TUESDAY)

    assert [each.reason for each in report.rejected] == [
        "It was reopened on 2026-03-10; it cannot be done before that, on 2026-03-09."
    ]
    assert found(ledger, number).status is Status.OPEN
