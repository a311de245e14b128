"""A problem's history, replayed event by event and compared with what the tables hold.

Everything is read as plain as it is stored, so that a ledger which somebody has altered is looked through to its end.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    Boolean,
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Integer,
    RowMapping,
    String,
    Table,
    select,
    type_coerce,
)

from rectify.domain.facts import severity_rank
from rectify.domain.numbers import sort_key
from rectify.domain.settings import BY_NAME as SETTINGS
from rectify.i18n import _
from rectify.store import tables
from rectify.store.attached import KINDS
from rectify.store.history import canonical
from rectify.store.problems import FACTS, initial_facts
from rectify.store.scope import NAMED

FaultKind = Literal["file", "chain", "history", "reference", "state", "counter", "search", "evidence"]
"""What a fault concerns; evidence is checked by the service, which knows the folder."""

Tell = Callable[[FaultKind, str, int | None], None]
"""Receives a fault: its kind, the message, and the event that it concerns."""

_STEP = 500


@dataclass(slots=True)
class Stored:
    """What the tables hold of one problem."""

    row: RowMapping
    past: dict[int, RowMapping] = field(default_factory=dict)
    """The archived states, by version."""
    lists: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in KINDS})
    """Its lists, by the names of attached.KINDS."""
    events: list[RowMapping] = field(default_factory=list)

    @property
    def number(self) -> str:
        """The number as a text, whatever type is stored."""
        return str(self.row["number"])


def everything(connection: Connection) -> Iterator[list[Stored]]:
    """All problems, listed or not, in batches."""
    last = 0
    while rows := _rows(connection, tables.problems, tables.problems.c.id > last, tables.problems.c.id, _STEP):
        stored = {row["id"]: Stored(row) for row in rows}
        last = rows[-1]["id"]
        past, event = tables.past.c, tables.events.c
        for kept in _rows(connection, tables.past, past.problem_id.in_(stored), past.id):
            stored[kept["problem_id"]].past[kept["version"]] = kept
        told = select(tables.events).where(event.problem_id.in_(stored)).order_by(event.problem_id, event.seq)
        for row in connection.execute(told).mappings():
            stored[row["problem_id"]].events.append(row)
        for kind in KINDS.values():
            for row in _rows(connection, kind.table, kind.table.c.problem_id.in_(stored), kind.table.c.position):
                entry = {name: value for name, value in row.items() if name not in {"id", "problem_id", "position"}}
                stored[row["problem_id"]].lists[kind.name].append(entry)
        yield list(stored.values())


def _rows(
    connection: Connection,
    table: Table,
    where: ColumnElement[bool],
    order: ColumnElement[Any],
    limit: int | None = None,
) -> list[RowMapping]:
    """Rows of a table as they are stored, with the names that they refer to."""
    source: FromClause = table
    columns: list[ColumnElement[Any]] = [_plain(column) for column in table.c]
    for fact, (key, named) in NAMED.items() if "unit_id" in table.c else ():
        alias = named.alias(fact)
        source = source.outerjoin(alias, alias.c.id == table.c[key])
        columns.append(alias.c.name.label(fact))
    found = select(*columns).select_from(source).where(where).order_by(order).limit(limit)
    return list(connection.execute(found).mappings())


def _plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, Boolean):
        return type_coerce(column, Integer).label(column.name)
    if isinstance(column.type, (Date, JSON)):
        return type_coerce(column, String).label(column.name)
    return column


def told(event: RowMapping, name: str) -> dict[str, Any] | None:
    """What an event records as `old` or `new`; empty if it records nothing, None if it cannot be read."""
    return _mapping(event[name] or "{}")


def _mapping(text: Any) -> dict[str, Any] | None:
    try:
        value = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _facts(row: RowMapping) -> dict[str, Any]:
    facts = {name: row[name] for name in FACTS}
    extra = row["extra"]
    return facts | {"extra": {} if extra in {None, "null"} else _mapping(extra)}


def beginning() -> dict[str, Any]:
    """A problem before its first event, as a history writes it."""
    return dict(_beginning())


@cache
def _beginning() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(canonical(initial_facts()))
    return plain | {name: [] for name in KINDS} | {"removed": False}


@dataclass(slots=True)
class Life:
    """One problem's history, event by event."""

    stored: Stored
    tell: Tell
    state: dict[str, Any] = field(default_factory=beginning)
    version: int = 0
    since: str | None = None
    """The moment from which the state holds; None if an import set it."""
    lost: list[int] = field(default_factory=list)
    """The events that ended a state that was not archived."""

    def relive(self) -> None:
        """Follow the events, and compare the states that they ended, and the present one, with the tables."""
        for event in self.stored.events:
            self.follow(event)
        for seq in self.lost:
            self.not_kept(seq)
        if self.stored.past:
            message = _("{number}: a past state is kept that its history does not tell of.")
            self.tell("state", message.format(number=self.stored.number), None)
        self.compare()
        self.count()

    def follow(self, event: RowMapping) -> None:
        """Apply one event."""
        old, new = told(event, "old"), told(event, "new")
        if old is None or new is None:
            self.tell("history", _("Event {seq} cannot be read.").format(seq=event["seq"]), event["seq"])
            old, new = {}, {}
        self.begin_from(event, old)
        if self.version == 0:
            self.since = event["at"] if event["action"] == "add" else None
        elif "removed" not in new:
            self.end_state(event)
        elif event["old"] is None:
            # Imported again after it was undone: what it was before is in no list of any day.
            self.lost.clear()
            self.since = None
        self.state.update(new)
        self.version += 1
        if event["number"] != self.state["number"]:
            message = _("Event {seq} stands with {number}, but tells of another problem.")
            self.tell("reference", message.format(seq=event["seq"], number=self.stored.number), event["seq"])

    def begin_from(self, event: RowMapping, old: Mapping[str, Any]) -> None:
        """An event must start from the state that the previous one left."""
        for name, value in old.items():
            if self.state.get(name) != value:
                message = _("Event {seq} starts from another {field} than the one before left.")
                self.tell("history", message.format(seq=event["seq"], field=name), event["seq"])

    def end_state(self, event: RowMapping) -> None:
        """The state that an event ended must be archived for the lists of past days."""
        kept = self.stored.past.pop(self.version, None)
        if kept is None:
            self.lost.append(event["seq"])
            self.since = max(self.since or "", str(event["at"]))
            return
        since = kept["since"] if self.since is None else self.since
        self.since = max(str(since), str(event["at"]))
        held = (kept["since"], kept["until"], kept["removed"]) == (since, self.since, self.stored.row["removed"])
        if not held or any(self.state.get(name) != value for name, value in _facts(kept).items()):
            self.not_kept(event["seq"])

    def not_kept(self, seq: int) -> None:
        """Report that an archived state differs from the replayed one."""
        message = _("{number}: the state that event {seq} ended is not kept as it was.")
        self.tell("state", message.format(number=self.stored.number, seq=seq), seq)

    def compare(self) -> None:
        """The present state must be the one that the last event left."""
        row = self.stored.row
        removed = self.state.pop("removed")
        actual = _facts(row) | self.stored.lists
        wrong = [name for name, value in actual.items() if self.state.get(name) != value]
        wrong += ["removed"] if row["removed"] != removed else []
        wrong += ["since"] if self.since is not None and row["since"] != self.since else []
        wrong += ["severity_rank"] if row["severity_rank"] != severity_rank(row["severity"]) else []
        wrong += ["number_sort"] if row["number_sort"] != sort_key(self.stored.number) else []
        for name in wrong:
            message = _("{number}: {field} is not what its history says.")
            self.tell("state", message.format(number=self.stored.number, field=name), None)

    def count(self) -> None:
        """The counters must agree with the lists."""
        row, lists = self.stored.row, self.stored.lists
        counted = {
            "measures_total": len(lists["measures"]),
            "measures_done": sum(step["done_on"] is not None for step in lists["measures"]),
            "extensions": sum(each["decision"] == "approved" for each in lists["extensions_list"]),
            "evidence": len(lists["evidence_list"]),
            "version": self.version,
        }
        for name, value in counted.items():
            if row[name] != value:
                message = _("{number}: {field} says {said}, but there are {counted}.")
                words = {"number": self.stored.number, "field": name, "said": row[name], "counted": value}
                self.tell("counter", message.format(**words), None)


def settings_told(events: Sequence[RowMapping], beginning: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """The settings after the events of the whole ledger, in their order.

    `beginning` gives those that every new ledger has; what an event starts from must be what the one before left.
    """
    known = dict(beginning)
    for event in events:
        old, new = told(event, "old") or {}, told(event, "new") or {}
        for name in (name for name in new if name in SETTINGS):
            if known.get(name, old.get(name)) != old.get(name):
                message = _("Event {seq} starts from another {field} than the one before left.")
                tell("history", message.format(seq=event["seq"], field=name), event["seq"])
            known[name] = new[name]
    return known


def views_told(events: Sequence[RowMapping], tell: Tell) -> list[dict[str, Any]]:
    """The views after the events of the whole ledger, in their order.

    What an event starts from must be what the one before left.
    """
    known: list[dict[str, Any]] = []
    for event in events:
        old, new = told(event, "old") or {}, told(event, "new") or {}
        if "view" not in new:
            continue
        place = next((place for place, view in enumerate(known) if view["view"] == old.get("view")), None)
        before = {} if place is None else known.pop(place)
        if any(before.get(name) != value for name, value in old.items() if name != "position"):
            message = _("Event {seq} starts from another {field} than the one before left.")
            tell("history", message.format(seq=event["seq"], field="view"), event["seq"])
        if new["view"] is not None:
            to = new.get("position", len(known) + 1 if place is None else place + 1)
            known.insert(to - 1, before | new)
    return [view | {"position": place} for place, view in enumerate(known, 1)]


def parents(events: Sequence[RowMapping]) -> dict[str, str | None]:
    """The parent of each unit, by the events of the whole ledger in order."""
    placed: dict[str, str | None] = {}
    for event in events:
        new = told(event, "new") or {}
        if "unit" in new:
            placed[str(new["unit"])] = new.get("parent")
    return placed
