"""Exports: what is written, and what is left alone."""

import csv
import json
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from python_calamine import load_workbook
from tests.service.clock import at

from rectify.domain.filters import parse
from rectify.domain.listing import Selection
from rectify.domain.problem import Measure, Status
from rectify.domain.status import Answers
from rectify.errors import InvalidInput, LedgerUnavailable, Refused
from rectify.i18n import use_language
from rectify.service import Ledger, add, import_file, move, tick
from rectify.service.exporting import export_file
from rectify.transfer.order import ImportOrder

TODAY = date(2026, 11, 22)
NOW = at("2026-11-22")
LIST = "编号,问题,经费,责任单位,整改时限\nA-1,=1+1,'-5,泡崖街道,2026-11-10\nA-2,Lamp,,Village,2027-01-31\n"


@pytest.fixture
def office(ledger: Ledger, tmp_path: Path) -> Ledger:
    """Two imported problems, one of them late, and one of this ledger's own."""
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    import_file(ledger, ImportOrder(tmp_path / "list.csv"), at("2026-11-01"))
    add(ledger, {"title": "Key missing", "severity": "low"}, at("2026-11-01"), [Measure("Buy one"), Measure("Tell")])
    tick(ledger, "2026-0001", 1, at("2026-11-03"), done_on=date(2026, 11, 3))
    return ledger


def everything(query: str = "", as_of: date | None = None) -> Selection:
    return Selection(TODAY, parse(query, TODAY), as_of)


def sheet(path: Path, at_index: int = 0) -> list[list[object]]:
    found = load_workbook(path).get_sheet_by_index(at_index)
    return [list(row) for row in found.to_python(skip_empty_area=False)]


def test_a_workbook_has_the_columns_in_which_anything_stands(office: Ledger, tmp_path: Path) -> None:
    export_file(office, tmp_path / "out.xlsx", everything(), NOW)
    assert sheet(tmp_path / "out.xlsx")[2:5] == [
        [
            *("Light", "Number", "Problem", "经费", "Severity", "Unit", "Owner"),
            *("Measures", "Measures: done on", "Due", "Late", "Status"),
        ],
        ["Red", "A-1", "=1+1", "-5", "", "泡崖街道", "", "", "", date(2026, 11, 10), 12.0, "Open"],
        ["Green", "A-2", "Lamp", "", "", "Village", "", "", "", date(2027, 1, 31), "", "Open"],
    ]  # fmt: skip


def test_a_workbook_speaks_the_language_in_use(office: Ledger, tmp_path: Path) -> None:
    use_language("zh")
    export_file(office, tmp_path / "out.xlsx", everything("unit:Village"), NOW)
    assert sheet(tmp_path / "out.xlsx")[2:] == [
        ["预警", "编号", "问题", "责任单位", "责任人", "整改时限", "逾期天数", "状态"],
        ["绿", "A-2", "Lamp", "Village", "", date(2027, 1, 31), "", "待整改"],
    ]


def test_csv_shows_chinese_and_calculates_nothing(office: Ledger, tmp_path: Path) -> None:
    export_file(office, tmp_path / "out.csv", everything(), NOW)
    content = (tmp_path / "out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbfnumber,title,")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [(row["title"], row["due_on"], row["经费"]) for row in rows[:2]] == [
        ("'=1+1", "2026-11-10", "'-5"),
        ("Lamp", "2027-01-31", ""),
    ]


def test_json_has_every_key_and_the_measures(office: Ledger, tmp_path: Path) -> None:
    export_file(office, tmp_path / "out.json", everything("number:2026-0001"), NOW)
    (row,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert (row["title"], row["unit"], row["extra"], row["as_of"]) == ("Key missing", None, {}, "2026-11-22")
    assert row["measures_list"] == [
        {"position": 1, "text": "Buy one", "owner": None, "due_on": None, "done_on": "2026-11-03"},
        {"position": 2, "text": "Tell", "owner": None, "due_on": None, "done_on": None},
    ]


def test_a_calendar_keeps_the_identity_of_a_task(office: Ledger, tmp_path: Path) -> None:
    export_file(office, tmp_path / "a.ics", everything("unit:Village"), NOW)
    move(office, ["A-2"], Status.SUBMITTED, Answers(note="New lamp"), NOW)
    export_file(office, tmp_path / "b.ics", everything("unit:Village"), NOW)
    before, after = (Calendar.from_ical((tmp_path / name).read_bytes()).walk("VTODO")[0] for name in ("a.ics", "b.ics"))
    assert before["UID"] == after["UID"] == f"A-2.{office.facts.id}@rectify"
    assert (before["STATUS"], after["STATUS"]) == ("NEEDS-ACTION", "IN-PROCESS")
    assert b"DUE;VALUE=DATE:20270131\r\n" in before.to_ical()


def test_a_past_day_has_the_measures_of_that_day(office: Ledger, tmp_path: Path) -> None:
    export_file(office, tmp_path / "out.json", everything("number:2026-0001", date(2026, 11, 2)), NOW)
    (row,) = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert [step["done_on"] for step in row["measures_list"]] == [None, None]


def test_a_file_that_is_there_stays_unless_forced(office: Ledger, tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("mine")
    with pytest.raises(Refused, match="exists already; --force writes over it"):
        export_file(office, tmp_path / "out.csv", everything(), NOW)
    assert (tmp_path / "out.csv").read_text() == "mine"
    export_file(office, tmp_path / "out.csv", everything(), NOW, force=True)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfnumber,")


def test_the_file_that_was_imported_is_known(office: Ledger, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="is the file that was imported"):
        export_file(office, tmp_path / "list.csv", everything(), NOW)
    assert (tmp_path / "list.csv").read_text(encoding="utf-8") == LIST


def test_an_ending_that_is_not_written_is_named(office: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"out\.pdf has none of the endings"):
        export_file(office, tmp_path / "out.pdf", everything(), NOW)


def test_the_ledger_is_never_written_over(office: Ledger, tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(office.path)
    with pytest.raises(InvalidInput, match="is the ledger itself"):
        export_file(office, link, everything(), NOW, force=True)


def test_where_nothing_can_be_written_nothing_is_left(office: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="cannot be written"):
        export_file(office, tmp_path / "missing" / "out.csv", everything(), NOW)


def test_a_new_file_is_readable_as_new_files_are(office: Ledger, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        export_file(office, tmp_path / "out.csv", everything(), NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o640


def test_a_part_is_a_workbook(office: Ledger, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"give the file the ending \.xlsx"):
        export_file(office, tmp_path / "out.csv", everything(), NOW, part=True)


def test_a_part_has_the_columns_that_a_unit_fills_in(office: Ledger, tmp_path: Path) -> None:
    export_file(office, tmp_path / "out.xlsx", everything("unit:Village"), NOW, part=True)
    assert sheet(tmp_path / "out.xlsx")[2] == [
        *("Light", "Number", "Problem", "Unit", "Owner", "Measures", "Due", "Late", "Status", "Done on"),
        *("Reason for delay", "Next step"),
    ]
