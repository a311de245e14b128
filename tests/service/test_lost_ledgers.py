"""A ledger whose file is moved, deleted or replaced while it is open."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from tests.service.clock import at

from rectify.domain.listing import Selection
from rectify.errors import LedgerBusy, LedgerUnavailable
from rectify.service import (
    Ledger,
    add,
    backup,
    change_mark,
    check,
    create_ledger,
    open_ledger,
    problems,
    remove_unused,
)

NOW = at("2026-11-22")


def titles(ledger: Ledger) -> list[str]:
    return [problem.title for problem in problems(ledger, Selection(NOW.at.date()))]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with create_ledger(tmp_path / "ledger.db", NOW, name="Hall", time_zone="UTC") as ledger:
        add(ledger, {"title": "Lamp"}, NOW)
    return tmp_path / "ledger.db"


def test_nothing_is_written_to_a_file_that_was_moved_away(path: Path) -> None:
    with open_ledger(path) as ledger:
        path.rename(path.with_name("away.db"))
        with pytest.raises(LedgerUnavailable, match="is gone: nothing is written until it is back"):
            add(ledger, {"title": "Door"}, NOW)
        with pytest.raises(LedgerUnavailable, match="is gone"):
            ledger.reopened()
        assert titles(ledger) == ["Lamp"]
        path.with_name("away.db").rename(path)
        add(ledger, {"title": "Door"}, NOW)
        assert titles(ledger) == ["Lamp", "Door"]


def test_the_log_of_a_moved_file_goes_with_it(path: Path) -> None:
    away = path.with_name("away.db")
    with open_ledger(path) as ledger:
        add(ledger, {"title": "Door"}, NOW)
        path.rename(away)
        with pytest.raises(LedgerUnavailable):
            ledger.reopened()
        with open_ledger(away) as moved:
            assert titles(moved) == ["Lamp", "Door"]


def test_a_copy_in_its_place_is_opened_without_the_log_of_the_file_before(path: Path) -> None:
    ledger = open_ledger(path)
    copy = backup(ledger, path.with_name("copy.db"), NOW)
    add(ledger, {"title": "Door"}, NOW)
    copy.replace(path)
    with pytest.raises(LedgerUnavailable, match="Another file lies at"):
        change_mark(ledger)
    with ledger.reopened() as renewed:
        add(renewed, {"title": "Gate"}, NOW)
        assert titles(renewed) == ["Lamp", "Gate"]
        assert check(renewed).ok


def test_another_ledger_in_its_place_is_left_as_it_is(path: Path, tmp_path: Path) -> None:
    create_ledger(tmp_path / "other.db", NOW, name="Yard", time_zone="UTC").close()
    with open_ledger(path) as ledger:
        (tmp_path / "other.db").replace(path)
        before = path.read_bytes()
        with pytest.raises(LedgerUnavailable, match="now: “Yard”"):
            ledger.reopened()
        assert path.read_bytes() == before
        assert titles(ledger) == ["Lamp"]


def test_a_ledger_that_is_locked_is_told_from_one_that_cannot_be_written(path: Path) -> None:
    with open_ledger(path, wait=0) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerBusy, match="in use by another program"):
            add(ledger, {"title": "Door"}, NOW)


def test_a_new_ledger_that_somebody_else_uses_already_is_not_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    made = create_ledger(path, NOW, name="Yard", time_zone="UTC")
    with open_ledger(path) as other:
        add(other, {"title": "Lamp"}, NOW)
    assert not remove_unused(made)
    made.close()
    with open_ledger(path) as again:
        assert titles(again) == ["Lamp"]


def test_a_new_ledger_that_nobody_used_is_taken_away(tmp_path: Path) -> None:
    assert remove_unused(create_ledger(tmp_path / "new.db", NOW, name="Yard", time_zone="UTC"))
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_that_goes_while_its_lock_is_waited_for_is_not_written(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    def take_away(_failed: object) -> None:
        path.unlink(missing_ok=True)
        other.close()

    with open_ledger(path) as ledger:
        event.listen(Engine, "handle_error", take_away)
        try:
            with pytest.raises(LedgerUnavailable, match="is gone"):
                add(ledger, {"title": "Door"}, NOW)
        finally:
            event.remove(Engine, "handle_error", take_away)
