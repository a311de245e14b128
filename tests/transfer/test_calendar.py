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
