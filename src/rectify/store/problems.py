"""Writing problems: each change updates the row, archives the state that ended, and records an event."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Update,
    bindparam,
    case,
    func,
    insert,
    select,
    update,
)

from rectify.domain.facts import severity_rank
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Measure, Problem
from rectify.errors import Conflict
from rectify.i18n import _
from rectify.store import attached, present_texts, sqlite, tables, texts
from rectify.store.attached import MEASURES, Entry
from rectify.store.database import instant
from rectify.store.history import UNSEARCHED, Recorder
from rectify.store.names import Names
from rectify.store.scope import NAMED

_DEFAULTS: dict[str, Any] = {
    name: Problem._field_defaults.get(name) for name in Problem._fields if name not in {"id", "version", "parent_unit"}
} | {"extra": {}}
"""The value of a fact that no event has set yet."""

_DATES = frozenset(column.name for column in tables.problems.c if isinstance(column.type, Date))

FACTS = tuple(name for name in _DEFAULTS)
"""The facts of a problem that its history records."""


def initial_facts() -> dict[str, Any]:
    """The facts of a problem before its first event."""
    return dict(_DEFAULTS)


TOLD = frozenset({"slip", "as_of", "answer_by"})
"""What an event may record besides facts: a reminder slip's number, its day, and when to answer."""

_ADD = insert(tables.problems)
_HIGHEST_ID = select(func.max(tables.problems.c.id))

_SEARCHED = frozenset({"number", "title", "description", "basis"})


@dataclass(frozen=True, slots=True)
class New:
    """A problem to be recorded for the first time."""

    facts: Mapping[str, Any]
    """By name; without a number, or with None, it is assigned one."""
    measures: Sequence[Measure] = ()
    imported: Mapping[str, Any] | None = None
    """The cells that the import brought, by field."""
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What one action changes in one problem."""

    problem: Problem
    changes: Mapping[str, Any]
    """New facts by name."""
    note: str | None = None
    action: str | None = None
    """Its own name, where it differs from that of the whole action."""
    lists: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    """Complete lists, by the names of attached.KINDS, which replace the present ones."""
    imported: Mapping[str, Any] | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    """What its event records besides the facts of the problem; names in TOLD."""


def shown_since(found_on: date | None, recorder: Recorder, zone: ZoneInfo) -> str:
    """The moment from which an imported problem is shown: the day on which it was found, or always."""
    if found_on is None:
        return ""
    return min(instant(datetime.combine(found_on, time(), zone)), recorder.at)


def add(
    recorder: Recorder, names: Names, action: str, new: Sequence[New], *, zone: ZoneInfo, from_always: bool = False
) -> list[int]:
    """Record problems for the first time; returns their ids.

    `from_always`: they are shown on past days too, from the day they were found.
    """
    connection = recorder.connection
    first = (connection.execute(_HIGHEST_ID).scalar() or 0) + 1
    rows, bodies = list[dict[str, Any]](), list[tuple[int, str]]()
    for key, each in enumerate(new, first):
        facts = _DEFAULTS | dict(each.facts) | MEASURES.counted(each.measures)
        since = shown_since(facts["found_on"], recorder, zone) if from_always else recorder.at
        rows.append({"id": key, **_row(facts, names), "version": 1, "since": since, "imported": each.imported})
        bodies.append(
            (key, present_texts.body(facts, [step.text for step in each.measures], _searched_notes(each.note, action)))
        )
        recorder.record(action, (key, facts["number"]), None, _recorded(facts, each.measures), note=each.note)
    if rows:
        connection.execute(_ADD, rows)
    attached.add(connection, MEASURES, [(key, each.measures) for key, each in enumerate(new, first)])
    sqlite.write_texts(connection, bodies)
    return [row["id"] for row in rows]


def _row(facts: Mapping[str, Any], names: Names) -> dict[str, Any]:
    row = {name: value for name, value in facts.items() if name not in NAMED}
    for fact, (column, _table) in NAMED.items():
        row[column] = names.id_of(fact, facts[fact])
    row["number_sort"] = sort_key(row["number"])
    row["severity_rank"] = severity_rank(row["severity"])
    row["extra"] = row["extra"] or None
    return row | {"removed": False}


def _recorded(facts: Mapping[str, Any], measures: Sequence[Measure]) -> dict[str, Any]:
    told = {name: facts[name] for name, default in _DEFAULTS.items() if facts[name] != default}
    told |= {name: facts[name] for name in ("status", "round")}
    return told | ({"measures": attached.recorded(measures)} if measures else {})


def change(
    recorder: Recorder, names: Names, action: str, wanted: Sequence[Change], *, target: int | None = None
) -> list[int]:
    """Make changes, each with its event, and archive the states that they end; returns the ids of the problems.

    Raises Conflict when a problem is no longer at the version that the change starts from.
    """
    connection = recorder.connection
    before = _lists_before(connection, wanted)
    rows: list[dict[str, Any]] = []
    anew, appended = list[int](), list[tuple[int, str]]()
    for each in wanted:
        changes = _counted(each)
        old, new = _difference(each, changes, before)
        new |= each.told
        problem = (each.problem.id, each.problem.number)
        recorder.record(each.action or action, problem, old, new, note=each.note, target=target)
        rows.append(changes)
        if _reads_anew(each, before):
            anew.append(each.problem.id)
        else:
            notes = _searched_notes(each.note, each.action or action)
            appended += [(each.problem.id, texts.addition(note)) for note in notes]
    _keep_past(connection, [each.problem.id for each in wanted], recorder.at)
    _write(connection, names, list(zip(wanted, rows, strict=True)), recorder.at)
    for name, kind in attached.KINDS.items():
        attached.replace(
            connection, kind, [(each.problem.id, each.lists[name]) for each in wanted if name in each.lists]
        )
    _write_imported(connection, wanted)
    recorder.write()
    present_texts.refresh(connection, anew)
    sqlite.append_texts(connection, appended)
    return [each.problem.id for each in wanted]


def _counted(each: Change) -> dict[str, Any]:
    """The columns of the problem's own row that change."""
    changes = dict(each.changes)
    for name, entries in each.lists.items():
        changes |= attached.KINDS[name].counted(entries)
    return changes


def changed(each: Change) -> Problem:
    """The problem after the change; its parent unit has to be read again if its unit changes."""
    return each.problem._replace(**_counted(each), version=each.problem.version + 1)


def _searched_notes(note: str | None, action: str) -> list[str]:
    return [note] if note and action not in UNSEARCHED else []


def _lists_before(connection: Connection, wanted: Sequence[Change]) -> dict[str, dict[int, list[Entry]]]:
    return {
        name: attached.read(connection, kind, [each.problem.id for each in wanted if name in each.lists])
        for name, kind in attached.KINDS.items()
    }


def _difference(
    each: Change, changes: Mapping[str, Any], before: Mapping[str, Mapping[int, list[Entry]]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    old = {name: getattr(each.problem, name) for name in changes}
    new = dict(changes)
    for name, entries in each.lists.items():
        old[name] = attached.recorded(before[name].get(each.problem.id, []))
        new[name] = attached.recorded(entries)
    return old, new


def _reads_anew(each: Change, before: Mapping[str, Mapping[int, list[Entry]]]) -> bool:
    """Whether the searched text has to be built again; a note alone is appended to it."""
    if not _SEARCHED.isdisjoint(each.changes):
        return True
    was = before[MEASURES.name].get(each.problem.id, ())
    return MEASURES.name in each.lists and _texts_of(was) != _texts_of(each.lists[MEASURES.name])


def _texts_of(measures: Sequence[Entry]) -> list[str]:
    return [step.text for step in measures if isinstance(step, Measure)]


def _keep_past(connection: Connection, ids: Sequence[int], at: str) -> None:
    if ids:
        connection.execute(_KEEP_STATE, [{"this_id": key, "at": at} for key in ids])


def _later(since: ColumnElement[str]) -> ColumnElement[str]:
    """The later of `since` and the bind `at`: a clock that jumped back never ends a state before it began."""
    return case((since > bindparam("at"), since), else_=bindparam("at"))


_KEEP_STATE = insert(tables.past).from_select(
    ["problem_id", "until", *tables.STATE],
    select(
        tables.problems.c.id,
        _later(tables.problems.c.since),
        *(tables.problems.c[name] for name in tables.STATE),
    ).where(tables.problems.c.id == bindparam("this_id")),
)
"""Built once: building a statement takes longer than running it."""


def _write(connection: Connection, names: Names, wanted: Sequence[tuple[Change, Mapping[str, Any]]], at: str) -> None:
    """Update the rows; those that change the same columns in one statement."""
    alike = defaultdict[tuple[str, ...], list[dict[str, Any]]](list)
    for each, changes in wanted:
        values = _stored(changes, names)
        key = {"this_id": each.problem.id, "this_version": each.problem.version, "at": at}
        alike[tuple(sorted(values))].append(values | key)
    for columns, rows in alike.items():
        if connection.execute(_changing(columns), rows).rowcount != len(rows):
            raise Conflict(_("A problem was changed by somebody else at the same moment; nothing was changed here."))


@lru_cache(maxsize=200)
def _changing(columns: tuple[str, ...]) -> Update:
    problem = tables.problems.c
    return (
        update(tables.problems)
        .where(problem.id == bindparam("this_id"), problem.version == bindparam("this_version"))
        .values({name: bindparam(name, type_=problem[name].type) for name in columns})
        .values(version=problem.version + 1, since=_later(problem.since))
    )


def _stored(changes: Mapping[str, Any], names: Names) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for fact, value in changes.items():
        if fact in NAMED:
            values[NAMED[fact][0]] = names.id_of(fact, value)
        else:
            values[fact] = value
        if fact == "severity":
            values["severity_rank"] = severity_rank(value)
        if fact == "extra":
            values["extra"] = value or None
    return values


def _write_imported(connection: Connection, wanted: Sequence[Change]) -> None:
    rows = [{"this_id": each.problem.id, "brought": each.imported} for each in wanted if each.imported is not None]
    if rows:
        write_imported(connection, rows)


def write_imported(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Store what an import brought: rows of this_id and brought."""
    brought = bindparam("brought", type_=tables.problems.c.imported.type)
    statement = update(tables.problems).where(tables.problems.c.id == bindparam("this_id")).values(imported=brought)
    connection.execute(statement, [dict(row) for row in rows])


def from_history(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[Entry]]]:
    """What an event recorded: facts, without those derived from lists, and complete lists by name."""
    lists = {name: attached.restored(kind, values[name]) for name, kind in attached.KINDS.items() if name in values}
    follow = {name for kind in attached.KINDS.values() if kind.name in lists for name in kind.counted(())}
    left_out = {*lists, *follow, *TOLD, "removed"}
    return {name: _restored(name, value) for name, value in values.items() if name not in left_out}, lists


def _restored(name: str, value: Any) -> Any:
    return _day(value) if name in _DATES else value


def _day(value: str | None) -> date | None:
    return None if value is None else date.fromisoformat(value)


def set_removed(recorder: Recorder, ids: Sequence[int], *, removed: bool) -> None:
    """Remove problems from every list, also those of past days, or bring them back; their numbers stay used."""
    if ids:
        keys, problem = [{"key": key} for key in ids], tables.problems.c
        hidden = update(tables.problems).values(removed=removed, version=problem.version + 1)
        recorder.connection.execute(hidden.where(problem.id == bindparam("key")), keys)
        past = update(tables.past).values(removed=removed)
        recorder.connection.execute(past.where(tables.past.c.problem_id == bindparam("key")), keys)
