"""What headings mean, and how sure that is."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from tests.transfer.taken import CsvFile

from rectify.transfer.headers.layout import lay_out, names_title
from rectify.transfer.read.file import read_sheet
from rectify.transfer.wording.matching import assign, fields_of


def first(heading: str, parent: str = "") -> tuple[str, str] | None:
    """The field that a heading means above all, and how that is known."""
    found = fields_of(heading, parent)
    field = min(found, key=lambda each: found[each].rank, default=None)
    return None if field is None else (field, found[field].how)


@pytest.mark.parametrize(
    ("heading", "parent", "field"),
    [
        *(("姓名", "责任人", "owner"), ("姓名", "牵头领导", "lead"), ("电话", "责任人", None)),
        *(("完成时间", "整改情况", "done_on"), ("日期", "验收", "closed_on"), ("日期", "整改情况", None)),
        *(("计划", "完成时间", "due_on"), ("实际", "完成时间", "done_on"), ("一级", "问题类别", "category")),
        *(("日期", "", "found_on"), ("序号", "", None), ("#", "", None), ("No.", "", None)),
    ],
)
def test_a_heading_and_what_stands_over_it_decide_together(heading: str, parent: str, field: str | None) -> None:
    found = first(heading, parent)

    assert (found[0] if found else None) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        *(("问题或功能要求", "title"), ("Traget Date", "due_on"), ("BOD 22-01 Due Date", "due_on")),
        *(("责任单位（部门）/配合单位", "unit"), ("截至目前整改完成情况", "status"), ("整改期线", None)),
        *(("Room #", "number"), ("存在问题描叙", None), ("评价时间", None), ("Risk Adjustment", None)),
        *(("Status Date", None), ("整改责任人联系电话", None), ("小组意见", None), ("Milestone Changes", None)),
    ],
)
def test_a_heading_that_is_much_like_a_known_one_is_a_guess(heading: str, field: str | None) -> None:
    assert first(heading) == (None if field is None else (field, "spelling"))


@pytest.mark.parametrize("heading", ["Finding #", "Ref #", "CAPA #", "Issue №"])
def test_a_number_sign_means_a_number(heading: str) -> None:
    assert first(heading) == ("number", "synonym")


def read_as(path: Path) -> Mapping[str, tuple[str | None, str]]:
    """How each column of the file is read."""
    layout = lay_out(read_sheet(path, None, partial(names_title, mapping={})), {})
    return {match.column: (match.field, match.how) for match in layout.matches}


def test_words_for_a_status_make_a_status_where_the_heading_hints_at_one(csv_file: CsvFile) -> None:
    found = read_as(csv_file("问题,单位,本月状态说明\na,东,整改中\nb,西,已整改\nc,西,\n"))

    assert found["本月状态说明"] == ("status", "content")


def test_true_and_false_make_no_status(csv_file: CsvFile) -> None:
    assert read_as(csv_file("title,unit,Completed scan\na,x,TRUE\nb,y,FALSE\n"))["Completed scan"] == (None, "extra")


def test_a_completion_that_holds_yes_and_no_is_a_status(csv_file: CsvFile) -> None:
    assert read_as(csv_file("问题,单位,整改完成\na,东,是\nb,西,否\n"))["整改完成"] == ("status", "content")


def test_days_under_a_heading_of_a_limit_are_deadlines(csv_file: CsvFile) -> None:
    found = read_as(csv_file("问题,单位,上级限定日\na,东,2026-05-01\nb,西,2026年5月底前\n"))

    assert found["上级限定日"] == ("due_on", "content")


def test_different_codes_in_the_first_column_are_numbers(csv_file: CsvFile) -> None:
    text = "Aktenzeichen,title,unit\nCA-001,a,x\nCA-002,b,x\nCA-003,c,y\n"

    assert read_as(csv_file(text))["Aktenzeichen"] == ("number", "content")
    assert read_as(csv_file(text.replace("CA-002", "CA-001")))["Aktenzeichen"] == (None, "extra")


def test_the_longest_sentences_are_the_title_where_no_heading_names_it(csv_file: CsvFile) -> None:
    rows = "CA-1,lamps grow dark and nobody looks,Li,2026-05-01\nCA-2,doors are blocked by boxes,Wang,2026-05-01\n"
    found = read_as(csv_file(f"ref,why,owner,due\n{rows}CA-3,the alarm was never tested,Li,2026-06-01\n"))

    assert found["why"] == ("title", "content")


def test_what_is_to_be_done_is_the_title_where_no_column_tells_what_is_wrong(csv_file: CsvFile) -> None:
    found = read_as(csv_file("序号,模块,修改要求,修改责任人\n1,首页,增加查询,李敏\n2,报表,导出,王芳\n"))

    assert found["修改要求"] == ("title", "synonym")


def test_a_heading_in_two_languages_names_nothing_where_it_is_longer_than_any() -> None:
    assert "owner" in fields_of("Owner of it/责任人")
    assert fields_of("Owner" + " of it" * 40 + "/责任人") == {}


@pytest.mark.parametrize(("further", "fields"), [(10, {"title", "due_on"}), (600, {"title"})])
def test_among_more_columns_than_a_list_has_none_is_taken_for_a_misspelled_one(further: int, fields: set[str]) -> None:
    headings = [*enumerate(["Finding", "Traget Date", *(f"reading {at}" for at in range(further))])]

    assert {*assign(headings, {}, {}, set())} == fields
