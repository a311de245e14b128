"""Layouts in which offices keep their lists, written by hand: each is read without a word from the user."""

from datetime import date

import pytest
from tests.transfer.taken import CsvFile, Read, Workbook, facts

from rectify.domain.problem import Measure, Mode, Status


def test_an_audit_list_with_a_header_of_three_rows_below_its_title_and_units(read: Read, workbook: Workbook) -> None:
    rows = [
        ["某局审计发现问题整改台账"],
        ["截至2026年3月31日", *[None] * 8, "单位：万元"],
        ["序号", "问题类别", None, "具体问题表述", "责任单位", None, "整改情况", None, None, None],
        [None, "一级", "二级", None, "一级单位", "具体责任单位", "整改措施", "完成情况", None, "责任人"],
        [*[None] * 7, "是否完成", "完成时间", "姓名"],
        [1, "财务", "报销", "报销单据不全", "市局", "城东分局", "补齐单据", "否", None, "李敏"],
        [2, "资产", "登记", "资产未登记", "市局", "城西分局", "登记入账", "是", date(2026, 2, 1), "王芳"],
    ]
    across = ["A1:J1", "A2:I2", "B3:C3", "E3:F3", "G3:J3", "H4:I4"]
    down = ["A3:A5", "B4:B5", "C4:C5", "D3:D5", "E4:E5", "F4:F5", "G4:G5"]
    taken = read(workbook({"台账": rows}, merged=[*across, *down]))

    assert facts(taken, "title", "category", "parent_unit", "unit", "owner", "status", "done_on") == [
        ("报销单据不全", "财务", "市局", "城东分局", "李敏", Status.OPEN, None),
        ("资产未登记", "资产", "市局", "城西分局", "王芳", Status.CLOSED, date(2026, 2, 1)),
    ]
    assert taken.layout.header_row == 3


def test_several_problems_under_one_merged_unit_with_sections_a_total_and_signatures(
    read: Read, workbook: Workbook
) -> None:
    rows = [
        ["2026年巡察整改台账"],
        ["序号", "责任单位", "存在问题", "整改时限", "责任人", "整改进展"],
        ["一、党的建设方面"],
        [1, "城东街道", "三会一课记录不全", "2026年3月底前", "李敏", "已整改"],
        [2, None, "党费收缴不及时", "立行立改", "李敏", "正在整改"],
        ["二、作风方面"],
        [3, "城西街道", "文风不实", "长期坚持", "王芳", "持续推进"],
        ["合计", None, "3项"],
        ["填表人：张三", None, "审核人：李四"],
    ]
    taken = read(workbook({"台账": rows}, merged=["A1:F1", "A3:F3", "B4:B5", "A6:F6"]))

    assert facts(taken, "category", "unit", "title", "mode", "status") == [
        ("一、党的建设方面", "城东街道", "三会一课记录不全", None, Status.CLOSED),
        ("一、党的建设方面", "城东街道", "党费收缴不及时", Mode.IMMEDIATE, Status.IN_PROGRESS),
        ("二、作风方面", "城西街道", "文风不实", Mode.SUSTAINED, Status.SUSTAINED),
    ]
    assert taken.remarks == [
        "Rows 3, 6: It heads the rows below, and was taken for their category.",
        "Rows 8, 9: A note, a total or a signature, no problem; it was left out.",
    ]


def test_sections_within_sections(read: Read) -> None:
    text = "序号,问题,单位\n一、党建,,\n（一）组织,,\n1,记录不全,东\n（二）党费,,\n2,未收,西\n二、作风,,\n3,文多,东\n"

    assert facts(read(text), "category") == [("一、党建 / （一）组织",), ("一、党建 / （二）党费",), ("二、作风",)]


def test_a_section_numbered_in_chinese_beside_its_name(read: Read) -> None:
    assert facts(read("序号,问题,单位\n一,党建方面,\n1,记录不全,东\n"), "title", "category") == [
        ("记录不全", "一、党建方面")
    ]


def test_one_problem_over_several_rows_with_a_measure_in_each(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "问题", "责任单位", "整改措施", "完成时限", "责任人", "是否整改到位"],
        [1, "制度不健全", "办公室", "修订制度", date(2026, 3, 1), "李敏", "否"],
        [None, None, None, "组织培训", date(2026, 5, 1), "王芳", None],
        [2, "台账缺失", "财务科", "建立台账", date(2026, 3, 5), "赵云", "是"],
    ]
    taken = read(workbook({"S": rows}, merged=["A2:A3", "B2:B3", "C2:C3", "G2:G3"]))

    assert facts(taken, "title", "due_on", "owner", "status") == [
        ("制度不健全", date(2026, 5, 1), "李敏", Status.OPEN),
        ("台账缺失", date(2026, 3, 5), "赵云", Status.CLOSED),
    ]
    assert [row.measures for row in taken.rows] == [("修订制度", "组织培训"), ("建立台账",)]
    assert taken.remarks == ["Row 3: It belongs to the row above, and was joined to it."]
    assert taken.steps == {
        2: (
            Measure("修订制度", "李敏", date(2026, 3, 1)),
            Measure("组织培训", "王芳", date(2026, 5, 1)),
        )
    }


def test_what_a_merged_cell_says_of_several_measures_holds_for_each(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "问题", "整改措施", "整改时限", "责任人", "是否完成", "完成时间"],
        [1, "制度不健全", "修订制度", date(2026, 3, 31), "李敏", "是", date(2026, 3, 2)],
        [None, None, "1.印发制度；2.上墙公示", None, "李敏", "是", None],
        [None, None, "组织培训", "长期坚持", "李敏", "否", None],
        [2, "台账缺失", "建立台账", date(2026, 3, 5), "赵云", "否", None],
        [None, None, "明确专人", None, None, "否", None],
    ]
    taken = read(workbook({"S": rows}, merged=["A2:A4", "B2:B4", "D2:D3", "A5:A6", "B5:B6", "D5:D6", "E5:E6"]))

    due, done = date(2026, 3, 31), date(2026, 3, 2)
    assert taken.steps == {
        2: (
            Measure("修订制度", None, due, done),
            Measure("1.印发制度；", None, due),
            Measure("2.上墙公示", None, due),
            Measure("组织培训"),
        )
    }
    assert facts(taken, "due_on", "done_on", "owner") == [(due, None, "李敏"), (date(2026, 3, 5), None, "赵云")]
    assert "Row 4: It belongs to the row above; its 整改时限 “长期坚持” differs and was left out." in taken.remarks


def test_a_problem_whose_rows_have_deadlines_of_their_own_is_done_when_all_are(read: Read, workbook: Workbook) -> None:
    head = ["序号", "问题", "整改措施", "整改时限", "完成时间"]
    first, second = date(2026, 3, 31), date(2026, 4, 30)
    rows = [[1, "制度不全", "修订", first, date(2026, 3, 2)], [None, None, "培训", second, None]]
    own = read(workbook({"S": [head, *rows]}, merged=["A2:A3", "B2:B3"]))
    whole = read(workbook({"S": [head, rows[0], [None, None, "培训", None, None]]}, merged=["A2:A3", "B2:B3", "D2:D3"]))

    assert facts(own, "status", "due_on", "done_on") == [(Status.OPEN, second, None)]
    assert own.steps == {2: (Measure("修订", None, first, date(2026, 3, 2)), Measure("培训", None, second))}
    assert facts(whole, "status", "due_on", "done_on") == [(Status.CLOSED, first, date(2026, 3, 2))]


def test_a_tick_tells_the_status_before_sentences_do(read: Read, workbook: Workbook) -> None:
    rows = [
        ["问题", "整改进展", None, None, "销号时间"],
        [None, "当前进展", "是否销号", None, None],
        [None, None, "是", "否", None],
        ["学用结合不紧", "已建立机制", "√", None, date(2026, 2, 28)],
        ["攻坚劲头不足", "推进中", None, "√", None],
    ]
    merged = ["A1:A3", "B1:D1", "B2:B3", "C2:D2", "E1:E3"]
    taken = read(workbook({"S": rows}, merged=merged))

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,)]
    assert taken.rows[0].extra["当前进展"] == "已建立机制"


def test_a_measure_that_is_done_in_the_future_rejects_its_row(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "问题", "整改措施", "是否完成", "完成时间"],
        [1, "制度不健全", "修订制度", "否", date(2027, 3, 2)],
        [None, None, "组织培训", "否", None],
    ]
    taken = read(workbook({"S": rows}, merged=["A2:A3", "B2:B3"]))

    sentence = "完成时间: 2027-03-02 is in the future; a measure is done on a past day or today."
    assert taken.rows[0].reasons == [sentence]


def test_the_further_measures_of_a_numbered_problem_in_a_text(read: Read) -> None:
    taken = read("序号,问题,整改措施\n1,灯坏,换灯\n,,检查线路\n2,门坏,修门\n")

    assert [row.measures for row in taken.rows] == [("换灯", "检查线路"), ("修门",)]


def test_problems_that_share_a_merged_title_but_have_numbers_of_their_own_stay_apart(
    read: Read, workbook: Workbook
) -> None:
    rows = [["序号", "问题", "责任单位"], [1, "制度不健全", "东"], [2, None, "西"]]
    taken = read(workbook({"S": rows}, merged=["B2:B3"]))

    assert facts(taken, "title", "unit") == [("制度不健全", "东"), ("制度不健全", "西")]


def test_a_number_merged_over_several_problems_is_given_to_the_first_alone(read: Read, workbook: Workbook) -> None:
    rows = [["编号", "问题", "责任单位"], ["A-1", "灯坏", "东"], [None, "门坏", "东"], ["A-2", "窗坏", "西"]]
    taken = read(workbook({"S": rows}, merged=["A2:A3"]))

    assert facts(taken, "number", "title") == [("A-1", "灯坏"), (None, "门坏"), ("A-2", "窗坏")]


def test_problems_without_a_number_are_problems_all_the_same(read: Read) -> None:
    assert facts(read("编号,问题,单位\nA-1,灯坏,东\n,门坏,东\n,窗坏,西\n"), "number", "title") == [
        ("A-1", "灯坏"),
        (None, "门坏"),
        (None, "窗坏"),
    ]


def test_of_five_hundred_numbered_rows_those_that_name_a_problem(read: Read) -> None:
    text = "编号,问题描述,责任单位,状态\n"
    text += "".join(f"{at},{'灯坏' if at < 11 else ''},{'东' if at < 11 else ''},未整改\n" for at in range(1, 501))
    taken = read(text)

    assert len(taken.rows) == 10
    assert taken.remarks[0].endswith("and 470 more: It holds only its number; it was left out.")


def test_pages_that_repeat_the_title_and_the_header(read: Read) -> None:
    page = "整改台账,,\n编号,问题,单位\n"
    taken = read(f"{page}A-1,灯坏,东\nA-2,门坏,东\n第1页 共2页,,\n{page}A-3,窗坏,西\n")

    assert facts(taken, "number", "category") == [("A-1", None), ("A-2", None), ("A-3", None)]


def test_a_table_that_begins_at_column_b_under_prose(read: Read, workbook: Workbook) -> None:
    rows = [
        [],
        [None, "District safety office"],
        [None, "As of", date(2026, 3, 1)],
        [],
        [None, "Finding #", "Finding", "Responsible Party", "Target Date for Completion", "Status (Open/Closed)"],
        [None, "F-1", "Lamp broken", "Facilities", "04/15/2026", "Open"],
        [None, "F-2", "Door blocked", "Security", "03/04/2026", "Closed"],
        [None, "Total", 2],
    ]
    taken = read(workbook({"S": rows}))

    assert taken.layout.header_row == 5
    assert facts(taken, "number", "title", "owner", "due_on", "status") == [
        ("F-1", "Lamp broken", "Facilities", date(2026, 4, 15), Status.OPEN),
        ("F-2", "Door blocked", "Security", date(2026, 3, 4), Status.CLOSED),
    ]


def test_a_text_of_an_old_office_with_notes_below(read: Read, csv_file: CsvFile) -> None:
    text = "2026年安全检查问题清单\n检查日期：3月1日\n序号,隐患描述,责任部门,整改期限,整改情况\n"
    text += "1,通道堵塞,后勤部,3.29,未完成\n"
    text += "2,灭火器过期,保卫科,4月5日,完成\n合计,2,,,\n注：以上问题请按期整改\n,逾期将通报,,,\n"
    taken = read(csv_file(text.encode("gb18030"), "list.txt"))

    assert facts(taken, "title", "due_on", "status") == [
        ("通道堵塞", date(2026, 3, 29), Status.OPEN),
        ("灭火器过期", date(2026, 4, 5), Status.CLOSED),
    ]
    assert taken.remarks == [
        "Row 4: 整改期限: “3.29” is read as 2026-03-29 Sunday.",
        "Rows 6, 7, 8: A note, a total or a signature, no problem; it was left out.",
    ]


def test_rows_that_number_the_columns_or_say_how_to_fill_them_in(read: Read) -> None:
    numbered = read("序号,问题,单位,时限\n1,2,3,4\n1,灯坏,东,2026-05-01\n")
    hinted = read("序号,问题,单位,时限\n（必填）,（必填）,（必填）,（年月日）\n1,灯坏,东,2026-05-01\n")

    assert facts(numbered, "title") == facts(hinted, "title") == [("灯坏",)]


def test_a_heading_that_stands_one_row_higher_than_the_others(read: Read) -> None:
    taken = read(
        "整改统计表,,,\n序号,项目名称：某工程,,填报人：王\n,隐患内容,责任单位,整改期限\n1,无护栏,一队,2026/5/1\n"
    )

    assert [match.column for match in taken.layout.matches] == ["序号", "隐患内容", "责任单位", "整改期限"]


def test_groups_of_headings_in_a_text_where_nothing_is_merged(read: Read) -> None:
    taken = read("序号,问题,责任单位,整改情况,,备注\n,,,措施,完成时间,\n1,灯坏,东,换灯,2026-02-01,好\n")

    assert facts(taken, "title", "done_on") == [("灯坏", date(2026, 2, 1))]
    assert taken.rows[0].measures == ("换灯",)
    assert taken.rows[0].extra == {"序号": "1", "备注": "好"}


def test_alike_headings_are_told_apart_by_what_stands_over_them(read: Read, workbook: Workbook) -> None:
    rows = [
        ["问题", "责任人", None, "牵头领导", None],
        [None, "姓名", "电话", "姓名", "电话"],
        ["灯坏", "李敏", "111", "王芳", "222"],
    ]
    taken = read(workbook({"S": rows}, merged=["A1:A2", "B1:C1", "D1:E1"]))

    assert facts(taken, "owner", "lead") == [("李敏", "王芳")]
    assert taken.rows[0].extra == {"责任人 电话": "111", "牵头领导 电话": "222"}


def test_what_was_done_but_not_accepted_waits_for_acceptance(read: Read) -> None:
    taken = read("问题,是否完成整改,是否销号\n灯坏,是,否\n门坏,是,是\n窗坏,否,否\n")

    assert facts(taken, "status") == [(Status.SUBMITTED,), (Status.CLOSED,), (Status.OPEN,)]


def test_rows_that_name_no_problem_are_told_and_left_out(read: Read) -> None:
    taken = read("业务模块,功能项,问题描述,责任人\n用户,新增,缺少校验,李敏\n,修改,,\n")

    assert facts(taken, "title") == [("缺少校验",)]
    assert taken.remarks == ["Row 3: It names no problem; it was left out."]


def test_a_row_with_a_deadline_but_no_title_takes_what_stands_beside_it(read: Read) -> None:
    taken = read("业务项,问题描述,整改时限\n照明,灯坏,2026-05-01\n大门,,2026-05-02\n")

    assert facts(taken, "title", "due_on") == [("灯坏", date(2026, 5, 1)), ("大门", date(2026, 5, 2))]
    assert taken.remarks == ["Row 3: It has no title; 业务项 was taken for it."]


def test_an_unnumbered_row_under_a_merged_cell_of_a_numbered_list_belongs_to_the_row_above(
    read: Read, workbook: Workbook
) -> None:
    rows: list[list[object]] = [
        ["编号", "模块", "问题", "责任人"],
        *([at, "照明", f"灯{at}坏", "李敏"] for at in range(1, 40)),
    ]
    rows.append([None, None, "（续）并且无备件", "王芳"])
    taken = read(workbook({"S": rows}, merged=["B39:B41"]))

    assert len(taken.rows) == 39
    assert taken.rows[-1].facts["title"] == "灯39坏 （续）并且无备件"


def test_comments_in_a_text(read: Read) -> None:
    taken = read("# written by hand\n# columns: three\nid,title,unit\n1,lamp,Hall\n# in between\n2,door,Hall\n")

    assert facts(taken, "title") == [("lamp",), ("door",)]


def test_rows_hidden_by_a_filter_are_read_and_told(read: Read, workbook: Workbook) -> None:
    taken = read(workbook({"S": [["title", "unit"], ["a", "x"], ["b", "y"], ["c", "y"]]}, hidden_rows=[3, 4]))

    assert len(taken.rows) == 3
    assert taken.layout.warnings == (
        "2 rows are hidden in the sheet, perhaps by a filter; they were read all the same.",
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("20200323-20200327", date(2020, 3, 27)),
        ("2026.3.1-3.15", date(2026, 3, 15)),
        ("2026年12月20日-1月10日", date(2027, 1, 10)),
        ("2026年1月至2026年12月底", date(2026, 12, 31)),
        ("即日起至2026年6月30日", date(2026, 6, 30)),
        ("2026-03-01 ~ 2026-03-15", date(2026, 3, 15)),
        ("3月1日—15日", date(2026, 3, 15)),
    ],
)
def test_of_a_range_the_end_counts_and_is_told(read: Read, written: str, day: date) -> None:
    taken = read(f"2026年台账,\n问题,整改时限\n灯坏,{written}\n")

    assert facts(taken, "due_on", "due_text") == [(day, written)]
    assert taken.remarks[0].startswith(f"Row 3: 整改时限: “{written}” is read as {day}")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03", date(2026, 3, 31)),
        ("2026.2", date(2026, 2, 28)),
        ("2026/11", date(2026, 11, 30)),
        ("04/2026", date(2026, 4, 30)),
        ("2026年3月", date(2026, 3, 31)),
        ("2026 年 3 月份", date(2026, 3, 31)),
        ("二〇二六年十二月", date(2026, 12, 31)),
        ("3月", date(2026, 3, 31)),
        ("March 2026", date(2026, 3, 31)),
        ("Sept. 2026", date(2026, 9, 30)),
        ("Feb", date(2026, 2, 28)),
    ],
)
def test_a_month_alone_is_due_at_its_end_and_told(read: Read, written: str, day: date) -> None:
    taken = read(f"2026年台账,\n问题,整改时限\n灯坏,{written}\n")

    assert facts(taken, "due_on", "due_text") == [(day, written)]
    assert taken.remarks[0].startswith(f"Row 3: 整改时限: “{written}” is read as {day}")


def test_a_month_that_a_number_gives_is_read_where_it_is_one_month(read: Read, workbook: Workbook) -> None:
    taken = read(workbook({"台账": [["问题", "整改时限"], ["灯坏", 2026.3], ["门坏", 2026.12], ["窗坏", 2026.1]]}))

    assert [row.facts["due_on"] for row in taken.rows] == [date(2026, 3, 31), date(2026, 12, 31), None]
    assert taken.rows[2].reasons == ["整改时限: “2026.1” may be two different days; write it as 2026-12-31."]


@pytest.mark.parametrize(
    ("heading", "written", "reason"),
    [
        ("发现日期", "2026年3月", "names a month but no day"),
        ("完成日期", "2026-03", "names a month but no day"),
        ("整改时限", "3月", "has no year"),
        ("整改时限", "2026-13", "is not a day of the calendar"),
        ("整改时限", "2026年3月前", "names a month but no day"),
        ("整改时限", "Mar-26", "has a year of two digits"),
    ],
)
def test_a_month_is_no_other_day_and_no_guess(read: Read, heading: str, written: str, reason: str) -> None:
    taken = read(f"问题,{heading}\n灯坏,{written}\n")

    assert reason in taken.rows[0].reasons[0]


def test_a_figure_over_twelve_settles_the_order_of_a_whole_column(read: Read) -> None:
    european = read("title,due\na,13/04/2026\nb,05/04/2026\n")
    american = read("title,due\na,04/13/2026\nb,05/04/2026\n")

    assert facts(european, "due_on") == [(date(2026, 4, 13),), (date(2026, 4, 5),)]
    assert facts(american, "due_on") == [(date(2026, 4, 13),), (date(2026, 5, 4),)]


def test_an_order_that_nothing_settles_is_asked_for(read: Read) -> None:
    taken = read("title,due\na,03/04/2026\n")

    (reason,) = taken.rows[0].reasons
    assert reason.startswith("due: “03/04/2026” may be 2026-03-04 or 2026-04-03; write the one that is meant. Say in ")
    assert reason.endswith('which order the column is written: --map "due=due_on:dmy" or "due=due_on:mdy".')
    assert facts(read("title,due\na,03/04/2026\n", mapping={"due": "due:dmy"}), "due_on") == [(date(2026, 4, 3),)]
    assert facts(read("title,due\na,03/04/2026\n", mapping={"due": "due_on:mdy"}), "due_on") == [(date(2026, 3, 4),)]


def test_a_column_in_two_orders_rejects_what_has_two_readings(read: Read) -> None:
    taken = read("title,due\na,13/04/2026\nb,12/31/2026\nc,05/04/2026\n")

    assert [bool(row.reasons) for row in taken.rows] == [False, False, True]


@pytest.mark.parametrize(
    "written", ["2026-02-30", "2026-13-01", "2206-06-01", "1926-06-01", "0026-06-01", "2026年15月1日"]
)
def test_impossible_and_far_off_days_reject_their_row(read: Read, written: str) -> None:
    taken = read(f"title,due\na,{written}\nb,2026-06-01\n")

    assert [len(row.reasons) for row in taken.rows] == [1, 0]
    assert written in taken.rows[0].reasons[0]


def test_a_month_and_day_that_became_a_number_is_taken_only_if_it_is_certain(read: Read, workbook: Workbook) -> None:
    taken = read(workbook({"2026": [["title", "due"], ["a", 3.29], ["b", 3.2]]}))

    assert taken.rows[0].facts["due_on"] == date(2026, 3, 29)
    assert taken.rows[1].reasons == ["due: “3.2” may be two different days; write it as 2026-12-31."]
