"""Columns that are read as others beside them let them be, each without a word from the user."""

import json
from datetime import date

import pytest
from tests.transfer.taken import Read, Workbook, facts

from rectify.domain.problem import Status

# Statuses.


def test_of_statuses_told_at_several_times_the_latest_counts(read: Read) -> None:
    taken = read(
        "Finding,Status at 31 Mar 2026,Status at 31 Dec 2025\n"
        "Lamp,Implemented,In progress\nDoor,In progress,Not started\n"
    )

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,)]


def test_what_was_not_told_again_is_as_it_was_told_last(read: Read) -> None:
    taken = read("Finding,Q1 Status,Q2 Status,Q3 Status\nLamp,Open,Closed,\nDoor,Open,Open,In progress\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,)]


def test_a_status_without_a_time_comes_before_those_told_at_one(read: Read) -> None:
    taken = read("Finding,Status Q1,Status\nLamp,Closed,Open\n")

    assert facts(taken, "status") == [(Status.OPEN,)]


def test_what_is_done_but_not_accepted_waits_for_acceptance(read: Read) -> None:
    taken = read("Finding,Status,Closure Status\nLamp,Completed,Open\nDoor,Completed,Closed\nWall,In Progress,Open\n")

    assert facts(taken, "status") == [(Status.SUBMITTED,), (Status.CLOSED,), (Status.IN_PROGRESS,)]


def test_a_verification_of_what_is_not_done_yet_is_no_acceptance(read: Read) -> None:
    taken = read("Finding,Status,Verification Status\nLamp,Open,Verified\nDoor,Closed,Verified\n")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.CLOSED,)]


def test_how_far_the_work_is_comes_before_which_checks_failed(read: Read) -> None:
    taken = read("Title,Workflow status,Compliance Status\nS3,NEW,FAILED\nIAM,SUPPRESSED,FAILED\nEC2,RESOLVED,PASSED\n")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.WAIVED,), (Status.CLOSED,)]


def test_japanese_headings_and_statuses_are_read(read: Read) -> None:
    taken = read(
        "指摘事項,担当部署,担当者,期限,完了日,状況\n消火器,総務部,佐藤,2026/04/30,,対応中\n台帳,経理部,鈴木,2026/03/15,2026/03/10,完了\n"
    )

    assert facts(taken, "title", "unit", "owner", "status", "done_on") == [
        ("消火器", "総務部", "佐藤", Status.IN_PROGRESS, None),
        ("台帳", "経理部", "鈴木", Status.CLOSED, date(2026, 3, 10)),
    ]


# Days.


def test_the_current_day_beside_the_original_one_is_the_deadline_whatever_else_is_due(read: Read) -> None:
    taken = read("Weakness,SLA Date,Original Target Date,Current Target Date\nLogs,2026-11-05,2026-09-15,2026-12-15\n")

    assert facts(taken, "due_on") == [(date(2026, 12, 15),)]


def test_an_extension_that_was_granted_is_the_deadline(read: Read) -> None:
    taken = read(
        "Finding,Corrective action due date,Extension granted until\nLamp,2026-05-15,2026-08-15\nDoor,2026-06-30,\n"
    )

    assert facts(taken, "due_on") == [(date(2026, 8, 15),), (date(2026, 6, 30),)]


def test_a_quarter_of_a_year_is_due_at_its_end(read: Read) -> None:
    taken = read("Finding,Due Date\nLamp,Q4 2026\nDoor,2027 Q1\n")

    assert facts(taken, "due_on") == [(date(2026, 12, 31),), (date(2027, 3, 31),)]


def test_days_of_what_was_done_at_once_are_not_those_of_the_work_that_lasts(read: Read, workbook: Workbook) -> None:
    path = workbook(
        {
            "NC": [
                ["Nonconformity", "", "Correction", "", "", "Corrective action", "", ""],
                ["No.", "Description", "Action", "Due", "Done", "Action", "Due", "Status"],
                [
                    "NC-1",
                    "Gauge overdue",
                    "Recalibrate",
                    "2026-02-10",
                    "2026-02-08",
                    "Set up recall",
                    "2026-05-31",
                    "Open",
                ],
            ]
        }
    )

    taken = read(path)

    assert facts(taken, "due_on", "done_on", "status") == [(date(2026, 5, 31), None, Status.OPEN)]
    assert taken.rows[0].measures == ("Set up recall",)


def test_a_problem_of_several_rows_is_done_when_all_of_it_is(read: Read, workbook: Workbook) -> None:
    path = workbook(
        {
            "483": [
                ["Obs #", "Observation", "Commitment", "Due Date", "Status", "Completion Date"],
                ["1", "Cleaning incomplete", "Write protocol", "2026-02-27", "Complete", "2026-02-26"],
                ["", "", "Execute study", "2026-06-30", "On track", ""],
                ["2", "No trends", "Trend monthly", "2026-02-28", "Complete", "2026-02-20"],
            ]
        },
        merged=["A2:A3", "B2:B3"],
    )

    taken = read(path)

    assert facts(taken, "due_on", "status", "done_on") == [
        (date(2026, 6, 30), Status.IN_PROGRESS, None),
        (date(2026, 2, 28), Status.CLOSED, date(2026, 2, 20)),
    ]
    assert taken.rows[0].measures == ("Write protocol", "Execute study")


# Ranks and numbers.


def test_of_two_columns_of_ranks_the_one_whose_words_are_known_is_read(read: Read) -> None:
    taken = read("Issue,Level,Impact\nNo alt text,A,Critical\nLow contrast,AA,Moderate\n")

    assert facts(taken, "severity") == [("critical",), ("medium",)]


def test_a_vulnerability_on_several_machines_numbers_none_of_them(read: Read) -> None:
    taken = read("Vulnerability ID,Vulnerability Title,Asset\nssl,Weak,a\nssl,Weak,b\nssh,Old,c\n")

    assert facts(taken, "number", "title") == [(None, "Weak"), (None, "Weak"), (None, "Old")]


# Names and results.


def test_the_name_of_a_card_comes_before_what_describes_it(read: Read) -> None:
    taken = read("Card ID,Card Name,Card Description,Due Date\n65a1,Fix handrail,Stair B,2026-03-31\n")

    assert facts(taken, "title", "description") == [("Fix handrail", "Stair B")]


def test_results_of_an_assessment_tell_the_status_where_nothing_else_does(read: Read) -> None:
    taken = read("Practice,Gap,Assessment Result\nAC-1,No DLP,NOT MET\nAC-2,None known,MET\nIA-5,MFA,PARTIALLY MET\n")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.CLOSED,), (Status.IN_PROGRESS,)]


def test_results_tell_no_status_beside_days_of_completion(read: Read) -> None:
    taken = read("Finding,Inspection Result,Date Corrected\nLamp,Fail,2026-03-01\nDoor,Fail,\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Corrective action was taken.", Status.CLOSED),
        ("Corrective action not yet taken.", Status.OPEN),
        ("Partially corrected. Policy adopted; visits remain.", Status.IN_PROGRESS),
        ("Corrected. The policy was adopted in May by the board.", Status.CLOSED),
        ("Returned to Compliance", Status.CLOSED),
        ("Complete - propose closure", Status.SUBMITTED),
        ("Achieved", Status.CLOSED),
        ("Dropped", Status.WAIVED),
    ],
)
def test_a_sentence_that_begins_with_a_status_tells_it(read: Read, text: str, status: Status) -> None:
    taken = read(f'Finding,Status\nLamp,"{text}"\n')

    assert facts(taken, "status") == [(status,)]
    assert taken.remarks == []


def test_a_sentence_that_says_something_is_left_closes_nothing(read: Read) -> None:
    taken = read('Finding,Status\nLamp,"Fixed: 3 of 5 sites in the north, more to follow"\n')

    assert facts(taken, "status") == [(Status.OPEN,)]
    assert len(taken.remarks) == 1


def test_groups_of_columns_reach_into_the_row_below_whatever_the_first_names(read: Read, workbook: Workbook) -> None:
    path = workbook(
        {
            "Plan": [
                ["Abweichung", "", "Sofortmaßnahme", "", "", "Korrekturmaßnahme", "", "", "Status"],
                ["Nr.", "Beschreibung", "Was", "Wer", "Bis wann", "Was", "Wer", "Bis wann", ""],
                [1, "Prüfmittel überfällig", "Sperren", "Lager", "2026-02-10", "Rückruf", "QM", "2026-04-30", "offen"],
            ]
        },
        merged=["A1:B1", "C1:E1", "F1:H1"],
    )

    taken = read(path)

    assert facts(taken, "title", "owner", "due_on") == [("Prüfmittel überfällig", "QM", date(2026, 4, 30))]
    assert taken.rows[0].measures == ("Rückruf",)


def test_checks_that_passed_are_left_out_of_a_report(read: Read) -> None:
    report = {
        "passes": [{"id": "lang", "impact": None, "description": "Language is set"}] * 3,
        "violations": [{"id": "alt", "impact": "critical", "description": "Images have no text"}],
        "inapplicable": [{"id": "video", "impact": None, "description": "No captions"}] * 2,
    }

    taken = read(json.dumps(report), name="axe.json")

    assert facts(taken, "title", "severity") == [("Images have no text", "critical")]


def test_the_filters_of_an_export_below_its_rows_are_no_problem(read: Read, workbook: Workbook) -> None:
    rows = [["Finding ID", "Finding"], ["F-1", "Lamp"], ["Total", ""], ["", ""], ["Applied filters:\nYear is 2026", ""]]

    assert facts(read(workbook({"Export": rows})), "title") == [("Lamp",)]


def test_the_progress_on_a_recommendation_is_never_the_problem(read: Read) -> None:
    taken = read(
        "Recommendation,Lead Officer,Due,Progress to date\n"
        "Open a hub,Ann,2026-03-31,It is open since February\n"
        "Share data,Bob,2026-06-30,A portal is in test now\n"
        "Review fees,Cy,2026-06-30,\nFund wardens,Dee,2026-09-30,The bid was lost in May\n"
    )

    assert facts(taken, "title") == [("Open a hub",), ("Share data",), ("Review fees",), ("Fund wardens",)]


# What else stands beside.


def test_a_status_of_some_office_is_read_although_a_word_of_it_is_unknown(read: Read) -> None:
    taken = read("Recommendation,ORR status,Owner\nLimits,Progressing,Ann\nTrain,Closed,Bob\nFit,Considered later,Cy\n")

    assert facts(taken, "status") == [(Status.IN_PROGRESS,), (Status.CLOSED,), (Status.OPEN,)]


def test_the_day_of_the_work_comes_before_that_of_an_answer_however_it_is_called(read: Read) -> None:
    taken = read(
        "Nonconformance,Containment Due,Response Due,PCA Due\nBore,2026-01-13,2026-01-26,2026-03-31\n"
        "Plating,2026-01-21,2026-02-03,2026-02-28\n"
    )

    assert facts(taken, "due_on") == [(date(2026, 3, 31),), (date(2026, 2, 28),)]


def test_a_target_that_is_a_machine_is_no_deadline(read: Read) -> None:
    taken = read("Issue,Target,Status\nOpen panel,app.x.org,Open\nOld TLS,www.x.org,Fixed\n")

    assert facts(taken, "title", "due_on", "status") == [
        ("Open panel", None, Status.OPEN),
        ("Old TLS", None, Status.CLOSED),
    ]


def test_figures_of_a_factor_are_no_severity_where_a_rank_in_words_is(read: Read) -> None:
    taken = read("Finding,Likelihood,Severity,Risk Level\nChain worn,3,4,Medium\nBolt missing,4,4,High\n")

    assert facts(taken, "severity") == [("medium",), ("high",)]


def test_a_plan_of_improvement_in_spanish_is_read(read: Read) -> None:
    taken = read(
        "Descripción del hallazgo;Acción de mejora;Fecha de inicio;Fecha de terminación;% Avance;Responsable\n"
        "Sin supervisión;Designar;15/01/2026;30/06/2026;50%;Jurídica\n"
        "Sin inventario;Contar;15/01/2026;31/03/2026;100%;Almacén\n"
    )

    assert facts(taken, "due_on", "status", "owner") == [
        (date(2026, 6, 30), Status.IN_PROGRESS, "Jurídica"),
        (date(2026, 3, 31), Status.CLOSED, "Almacén"),
    ]


# Recommendations.


def test_a_recommendation_names_the_problem_before_shorter_words_that_no_heading_explains(read: Read) -> None:
    taken = read(
        "Rec #,Recommendation,Insured Answer,Target Date\n"
        "26-1,Install sprinklers in the warehouse,Will comply,2026-06-30\n"
        "26-2,Begin a program of hot work permits,Has complied,2026-03-31\n"
        "26-3,Add a second exit,Refused now,2026-12-31\n"
    )

    assert facts(taken, "title")[0] == ("Install sprinklers in the warehouse",)


def test_the_title_of_an_evaluation_with_several_recommendations_is_their_source(read: Read) -> None:
    taken = read(
        "Evaluation Title,Recommendation,Responsible Unit,Time Frame,Status\n"
        "Mid-term review,Strengthen the monitoring,Office,2026/06,Initiated\n"
        "Mid-term review,Diversify the partners,Programme,2026/03,Not Initiated\n"
    )

    assert facts(taken, "source", "title", "due_on", "status") == [
        ("Mid-term review", "Strengthen the monitoring", date(2026, 6, 30), Status.IN_PROGRESS),
        ("Mid-term review", "Diversify the partners", date(2026, 3, 31), Status.OPEN),
    ]


def test_a_row_without_number_and_title_adds_a_measure_with_its_own_days(read: Read) -> None:
    taken = read(
        "Issue #,Issue,Agreed Action,Owner,Due Date,Status,Revised Due Date 1,Revised Due Date 2\n"
        "T-1,Old mandates,Update them,Ann,2026-01-31,Implemented,,\n"
        ",,Review them each quarter,Ann,2026-03-31,Open,2026-06-30,2026-09-30\n"
        "P-1,No checklist,Create one,Bob,2026-02-28,Implemented,,\n"
    )

    assert facts(taken, "number", "due_on", "status") == [
        ("T-1", date(2026, 9, 30), Status.OPEN),
        ("P-1", date(2026, 2, 28), Status.CLOSED),
    ]
    assert taken.rows[0].measures == ("Update them", "Review them each quarter")


def test_whether_more_is_to_be_done_is_no_measure(read: Read) -> None:
    taken = read("Observation,Immediate Action Taken,Further Action Required (Y/N)\nWet floor,Mopped,N\nNo rail,,Y\n")

    assert [row.measures for row in taken.rows] == [("Mopped",), ()]
    assert taken.rows[1].extra == {"Further Action Required (Y/N)": "Y"}


def test_how_bad_it_is_ranks_before_how_soon_it_is_to_be_done(read: Read) -> None:
    taken = read("缺陷标题,优先级,严重等级\n登录失败,低,严重\n图标模糊,高,轻微\n")

    assert facts(taken, "severity") == [("critical",), ("low",)]


def test_what_is_compliant_is_not_open(read: Read) -> None:
    taken = read(
        "Requirement,Compliant? (Y/N),Gap,Due\nConsent shown,Y,None of note,\nSampling,N,Sample missed,2026-04-15\n"
    )

    assert facts(taken, "title", "status") == [("None of note", Status.CLOSED), ("Sample missed", Status.OPEN)]


def test_a_defect_is_due_when_it_is_to_be_remedied_and_found_when_it_was_examined(read: Read) -> None:
    taken = read("Defect,Date of Examination,Remedy By,Date Remedied\nWorn heel,2026-03-01,2026-04-10,2026-03-05\n")

    assert facts(taken, "found_on", "due_on", "done_on") == [(date(2026, 3, 1), date(2026, 4, 10), date(2026, 3, 5))]


def test_words_for_a_status_are_never_the_problem(read: Read) -> None:
    taken = read(
        "Report,Text of recommendation,Deadline,Implementation stage\n"
        "ECA 12,Improve it,2026-12-01,Implementation ongoing\n"
        "ECA 12,Check data,2026-06-01,Fully implemented\nECA 14,Set targets,,Refused by all\n"
    )

    assert facts(taken, "title", "status") == [
        ("Improve it", Status.IN_PROGRESS),
        ("Check data", Status.CLOSED),
        ("Set targets", Status.OPEN),
    ]
