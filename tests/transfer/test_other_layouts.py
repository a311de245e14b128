"""More layouts of lists and exports, each read without a word from the user, or refused with what to do."""

import json
from datetime import date
from typing import Any

import pytest
from tests.transfer.taken import CsvFile, Read, Workbook, facts

from rectify.domain.columns import ROW
from rectify.domain.problem import Status
from rectify.errors import InvalidInput


def reasons(taken: Any) -> list[str]:
    return [" ".join(row.reasons) for row in taken.rows]


# Columns.


def test_of_two_columns_for_one_fact_the_one_that_is_filled_is_read(read: Read) -> None:
    taken = read("存在问题,具体问题表述,整改要求,细化的整改措施,是否销号\n,预算不细,,细化,否\n,资产未入账,,入账,是\n")

    assert facts(taken, "title", "status") == [("预算不细", Status.OPEN), ("资产未入账", Status.CLOSED)]
    assert [row.measures for row in taken.rows] == [("细化",), ("入账",)]


def test_those_who_help_are_not_taken_for_who_is_responsible(read: Read, workbook: Workbook) -> None:
    rows = [
        ["问题", "配合部门责任人", None, "牵头整改部门责任人", None],
        [None, "姓名", "电话", "姓名", "电话"],
        ["灯坏", "李敏", "1", "王芳", "2"],
    ]
    taken = read(workbook({"台账": rows}, merged=["A1:A2", "B1:C1", "D1:E1"]))

    assert facts(taken, "title", "owner") == [("灯坏", "王芳")]


def test_days_of_a_later_check_are_not_the_deadline(read: Read, workbook: Workbook) -> None:
    rows = [
        ["CAPA #", "Source of CAPA", "Issue", "Action", None, "Effectiveness Check", None, "Status"],
        [None, None, None, "Owner*", "Due Date*", "Due", "Result", None],
        ["C-1", "Audit", "Lamp", "Ann", date(2026, 3, 1), date(2026, 9, 1), None, "Open - In Implementation"],
    ]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1", "H1:H2"]
    taken = read(workbook({"Log": rows}, merged=merged))

    assert facts(taken, "number", "source", "owner", "due_on", "status") == [
        ("C-1", "Audit", "Ann", date(2026, 3, 1), Status.IN_PROGRESS)
    ]


def test_an_english_heading_is_known_in_other_words(read: Read) -> None:
    taken = read("Hazard Observed,Responsible Dept.,Correct By,Abated? (Y/N)\nBlocked exit,Stores,2026-03-05,N\n")

    assert facts(taken, "title", "unit", "due_on", "status") == [
        ("Blocked exit", "Stores", date(2026, 3, 5), Status.OPEN)
    ]


def test_a_word_that_only_ends_alike_is_no_column_of_that_meaning(read: Read) -> None:
    taken = read("Summary,Status,Resolution\nLamp,Done,Duplicate\n")

    assert taken.rows[0].measures is None
    assert taken.rows[0].extra == {"Resolution": "Duplicate"}


def test_a_column_of_codes_gives_the_number_wherever_the_table_begins(read: Read, workbook: Workbook) -> None:
    rows = [[None, None, "序号", "受理编号", "问题"], [None, None, 1, "X2026030001", "灯"], [None, None, 2, "D7", "门"]]

    assert facts(read(workbook({"台账": rows})), "number") == [("X2026030001",), ("D7",)]


def test_a_count_that_begins_again_is_no_number(read: Read) -> None:
    taken = read("Report,Recommendation No.,Recommendation,Agency\nA,1,Plan,X\nA,2,Train,X\nB,1,Assess,Y\n")

    assert facts(taken, "number", "title") == [(None, "Plan"), (None, "Train"), (None, "Assess")]
    assert any("holds numbers several times" in warning for warning in taken.layout.warnings)


def test_days_that_stand_beside_what_is_unfinished_are_deadlines(read: Read) -> None:
    taken = read("问题,完成时间,完成情况\n灯,2026-03-05,未完成\n门,2026-03-09,已完成\n")

    assert facts(taken, "due_on", "done_on", "status") == [
        (date(2026, 3, 5), None, Status.OPEN),
        (date(2026, 3, 9), None, Status.CLOSED),
    ]


# Words.


@pytest.mark.parametrize(
    ("cells", "statuses"),
    [
        ((1.0, 0.6, 0.0), [Status.CLOSED, Status.IN_PROGRESS, Status.OPEN]),
        ((100, 60, 0), [Status.CLOSED, Status.IN_PROGRESS, Status.OPEN]),
    ],
)
def test_shares_as_figures_tell_the_status(
    read: Read, workbook: Workbook, cells: tuple[float, ...], statuses: list[Status]
) -> None:
    taken = read(workbook({"进度": [["问题", "完成进度"], *(["灯", cell] for cell in cells)]}))

    assert facts(taken, "status") == [(status,) for status in statuses]


@pytest.mark.parametrize(
    ("written", "code"), [("2 - High", "high"), ("(1) High", "high"), ("H", "high"), ("3 - Moderate", "medium")]
)
def test_a_rank_before_a_severity_does_not_hide_it(read: Read, written: str, code: str) -> None:
    assert facts(read(f"title,priority\na,{written}\n"), "severity") == [(code,)]


def test_a_word_where_a_day_of_completion_is_asked_for_is_a_status(read: Read) -> None:
    taken = read(
        "问题,计划完成时间,实际完成时间\n灯,2026-03-05,2026-03-01\n门,2026-03-05,未完成\n窗,2026-03-05,已完成\n"
    )

    assert facts(taken, "status", "done_on") == [
        (Status.CLOSED, date(2026, 3, 1)),
        (Status.OPEN, None),
        (Status.CLOSED, None),
    ]
    assert any("stands where a day is asked for" in remark for remark in taken.remarks)


def test_what_is_a_false_alarm_by_a_column_of_its_own_is_waived(read: Read) -> None:
    taken = read("Weakness Name,False Positive,Risk Accepted\nTLS,Yes,No\nBanner,No,Yes\nKernel,No,No\n")

    assert facts(taken, "status", "as_error") == [
        (Status.WAIVED, True),
        (Status.WAIVED, False),
        (None, None),
    ]


def test_a_sheet_of_what_is_closed_without_a_status_is_closed(read: Read, workbook: Workbook) -> None:
    taken = read(workbook({"Closed Items": [["POAM ID", "Weakness Name"], ["V-1", "TLS"]]}))

    assert facts(taken, "status") == [(Status.CLOSED,)]
    assert any("Closed Items" in remark for remark in taken.remarks)


# Days.


def test_the_heading_says_in_which_order_days_are_written(read: Read) -> None:
    taken = read("Finding,Target Date (dd/mm/yyyy)\na,03/04/2026\nb,05/06/26\n")

    assert facts(taken, "due_on") == [(date(2026, 4, 3),), (date(2026, 6, 5),)]


def test_another_column_of_the_file_tells_the_order_and_that_is_said(read: Read) -> None:
    taken = read("Finding,Date Found,Due Date\na,1/25/2026,3/5/2026\n")

    assert facts(taken, "due_on") == [(date(2026, 3, 5),)]
    assert any("Due Date is read month first, as column Date Found shows" in remark for remark in taken.remarks)


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("1/21/26 15:55", "2/1/26"), [date(2026, 1, 21), date(2026, 2, 1)]),
        (("21.1.26", "1.2.26"), [date(2026, 1, 21), date(2026, 2, 1)]),
        (("12/31/99", "1/2/00"), [date(1999, 12, 31), date(2000, 1, 2)]),
    ],
)
def test_days_prove_their_order_also_with_two_figures_for_the_year(
    read: Read, cells: tuple[str, str], days: list[date]
) -> None:
    taken = read(f"title,due\na,{cells[0]}\nb,{cells[1]}\n")

    assert [row.facts["due_on"] for row in taken.rows] == days
    order = "day first" if cells[0] == "21.1.26" else "month first"
    assert (
        f"Column due is read {order} and with its year last, as its days show; if it is not, say --map."
        in taken.remarks
    )


def test_one_short_day_does_not_turn_round_what_whole_days_prove(read: Read) -> None:
    taken = read("title,due\na,03/04/2026\nb,13/02/2026\nc,1/21/26\n")

    assert facts(taken, "due_on")[:2] == [(date(2026, 4, 3),), (date(2026, 2, 13),)]
    assert [bool(row.reasons) for row in taken.rows] == [False, False, True]


@pytest.mark.parametrize("cells", [("26.12.31", "26.11.30"), ("21.01.26", "05.02.26"), ("1/2/26", "3/4/26")])
def test_two_figures_that_may_be_a_year_or_a_day_are_refused(read: Read, cells: tuple[str, str]) -> None:
    first, second = reasons(read(f"title,due\na,{cells[0]}\nb,{cells[1]}\n"))

    assert "two digits" in first
    assert "two digits" in second


def test_a_year_of_two_figures_is_read_where_the_user_gives_the_order(read: Read) -> None:
    content = "title,due\na,3/5/26\n"

    assert "two digits" in reasons(read(content))[0]
    assert facts(read(content, mapping={"due": "due:mdy"}), "due_on") == [(date(2026, 3, 5),)]


def test_a_named_month_before_two_figures_is_read_where_the_column_shows_the_year(read: Read) -> None:
    taken = read("title,due\na,31/Mar/26 12:00 AM\nb,5-Apr-26\n")

    assert facts(taken, "due_on") == [(date(2026, 3, 31),), (date(2026, 4, 5),)]
    assert "two digits" in reasons(read("title,due\na,5-Apr-26\n"))[0]


def test_what_is_not_decided_yet_is_no_date_and_is_told(read: Read) -> None:
    taken = read("title,due\na,TBD\nb,待定\n")

    assert facts(taken, "due_on", "due_text") == [(None, "TBD"), (None, "待定")]
    assert reasons(taken) == ["", ""]
    assert any("is no day yet" in remark for remark in taken.remarks)


@pytest.mark.parametrize("cell", ["Expected when parts arrive", "Due date/04/2026"])
def test_words_of_what_is_expected_reject_the_row_where_a_deadline_is_asked_for(read: Read, cell: str) -> None:
    assert reasons(read(f"title,due\na,{cell}\n")) == [
        f"due: “{cell}” cannot be read as a date for certain. Write it as 2026-12-31."
    ]


def test_an_apostrophe_before_a_figure_is_left_out(read: Read) -> None:
    assert facts(read("编号,问题,期限\n'001,灯,'2026-03-05\n"), "number", "due_on") == [("001", date(2026, 3, 5))]


# Rows.


def test_a_unit_that_is_written_once_for_several_uncounted_rows_holds_for_them(read: Read) -> None:
    taken = read("序号,责任单位,问题,责任人\n1,城东,灯,李敏\n,,门,\n2,城西,窗,王芳\n3,,墙,\n")

    assert facts(taken, "unit", "title", "owner") == [
        ("城东", "灯", "李敏"),
        ("城东", "门", None),
        ("城西", "窗", "王芳"),
        (None, "墙", None),
    ]


def test_rows_below_another_header_are_rejected_and_a_repeated_one_ends_that(read: Read) -> None:
    taken = read(
        "序号,问题,责任单位,整改时限\n1,灯,厅,2026-03-05\n\n序号,责任单位,问题,完成时间\n1,厅,门,2026-02-01\n"
        "序号,问题,责任单位,整改时限\n2,窗,厅,2026-03-06\n"
    )

    assert [row.facts.get("title") for row in taken.rows] == ["灯", None, "窗"]
    assert reasons(taken)[1].startswith("It stands below another header, in row 4")


def test_further_lines_of_a_note_are_no_problems(read: Read) -> None:
    taken = read("编号,问题,责任单位\nZ-1,灯,厅\n注：1. 期限为最后期限。,,\n    2. 逾期将通报。,,\n")

    assert facts(taken, "number") == [("Z-1",)]


def test_totals_and_signatures_in_english_are_no_problems(read: Read) -> None:
    taken = read("Item,Deficiency Noted,Dept\n1,Guard missing,Shop\nTotal items: 1,,\nSignature: ____,,\n")

    assert facts(taken, "title", "unit") == [("Guard missing", "Shop")]


def test_a_lettered_section_in_the_column_of_problems_is_a_category(read: Read) -> None:
    taken = read("Finding,Assigned To,Status\nSection A: Finance,,\nInvoices not matched,Ann,Open\n")

    assert facts(taken, "title", "category") == [("Invoices not matched", "Section A: Finance")]


@pytest.mark.parametrize(
    "content",
    [
        "编号,AQ-15\n被检查单位,商场\n隐患描述,通道堵塞\n整改期限,2026-04-05\n责任人,李敏\n",
        "Field,Value\nFinding ID,F-12\nTitle,Door blocked\nOwner,Chen Bo\nDue date,2026-05-01\nStatus,Open\n",
        "NCR No,N-12,Found on,2026-05-01\nTitle,Lamp,Status,Open\nOwner,Ann,Verified by,Bo\nDue,1 May 2026,Type,A\n",
    ],
)
def test_a_form_about_one_problem_is_refused_with_what_to_do(read: Read, content: str) -> None:
    with pytest.raises(InvalidInput, match="is a form about one problem"):
        read(content)


def test_a_list_that_lies_on_its_side_is_refused_with_what_to_do(read: Read) -> None:
    text = "No.,F-1,F-2\nFinding,Lamp out,Key lost\nOwner,Ann,Bo\nDue,2026-05-01,2026-06-01\nStatus,Open,Closed\n"
    with pytest.raises(InvalidInput, match=r"its problems side by side\. Copy the list"):
        read(text)


# Texts and objects.


@pytest.mark.parametrize("before", ['ListSchema={"a":["<Field Name=""Title"" />"]}\r\n', "sep=,\n"])
def test_what_a_program_writes_before_the_records_is_passed_over(read: Read, before: str) -> None:
    assert facts(read(f"{before}Title,Due Date\nLamp,2026-03-05\n"), "title") == [("Lamp",)]


def test_of_several_lists_of_objects_the_one_of_problems_is_read(read: Read, csv_file: CsvFile) -> None:
    plan = {
        "metadata": {"parties": [{"uuid": "1", "name": "Li"}, {"uuid": "2", "name": "Bo"}]},
        "risks": [{"uuid": "r", "title": "TLS", "status": "open", "deadline": "2026-03-31T00:00:00Z"}],
    }
    taken = read(csv_file(json.dumps({"plan": plan}), "poam.json"))

    assert facts(taken, "title", "due_on") == [("TLS", date(2026, 3, 31))]


def test_facts_in_an_object_of_their_own_and_people_by_their_login_are_read(read: Read, csv_file: CsvFile) -> None:
    fields = {"summary": "Lamp", "duedate": "2026-03-05", "status": {"name": "To Do"}, "assignee": {"login": "bo"}}
    taken = read(csv_file(json.dumps({"issues": [{"key": "A-1", "fields": fields}]}), "issues.json"))

    assert facts(taken, "number", "title", "due_on", "status", "owner") == [
        ("A-1", "Lamp", date(2026, 3, 5), Status.OPEN, "bo")
    ]


# Headings and words put together as usual.


@pytest.mark.parametrize(
    ("heading", "cell", "field", "fact"),
    [
        ("存在隐患", "通道堵塞", "title", "通道堵塞"),
        ("被检查部门名称", "后勤", "unit", "后勤"),
        ("办结否", "是", "status", Status.CLOSED),
        ("Bug状态", "激活", "status", Status.OPEN),
        ("Request Status", "Closed", "status", Status.CLOSED),
        ("回复时限", "2026-03-05", "due_on", date(2026, 3, 5)),
    ],
)
def test_headings_of_usual_parts_are_known(read: Read, heading: str, cell: str, field: str, fact: object) -> None:
    other = "整改措施" if field == "title" else "问题"

    assert facts(read(f"{other},{heading}\n灯,{cell}\n"), field) == [(fact,)]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("☑是 □否", Status.CLOSED),
        ("□是 ☑否", Status.OPEN),
        ("是√ 否□", Status.CLOSED),
        ("□是 □否", Status.OPEN),
        ("Open 未关闭", Status.OPEN),
        ("Closed – Not Implemented", Status.WAIVED),
        ("Remediated - Retest Passed", Status.CLOSED),
        ("Remediated - Retest Failed", Status.OPEN),
        ("Completed - Overdue", Status.CLOSED),
        ("Pending Effectiveness Check", Status.SUBMITTED),
    ],
)
def test_ticked_boxes_and_words_of_two_parts_are_read(read: Read, written: str, status: Status) -> None:
    assert facts(read(f"问题,是否完成\n灯,{written}\n"), "status") == [(status,)]


def test_a_job_title_and_a_share_are_no_title_and_no_day(read: Read) -> None:
    taken = read("Subject,Job Title,% Done,Status\nLamp,Clerk,50,New\n")

    assert facts(taken, "title", "done_on", "status") == [("Lamp", None, Status.OPEN)]


def test_a_revised_deadline_comes_first_and_an_original_one_last(read: Read) -> None:
    taken = read("Issue,Original Due Date,Revised Due Date\na,2026-02-28,2026-06-30\nb,2026-03-31,\n")

    assert facts(taken, "due_on") == [(date(2026, 6, 30),), (date(2026, 3, 31),)]
    assert "Row 3: Its due date is that of the column Original Due Date." in taken.remarks


def test_a_header_that_is_repeated_in_another_language_is_no_problem(read: Read) -> None:
    taken = read("序号,问题描述,责任部门,状态\nNo.,Issue Description,Responsible Dept.,Status\n1,灯,后勤,Open\n")

    assert facts(taken, "title", "unit") == [("灯", "后勤")]


def test_a_paper_about_several_problems_gives_none_its_number(read: Read) -> None:
    taken = read("通知单编号,问题\nZG-1,灯\nZG-1,门\n")

    assert facts(taken, "number", "title") == [(None, "灯"), (None, "门")]


def test_a_day_that_is_still_to_come_is_never_one_of_completion(read: Read) -> None:
    taken = read("Finding,Agreed Implementation Date,Revised Implementation Date\na,2025-12-31,2026-06-30\n")

    assert facts(taken, "due_on", "done_on") == [(date(2026, 6, 30), None)]


def test_a_row_that_says_there_is_no_problem_is_left_out_and_told(read: Read) -> None:
    taken = read("排查内容,存在隐患,整改时限,责任人,整改情况\n留样,记录缺失,2026-03-05,李敏,未整改\n消毒,无,/,李敏,/\n")

    assert facts(taken, "title") == [("记录缺失",)]
    assert "Row 3: It names no problem; it was left out." in taken.remarks


def test_a_list_that_rectify_wrote_is_read_by_its_own_columns_alone(read: Read) -> None:
    extra = ["Details", "False Positive", "Original Due Date"]
    cells = {"title": "Lamp", "status": "open", "Details": "long", "False Positive": "Yes"}
    cells["Original Due Date"] = "2026-03-05"
    taken = read(f"{','.join([*ROW, *extra])}\n{','.join(cells.get(name, '') for name in [*ROW, *extra])}\n")

    assert facts(taken, "title", "description", "status", "due_on") == [("Lamp", None, Status.OPEN, None)]
