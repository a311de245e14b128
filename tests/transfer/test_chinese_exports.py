"""Columns as Chinese programs for inspections export them."""

from datetime import date

import pytest
from tests.transfer.taken import Read, Workbook, facts

from rectify.domain.problem import Mode, Status
from rectify.transfer.wording.matching import exact_fields_of, fields_of
from rectify.transfer.wording.words import standing_of


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("问题概要", "title"),
        ("违章描述", "title"),
        ("发现内容", "title"),
        ("对应班组", "unit"),
        ("餐厅名称", "unit"),
        ("被抽样单位", "unit"),
        ("处理人真实姓名", "owner"),
        ("担当人", "owner"),
        ("复查人姓名", "verified_by"),
        ("整改验证人", "verified_by"),
        ("问题整改结果核查单位", "verified_by"),
        ("单据状态", "status"),
        ("计划标题", "title"),
        ("科别", "unit"),
        ("污染类型", "category"),
        ("整改标识", "status"),
        ("整改截止", "due_on"),
        ("隐患治理期限", "due_on"),
        ("录入日期", "found_on"),
        ("预防措施", "measure"),
        ("违章编号", "number"),
        ("不符合项分类", "category"),
        ("违规等级", "severity"),
        ("线索来源", "source"),
        ("审计依据", "basis"),
        ("违反规范", "basis"),
        ("未闭环原因", "delay_reason"),
        ("延期整改原因说明", "delay_reason"),
        ("后续整改计划", "next_step"),
    ],
)
def test_headings_of_programs_are_known_by_how_they_are_put_together(heading: str, field: str) -> None:
    assert field in exact_fields_of(heading)


@pytest.mark.parametrize(
    "heading", ["整改反馈时间", "整改回复日期", "督办负责人", "共同参与单位", "设备类型", "对应问题"]
)
def test_headings_beside_the_work_are_not_those_of_the_work(heading: str) -> None:
    assert {*fields_of(heading)} <= {"category", "title"}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("NC Remark/未关闭项原因说明", "delay_reason"),
        ("Item to Correct/整改措施", "measure"),
        ("Due for open ones/要求关闭时间", "due_on"),
    ],
)
def test_the_chinese_half_of_a_heading_decides_whatever_stands_before_it(heading: str, field: str) -> None:
    assert min(fields_of(heading), key=lambda each: fields_of(heading)[each].rank) == field


def test_what_was_looked_into_is_the_problem_where_only_a_measure_stands_beside_it(read: Read) -> None:
    taken = read("被检查单位,检查内容,整改措施\n甲店,货架无标识,补贴标识\n乙店,台账未登记,补登\n")
    assert facts(taken, "title") == [("货架无标识",), ("台账未登记",)]
    assert "measure" in taken.layout.places

    beside = read("被检查单位,检查内容,存在问题,整改措施\n甲店,标识,货架无标识,补贴标识\n")
    assert facts(beside, "title", "category") == [("货架无标识", "标识")]


def test_what_was_assessed_is_the_problem_beside_a_status_and_days(read: Read) -> None:
    taken = read("编号,所属街办,测评内容,状态,整改期限,治理类型\nA-1,东街,垃圾未清运,待整改,2026-03-06,立即治理\n")

    assert facts(taken, "title", "unit", "mode") == [("垃圾未清运", "东街", Mode.IMMEDIATE)]


def test_the_problem_comes_before_the_case_that_it_is_of(read: Read) -> None:
    assert facts(read("案件名称,风险问题,整改期限\n张某案,笔录未签名,2026-03-05\n"), "title") == [("笔录未签名",)]
    assert facts(read("案件名称,办理情况,责任单位\n张某案,已办结,一所\n"), "title") == [("张某案",)]


def test_a_state_that_each_row_has_comes_before_what_some_rows_tell_of_the_work(read: Read) -> None:
    taken = read("问题,整改情况,记录状态\n栏杆松动,已修复,已关闭\n通道堵塞,,整改中\n")
    assert facts(taken, "status") == [(Status.CLOSED,), (Status.IN_PROGRESS,)]


@pytest.mark.parametrize("heading", ["关联项目ID", "要素编号", "条款号"])
def test_the_number_of_what_a_problem_is_of_numbers_no_problem(read: Read, heading: str) -> None:
    assert "number" not in read(f"{heading},问题,责任人\n8.5,栏杆松动,甲\n7.1,通道堵塞,乙\n").layout.places


@pytest.mark.parametrize(
    ("word", "status"),
    [
        ("待派单", Status.OPEN),
        ("逾期未改", Status.OPEN),
        ("整改完成待审核", Status.SUBMITTED),
        ("已复核", Status.CLOSED),
        ("已指派整改", Status.OPEN),
        ("复核闭环", Status.CLOSED),
        ("验收合格并销号", Status.CLOSED),
        ("已验收通过", Status.CLOSED),
        ("复查不合格", Status.IN_PROGRESS),
    ],
)
def test_words_of_programs_stand_for_a_status(word: str, status: Status) -> None:
    standing = standing_of(word)

    assert standing is not None
    assert standing.status == status


def test_the_day_behind_a_kind_of_deadline_is_the_deadline(read: Read) -> None:
    taken = read("问题,整改时限\n栏杆松动,限期整改(至2026-03-10)\n通道堵塞,限期整改（截至2026年3月20日）\n")

    assert facts(taken, "due_on") == [(date(2026, 3, 10),), (date(2026, 3, 20),)]


def test_what_is_not_crossed_off_is_not_closed_whatever_was_done(read: Read) -> None:
    taken = read("问题,整改状态,销号状态\n栏杆松动,已整改,已销号\n通道堵塞,已整改,未销号\n照明损坏,整改中,未销号\n")

    assert [status for (status,) in facts(taken, "status")][:2] == [Status.CLOSED, Status.SUBMITTED]
    assert facts(taken, "status")[2] != (Status.CLOSED,)


def test_a_state_comes_before_the_share_of_the_work(read: Read) -> None:
    taken = read("问题,办理进度,督办状态\n栏杆松动,100%,待复查\n通道堵塞,60%,跟踪整改\n")

    assert facts(taken, "status") == [(Status.SUBMITTED,), (Status.IN_PROGRESS,)]


def test_the_result_of_the_inspection_is_no_status_beside_one(read: Read) -> None:
    taken = read("不符合项,检查结果,内审状态\n记录缺失,不符合,整改中\n评价未做,不符合,已关闭\n")

    assert facts(taken, "status") == [(Status.IN_PROGRESS,), (Status.CLOSED,)]


def test_a_step_of_the_work_stands_over_its_day_and_its_result(read: Read, workbook: Workbook) -> None:
    rows = [
        ["序号", "排查情况", "", "验收情况", ""],
        ["", "日期", "隐患内容", "日期", "验收人"],
        [1, "2026-03-01", "喷淋头遮挡", "2026-03-04", "王兰"],
    ]
    taken = read(workbook({"台账": rows}, merged=["A1:A2", "B1:C1", "D1:E1"]))

    assert facts(taken, "found_on", "closed_on", "verified_by") == [(date(2026, 3, 1), date(2026, 3, 4), "王兰")]


def test_what_it_was_judged_to_be_is_the_title_and_the_facts_describe_it(read: Read) -> None:
    taken = read("问题定性,事实表述,整改建议\n采购不规范,三份合同未经审批,补办手续\n")

    assert facts(taken, "title", "description") == [("采购不规范", "三份合同未经审批")]


def test_what_was_confirmed_is_open_and_what_was_reported_by_mistake_is_waived(read: Read) -> None:
    taken = read("问题编号,问题描述,最终状态\nA-1,合同无签字,确认\nA-2,记录缺失,误报\nA-3,格式不一,已整改\n")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.WAIVED,), (Status.CLOSED,)]
