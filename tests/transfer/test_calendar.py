"""Tasks of a calendar."""

from datetime import date

import pytest
from tests.transfer.taken import CsvFile, Read

from rectify.domain.problem import Status
from rectify.errors import InvalidInput
from rectify.transfer.read.calendar import read_calendar
from rectify.transfer.write.tasks import settled

TASKS = """BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//by hand//\r
BEGIN:VTODO\r
UID:lamp@hall\r
SUMMARY:Mend the lamp\\, quickly\r
DUE;VALUE=DATE:20260501\r
STATUS:NEEDS-ACTION\r
CATEGORIES:light,hall\r
PRIORITY:1\r
END:VTODO\r
BEGIN:VTODO\r
UID:door@hall\r
SUMMARY:Free the door\r
DUE:20260301T090000Z\r
COMPLETED:20260228T100000Z\r
STATUS:COMPLETED\r
END:VTODO\r
END:VCALENDAR\r
"""


def test_tasks_are_problems(read: Read, csv_file: CsvFile) -> None:
    lamp, door = read(csv_file(TASKS, "list.ics")).rows

    assert (lamp.facts["title"], lamp.facts["due_on"]) == ("Mend the lamp, quickly", date(2026, 5, 1))
    assert (lamp.facts["category"], lamp.facts["severity"]) == ("light, hall", "high")
    assert (door.facts["status"], door.facts["done_on"]) == (Status.CLOSED, date(2026, 2, 28))
    assert door.extra == {"UID": "door@hall"}


def test_a_start_and_a_duration_are_a_deadline(read: Read, csv_file: CsvFile) -> None:
    lasting = TASKS.replace("DUE;VALUE=DATE:20260501", "DTSTART;VALUE=DATE:20260401\r\nDURATION:P2W")

    assert [row.facts["due_on"] for row in read(csv_file(lasting, "list.ics")).rows] == [
        date(2026, 4, 15),
        date(2026, 3, 1),
    ]


def test_a_task_of_which_nothing_is_told_heads_no_section(read: Read, csv_file: CsvFile) -> None:
    taken = read(
        csv_file(TASKS.replace("BEGIN:VTODO", "BEGIN:VTODO\r\nUID:bare\r\nEND:VTODO\r\nBEGIN:VTODO", 1), "list.ics")
    )

    assert [row.facts["title"] for row in taken.rows] == ["Mend the lamp, quickly", "Free the door"]
    assert taken.remarks == ["Row 2: It names no problem; it was left out."]


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"])
def test_a_calendar_without_tasks_is_refused(csv_file: CsvFile, text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_calendar(csv_file(text, "list.ics"))

    assert str(refused.value) == "list.ics is a calendar without tasks (VTODO); appointments are no problems."


@pytest.mark.parametrize("damaged", ["opopen", ["open"], None])
def test_of_a_damaged_status_the_calendar_tells_what_it_is(damaged: object) -> None:
    assert settled({"status": damaged}, "Lamp", "", "COMPLETED", "2026-03-01")["status"] is Status.CLOSED
    assert settled({"status": damaged}, "Lamp", "", "", "")["status"] == damaged


def test_a_damaged_calendar_is_refused(csv_file: CsvFile) -> None:
    with pytest.raises(InvalidInput, match=r"list\.ics"):
        read_calendar(csv_file("BEGIN:VCALENDAR\r\nnothing that anyone wrote\r\n", "list.ics"))


def test_a_line_without_end_is_refused(csv_file: CsvFile) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_calendar(csv_file(TASKS.replace("lamp\\,", "a " * 600_000), "list.ics"))

    assert str(refused.value) == "list.ics, row 6: so long a line is in no calendar; export it anew."
