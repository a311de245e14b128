"""What stands among the rows of a list and is no problem, told from problems that are worded alike."""

from typing import Any

import pytest
from tests.transfer.taken import Read


def titles(taken: Any) -> list[str]:
    return [row.facts["title"] for row in taken.rows]


@pytest.mark.parametrize(
    ("header", "row", "title"),
    [
        ("序号,问题,责任人,整改期限", "2,明细账金额不等于合计,李敏,2026-12-31", "明细账金额不等于合计"),
        ("编号,问题,责任单位", "A-2,账实总计,财务科", "账实总计"),
        ("编号,问题,数量", "A-2,费用超标准累计(超预算),3", "费用超标准累计(超预算)"),
        ("问题,责任人", "费用漏记累计,王兰", "费用漏记累计"),
        ("问题,备注", "分表汇入合计,已两次提醒", "分表汇入合计"),
        ("问题,整改期限", "明细账错记总计,2026-12-31", "明细账错记总计"),
        ("问题,责任人,整改期限", "合计,王兰,2026-12-31", "合计"),
    ],
)
def test_a_problem_that_ends_like_a_total_is_read(read: Read, header: str, row: str, title: str) -> None:
    assert titles(read(f"{header}\n{row}\n")) == [title]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("单位,问题,数量", "甲镇小计,,2"),
        ("单位,问题,数量", "甲镇,小计,2"),
        ("单位,问题,数量", ",合计,已整改12项"),
        ("序号,问题,责任人", "合计,共3项,"),
        ("序号,问题,数量", "9,合计,12"),
        ("问题,数量,责任人", "甲镇问题小计,2,/"),
        ("问题,数量,责任人", "全县总计：12项,,"),
    ],
)
def test_a_total_with_nothing_but_figures_beside_is_left_out(read: Read, header: str, row: str) -> None:
    taken = read(f"{header}\n{row}\n")

    assert titles(taken) == []
    assert taken.remarks == ["Row 2: A note, a total or a signature, no problem; it was left out."]


@pytest.mark.parametrize(
    "title",
    ["记录：巡检记录缺失三次", "审核：未按计划开展内审", "主管：缺位", "验收单签字：缺少监理", "第3页数据与台账不符"],
)
def test_a_problem_that_begins_like_a_signature_is_read(read: Read, title: str) -> None:
    assert titles(read(f"问题,责任人,整改期限\n{title},王兰,2026-12-31\n")) == [title]
    assert titles(read(f"问题,整改措施,责任单位\n{title},,安监科\n")) == [title]


@pytest.mark.parametrize(
    "row",
    [
        "填表人：王兰  审核人：李敏  2026-03-01,,",
        "填表人：王兰,审核人：李敏,2026-03-01",
        "填表人：王兰,,2026-03-01",
        "制表：王兰,,2026-03-01",
        "记录：王兰,审核：李敏,2026-03-01",
        "负责人签字：,,2026-03-01",
        "记录：,,2026-03-01",
        "记录：王兰,,",
        "第 3 页 共 5 页,,2026-03-01",
    ],
)
def test_a_signature_below_a_list_is_left_out_with_its_day(read: Read, row: str) -> None:
    assert titles(read(f"问题,责任人,整改期限\n标识缺失,王兰,2026-12-31\n{row}\n")) == ["标识缺失"]
