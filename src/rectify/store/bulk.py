"""Many new problems at once, as an import brings them: what `problems.add` does, in plain tuples and without waiting
for each row's indexes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Index, func, select, update
from sqlalchemy.schema import CreateIndex, DropIndex

from rectify.domain.facts import severity_rank
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Measure
from rectify.store import sqlite, tables, texts
from rectify.store.attached import MEASURES, recorded
from rectify.store.history import Recorder, canonical, hash_of_first
from rectify.store.problems import Names, New, initial_facts, shown_since
from rectify.store.search import NAMED

_MANY = 5000
"""From so many rows on, building the indexes anew is quicker than filling them row by row."""

_CACHE = 48_000
"""KiB of the ledger that are kept in memory meanwhile."""

_ALIKE = 5000
"""Texts and checklists that many problems share, of which so many are kept at hand."""

_DEFAULTS = initial_facts()
_SEARCHED = ("number", "title", "description")
_STORED = tuple(column.name for column in tables.problems.c if column.computed is None)
_EMPTY = {name: _DEFAULTS.get(name) for name in _STORED} | {"removed": False, "version": 1}
_in_order = itemgetter(*_STORED)
_EVENT = ("seq", "at", "actor", "action", "group", "problem_id", "number", "new", "note", "hash")
_TEXT = ("body", "rowid")
_STEP = ("problem_id", "position", "text", "owner", "due_on", "done_on")
_INDEXED = (tables.problems, tables.events, tables.measures)


@contextmanager
def many(connection: Connection, rows: int, progress: Callable[[int, int], None]) -> Iterator[None]:
    """Make room for so many new rows: indexes that would be filled one row at a time are built at the end.

    All of it is a part of the transaction, which leaves the indexes as they were where it fails. `progress` is told how
    many of how many are built; it may raise.
    """
    if rows < _MANY or rows < (connection.execute(select(func.count()).select_from(tables.problems)).scalar() or 0):
        yield
        return
    with sqlite.caching(connection, _CACHE):
        indexes = list(_indexes())
        for index in indexes:
            connection.execute(DropIndex(index))
        yield
        for built, index in enumerate(indexes):
            progress(built, len(indexes))
            connection.execute(CreateIndex(index))
        progress(len(indexes), len(indexes))


def _indexes() -> Iterator[Index]:
    for table in _INDEXED:
        yield from sorted(table.indexes, key=lambda index: str(index.name))


class _First(NamedTuple):
    """A problem on its way into the tables."""

    key: int
    new: New
    facts: dict[str, Any]
    """Those that are known, as they are stored."""


def add(recorder: Recorder, names: Names, new: Sequence[New], zone: ZoneInfo) -> None:
    """Record imported problems for the first time, each with its event; they are shown from the day they were found."""
    if not new:
        return
    recorder.write()
    connection = recorder.connection
    key = (connection.execute(select(func.max(tables.problems.c.id))).scalar() or 0) + 1
    batch = [_First(at, each, _known(each)) for at, each in enumerate(new, key)]
    sqlite.insert_many(connection, "problems", _STORED, list(_rows(batch, names, recorder, zone)))
    sqlite.insert_many(connection, "measures", _STEP, list(_measures(batch)))
    sqlite.insert_many(connection, tables.SEARCH_TABLE, _TEXT, [(_body(each), each.key) for each in batch])
    sqlite.insert_many(connection, "events", _EVENT, list(_events(batch, recorder)))
    connection.execute(update(tables.ledger).values(last_seq=recorder.seq, last_hash=recorder.hash))


def _known(new: New) -> dict[str, Any]:
    facts = {
        name: value if value.__class__ is str else _stored(value)
        for name, value in new.facts.items()
        if value is not None
    }
    if new.measures:
        facts |= _counted(tuple(new.measures))
    return facts


def _stored(value: Any) -> Any:
    """A fact as it is stored: a day as ISO text, a code as a plain text."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


@lru_cache(maxsize=_ALIKE)
def _counted(measures: tuple[Measure, ...]) -> dict[str, Any]:
    return {name: _stored(value) for name, value in MEASURES.counted(measures).items() if value is not None}


def _rows(batch: Iterable[_First], names: Names, recorder: Recorder, zone: ZoneInfo) -> Iterator[tuple[Any, ...]]:
    midnights = dict[date | None, str]()
    for key, new, facts in batch:
        found_on = new.facts.get("found_on")
        if found_on not in midnights:
            midnights[found_on] = shown_since(found_on, recorder, zone)
        row = _EMPTY | facts
        for fact, (column, _table) in NAMED.items():
            if fact in facts:
                row[column] = names.id_of(fact, facts[fact])
        row["id"], row["since"] = key, midnights[found_on]
        row["number_sort"] = sort_key(facts["number"])
        row["severity_rank"] = severity_rank(row["severity"])
        row["extra"] = canonical(row["extra"]) if row["extra"] else None
        row["imported"] = None if new.imported is None else canonical(new.imported)
        yield _in_order(row)


def _measures(batch: Iterable[_First]) -> Iterator[tuple[Any, ...]]:
    for key, new, _facts in batch:
        for position, (text, owner, due_on, done_on) in enumerate(new.measures, 1):
            yield key, position, text, owner, due_on and due_on.isoformat(), done_on and done_on.isoformat()


def _events(batch: Iterable[_First], recorder: Recorder) -> Iterator[tuple[Any, ...]]:
    """The events, chained as `Recorder.record` does it."""
    at, actor, group = recorder.at, recorder.stamp.actor, recorder.group
    for key, new, facts in batch:
        recorder.seq += 1
        number, told = facts["number"], canonical(_told(new, facts))
        recorder.hash = hash_of_first(recorder, number, told, new.note)
        yield recorder.seq, at, actor, "import", group, key, number, told, new.note, recorder.hash


def _told(new: New, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What the history says of a problem: what is other than nobody needs to be told, its status and its round."""
    told = {name: value for name, value in facts.items() if value != _DEFAULTS[name]}
    told["status"], told["round"] = facts["status"], facts.get("round", _DEFAULTS["round"])
    if new.measures:
        told["measures"] = recorded(new.measures)
    return told


def _body(each: _First) -> str:
    facts, measures = each.facts, each.new.measures
    own = [texts.body([text]) for text in map(facts.get, _SEARCHED) if text]
    if basis := facts.get("basis"):
        own.append(_tokens(basis))
    return f" {texts.BREAK} ".join([*own, *(_tokens(step.text) for step in measures if step.text)])


@lru_cache(maxsize=_ALIKE)
def _tokens(text: str) -> str:
    """What is searched of a text that many problems share."""
    return texts.body([text])
