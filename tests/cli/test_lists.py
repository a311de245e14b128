"""`overdue` and `list`: what they print, byte by byte, and what they end with."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from wcwidth import wcswidth

from rectify import service

HEADER = (
    "number,title,description,unit,parent_unit,owner,lead,source,basis,category,severity,mode,status,light,found_on,"
    "created_on,due_on,original_due_on,due_text,days_overdue,done_on,closed_on,verified_by,next_review_on,round,returns,"
    "extensions,measures_total,measures_done,evidence,delay_reason,next_step,as_error,version,as_of,extra"
)
BOARD = (
    "2020-0002,Board not updated,,Red Flag Village,,Chen Bo,,,,,high,,submitted,red,,2020-01-06,2020-01-20,2020-01-20,,"
    "14,2020-01-07,,,,1,0,0,0,0,0,,,false,2,2020-02-03,"
)
RECORDS = (
    "2020-0001,三会一课记录不完整,,泡崖街道,,李敏,王芳,,,,,,open,red,,2020-01-06,2020-01-31,2020-01-31,,3,,,,,1,0,0,2,0,0,"
    ",,false,1,2020-02-03,"
)


@pytest.fixture
def foot(office: Path) -> str:
    with service.open_ledger(office) as ledger:
        seq, last_hash = service.chain_end(ledger)
    return f"Event {seq} {last_hash}"


def numbers(out: str) -> list[str]:
    return [row["number"] for row in json.loads(out)]


def test_overdue_prints_a_table_by_unit(run: Run, office: Path, foot: str) -> None:
    result = run("overdue", "--as-of", "2020-02-03", "--db", str(office))
    assert result.out == (
        "Overdue problems: Office\n"
        "As of 2020-02-03 Monday: 2 of 4\n"
        "\n"
        "Number     Problem                Owner    Due         Late  Status\n"
        "---------  ---------------------  -------  ----------  ----  ---------\n"
        "\n"
        "Red Flag Village: 1 problem\n"
        "2020-0002  Board not updated      Chen Bo  2020-01-20  14 d  Submitted\n"
        "           awaiting verification\n"
        "           since 2020-01-07\n"
        "\n"
        "泡崖街道 (lead 王芳): 1 problem\n"
        "2020-0001  三会一课记录不完整     李敏     2020-01-31   3 d  Open\n"
        "\n"
        f"{foot}\n"
    )
    assert result.err == "The history is known from 2020-01-06; before that, what was recorded first stands.\n"
    assert result.code == 0


def test_overdue_as_csv_has_no_byte_order_mark_on_stdout(run: Run, office: Path) -> None:
    result = run("overdue", "--format", "csv", "--as-of", "2020-02-03", "--db", str(office))
    assert result.out == f"{HEADER}\n{BOARD}\n{RECORDS}\n"


def test_overdue_as_markdown_has_a_heading(run: Run, office: Path, foot: str) -> None:
    result = run("overdue", "--format", "md", "--as-of", "2020-02-03", "--db", str(office))
    assert result.out == (
        "# Overdue problems: Office\n"
        "\n"
        "As of 2020-02-03 Monday: 2 of 4\n"
        "\n"
        "## Red Flag Village: 1 problem\n"
        "\n"
        "| Number | Problem | Owner | Due | Late | Status |\n"
        "| --- | --- | --- | --- | ---: | --- |\n"
        "| 2020-0002 | Board not updated | Chen Bo | 2020-01-20 | 14 d "
        "| Submitted, awaiting verification since 2020-01-07 |\n"
        "\n"
        "## 泡崖街道 (lead 王芳): 1 problem\n"
        "\n"
        "| Number | Problem | Owner | Due | Late | Status |\n"
        "| --- | --- | --- | --- | ---: | --- |\n"
        "| 2020-0001 | 三会一课记录不完整 | 李敏 | 2020-01-31 | 3 d | Open |\n"
        "\n"
        f"{foot}\n"
    )


def test_overdue_as_json_is_one_flat_array(run: Run, office: Path) -> None:
    result = run("overdue", "--format", "json", "--as-of", "2020-02-03", "--db", str(office))
    rows = json.loads(result.out)
    assert [(row["number"], row["days_overdue"], row["as_of"]) for row in rows] == [
        ("2020-0002", 14, "2020-02-03"),
        ("2020-0001", 3, "2020-02-03"),
    ]
    assert ",".join(rows[0]) == HEADER


def test_grouping_orders_json_and_adds_the_group(run: Run, office: Path) -> None:
    result = run("overdue", "--by", "severity", "--format", "json", "--as-of", "2020-02-03", "--db", str(office))
    rows = json.loads(result.out)
    assert [(row["number"], row["group"]) for row in rows] == [("2020-0002", "high"), ("2020-0001", None)]


def test_an_empty_list_says_none_and_where_it_looked(run: Run, office: Path, foot: str) -> None:
    result = run("overdue", "--as-of", "2020-01-10", "--db", str(office))
    assert result.out == f"Overdue problems: Office\nAs of 2020-01-10 Friday: 0 of 4\n\nnone\n\n{foot}\n"
    assert result.err.splitlines()[-1] == f"Looked in {office}, as of 2020-01-10."
    assert result.code == 0


def test_an_empty_list_in_json_is_an_empty_array(run: Run, office: Path) -> None:
    assert run("list", "is:waived-or-so", "--db", str(office)).code == 2
    assert run("list", "status:waived", "--format", "json", "--db", str(office)).out == "[]\n"


def test_a_past_day_is_answered_as_it_stood(run: Run, office: Path) -> None:
    monday = run("list", "2020-0002", "--format", "json", "--as-of", "2020-01-06", "--db", str(office))
    tuesday = run("list", "2020-0002", "--format", "json", "--as-of", "2020-01-07", "--db", str(office))
    assert json.loads(monday.out)[0]["status"] == "open"
    assert json.loads(tuesday.out)[0]["status"] == "submitted"


def test_before_the_first_event_an_added_problem_is_left_out(run: Run, office: Path) -> None:
    assert run("list", "--format", "json", "--as-of", "2020-01-05", "--db", str(office)).out == "[]\n"


def test_the_day_may_be_a_phrase(run: Run, office: Path) -> None:
    assert (
        '"as_of": "2020-02-03"' in run("list", "--format", "json", "--as-of", "2020年2月3日", "--db", str(office)).out
    )


@pytest.mark.parametrize("day", ["soon", "26.12.31", "2020-02-30", "尽快"])
def test_a_day_that_cannot_be_read_is_refused(run: Run, office: Path, day: str) -> None:
    result = run("overdue", "--as-of", day, "--db", str(office))
    assert result.code == 2
    assert result.err.startswith("rectify: --as-of: ")
    assert result.out == ""


def test_exit_code_says_whether_something_is_overdue(run: Run, office: Path) -> None:
    assert run("overdue", "--exit-code", "--as-of", "2020-02-03", "--db", str(office)).code == 1
    assert run("overdue", "--exit-code", "--as-of", "2020-01-10", "--db", str(office)).code == 0


def test_a_query_narrows_overdue(run: Run, office: Path) -> None:
    result = run("overdue", "unit:泡崖街道", "--format", "json", "--as-of", "2020-02-03", "--db", str(office))
    assert numbers(result.out) == ["2020-0001"]


def test_a_single_hyphen_negates(run: Run, office: Path) -> None:
    result = run("list", "-unit:泡崖街道", "-is:awaiting", "--format", "json", "--db", str(office))
    assert numbers(result.out) == ["2020-0003", "2020-0004"]


def test_a_wrong_query_says_where_and_why(run: Run, office: Path) -> None:
    result = run("list", "unit:泡崖街道", "(severity:high", "--db", str(office))
    assert result.code == 2
    assert result.err.startswith("rectify: ")
    assert result.out == ""


def test_list_goes_by_due_date_with_the_undated_last(run: Run, office: Path) -> None:
    result = run("list", "--format", "json", "--db", str(office))
    assert numbers(result.out) == ["2020-0002", "2020-0001", "2020-0003", "2020-0004"]


def test_list_sorts_severity_with_the_critical_first(run: Run, office: Path) -> None:
    result = run("list", "--sort", "severity,-due", "--format", "json", "--db", str(office))
    assert numbers(result.out) == ["2020-0002", "2020-0004", "2020-0003", "2020-0001"]


@pytest.mark.parametrize("sort", ["-number", "-编号"])
def test_a_hyphen_sorts_backwards(run: Run, office: Path, sort: str) -> None:
    assert numbers(run("list", "--sort", sort, "--format", "json", "--db", str(office)).out)[0] == "2020-0004"


@pytest.mark.parametrize(("sort", "first"), [("waiting", "2020-0001"), ("-waiting", "2020-0002")])
def test_what_was_submitted_is_sorted_by_how_long_it_waits(run: Run, lived: Path, sort: str, first: str) -> None:
    words = ("list", "--sort", sort, "--as-of", "2020-02-03", "--format", "json", "--db", str(lived))
    found = json.loads(run(*words).out)
    assert found[0]["number"] == first
    assert [row["status"] for row in found][:2] == ["submitted", "submitted"]
    assert "submitted_on" not in found[0]


def test_an_unknown_field_to_sort_by_is_named(run: Run, office: Path) -> None:
    result = run("list", "--sort", "colour", "--db", str(office))
    assert result.code == 2
    assert result.err.startswith("rectify: --sort: there is no field colour; the fields are number, title, ")


@pytest.mark.parametrize("limit", ["-1", "x", "9" * 20])
def test_a_limit_is_a_whole_number(run: Run, office: Path, limit: str) -> None:
    result = run("list", "--limit", limit, "--db", str(office))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(
        f"rectify: Invalid value for '--limit': write a whole number such as 20, not {limit}.\n"
    )


def test_an_empty_name_of_a_file_is_none(run: Run, office: Path) -> None:
    result = run("overdue", "--output", "", "--db", str(office))
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("rectify: Invalid value for '--output': it names no file.\n")


def test_a_limit_shows_the_first_of_all(run: Run, office: Path) -> None:
    result = run("list", "--limit", "1", "--as-of", "2020-02-03", "--db", str(office))
    assert result.out.splitlines()[1] == "As of 2020-02-03 Monday: 1 of 4"
    assert "2020-0002" in result.out
    assert "2020-0001" not in result.out


def test_csv_in_a_file_has_a_byte_order_mark(run: Run, office: Path, tmp_path: Path) -> None:
    target = tmp_path / "monday.csv"
    result = run("overdue", "--output", str(target), "--as-of", "2020-02-03", "--db", str(office))
    assert target.read_bytes() == b"\xef\xbb\xbf" + f"{HEADER}\n{BOARD}\n{RECORDS}\n".encode()
    assert result.out == ""
    assert result.err.splitlines()[-1] == f"Wrote 2 problems to {target}"


def test_a_file_that_cannot_be_written_ends_with_4(run: Run, office: Path, tmp_path: Path) -> None:
    result = run("list", "--output", str(tmp_path / "nowhere" / "x.md"), "--db", str(office))
    assert result.code == 4
    assert "nowhere/x.md cannot be written: No such file or directory" in result.err


def test_a_list_never_takes_the_place_of_its_ledger(run: Run, office: Path) -> None:
    before = office.read_bytes()
    result = run("list", "--output", str(office), "--db", str(office))
    assert result.code == 2
    assert office.read_bytes() == before


def test_a_file_of_another_format_is_refused(run: Run, office: Path, tmp_path: Path) -> None:
    result = run("list", "--output", str(tmp_path / "x.pdf"), "--db", str(office))
    assert (result.code, result.out) == (2, "")
    assert "A list is not written as .pdf" in result.err


@pytest.mark.parametrize("face", ["pdf", "yaml"])
def test_a_format_that_does_not_exist_is_wrong_usage(run: Run, office: Path, face: str) -> None:
    assert run("list", "--format", face, "--db", str(office)).code == 2


def test_chinese_headings_stand_above_their_columns(run: Run, office: Path) -> None:
    lines = run("overdue", "--lang", "zh", "--as-of", "2020-02-03", "--db", str(office)).out.splitlines()
    heading = next(line for line in lines if line.startswith("编号"))
    rows = [line for line in lines if line.startswith("2020-000")]
    starts = {wcswidth(heading.partition("整改时限")[0]), *(wcswidth(row.partition("2020-01-")[0]) for row in rows)}
    assert len(rows) == 2
    assert len(starts) == 1


def test_codes_stay_english_in_chinese(run: Run, office: Path) -> None:
    english = run("list", "--format", "json", "--db", str(office)).out
    assert run("--lang", "zh", "list", "--format", "json", "--db", str(office)).out == english


def test_a_printed_list_knows_the_facts_that_it_tells(run: Run, lived: Path) -> None:
    overdue = ("overdue", "--as-of", "2020-02-03", "--db", str(lived))
    assert (
        "2020-0001  三会一课记录不完整     李敏     2020-01-31   3 d  Submitted\n"
        "           awaiting verification\n"
        "           since 2020-02-01\n"
        "           Reason: Roof leaks\n"
        "           Next: Order tiles\n"
    ) in run(*overdue).out
    assert "三会一课记录不完整<br>Reason: Roof leaks<br>Next: Order tiles |" in run(*overdue, "--format", "md").out
    run("measure", "2020-0001", "done", "2", "--on", "2020-01-09", "--db", str(lived))
    listed = run("list", "2020-0001", "--db", str(lived)).out.splitlines()
    assert listed[3].split()[-2:] == ["Done", "Status"]
    assert listed[5].split()[-2:] == ["1/2", "Closed"]


def test_what_was_waived_as_an_error_is_listed_but_leaves_the_totals(run: Run, office: Path) -> None:
    db = ("--db", str(office))
    run("status", "2020-0004", "waived", "--note", "Not ours", "--as-error", *db)
    out = run("list", *db).out
    assert ": 3 of 3; waived as error: 1\n" in out
    assert "Waived as" in next(line for line in out.splitlines() if "2020-0004" in line)
    assert run("list", "2020-0001", *db).out.splitlines()[1].endswith(": 1 of 3")
    assert run("show", "2020-0004", *db).out.splitlines()[1].startswith("Waived as error as of ")
