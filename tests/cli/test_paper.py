"""What is printed: pages of HTML, a problem's record, workbooks, and reminder slips."""

import json
from pathlib import Path

import pytest
from python_calamine import load_workbook
from tests.cli.conftest import Run

from rectify import service


def end_of(path: Path) -> tuple[int, str]:
    with service.open_ledger(path) as ledger:
        return service.chain_end(ledger)


def test_the_overdue_list_is_printed_for_paper(run: Run, office: Path) -> None:
    seq, last_hash = end_of(office)
    page = run("overdue", "--format", "html", "--as-of", "2020-02-03", "--db", str(office)).out
    assert "<h1>Overdue problems: Office</h1>" in page
    assert "<b>泡崖街道</b><span>Lead: 王芳</span><span>1 problem</span>" in page
    assert "<td>2020-0001</td>" in page
    assert f"<footer>Event {seq} {last_hash}</footer>" in page


def test_each_unit_has_a_page_of_its_own_where_that_is_asked_for(run: Run, office: Path) -> None:
    asked = ("overdue", "--as-of", "2020-02-03", "--format", "html", "--page-per-group", "--db", str(office))
    assert run(*asked).out.count("<section>") == 2


def test_the_ending_of_the_file_says_that_it_is_html(run: Run, office: Path, tmp_path: Path) -> None:
    target = tmp_path / "list.html"
    result = run("list", "--output", str(target), "--db", str(office))
    assert (result.out, result.err) == ("", f"Wrote 4 problems to {target}\n")
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_workbook_goes_to_a_file(run: Run, office: Path, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    assert run("list", "--output", str(target), "--db", str(office)).code == 0
    assert target.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (("figures",), "Figures: Office"),
        (("show", "2020-0001"), "Record of problem 2020-0001"),
        (("slip", "Red Flag Village"), "Reminder slip"),
    ],
)
def test_figures_a_record_and_a_slip_are_workbooks_under_their_titles(
    run: Run, office: Path, tmp_path: Path, words: tuple[str, ...], title: str
) -> None:
    target = tmp_path / "paper.xlsx"
    assert run(*words, "--output", str(target), "--db", str(office)).code == 0
    assert load_workbook(target).get_sheet_by_index(0).to_python()[0][0] == title


def test_a_record_is_written_as_html_and_markdown(run: Run, lived: Path, tmp_path: Path) -> None:
    target = tmp_path / "record.html"
    result = run("show", "2020-0001", "--as-of", "2020-02-11", "--output", str(target), "--db", str(lived))
    assert result.err.endswith(f"Wrote the record to {target}\n")
    page = target.read_text(encoding="utf-8")
    assert "<h1>Record of problem 2020-0001</h1>" in page
    for heading in ("Measures", "Extensions", "Evidence", "History"):
        assert f"<h2>{heading}</h2>" in page
    assert "<td>Parts late, asked after the due date</td>" in page
    assert '<td>approved by 王芳 <span class="d">2020-02-10</span>, Last time</td>' in page
    text = run("show", "2020-0001", "--format", "md", "--as-of", "2020-02-11", "--db", str(lived)).out
    assert text.startswith("# 2020-0001 三会一课记录不完整\n")
    assert "| 2 | Talk to the secretary | 李敏 |  |  |\n" in text


def test_a_record_as_json_goes_to_a_file_too(run: Run, office: Path, tmp_path: Path) -> None:
    target = tmp_path / "record.json"
    run("show", "2020-0001", "--output", str(target), "--db", str(office))
    assert json.loads(target.read_text(encoding="utf-8"))["number"] == "2020-0001"


def test_a_record_is_not_written_as_csv_or_over_the_ledger(run: Run, office: Path, tmp_path: Path) -> None:
    result = run("show", "2020-0001", "--output", str(tmp_path / "a.csv"), "--db", str(office))
    assert (result.code, "not written as csv" in result.err) == (2, True)
    before = office.read_bytes()
    assert run("show", "2020-0001", "--output", str(office), "--db", str(office)).code == 2
    assert office.read_bytes() == before


def test_a_slip_is_issued_counted_and_told(run: Run, office: Path) -> None:
    result = run("slip", "red flag village", "--due", "tomorrow", "--note", "Bring the register", "--db", str(office))
    assert result.code == 0
    assert "To: Red Flag Village\n" in result.out
    assert "Bring the register\n" in result.out
    assert result.err.startswith("Issued slip 20")
    assert result.err.endswith("-001: 2 problems.\n")
    told = json.loads(run("history", "2020-0002", "--format", "json", "--db", str(office)).out)[-1]
    assert (told["action"], told["note"], told["new"]["slip"][4:]) == ("remind", "Bring the register", "-001")
    assert run("slip", "泡崖街道", "--db", str(office)).err.endswith("-002: 1 problem.\n")


def test_a_slip_is_undone_and_the_check_finds_no_fault(run: Run, office: Path) -> None:
    run("slip", "Red Flag Village", "--db", str(office))
    assert run("undo", "--db", str(office)).out == "2020-0002\n2020-0003\n"
    assert run("check", "--db", str(office)).code == 0


def test_a_dry_run_shows_the_slip_and_records_nothing(run: Run, office: Path) -> None:
    before = office.read_bytes()
    result = run("slip", "Red Flag Village", "--dry-run", "--as-of", "2020-02-03", "--db", str(office))
    assert "Draft, not issued" in result.out
    assert "2020-0003" not in result.out
    assert office.read_bytes() == before


def test_a_slip_is_printed_again(run: Run, office: Path) -> None:
    issued = run("slip", "Red Flag Village", "--db", str(office))
    number = issued.err.split()[2].rstrip(":")
    again = run("slip", "--again", number, "--db", str(office))
    assert (again.code, again.out, again.err) == (0, issued.out, "")


def test_a_slip_that_cannot_be_written_is_not_issued(run: Run, office: Path, tmp_path: Path) -> None:
    before = end_of(office)
    result = run("slip", "Red Flag Village", "--output", str(tmp_path / "none" / "slip.html"), "--db", str(office))
    assert (result.code, end_of(office)) == (4, before)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("Red Flag",), 1, "No unit is called Red Flag. Similar: Red Flag Village."),
        (("Red Flag Village", "--as-of", "2020-02-03"), 1, "--dry-run shows"),
        (("Red Flag Village", "--due", "2020-01-01"), 2, "cannot be due on 2020-01-01"),
        ((), 2, "Name one of the two"),
        (("Red Flag Village", "--again", "2026-001"), 2, "Name one of the two"),
        (("--again", "2026-001", "--dry-run"), 2, "leave the other options out"),
        (("--again", "2026-001"), 1, "No slip has the number 2026-001."),
        (("Red Flag Village", "--format", "csv"), 2, "'csv' is not one of"),
        (("Red Flag Village", "--output", "slip.csv"), 2, "A slip is not written as csv"),
    ],
)
def test_a_slip_that_cannot_be_asked_for_says_why(
    run: Run, office: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    result = run("slip", *words, "--db", str(office))
    assert (result.code, result.out) == (code, "")
    assert said in result.err


@pytest.mark.parametrize("words", [("list",), ("overdue",), ("figures",), ("show", "2020-0001"), ("slip", "泡崖街道")])
def test_what_the_ledger_depends_on_is_never_written_over(
    run: Run, office: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    db = ("--db", str(office))
    proof, imported, report = tmp_path / "proof.txt", tmp_path / "more.csv", tmp_path / "report.txt"
    proof.write_text("seen")
    imported.write_text("title\nDoor\n")
    run("evidence", "2020-0001", "add", str(proof), *db)
    run("import", str(imported), *db)
    for kept, why in ((proof, "is evidence in this ledger"), (imported, "was imported into this ledger")):
        before = kept.read_bytes()
        refused = run(*words, "--format", "text", "--output", str(kept), *db)
        assert (refused.code, refused.err) == (2, f"rectify: {kept} {why}; name another file.\n")
        assert kept.read_bytes() == before
    assert [run(*words, "--output", str(report), *db).code for _time in range(2)] == [0, 0]
