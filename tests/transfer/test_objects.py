"""JSON as programs export it."""

import json
from datetime import date

import pytest
from tests.transfer.taken import CsvFile, Read

from rectify.domain.columns import ROW
from rectify.domain.problem import Status
from rectify.errors import InvalidInput
from rectify.transfer.read.objects import read_objects


def test_an_array_under_any_key_is_the_list(read: Read, csv_file: CsvFile) -> None:
    text = """{"meta": {"pages": [{"n": 1}]}, "data": {"findings": [
        {"ref": "X-1", "title": "Lamp", "owner": {"name": "Li"}, "due_date": "2026-05-01", "tags": ["a", "b"]},
        {"ref": "X-2", "title": "Door", "status": "IN_PROGRESS", "score": 7.5, "due_date": null}]}}"""
    lamp, door = read(csv_file(text, "list.json")).rows

    assert (lamp.facts["number"], lamp.facts["owner"], lamp.facts["due_on"]) == ("X-1", "Li", date(2026, 5, 1))
    assert lamp.extra == {"tags": "a\nb"}
    assert (door.facts["status"], door.facts["due_on"], door.extra) == (Status.IN_PROGRESS, None, {"score": "7.5"})


def test_an_object_on_each_line_is_a_row(csv_file: CsvFile) -> None:
    grid = read_objects(csv_file('{"id": 1, "title": "a"}\n\n{"id": 2, "due": "x"}\n', "list.jsonl"))

    assert [list(row.cells) for row in grid.rows] == [["id", "title", "due"], [1, "a", ""], [2, "", "x"]]


@pytest.mark.parametrize("text", ['{"a": 1}', "[1, 2]", '{"a": {"b": []}}', '{"a":' * 20_000 + "1" + "}" * 20_000])
def test_json_without_a_list_of_objects_is_refused(csv_file: CsvFile, text: str) -> None:
    with pytest.raises(InvalidInput, match="holds no list of objects"):
        read_objects(csv_file(text, "list.json"))


def test_damaged_json_is_refused_with_its_line(csv_file: CsvFile) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_objects(csv_file('[{"id": 1},\n {"id": 2]', "list.json"))

    assert str(refused.value).startswith("list.json, line 2: this is no JSON (")


def test_numbers_without_end_stay_as_they_are_written(read: Read, csv_file: CsvFile) -> None:
    long = "9" * 5000
    text = f'[{{"title": "Lamp", "due": 1e999, "a": {long}, "b": NaN}}]'
    rows = read_objects(csv_file(text, "list.json")).rows

    assert rows[1].cells == ["Lamp", "1e999", long, "NaN"]


def test_objects_in_a_list_of_rectify_itself_stay_as_they_are(csv_file: CsvFile) -> None:
    row = dict.fromkeys(ROW) | {"number": "2026-0001", "title": "Lamp", "extra": {"Room": "7", "status": "x"}}
    grid = read_objects(csv_file(json.dumps([row]), "list.json"))

    assert [*grid.rows[0].cells] == [*ROW]


def test_keys_in_an_object_take_the_place_of_no_other_key(read: Read, csv_file: CsvFile) -> None:
    text = (
        '[{"title": "Lamp", "due date": "2026-12-31", "due": {"date": "2027-01-31", "reason": "parts"}},'
        ' {"title": "Door", "state": {"status": "open"}, "check": {"status": "passed"}}]'
    )
    grid = read_objects(csv_file(text, "list.json"))
    lamp, _door = read(csv_file(text, "list.json")).rows

    assert lamp.facts["due_on"] == date(2026, 12, 31)
    assert [list(row.cells) for row in grid.rows] == [
        ["title", "due date", "due date 2", "due reason", "status", "check status"],
        ["Lamp", "2026-12-31", "2027-01-31", "parts", "", ""],
        ["Door", "", "", "", "open", "passed"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"title": {"0": "Lamp", "1": "Door"}, "status": {"0": "Open", "1": "Closed"}}',
        '{"title": ["Lamp", "Door"], "status": ["Open", "Closed"]}',
    ],
)
def test_a_table_written_column_by_column_is_read(read: Read, csv_file: CsvFile, text: str) -> None:
    rows = read(csv_file(text, "list.json")).rows

    assert [(row.facts["title"], row.facts["status"]) for row in rows] == [
        ("Lamp", Status.OPEN),
        ("Door", Status.CLOSED),
    ]


def test_what_a_scanner_found_is_read_beside_its_rules(read: Read, csv_file: CsvFile) -> None:
    text = """{"runs": [{"tool": {"rules": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]}, "results": [
        {"ruleId": "a", "level": "error", "message": {"text": "Input flows to the page"}}]}]}"""

    assert [row.facts["title"] for row in read(csv_file(text, "list.json")).rows] == ["Input flows to the page"]


def test_values_and_lists_are_read_out_of_what_programs_wrap_around_them(read: Read, csv_file: CsvFile) -> None:
    text = """[{"_id": {"$oid": "64af"}, "title": "Lamp", "dueDate": {"$date": {"$numberLong": "1782777600000"}},
        "created": "/Date(1767225600000)/", "assignees": {"nodes": [{"login": "ana"}]}}]"""
    (lamp,) = read(csv_file(text, "list.json")).rows

    assert (lamp.facts["due_on"], lamp.facts["found_on"], lamp.facts["owner"]) == (
        date(2026, 6, 30),
        date(2026, 1, 1),
        "ana",
    )


def test_lists_under_words_for_a_status_are_one_list_with_these_words(read: Read, csv_file: CsvFile) -> None:
    text = '{"todo": [{"id": "K1", "title": "Rail loose"}], "blocked": [], "done": [{"id": "K3", "title": "Lamp out"}]}'

    assert [(row.facts["title"], row.facts["status"]) for row in read(csv_file(text, "list.json")).rows] == [
        ("Rail loose", Status.OPEN),
        ("Lamp out", Status.CLOSED),
    ]
