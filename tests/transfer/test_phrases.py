"""English headings that are put together as usual."""

import pytest

from rectify.transfer.matching import fields_of
from rectify.transfer.phrases import fields_in, words_of


def first(heading: str) -> str | None:
    """The field that a heading means above all."""
    found = fields_of(heading)
    return min(found, key=lambda each: found[each].rank, default=None)


def test_words_are_told_apart_however_they_are_joined_and_shortened() -> None:
    assert words_of("Mgmt. Due Date (dd/mm)") == ("management", "due", "date")
    assert words_of("obs_id") == words_of("ObsID") == ("observation", "id")
    assert words_of("FirstObservedAt") == ("first", "observed", "at")


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(("Snag No.", "number"), ("Remediation ID", "number"), ("NCR Ref.", "number"), ("POA&M Item ID", "number")),
        *(("Gap Title", "title"), ("Violation Description", "title"), ("Details of Hazard", "title")),
        *(("Long Description", "description"), ("Business Line", "unit"), ("Owning Department", "unit")),
        *(("Resp. Party", "owner"), ("mitigation_owner", "owner"), ("Contact Person", "owner")),
        *(("Obs. Rating", "severity"), ("Gap Severity", "severity"), ("Retest Status", "status")),
        *(("TSC Ref", "basis"), ("standard_ref", "basis"), ("Violation Code", "basis"), ("Permit Condition", "basis")),
        *(("Source Identifying Vulnerability", "source"), ("Immediate Action Taken", "measure")),
        *(("visit_date", "found_on"), ("Date of Walk", "found_on"), ("FirstObservedAt", "found_on")),
        *(("Mgmt. Due Date", "due_on"), ("Reply Due", "due_on"), ("Rectify By", "due_on"), ("abate_date", "due_on")),
        *(("Audit Finding Nr", "number"), ("Issue Source", "source"), ("priorityLabel", "severity")),
        *(("Facility Name", "unit"), ("Action Owner Name", "owner"), ("Action Owner Dept", "unit")),
        *(("Risk Identified", "title"), ("Severity of Harm", "severity"), ("Date Returned to Compliance", "done_on")),
        *(("Extended to", "due_on"), ("NewCorrectByDate", "due_on"), ("Lead Director", "lead")),
        *(("Planned Close", "due_on"), ("Closure Date (Planned)", "due_on"), ("Raised (date)", "found_on")),
        *(("CAP Due", "due_on"), ("CAP Closed", "closed_on"), ("Actual Close", "done_on")),
        *(("Date Rectified", "done_on"), ("Date Action Completed", "done_on"), ("Date Cleared", "closed_on")),
    ],
)
def test_a_heading_that_is_put_together_as_usual_is_known(heading: str, field: str) -> None:
    assert first(heading) == field


@pytest.mark.parametrize(
    "heading",
    [
        *("Cuisine Description", "Asset ID", "Start Date", "Last Updated", "Last Detected", "Review Date"),
        *("Current Date", "Risk Score", "Repeat Finding?", "Number of Findings", "Planned Start Date", "Date", "Owner"),
    ],
)
def test_other_headings_are_not_put_together_so(heading: str) -> None:
    assert fields_in(words_of(heading)) == {}
