"""`import` on the command line: its report, and what it ends with."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

LIST = "编号,问题,责任单位,整改时限,备注\nA-1,Door open,泡崖街道,2030-01-31,x\nA-2,Lamp broken,New Village,,\n"
BAD = "编号,问题,整改时限\nB-1,Door open,2030-01-31\nB-2,Lamp broken,尽快\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.csv"
    path.write_text(BAD, encoding="utf-8")
    return path


def test_an_import_reports_columns_and_counts(run: Run, office: Path, file: Path) -> None:
    result = run("import", str(file), "--db", str(office))
    assert result.code == 0
    assert result.out == (
        "list.csv, header in row 1\n"
        "\n"
        "Columns\n"
        "  编号 → Number (a word for it)\n"
        "  问题 → Problem (a word for it)\n"
        "  责任单位 → Unit (a word for it)\n"
        "  整改时限 → Due (a word for it)\n"
        "  备注 → kept word for word\n"
        "\n"
        "New\n"
        "  2  A-1  Door open\n"
        "  3  A-2  Lamp broken\n"
        "\n"
        "2 rows: 2 new, 0 changed, 0 unchanged, 0 rejected\n"
    )
    assert result.err == "New unit: New Village\n"


def test_an_import_reports_as_json(run: Run, office: Path, file: Path) -> None:
    result = run("import", str(file), "--format", "json", "--map", "备注=-", "--db", str(office))
    assert json.loads(result.out) == {
        "file": "list.csv",
        "sheet": None,
        "header_row": 1,
        "columns": [
            {"column": "编号", "field": "number", "how": "synonym"},
            {"column": "问题", "field": "title", "how": "synonym"},
            {"column": "责任单位", "field": "unit", "how": "synonym"},
            {"column": "整改时限", "field": "due_on", "how": "synonym"},
            {"column": "备注", "field": None, "how": "ignored"},
        ],
        "rows": 2,
        "new": 2,
        "changed": 0,
        "unchanged": 0,
        "rejected": [],
        "warnings": [],
        "written": True,
        "changes": [],
        "added": [
            {"row": 2, "title": "Door open", "number": "A-1"},
            {"row": 3, "title": "Lamp broken", "number": "A-2"},
        ],
        "conflicts": [],
        "missing": [],
        "part": False,
        "statuses": [],
    }


def test_how_the_words_for_a_status_are_read_is_told_but_not_those_of_rectify(
    run: Run, office: Path, tmp_path: Path
) -> None:
    words = ["待复查", "已整改", "已整改", "", "Open", "closed", "[x]\x1b[2J"]
    rows = [f"Door {position},{word}\n" for position, word in enumerate(words)]
    (tmp_path / "list.csv").write_text("问题,状态\n" + "".join(rows), encoding="utf-8")
    asked = ("import", str(tmp_path / "list.csv"), "--dry-run", "--skip-bad", "--db", str(office))
    lines = run(*asked).out.splitlines()
    told = lines[lines.index("How the status is read") + 1 :]
    assert told[: told.index("")] == [
        "  已整改 → Closed (2 rows)",
        "  待复查 → Submitted (1 row)",
        "  (empty) → Open (1 row)",
        "  [x][2J → Open (1 row)",
    ]
    statuses = json.loads(run(*asked, "--format", "json").out)["statuses"]
    assert statuses[0] == {"word": "已整改", "status": "closed", "rows": 2}


def test_of_many_sentences_for_a_status_only_the_first_are_told(run: Run, office: Path, tmp_path: Path) -> None:
    rows = [f"Door {row},Ordered part {row}\n" for row in range(23)]
    (tmp_path / "list.csv").write_text("Finding,Status\nLamp,Done\n" + "".join(rows), encoding="utf-8")
    out = run("import", str(tmp_path / "list.csv"), "--dry-run", "--db", str(office)).out
    assert "  Done → Closed (1 row)\n" in out
    assert "  Ordered part 18 → Open (1 row)\n  and 4 more\n" in out


def test_a_guess_is_told_from_a_name(run: Run, office: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("id,title,Traget Date,备注\nA-1,Door,2030-01-31,x\n", encoding="utf-8")
    shown = run("import", str(tmp_path / "list.csv"), "--map", "备注=-", "--dry-run", "--db", str(office)).out
    assert shown.splitlines()[3:7] == [
        "  id → Number (a word for it)",
        "  title → Problem (its name)",
        "  Traget Date → Due (spelled alike: is it right?)",
        "  备注 → ignored (as you said)",
    ]


def test_columns_of_rectify_are_called_its_own_and_by_their_headings(run: Run, office: Path, tmp_path: Path) -> None:
    run("export", str(tmp_path / "own.csv"), "--db", str(office))
    shown = run("import", str(tmp_path / "own.csv"), "--dry-run", "--db", str(office)).out
    assert "  light → rectify's own (counted anew)\n" in shown
    assert "  measure_owner → Measures: owner (its name)\n" in shown
    assert "  due_text → Due as written (its name)\n" in shown


def test_of_many_new_rows_the_first_fifty_are_named(run: Run, office: Path, tmp_path: Path) -> None:
    rows = "".join(f"A-{at},Door {at}\n" for at in range(1, 53))
    (tmp_path / "list.csv").write_text(f"id,title\n{rows}", encoding="utf-8")
    shown = run("import", str(tmp_path / "list.csv"), "--dry-run", "--db", str(office)).out
    assert "  51  A-50  Door 50\n  and 2 more\n" in shown


def test_the_same_file_twice_changes_nothing(run: Run, office: Path, file: Path) -> None:
    run("import", str(file), "--db", str(office))
    again = json.loads(run("import", str(file), "--format", "json", "--db", str(office)).out)
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, 2)


def test_rejected_rows_are_named_and_nothing_is_written(run: Run, office: Path, bad: Path) -> None:
    result = run("import", str(bad), "--db", str(office))
    assert result.code == 3
    assert "Rejected rows\n  3: " in result.out
    assert result.out.endswith("2 rows: 1 new, 0 changed, 0 unchanged, 1 rejected\nNothing was written.\n")
    assert run("show", "B-1", "--db", str(office)).code == 1


@pytest.mark.parametrize(
    ("take", "owner"), [((), None), (("--take", "file"), "file"), (("--take", "ledger"), "ledger")]
)
def test_json_tells_what_both_sides_have_changed_and_who_decides(
    run: Run, office: Path, file: Path, take: tuple[str, ...], owner: str | None
) -> None:
    run("import", str(file), "--db", str(office))
    run("edit", "A-1", "title=Door ajar", "--db", str(office))
    file.write_text(LIST.replace("Door open", "Door jammed"), encoding="utf-8")
    result = run("import", str(file), "--dry-run", "--format", "json", *take, "--db", str(office))
    where = {"row": 2, "number": "A-1", "field": "title", "take": owner}
    values = {"before": "Door open", "here": "Door ajar", "file": "Door jammed"}
    assert json.loads(result.out)["conflicts"] == [where | values]


def test_bad_rows_may_be_left_out(run: Run, office: Path, bad: Path) -> None:
    result = run("import", str(bad), "--skip-bad", "--db", str(office))
    assert result.code == 3
    assert run("show", "B-1", "--db", str(office)).code == 0


def test_a_list_without_rows_begins_an_empty_ledger(run: Run, tmp_path: Path) -> None:
    empty, db = tmp_path / "empty.csv", str(tmp_path / "new.db")
    empty.write_text("编号,问题,整改时限\n", encoding="utf-8")
    result = run("import", str(empty), "--db", db)
    assert (result.code, result.err) == (0, f"New ledger: {db}\n")
    assert run("list", "--format", "json", "--db", db).out == "[]\n"


def test_a_list_of_which_every_row_is_rejected_begins_no_ledger(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("编号,问题,整改时限\nB-2,Lamp broken,尽快\n", encoding="utf-8")
    assert run("import", str(bad), "--skip-bad", "--db", str(tmp_path / "new.db")).code == 3
    assert not (tmp_path / "new.db").exists()


def test_a_dry_run_writes_nothing_and_makes_no_ledger(run: Run, tmp_path: Path, file: Path) -> None:
    result = run("import", str(file), "--dry-run", "--db", str(tmp_path / "none.db"))
    assert result.code == 0
    assert result.out.endswith("2 rows: 2 new, 0 changed, 0 unchanged, 0 rejected\nNothing was written.\n")
    assert not (tmp_path / "none.db").exists()


def test_an_import_makes_a_missing_ledger(run: Run, tmp_path: Path, file: Path) -> None:
    result = run("import", str(file), "--db", str(tmp_path / "new.db"))
    assert result.code == 0
    assert f"New ledger: {tmp_path / 'new.db'}\n" in result.err


@pytest.mark.parametrize(
    ("text", "code"),
    [(BAD, 3), ("unit,due\nWest,2030-01-31\n", 2), ("", 2)],
    ids=["rejected rows", "no title", "empty"],
)
def test_an_import_that_fails_leaves_no_ledger(run: Run, tmp_path: Path, text: str, code: int) -> None:
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    folder = tmp_path / "new"
    folder.mkdir()
    result = run("import", str(tmp_path / "list.csv"), "--db", str(folder / "new.db"))
    assert result.code == code
    assert "New ledger" not in result.err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("missing.csv",), "There is no file missing.csv."),
        ((".",), ". is a folder; name the file to import."),
        (("FILE", "--map", "备注"), "--map 备注: write it as COLUMN=FIELD"),
        (("FILE", "--map", "备注=colour"), "colour"),
        (("FILE", "--map", "备注=unit", "--map", "问题=unit"), "two columns are read as unit"),
        (("FILE", "--take", "both"), "'both' is not one of 'file', 'ledger'."),
    ],
)
def test_what_cannot_be_imported_is_wrong_usage(
    run: Run, office: Path, file: Path, arguments: tuple[str, ...], reason: str
) -> None:
    words = [str(file) if word == "FILE" else word for word in arguments]
    result = run("import", *words, "--db", str(office))
    assert (result.code, result.out) == (2, "")
    assert reason in result.err


def test_a_column_of_measures_has_its_heading_and_one_row_is_one(run: Run, office: Path, tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("问题,整改措施\nDoor,Close it\n", encoding="utf-8")
    out = run("import", str(tmp_path / "one.csv"), "--db", str(office)).out
    assert "  整改措施 → Measures (a word for it)\n" in out
    assert out.endswith("\n1 row: 1 new, 0 changed, 0 unchanged, 0 rejected\n")


def test_a_dry_run_shows_each_changed_cell_and_what_is_missing(run: Run, office: Path, file: Path) -> None:
    run("import", str(file), "--db", str(office))
    file.write_text("编号,问题,责任单位,整改时限,备注\nA-1,Door open,泡崖街道,2030-02-28,y\n", encoding="utf-8")
    result = run("import", str(file), "--dry-run", "--db", str(office))
    assert result.code == 0
    assert result.out.endswith(
        "\n"
        "Changed\n"
        "  2  A-1\n"
        "        Due: 2030-01-31 → 2030-02-28\n"
        "        备注: x → y\n"
        "\n"
        "Not in this file; they stay as they are\n"
        "  A-2\n"
        "\n"
        "1 row: 0 new, 1 changed, 0 unchanged, 0 rejected\n"
        "Nothing was written.\n"
    )


def test_a_mapping_is_remembered_for_the_same_header(run: Run, office: Path, tmp_path: Path) -> None:
    header = "事由甲,丙,乙\n"
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    first.write_text(f"{header}Door,Village,x\n", encoding="utf-8")
    second.write_text(f"{header}Lamp,Village,y\n", encoding="utf-8")
    run("import", str(first), "--map", "事由甲=title", "--map", "丙=unit", "--db", str(office))
    report = json.loads(run("import", str(second), "--format", "json", "--db", str(office)).out)
    assert (report["new"], [each["field"] for each in report["columns"]]) == (1, ["title", "unit", None])
    assert report["warnings"] == ["Columns are read as you said last time: 事由甲 → title, 丙 → unit."]
