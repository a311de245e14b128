"""What the columns of a file mean."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest
from tests.transfer.taken import CsvFile

from rectify.errors import InvalidInput
from rectify.transfer.headers.layout import lay_out, names_title
from rectify.transfer.outcome import ColumnMatch
from rectify.transfer.read.file import read_sheet
from rectify.transfer.wording.headings import MEASURE_SYNONYMS
from rectify.transfer.wording.matching import FIELDS


def matches(path: Path, mapping: Mapping[str, str] | None = None) -> list[tuple[str, str | None, str]]:
    """How each column of the file is read."""
    fits = partial(names_title, mapping=mapping or {})
    found = lay_out(read_sheet(path, None, fits), mapping or {}).matches
    return [(match.column, match.field, match.how) for match in found]


def refusal(path: Path, mapping: Mapping[str, str] | None = None) -> str:
    """Why the header of the file is not read."""
    with pytest.raises(InvalidInput) as refused:
        lay_out(read_sheet(path, None, partial(names_title, mapping=mapping or {})), mapping or {})
    return str(refused.value)


def test_columns_are_known_by_name_by_synonym_and_else_kept(csv_file: CsvFile) -> None:
    assert matches(csv_file("CA_ID,title,Target Date,Remarks\n")) == [
        ("CA_ID", "number", "synonym"),
        ("title", "title", "name"),
        ("Target Date", "due_on", "synonym"),
        ("Remarks", None, "extra"),
    ]


def test_chinese_columns_are_known_also_with_remarks_and_line_breaks(csv_file: CsvFile) -> None:
    header = '问题编号,问题描述,责任单位（全称）,责任人,"整改\n时限",整改措施,是否完成（是/否）,备注\n'

    assert [field for _column, field, _how in matches(csv_file(header))] == [
        "number",
        "title",
        "unit",
        "owner",
        "due_on",
        "measure",
        "status",
        None,
    ]


def test_a_running_count_is_kept_but_is_no_number(csv_file: CsvFile) -> None:
    assert matches(csv_file("序号,No.,问题\n")) == [
        ("序号", None, "extra"),
        ("No.", None, "extra"),
        ("问题", "title", "synonym"),
    ]


def test_the_better_heading_wins_and_the_other_is_kept_and_told(csv_file: CsvFile) -> None:
    layout = lay_out(read_sheet(csv_file("subject,case_title\n"), None, lambda _cells: True), {})

    assert layout.matches == (ColumnMatch("subject", None, "extra"), ColumnMatch("case_title", "title", "synonym"))
    assert layout.warnings == ("Column subject is kept as it is: Problem is read from column case_title.",)


def test_a_heading_that_lost_the_title_may_be_the_description(csv_file: CsvFile) -> None:
    assert matches(csv_file("问题描述,问题名称\n")) == [
        ("问题描述", "description", "synonym"),
        ("问题名称", "title", "synonym"),
    ]


def test_headings_that_are_alike_are_told_apart(csv_file: CsvFile) -> None:
    assert matches(csv_file("id,title,id,id\n")) == [
        ("id", "number", "synonym"),
        ("title", "title", "name"),
        ("id (2)", None, "extra"),
        ("id (3)", None, "extra"),
    ]


def test_a_column_without_a_heading_is_kept_when_it_holds_anything(csv_file: CsvFile) -> None:
    assert matches(csv_file("title,,\nlamp,,broken\n")) == [("title", "title", "name"), ("column C", None, "extra")]


def test_a_heading_never_steers_a_terminal(csv_file: CsvFile) -> None:
    assert matches(csv_file("title,\x1b[2Jzone\n"))[1] == ("[2Jzone", None, "extra")


def test_a_map_names_the_field_of_a_column(csv_file: CsvFile) -> None:
    header = "id,root cause,when,remarks,steps\n"
    mapping = {"root cause": "title", "when": "due", "remarks": "-", "steps": "measure"}

    assert matches(csv_file(header), mapping) == [
        ("id", "number", "synonym"),
        ("root cause", "title", "map"),
        ("when", "due_on", "map"),
        ("remarks", None, "ignored"),
        ("steps", "measure", "map"),
    ]


@pytest.mark.parametrize(
    ("short", "field"), [("due", "due_on"), ("found", "found_on"), ("done", "done_on"), ("closed", "closed_on")]
)
def test_a_map_takes_short_names_for_dates(csv_file: CsvFile, short: str, field: str) -> None:
    assert matches(csv_file("title,day\n"), {"day": short})[1] == ("day", field, "map")


def test_a_map_outweighs_a_name(csv_file: CsvFile) -> None:
    assert matches(csv_file("title,summary\n"), {"summary": "title"}) == [
        ("title", None, "extra"),
        ("summary", "title", "map"),
    ]


def test_a_column_may_be_mapped_without_its_case_and_blanks(csv_file: CsvFile) -> None:
    assert matches(csv_file("Root  Cause\n"), {"root_cause": "title"}) == [("Root Cause", "title", "map")]


def test_a_map_of_an_unknown_column_lists_the_columns(csv_file: CsvFile) -> None:
    assert refusal(csv_file("id,title\n"), {"cause": "title"}) == (
        "--map: the file has no column cause. Columns: id, title."
    )


def test_a_map_to_an_unknown_field_lists_the_fields(csv_file: CsvFile) -> None:
    said = refusal(csv_file("id,title\n"), {"id": "light"})

    assert said.startswith("--map: light is no field that is imported. Fields: number, title, description, unit,")
    assert said.endswith("next_step, measure, or - to leave the column out.")


def test_two_columns_mapped_to_one_field_are_refused(csv_file: CsvFile) -> None:
    assert refusal(csv_file("a,b\n"), {"a": "title", "b": "title"}) == "--map names two columns for the field title."


def test_without_a_title_the_columns_and_the_way_out_are_named(csv_file: CsvFile) -> None:
    assert refusal(csv_file("ref,colour,due\nCA-1,grey like the wall beside it,2026-05-01\n")) == (
        "list.csv: no column is read as the title of the problem. Columns in row 1: ref, colour, due. "
        'Say which one it is, such as --map "colour=title".'
    )


def test_the_column_with_the_most_letters_is_the_example_of_a_title(csv_file: CsvFile) -> None:
    assert refusal(csv_file("ref,place,seen at,until\nCA-1,Hall,2026-05-01 08:00:00,2026-06-01\n")).endswith(
        'such as --map "place=title".'
    )


def test_a_status_told_in_sentences_is_kept_as_it_is(csv_file: CsvFile) -> None:
    text = "问题,整改情况\n灯坏,已联系厂家，下周来人\n"
    layout = lay_out(read_sheet(csv_file(text), None, lambda _cells: True), {})

    assert layout.matches[1] == ColumnMatch("整改情况", None, "extra")
    assert layout.warnings == ("Column 整改情况 is kept as it is: it holds sentences, no words for a status.",)


def test_the_same_heading_is_a_status_when_it_holds_words_for_one(csv_file: CsvFile) -> None:
    assert matches(csv_file("问题,整改情况\n灯坏,已整改\n门坏,联系中\n"))[1] == ("整改情况", "status", "synonym")


def test_the_reason_of_an_earlier_rejection_is_left_out(csv_file: CsvFile) -> None:
    assert matches(csv_file("title,rejected_reason\n"))[1] == ("rejected_reason", None, "ignored")


def test_a_sheet_looks_like_a_list_when_it_names_or_is_told_the_title() -> None:
    assert names_title(["编号", "问题描述"], {})
    assert names_title(["a", "b"], {"b": "title"})
    assert not names_title(["a", "b"], {"b": "unit"})


def test_every_field_of_measures_and_rows_can_be_mapped_once() -> None:
    assert len(FIELDS) == len(set(FIELDS)) == 22
    assert "整改措施" in MEASURE_SYNONYMS


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        *(("问题", "title"), ("Problem", "title"), ("责任单位", "unit"), ("Due", "due_on"), ("整改时限", "due_on")),
        *(("Found on", "found_on"), ("复核", "next_review_on"), ("Review", "next_review_on"), ("整改措施", "measure")),
    ],
)
def test_a_mapping_may_name_a_field_by_its_heading_in_either_language(
    csv_file: CsvFile, wanted: str, field: str
) -> None:
    sheet = read_sheet(csv_file("title,列\nlamp,x\n"), None, lambda _cells: True)
    mapping = {"列": wanted} | ({"title": "-"} if field == "title" else {})

    assert lay_out(sheet, mapping).places[field] == 1


def test_a_mapping_that_could_name_two_fields_is_refused(csv_file: CsvFile) -> None:
    assert refusal(csv_file("title,列\nlamp,x\n"), {"列": "问题描述"}).startswith(
        "--map: 问题描述 is no field that is imported. Fields: number, title,"
    )
