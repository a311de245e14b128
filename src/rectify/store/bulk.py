"""Many new problems at once, as an import brings them: what `problems.add` does, in plain tuples and without waiting
for each row's indexes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Index, func, select, update
from sqlalchemy.schema import CreateIndex, DropIndex

from rectify.domain.facts import severity_rank
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Measure
from rectify.store import sqlite, tables, texts
from rectify.store.attached import MEASURES
from rectify.store.history import Recorder, canonical, event_hash
from rectify.store.problems import Names, New, initial_facts, shown_since
from rectify.store.search import NAMED

_MANY = 5000
"""From so many rows on, building the indexes anew is quicker than filling them row by row."""

_CACHE = 96_000
"""KiB of the ledger that are kept in memory meanwhile."""

_DEFAULTS = initial_facts()
_SEARCHED = ("number", "title", "description")
_STORED = tuple(column.name for column in tables.problems.c if column.computed is None)
_EMPTY = {name: _DEFAULTS.get(name) for name in _STORED} | {"removed": False, "version": 1}
_EVENT = tuple(column.name for column in tables.events.c)
_STEP = ("problem_id", "position", "text", "owner", "due_on", "done_on")
_INDEXED = (tables.problems, tables.events, tables.measures)


def _statement(table: str, columns: Sequence[str]) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    return f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"


_PROBLEMS, _EVENTS = _statement("problems", _STORED), _statement("events", _EVENT)
_MEASURES = _statement("measures", _STEP)
_TEXTS = f"INSERT INTO {tables.SEARCH_TABLE} (body, rowid) VALUES (?, ?)"


@contextmanager
def many(connection: Connection, rows: int) -> Iterator[None]:
    """Make room for so many new rows: indexes that would be filled one row at a time are built at the end."""
    if rows < _MANY or rows < (connection.execute(select(func.count()).select_from(tables.problems)).scalar() or 0):
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
    try:
        indexes = list(_indexes())
        for index in indexes:
            connection.execute(DropIndex(index))
        yield
        for index in indexes:
            connection.execute(CreateIndex(index))
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def _indexes() -> Iterator[Index]:
    for table in _INDEXED:
        yield from sorted(table.indexes, key=lambda index: str(index.name))


def add(recorder: Recorder, names: Names, new: Sequence[New], zone: ZoneInfo) -> None:
    """Record imported problems for the first time, each with its event; they are shown from the day they were found."""
    if not new:
        return
    recorder.write()
    connection = recorder.connection
    first = (connection.execute(select(func.max(tables.problems.c.id))).scalar() or 0) + 1
    rows, events, steps, bodies = list[Any](), list[Any](), list[Any](), list[Any]()
    midnights = dict[date | None, str]()
    for key, each in enumerate(new, first):
        said, found_on = _plain(each), each.facts.get("found_on")
        if found_on not in midnights:
            midnights[found_on] = shown_since(found_on, recorder, zone)
        measures = [_step(step) for step in each.measures]
        events.append(_event(recorder, key, each, said, measures))
        steps += [(key, at, *map(step.get, _STEP[2:])) for at, step in enumerate(measures, 1)]
        bodies.append((_body(said, measures), key))
        rows.append(_row(key, each, said, names, midnights[found_on]))
    for statement, values in ((_PROBLEMS, rows), (_MEASURES, steps), (_TEXTS, bodies), (_EVENTS, events)):
        sqlite.execute_many(connection, statement, values)
    connection.execute(update(tables.ledger).values(last_seq=recorder.seq, last_hash=recorder.hash))


def _plain(each: New) -> dict[str, Any]:
    """The facts that are known, as they are stored: days as ISO texts, codes as plain texts."""
    facts = {**each.facts, **MEASURES.counted(each.measures)} if each.measures else dict(each.facts)
    for name, value in facts.items():
        if value.__class__ is not str and value is not None:
            if isinstance(value, date):
                facts[name] = _iso(value)
            elif isinstance(value, StrEnum):
                facts[name] = value.value
    return facts


@lru_cache(maxsize=10_000)
def _iso(day: date) -> str:
    return day.isoformat()


def _step(step: Measure) -> dict[str, Any]:
    due, done = step.due_on, step.done_on
    return {
        "text": step.text,
        "owner": step.owner,
        "due_on": due and due.isoformat(),
        "done_on": done and done.isoformat(),
    }


def _event(
    recorder: Recorder, key: int, each: New, facts: Mapping[str, Any], measures: Sequence[Mapping[str, Any]]
) -> tuple[Any, ...]:
    told = {name: value for name, value in facts.items() if value is not None and value != _DEFAULTS[name]}
    told["status"], told["round"] = facts["status"], facts.get("round", _DEFAULTS["round"])
    if measures:
        told["measures"] = measures
    recorder.seq += 1
    event: dict[str, Any] = {
        "seq": recorder.seq,
        "at": recorder.at,
        "actor": recorder.stamp.actor,
        "action": "import",
        "group": recorder.group,
        "target": None,
        "number": facts["number"],
        "old": None,
        "new": canonical(told),
        "note": each.note,
    }
    recorder.hash = event["hash"] = event_hash(event, recorder.hash)
    event["problem_id"] = key
    return tuple(map(event.get, _EVENT))


def _row(key: int, each: New, facts: dict[str, Any], names: Names, since: str) -> tuple[Any, ...]:
    row = _EMPTY | facts
    for fact, (column, _table) in NAMED.items():
        if facts.get(fact) is not None:
            row[column] = names.id_of(fact, facts[fact])
    row["id"], row["since"] = key, since
    row["number_sort"] = sort_key(facts["number"])
    row["severity_rank"] = severity_rank(row["severity"])
    row["extra"] = canonical(row["extra"]) if row["extra"] else None
    row["imported"] = None if each.imported is None else canonical(each.imported)
    return tuple(map(row.__getitem__, _STORED))


def _body(facts: Mapping[str, Any], measures: Sequence[Mapping[str, Any]]) -> str:
    own = [texts.body([text]) for text in map(facts.get, _SEARCHED) if text]
    if basis := facts.get("basis"):
        own.append(_tokens(basis))
    return f" {texts.BREAK} ".join([*own, *(_tokens(step["text"]) for step in measures if step["text"])])


@lru_cache(maxsize=5000)
def _tokens(text: str) -> str:
    """What is searched of a text that many problems share."""
    return texts.body([text])
