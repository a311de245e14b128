"""Chinese ledgers: codes that headings explain, sentences that begin with a status, measures in rows of their own."""

import json
from datetime import date

import pytest
from tests.transfer.taken import CsvFile, Read, Workbook, facts

from rectify.domain.problem import Mode, Status
from rectify.transfer.wording.legends import legend_of
from rectify.transfer.wording.matching import exact_fields_of
from rectify.transfer.wording.measures import measures_in
from rectify.transfer.wording.words import standing_of


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("所属街办", "unit"),
        ("门店", "unit"),
        ("缺陷部门", "unit"),
        ("rectifyUnitName", "unit"),
        ("委派給", "owner"),
        ("rectifyUserName", "owner"),
        ("reviewUserName", "verified_by"),
        ("缺陷建立日期", "found_on"),
        ("rectifyDateLimit", "due_on"),
        ("rectification_date", "done_on"),
        ("rectification_requirements", "measure"),
        ("優先權", "severity"),
        ("工作状态", "status"),
        ("审批状态", "status"),
        ("hiddenDangerContent", "title"),
        ("整改状态 0待整改 1已完成", "status"),
        ("优先级：高/中/低", "severity"),
        ("节点计划时间", "due_on"),
        ("limitDate", "due_on"),
        ("shopName", "unit"),
        ("指定整改员工", "owner"),
        ("discoverTime", "found_on"),
        ("rectified_time", "done_on"),
        ("reviewer_name", "verified_by"),
        ("意见建议来源", "source"),
    ],
)
def test_headings_of_programs_and_offices_are_known(heading: str, field: str) -> None:
    assert field in exact_fields_of(heading)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已完成。已将12份合同报法务部备案。", Status.CLOSED),
        ("已整改到位，账实一致。", Status.CLOSED),
        ("已完成整改。下一步将继续加强日常巡查，防止反弹。", Status.CLOSED),
        ("正在整改。已完成8家考核，剩余5家4月底前完成。", Status.IN_PROGRESS),
        ("未完成，因资质到期，正在重新招标。", Status.OPEN),
        ("3月底已完成", Status.CLOSED),
        ("待复检", Status.SUBMITTED),
        ("已回复", Status.SUBMITTED),
        ("已确认修改", Status.CLOSED),
        ("确认不处理", Status.WAIVED),
        ("取得阶段性成效", Status.IN_PROGRESS),
        ("repairing", Status.IN_PROGRESS),
        ("RECHECK", Status.SUBMITTED),
    ],
)
def test_the_first_words_of_a_sentence_tell_its_status(text: str, status: Status) -> None:
    standing = standing_of(text)
    assert standing is not None
    assert standing.status is status


@pytest.mark.parametrize("text", ["已完成。其余3户预计4月底前完成签约。", "通过会议研究，决定修订制度。"])
def test_a_sentence_that_goes_on_with_what_is_left_tells_no_status(text: str) -> None:
    assert standing_of(text) is None


def test_a_heading_explains_the_codes_below_it(read: Read) -> None:
    taken = read("隐患内容,状态（0：未整改，1：已整改，2：整改中）\n阀门锈蚀,1\n管线占压,2\n标牌缺失,0\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,), (Status.OPEN,)]
    assert legend_of("状态 1级") == {}


def test_a_past_day_on_which_the_work_was_finished_is_the_day_of_completion(read: Read) -> None:
    taken = read("问题,完成情况\n灯坏,2026年3月8日整改完毕\n门坏,4月15日前整改完毕\n")

    assert facts(taken, "status", "done_on") == [(Status.CLOSED, date(2026, 3, 8)), (Status.OPEN, None)]


def test_what_a_look_found_tells_no_status_of_the_work(read: Read) -> None:
    taken = read("抽检情况,整改事项,整改日期\n不合格,标签不全,2026-03-03\n不合格,菌落超标,\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,)]


def test_words_for_a_status_under_remarks_tell_it_where_nothing_else_does(read: Read) -> None:
    told = read("问题,责任人,备注\n笔记不全,甲,已完成\n谈话少,乙,正在整改\n台账不清,甲,已完成\n")
    others = read("问题,责任人,备注\n笔记不全,甲,长期坚持\n谈话少,乙,长期坚持\n台账不清,甲,长期坚持\n")

    assert facts(told, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,), (Status.CLOSED,)]
    assert facts(others, "status") == [(None,), (None,), (None,)]


@pytest.mark.parametrize(
    ("cell", "measures"),
    [
        ("1.清运渗滤液；2.扩容设施。", ("1.清运渗滤液；", "2.扩容设施。")),
        ("（1）培训；（2）考核", ("（1）培训；", "（2）考核")),
        ("1.更换阀门，压力调到2.5MPa；每日检查", ("1.更换阀门，压力调到2.5MPa；每日检查",)),
        ("按照3.2节要求；2.整改", ("按照3.2节要求；2.整改",)),
    ],
)
def test_measures_that_are_numbered_in_one_line_are_taken_apart(cell: str, measures: tuple[str, ...]) -> None:
    assert measures_in(cell) == measures


def test_rows_without_count_and_title_add_their_measure_and_deadline_to_the_problem_above(
    read: Read, workbook: Workbook
) -> None:
    rows = [
        ["序号", "反馈问题", "整改措施", "责任单位", "完成时限"],
        [1, "风险排查不到位", "1.排查风险", "法规科", "2026年4月底前"],
        [None, None, "2.制定措施", "法规科", "2026年7月底前"],
        [None, None, "3.抽查", "机关党委", "2026年5月底前"],
    ]
    taken = read(workbook({"Sheet1": rows}))

    assert facts(taken, "title", "due_on") == [("风险排查不到位", date(2026, 7, 31))]
    assert taken.rows[0].measures == ("1.排查风险", "2.制定措施", "3.抽查")


def test_a_person_and_a_deadline_in_one_column_are_told_apart(read: Read) -> None:
    taken = read("问题,责任人/完成时限\n登记缺失,张敏/2026年3月31日\n未归档,李强/长期坚持\n未公示,王刚\n")

    assert facts(taken, "owner", "due_on", "mode") == [
        ("张敏", date(2026, 3, 31), None),
        ("李强", None, Mode.SUSTAINED),
        ("王刚", None, None),
    ]


def test_sections_and_problems_in_one_column_without_counts_are_told_apart(read: Read, workbook: Workbook) -> None:
    rows = [
        ["查摆问题", "整改措施", "责任人"],
        ["一、政治建设方面", None, None],
        ["1.学习不深", "制定计划", "甲"],
        ["二、作风建设方面", None, None],
        ["1.调研偏少", "每月调研", "乙"],
    ]
    taken = read(workbook({"Sheet1": rows}))

    assert facts(taken, "title", "category") == [("1.学习不深", "一、政治建设方面"), ("1.调研偏少", "二、作风建设方面")]


def test_a_title_that_only_says_who_sent_in_a_form_is_none(read: Read) -> None:
    taken = read("标题,隐患描述,整改负责人\n甲提交的隐患上报,电缆沟积水,乙\n甲提交的隐患上报,围栏破损,丙\n")

    assert facts(taken, "title") == [("电缆沟积水",), ("围栏破损",)]


def test_days_take_their_year_from_the_day_of_a_letter_below_the_list(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "存在问题", "责任部门", "完成日期"],
        [1, "水位计模糊", "动力部", "3月20日前"],
        [None, None, None, "2026年3月13日"],
    ]
    taken = read(workbook({"Sheet1": rows}))

    assert facts(taken, "title", "due_on") == [("水位计模糊", date(2026, 3, 20))]


def test_problems_in_lists_of_units_take_the_unit(read: Read, csv_file: CsvFile) -> None:
    groups = [
        {"单位": "甲局", "数量": 1, "问题": [{"问题描述": "公文超期", "状态": "已整改"}]},
        {"单位": "乙局", "数量": 1, "问题": [{"问题描述": "接待无公函", "状态": "未整改"}]},
    ]
    taken = read(csv_file(json.dumps(groups), "list.json"))

    assert facts(taken, "title", "unit", "status") == [
        ("公文超期", "甲局", Status.CLOSED),
        ("接待无公函", "乙局", Status.OPEN),
    ]


def test_codes_that_nothing_explains_are_no_shares_of_the_work(read: Read, workbook: Workbook) -> None:
    explained = [["问题", "状态：0-待整改，1-整改中，2-待验证，3-已完成"], ["灯坏", 1], ["门坏", 3], ["窗坏", 2]]
    bare = [["问题", "状态"], ["灯坏", 1], ["门坏", 3], ["窗坏", 2]]

    assert facts(read(workbook({"Sheet1": explained})), "status") == [
        (Status.IN_PROGRESS,),
        (Status.CLOSED,),
        (Status.SUBMITTED,),
    ]
    assert facts(read(workbook({"Sheet1": bare})), "status") == [(Status.OPEN,)] * 3


def test_a_section_above_the_header_tells_the_status_as_the_next_ones_do(read: Read, workbook: Workbook) -> None:
    head = ["序号", "隐患内容", "责任单位"]
    rows = [
        ["消防隐患整治情况", None, None],
        ["一、已整改隐患（2处）", None, None],
        head,
        [1, "喷淋停用", "甲公司"],
        [2, "指示损坏", "乙公司"],
        ["二、未整改隐患（1处）", None, None],
        head,
        [1, "出口锁闭", "丙公司"],
    ]
    taken = read(workbook({"Sheet1": rows}, merged=["A1:C1", "A2:C2", "A6:C6"]))

    assert facts(taken, "title", "status", "category") == [
        ("喷淋停用", Status.CLOSED, "一、已整改隐患（2处）"),
        ("指示损坏", Status.CLOSED, "一、已整改隐患（2处）"),
        ("出口锁闭", Status.OPEN, "二、未整改隐患（1处）"),
    ]


def test_an_id_that_counts_stands_back_behind_codes_of_problems(read: Read) -> None:
    taken = read("id,nonconformityNo,nonconformityDesc\n1,BFH-01,标准物质过期\n2,BFH-02,记录缺页\n")

    assert facts(taken, "number") == [("BFH-01",), ("BFH-02",)]


def test_the_adjusted_deadline_under_one_heading_counts_before_the_original_one(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "整改问题", "整改时限", None, "整改状态"],
        [None, None, "原定", "调整", None],
        [1, "设施未运行", "2026-03-31", "2026-05-31", "整改中"],
        [2, "台账缺失", "2026-04-30", None, "整改中"],
    ]
    taken = read(workbook({"Sheet1": rows}, merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2"]))

    assert facts(taken, "due_on") == [(date(2026, 5, 31),), (date(2026, 4, 30),)]


def test_what_a_patrol_found_is_the_problem_where_only_a_measure_stands_beside_it(read: Read) -> None:
    taken = read("巡查时间,巡查发现,处理意见,责任部门\n2026-03-01,水泵故障,报修,工程部\n")

    assert facts(taken, "title", "unit") == [("水泵故障", "工程部")]
