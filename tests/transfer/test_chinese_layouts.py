"""Layouts of Chinese lists: headings that are put together, words of other regions, ticks, and several rows."""

from datetime import date

import pytest
from tests.transfer.taken import Read, Workbook, facts

from rectify.domain.problem import Mode, Status
from rectify.transfer.rows.joined import joined
from rectify.transfer.wording.lines import SIGNED
from rectify.transfer.wording.matching import exact_fields_of, fields_of
from rectify.transfer.wording.words import standing_of

# Columns.


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("查摆出的问题", "title"),
        ("问题情况", "title"),
        ("漏洞名称", "title"),
        ("学校名称", "unit"),
        ("受审核部门", "unit"),
        ("办理单位", "unit"),
        ("对策担当", "owner"),
        ("包案领导", "lead"),
        ("责令改正期限", "due_on"),
        ("要求回复时间", "due_on"),
        ("期望完成时间", "due_on"),
        ("改正日期", "done_on"),
        ("实际上线时间", "done_on"),
        ("结案日期", "closed_on"),
        ("审核日期", "found_on"),
        ("改正情况", "status"),
        ("修复状态", "status"),
        ("验收结论", "status"),
        ("问题现状描述", "title"),
        ("异常内容", "title"),
        ("事发企业", "unit"),
        ("处理部门", "unit"),
        ("监督对象", "unit"),
        ("被建议单位", "unit"),
        ("点检日期", "found_on"),
        ("完成日", "done_on"),
        ("处理方法", "measure"),
        ("责任方", "unit"),
        ("开发人员", "owner"),
        ("负责校领导", "lead"),
        ("县级包案领导", "lead"),
        ("隐患状况", "title"),
        ("环保问题", "title"),
        ("遗留问题", "title"),
        ("风险描述", "title"),
        ("报修内容", "title"),
        ("报修日期", "found_on"),
        ("应对措施", "measure"),
        ("形象进度", "status"),
        ("dutyDeptName", "unit"),
        ("主责人", "owner"),
        ("整改员", "owner"),
        ("复检员", "verified_by"),
        ("复检时间", "closed_on"),
        ("初检时间", "found_on"),
        ("存在的违法违规行为", "title"),
        ("漏洞等级", "severity"),
        ("整治措施", "measure"),
        ("工单编号", "number"),
    ],
)
def test_headings_that_are_put_together_as_usual_are_known(heading: str, field: str) -> None:
    assert field in exact_fields_of(heading)


@pytest.mark.parametrize("heading", ["排查人员", "填报单位", "提出人", "配合单位", "整改前照片", "满意度"])
def test_who_found_or_wrote_it_down_is_not_who_answers_for_it(heading: str) -> None:
    assert not fields_of(heading)


def test_traditional_characters_are_read_as_simplified_ones(read: Read) -> None:
    taken = read(
        "項次,受稽核單位,缺失事項,改善對策,負責人,預計完成日,實際完成日,追蹤結果\n"
        "1,倉儲部,物料未標示批號,建立標示卡,林志明,2026/07/31,,改善中\n"
    )

    assert facts(taken, "title", "unit", "owner", "due_on", "status") == [
        ("物料未標示批號", "倉儲部", "林志明", date(2026, 7, 31), Status.IN_PROGRESS)
    ]
    assert taken.rows[0].measures == ("建立標示卡",)


def test_the_name_of_a_case_comes_before_what_was_told_of_it(read: Read) -> None:
    taken = read("工单编号,诉求标题,诉求内容,办理状态\nGD01,路灯不亮,幸福路一周无灯,办理中\n")

    assert facts(taken, "number", "title", "description") == [("GD01", "路灯不亮", "幸福路一周无灯")]


def test_a_running_count_is_no_number_whatever_its_dots(read: Read) -> None:
    assert facts(read("NO.,投诉内容,责任单位\n1,包装破损,物流课\n2,尺寸超差,加工课\n"), "number") == [(None,), (None,)]


def test_the_number_of_a_thing_is_none_of_a_problem(read: Read) -> None:
    taken = read("点检日期,设备编号,异常现象,关闭(Y/N)\n2026-04-01,E-01,异响,Y\n2026-04-02,E-02,漏水,N\n")

    assert facts(taken, "number", "status") == [(None, Status.CLOSED), (None, Status.OPEN)]


def test_a_severity_is_read_with_what_it_is_of(read: Read) -> None:
    taken = read("隐患描述,隐患等级\na,重大隐患\nb,一般事故隐患\nc,高危\nd,重要缺陷\n")

    assert facts(taken, "severity") == [("high",), ("low",), ("high",), ("重要缺陷",)]


def test_the_title_of_a_hazard_comes_before_its_description(read: Read) -> None:
    taken = read("监督ID,隐患标题,隐患描述\nQS1,屋面漏水,三处\nQS2,栏杆锈蚀,南侧\n")

    assert facts(taken, "number", "title", "description") == [
        ("QS1", "屋面漏水", "三处"),
        ("QS2", "栏杆锈蚀", "南侧"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "是否存在问题",
        "对应问题",
        "上轮反馈问题",
        "推进中遇到的困难问题",
        "配合领导",
        "督导领导",
        "批示领导",
        "问题环节",
        "风险状况",
    ],
)
def test_headings_that_only_end_alike_are_not_known_by_their_end(heading: str) -> None:
    assert not {"title", "lead", "status"} & {*exact_fields_of(heading)}


def test_a_word_for_a_kind_of_problem_in_a_row_makes_it_no_header(read: Read) -> None:
    taken = read("反馈编号,反馈时间,所属单位,反馈内容,反馈类型,是否解决\nFK1,2026-03-02,二局,打印错位,缺陷,否\n")

    assert facts(taken, "number", "title", "status") == [("FK1", "打印错位", Status.OPEN)]


def test_what_is_to_be_done_is_a_measure_where_another_column_names_the_problem(read: Read) -> None:
    taken = read("序号,环保问题,整改内容,完成时限\n1,雨污未分流,改造管网,2026-06-30\n")

    assert facts(taken, "title") == [("雨污未分流",)]
    assert taken.rows[0].measures == ("改造管网",)


def test_a_column_that_asks_for_the_work_is_the_deadline_whatever_its_heading(read: Read) -> None:
    taken = read("问题,整改措施,时间进度\n谈话记录不全,补谈话,2026年4月30日前\n排查不深,重新排查,2026年5月31日前\n")

    assert facts(taken, "due_on") == [(date(2026, 4, 30),), (date(2026, 5, 31),)]


def test_how_long_there_is_is_no_deadline(read: Read) -> None:
    taken = read("问题,发现日期,整改时限(天),到期日\n标识缺失,2026-08-01,7,2026-08-08\n记录不全,2026-08-01,30,\n")

    assert facts(taken, "due_on") == [(date(2026, 8, 8),), (None,)]
    assert taken.rows[0].extra == {"整改时限(天)": "7"}


def test_of_two_columns_for_the_status_the_one_of_known_words_is_read(read: Read) -> None:
    taken = read("问题,状态,销号状态\n标识缺失,正常,closed\n记录不全,预警,verifying\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.SUBMITTED,)]


# A status that is ticked.


def test_the_status_is_the_column_that_is_ticked(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "问题", "整改情况", None, None],
        [None, None, "已完成", "正在整改", "未整改"],
        [1, "档案未归档", "√", None, None],
        [2, "制度未更新", None, "√", None],
        [3, "公示不及时", None, None, "√"],
        ["合计", None, 1, 1, 1],
    ]
    taken = read(workbook({"台账": rows}, merged=["A1:A2", "B1:B2", "C1:E1"]))

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,), (Status.OPEN,)]
    assert "The status is what is ticked in one of the columns 已完成, 正在整改, 未整改." in taken.remarks
    assert taken.rows[0].extra["已完成"] == "√"


def test_yes_and_no_are_ticked_under_the_heading_of_a_status(read: Read, workbook: Workbook) -> None:
    rows = [
        ["存在隐患", "是否完成整改", None],
        [None, "是", "否"],
        ["通道堵塞", "√", None],
        ["照明损坏", None, "√"],
        ["标识不清", None, None],
    ]
    taken = read(workbook({"台账": rows}, merged=["A1:A2", "B1:C1"]))

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,), (Status.OPEN,)]


def test_figures_under_words_for_a_status_are_no_ticks(read: Read) -> None:
    taken = read("问题,责任单位,已完成,未完成\n台账不清,甲镇,3,\n通道堵塞,乙镇,2,4\n")

    assert facts(taken, "status") == [(None,), (None,)]


# Words.


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("达到时序进度", Status.IN_PROGRESS),
        ("开发中", Status.IN_PROGRESS),
        ("招标中", Status.IN_PROGRESS),
        ("已改善", Status.CLOSED),
        ("已改正", Status.CLOSED),
        ("已于4月完成", Status.CLOSED),
        ("已上线", Status.CLOSED),
        ("未到位", Status.OPEN),
        ("未化解", Status.OPEN),
        ("消缺中", Status.IN_PROGRESS),
        ("在改", Status.IN_PROGRESS),
        ("正在整改落实", Status.IN_PROGRESS),
        ("已整改落实到位", Status.CLOSED),
        ("已开发", Status.CLOSED),
        ("未开发", Status.OPEN),
        ("已整改 5.9", Status.CLOSED),
        ("5月13日已完成", Status.CLOSED),
        ("接受风险", Status.WAIVED),
        ("不予解决", Status.WAIVED),
        ("待回归", Status.SUBMITTED),
    ],
)
def test_further_words_of_offices_stand_for_a_status(word: str, status: Status) -> None:
    standing = standing_of(word)

    assert standing is not None
    assert standing.status is status


# Days.


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026年4月-6月", date(2026, 6, 30)),
        ("2026年3月—12月", date(2026, 12, 31)),
        ("2026年11月至2月", date(2027, 2, 28)),
        ("2026年1月至2026年9月底前", date(2026, 9, 30)),
    ],
)
def test_of_a_range_of_months_the_last_day_counts(read: Read, written: str, day: date) -> None:
    taken = read(f"问题,整改时限\na,{written}\n")

    assert facts(taken, "due_on") == [(day,)]
    assert any("is read as" in remark for remark in taken.remarks)


def test_a_deadline_that_only_says_it_is_done_is_no_day_and_told(read: Read) -> None:
    taken = read("问题,整改时限\n低保评议不规范,已于4月完成\n公示不及时,尽快\n")

    assert taken.rows[0].facts["due_on"] is None
    assert taken.rows[0].facts["due_text"] == "已于4月完成"
    assert taken.rows[0].facts["status"] is Status.CLOSED
    assert taken.rows[1].reasons


@pytest.mark.parametrize("written", ["当场改正", "立整立改", "立即改正", "随查随改"])
def test_words_for_at_once_set_the_mode(read: Read, written: str) -> None:
    assert facts(read(f"问题,整改时限\na,{written}\n"), "mode", "due_on") == [(Mode.IMMEDIATE, None)]


# One problem in several rows, and rows that are none.


def test_of_a_problem_in_several_rows_the_latest_deadline_and_the_less_finished_status_count(
    read: Read, workbook: Workbook
) -> None:
    rows = [
        ["序号", "反馈问题", "整改措施", "完成时限", "完成情况"],
        ["一", "选人用人不规范", "开展检查", "2026年5月31日", "已完成"],
        [None, None, "完善流程", "2026年12月底前", "进行中"],
        [None, None, "建立档案", "2026年9月30日", "已完成"],
    ]
    taken = read(workbook({"台账": rows}, merged=["A2:A4", "B2:B4"]))

    assert facts(taken, "due_on", "status") == [(date(2026, 12, 31), Status.IN_PROGRESS)]
    assert taken.rows[0].measures == ("开展检查", "完善流程", "建立档案")


def test_days_without_a_year_are_compared_within_one() -> None:
    assert joined("due_on", "6月底", "5月31日前") == "6月底"
    assert joined("due_on", "6月底", "2027年5月") is None
    assert joined("status", "已完成", "等通知") is None


def test_a_count_that_others_begin_with_heads_a_section(read: Read) -> None:
    taken = read(
        "序号,审核发现,责任部门,完成期限\n1,文件控制,,\n1.1,无发放记录,质量部,2026-03-31\n1.2,未登记,技术部,2026-04-15\n"
    )

    assert facts(taken, "title", "category") == [("无发放记录", "文件控制"), ("未登记", "文件控制")]


def test_where_each_problem_has_a_count_a_short_row_without_one_is_none_and_told(read: Read) -> None:
    taken = read(
        "序号,问题,责任人,整改时限\n1,甲,陆游,2026-03-15\n2,乙,岳飞,2026-04-01\n,,,市交通局\n,,,2026年4月8日\n"
    )

    assert facts(taken, "title") == [("甲",), ("乙",)]
    assert "Rows 4, 5: It names no problem; it was left out." in taken.remarks


def test_totals_of_a_unit_are_no_problems(read: Read) -> None:
    taken = read("镇街,序号,问题,整改时限\n甲镇,1,河道垃圾,2026-04-10\n甲镇小计,1项,,\n乙镇,2,报表无合计,2026-04-12\n")

    assert facts(taken, "title") == [("河道垃圾",), ("报表无合计",)]


@pytest.mark.parametrize(
    "line",
    [
        "受检单位负责人签字：",
        "村党组织书记（签字）：张三",
        "审核人：",
        "核准：",
        "单位（盖章）",
        "经办人：李四",
        "抄送：局办公室",
    ],
)
def test_lines_for_a_signature_are_no_problems(line: str) -> None:
    assert SIGNED.fullmatch(line)


@pytest.mark.parametrize("line", ["验收记录无签字：三处", "会议记录不完整", "主管部门监管不力", "印章（公章）保管不当"])
def test_problems_that_speak_of_signatures_are_no_such_lines(line: str) -> None:
    assert not SIGNED.fullmatch(line)


# Two languages, parents and deadlines.


def test_a_heading_in_two_languages_is_known_by_either_half(read: Read) -> None:
    taken = read("问题描述 Issue,提出日期 Date,点检 Owner,责任人 ID\n接口不一致,2026-03-02,小林,7\n")

    assert facts(taken, "title", "found_on", "owner") == [("接口不一致", date(2026, 3, 2), "小林")]
    assert taken.rows[0].extra == {"责任人 ID": "7"}


def test_a_heading_and_what_stands_over_it_are_put_together_too(read: Read, workbook: Workbook) -> None:
    rows = [
        ["缺陷描述", "责任班组", "消缺时间", None],
        [None, None, "计划", "实际"],
        ["给水泵振动", "汽机班", date(2026, 4, 5), date(2026, 4, 4)],
    ]
    taken = read(workbook({"台账": rows}, merged=["A1:A2", "B1:B2", "C1:D1"]))

    assert facts(taken, "due_on", "done_on") == [(date(2026, 4, 5), date(2026, 4, 4))]


def test_a_column_of_completion_that_asks_for_the_work_is_the_deadline(read: Read) -> None:
    taken = read("点评问题,整改措施,完成时间\n主动性不够,专题研究,2026年3月底前\n转化慢,盘活资产,长期坚持\n")

    assert facts(taken, "due_on", "done_on", "mode") == [
        (date(2026, 3, 31), None, None),
        (None, None, Mode.SUSTAINED),
    ]
