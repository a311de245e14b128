"""Backups of a ledger in use, and the way back."""

import sqlite3
import stat
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.errors import LedgerUnavailable, Refused
from rectify.service import Ledger, add, backup, chain_end, change_mark, check, edit, open_ledger, problems, restore

NOON = at("2026-11-22")


def titles(ledger: Ledger) -> list[str]:
    return [each.title for each in problems(ledger, Selection(date(2026, 11, 22)))]


@pytest.fixture
def kept(ledger: Ledger) -> Path:
    """A backup made when the ledger had one problem; it has two since."""
    add(ledger, {"title": "One"}, NOON)
    path = backup(ledger, None, NOON)
    add(ledger, {"title": "Two"}, NOON)
    return path


def test_a_backup_stands_beside_the_ledger_named_after_the_moment(ledger: Ledger, kept: Path) -> None:
    assert kept == ledger.path.with_name("ledger.backup-20261122T040000Z.db")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with open_ledger(kept) as copied:
        assert titles(copied) == ["One"]
        assert check(copied).ok
    assert titles(ledger) == ["One", "Two"]


def bear_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as written, written:
        written.execute("UPDATE alembic_version SET version_num = ?", (revision,))


@pytest.mark.parametrize("newer", ["ledger", "backup"])
def test_neither_a_newer_ledger_nor_a_newer_backup_takes_part_in_a_restore(
    ledger: Ledger, kept: Path, newer: str
) -> None:
    path = ledger.path
    ledger.close()
    bear_revision(path if newer == "ledger" else kept, "9999")
    before = path.read_bytes()
    told = rf"{path if newer == 'ledger' else kept} was written by a newer rectify \(revision 9999\)"
    with pytest.raises(LedgerUnavailable, match=told):
        restore(path, kept, NOON)
    assert path.read_bytes() == before
    assert list(path.parent.glob("*replaced*")) == []


def test_a_backup_takes_in_what_was_just_written_and_stands_alone(ledger: Ledger, tmp_path: Path) -> None:
    add(ledger, {"title": "Just now"}, NOON)
    path = backup(ledger, tmp_path / "far" / "away.db", NOON)
    assert [each.name for each in path.parent.iterdir()] == ["away.db"]
    with open_ledger(path) as copied:
        assert chain_end(copied) == chain_end(ledger)


def test_a_backup_never_takes_the_place_of_a_file(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "report.db").write_text("mine")
    with pytest.raises(Refused, match="exists already; a backup never takes the place of a file"):
        backup(ledger, tmp_path / "report.db", NOON)
    assert (tmp_path / "report.db").read_text() == "mine"


def test_a_backup_takes_no_name_that_something_has_without_being_there(ledger: Ledger, tmp_path: Path) -> None:
    link = tmp_path / "shelf.db"
    link.symlink_to(tmp_path / "stick" / "shelf.db")
    with pytest.raises(Refused, match="exists already; a backup never takes the place of a file"):
        backup(ledger, link, NOON)
    assert [each for each in tmp_path.iterdir() if "shelf" in each.name and each.is_symlink()] == [link]


def test_a_backup_that_cannot_be_written_leaves_nothing(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LedgerUnavailable, match="cannot be written"):
        backup(ledger, tmp_path / "file" / "copy.db", NOON)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "ledger.db", "ledger.db-shm", "ledger.db-wal"]


def test_a_restored_ledger_is_the_backup_and_the_old_one_is_kept(ledger: Ledger, kept: Path) -> None:
    path = ledger.path
    ledger.close()
    old = restore(path, kept, at("2026-11-23"))
    assert old == path.with_name("ledger.replaced-20261123T040000Z.db")
    with open_ledger(path) as restored, open_ledger(old) as replaced:
        assert titles(restored) == ["One"]
        assert titles(replaced) == ["One", "Two"]
        assert check(restored).ok
        assert check(replaced).ok
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(old.stat().st_mode)


def test_who_has_the_ledger_open_sees_the_restored_one(ledger: Ledger, kept: Path) -> None:
    mark = change_mark(ledger)
    restore(ledger.path, kept, NOON)
    assert change_mark(ledger) != mark
    assert titles(ledger) == ["One"]
    assert add(ledger, {"title": "Three"}, NOON).number == "2026-0002"
    assert check(ledger).ok


def test_the_backup_itself_is_only_read(ledger: Ledger, kept: Path) -> None:
    before = kept.read_bytes()
    restore(ledger.path, kept, NOON)
    assert kept.read_bytes() == before


def test_a_ledger_is_restored_where_there_is_none(kept: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.db"
    assert restore(path, kept, NOON) is None
    with open_ledger(path) as restored:
        assert titles(restored) == ["One"]
    assert [each.name for each in path.parent.iterdir()] == ["ledger.db"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"not a ledger", b"SQLite format 3\0" + b"\0" * 100])
def test_what_is_no_ledger_is_not_restored(ledger: Ledger, tmp_path: Path, content: bytes) -> None:
    add(ledger, {"title": "One"}, NOON)
    file = tmp_path / "backup.db"
    file.write_bytes(content)
    with pytest.raises(LedgerUnavailable):
        restore(ledger.path, file, NOON)
    assert titles(ledger) == ["One"]


def test_a_missing_backup_is_told(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable, match="There is no ledger at"):
        restore(ledger.path, tmp_path / "none.db", NOON)


def test_a_backup_that_was_altered_is_not_restored(ledger: Ledger, kept: Path) -> None:
    with closing(sqlite3.connect(kept)) as shell:
        shell.execute("UPDATE events SET actor = 'x'")
        shell.commit()
    with pytest.raises(Refused, match="is damaged, so nothing was restored: Event 1 was altered"):
        restore(ledger.path, kept, NOON)
    assert titles(ledger) == ["One", "Two"]


def test_half_a_backup_is_not_restored(ledger: Ledger, kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[: kept.stat().st_size // 2])
    with pytest.raises(LedgerUnavailable) as caught:
        restore(ledger.path, kept, NOON)
    assert str(caught.value) == f"{kept} is damaged; restore a backup of it."
    assert titles(ledger) == ["One", "Two"]


def test_the_ledger_is_no_backup_of_itself(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "same.db").symlink_to(ledger.path)
    for file in (ledger.path, tmp_path / "same.db"):
        with pytest.raises(Refused, match="is the ledger itself, not a backup of it"):
            restore(ledger.path, file, NOON)


@pytest.mark.parametrize("broken", [b"", b"scrambled", None])
def test_a_ledger_that_is_broken_is_set_aside_and_replaced(ledger: Ledger, kept: Path, broken: bytes | None) -> None:
    path = ledger.path
    ledger.close()
    content = path.read_bytes()[:6000] if broken is None else broken
    path.write_bytes(content)
    old = restore(path, kept, NOON)
    assert old is not None
    assert old.read_bytes() == content
    with open_ledger(path) as restored:
        assert titles(restored) == ["One"]
        assert check(restored).ok


def test_two_backups_of_the_same_second_do_not_replace_each_other(ledger: Ledger, kept: Path) -> None:
    before = kept.read_bytes()
    second = backup(ledger, None, NOON)
    assert second == ledger.path.with_name("ledger.backup-20261122T040000Z-2.db")
    assert kept.read_bytes() == before


def test_two_restores_of_the_same_second_keep_both_old_ledgers(ledger: Ledger, kept: Path) -> None:
    first = restore(ledger.path, kept, NOON)
    edit(ledger, ["2026-0001"], {"title": "Changed"}, NOON)
    second = restore(ledger.path, kept, NOON)
    assert first is not None
    assert second is not None
    assert first != second
    with open_ledger(first) as one, open_ledger(second) as other:
        assert (titles(one), titles(other)) == (["One", "Two"], ["Changed"])


def test_a_database_of_another_program_is_never_replaced_by_a_backup(ledger: Ledger, tmp_path: Path) -> None:
    kept = backup(ledger, tmp_path / "kept.db", at("2026-11-22"))
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE accounts (id)")
        connection.commit()
    before = foreign.read_bytes()
    with pytest.raises(LedgerUnavailable, match="a database of something else"):
        restore(foreign, kept, at("2026-11-22"))
    assert foreign.read_bytes() == before


def test_a_restore_leaves_nothing_beside_the_backup_and_the_ledger(ledger: Ledger, kept: Path) -> None:
    path = ledger.path
    ledger.close()
    before = kept.read_bytes()
    replaced = restore(path, kept, NOON)
    assert replaced is not None
    with open_ledger(kept) as copied:
        assert check(copied).ok
    assert sorted(path.parent.iterdir()) == sorted([path, kept, replaced])
    assert kept.read_bytes() == before
