"""JSON as systems of tickets, scanners and open-data portals write it: objects in objects, tables, lists under keys."""

import json
from datetime import date

from tests.transfer.taken import CsvFile, Read, facts

from rectify.domain.problem import Status
from rectify.transfer.read.objects import read_objects


def test_facts_two_objects_deep_are_read(read: Read, csv_file: CsvFile) -> None:
    found = {
        "title": "Lamp",
        "workflow": {
            "state": {"label": "In Progress", "code": 2},
            "dates": {"due": "2026-05-01", "raised": "2026-04-01"},
        },
        "people": {"assignee": {"name": "Li"}},
    }
    taken = read(csv_file(json.dumps([found]), "list.json"))

    assert facts(taken, "status", "due_on", "found_on", "owner") == [
        (Status.IN_PROGRESS, date(2026, 5, 1), date(2026, 4, 1), "Li")
    ]


def test_what_holds_all_facts_counts_before_what_is_around_it(read: Read, csv_file: CsvFile) -> None:
    feature = {
        "type": "Feature",
        "properties": {"type": "Housing", "violation": "High weeds", "case_number": "CE-1"},
        "geometry": {"type": "Point", "coordinates": [1, 2]},
    }
    lot = read(csv_file(json.dumps({"type": "FeatureCollection", "features": [feature]}), "list.json")).rows[0]

    assert (lot.facts["title"], lot.facts["number"]) == ("High weeds", "CE-1")
    assert "Housing" in {*lot.extra.values(), lot.facts["category"]}


def test_a_value_as_it_is_shown_counts_before_its_code(read: Read, csv_file: CsvFile) -> None:
    text = """[{"short_description": "Shared account", "state": {"display_value": "Closed", "value": "7"},
        "assigned_to": {"display_value": "Li Min", "link": "https://s/1"}}]"""
    taken = read(csv_file(text, "list.json"))

    assert facts(taken, "title", "status", "owner") == [("Shared account", Status.CLOSED, "Li Min")]


def test_several_people_in_a_list_are_named_one_after_another(read: Read, csv_file: CsvFile) -> None:
    people = {"assignees": [{"login": "ana"}, {"login": "bo"}], "labels": [{"name": "a", "color": "f"}]}
    lamp = read(csv_file(json.dumps([{"title": "Lamp", **people}]), "list.json")).rows[0]

    assert lamp.facts["owner"] == "ana, bo"
    assert lamp.extra["labels"] == '[{"name": "a", "color": "f"}]'


def test_how_a_fix_or_a_resource_is_says_nothing_of_the_problem(read: Read, csv_file: CsvFile) -> None:
    beside = {"fix": {"state": "fixed", "versions": ["1.3"]}, "resource": {"status": "closed"}}
    text = json.dumps([{"title": "Flaw in zlib", **beside}, {"title": "Flaw in curl", **beside}])
    taken = read(csv_file(text, "list.json"))

    assert [row.facts.get("status", Status.OPEN) for row in taken.rows] == [Status.OPEN, Status.OPEN]


def test_objects_under_keys_of_their_own_are_a_list(read: Read, csv_file: CsvFile) -> None:
    text = '{"F-1": {"title": "Door", "status": "open"}, "F-2": {"title": "Lamp", "status": "closed"}}'
    taken = read(csv_file(text, "list.json"))

    assert facts(taken, "number", "title", "status") == [("F-1", "Door", Status.OPEN), ("F-2", "Lamp", Status.CLOSED)]


def test_rows_of_cells_beside_what_their_columns_are_called_are_a_list(read: Read, csv_file: CsvFile) -> None:
    columns = [{"name": "Violation Date", "description": "When"}, {"name": "Violation Description"}, {"name": "Status"}]
    table = {"meta": {"view": {"columns": columns}}, "data": [["2026-01-15T00:00:00", "Wall cracked", "OPEN"]]}
    taken = read(csv_file(json.dumps(table), "list.json"))

    assert facts(taken, "title", "found_on", "status") == [("Wall cracked", date(2026, 1, 15), Status.OPEN)]


def test_what_describes_the_columns_is_no_list_of_problems(csv_file: CsvFile) -> None:
    fields = [{"id": str(number), "type": "text", "description": "x"} for number in range(5)]
    grid = read_objects(csv_file(json.dumps({"fields": fields, "records": [{"n": 1, "note": "a"}]}), "list.json"))

    assert [*grid.rows[0].cells] == ["n", "note"]


def test_the_problems_in_each_of_a_few_objects_are_one_list(read: Read, csv_file: CsvFile) -> None:
    sites = [{"host": name, "alerts": [{"title": f"Alert of {name}", "severity": "Low"}]} for name in ("a", "b")]
    taken = read(csv_file(json.dumps({"site": sites}), "list.json"))

    assert facts(taken, "title") == [("Alert of a",), ("Alert of b",)]


def test_an_empty_array_is_a_list_without_problems(read: Read, csv_file: CsvFile) -> None:
    assert read(csv_file("[]", "list.json")).rows == []


def test_moments_counted_in_seconds_or_milliseconds_are_days(read: Read, csv_file: CsvFile) -> None:
    text = '[{"title": "Lamp", "due_date": 1782777600, "date_opened": 1768435200000}]'
    taken = read(csv_file(text, "list.json"))

    assert facts(taken, "due_on", "found_on") == [(date(2026, 6, 30), date(2026, 1, 15))]
    assert any("1782777600" in remark for remark in taken.remarks)


def test_a_truth_under_a_heading_of_days_is_a_status(read: Read, csv_file: CsvFile) -> None:
    taken = read(csv_file('[{"title": "Lamp", "closed": true}, {"title": "Door", "closed": false}]', "list.json"))

    assert facts(taken, "status") == [(Status.CLOSED,), (Status.OPEN,)]


def test_keys_such_as_cap_1_number_problems_before_the_ids_of_a_program(read: Read, csv_file: CsvFile) -> None:
    text = '[{"id": "10001", "key": "CAP-1", "summary": "Lamp"}, {"id": "10002", "key": "CAP-2", "summary": "Door"}]'
    taken = read(csv_file(text, "list.json"))

    assert facts(taken, "number") == [("CAP-1",), ("CAP-2",)]
