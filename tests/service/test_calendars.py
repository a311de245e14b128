"""A calendar that rectify wrote, imported again: each task is a problem that it knows."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.domain.problem import Problem, Status
from rectify.domain.status import Answers
from rectify.service import Ledger, add, export_file, find, import_file, move, open_ledger, problems
from rectify.transfer.order import ImportOrder

TODAY = date(2026, 11, 22)
NOW = at("2026-11-22")
LIST = (
    "编号,问题,详细说明,责任单位,责任人,检查批次,备忘,严重程度,状态,整改时限,完成日期,销号日期,验收人,整改措施,经费\n"
    'C/1,"C/1, lamp; \\n door","一行\n二行",泡崖街道,李敏,四月自查,,P9,已销号,'
    '2026年6月底前,2026-05-01,2026-05-02,王芳,"a\nb",5\n'
    "C-2,灯,,,,,,,待验收,2026-12-01,2026-11-01,,,,\n"
    "C-3,门,,,,,,,作废,,,,,,\n"
    "C-4,路,,,,,,,长期坚持,2025年底前，并长期坚持,,,,,\n"
)


@pytest.fixture
def office(ledger: Ledger, tmp_path: Path) -> Ledger:
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    import_file(ledger, ImportOrder(tmp_path / "list.csv"), NOW)
    add(ledger, {"title": "By hand", "due_on": date(2026, 12, 5)}, NOW)
    return ledger


@pytest.fixture
def other(blank: Path, tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(Path(shutil.copy(blank, tmp_path / "other.db")))) as opened:
        yield opened


@pytest.fixture
def calendar(office: Ledger, tmp_path: Path) -> Path:
    export_file(office, tmp_path / "out.ics", Selection(TODAY), NOW)
    return tmp_path / "out.ics"


def told(ledger: Ledger) -> dict[str, Problem]:
    return {each.number: each._replace(id=0, version=1) for each in problems(ledger, Selection(TODAY))}


def test_the_tasks_are_the_problems_that_they_were(office: Ledger, calendar: Path) -> None:
    before = told(office)
    report = import_file(office, ImportOrder(calendar), NOW)
    assert (report.rows, report.unchanged, report.rejected, report.warnings) == (5, 5, (), ())
    assert told(office) == before


def test_another_ledger_reads_them_as_they_were_written(office: Ledger, calendar: Path, other: Ledger) -> None:
    assert import_file(other, ImportOrder(calendar), NOW).new == 5
    assert told(other) == told(office)


def test_what_is_changed_in_the_calendar_is_taken(other: Ledger, calendar: Path) -> None:
    import_file(other, ImportOrder(calendar), NOW)
    text = calendar.read_text(encoding="utf-8")
    text = text.replace("SUMMARY:C-2 灯", "SUMMARY:C-2 灯塔").replace("DATE:20261205", "DATE:20261211")
    calendar.write_text(text, encoding="utf-8", newline="")
    assert import_file(other, ImportOrder(calendar), NOW).changed == 2
    assert (find(other, "C-2").title, find(other, "2026-0001").due_on) == ("灯塔", date(2026, 12, 11))


def test_a_task_that_was_ticked_off_is_a_move(other: Ledger, calendar: Path) -> None:
    import_file(other, ImportOrder(calendar), NOW)
    text = calendar.read_text(encoding="utf-8")
    ticked = "STATUS:COMPLETED\r\nCOMPLETED:20261120T020000Z"
    text = text.replace("STATUS:NEEDS-ACTION", ticked.replace("\r", "") if "\r\n" not in text else ticked)
    calendar.write_text(text, encoding="utf-8", newline="")
    assert import_file(other, ImportOrder(calendar), NOW).rejected == ()
    problem = find(other, "2026-0001")
    assert (problem.status, problem.done_on, problem.closed_on) == (
        Status.CLOSED,
        date(2026, 11, 20),
        date(2026, 11, 20),
    )


def test_work_here_stays_when_the_old_calendar_comes_again(other: Ledger, calendar: Path) -> None:
    import_file(other, ImportOrder(calendar), NOW)
    move(other, ["2026-0001"], Status.IN_PROGRESS, Answers(), NOW)
    assert import_file(other, ImportOrder(calendar), NOW).unchanged == 5


def test_a_calendar_that_lost_what_rectify_wrote_tells_only_titles(office: Ledger, calendar: Path) -> None:
    lines = calendar.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\n ", "").splitlines()
    kept = [line for line in lines if not line.startswith("X-RECTIFY")]
    calendar.write_text("\r\n".join(kept) + "\r\n", encoding="utf-8", newline="")
    before = told(office)
    report = import_file(office, ImportOrder(calendar), NOW)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 5)
    assert told(office) == before
    assert report.warnings == (
        "This calendar has lost what rectify wrote into its tasks, so that only their titles are read.",
    )


def test_a_task_that_was_put_beside_them_is_new(office: Ledger, calendar: Path) -> None:
    task = "BEGIN:VTODO\r\nUID:x@phone\r\nSUMMARY:Stairs\r\nDUE;VALUE=DATE:20261224\r\nEND:VTODO\r\nEND:VCALENDAR"
    text = calendar.read_bytes().decode().replace("END:VCALENDAR", task)
    calendar.write_bytes(text.encode())
    report = import_file(office, ImportOrder(calendar), NOW)
    assert (report.unchanged, [each.title for each in report.added]) == (5, ["Stairs"])
    assert find(office, "2026-0002").due_on == date(2026, 12, 24)
