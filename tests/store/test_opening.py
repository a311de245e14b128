"""Opening a ledger, and everything that is not one."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, event, text

from rectify.domain.listing import Selection
from rectify.domain.problem import Stamp
from rectify.errors import InvalidInput, LedgerUnavailable
from rectify.service import add, edit, import_file, problems, today
from rectify.store import trouble
from rectify.store.database import Ledger, create_ledger, open_ledger
from rectify.transfer.order import ImportOrder

Unprivileged = Callable[[], AbstractContextManager[None]]


def refusal(path: Path) -> str:
    with pytest.raises(LedgerUnavailable) as caught:
        open_ledger(path, wait=0.2)
    return str(caught.value)


def fill(path: Path, stamp: Stamp, count: int, description: str | None = None) -> None:
    with open_ledger(path) as ledger:
        for position in range(count):
            add(ledger, {"title": f"Problem {position}", "description": description}, stamp)


def test_a_missing_ledger_is_told(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.db") == f"There is no ledger at {tmp_path / 'none.db'}."
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_no_ledger(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path} is a folder, not a ledger."


def test_a_file_under_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert refusal(tmp_path / "file" / "ledger.db").endswith("cannot be read: Not a directory.")


def test_an_empty_file_is_no_ledger_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    assert refusal(path) == f"{path} is empty: it is not a ledger."
    assert path.stat().st_size == 0


def test_a_text_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_text("number,title\n1,党费\n")
    assert refusal(path) == f"{path} is not a ledger: it is no SQLite database."
    assert path.read_text() == "number,title\n1,党费\n"


def test_a_database_of_something_else_is_no_ledger_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE problems (id INTEGER PRIMARY KEY)")
    before = path.read_bytes()
    assert refusal(path) == f"{path} is not a ledger: it is a database of something else."
    assert path.read_bytes() == before


@pytest.mark.parametrize("kept", [20, 99, 0.1, 0.5, 0.99])
def test_a_ledger_that_was_cut_off_is_damaged_and_stays_as_it_is(path: Path, stamp: Stamp, kept: float) -> None:
    fill(path, stamp, 4, description="x" * 50_000)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole)) if kept < 1 else int(kept)])
    before = path.read_bytes()
    said = refusal(path)
    assert said in {
        f"{path} is damaged; restore a backup of it.",
        f"{path} is not a ledger: it is a database of something else.",
        f"{path} is not a ledger: it is no SQLite database.",
    }
    assert path.read_bytes() == before


def test_half_a_ledger_is_damaged(path: Path, stamp: Stamp) -> None:
    fill(path, stamp, 4, description="x" * 50_000)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert refusal(path) == f"{path} is damaged; restore a backup of it."


def test_a_ledger_whose_pages_were_overwritten_is_told(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    assert refusal(path) == f"{path} is damaged; restore a backup of it."


def test_a_ledger_without_its_tables_is_damaged(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE ledger")
    assert refusal(path) == f"{path} is damaged: a part of the ledger is missing; restore a backup of it."


@pytest.mark.parametrize("statement", ["DELETE FROM alembic_version", "DELETE FROM ledger"])
def test_a_ledger_that_does_not_say_what_it_is_is_damaged(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()
    assert f"{path} is damaged" in refusal(path)


def test_a_ledger_with_an_unknown_time_zone_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("UPDATE ledger SET time_zone = 'Mars/Olympus'")
        other.commit()
    with pytest.raises(LedgerUnavailable, match="There is no time zone Mars/Olympus"):
        open_ledger(path)


def test_a_newer_ledger_is_refused_and_not_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
        newer.commit()
    before = path.read_bytes()
    assert refusal(path) == f"{path} was written by a newer rectify (revision 0999); install that one to open it."
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_signs_that_mean_something_in_an_address_are_plain_in_a_path(tmp_path: Path, stamp: Stamp) -> None:
    path = tmp_path / "a?mode=ro#党费 100% & more" / "ledger.db"
    create_ledger(path, stamp, name="Office", time_zone="Asia/Shanghai").close()
    fill(path, stamp, 1)
    with open_ledger(path) as ledger:
        assert len(problems(ledger, Selection(today(ledger, stamp.at)))) == 1


def test_a_file_that_may_not_be_read_is_told(shared: Path, blank: Path, unprivileged: Unprivileged) -> None:
    path = shared / "ledger.db"
    path.write_bytes(blank.read_bytes())
    path.chmod(0o000)
    with unprivileged():
        assert refusal(path) == f"{path} cannot be read: Permission denied."


def test_a_folder_that_may_not_be_entered_is_told(shared: Path, unprivileged: Unprivileged) -> None:
    (shared / "closed").mkdir(mode=0o000)
    with unprivileged():
        said = refusal(shared / "closed" / "ledger.db")
    assert said == f"{shared / 'closed' / 'ledger.db'} cannot be read: Permission denied."


@pytest.mark.parametrize(("mode", "folder_mode"), [(0o444, 0o777), (0o444, 0o555), (0o666, 0o555)])
def test_a_read_only_ledger_is_read_and_not_written(
    shared: Path, blank: Path, stamp: Stamp, unprivileged: Unprivileged, mode: int, folder_mode: int
) -> None:
    path = shared / "ledger.db"
    path.write_bytes(blank.read_bytes())
    fill(path, stamp, 2)
    path.chmod(mode)
    shared.chmod(folder_mode)
    before = path.read_bytes()
    with unprivileged(), open_ledger(path) as ledger:
        assert [each.title for each in problems(ledger, Selection(today(ledger, stamp.at)))] == [
            "Problem 0",
            "Problem 1",
        ]
        with pytest.raises(LedgerUnavailable) as caught:
            add(ledger, {"title": "One more"}, stamp)
        assert str(caught.value) == f"{path} is read-only: nothing can be written to it."
        assert len(problems(ledger, Selection(today(ledger, stamp.at)))) == 2
    assert path.read_bytes() == before


def test_a_ledger_that_was_read_while_it_was_read_only_is_written_again(
    shared: Path, blank: Path, stamp: Stamp, unprivileged: Unprivileged
) -> None:
    path = shared / "ledger.db"
    path.write_bytes(blank.read_bytes())
    path.chmod(0o444)
    with unprivileged():
        open_ledger(path).close()
    path.chmod(0o666)
    with unprivileged(), open_ledger(path) as ledger:
        assert add(ledger, {"title": "One more"}, stamp).number == "2026-0001"


def test_no_ledger_is_made_in_a_folder_that_may_not_be_written(
    shared: Path, stamp: Stamp, unprivileged: Unprivileged
) -> None:
    shared.chmod(0o555)
    with unprivileged(), pytest.raises(LedgerUnavailable) as caught:
        create_ledger(shared / "ledger.db", stamp, name="Office", time_zone="Asia/Shanghai")
    assert str(caught.value) == f"No ledger can be made at {shared / 'ledger.db'}: Permission denied."


def test_no_ledger_is_made_under_a_file(tmp_path: Path, stamp: Stamp) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerUnavailable, match="No ledger can be made at"):
        create_ledger(tmp_path / "file" / "ledger.db", stamp, name="Office", time_zone="Asia/Shanghai")


def test_a_new_ledger_is_readable_by_its_owner_only(tmp_path: Path, stamp: Stamp) -> None:
    path = tmp_path / "deep" / "down" / "ledger.db"
    with create_ledger(path, stamp, name="Office", time_zone="Asia/Shanghai") as ledger:
        add(ledger, {"title": "Records incomplete"}, stamp)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert modes == {"ledger.db": 0o600, "ledger.db-wal": 0o600, "ledger.db-shm": 0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_new_ledger_knows_its_name_and_its_time_zone(tmp_path: Path, stamp: Stamp) -> None:
    with create_ledger(tmp_path / "a.db", stamp, name="甘井子区", time_zone="Europe/Lisbon") as ledger:
        facts = ledger.facts
    assert (facts.name, facts.time_zone, facts.soon_days, facts.immediate_days) == ("甘井子区", "Europe/Lisbon", 7, 7)
    assert not facts.verifier_may_be_owner


def test_creating_a_ledger_that_is_there_already_opens_it(path: Path, stamp: Stamp) -> None:
    with open_ledger(path) as ledger:
        known = ledger.facts
    with create_ledger(path, stamp, name="Another", time_zone="Europe/Lisbon") as ledger:
        assert ledger.facts == known


def test_creating_over_a_file_that_is_no_ledger_is_refused(tmp_path: Path, stamp: Stamp) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with pytest.raises(LedgerUnavailable, match="is empty: it is not a ledger"):
        create_ledger(path, stamp, name="Office", time_zone="Asia/Shanghai")


def test_an_unknown_time_zone_makes_no_ledger(tmp_path: Path, stamp: Stamp) -> None:
    for zone in ("Mars/Olympus", "", "../../etc/passwd", "Asia/\0"):
        with pytest.raises(InvalidInput, match="There is no time zone"):
            create_ledger(tmp_path / "ledger.db", stamp, name="Office", time_zone=zone)
    assert list(tmp_path.iterdir()) == []


def test_two_who_create_the_same_ledger_at_once_share_it(tmp_path: Path, stamp: Stamp) -> None:
    path, start = tmp_path / "ledger.db", Barrier(4)

    def create(name: str) -> str:
        start.wait()
        with create_ledger(path, stamp, name=name, time_zone="Asia/Shanghai") as ledger:
            add(ledger, {"title": name}, stamp)
            return ledger.facts.id

    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(create, ["one", "two", "three", "four"]))
    with open_ledger(path) as ledger:
        assert ids == {ledger.facts.id}
        assert len(problems(ledger, Selection(today(ledger, stamp.at)))) == 4
    assert list(tmp_path.iterdir()) == [path]


def test_a_ledger_is_made_where_files_cannot_be_linked(
    tmp_path: Path, stamp: Stamp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "ledger.db"
    with create_ledger(path, stamp, name="USB stick", time_zone="Asia/Shanghai") as ledger:
        assert ledger.facts.name == "USB stick"
    assert list(tmp_path.iterdir()) == [path]


def test_a_ledger_in_use_is_read_at_once_and_written_after_the_wait_is_refused(path: Path, stamp: Stamp) -> None:
    fill(path, stamp, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_ledger(path, wait=0.2) as ledger:
        other.execute("BEGIN IMMEDIATE")
        assert len(problems(ledger, Selection(today(ledger, stamp.at)))) == 1
        with pytest.raises(LedgerUnavailable) as caught:
            edit(ledger, ["2026-0001"], {"title": "New"}, stamp)
        assert str(caught.value) == f"{path} is in use by another program; try again when it has finished."
        other.execute("ROLLBACK")
        assert edit(ledger, ["2026-0001"], {"title": "New"}, stamp)[0].title == "New"


def test_a_ledger_that_another_program_keeps_to_itself_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        assert refusal(path) == f"{path} is in use by another program; try again when it has finished."


def test_a_ledger_that_another_program_keeps_to_itself_is_opened_when_that_has_finished(
    path: Path, stamp: Stamp
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")

    def finish(_failed: object) -> None:
        other.close()

    event.listen(Engine, "handle_error", finish)
    try:
        with open_ledger(path) as ledger:
            assert problems(ledger, Selection(today(ledger, stamp.at))) == []
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):  # it did stand in the way, once
            other.execute("SELECT 1")
    finally:
        event.remove(Engine, "handle_error", finish)


def another_program_comes_and_goes(path: Path) -> None:
    """It reads and closes the ledger; whoever closes it as the last takes the write-ahead log away."""
    script = "import sqlite3, sys; it = sqlite3.connect(sys.argv[1]); it.execute('SELECT * FROM ledger'); it.close()"
    subprocess.run([sys.executable, "-S", "-c", script, str(path)], check=True)


def test_a_ledger_that_is_opened_a_second_time_stays_in_use_for_other_programs(path: Path, stamp: Stamp) -> None:
    with open_ledger(path) as ledger:
        add(ledger, {"title": "Before"}, stamp)
        open_ledger(path).close()
        with pytest.raises(InvalidInput, match="is the ledger itself"):
            import_file(ledger, ImportOrder(path), stamp)
        another_program_comes_and_goes(path)
        add(ledger, {"title": "After"}, stamp)
        with closing(sqlite3.connect(path)) as other:
            assert other.execute("SELECT title FROM problems").fetchall() == [("Before",), ("After",)]


def test_a_ledger_that_was_closed_is_looked_at_again(path: Path) -> None:
    open_ledger(path).close()
    path.write_text("number,title\n")
    assert refusal(path) == f"{path} is not a ledger: it is no SQLite database."


def test_a_full_disk_changes_nothing_and_the_ledger_goes_on(ledger: Ledger, stamp: Stamp) -> None:
    add(ledger, {"title": "Small"}, stamp)
    with ledger.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(LedgerUnavailable) as caught:
        add(ledger, {"title": "Large", "description": "党费" * 100_000}, stamp)
    assert str(caught.value) == f"The disk is full: nothing was changed in {ledger.path}."
    assert [each.title for each in problems(ledger, Selection(today(ledger, stamp.at)))] == ["Small"]
    with ledger.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert add(ledger, {"title": "Large", "description": "党费" * 100_000}, stamp).number == "2026-0002"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database is locked", "is in use by another program; try again when it has finished."),
        ("attempt to write a readonly database", "is read-only: nothing can be written to it."),
        ("disk I/O error", "The disk failed while using"),
        ("database disk image is malformed", "is damaged; restore a backup of it."),
        ("file is not a database", "is not a ledger: it is no SQLite database."),
        ("unable to open database file", "cannot be opened; look at the permissions of the file and its folder."),
        ("no such table: events", "is damaged: a part of the ledger is missing; restore a backup of it."),
    ],
)
def test_what_the_database_says_is_told_in_words(tmp_path: Path, said: str, told: str) -> None:
    with pytest.raises(LedgerUnavailable, match=str(tmp_path)) as caught, trouble.told(tmp_path):
        raise sqlite3.OperationalError(said)
    assert told in str(caught.value)


@pytest.mark.parametrize("said", ["disk I/O error", "unable to open database file"])
def test_what_fails_for_want_of_room_is_told_as_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(total=100, used=100, free=0))
    with pytest.raises(LedgerUnavailable) as caught, trouble.told(tmp_path / "ledger.db"):
        raise sqlite3.OperationalError(said)
    assert str(caught.value) == f"The disk is full: nothing was changed in {tmp_path / 'ledger.db'}."


def test_a_mistake_of_ours_is_not_told_as_a_broken_ledger(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="syntax error"), trouble.told(tmp_path):
        raise sqlite3.OperationalError('near "SELEKT": syntax error')


def test_nothing_is_written_inside_a_view_of_the_ledger(ledger: Ledger, stamp: Stamp) -> None:
    with ledger.reading(), pytest.raises(RuntimeError, match="nothing can be written inside it"):
        add(ledger, {"title": "lamp"}, stamp)
    assert add(ledger, {"title": "lamp"}, stamp).number == "2026-0001"


def test_what_is_read_for_nobody_any_more_stops_in_its_midst(tmp_path: Path, stamp: Stamp) -> None:
    path = tmp_path / "ledger.db"
    create_ledger(path, stamp, name="Office", time_zone="Asia/Shanghai").close()
    endless = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n")
    asked = iter([False, False, True])
    with open_ledger(path) as ledger:
        ledger.stop_when(lambda: next(asked, True))
        with pytest.raises(LedgerUnavailable), ledger.reading() as connection:
            connection.execute(endless)
        ledger.stop_when(lambda: False)
        assert problems(ledger, Selection(stamp.at.date())) == []


def is_logged(path: Path) -> bool:
    """Whether the file says of itself that pages are written to a log first."""
    return path.read_bytes()[18:20] == b"\2\2"


def test_who_is_alone_with_a_ledger_keeps_others_out_until_the_end(path: Path, stamp: Stamp) -> None:
    with open_ledger(path) as ledger:
        with ledger.alone():
            assert refusal(path) == f"{path} is in use by another program; try again when it has finished."
            add(ledger, {"title": "Records incomplete"}, stamp)
            assert not is_logged(path)
            assert refusal(path) == f"{path} is in use by another program; try again when it has finished."
        assert is_logged(path)
        with open_ledger(path, wait=0.2) as other:
            assert [each.title for each in problems(other, Selection(today(other, stamp.at)))] == ["Records incomplete"]


def test_a_change_that_fails_while_alone_with_a_ledger_is_undone(path: Path, stamp: Stamp) -> None:
    with open_ledger(path) as ledger:
        with pytest.raises(ZeroDivisionError), ledger.alone(), ledger.writing() as connection:
            _ = (connection.execute(text("UPDATE ledger SET name = 'another'")), 1 // 0)
        assert is_logged(path)
        ledger.refresh()
        assert ledger.facts.name != "another"


def test_nobody_is_alone_with_a_ledger_that_another_has_open(path: Path, stamp: Stamp) -> None:
    with open_ledger(path) as ledger, open_ledger(path) as other, ledger.alone():
        add(ledger, {"title": "Records incomplete"}, stamp)
        assert is_logged(path)
        assert len(problems(other, Selection(today(other, stamp.at)))) == 1


def test_a_ledger_that_was_left_without_its_log_has_one_again(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    assert not is_logged(path)
    open_ledger(path).close()
    assert is_logged(path)
