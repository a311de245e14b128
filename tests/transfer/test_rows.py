"""What the cells of a row say of a problem."""

from datetime import date, datetime
from typing import Any

import pytest
from tests.transfer.taken import Read, Workbook

from rectify.domain.problem import Mode, Status


def test_a_row_gives_facts_and_an_empty_cell_gives_none(read: Read) -> None:
    assert read("编号,问题,责任单位,责任人,整改时限\nW-1,灯坏,泡崖街道,,2026-05-01\n").facts == {
        "number": "W-1",
        "title": "灯坏",
        "unit": "泡崖街道",
        "owner": None,
        "due_on": date(2026, 5, 1),
        "due_text": None,
        "mode": None,
    }


def test_unknown_columns_are_kept_word_for_word(read: Read) -> None:
    taken = read("title,Remarks,Zip\nlamp,  two  blanks ,02131\n")

    assert taken.rows[0].extra == {"Remarks": "  two  blanks ", "Zip": "02131"}


def test_blank_rows_are_skipped(read: Read) -> None:
    assert [row.row.number for row in read("id,title\n1,a\n,\n\n  ,\n2,b\n").rows] == [2, 6]


def test_a_row_without_a_title_says_so(read: Read) -> None:
    taken = read("id,title\nW-1,\nW-2,   \n")

    assert [row.reasons for row in taken.rows] == [["It has no title."], ["It has no title."]]


def test_a_short_record_ends_with_empty_cells(read: Read) -> None:
    assert read("title,owner,remarks\nlamp\n").facts == {"title": "lamp", "owner": None}


def test_whole_numbers_stay_whole(read: Read, workbook: Workbook) -> None:
    taken = read(workbook({"S": [["id", "title", "amount"], [3, "lamp", 12.5]]}))

    assert taken.rows[0].facts["number"] == "3"
    assert taken.rows[0].extra == {"amount": "12.5"}


@pytest.mark.parametrize(
    ("written", "due_on", "due_text", "mode"),
    [
        ("2026-05-01", date(2026, 5, 1), None, None),
        ("2026/5/1", date(2026, 5, 1), None, None),
        ("2026.05.01", date(2026, 5, 1), None, None),
        ("20260501", date(2026, 5, 1), None, None),
        ("46143", date(2026, 5, 1), None, None),
        ("2026-05-01 09:30:00", date(2026, 5, 1), None, None),
        ("2026-05-01T09:30:00Z", date(2026, 5, 1), None, None),
        ("2026-05-01 09:30:00.12 +0000 UTC", date(2026, 5, 1), None, None),
        ("2026年12月底前", date(2026, 12, 31), "2026年12月底前", None),
        ("立行立改", None, "立行立改", Mode.IMMEDIATE),
        ("长期坚持", None, "长期坚持", Mode.SUSTAINED),
        ("2026年底前，并长期坚持", date(2026, 12, 31), "2026年底前，并长期坚持", Mode.SUSTAINED),
        ("/", None, None, None),
        ("无", None, None, None),
    ],
)
def test_deadlines_are_read_as_offices_write_them(
    read: Read, written: str, due_on: date | None, due_text: str | None, mode: Mode | None
) -> None:
    facts = read(f'title,due\nlamp,"{written}"\n').facts

    assert (facts["due_on"], facts["due_text"], facts["mode"]) == (due_on, due_text, mode)


def test_a_formula_that_failed_is_no_empty_deadline(read: Read, workbook: Workbook) -> None:
    rows = [["title", "unit", "due"], ["lamp", "#N/A", "#DIV/0!"], ["door", "Hall", None]]
    lamp, door = read(workbook({"A & <B>": rows})).rows

    assert [reason[:15] for reason in lamp.reasons] == ["due: “#DIV/0!” "]
    assert (door.reasons, door.facts["due_on"]) == ([], None)


def test_days_and_serials_of_a_workbook_are_days(read: Read, workbook: Workbook) -> None:
    cells = [date(2026, 5, 1), datetime.fromisoformat("2026-05-01T09:30"), 46143, 46143.75]
    taken = read(workbook({"S": [["title", "due"], *([f"p{at}", cell] for at, cell in enumerate(cells))]}))

    assert [row.facts["due_on"] for row in taken.rows] == [date(2026, 5, 1)] * 4
    assert [row.facts["due_text"] for row in taken.rows] == [None] * 4


def test_serials_of_a_workbook_from_1904_count_from_1904(read: Read, workbook: Workbook) -> None:
    taken = read(workbook({"S": [["title", "found"], ["a", 44681], ["b", date(2026, 5, 1)]]}, epoch_1904=True))

    assert [row.facts["found_on"] for row in taken.rows] == [date(2026, 5, 1), date(2026, 5, 1)]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("title,due\nlamp,12月31日\n", {"name": "台账2025.06.csv"}),
        ("title,due\nlamp,12月31日\n", {"source": "2025年四月检查"}),
        ("title,due,source\nlamp,12月31日,2025年检查\n", {"source": "2019"}),
        ("title,due,source\n2025年路灯不亮,12月31日,2024年检查\n", {"name": "2023.csv"}),
    ],
)
def test_a_day_without_a_year_takes_that_of_the_title_the_source_or_the_file(
    read: Read, text: str, how: dict[str, Any]
) -> None:
    assert read(text, **how).facts["due_on"] == date(2025, 12, 31)


def test_a_day_without_a_year_is_not_guessed(read: Read) -> None:
    assert read("title,整改时限\nlamp,12月31日\n").rows[0].reasons == [
        "整改时限: “12月31日” has no year, and neither the title nor the source gives one."
    ]


@pytest.mark.parametrize("written", ["26.12.31", "尽快", "下个月15日", "soon"])
def test_a_deadline_that_cannot_be_read_rejects_the_row(read: Read, written: str) -> None:
    (reason,) = read(f"title,due\nlamp,{written}\n").rows[0].reasons

    assert reason.startswith(f"due: “{written}” ")


def test_a_deadline_that_counts_from_today_is_taken_with_a_warning(read: Read) -> None:
    taken = read("title,due\nlamp,3天内\n")

    assert taken.facts["due_on"] == date(2026, 3, 13)
    assert [remark.partition("“")[0] for remark in taken.remarks] == ["Row 2: due: "]


def test_a_mode_of_its_own_column_outweighs_that_of_the_deadline(read: Read) -> None:
    facts = read("title,整改类型,due\nlamp,分阶段整改,立行立改\n").facts

    assert facts["mode"] is Mode.DATED


def test_an_unknown_mode_is_kept_and_told(read: Read) -> None:
    taken = read("title,整改类型\nlamp,制度类\n")

    assert taken.facts["mode"] is None
    assert taken.rows[0].extra == {"整改类型": "制度类"}
    assert taken.remarks == ["Row 2: 整改类型: The mode “制度类” is unknown; it is kept as it is."]


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        ("特别重大", "critical"),
        ("重大", "high"),
        ("较大", "medium"),
        ("一般", "low"),
        ("Moderate", "medium"),
        ("A类", "A类"),
    ],
)
def test_known_severities_become_codes_and_others_stay(read: Read, written: str, severity: str) -> None:
    assert read(f"title,严重程度\nlamp,{written}\n").facts["severity"] == severity


def test_an_unknown_status_is_open_kept_and_listed_with_its_rows(read: Read) -> None:
    taken = read("title,status\na,联系中\nb,Closed\nc,联系中\n")

    assert [row.facts["status"] for row in taken.rows] == [Status.OPEN, Status.CLOSED, Status.OPEN]
    assert taken.rows[0].extra == {"status": "联系中"}
    assert taken.remarks == ["Rows 2, 4: status: The status “联系中” is unknown and taken as open; the word is kept."]


def test_of_many_rows_a_warning_names_twenty(read: Read) -> None:
    taken = read("title,status\n" + "a,foo\n" * 25)

    (remark,) = taken.remarks
    assert remark == (
        "Rows 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 and 5 more: "
        "status: The status “foo” is unknown and taken as open; the word is kept."
    )


def test_without_a_status_column_a_day_of_completion_means_closed(read: Read) -> None:
    taken = read("title,完成日期,销号日期\na,2026-02-01,\nb,,2026-02-02\nc,,\n")

    assert [row.facts["status"] for row in taken.rows] == [Status.CLOSED, Status.CLOSED, Status.OPEN]


def test_without_any_such_column_the_file_says_nothing_of_a_status(read: Read) -> None:
    assert "status" not in read("title\na\n").facts


def test_an_empty_status_is_submitted_when_it_was_done_else_open(read: Read) -> None:
    taken = read("title,status,done,closed\na,,2026-02-01,\nb,,,\nc,/,,2026-02-03\n")

    assert [row.facts["status"] for row in taken.rows] == [Status.SUBMITTED, Status.OPEN, Status.CLOSED]


def test_nothing_is_invented_for_a_closed_row_without_days(read: Read) -> None:
    facts = read("title,status,done,closed\na,closed,,\n").facts

    assert (facts["status"], facts["done_on"], facts["closed_on"]) == (Status.CLOSED, None, None)


def test_a_day_of_completion_in_the_future_rejects_the_row(read: Read) -> None:
    taken = read("title,done,closed\na,2026-03-10,2026-03-10\nb,2026-03-11,2026-03-11\n")

    assert [row.reasons for row in taken.rows] == [
        [],
        ["2026-03-11 is in the future, so nothing can have been done then; is it the due date?"],
    ]


def test_closed_before_it_was_done_rejects_the_row(read: Read) -> None:
    assert read("title,done,closed\na,2026-02-02,2026-02-01\n").rows[0].reasons == [
        "It was done on 2026-02-02; it cannot have been closed before that, on 2026-02-01."
    ]


def test_due_before_it_was_found_is_kept_with_a_warning(read: Read) -> None:
    taken = read("title,found,due\na,2026-02-02,2026-02-02\nb,2026-02-02,2026-02-01\n")

    assert taken.rows[1].reasons == []
    assert taken.rows[1].facts["due_on"] == date(2026, 2, 1)
    assert taken.remarks == ["Row 3: It is due before the day it was found; both days are kept."]


def test_done_before_it_was_found_is_kept_with_a_warning(read: Read) -> None:
    taken = read("title,found,done\na,2026-02-02,2026-02-02\nb,2026-02-02,2026-02-01\n")

    assert taken.rows[1].reasons == []
    assert taken.rows[1].facts["done_on"] == date(2026, 2, 1)
    assert taken.remarks == ["Row 3: It was done before the day it was found; both days are kept."]


def test_found_in_the_future_is_kept_with_a_warning(read: Read) -> None:
    taken = read("title,found\na,2026-03-05\nb,2099-02-01\n")

    assert taken.rows[1].reasons == []
    assert taken.rows[1].facts["found_on"] == date(2099, 2, 1)
    assert taken.remarks == ["Row 3: It was found on a day in the future; the day is kept."]


def test_names_lose_their_line_breaks_and_descriptions_keep_them(read: Read) -> None:
    facts = read('title,owner,description\n" a\nb ","李敏\n","one\r\ntwo"\n').facts

    assert (facts["title"], facts["owner"], facts["description"]) == ("a b", "李敏", "one\ntwo")


def test_control_characters_are_left_out_and_told(read: Read) -> None:
    taken = read("title,remarks\n\x1b[31mred,\x07bell\n")

    assert taken.facts["title"] == "[31mred"
    assert taken.rows[0].extra == {"remarks": "bell"}
    assert taken.remarks == [
        "Row 2: title: control characters were left out.",
        "Row 2: remarks: control characters were left out.",
    ]


@pytest.mark.parametrize("title", ["[/]", "[red]x[/red]", "=HYPERLINK(1)", "שלום", "e\u0301", "👩‍👩‍👧", "x" * 10_000])
def test_a_title_is_data_whatever_it_looks_like(read: Read, title: str) -> None:
    assert read(f"title\n{title}\n").facts["title"] == title


def test_measures_stand_one_on_a_line(read: Read) -> None:
    taken = read('title,整改措施\na,"补齐记录\n\n  组织抽查 "\nb,\n')

    assert [row.measures for row in taken.rows] == [("补齐记录", "组织抽查"), ()]


def test_a_source_of_the_command_line_fills_the_empty_cells(read: Read) -> None:
    taken = read("title,source\na,May audit\nb,\n", source="April check")

    assert [row.facts["source"] for row in taken.rows] == ["May audit", "April check"]
    assert read("title\na\n", source="April check").facts["source"] == "April check"
