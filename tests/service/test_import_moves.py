"""A status that changes in a file is a move, and obeys the rules of one; a new row is a record, and obeys none."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.service.clock import at

from rectify import service
from rectify.domain.listing import Selection
from rectify.domain.problem import Extension, Problem, Stamp, Status
from rectify.domain.status import Answers
from rectify.service.importing import import_file
from rectify.transfer.outcome import ImportReport

MONDAY, TUESDAY = at("2026-03-09"), at("2026-03-10", "李敏")
HEADER = "id,title,due,status,mode,done\n"

Import = Callable[..., ImportReport]


@pytest.fixture
def take_in(ledger: service.Ledger, tmp_path: Path) -> Import:
    """Imports a text."""

    def take(rows: str, stamp: Stamp = MONDAY) -> ImportReport:
        path = tmp_path / "list.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        return import_file(ledger, path, stamp)

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


def test_a_due_date_set_here_survives_a_reopening_by_a_file_that_repeats_the_old_one(
    ledger: service.Ledger, take_in: Import
) -> None:
    take_in("W-1,lamp,2026-05-01,closed,,2026-02-20\n")
    service.edit(ledger, ["W-1"], {"due_on": date(2026, 8, 31)}, MONDAY)

    take_in("W-1,lamp,2026-05-01,open,,\n", TUESDAY)

    assert (found(ledger).round, found(ledger).due_on) == (2, date(2026, 8, 31))


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
