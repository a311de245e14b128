"""Columns of Chinese lists whose headings promise more than their cells hold."""

from datetime import date

import pytest
from tests.transfer.taken import Read, facts

from rectify.domain.problem import Status

# The severity, the title and the status.


@pytest.mark.parametrize(
    "header",
    [
        "问题,配合度,责任人",
        "问题,整改难度等级,满意度",
        "问题,工作质量,责任人",
        "Finding,Evidence Quality,Owner",
        "问题,满意程度,责任人",
    ],
)
def test_what_is_high_or_low_is_no_severity_whatever_its_heading(read: Read, header: str) -> None:
    taken = read(f"{header}\n栏杆松动,高,低\n通道堵塞,中,高\n照明损坏,低,中\n")

    assert facts(taken, "severity") == [(None,)] * 3


def test_a_heading_somewhat_like_a_severity_is_one_where_its_cells_are(read: Read) -> None:
    taken = read("问题,可致后果的轻重,责任人\n栏杆松动,高,王兰\n通道堵塞,中,王兰\n照明损坏,低,王兰\n")

    assert facts(taken, "severity") == [("high",), ("medium",), ("low",)]


@pytest.mark.parametrize("beside", ["推进中遇到的困难问题", "环保问题"])
def test_the_task_is_the_title_where_its_difficulties_are_told_of_some(read: Read, beside: str) -> None:
    taken = read(f"重点任务,{beside},责任单位\n建污水厂,,住建局\n改造小区,资金不足,城管局\n")

    assert facts(taken, "title") == [("建污水厂",), ("改造小区",)]
    assert taken.rows[1].extra == {beside: "资金不足"}


def test_rows_that_go_on_with_a_problem_leave_its_column_the_title(read: Read) -> None:
    taken = read("序号,环保问题,工作任务\n1,雨污未分流,改造管网\n,,清理沟渠\n2,扬尘,洒水\n")

    assert facts(taken, "title") == [("雨污未分流",), ("扬尘",)]


def test_a_step_is_the_status_where_its_cells_say_so(read: Read) -> None:
    assert facts(read("问题,当前环节\n栏杆松动,已办结\n通道堵塞,整改中\n"), "status") == [
        (Status.CLOSED,),
        (Status.IN_PROGRESS,),
    ]
    taken = read("问题,问题环节,风险状况,状态\n缺验收单,验收,高风险,已销号\n未盖章,采购,低风险,已销号\n")
    assert facts(taken, "status") == [(Status.CLOSED,), (Status.CLOSED,)]


# Days of a later look.


@pytest.mark.parametrize("heading", ["复查日期", "核查时间", "复验日期"])
def test_a_look_closes_nothing_where_no_status_says_so(read: Read, heading: str) -> None:
    taken = read(f"问题,整改时限,{heading}\n栏杆松动,2026-03-01,2026-03-10\n通道堵塞,2099-03-01,2099-03-10\n")

    assert facts(taken, "closed_on", "due_on") == [(None, date(2026, 3, 1)), (None, date(2099, 3, 1))]
    assert [row.facts.get("status", Status.OPEN) for row in taken.rows] == [Status.OPEN, Status.OPEN]
    assert [row.reasons for row in taken.rows] == [[], []]
    assert [row.extra for row in taken.rows] == [{heading: "2026-03-10"}, {heading: "2099-03-10"}]


def test_a_look_is_the_day_of_closing_of_what_is_closed_and_of_nothing_else(read: Read) -> None:
    taken = read("问题,隐患状态,复查日期\na,关闭,2026-03-10\nb,整改中,2099-03-10\nc,,2026-03-11\n")

    assert facts(taken, "status", "closed_on") == [
        (Status.CLOSED, date(2026, 3, 10)),
        (Status.IN_PROGRESS, None),
        (Status.OPEN, None),
    ]
    assert [row.extra.get("复查日期") for row in taken.rows] == [None, "2099-03-10", "2026-03-11"]
    assert [row.reasons for row in taken.rows] == [[], [], []]


def test_the_day_of_closing_is_read_from_a_column_beside_that_of_a_look(read: Read) -> None:
    taken = read("问题,复查日期,销号日期\na,2026-03-10,2026-03-12\nb,2026-03-10,\n")

    assert facts(taken, "status", "closed_on") == [(Status.CLOSED, date(2026, 3, 12)), (Status.OPEN, None)]


def test_a_look_closes_where_somebody_says_that_it_does(read: Read) -> None:
    taken = read("问题,复查日期\na,2026-03-10\n", mapping={"复查日期": "closed_on"})

    assert facts(taken, "status", "closed_on") == [(Status.CLOSED, date(2026, 3, 10))]
