"""`show`, `history` and `units`: what they print for people and for programs."""

import json
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def test_show_prints_everything_about_a_problem(run: Run, office: Path) -> None:
    result = run("show", "2020-0001", "--as-of", "2020-02-03", "--db", str(office))
    assert result.out == (
        "2020-0001  三会一课记录不完整\n"
        "Open, 3 d overdue as of 2020-02-03 Monday\n"
        "\n"
        "Unit          泡崖街道\n"
        "Owner         李敏\n"
        "Lead          王芳\n"
        "Created on    2020-01-06 Monday\n"
        "Due           2020-01-31 Friday\n"
        "Original due  2020-01-31 Friday\n"
        "Measures      0/2\n"
        "\n"
        "Measures\n"
        "  1 [ ] 补齐记录\n"
        "  2 [ ] Talk to the secretary (李敏)\n"
        "\n"
        "History\n"
        "  2020-01-06 09:00  Wang Lan  Registered\n"
    )


def test_show_prints_what_is_late_and_why_and_what_comes_next(run: Run, lived: Path) -> None:
    result = run("show", "2020-0001", "--as-of", "2020-02-03", "--db", str(lived))
    assert result.out == (
        "2020-0001  三会一课记录不完整\n"
        "Submitted, waiting 2 d, 3 d overdue as of 2020-02-03 Monday\n"
        "\n"
        "Unit              泡崖街道\n"
        "Owner             李敏\n"
        "Lead              王芳\n"
        "Created on        2020-01-06 Monday\n"
        "Due               2020-01-31 Friday\n"
        "Original due      2020-01-31 Friday\n"
        "Done on           2020-02-01 Saturday\n"
        "Measures          0/2\n"
        "Evidence          1\n"
        "Reason for delay  Roof leaks\n"
        "Next step         Order tiles\n"
        "\n"
        "Measures\n"
        "  1 [ ] 补齐记录 (Sun Yu, due 2020-01-20, 14 d late)\n"
        "  2 [ ] Talk to the secretary (李敏)\n"
        "\n"
        "Extensions\n"
        "  2020-02-01  Wang Lan  until 2020-02-28, Parts late, asked after the due\n"
        "    date, not decided yet\n"
        "\n"
        "Evidence\n"
        "  2020-02-01 09:00  Wang Lan  https://example.org/a.pdf, After\n"
        "\n"
        "History\n"
        "  2020-01-06 09:00  Wang Lan  Registered\n"
        "  2020-02-01 09:00  Wang Lan  Measure: [ ] 补齐记录\n"
        "  2020-02-01 09:00  Wang Lan  Note: Reason for delay: none → Roof leaks (Roof\n"
        "    leaks)\n"
        "  2020-02-01 09:00  Wang Lan  Note: Next step: none → Order tiles (Order\n"
        "    tiles)\n"
        "  2020-02-01 09:00  Wang Lan  Extension asked for: 2020-02-28 asked for, late\n"
        "    (Parts late)\n"
        "  2020-02-01 09:00  Wang Lan  Submit: Done on: none → 2020-02-01, Evidence:\n"
        "    https://example.org/a.pdf, Status: Open → Submitted (All done)\n"
    )


def test_show_of_a_past_day_has_the_lists_of_that_day(run: Run, lived: Path) -> None:
    def lists(day: str) -> tuple[object, ...]:
        row = json.loads(run("show", "2020-0001", "--as-of", day, "--format", "json", "--db", str(lived)).out)
        asked = [each["decision"] for each in row["extensions_list"]]
        return row["status"], row["measures_list"][0]["due_on"], asked, len(row["evidence_list"]), row["due_on"]

    assert lists("2020-01-31") == ("open", None, [], 0, "2020-01-31")
    assert lists("2020-02-01") == ("submitted", "2020-01-20", [None], 1, "2020-01-31")
    assert lists("2020-02-10") == ("submitted", "2020-01-20", ["approved"], 1, "2020-02-28")
    assert lists("2020-02-11") == ("closed", "2020-01-20", ["approved"], 1, "2020-02-28")


def test_show_says_how_it_was_verified_and_what_was_decided(run: Run, lived: Path) -> None:
    shown = run("show", "2020-0001", "--as-of", "2020-02-11", "--db", str(lived)).out
    assert "Verified by       Zhao Lei\n" in shown
    assert "Verified          on site\n" in shown
    assert (
        "  2020-02-01  Wang Lan  until 2020-02-28, Parts late, asked after the due\n"
        "    date, approved by 王芳 2020-02-10, Last time\n" in shown
    )


def test_show_as_json_adds_what_belongs_to_the_problem(run: Run, office: Path) -> None:
    shown = json.loads(run("show", "2020-0001", "--format", "json", "--as-of", "2020-02-03", "--db", str(office)).out)
    history = json.loads(run("history", "2020-0001", "--format", "json", "--db", str(office)).out)
    assert list(shown)[-6:] == ["extra", "measures_list", "extensions_list", "evidence_list", "rounds_list", "history"]
    assert shown["days_overdue"] == 3
    assert shown["measures_list"][1] == {
        "position": 2,
        "text": "Talk to the secretary",
        "owner": "李敏",
        "due_on": None,
        "done_on": None,
    }
    assert (shown["extensions_list"], shown["evidence_list"], shown["rounds_list"]) == ([], [], [])
    assert shown["history"] == history


def test_show_prints_a_long_title_whole(run: Run, office: Path) -> None:
    number = run("add", "三会一课" * 500, "--db", str(office)).out.strip()
    shown = run("show", number, "--db", str(office)).out
    assert "".join(shown.partition("\n\n")[0].split()).count("三会一课") == 500


def test_show_answers_for_a_past_day(run: Run, office: Path) -> None:
    shown = run("show", "2020-0002", "--as-of", "2020-01-06", "--format", "json", "--db", str(office))
    assert json.loads(shown.out)["status"] == "open"
    assert shown.err == "The history is known from 2020-01-06; before that, what was recorded first stands.\n"


def test_an_unknown_number_is_a_no_and_close_ones_are_named(run: Run, office: Path) -> None:
    result = run("show", "2020-001", "--db", str(office))
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("rectify: No problem has the number 2020-001. Similar: ")


def test_the_history_of_a_problem_has_a_line_an_event(run: Run, office: Path) -> None:
    result = run("history", "2020-0002", "--db", str(office))
    assert result.out == (
        "2020-01-06 09:00  Wang Lan  Registered\n"
        "2020-01-07 09:00  李敏  Submit: Done on: none → 2020-01-07, Status: Open → Submitted (Board is new)\n"
    )


def test_at_a_terminal_the_history_keeps_to_its_width_behind_the_moments(
    run: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run("history", "2020-0002", "--db", str(office)).out == (
        "2020-01-06 09:00  Wang Lan  Registered\n"
        "2020-01-07 09:00  李敏  Submit: Done on: none → 2020-01-07,\n"
        "                  Status: Open → Submitted (Board is new)\n"
    )


def test_the_history_says_which_unit_was_placed(run: Run, office: Path) -> None:
    run("units", "Red Flag Village", "--parent", "泡崖街道", "--db", str(office))
    last = run("history", "--db", str(office)).out.splitlines()[-1]
    assert last.endswith("  -  Wang Lan  Unit placed: Unit: Red Flag Village, Parent unit: none → 泡崖街道")


def test_the_history_of_the_ledger_names_events_and_problems(run: Run, office: Path) -> None:
    lines = run("history", "--db", str(office)).out.splitlines()
    assert lines[0] == "1  2020-01-06 09:00  2020-0001  Wang Lan  Registered"
    assert len(lines) == 5


def test_an_event_in_json_has_every_key(run: Run, office: Path) -> None:
    events = json.loads(run("history", "--format", "json", "--db", str(office)).out)
    assert list(events[4]) == ["seq", "at", "actor", "action", "group", "number", "old", "new", "note", "hash"]
    assert (events[4]["seq"], events[4]["actor"], events[4]["action"]) == (5, "李敏", "submit")
    assert events[4]["at"].startswith("2020-01-07T01:00:00")
    assert events[4]["at"].endswith("Z")
    assert events[4]["new"]["status"] == "submitted"


def test_units_are_counted(run: Run, office: Path) -> None:
    assert json.loads(run("units", "--format", "json", "--db", str(office)).out) == [
        {"name": "Red Flag Village", "parent": None, "depth": 0, "problems": 2, "open": 2, "overdue": 2},
        {"name": "泡崖街道", "parent": None, "depth": 0, "problems": 1, "open": 1, "overdue": 1},
    ]


def test_units_are_printed_as_a_table(run: Run, office: Path) -> None:
    assert run("units", "--db", str(office)).out == (
        "Unit              Problems  Unfinished  Overdue\n"
        "Red Flag Village         2           2        2\n"
        "泡崖街道                 1           1        1\n"
    )


@pytest.mark.parametrize("title", ["a \x1b[31mred\x1b[0m b", "\u202egnp.exe", "x\x07y", "[red]x[/]"])
def test_a_title_never_steers_the_terminal(run: Run, office: Path, title: str) -> None:
    number = run("add", title, "--db", str(office)).out.strip()
    for command in (("show", number), ("list", number), ("list", number, "--format", "csv"), ("history", number)):
        out = run(*command, "--db", str(office)).out
        assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_markup_in_a_title_is_shown_as_typed(run: Run, office: Path) -> None:
    number = run("add", "[urgent] fix [/] №1", "--db", str(office)).out.strip()
    assert "[urgent] fix [/] №1" in run("list", number, "--db", str(office)).out


def test_a_unit_is_put_under_another_and_back_by_undo(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    placed = run("units", "Red Flag Village", "--parent", "泡崖街道", *db)
    assert (placed.code, placed.out, placed.err) == (0, "Red Flag Village\n", "")
    again = run("units", "Red Flag Village", "--parent", "泡崖街道", *db)
    assert (again.out, again.err) == ("", "Nothing to change: it is so already.\n")
    tree = json.loads(run("units", "--format", "json", *db).out)
    assert [(line["name"], line["parent"], line["depth"]) for line in tree] == [
        ("泡崖街道", None, 0),
        ("Red Flag Village", "泡崖街道", 1),
    ]
    assert run("list", "unit:泡崖街道", "--format", "csv", *db).out.count("Red Flag Village") == 2
    assert [line.split()[0] for line in run("units", "泡崖街道", *db).out.splitlines()] == ["Unit", "泡崖街道", "Red"]
    assert run("undo", *db).code == 0
    assert [line["depth"] for line in json.loads(run("units", "--format", "json", *db).out)] == [0, 0]
    assert run("redo", *db).code == 0
    assert run("units", "Red Flag Village", "--parent", "", *db).out == "Red Flag Village\n"
    assert run("check", *db).code == 0


def test_a_new_parent_is_told(run: Run, office: Path) -> None:
    placed = run("units", "泡崖街道", "--parent", "Ganjing District", "--db", str(office))
    assert (placed.code, placed.err) == (0, "New unit: Ganjing District\n")


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("泡崖街道", "--parent", "泡崖街道"), 1, "泡崖街道 cannot stand under 泡崖街道: that is below it."),
        (("泡崖街道", "--parent", "Red Flag Village"), 1, "cannot stand under Red Flag Village: that is below it."),
        (("Red Flag Vilage", "--parent", "x"), 1, "No unit is called Red Flag Vilage. Similar: Red Flag Village."),
        (("Nowhere",), 1, "No unit is called Nowhere."),
        (("Red",), 1, "No unit is called Red. Similar: Red Flag Village."),
        (("--parent", "x"), 2, "Name the unit, then its parent"),
    ],
)
def test_a_unit_that_cannot_be_placed_says_why(
    run: Run, office: Path, words: tuple[str, ...], code: int, reason: str
) -> None:
    db = ("--db", str(office))
    run("units", "Red Flag Village", "--parent", "泡崖街道", *db)
    result = run("units", *words, *db)
    assert (result.code, result.out) == (code, "")
    assert reason in result.err


def test_a_person_whom_the_ledger_knows_is_not_new_though_no_problem_names_her(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    assert "New person: Zhao Lei\n" in run("edit", "2020-0004", "owner=Zhao Lei", *db).err
    run("edit", "2020-0004", "owner=", *db)
    assert run("edit", "2020-0004", "owner=Zhao Lei", *db).err == ""
