"""English headings that are put together as usual."""

import pytest

from rectify.transfer.wording.matching import fields_of
from rectify.transfer.wording.phrases import fields_in, words_of


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
        *(("Date Hazard Identified", "found_on"), ("Date Defect Found", "found_on"), ("Contract Clause", "basis")),
        *(("Safety Hazards Identified", "title"), ("Actual Remediation Completion Date", "done_on")),
        *(("Actual Date of Completion", "done_on"), ("Actual Date", "done_on"), ("Actual Due Date", "due_on")),
        ("Return to Compliance Date (Actual)", "done_on"),
        *(("Actual Audit Date", "found_on"), ("Actual Inspection Date", "found_on")),
        *(("Actual Review Date", "next_review_on"), ("Planned Review Date", "next_review_on")),
        *(("Team Responsible", "unit"), ("Agency Reviewed", "unit"), ("Person Accountable", "owner")),
        *(("Assigned Engineer", "owner"), ("Data Steward", "owner"), ("Owner Email", "owner"), ("WCAG SC", "basis")),
        *(("Current Implementation Date", "due_on"), ("Open or Closed", "status"), ("Log Date", "found_on")),
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


@pytest.mark.parametrize(
    "heading",
    [
        *("Total Defects Found", "Location Defect Found", "Person Hazard Noted", "Number Findings Identified"),
        *("Scheduled Follow-up Date", "Planned Verification Date", "Proposed Approval Date", "Planned Retest Date"),
        *("Agreed Effectiveness Check Date", "Scheduled Inspection Date", "Actual Expiry Date"),
        *("Audit Completion Date", "Project End Date"),
    ],
)
def test_days_of_looks_at_the_work_and_what_is_told_of_a_find_mean_no_field(heading: str) -> None:
    assert fields_of(heading) == {}


def test_every_shape_begins_or_ends_with_a_word_that_is_looked_for_first() -> None:
    headings = {
        "snag number": "number", "near miss summary": "title", "defects observed": "title", "full text": "description",
        "responsible branch": "unit", "capa owner office": "unit", "auditee name": "unit", "closure owner": "owner",
        "executive sponsor": "lead", "assigned holder": "owner",
        "responsible parties": "owner", "audit source": "source",
        "source of truth": "source", "legal articles": "basis", "license paragraph": "basis", "punch area": "category",
        "overall ranking": "severity", "criticality class": "severity", "cap state": "status", "when cited": "found_on",
        "first seen time": "", "spotted time": "found_on", "tour date": "found_on", "reply due on": "due_on",
        "agreed by": "due_on", "planned close out": "due_on", "to be fixed by": "due_on", "comply before": "due_on",
        "amended until": "due_on", "abatement date": "due_on", "forecast go live date": "due_on",
        "expected close": "due_on", "day repaired": "done_on", "baseline planned date": "due_on",
        "task achieved": "done_on", "return to compliance date": "done_on", "actual finish": "done_on",
        "clearance on": "closed_on", "case cleared": "closed_on", "sign off date": "closed_on",
        "treatment strategy": "measure", "agreed mitigation": "measure", "recommended fix": "measure",
    }  # fmt: skip

    assert {heading: next(iter(fields_in(tuple(heading.split()))), "") for heading in headings} == headings
