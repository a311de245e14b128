"""Layouts of trackers that English offices and programs that look for faults write, each read at first sight."""

import json
from datetime import date

import pytest
from tests.transfer.taken import CsvFile, Read, facts

from rectify.domain.problem import Status

MARCH = date(2026, 3, 5)

# What the status says.


@pytest.mark.parametrize(
    ("written", "done"),
    [("Completed 28/01/2026", date(2026, 1, 28)), ("Done – 3 March 2026", date(2026, 3, 3)), ("Closed", None)],
)
def test_a_day_behind_a_word_for_finished_is_that_of_completion(read: Read, written: str, done: date | None) -> None:
    taken = read(f"Finding,Status\nLamp,{written}\nDoor,Open - quote received 14/02/2026\n")

    assert facts(taken, "status", "done_on") == [(Status.CLOSED, done), (Status.OPEN, None)]


def test_a_status_that_holds_days_tells_when_it_was_done(read: Read) -> None:
    taken = read("Deficiency,Required by,Cleared\nLamp,13-Mar-26,12-Mar-26\nDoor,20-Mar-26,\n")

    assert facts(taken, "status", "done_on") == [(Status.CLOSED, date(2026, 3, 12)), (Status.OPEN, None)]


def test_which_checks_failed_comes_before_a_status_that_says_the_same_of_all(read: Read) -> None:
    taken = read("Title,Status,Status Code\nKeys,New,FAIL\nLogs,New,PASS\n")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.CLOSED,)]


def test_a_status_that_tells_of_some_stays_beside_the_result_of_a_check(read: Read) -> None:
    taken = read("Title,Status,Retest Result\nKeys,Open,PASS\nLogs,Closed,PASS\n")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.CLOSED,)]


def test_how_a_package_is_tells_no_status(read: Read) -> None:
    taken = read("Title,Severity,Installed Version,Fixed Version,Status\nzlib,High,1,2,fixed\ncurl,Low,1,,affected\n")

    assert facts(taken, "status") == [(None,), (None,)]


def test_a_status_of_the_work_stays_beside_the_version_of_a_package(read: Read) -> None:
    taken = read("Title,Installed Version,Fixed Version,Status\nzlib,1,2,fixed\ncurl,1,2,open\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,)]


def test_what_is_muted_is_not_open(read: Read) -> None:
    taken = read("Check Title,Status,Muted\nKeys,FAIL,True\nLogs,FAIL,False\n")

    assert facts(taken, "title", "status") == [("Keys", Status.WAIVED), ("Logs", Status.OPEN)]


def test_a_blank_status_leaves_it_to_the_result_of_a_check(read: Read) -> None:
    taken = read("Title,Result,Status\nKeys,failed,\nLogs,passed,\n")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.CLOSED,)]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("Met", Status.CLOSED),
        ("Not met", Status.OPEN),
        ("Partially met", Status.IN_PROGRESS),
        ("Abatement Completed", Status.CLOSED),
        ("auto_dismissed", Status.WAIVED),
        ("PENDING REINSPECTION", Status.SUBMITTED),
        ("INPRG", Status.IN_PROGRESS),
        ("Investigation", Status.IN_PROGRESS),
        ("Effectiveness check", Status.SUBMITTED),
    ],
)
def test_words_for_a_status_of_reviews_and_scanners(read: Read, written: str, status: Status) -> None:
    assert facts(read(f"Finding,Status\nLamp,{written}\n"), "status") == [(status,)]


# Days.


def test_target_and_actual_alone_are_the_deadline_and_the_day_of_completion(read: Read) -> None:
    taken = read("Finding,Target,Actual\nLamp,2026-03-05,2026-03-04\nDoor,2026-03-05,\n")

    assert facts(taken, "due_on", "done_on") == [(MARCH, date(2026, 3, 4)), (MARCH, None)]


def test_the_day_of_the_work_comes_before_that_of_an_answer(read: Read) -> None:
    taken = read("Finding,Due for Response,Due for Closure\nLamp,2026-02-15,2026-03-05\n")

    assert facts(taken, "due_on") == [(MARCH,)]


def test_the_end_of_work_is_its_deadline_where_it_is_a_day(read: Read) -> None:
    assert facts(read("Finding,Start,End\nLamp,2026-01-05,2026-03-05\n"), "due_on") == [(MARCH,)]
    assert facts(read("Finding,Start,End\nLamp,10:00,11:30\n"), "due_on") == [(None,)]


@pytest.mark.parametrize(
    "moment",
    [
        "Thu Mar 05 2026 10:00:00 GMT+0800 (China Standard Time)",
        "Thu Mar  5 10:00:00 UTC 2026",
        "Mar 5, 2026 at 10:00 AM",
        "05/Mar/2026",
        "20260305T100000Z",
    ],
)
def test_moments_as_programs_write_them_are_days(read: Read, moment: str) -> None:
    taken = read(f'Title,Created,Due Date\nLamp,2026-02-01,"{moment}"\n')

    assert facts(taken, "due_on") == [(MARCH,)]


def test_days_with_short_years_are_known_by_what_they_hold(read: Read) -> None:
    taken = read("Task Name,Start,Finish\nLamp,02/20/26,03/05/26\nDoor,02/20/26,03/31/26\n")

    assert facts(taken, "due_on") == [(MARCH,), (date(2026, 3, 31),)]


@pytest.mark.parametrize("heading", ["Assign", "Person", "Members"])
def test_boards_and_plans_name_the_owner_in_words_of_their_own(read: Read, heading: str) -> None:
    assert facts(read(f"Task name,{heading}\nLamp,Ann Lee\n"), "owner") == [("Ann Lee",)]


def test_plans_rank_what_is_urgent_and_important(read: Read) -> None:
    taken = read("Task name,Priority\nLamp,Urgent\nDoor,Important\nDesk,Medium\n")

    assert facts(taken, "severity") == [("critical",), ("high",), ("medium",)]


def test_who_validated_may_stand_behind_the_day_of_closing(read: Read) -> None:
    assert facts(read("Finding,Date Validated by IA\nLamp,2026-03-05\n"), "closed_on") == [(MARCH,)]


def test_what_actually_happened_is_no_day(read: Read) -> None:
    taken = read("Defect,Expected,Actual,Status\nLamp,Lit,Dark,Open\n")

    assert facts(taken, "due_on", "done_on") == [(None, None)]
    assert taken.rows[0].extra == {"Expected": "Lit", "Actual": "Dark"}


def test_a_day_that_was_put_off_is_a_deadline(read: Read) -> None:
    taken = read(
        "Finding,Status,Compliance Date,Revised Compliance Date\nLamp,Open,2026-03-05,\nDoor,Open,,2026-04-01\n"
    )

    assert facts(taken, "due_on") == [(MARCH,), (date(2026, 4, 1),)]


def test_of_original_and_current_days_the_current_ones_are_the_deadlines(read: Read) -> None:
    taken = read("Finding,Original Date,Current Date\nLamp,2026-01-31,2026-03-05\n")

    assert facts(taken, "due_on") == [(MARCH,)]


def test_a_current_day_alone_is_no_deadline(read: Read) -> None:
    assert facts(read("Finding,Current Date\nLamp,2026-03-05\n"), "due_on") == [(None,)]


def test_a_day_that_is_expected_is_none_of_completion(read: Read) -> None:
    taken = read("Issue,Status,Closure Date\nLamp,Open,Expected 2026-03-05\n")

    assert facts(taken, "status", "closed_on") == [(Status.OPEN, None)]
    assert taken.rows[0].extra == {"Closure Date": "Expected 2026-03-05"}


def test_by_is_a_deadline_where_it_mostly_holds_days(read: Read) -> None:
    taken = read("Action,Who,By\nLock,CD,2026-03-05\nTrain,EF,2026-03-09\nInvite,AB,Next meeting\n")

    assert facts(taken, "owner", "due_on")[0] == ("CD", MARCH)
    assert taken.rows[2].reasons == ["By: “Next meeting” cannot be read as a date for certain. Write it as 2026-12-31."]


def test_a_zone_of_hours_alone_does_not_hide_the_day(read: Read) -> None:
    assert facts(read("Finding,Due\nLamp,2026-03-05 00:00:00+00\n"), "due_on") == [(MARCH,)]


# Columns.


def test_of_two_kinds_the_one_that_tells_more_names_the_problem(read: Read) -> None:
    taken = read("violation_id,violation_category,violation_type\n1,Pests,Mice\n2,Pests,Rats\n")

    assert facts(taken, "title", "category") == [("Mice", "Pests"), ("Rats", "Pests")]


def test_the_department_of_who_answers_is_the_unit(read: Read) -> None:
    taken = read("Finding,Person Responsible,Department of Person Responsible\nLamp,Ann,Estates\n")

    assert facts(taken, "owner", "unit") == [("Ann", "Estates")]


def test_a_severity_that_is_only_spelled_so_gives_way_to_one_that_is_filled(read: Read) -> None:
    taken = read("Vulnerability,CVSSv2_Severity,CVSSv3_BaseSeverity\nzlib,,CRITICAL\ncurl,,LOW\n")

    assert facts(taken, "severity") == [("critical",), ("low",)]


def test_the_number_of_a_case_comes_before_that_of_a_record_of_the_portal(read: Read, csv_file: CsvFile) -> None:
    rows = [{"case_number": f"CE-{at}", "violation": "Weeds", ":id": f"row-{at}"} for at in (1, 2)]
    taken = read(csv_file(json.dumps(rows), "list.json"))

    assert facts(taken, "number") == [("CE-1",), ("CE-2",)]


def test_grand_totals_are_no_problem(read: Read) -> None:
    taken = read("Case Number,Violation,Status\nC-1,Mould,Open\nC-2,Mice,Open\nGrand Totals:,2,\n")

    assert facts(taken, "title") == [("Mould",), ("Mice",)]


def test_how_many_are_completed_is_no_problem(read: Read) -> None:
    taken = read("Recommendation,Due\nLock,2026-03-05\nCount,2026-03-06\nCompleted: 1,\n")

    assert facts(taken, "title") == [("Lock",), ("Count",)]


def test_marks_of_one_letter_are_no_title(read: Read) -> None:
    taken = read("Standard Cited,Event,Abatement Due Date,Violation Type\n1910.147,Z,2026-03-05,Serious\n")

    assert facts(taken, "title") != [("Z",)]


# Lists in objects.


def test_findings_in_areas_that_have_names_are_read(read: Read, csv_file: CsvFile) -> None:
    areas = [
        {
            "name": "Yard",
            "findings": [{"text": "Post gone", "severity": "Minor", "action": {"due": "2026-03-05"}}],
        },
        {"name": "Dock", "findings": [{"text": "Lip bent", "severity": "Major", "action": {"due": "2026-03-06"}}]},
    ]
    taken = read(csv_file(json.dumps({"report": {"site": "7", "areas": areas}}), "list.json"))

    assert facts(taken, "title", "due_on")[0] == ("Post gone", MARCH)
    assert len(taken.rows) == 2


def test_a_problem_with_a_list_of_its_own_stays_one_problem(read: Read, csv_file: CsvFile) -> None:
    actions = [{"title": "Order", "status": "open"}, {"title": "Fit", "status": "open"}]
    problem = {"title": "Lamp dark", "status": "open", "actions": actions}
    taken = read(csv_file(json.dumps([problem, problem]), "list.json"))

    assert facts(taken, "title") == [("Lamp dark",), ("Lamp dark",)]


def test_checks_that_passed_are_left_out_of_a_list_beside_those_that_failed(read: Read, csv_file: CsvFile) -> None:
    results = {
        "passed_checks": [{"check_name": "Keys", "severity": "LOW"}, {"check_name": "Disks", "severity": "LOW"}],
        "failed_checks": [{"check_name": "Logs", "severity": "HIGH"}],
    }
    taken = read(csv_file(json.dumps({"results": results}), "list.json"))

    assert facts(taken, "title", "severity") == [("Logs", "high")]


def test_a_rule_names_the_problem_before_its_kind_does(read: Read) -> None:
    taken = read(
        "Rule code,Rule,Vulnerability type,Priority\n"
        "R.1,Path is built from input,Injection,High\n"
        "R.2,Key in source,Secrets,Low\n"
    )

    assert facts(taken, "title", "basis") == [("Path is built from input", "R.1"), ("Key in source", "R.2")]


def test_a_threat_is_the_problem_and_the_risk_of_now_its_severity(read: Read) -> None:
    taken = read(
        "Component,Threat,Risk Response,Inherent Risk,Current Risk,Owner\n"
        "Gate,Someone reads the mail,Planned: 0%. Done: 0%.,High,High,\n"
        "Gate,Someone changes the route,Planned: 100%. Done: 100%.,High,Low,\n"
    )

    assert facts(taken, "title", "severity") == [
        ("Someone reads the mail", "high"),
        ("Someone changes the route", "low"),
    ]


def test_a_report_that_was_submitted_was_found_then_and_its_category_ranks(read: Read) -> None:
    taken = read("title,CAT Level,submitted_at,closed_at\nShared root,CAT II,2026-03-01 06:15:06 UTC,\n")

    assert facts(taken, "severity", "found_on") == [("medium", date(2026, 3, 1))]
