"""Older ledgers: backed up, then brought to the present revision, or left as they are."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine

from rectify.domain.listing import Selection
from rectify.domain.problem import Stamp
from rectify.errors import LedgerUnavailable
from rectify.service import add, check, find, problems, today
from rectify.store import sqlite, tables
from rectify.store.database import open_ledger
from rectify.store.migrations import SCRIPTS, configuration, migrate
from rectify.store.revision import stored_revision

Unprivileged = Callable[[], AbstractContextManager[None]]

PRESENT = tables.REVISION
NEXT = f"{int(PRESENT) + 1:04}"

ADDS_A_COLUMN = f"""
import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{PRESENT}"


def upgrade() -> None:
    op.add_column("problems", sa.Column("penalty", sa.Integer(), nullable=False, server_default="5"))
"""
FAILS_HALFWAY = f"{ADDS_A_COLUMN}    op.execute('INSERT INTO nowhere VALUES (1)')\n"


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """A copy of the scripts, to add some to."""
    return Path(shutil.copytree(SCRIPTS, tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__")))


@pytest.fixture
def older(path: Path, stamp: Stamp) -> Path:
    """A ledger at the present revision with one problem, kept by somebody who lets nobody else read it."""
    with open_ledger(path) as ledger:
        add(ledger, {"title": "Records incomplete", "unit": "泡崖街道"}, stamp)
    path.chmod(0o600)
    return path


def bring_up(engine: Engine, path: Path, scripts: Path) -> Path:
    try:
        return migrate(engine, path, stored_revision(engine, path), scripts=scripts)
    finally:
        engine.dispose()


def shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Every table with its columns, keys and indexes, as SQLite understands them; the triggers, and what they count."""
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found: dict[str, object] = {"tables": names}
    for name in names:
        found[f"{name} columns"] = list(connection.execute(f"PRAGMA table_xinfo({name})"))
        found[f"{name} keys"] = sorted(connection.execute(f"PRAGMA foreign_key_list({name})"))
        indexes = sorted(row[1:] for row in connection.execute(f"PRAGMA index_list({name})"))
        found[f"{name} indexes"] = [
            (index, list(connection.execute(f"PRAGMA index_xinfo({index[0]})"))) for index in indexes
        ]
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    return found | {"triggers": list(triggers), "tally": list(connection.execute("SELECT * FROM tally"))}


def test_the_revision_is_that_of_the_newest_script() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == tables.REVISION


def test_the_scripts_make_the_same_tables_as_a_new_ledger_has(tmp_path: Path, blank: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'scripted.db'}")
    config = configuration()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
    with closing(sqlite3.connect(tmp_path / "scripted.db")) as scripted, closing(sqlite3.connect(blank)) as new:
        assert shape(scripted) == shape(new)


def test_an_up_to_date_ledger_is_opened_without_a_backup(older: Path) -> None:
    open_ledger(older).close()
    assert list(older.parent.iterdir()) == [older]


def test_an_older_ledger_is_backed_up_and_brought_to_the_present(older: Path, scripts: Path) -> None:
    (scripts / "versions" / f"{NEXT}_penalty.py").write_text(ADDS_A_COLUMN)
    kept = bring_up(sqlite.connect(older), older, scripts)
    with closing(sqlite3.connect(older)) as new:
        assert new.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEXT,)]
        assert new.execute("SELECT title, penalty FROM problems").fetchall() == [("Records incomplete", 5)]
    with closing(sqlite3.connect(kept)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(PRESENT,)]
        assert old.execute("SELECT title FROM problems").fetchall() == [("Records incomplete",)]
    assert kept.parent == older.parent
    assert kept.name.startswith(f"ledger.before-{NEXT}.")


@pytest.fixture
def first(older: Path) -> Path:
    """The same ledger as the first rectify kept it."""
    with closing(sqlite3.connect(older)) as connection, connection:
        connection.execute("ALTER TABLE ledger DROP COLUMN holidays")
        for name in ("units", "people", "sources"):
            connection.execute(f"ALTER TABLE {name} DROP COLUMN initials")
        for event in ("insert", "update", "delete"):
            connection.execute(f"DROP TRIGGER tally_{event}")
        for name in ("part_rows", "parts", "imports", "views", "tally"):
            connection.execute(f"DROP TABLE {name}")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    return older


def test_a_ledger_of_the_first_revision_is_opened_with_all_that_is_in_it(first: Path) -> None:
    with open_ledger(first) as ledger:
        assert ledger.facts.holidays is None
        assert check(ledger).ok
    assert [each.name[:19] for each in first.parent.iterdir() if each != first] == [f"ledger.before-{PRESENT}."]


def test_the_wide_numbers_of_an_older_ledger_are_found_in_either_width(first: Path) -> None:
    with closing(sqlite3.connect(first)) as connection, connection:
        connection.execute("UPDATE problems SET number = '整改（2026）1号', number_sort = '整改（0042026）0011号'")
    with open_ledger(first) as ledger:
        assert find(ledger, "整改(2026)1号").number == "整改（2026）1号"


def test_the_names_of_an_older_ledger_get_their_initials(first: Path) -> None:
    with closing(sqlite3.connect(first)) as connection, connection:
        connection.execute("INSERT INTO people (name) VALUES ('单田芳'), ('Chen Bo')")
    open_ledger(first).close()
    with closing(sqlite3.connect(first)) as new:
        assert new.execute("SELECT name, initials FROM units").fetchall() == [("泡崖街道", "pyjd")]
        assert new.execute("SELECT name, initials FROM people ORDER BY id").fetchall() == [
            ("单田芳", "stf dtf"),
            ("Chen Bo", None),
        ]


def test_an_earlier_backup_keeps_its_place(older: Path, scripts: Path) -> None:
    (scripts / "versions" / f"{NEXT}_penalty.py").write_text(ADDS_A_COLUMN)
    os.utime(older, (0, 0))
    earlier = older.with_name(f"ledger.before-{NEXT}.19700101T000000Z.db")
    earlier.write_text("kept")
    assert bring_up(sqlite.connect(older), older, scripts).name == f"ledger.before-{NEXT}.19700101T000000Z-2.db"
    assert earlier.read_text() == "kept"


def test_the_backup_is_as_private_as_the_ledger(older: Path, scripts: Path) -> None:
    (scripts / "versions" / f"{NEXT}_penalty.py").write_text(ADDS_A_COLUMN)
    kept = bring_up(sqlite.connect(older), older, scripts)
    assert kept.stat().st_mode & 0o777 == 0o600


def test_the_backup_is_a_ledger_that_opens(older: Path, scripts: Path, stamp: Stamp) -> None:
    (scripts / "versions" / f"{NEXT}_penalty.py").write_text(ADDS_A_COLUMN)
    kept = bring_up(sqlite.connect(older), older, scripts)
    with open_ledger(kept) as ledger:
        assert [each.unit for each in problems(ledger, Selection(today(ledger, stamp.at)))] == ["泡崖街道"]


def test_a_migration_that_fails_halfway_changes_nothing(older: Path, scripts: Path, stamp: Stamp) -> None:
    (scripts / "versions" / f"{NEXT}_penalty.py").write_text(FAILS_HALFWAY)
    with pytest.raises(LedgerUnavailable, match="is damaged"):
        bring_up(sqlite.connect(older), older, scripts)
    with closing(sqlite3.connect(older)) as unchanged:
        columns = [row[1] for row in unchanged.execute("PRAGMA table_info(problems)")]
        assert unchanged.execute("SELECT version_num FROM alembic_version").fetchall() == [(PRESENT,)]
    assert "penalty" not in columns
    with open_ledger(older) as ledger:
        assert len(problems(ledger, Selection(today(ledger, stamp.at)))) == 1


def test_an_older_ledger_in_use_is_not_migrated(older: Path, scripts: Path) -> None:
    (scripts / "versions" / f"{NEXT}_penalty.py").write_text(ADDS_A_COLUMN)
    with closing(sqlite3.connect(older, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerUnavailable, match="is in use by another program"):
            bring_up(sqlite.connect(older, wait=0.1), older, scripts)
        other.execute("ROLLBACK")
        assert other.execute("SELECT version_num FROM alembic_version").fetchall() == [(PRESENT,)]


def test_a_revision_that_no_script_knows_is_newer(older: Path) -> None:
    engine = sqlite.connect(older)
    with pytest.raises(LedgerUnavailable, match="was written by a newer rectify"):
        migrate(engine, older, "0999")
    engine.dispose()
    assert list(older.parent.iterdir()) == [older]


def test_a_copy_into_a_ledger_that_somebody_writes_to_is_refused_after_the_wait(older: Path, blank: Path) -> None:
    with closing(sqlite3.connect(older, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerUnavailable) as caught:
            sqlite.copy(blank, older, named=older, wait=0.1)
        assert str(caught.value) == f"{older} is in use by another program; try again when it has finished."
        other.execute("ROLLBACK")
        assert other.execute("SELECT title FROM problems").fetchall() == [("Records incomplete",)]


def test_a_copy_to_where_no_file_can_be_made_is_told(older: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerUnavailable) as caught:
        sqlite.copy(older, tmp_path / "none" / "copy.db")
    assert str(caught.value) == f"{tmp_path / 'none' / 'copy.db'} cannot be written: No such file or directory."


def test_a_ledger_is_copied_from_where_nothing_may_be_written(
    shared: Path, older: Path, unprivileged: Unprivileged
) -> None:
    source, target = shared / "shelf" / "backup.db", shared / "copy.db"
    source.parent.mkdir()
    source.write_bytes(older.read_bytes())
    source.parent.chmod(0o555)
    with unprivileged():
        source_before = list(source.parent.iterdir())
        sqlite.copy(source, target)
        assert list(source.parent.iterdir()) == source_before
    with closing(sqlite3.connect(target)) as copied:
        assert copied.execute("SELECT title FROM problems").fetchall() == [("Records incomplete",)]
