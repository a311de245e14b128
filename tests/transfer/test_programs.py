"""Lists as programs for inspections, risks and meetings write them."""

import pytest
from tests.transfer.taken import Read, facts

from rectify.domain.problem import Status
from rectify.transfer.wording.legends import legend_of
from rectify.transfer.wording.matching import exact_fields_of, fields_of
from rectify.transfer.wording.ranks import severity_of


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("检验描述", "title"),
        ("失效现象", "title"),
        ("Task Description", "title"),
        ("Test Failure", "title"),
        ("案件来源", "source"),
        ("质检来源", "source"),
        ("Meeting Title", "source"),
        ("案件类别", "category"),
        ("违反的审核依据内容及条款号", "basis"),
        ("审核准则", "basis"),
        ("填报日期", "found_on"),
        ("形成时间", "found_on"),
        ("复审结果", "status"),
        ("复审日期", "closed_on"),
        ("核实人", "verified_by"),
        ("下次复查", "next_review_on"),
        ("延长原因", "delay_reason"),
        ("Action Item", "measure"),
        ("Action points", "measure"),
        ("Management Comment", "measure"),
        ("审计建议", "measure"),
        ("督办创建日期", "found_on"),
        ("整改截至日期", "due_on"),
        ("Plan Date", "due_on"),
    ],
)
def test_headings_of_programs_are_known(heading: str, field: str) -> None:
    assert field in exact_fields_of(heading)


@pytest.mark.parametrize(
    "heading", ["签收时间", "提醒日期", "审批时间", "投标日期", "管理状态", "过期日期", "开工单位"]
)
def test_another_word_of_one_other_sign_is_not_taken_for_a_misspelling(heading: str) -> None:
    assert fields_of(heading) == {}


def test_a_sign_that_is_typed_like_the_right_one_is_a_misspelling() -> None:
    assert "due_on" in fields_of("整该期限")
    assert "unit" in fields_of("整改责认单位")


@pytest.mark.parametrize(
    ("heading", "legend"),
    [
        ("状态（待提交 0/待审核 1）", {"0": "待提交", "1": "待审核"}),
        ("状态(待整改=1,已整改=2)", {"1": "待整改", "2": "已整改"}),
        ("整改完成情况 0. 未整改 1.已整改", {"0": "未整改", "1": "已整改"}),
        ("整改期限2026年12月", {}),
        ("问题描述2", {}),
    ],
)
def test_codes_stand_before_their_words_or_behind_them(heading: str, legend: dict[str, str]) -> None:
    assert legend_of(heading) == legend


def test_codes_that_the_heading_explains_tell_the_status_before_a_share_of_the_work(read: Read) -> None:
    rows = "门坏,50%,2\n灯坏,100%,4\n窗坏,0%,5\n"
    taken = read(f"隐患描述,整改进度,状态（待提交 0/待审核 1/待处理 2/退回 3/已处理 4/作废 5）\n{rows}")

    assert facts(taken, "status") == [(Status.OPEN,), (Status.CLOSED,), (Status.WAIVED,)]


def test_codes_under_a_heading_where_others_write_sentences_tell_the_status(read: Read) -> None:
    taken = read("存在隐患,整改完成情况 0. 未整改 1.已整改 2.整改延期\n阀门渗漏,1\n液位计失灵,0\n防腐层脱落,2\n")

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,), (Status.IN_PROGRESS,)]


def test_headings_explain_codes_of_sources_categories_and_ranks_too(read: Read) -> None:
    heading = "具体问题,来源 1 巡视 2 专项检查,隐患类别(1:消防;2:用电),隐患等级(1:一般;2:重大)"
    taken = read(f"{heading},整改方式(1:立行立改;2:限期整改)\n灭火器过期,1,1,2,1\n私拉电线,2,2,1,\n")

    assert facts(taken, "source", "category", "severity") == [("巡视", "消防", "high"), ("专项检查", "用电", "low")]
    assert facts(taken, "mode") == [("immediate",), (None,)]


def test_what_waits_for_its_acceptance_from_the_first_day_on_is_as_far_as_the_work_is(read: Read) -> None:
    taken = read("问题描述,验证状态,状态\n书写不全,待验证,进行中\n会诊超时,待验证,已完成\n记录迟,已验证,已完成\n")

    assert facts(taken, "status") == [(Status.IN_PROGRESS,), (Status.SUBMITTED,), (Status.CLOSED,)]


@pytest.mark.parametrize(
    "heading", ["Actual / Forecast Closure Date", "Planned/Actual Completion Date", "计划/实际完成时间"]
)
def test_days_that_may_be_past_or_still_to_come_are_no_days_of_completion(heading: str) -> None:
    assert fields_of(heading) == {}


def test_what_nobody_looked_at_is_open_until_the_day_is_told_on_which_it_was_done(read: Read) -> None:
    taken = read("问题,实际完成时间,复查结果\n蜂窝,2026-01-04,未复查\n裂缝,,未复查\n渗漏,2026-01-05,合格\n")
    without = read("问题,复查结果\n蜂窝,未复查\n渗漏,合格\n")

    assert facts(taken, "status") == [(Status.SUBMITTED,), (Status.OPEN,), (Status.CLOSED,)]
    assert facts(without, "status") == [(Status.SUBMITTED,), (Status.CLOSED,)]


def test_the_original_date_counts_where_no_revised_one_stands(read: Read) -> None:
    taken = read("Issue,Original date,Revised date\nLeavers paid,2026-08-31,\nNo tender,2026-06-30,2026-12-31\n")

    assert [str(day) for (day,) in facts(taken, "due_on")] == ["2026-08-31", "2026-12-31"]


def test_a_sign_over_counted_rows_numbers_no_problem(read: Read) -> None:
    counted = read("#,Comment,Closed?\n1,Scope is unclear,Yes\n2,Wrong table,No\n")
    coded = read("#,Comment,Closed?\nC-1,Scope is unclear,Yes\nC-2,Wrong table,No\n")

    assert facts(counted, "number") == [(None,), (None,)]
    assert facts(coded, "number") == [("C-1",), ("C-2",)]


def test_a_type_that_ranks_is_the_severity(read: Read) -> None:
    ranked = read("Finding,Type (Maj/Min/OFI)\nNo labels,Min\nNo calibration,Maj\nOld matrix,OFI\nNo plan,Min\n")
    typed = read("Finding,Type\nNo labels,Safety\nNo calibration,Quality\nOld matrix,Quality\n")

    assert facts(ranked, "severity") == [("low",), ("high",), ("OFI",), ("low",)]
    assert facts(typed, "category") == [("Safety",), ("Quality",), ("Quality",)]


def test_numbers_that_others_begin_with_head_a_section(read: Read) -> None:
    rows = "1,资金活动,,\n1.1,对账单未复核,财务部,已完成\n1.2,支票未登记,财务部,进行中\n2,采购,,\n"
    taken = read(f"编号,缺陷描述,责任部门,整改状态\n{rows}2.1,资料不全,采购部,未开始\n")

    assert facts(taken, "number", "category") == [("1.1", "资金活动"), ("1.2", "资金活动"), ("2.1", "采购")]


@pytest.mark.parametrize("text", ["2026年度", "2026年全年"])
def test_a_whole_year_ends_with_its_last_day(read: Read, text: str) -> None:
    assert str(read(f"问题,整改时限\n学习不深入,{text}\n").facts["due_on"]) == "2026-12-31"


def test_the_days_of_an_investigation_are_not_those_of_the_work(read: Read) -> None:
    head = (
        "CAPA #,Title,Initiated,Investigation due,Investigation completed,Implementation due,Implementation completed"
    )
    taken = read(f"{head}\nC-1,Label mix-up,2026-01-02,2026-01-20,2026-01-19,2026-02-28,\n")

    days = facts(taken, "found_on", "due_on", "done_on")[0]
    assert [day and day.isoformat() for day in days] == ["2026-01-02", "2026-02-28", None]


def test_what_is_said_of_the_work_does_not_describe_the_problem(read: Read) -> None:
    taken = read("问题描述,整改状态,整改情况说明\n超标准列支,部分整改,已收回一半\n")

    assert "description" not in taken.layout.places
    assert taken.rows[0].extra == {"整改情况说明": "已收回一半"}


@pytest.mark.parametrize(
    ("word", "code"), [("Highest", "critical"), ("极高", "critical"), ("较低", "low"), ("SEV2", "high")]
)
def test_ranks_of_more_steps_than_four_are_severities(word: str, code: str) -> None:
    assert severity_of(word) == code


def test_what_is_ticked_in_a_form_ranks_and_sorts(read: Read) -> None:
    head = "不符合事实,严重程度,问题类别,整改类型"
    rows = "供方未评价,□严重 ☑一般,☑采购 □生产,□立行立改 ☑限期整改\n首检缺失,☑严重 □一般,□采购 □生产,\n"
    taken = read(f"{head}\n{rows}")

    assert facts(taken, "severity", "category", "mode") == [("low", "采购", "dated"), ("critical", None, None)]


def test_the_single_task_is_the_problem_where_the_one_above_it_is_written_again(read: Read) -> None:
    taken = read("重点任务,具体任务,牵头单位\n营商环境,压减时限,审批局\n营商环境,一网通办,大数据局\n")
    plain = read("重点任务,具体任务,牵头单位\n营商环境,压减时限,审批局\n民生实事,改造小区,住建局\n")

    assert facts(taken, "title") == [("压减时限",), ("一网通办",)]
    assert facts(plain, "title") == [("营商环境",), ("民生实事",)]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("What is the problem?", "title"),
        ("Please describe the safety issue you found", "title"),
        ("Who is responsible for fixing it?", "owner"),
        ("By when should it be fixed?", "due_on"),
        ("When was it found?", "found_on"),
        ("Is it fixed?", "status"),
        ("What should be done to fix it?", "measure"),
        ("Which department is it in?", "unit"),
        ("1、您发现的问题是？", "title"),
        ("2、问题所在部门", "unit"),
        ("（3）请填写整改责任人", "owner"),
        ("4. Due date", "due_on"),
    ],
)
def test_forms_ask_for_what_lists_name(heading: str, field: str) -> None:
    assert field in exact_fields_of(heading)


@pytest.mark.parametrize("heading", ["Where is it?", "Who found it?", "When does the shop open?", "您的年龄是？"])
def test_other_questions_ask_for_nothing_here(heading: str) -> None:
    assert exact_fields_of(heading) == {}


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("Fri 06/11/2026", "Mon 07/12/2026"), ["2026-11-06", "2026-12-07"]),
        (("Wed 03/04/2026", "Fri 11/06/2026"), ["2026-03-04", "2026-11-06"]),
        (("Fri 06/11/26", "Mon 07/12/26"), ["2026-11-06", "2026-12-07"]),
    ],
)
def test_the_day_of_the_week_proves_the_order(read: Read, cells: tuple[str, str], days: list[str]) -> None:
    taken = read(f"Finding,Due\nLamp is broken,{cells[0]}\nDoor jams,{cells[1]}\n")

    assert [str(day) for (day,) in facts(taken, "due_on")] == days


def test_initials_behind_a_day_do_not_hide_it(read: Read) -> None:
    taken = read("Hazard,By when,Done (date & sign)\nSlippery floor,15-Jan-2026,12-Jan-2026 JK\n")

    assert str(taken.facts["done_on"]) == "2026-01-12"


def test_months_of_what_is_not_finished_are_deadlines(read: Read) -> None:
    taken = read(
        "Recommendation,Completion date,Status\nPublish policy,Mar 2027,Amber\nTrain staff,Jun 2026,Complete\n"
    )

    assert [str(day) for (day,) in facts(taken, "due_on")] == ["2027-03-31", "2026-06-30"]


def test_a_yes_to_another_question_is_no_status(read: Read) -> None:
    other = read("问题描述,是否已导出\n无法连接,是\n")
    asked = read("问题描述,是否已经彻底整改好\n无法连接,是\n")

    assert "status" not in other.layout.places
    assert facts(asked, "status") == [(Status.CLOSED,)]


def test_the_demand_that_is_not_met_is_the_problem_of_a_checklist(read: Read) -> None:
    head = "Section,Control Point,Requirement,Compliant (Y/N),Corrective Action"
    taken = read(
        f"{head}\nSite,AF 1.1,Risks are assessed,Y,None required\nRecords,AF 2.1,Records are kept,N,Find them\n"
    )

    assert facts(taken, "title", "status") == [("Risks are assessed", Status.CLOSED), ("Records are kept", Status.OPEN)]
    assert [row.measures for row in taken.rows] == [("None required",), ("Find them",)]


def test_a_task_comes_before_its_description(read: Read) -> None:
    taken = read("Task,Task Description,Owner\nCall the plumber,The tap in room 3 drips since May,Li\n")

    assert facts(taken, "title", "description") == [("Call the plumber", "The tap in room 3 drips since May")]


def test_a_risk_is_called_by_its_name_and_told_by_its_description(read: Read) -> None:
    taken = read("风险名称,风险描述,整改措施\n弱口令,管理员口令过弱,改密\n")

    assert facts(taken, "title", "description") == [("弱口令", "管理员口令过弱")]
    assert facts(read("风险描述,整改措施\n管理员口令过弱,改密\n"), "title") == [("管理员口令过弱",)]


def test_what_kind_of_defect_it_is_names_it_where_nothing_else_does(read: Read) -> None:
    taken = read("缺陷发现时间,设备缺陷地点,设备缺陷类型,状态\n2026-10-01,1号站台,扶梯故障,未销号\n")

    assert facts(taken, "title", "category") == [("扶梯故障", None)]


def test_the_number_of_a_device_numbers_no_problem(read: Read) -> None:
    taken = read("装置编号,检验描述\nZ1,压力表超期\nZ2,安全阀泄漏\n")

    assert facts(taken, "number", "title") == [(None, "压力表超期"), (None, "安全阀泄漏")]


def test_a_column_much_like_one_for_a_unit_and_a_person_is_read_as_both(read: Read) -> None:
    taken = read("问题,整体牵头部门/负责人\n学习不深入,办公室/张敏\n")

    assert facts(taken, "unit", "owner") == [("办公室", "张敏")]


def test_a_day_that_does_not_exist_is_named_as_it_is_written(read: Read) -> None:
    taken = read("Finding,Due\nLamp is broken,25/10/2026\nDoor jams,32/13/2026\n")

    assert taken.rows[1].reasons == ["Due: “32/13/2026” is not a day of the calendar."]
