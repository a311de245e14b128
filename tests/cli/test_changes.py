"""`add`, `edit`, `note`, `status`, `undo`, `redo`: what they print, and how they say no."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run, facts


def test_add_prints_the_number_only(run: Run, office: Path) -> None:
    result = run("add", "Fire door kept open", "--db", str(office))
    year = facts(run, office, result.out.strip())["created_on"]
    assert isinstance(year, str)
    assert result.out == f"{year[:4]}-0001\n"
    assert result.err == ""


def test_add_takes_every_fact(run: Run, office: Path) -> None:
    number = run(
        *("add", "Door", "--unit", "泡崖街道", "--owner", "李敏", "--lead", "王芳", "--due", "2030-01-31"),
        *(
            "--mode",
            "限期整改",
            "--severity",
            "重大",
            "--category",
            "Fire",
            "--source",
            "April check",
            "--basis",
            "art. 13",
        ),
        *("--found", "2020-01-02", "--description", "Second floor", "--measure", "Close it", "--measure", "Train"),
        *("--db", str(office)),
    ).out.strip()
    row = facts(run, office, number)
    expected = {
        "unit": "泡崖街道",
        "owner": "李敏",
        "lead": "王芳",
        "due_on": "2030-01-31",
        "original_due_on": "2030-01-31",
        "due_text": None,
        "mode": "dated",
        "severity": "high",
        "category": "Fire",
        "source": "April check",
        "basis": "art. 13",
        "found_on": "2020-01-02",
        "description": "Second floor",
        "measures_total": 2,
        "measures_done": 0,
    }
    assert {name: row[name] for name in expected} == expected
    assert row["measures_list"] == [
        {"position": 1, "text": "Close it", "owner": None, "due_on": None, "done_on": None},
        {"position": 2, "text": "Train", "owner": None, "due_on": None, "done_on": None},
    ]


def test_new_units_and_people_are_told(run: Run, office: Path) -> None:
    result = run("add", "Door", "--unit", "New Village", "--owner", "Sun Yu", "--lead", "王芳", "--db", str(office))
    assert result.err == "New unit: New Village\nNew person: Sun Yu\n"


def test_of_many_new_names_the_first_are_told(run: Run, office: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("title,unit\n" + "".join(f"Door {n},Unit {n}\n" for n in range(1, 23)))
    told = run("import", str(tmp_path / "list.csv"), "--db", str(office)).err
    assert told.startswith("New units: Unit 1, Unit 2, Unit 3, ")
    assert told.endswith(", Unit 20 and 2 more\n")


def test_a_due_date_in_words_is_told_as_it_was_read(run: Run, office: Path) -> None:
    result = run("add", "Door", "--due", "2030年12月底前", "--db", str(office))
    assert result.err == "Due: 2030-12-31 Tuesday\n"
    assert facts(run, office, result.out.strip())["due_text"] == "2030年12月底前"


def test_every_due_date_is_told_with_its_weekday(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    assert run("add", "Door", "--due", "2030-12-31", *db).err == "Due: 2030-12-31 Tuesday\n"
    assert run("edit", "2020-0004", "due=2030.12.31", *db).err == "Due: 2030-12-31 Tuesday\n"
    run("status", "2020-0004", "waived", "--note", "Not ours", *db)
    again = run("status", "2020-0004", "open", "--note", "Ours", "--due", "2030-12-30", *db)
    assert again.err == "Due: 2030-12-30 Monday\n"
    assert run("extend", "2020-0004", "2031-01-01", "--reason", "x", *db).err == "Due: 2031-01-01 Wednesday\n"


def test_every_day_that_is_read_is_told(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    assert run("add", "Door", "--found", "2020.1.2", *db).err == "Found on: 2020-01-02 Thursday\n"
    assert run("edit", "2020-0004", "found=2020年1月3日", *db).err == "Found on: 2020-01-03 Friday\n"
    ticked = run("measure", "2020-0001", "done", "1", "--on", "2020/1/6", *db)
    assert ticked.err == "Done on: 2020-01-06 Monday\n"
    done = run("status", "2020-0003", "submitted", "--note", "x", "--on", "20200107", *db)
    assert done.err == "Done on: 2020-01-07 Tuesday\n"
    seen = ("--note", "x", "--method", "paper", "--on", "2020-01-08")
    assert run("status", "2020-0003", "closed", *seen, *db).err == "Closed on: 2020-01-08 Wednesday\n"
    kept = run("status", "2020-0004", "sustained", "--every", "3m", "--review", "2099年1月31日", *db)
    assert kept.err == "Next review: 2099-01-31 Saturday\n"


def test_a_phrase_that_names_a_mode_is_told_with_the_due_date_that_follows(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    told = "Mode: Immediate\nFound on: 2020-01-02 Thursday\nDue: 2020-01-09 Thursday\n"
    assert run("add", "Door", "--due", "立行立改", "--found", "2020-01-02", *db).err == told
    assert run("edit", "2020-0004", "due=立行立改", "--reason", "x", *db).err == (
        "Mode: Immediate\nDue: 2020-01-13 Monday\n"
    )
    assert run("add", "Door", "--due", "2030年底前，并长期坚持", *db).err == (
        "Due: 2030-12-31 Tuesday\nMode: Sustained\n"
    )


def test_a_due_date_that_needs_a_word_has_it(run: Run, office: Path) -> None:
    warned = run("add", "Door", "--due", "本周一", "--found", "2020-01-01", "--db", str(office)).err.splitlines()
    assert warned.pop() == "Found on: 2020-01-01 Wednesday"
    if len(warned) == 2:  # on a Monday the day is not past
        assert warned[1].endswith(" Monday is already past.")
    assert warned[0].startswith("Due: ")
    assert warned[0].endswith(" Monday")


def test_a_due_date_is_not_edited_later_without_a_reason(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    refused = run("edit", "2020-0001", "due=2030-01-31", *db)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == "Due: 2030-01-31 Thursday\nrectify: 2020-0001: A changed due date needs a reason.\n"
    assert run("edit", "2020-0001", "due=2030-01-31", "--reason", "Flood", *db).code == 0
    row = facts(run, office, "2020-0001")
    assert (row["original_due_on"], row["extensions"]) == ("2020-01-31", 1)


def test_add_makes_a_missing_ledger_and_says_so(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new" / "office.db"
    result = run("add", "Door", "--db", str(path))
    assert result.code == 0
    assert result.err == f"New ledger: {path}\n"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("add", "  "), "A problem needs a title."),
        (("add", "Door", "--due", "asap"), "“asap” names no day"),
        (("add", "Door", "--mode", "fast"), "fast is no mode"),
        (("add", "Door", "--due", "2020-01-01", "--found", "2020-01-02"), "The due date 2020-01-01 is before the day"),
        (("add", "Door", "--found", "2099-01-01"), "2099-01-01 is in the future; a problem is found first."),
        (("add",), "Missing argument 'TITLE'"),
        (("add", "Two", "Titles"), "Got unexpected extra argument (Titles)"),
    ],
)
def test_what_cannot_be_added_is_explained_and_makes_no_ledger(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    result = run(*arguments, "--db", str(tmp_path / "none.db"))
    assert result.code == 2
    assert "rectify: " in result.err
    assert reason in result.err
    assert not (tmp_path / "none.db").exists()


def test_edit_changes_many_at_once_and_prints_their_numbers(run: Run, office: Path) -> None:
    result = run(
        "edit", "2020-0001", "2020-0003", "owner=Sun Yu", "due=2030-01-31", "--reason", "flood", "--db", str(office)
    )
    assert (result.out, result.err) == (
        "2020-0001\n2020-0003\n",
        "Due: 2030-01-31 Thursday\nNew person: Sun Yu\n",
    )
    assert facts(run, office, "2020-0003")["owner"] == "Sun Yu"


def test_a_field_is_edited_by_its_chinese_name_too(run: Run, office: Path) -> None:
    assert run("edit", "2020-0003", "责任人=Sun Yu", "严重程度=重大", "--db", str(office)).out == "2020-0003\n"
    edited = facts(run, office, "2020-0003")
    assert (edited["owner"], edited["severity"]) == ("Sun Yu", "high")


def test_an_empty_value_clears_a_fact(run: Run, office: Path) -> None:
    run("edit", "2020-0001", "owner=", "--db", str(office))
    assert facts(run, office, "2020-0001")["owner"] is None


def test_an_edit_that_changes_nothing_says_so(run: Run, office: Path) -> None:
    result = run("edit", "2020-0001", "owner=李敏", "--db", str(office))
    assert (result.code, result.out, result.err) == (0, "", "Nothing to change: it is so already.\n")


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (("2020-0001",), 2, "Name the problems first, then what changes"),
        (("owner=x",), 2, "Name the problems first, then what changes"),
        (("2020-0001", "owner=x", "2020-0002"), 2, "Name the problems first, then what changes"),
        (("2020-0001", "owner=x", "owner=y"), 2, "The field owner is given twice."),
        (("2020-0001", "owner=x", "责任人=y"), 2, "The field owner is given twice."),
        (("2020-0001", "due=eom", "due_on=eoy"), 2, "The field due_on is given twice."),
        (("2020-0001", "ownr=x"), 2, "There is no field ownr. Did you mean owner?"),
        (("2020-0001", "status=closed"), 2, "A status is not edited but moved"),
        (("2020-0001", "title="), 2, "A problem needs a title."),
        (("2020-9999", "owner=x"), 1, "No problem has the number 2020-9999."),
        (("2020-0001", "2020-9999", "owner=x"), 1, "2020-9999: No problem has the number 2020-9999."),
    ],
)
def test_an_edit_that_cannot_be_done_changes_nothing(
    run: Run, office: Path, words: tuple[str, ...], code: int, reason: str
) -> None:
    result = run("edit", *words, "--db", str(office))
    assert (result.code, result.out) == (code, "")
    assert reason in result.err
    assert facts(run, office, "2020-0001")["version"] == 1


def test_a_value_that_fits_none_of_several_is_a_wrong_value(run: Run, office: Path) -> None:
    bulk = ("edit", "2020-0001", "2020-0003", "found=2019-12-01", "due=2019-11-01", "--db", str(office))
    result = run(*bulk)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines()[2:] == [
        "rectify: 2020-0001: The due date 2019-11-01 is before the day it was found, 2019-12-01.",
        "rectify: 2020-0003: The due date 2019-11-01 is before the day it was found, 2019-12-01.",
    ]
    assert run("edit", "2020-9999", *bulk[1:]).code == 1


def test_a_reopened_problem_takes_the_mode_that_its_due_date_names(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    run("status", "2020-0001", "waived", "--note", "w", *db)
    run("status", "2020-0001", "open", "--note", "r", "--due", "2030年底前，并长期坚持", *db)
    now = facts(run, office, "2020-0001")
    assert (now["mode"], now["due_on"], now["due_text"]) == ("sustained", "2030-12-31", "2030年底前，并长期坚持")


def test_a_note_stands_in_the_history(run: Run, office: Path) -> None:
    assert run("note", "2020-0001", "-- half done", "--db", str(office)).out == "2020-0001\n"
    events = json.loads(run("history", "2020-0001", "--format", "json", "--db", str(office)).out)
    assert (events[-1]["action"], events[-1]["note"], events[-1]["actor"]) == ("note", "-- half done", "Wang Lan")


def test_a_note_may_say_why_it_is_late(run: Run, office: Path) -> None:
    run("note", "2020-0001", "Roof leaks", "--kind", "delay", "--db", str(office))
    assert facts(run, office, "2020-0001")["delay_reason"] == "Roof leaks"


@pytest.mark.parametrize("word", ["in_progress", "In progress", "IN-PROGRESS", "整改中"])
def test_a_status_is_named_by_code_label_or_chinese_word(run: Run, office: Path, word: str) -> None:
    assert run("status", "2020-0001", word, "--db", str(office)).out == "2020-0001\n"
    assert facts(run, office, "2020-0001")["status"] == "in_progress"


def test_an_unknown_status_is_wrong_usage(run: Run, office: Path) -> None:
    result = run("status", "2020-0001", "done", "--db", str(office))
    assert result.code == 2
    assert result.err.startswith("rectify: done is no status; it is one of open (Open), in_progress (In progress), ")


def test_a_problem_goes_the_whole_way(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    assert run("status", "2020-0001", "submitted", "--note", "All done", "--on", "2020-01-20", *db).code == 0
    accept = ("--note", "Seen", "--method", "onsite", "--on", "2020-01-22", "--by", "Zhao Lei")
    assert run("status", "2020-0001", "closed", *accept, *db).code == 0
    closed = facts(run, office, "2020-0001")
    assert (closed["done_on"], closed["closed_on"], closed["verified_by"]) == ("2020-01-20", "2020-01-22", "Zhao Lei")
    assert run("status", "2020-0001", "open", "--note", "Again", "--due", "2030-03-01", *db).code == 0
    again = facts(run, office, "2020-0001")
    assert (again["round"], again["due_on"], again["closed_on"]) == (2, "2030-03-01", None)
    assert again["rounds_list"] == [
        {
            "round": 1,
            "status": "closed",
            "due_on": "2020-01-31",
            "done_on": "2020-01-20",
            "closed_on": "2020-01-22",
            "verified_by": "Zhao Lei",
            "reopened_at": again["rounds_list"][0]["reopened_at"],  # the moment of this run
            "reason": "Again",
        }
    ]


def test_a_sustained_problem_has_a_next_review(run: Run, office: Path) -> None:
    arguments = ("--every", "3m", "--review", "2099-01-31", "--db", str(office))
    assert run("status", "2020-0003", "sustained", *arguments).code == 0
    assert facts(run, office, "2020-0003")["next_review_on"] == "2099-01-31"


def test_a_problem_is_waived_as_an_error(run: Run, office: Path) -> None:
    run("status", "2020-0003", "2020-0004", "不再整改", "--note", "Not ours", "--as-error", "--db", str(office))
    assert facts(run, office, "2020-0004")["as_error"] is True


def test_a_bulk_move_is_all_or_nothing_and_names_every_refused_number(run: Run, office: Path) -> None:
    result = run("status", "2020-0001", "2020-0002", "2020-0003", "submitted", "--db", str(office))
    assert result.code == 1
    assert result.err == (
        "rectify: 2020-0001: Submit needs a note, with the reason why 2 measures are left undone.\n"
        "rectify: 2020-0002: There is no move from Submitted to Submitted; possible: In progress, Closed, Waived.\n"
        "rectify: 2020-0003: Submit needs a note.\n"
    )
    assert facts(run, office, "2020-0001")["status"] == "open"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("open",), "Name the problems first, then the status"),
        (("2020-0001", "closed", "--as-error"), "--as-error does not belong to a move to Closed."),
        (("2020-0001", "submitted", "--method", "paper"), "--method does not belong to a move to Submitted."),
        (("2020-0001", "sustained", "--every", "often"), "often"),
        (("2020-0001", "submitted", "--on", "someday"), "--on: "),
        (("2020-0001", "closed", "--method", "phone"), "'phone' is not one of 'onsite', 'paper'."),
    ],
)
def test_a_move_that_is_typed_wrong_is_wrong_usage(run: Run, office: Path, words: tuple[str, ...], reason: str) -> None:
    result = run("status", *words, "--db", str(office))
    assert (result.code, result.out) == (2, "")
    assert reason in result.err


def test_a_day_in_the_future_is_refused_by_the_rules(run: Run, office: Path) -> None:
    result = run("status", "2020-0001", "submitted", "--note", "x", "--on", "2099-01-01", "--db", str(office))
    assert result.code == 1
    assert "2099-01-01 is in the future" in result.err


def test_the_owner_does_not_verify(run: Run, office: Path) -> None:
    accept = ("--note", "Seen", "--method", "paper", "--actor", "Chen Bo", "--db", str(office))
    result = run("status", "2020-0002", "closed", *accept)
    assert (result.code, result.err) == (1, "rectify: 2020-0002: Chen Bo is the owner; somebody else must verify.\n")


def test_undo_and_redo_print_the_numbers_and_say_what(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    run("status", "2020-0001", "2020-0003", "in_progress", *db)
    undone = run("undo", *db)
    assert (undone.out, undone.err) == ("2020-0001\n2020-0003\n", "Undone: Start\n")
    assert facts(run, office, "2020-0001")["status"] == "open"
    redone = run("redo", *db)
    assert (redone.out, redone.err) == ("2020-0001\n2020-0003\n", "Done again: Start\n")
    assert facts(run, office, "2020-0001")["status"] == "in_progress"


def test_nothing_to_undo_is_a_no(run: Run, office: Path) -> None:
    result = run("undo", "--actor", "Nobody", "--db", str(office))
    assert (result.code, result.err) == (1, "rectify: Nobody has done nothing here that can be undone.\n")
