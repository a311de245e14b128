"""What Chinese offices write into lists: two facts in a column, days for a status, rows in which nothing is wrong."""

from datetime import date

import pytest
from tests.transfer.taken import Read, Workbook, facts

from rectify.domain.problem import Status
from rectify.transfer.rows.pairs import names_pair, parted
from rectify.transfer.wording.days import range_end, without_remark
from rectify.transfer.wording.lines import SIGNED, explains_columns, says_nothing
from rectify.transfer.wording.matching import exact_fields_of
from rectify.transfer.wording.ranks import severity_of
from rectify.transfer.wording.words import standing_of

# A unit and a person in one column.


@pytest.mark.parametrize(
    "text", ["办公室（张敏）", "办公室/张敏", "办公室：张敏", "办公室 张敏", "办公室、张敏", "张敏（办公室）"]
)
def test_the_unit_and_the_person_in_one_cell_are_told_apart(read: Read, text: str) -> None:
    taken = read(f"问题,责任科室（责任人）\n栏杆松动,{text}\n")

    assert facts(taken, "unit", "owner") == [("办公室", "张敏")]


@pytest.mark.parametrize("text", ["办公室", "城东街道、城西街道", "办公室：张敏；财务科：李强", "待定"])
def test_a_cell_that_is_not_certainly_a_unit_and_a_person_is_the_unit_as_it_stands(text: str) -> None:
    assert parted(text) is None


@pytest.mark.parametrize("heading", ["责任人及联系电话", "责任单位（全称）", "责任人", "责任部门/配合部门"])
def test_a_heading_that_asks_for_one_of_them_is_no_pair(heading: str) -> None:
    assert not names_pair(heading)


def test_a_column_of_both_is_left_whole_where_another_one_names_the_person(read: Read) -> None:
    taken = read("问题,责任单位/联系人,责任人\n栏杆松动,办公室（张敏）,李强\n")

    assert facts(taken, "unit", "owner") == [("办公室（张敏）", "李强")]


def test_long_lists_tell_unit_and_person_apart_as_short_ones_do(read: Read) -> None:
    rows = "".join(f"W-{at},第{at}项,办公室（张敏）,2026-05-01,待整改\n" for at in range(60))
    taken = read(f"编号,问题,责任单位及责任人,整改时限,状态\n{rows}")

    assert {*facts(taken, "unit", "owner")} == {("办公室", "张敏")}


# The status.


def test_a_past_day_where_the_status_is_asked_for_is_the_day_on_which_it_was_done(read: Read) -> None:
    taken = read("问题,整改完成情况（完成时间）\n栏杆松动,2026.2.20\n通道堵塞,正在整改\n照明损坏,2026年12月31日\n")

    assert facts(taken, "status", "done_on") == [
        (Status.CLOSED, date(2026, 2, 20)),
        (Status.IN_PROGRESS, None),
        (Status.OPEN, None),
    ]


def test_what_was_done_but_not_checked_yet_waits_and_what_is_being_done_goes_on(read: Read) -> None:
    taken = read("问题,处置状态,复核状态\n噪声,待处置,\n扬尘,处理中,\n占道,已办结,通过\n积水,已办结,待复核\n")

    assert [status for (status,) in facts(taken, "status")] == [
        Status.OPEN,
        Status.IN_PROGRESS,
        Status.CLOSED,
        Status.SUBMITTED,
    ]


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("✅", Status.CLOSED),
        ("✔️", Status.CLOSED),
        ("⏳", Status.IN_PROGRESS),
        ("❌", Status.OPEN),
        ("已销案", Status.CLOSED),
        ("未到期", Status.OPEN),
        ("待受理", Status.OPEN),
        ("重新打开", Status.OPEN),
        ("待复验", Status.SUBMITTED),
        ("设计如此", Status.WAIVED),
        ("rectifying", Status.IN_PROGRESS),
    ],
)
def test_further_words_and_signs_stand_for_a_status(word: str, status: Status) -> None:
    standing = standing_of(word)

    assert standing is not None
    assert standing.status == status


def test_a_coloured_sign_before_a_severity_does_not_hide_it() -> None:
    assert [severity_of(text) for text in ("🔴 高", "🟡中")] == ["high", "medium"]


# Days.


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年第二季度", date(2026, 6, 30)),
        ("2026年上半年", date(2026, 6, 30)),
        ("2026年一季度前", date(2026, 3, 31)),
        ("2026.3—2026.6", date(2026, 6, 30)),
    ],
)
def test_a_part_of_the_year_as_a_deadline_ends_with_its_last_day(read: Read, text: str, day: date) -> None:
    assert read(f"问题,整改时限\n栏杆松动,{text}\n").facts["due_on"] == day


def test_weeks_without_a_day_to_count_from_are_no_deadline(read: Read) -> None:
    taken = read("问题,期限,负责人\n召回不足,1周,甲组\n覆盖不足,2个月,乙组\n")

    assert facts(taken, "due_on", "owner") == [(None, "甲组"), (None, "乙组")]


def test_in_a_notice_that_asks_for_the_work_its_day_is_the_deadline(read: Read, workbook: Workbook) -> None:
    rows = [
        ["问题", "整改要求", "整改时间"],
        ["栏杆松动", "加固", "2026年2月5日"],
        ["通道堵塞", "清理", "2026年2月6日"],
    ]
    notice = read(workbook({"Sheet1": [["质量问题整改通知单"], *rows]}, merged=["A1:C1"]))
    answer = read(workbook({"Sheet1": [["质量问题整改通知单回复"], *rows]}, merged=["A1:C1"], name="answer.xlsx"))

    assert facts(notice, "due_on", "status")[0] == (date(2026, 2, 5), None)
    assert facts(answer, "due_on", "status")[0] == (None, Status.CLOSED)


# Rows and headings.


@pytest.mark.parametrize("text", ["未发现隐患", "经检查，未发现安全隐患。", "无异常", "正常", "未见明显异常"])
def test_a_row_in_which_nothing_was_found_wrong_is_no_problem(read: Read, text: str) -> None:
    taken = read(f'地点,隐患情况,整改期限\n食堂,"{text}",\n宿舍,插座老化,2026-03-01\n')

    assert facts(taken, "title") == [("插座老化",)]


@pytest.mark.parametrize("text", ["未发现隐患排查记录", "无安全出口标志", "正常运行的设备无铭牌", "未见整改"])
def test_a_problem_that_begins_like_nothing_is_one(text: str) -> None:
    assert not says_nothing(text)


def test_a_row_that_says_how_to_fill_in_the_columns_is_left_out() -> None:
    assert explains_columns(["必填，不超过50字", "下拉选择", "选填", "yyyy-MM-dd"], 4)
    assert not explains_columns(["必填项未填写", "下拉选择"], 4)


def test_the_inspectors_below_a_list_sign_it_and_head_nothing() -> None:
    assert SIGNED.fullmatch("检查人：张工      项目经理：李工")
    assert not SIGNED.fullmatch("检查记录缺失")


def test_the_remark_of_a_heading_may_name_the_problem(read: Read) -> None:
    taken = read("被检查单位,检测(隐患)记录,要求时间\n甲公司,开关箱无漏保,2026-03-05\n")

    assert facts(taken, "title", "unit", "due_on") == [("开关箱无漏保", "甲公司", date(2026, 3, 5))]


@pytest.mark.parametrize(
    ("heading", "parent", "field"),
    [
        ("具体内容", "整改措施", "measure"),
        ("具体情况", "整改", "status"),
        ("责任民警", "", "owner"),
        ("供应商", "", "unit"),
        ("事件标题", "", "title"),
        ("您的单位", "", "unit"),
        ("责任人签字", "", "owner"),
        ("检查科室", "", "unit"),
        ("处理方案", "", "measure"),
        ("走访日期", "", "found_on"),
        ("缺陷认定等级", "", "severity"),
    ],
)
def test_further_headings_of_offices_are_known(heading: str, parent: str, field: str) -> None:
    assert field in exact_fields_of(heading, parent)


def test_a_mark_that_repeats_the_cell_above_is_written_out(read: Read) -> None:
    taken = read("问题,责任单位,整改时限,备注\n灯坏,城管局,2026-05-01,甲\n树倒,同上,同上,同上\n井盖缺,〃,2026-06-01,\n")

    assert facts(taken, "unit", "due_on") == [
        ("城管局", date(2026, 5, 1)),
        ("城管局", date(2026, 5, 1)),
        ("城管局", date(2026, 6, 1)),
    ]
    assert taken.rows[1].extra == {"备注": "同上"}


def test_single_tasks_are_the_problems_where_a_wider_one_is_merged_over_them(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "重点任务", "具体任务", "责任单位", "进展情况"],
        [1, "优化环境", "压减时限", "甲局", "已完成"],
        [None, None, "告知承诺", "乙局", "正在推进"],
        [2, "整治采砂", "清理堆场", "丙局", "未启动"],
    ]
    taken = read(workbook({"Sheet1": rows}, merged=["A2:A3", "B2:B3"]))

    assert facts(taken, "title", "unit") == [("压减时限", "甲局"), ("告知承诺", "乙局"), ("清理堆场", "丙局")]


def test_the_share_of_the_work_under_a_rate_tells_the_status(read: Read) -> None:
    taken = read("问题,整改时限,整改率\n污水直排,2026-05-01,100%\n焚烧,2026-06-01,50%\n反弹,2026-06-01,0%\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,), (Status.OPEN,)]


# What stands where the deadline is asked for.


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("限2026年5月31日前整改完毕", date(2026, 5, 31)),
        ("力争2026年5月底前完成", date(2026, 5, 31)),
        ("2026年底前基本完成", date(2026, 12, 31)),
        ("2026年5月31日前(第一阶段)", date(2026, 5, 31)),
        ("2026、5、31", date(2026, 5, 31)),
        ("2026年3月5日中班", date(2026, 3, 5)),
        ("2026年6月30日前/长期坚持", date(2026, 6, 30)),
        ("另行通知", None),
        ("待上级批复", None),
    ],
)
def test_deadlines_with_words_around_them_are_read(read: Read, text: str, day: date | None) -> None:
    assert read(f'问题,整改时限\n栏杆松动,"{text}"\n').facts["due_on"] == day


def test_a_word_that_tells_the_state_may_stand_with_the_deadline_or_in_its_place(read: Read) -> None:
    taken = read(
        "问题,整改时限\n栏杆松动,2026年2月28日前（已完成）\n通道堵塞,正在整改\n照明损坏,2026年3月已完成\n标识缺失,马上改\n"
    )

    assert facts(taken, "due_on", "status") == [
        (date(2026, 2, 28), Status.CLOSED),
        (None, Status.IN_PROGRESS),
        (None, Status.CLOSED),
        (None, None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "尽快",
        "2026年5月前",
        "2026年5月31日（延期至2026年6月30日）",
        "2026年5月底前取得阶段性成效，长期坚持",
        "收到通知后7日内",
    ],
)
def test_a_deadline_that_names_no_day_for_certain_still_rejects_its_row(read: Read, text: str) -> None:
    assert read(f'问题,整改时限\n栏杆松动,"{text}"\n').rows[0].reasons


def test_a_header_that_is_repeated_and_a_row_that_numbers_the_columns_say_nothing_of_the_columns(
    read: Read, workbook: Workbook
) -> None:
    head = ["问题", "整改时限(天)", "整\n改率"]
    rows = [head, [1, 2, 3], ["灯坏", "7天", "100%"], head, ["树倒", "15天", "50%"]]
    taken = read(workbook({"Sheet1": rows}))

    assert facts(taken, "due_on", "status") == [(None, Status.CLOSED), (None, Status.IN_PROGRESS)]


def test_a_text_too_long_for_a_severity_a_day_or_a_pair_of_names_is_searched_for_none() -> None:
    bangs, names = "!" * 300, "甲" * 300
    assert severity_of(f"高{bangs}") == f"高{bangs}"
    assert without_remark(f"2026-05-31{' ' * 300}（已完成）") is None
    assert range_end(f"{names}（截至2026-05-31）") is None
    assert parted(f"{names}科（王兰）") is None
