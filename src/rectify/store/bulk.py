"""Many new problems at once, as an import brings them: what `problems.add` does, column by column, since long lists
repeat their values from row to row, and without waiting for each row's indexes.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from functools import lru_cache, partial
from itertools import chain
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Index, func, select, update
from sqlalchemy.schema import CreateIndex, DropIndex

from rectify.domain.facts import severity_rank
from rectify.domain.numbers import sort_key
from rectify.domain.once import once
from rectify.domain.problem import Measure
from rectify.store import sqlite, tables, texts
from rectify.store.ahead import ahead
from rectify.store.attached import MEASURES, recorded
from rectify.store.further_tables import measures
from rectify.store.history import Recorder, canonical, hashes_of_first
from rectify.store.json_columns import Columns, objects
from rectify.store.names import Names
from rectify.store.problems import initial_facts, shown_since
from rectify.store.schema import indexes_of
from rectify.store.scope import NAMED

_MANY = 5000
"""From this number of rows on, rebuilding the indexes is quicker than updating them row by row."""

_CACHE = 16_000
"""KiB of the ledger that are cached meanwhile."""

_ALIKE = 5000
"""How many texts and checklists that several problems share are cached."""

_TEXTS = 10_000
"""How many texts are written to the full-text table together: each write begins a new segment of its index."""

_DEFAULTS = initial_facts()
_ALWAYS_TOLD = frozenset({"status", "round"})
"""Facts that the history records even if they have their default."""

_LONE = ("number", "title", "description")
_SHARED = ("basis",)
"""Facts that are searched: those that differ from problem to problem, and those that many problems share."""

_FILLED = {
    column.name: _DEFAULTS.get(column.name)
    for column in tables.problems.c
    if column.computed is None and _DEFAULTS.get(column.name) is not None and column.name not in {"extra", "number"}
} | {"removed": False, "version": 1}
"""The values of columns that an import does not set."""

_BETWEEN = f" {texts.BREAK} "
_INDEXED = (tables.problems, tables.events, measures)


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
        yield from indexes_of(table)


class Batch(NamedTuple):
    """New problems, in columns: each has one value for every problem, in their order."""

    facts: Columns
    """By name; None where a fact is not known. The numbers are."""
    measures: Sequence[tuple[Measure, ...]]
    imported: Sequence[str]
    """What the import brought, cell by cell, as canonical JSON."""
    notes: Sequence[str | None]


class _Tables(NamedTuple):
    """The values that a batch writes, in columns, without the ids of names."""

    facts: Columns
    problems: Columns
    measures: Columns
    bodies: Sequence[str]
    events: Columns


def add(recorder: Recorder, names: Names, batches: Iterable[Batch], zone: ZoneInfo) -> Generator[int, None, None]:
    """Record imported problems for the first time, each with its event; they are shown from the day they were found.

    Yields after each batch how many are written. The batches are put together in a thread of its own while those
    before are written, and so must not ask the ledger for anything.
    """
    recorder.write()
    connection = recorder.connection
    first = (connection.execute(select(func.max(tables.problems.c.id))).scalar() or 0) + 1
    written, texts_of = 0, dict[int, str]()
    with ahead(_put_together(batches, first, recorder, zone)) as prepared:
        for each in prepared:
            sqlite.insert_columns(connection, "problems", {**each.problems, **_ids(each.facts, names)})
            sqlite.insert_columns(connection, "measures", each.measures)
            sqlite.insert_columns(connection, "events", each.events)
            texts_of |= zip(each.problems["id"], each.bodies, strict=True)
            if len(texts_of) >= _TEXTS:
                _write_texts(connection, texts_of)
            written += len(each.bodies)
            yield written
    _write_texts(connection, texts_of)
    connection.execute(update(tables.ledger).values(last_seq=recorder.seq, last_hash=recorder.hash))


def _write_texts(connection: Connection, bodies: dict[int, str]) -> None:
    sqlite.insert_columns(connection, tables.SEARCH_TABLE, {"body": [*bodies.values()], "rowid": [*bodies]})
    bodies.clear()


def _put_together(batches: Iterable[Batch], first: int, recorder: Recorder, zone: ZoneInfo) -> Iterator[_Tables]:
    for batch in batches:
        facts, keys = _facts(batch), range(first, first + len(batch.measures))
        first = keys.stop
        since = once(
            partial(shown_since, recorder=recorder, zone=zone), batch.facts.get("found_on", [None] * len(keys))
        )
        yield _Tables(
            facts,
            _rows(facts) | {"id": keys, "since": since, "imported": batch.imported},
            _measures(keys, batch.measures),
            _bodies(facts, batch.measures),
            _events(keys, facts, batch, recorder),
        )


def _facts(batch: Batch) -> dict[str, Sequence[Any]]:
    """The facts as they are stored, with those that follow from the checklists; columns without any are left out."""
    counted = once(_counted, batch.measures)
    facts = {name: values if name == "extra" else once(_stored, values) for name, values in batch.facts.items()}
    facts |= {name: [each[name] for each in counted] for name in MEASURES.counted(())}
    return {name: values for name, values in facts.items() if any(value is not None for value in values)}


def _stored(value: Any) -> Any:
    """A fact as it is stored: a day as ISO text, a code as plain text."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


@lru_cache(maxsize=_ALIKE)
def _counted(measures: tuple[Measure, ...]) -> dict[str, Any]:
    return {name: _stored(value) for name, value in MEASURES.counted(measures).items()}


def _rows(facts: Columns) -> dict[str, Sequence[Any]]:
    """The columns of the table of problems, but for the ids of names."""
    count = len(facts["number"])
    rows = {name: values for name, values in facts.items() if name not in NAMED}
    for name, default in _FILLED.items():
        present = rows.get(name)
        rows[name] = [default] * count if present is None else [default if each is None else each for each in present]
    rows["number_sort"] = list(map(sort_key, facts["number"]))
    rows["severity_rank"] = once(severity_rank, facts.get("severity", [None] * count))
    if "extra" in facts:
        rows["extra"] = [canonical(extra) if extra else None for extra in facts["extra"]]
    return rows


def _ids(facts: Columns, names: Names) -> dict[str, Sequence[Any]]:
    """The names as their tables know them; new ones are created in the order of the rows."""
    for table in {table.name: table for _column, table in NAMED.values()}.values():
        named = [fact for fact, (_column, of) in NAMED.items() if of is table and fact in facts]
        if named:
            names.make(named[0], chain.from_iterable(zip(*(facts[fact] for fact in named), strict=True)))
    return {
        column: once(partial(names.id_of, fact), facts[fact])
        for fact, (column, _table) in NAMED.items()
        if fact in facts
    }


def _measures(keys: Sequence[int], lists: Sequence[tuple[Measure, ...]]) -> dict[str, Sequence[Any]]:
    steps = [
        (key, position, text, owner, _stored(due_on), _stored(done_on))
        for key, measures in zip(keys, lists, strict=True)
        for position, (text, owner, due_on, done_on) in enumerate(measures, 1)
    ]
    names = ("problem_id", "position", "text", "owner", "due_on", "done_on")
    return dict(zip(names, zip(*steps, strict=True), strict=True)) if steps else {}


def _events(keys: Sequence[int], facts: Columns, batch: Batch, recorder: Recorder) -> dict[str, Sequence[Any]]:
    """The events, chained as by `Recorder.record`."""
    first, count, told = recorder.seq + 1, len(keys), _told(facts, batch)
    hashes = hashes_of_first(recorder, facts["number"], told, batch.notes)
    same = {"at": recorder.at, "actor": recorder.stamp.actor, "action": "import", "group": recorder.group}
    return {name: [value] * count for name, value in same.items()} | {
        "seq": range(first, first + count),
        "problem_id": keys,
        "number": facts["number"],
        "new": told,
        "note": batch.notes,
        "hash": hashes,
    }


def _told(facts: Columns, batch: Batch) -> list[str]:
    """What the history records of each problem: facts that differ from the defaults, its status and its round."""
    count = len(batch.measures)
    told = {name: values if name in _ALWAYS_TOLD else _differing(name, values) for name, values in facts.items()}
    told |= {name: facts.get(name, [_DEFAULTS[name]] * count) for name in _ALWAYS_TOLD}
    told["measures"] = [steps or None for steps in batch.measures]
    return objects(told, {"measures": lambda steps: canonical(recorded(steps))})


def _differing(name: str, values: Sequence[Any]) -> Sequence[Any]:
    default = _DEFAULTS[name]
    return values if default is None else [None if value == default else value for value in values]


def _bodies(facts: Columns, measures: Sequence[tuple[Measure, ...]]) -> list[str]:
    """What is searched of each problem."""
    parts = [[texts.body([text]) if text else None for text in facts[name]] for name in _LONE if name in facts]
    parts += [once(lambda text: _tokens(text) if text else None, facts[name]) for name in _SHARED if name in facts]
    parts.append(once(_tokens_of_steps, measures))
    return [_BETWEEN.join([part for part in row if part is not None]) for row in zip(*parts, strict=True)]


@lru_cache(maxsize=_ALIKE)
def _tokens(text: str) -> str:
    """What is searched of a text that many problems share."""
    return texts.body([text])


def _tokens_of_steps(measures: tuple[Measure, ...]) -> str | None:
    found = [_tokens(step.text) for step in measures if step.text]
    return _BETWEEN.join(found) if found else None
