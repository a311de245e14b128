"""Chinese offices' lists: words for how far they are, and headings that say in brackets which day is meant."""

import json
from datetime import date

import pytest
from tests.transfer.taken import CsvFile, Read, Workbook, facts, refusal

from rectify.domain.problem import Mode, Status
from rectify.transfer.read.objects import pieces
from rectify.transfer.wording.matching import exact_fields_of
from rectify.transfer.wording.words import standing_of


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.OPEN, "新 超期未办 到期未整改 未开工 未摘牌 待签收 列入计划"),
        (
            Status.IN_PROGRESS,
            "正在注浆 执行中 在办 仍在整改 复查不通过 整改未通过 二次整改中 整改完成80% 已基本整改到位 有力推进",
        ),
        (Status.SUBMITTED, "待有效性评价 待销项 待一级审批 初审通过 建议销号 待确认关闭"),
        (Status.CLOSED, "有效，关闭 正常办结 已摘牌 整改合格 已全部完工 已整改到位并销号 验证关闭 终审通过"),
        (Status.SUSTAINED, "长期整改中"),
        (Status.WAIVED, "已忽略"),
    ],
)
def test_words_that_offices_put_together_stand_for_a_status(status: Status, words: str) -> None:
    standings = {word: standing_of(word) for word in words.split()}

    assert {word: standing.status if standing else None for word, standing in standings.items()} == dict.fromkeys(
        words.split(), status
    )


@pytest.mark.parametrize("word", ["有效，未关闭", "建议整改", "暂不修复"])
def test_words_that_leave_a_doubt_stand_for_no_status(word: str) -> None:
    assert standing_of(word) is None


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(("整改时间（要求）", "due_on"), ("整改完成时间（计划）", "due_on"), ("整改完成时间（实际）", "done_on")),
        *(("预计结束", "due_on"), ("完成时间要求", "due_on"), ("摘牌时间", "closed_on"), ("入户时间", "found_on")),
        *(("责任股室", "unit"), ("责任站所", "unit"), ("验收责任单位", "verified_by"), ("主管副局长", "lead")),
        *(("查摆方面", "category"), ("定级", "severity"), ("会议名称", "source"), ("隐患流水号", "number")),
    ],
)
def test_headings_of_offices_are_known(heading: str, field: str) -> None:
    assert field in exact_fields_of(heading)


def test_a_day_on_which_work_was_done_that_failed_the_look_is_no_deadline(read: Read) -> None:
    taken = read(
        "存在隐患,整改完成时间,复查时间,复查结果\n"
        "通道堵塞,2026-03-02,2026-03-03,合格\n护罩缺失,2026-03-05,2026-03-06,不合格\n无漏保,,,\n"
    )

    assert facts(taken, "due_on", "done_on") == [
        (None, date(2026, 3, 2)), (None, date(2026, 3, 5)), (None, None),
    ]  # fmt: skip


def test_lasting_work_that_begins_today_has_no_date(read: Read) -> None:
    taken = read("问题,完成时限\n检查扎堆,即日起长期坚持\n", name="2026年清单.csv")

    assert (taken.facts["due_on"], taken.facts["mode"]) == (None, Mode.SUSTAINED)


def test_words_for_nobody_are_no_owner_and_are_kept(read: Read) -> None:
    taken = read("问题,指派给,状态\n文案错字,Closed,已关闭\n图标错位,未指派,新\n页面白屏,张三,处理中\n")

    assert facts(taken, "owner") == [(None,), (None,), ("张三",)]
    assert taken.rows[0].extra == {"指派给": "Closed"}


def test_what_happened_is_the_problem_where_only_a_measure_stands_beside_it(read: Read) -> None:
    taken = read("编号,基本情况,化解措施,责任人\nM-1,拖欠工资,约谈,甲\nM-2,补偿分歧,调解,乙\n")

    assert facts(taken, "title") == [("拖欠工资",), ("补偿分歧",)]


def test_a_text_that_names_each_fact_on_a_line_of_its_own_is_no_list(workbook: Workbook) -> None:
    lines = [
        "整改措施清单",
        "一、管网不完善。",
        "责任单位：甲市",
        "整改时限：2026年底前",
        "整改目标：补齐短板",
        "1.排查。",
    ]

    assert "no list" in refusal(workbook({"S": [[line] for line in lines]}))


def test_the_last_look_that_is_filled_tells_the_status(read: Read, workbook: Workbook) -> None:
    rows = [
        ["单位", "存在问题", "第一次复查", "", "第二次复查", ""],
        ["", "", "日期", "结果", "日期", "结果"],
        ["甲宾馆", "疏散门上锁", "2026-03-09", "未整改", "2026-03-16", "已整改"],
        ["乙商场", "喷淋损坏", "2026-03-16", "未整改", "", ""],
        ["丙网吧", "无消防员", "", "", "", ""],
    ]
    taken = read(workbook({"S": rows}, merged=["A1:A2", "B1:B2", "C1:D1", "E1:F1"]))

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,), (Status.OPEN,)]


def test_a_second_look_comes_after_the_one_that_is_not_counted(read: Read) -> None:
    taken = read("存在问题,复查结果,再次复查结果\n门锁闭,不合格,合格\n灯不亮,合格,\n阀漏水,不合格,\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.CLOSED,), (Status.OPEN,)]


def test_forms_one_under_another_are_refused(read: Read, workbook: Workbook) -> None:
    form = [["问题", "管网不完善"], ["责任单位", "甲市"], ["整改时限", "2026年6月底前"], ["整改措施", "排查"]]

    assert "form" in refusal(workbook({"S": [["任务清单", ""], *form, *form, *form]}))


def test_names_beside_offices_are_those_who_answer(read: Read) -> None:
    named = read("姓名,职务,查摆问题,整改时限\n张三,书记,调研少,2026-12-31\n")
    alone = read("姓名,查摆问题,整改时限\n张三,调研少,2026-12-31\n")

    assert (named.facts["owner"], alone.facts.get("owner")) == ("张三", None)


def test_a_text_inpieces_is_put_together(read: Read, csv_file: CsvFile) -> None:
    rows = [{"问题描述": [{"type": "text", "text": "漏"}, {"type": "text", "text": "水"}], "状态": "进行中"}]
    taken = read(csv_file(json.dumps(rows), name="list.json"))

    assert taken.facts["title"] == "漏水"


def test_measures_that_have_a_text_are_nopieces_of_one() -> None:
    measures = [{"position": 1, "text": "补录", "owner": None}, {"position": 2, "text": "培训", "owner": None}]

    assert [pieces(measures), pieces([{"type": "text", "text": "补"}, {"type": "text", "text": "录"}])] == ["", "补录"]


def test_the_names_of_a_program_of_dangers_are_known(read: Read) -> None:
    taken = read(
        "id,dangerCode,dangerDesc,dutyUnitName,dutyPersonName,reformLimitTime,dangerStatus\n"
        "1,D1,护栏松动,甲公司,张三,2026-03-10,待整改\n2,D2,漏电,乙公司,李四,2026-03-08,已销号\n"
    )

    assert facts(taken, "number", "title", "unit", "owner", "due_on") == [
        ("D1", "护栏松动", "甲公司", "张三", date(2026, 3, 10)),
        ("D2", "漏电", "乙公司", "李四", date(2026, 3, 8)),
    ]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(
            ("供应商名称", "unit"),
            ("违章单位", "unit"),
            ("养护单位", "unit"),
            ("被暗访单位", "unit"),
            ("行政村", "unit"),
        ),
        *(("具体负责同志", "owner"), ("分管领导签字", "lead"), ("验收人签字", "verified_by"), ("任务期限", "due_on")),
        *(
            ("整改结束时间", "done_on"),
            ("处治完成时间", "done_on"),
            ("复查通过时间", "closed_on"),
            ("归档时间", "closed_on"),
        ),
        *(("立项日期", "found_on"), ("违章时间", "found_on"), ("督办进展", "status"), ("改进建议", "measure")),
        *(("行业领域", "category"), ("严重等级", "severity")),
    ],
)
def test_roles_days_and_kinds_that_offices_write_are_known(heading: str, field: str) -> None:
    assert field in exact_fields_of(heading)


def test_what_was_treated_in_the_words_of_road_keepers_is_closed(read: Read) -> None:
    taken = read("病害描述,养护单位,计划处治时间,处治状态\n裂缝,甲所,2026-05-31,处治中\n破损,甲所,2026-03-31,已处治\n")

    assert facts(taken, "unit", "due_on", "status") == [
        ("甲所", date(2026, 5, 31), Status.IN_PROGRESS),
        ("甲所", date(2026, 3, 31), Status.CLOSED),
    ]


def test_what_points_were_lost_for_is_the_problem_beside_a_measure(read: Read) -> None:
    taken = read("科室,失分原因,整改措施,责任人\n骨科,腕带漏戴,培训,甲\n内科,交接漏项,演练,乙\n")

    assert facts(taken, "title") == [("腕带漏戴",), ("交接漏项",)]
