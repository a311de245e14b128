"""Many new problems at once: the indexes are taken away for it, and are there again however it ends."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from rectify import service
from rectify.domain.problem import Stamp
from rectify.store import bulk

STAMP = Stamp("王芳", datetime(2026, 11, 22, 8, tzinfo=UTC))
MANY = 100_000


def indexes(connection: Connection) -> set[tuple[str, str]]:
    """The name and the definition of every index that the tables ask for."""
    found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
    return {(row.name, row.sql) for row in found}


@pytest.fixture
def ledger(tmp_path: Path) -> service.Ledger:
    return service.create_ledger(tmp_path / "ledger.db", STAMP, name="L", time_zone="UTC")


class Cancelled(Exception):
    """Somebody does not want to wait."""


def test_the_indexes_are_taken_away_and_built_again(ledger: service.Ledger) -> None:
    told = list[tuple[int, int]]()
    with ledger, ledger.writing() as connection:
        before = indexes(connection)
        with bulk.many(connection, MANY, lambda built, total: told.append((built, total))):
            meanwhile = indexes(connection)
        assert indexes(connection) == before
    assert before - meanwhile >= {(name, sql) for name, sql in before if name.startswith("ix_problems")}
    assert told == [(built, len(before - meanwhile)) for built in range(len(before - meanwhile) + 1)]


def test_a_few_rows_leave_the_indexes_alone(ledger: service.Ledger) -> None:
    with ledger, ledger.writing() as connection:
        before = indexes(connection)
        with bulk.many(connection, 100, lambda built, total: None):
            assert indexes(connection) == before


def test_an_error_after_the_indexes_were_taken_away_leaves_them_as_they_were(ledger: service.Ledger) -> None:
    with ledger:
        with ledger.reading() as connection:
            before = indexes(connection)
        with (
            pytest.raises(Cancelled),
            ledger.writing() as connection,
            bulk.many(connection, MANY, lambda built, total: None),
        ):
            raise Cancelled
        with ledger.reading() as connection:
            assert indexes(connection) == before


def test_a_cancel_while_the_indexes_are_built_leaves_them_as_they_were(ledger: service.Ledger) -> None:
    def cancel(built: int, total: int) -> None:
        if built == total // 2:
            raise Cancelled

    with ledger:
        with ledger.reading() as connection:
            before = indexes(connection)
        with pytest.raises(Cancelled), ledger.writing() as connection, bulk.many(connection, MANY, cancel):
            connection.execute(text("UPDATE ledger SET name = 'another'"))
        with ledger.reading() as connection:
            assert indexes(connection) == before
        ledger.refresh()
        assert ledger.facts.name == "L"
