"""`check`, `backup` and `restore`."""

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from tests.cli.conftest import Run

from rectify import service
from rectify.domain.problem import Stamp


def last_hash(office: Path) -> str:
    with service.open_ledger(office) as ledger:
        return service.chain_end(ledger)[1]


def test_check_prints_where_the_history_ends(run: Run, office: Path) -> None:
    result = run("check", "--db", str(office))
    assert result.code == 0
    assert result.out == f"Events: 5\nProblems: 4\nLast event: 5 {last_hash(office)}\nNo fault found.\n"


def test_check_as_json(run: Run, office: Path) -> None:
    assert json.loads(run("check", "--format", "json", "--db", str(office)).out) == {
        "ok": True,
        "events": 5,
        "problems": 4,
        "last_seq": 5,
        "last_hash": last_hash(office),
        "faults": [],
    }


def test_an_altered_event_is_named(run: Run, office: Path) -> None:
    with sqlite3.connect(office) as connection:
        connection.execute("UPDATE events SET note = 'Board is old' WHERE seq = 5")
    connection.close()
    result = run("check", "--db", str(office))
    assert result.code == 1
    assert result.out.startswith("Event 5 was altered")
    faults = json.loads(run("check", "--format", "json", "--db", str(office)).out)["faults"]
    assert (faults[0]["kind"], faults[0]["event"], faults[0]["number"]) == ("chain", 5, "2020-0002")


def test_a_clock_that_jumped_back_is_noted_but_no_fault(run: Run, office: Path) -> None:
    earlier = Stamp("Wang Lan", datetime(2020, 1, 2, 1, 0, tzinfo=UTC))
    with service.open_ledger(office) as ledger:
        service.note(ledger, ["2020-0001"], "From a machine whose clock is slow", earlier)
    note = "The clock jumped back before event 6: 2020-01-02T01:00:00.000000Z after 2020-01-07T01:00:00.000000Z."
    result = run("check", "--db", str(office))
    assert (result.code, result.out.splitlines()[0], result.err) == (0, note, "")
    assert result.out.splitlines()[-1] == "No fault found."
    told = run("check", "--format", "json", "--db", str(office))
    assert (json.loads(told.out)["ok"], told.err) == (True, f"{note}\n")


def test_a_hash_that_is_gone_is_a_no(run: Run, office: Path) -> None:
    assert run("check", "--expect", last_hash(office).upper(), "--db", str(office)).code == 0
    assert run("check", "--expect", "0" * 63 + "1", "--db", str(office)).code == 1


def test_a_backup_is_named_and_can_be_restored(run: Run, office: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", str(copy), "--db", str(office)).out == f"{copy}\n"
    run("status", "2020-0001", "in_progress", "--db", str(office))
    result = run("restore", str(copy), "--db", str(office))
    assert result.code == 0
    assert result.err.startswith(f"Restored {office}; the old ledger is kept at {tmp_path}/office.replaced-")
    assert json.loads(run("show", "2020-0001", "--format", "json", "--db", str(office)).out)["status"] == "open"


def test_a_backup_without_a_name_lies_beside_the_ledger(run: Run, office: Path, tmp_path: Path) -> None:
    path = Path(run("backup", "--db", str(office)).out.strip())
    assert path.parent == tmp_path
    assert path.exists()


def test_a_backup_never_takes_the_place_of_a_file(run: Run, office: Path) -> None:
    assert run("backup", str(office), "--db", str(office)).code == 1


def test_what_is_no_backup_is_not_restored(run: Run, office: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a ledger")
    before = office.read_bytes()
    assert run("restore", str(tmp_path / "notes.txt"), "--db", str(office)).code == 4
    assert run("restore", str(tmp_path / "missing.db"), "--db", str(office)).code == 4
    assert office.read_bytes() == before
