"""Headings as systems and open-data portals write them, and what is none of them."""

from datetime import date

import pytest
from tests.transfer.taken import Read, facts

from rectify.domain.problem import Status
from rectify.transfer.wording.matching import fields_of


def best(heading: str) -> str | None:
    found = fields_of(heading)
    return min(found, key=lambda field: found[field].rank) if found else None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("violationdescription", "title"),
        ("caseresolutiondate", "done_on"),
        ("newcorrectbydate", "due_on"),
        ("casecreateddate", "found_on"),
        ("Nature of Defect", "title"),
        ("Identified Gap", "title"),
        ("Corrective Action Proposed", "measure"),
        ("Recommended Controls", "measure"),
        ("Organization POC", "owner"),
        ("Responsible for Closure", "owner"),
        ("Provider Name", "unit"),
        ("Case Type", "category"),
        ("Deadline for Completion", "due_on"),
        ("Case Closed Date", "closed_on"),
        ("workflow_state", "status"),
        ("RecordNum", "number"),
        ("Plugin Name", "title"),
        ("Date Submitted", "found_on"),
        ("Detected on Date", "found_on"),
        ("Solved at", "done_on"),
        ("Closing Date", "closed_on"),
        ("First Discovered", "found_on"),
        ("Clause Title", "basis"),
    ],
)
def test_headings_put_together_as_programs_do_are_known(heading: str, field: str) -> None:
    assert best(heading) == field


@pytest.mark.parametrize(
    "heading",
    [
        "Evidence Reference",
        "Root Cause Owner",
        "Total Findings",
        "record_complete",
        "resource status",
        "HEARING_STATUS",
        "CERTIFICATION_STATUS",
    ],
)
def test_headings_of_something_else_are_not_taken_for_much_like_ones(heading: str) -> None:
    assert best(heading) is None


def test_words_that_are_one_word_are_not_taken_apart() -> None:
    assert best("recommendation") == "measure"
    assert best("responsibility") == "owner"


def test_a_row_of_data_is_no_header_though_its_cells_say_what_headings_say(read: Read) -> None:
    text = (
        "ID,Type,Risk/Issue,Owner,Impact,Mitigation/Action,Target Date,Status\n"
        "R1,Risk,Late parts,Ann,High,Order early,2026-01-15,Open\n"
        "I1,Issue,Server down,Bob,Low,New disk,2026-01-20,Closed\n"
    )
    taken = read(text)

    assert facts(taken, "number", "title", "status") == [
        ("R1", "Late parts", Status.OPEN),
        ("I1", "Server down", Status.CLOSED),
    ]


def test_a_day_with_its_clock_under_a_heading_that_may_be_a_state_is_kept(read: Read) -> None:
    found = read("Ticket,Problem,Status,Resolved\nT-1,Lamp is broken,Solved,04 Mar 2026 10:30\nT-2,Door jams,Stuck,\n")
    assert facts(found, "done_on") == [(date(2026, 3, 4),), (None,)]
    assert facts(found, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,)]
