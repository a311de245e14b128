"""The append-only history: every change is an event, chained to the one before by its hash. Source: docs/rules.md,
"History".
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import sha256
from json.encoder import encode_basestring as _quoted
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, Select, bindparam, func, insert, select, update

from rectify.domain.problem import Event, Stamp
from rectify.store import sqlite, tables
from rectify.store.database import instant

RESTORING = frozenset({"undo", "redo"})
"""The actions that restore an earlier state; they cannot be undone themselves."""

UNSEARCHED = RESTORING | {"import"}
"""The actions whose notes are not searched: those of an import name the row of a file."""

# Built once: every change runs them.
_END = select(tables.ledger.c.last_seq, tables.ledger.c.last_hash)
_SET_END = update(tables.ledger).values(last_seq=bindparam("seq"), last_hash=bindparam("hash"))
_ADD = insert(tables.events)

_HASHED = ("seq", "at", "actor", "action", "group", "target", "number", "old", "new", "note")


def canonical(value: Any) -> str:
    """The canonical JSON of a value: sorted keys, no blanks, unescaped characters, days as ISO text."""
    return _CANONICAL.encode(value)


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a history")


_CANONICAL = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain, allow_nan=False
)


def event_hash(event: Mapping[str, Any] | RowMapping, previous: str) -> str:
    """The SHA-256 of an event's canonical JSON and of the hash before it."""
    content = {name: event[name] for name in _HASHED} | {"prev": previous}
    return sha256(canonical(content).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class Recorder:
    """Collects the events of one action and writes them together."""

    connection: Connection
    stamp: Stamp
    seq: int
    hash: str
    at: str
    group: int
    rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def start(cls, connection: Connection, stamp: Stamp, end: tuple[int, str] | None = None) -> "Recorder":
        """Begin the events of an action inside a transaction that writes.

        `end` is the number and the hash of the last event, where the same transaction has read them already.
        """
        seq, hashed = end or last(connection)
        return cls(connection, stamp, seq, hashed, instant(stamp.at), seq + 1)

    def record(
        self,
        action: str,
        problem: tuple[int, str] | None,
        old: Mapping[str, Any] | None,
        new: Mapping[str, Any] | None,
        *,
        note: str | None = None,
        target: int | None = None,
    ) -> None:
        """Add one event. `problem` is its id and number; `target` the group that an undo or a redo restores."""
        self.seq += 1
        row: dict[str, Any] = {
            "seq": self.seq,
            "at": self.at,
            "actor": self.stamp.actor,
            "action": action,
            "group": self.group,
            "target": target,
            "number": problem[1] if problem else None,
            "old": None if old is None else canonical(old),
            "new": None if new is None else canonical(new),
            "note": note,
        }
        self.hash = row["hash"] = event_hash(row, self.hash)
        row["problem_id"] = problem[0] if problem else None
        self.rows.append(row)

    def write(self) -> None:
        """Write the events collected so far, and advance the end of the chain."""
        if self.rows:
            self.connection.execute(_ADD, self.rows)
            self.connection.execute(_SET_END, {"seq": self.seq, "hash": self.hash})
            self.rows.clear()


def hashes_of_first(
    recorder: Recorder, numbers: Sequence[str], new: Sequence[str], notes: Sequence[str | None]
) -> list[str]:
    """As `event_hash`, of the next events of `recorder`, by which an import first records problems; it counts them.

    Their JSON is put together by hand, as nearly all of it is the same for each of the many rows of a file.
    """
    same = canonical({"action": "import", "actor": recorder.stamp.actor, "at": recorder.at, "group": recorder.group})
    begins, seq, last, hashes = same[:-1], recorder.seq, recorder.hash, list[str]()
    for number, told, note in zip(numbers, new, notes, strict=True):
        seq += 1
        noted = "null" if note is None else _quoted(note)
        written = (
            f'{begins},"new":{_quoted(told)},"note":{noted},"number":{_quoted(number)},'
            f'"old":null,"prev":"{last}","seq":{seq},"target":null}}'
        )
        last = sha256(written.encode("utf-8", "surrogatepass")).hexdigest()
        hashes.append(last)
    recorder.seq, recorder.hash = seq, last
    return hashes


def event_of(row: RowMapping) -> Event:
    """A stored row as an event."""
    return Event(
        seq=row["seq"],
        at=row["at"],
        actor=row["actor"],
        action=row["action"],
        group=row["group"],
        number=row["number"],
        old=None if row["old"] is None else json.loads(row["old"]),
        new=None if row["new"] is None else json.loads(row["new"]),
        note=row["note"],
        hash=row["hash"],
    )


def events(connection: Connection, number: str | None = None, limit: int | None = None) -> list[Event]:
    """The events of one problem, or of the whole ledger, oldest first; only the last `limit` where it is given."""
    found = select(tables.events).order_by(tables.events.c.seq.desc()).limit(limit)
    if number is not None:
        problem = select(tables.problems.c.id).where(tables.problems.c.number == number).scalar_subquery()
        found = found.where(tables.events.c.problem_id == problem)
    return [event_of(row) for row in reversed(connection.execute(found).mappings().all())]


def reopened_at(connection: Connection, problems: Sequence[int]) -> dict[int, str]:
    """The moment of the last valid reopening of each problem, by problem id; problems never reopened are left out."""
    if not problems:
        return {}
    event = tables.events.c
    found = select(event.problem_id, event.action, event.group, event.target, event.at)
    told = found.where(sqlite.among(event.problem_id, problems), event.action.in_({"reopen", *RESTORING}))
    rows = connection.execute(told.order_by(event.seq)).mappings().all()
    undone = _undone(rows)
    return {row["problem_id"]: row["at"] for row in rows if row["action"] == "reopen" and row["group"] not in undone}


def of_ledger(connection: Connection, since: int) -> list[Event]:
    """The events after number `since` that concern no problem (units and settings), oldest first."""
    event = tables.events.c
    found = select(tables.events).where(event.seq > since, event.problem_id.is_(None)).order_by(event.seq)
    return [event_of(row) for row in connection.execute(found).mappings()]


def last(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last event, as the ledger keeps them."""
    row = connection.execute(_END).one()
    return row.last_seq, row.last_hash


def has_event(connection: Connection, seq: int, digest: str) -> bool:
    """Whether event `seq` has this hash: a copy of the ledger that went its own way since has another one there."""
    found = select(tables.events.c.hash).where(tables.events.c.seq == seq)
    return connection.execute(found).scalar() == digest


def worked_on(connection: Connection) -> frozenset[str]:
    """The numbers of the problems of which events tell that no import made."""
    event = tables.events.c
    found = select(event.number).where(event.problem_id.is_not(None), event.action != "import").distinct()
    return frozenset(connection.execute(found).scalars())


def first_at(connection: Connection) -> str | None:
    """The moment of the first event."""
    moment: str | None = connection.execute(select(func.min(tables.events.c.at))).scalar()
    return moment


class Action(NamedTuple):
    """What one action did, as a whole."""

    group: int
    actor: str
    name: str
    target: int | None
    settled_by: int
    """The group of the events that it stands by, or was undone by, last: its own, or that of its last undo or redo."""


def _actions(where: Any) -> Select[Any]:
    event = tables.events.c
    return select(event.group, event.actor, event.action, event.target).where(event.seq == event.group, where)


def _backwards(connection: Connection, actor: str) -> Iterator[Action]:
    """The actions of `actor`, newest first."""
    event = tables.events.c
    found = _actions(event.actor == actor).order_by(event.seq.desc()).execution_options(yield_per=50)
    for row in connection.execute(found):
        yield Action(row.group, row.actor, row.action, row.target, row.group)


def action_to_undo(connection: Connection, actor: str) -> Action | None:
    """The newest action of `actor` that is in force: not undone, or redone since."""
    settled = set[int]()
    for action in _backwards(connection, actor):
        if action.name == "undo" and action.target not in settled and action.target is not None:
            settled.add(action.target)
        elif action.name == "redo" and action.target is not None and action.target not in settled:
            return _action(connection, action.target, action.group)
        elif action.name not in RESTORING and action.group not in settled:
            return action
    return None


def action_to_redo(connection: Connection, actor: str) -> Action | None:
    """The action that `actor` undid last and has not redone; None if the actor has done something else since."""
    redone = set[int]()
    for action in _backwards(connection, actor):
        if action.name not in RESTORING or action.target is None:
            return None
        if action.name == "redo":
            redone.add(action.target)
        elif action.target not in redone:
            return _action(connection, action.target, action.group)
        else:
            redone.discard(action.target)
    return None


def _action(connection: Connection, group: int, settled_by: int) -> Action:
    row = connection.execute(_actions(tables.events.c.seq == group)).one()
    return Action(row.group, row.actor, row.action, row.target, settled_by)


def of_group(connection: Connection, group: int) -> list[tuple[int | None, Event]]:
    """The events of one action in order, each with the id of its problem."""
    found = select(tables.events).where(tables.events.c.group == group).order_by(tables.events.c.seq)
    return [(row["problem_id"], event_of(row)) for row in connection.execute(found).mappings()]


def changes_since(connection: Connection, action: Action) -> list[Event]:
    """What has been done to the problems of `action` since it was done or undone last, and has not come to nothing.

    A change and its undo come to nothing, and so do the undo and the redo of an earlier change.
    """
    event = tables.events.c
    end = select(func.max(event.seq)).where(event.group == action.settled_by).scalar_subquery()
    touched = select(event.problem_id).where(event.group == action.group)
    later = select(tables.events).where(event.seq > end, event.problem_id.in_(touched)).order_by(event.seq)
    rows = connection.execute(later).mappings().all()
    nothing = _come_to_nothing(rows)
    return [event_of(row) for row in rows if _action_of(row) not in nothing]


def _action_of(row: RowMapping) -> int:
    """The action that a row does, undoes or redoes."""
    return int(row["target"] if row["action"] in RESTORING else row["group"])


def _come_to_nothing(rows: Iterable[RowMapping]) -> set[int]:
    """The actions that stand after `rows` as they stood before them: undone in the end, or not there yet."""
    before, after = dict[int, bool](), dict[int, bool]()
    for row in rows:
        action, stands = _action_of(row), row["action"] != "undo"
        before.setdefault(action, row["action"] == "undo")
        after[action] = stands
    return {action for action, stood in before.items() if stood == after[action]}


def _undone(rows: Iterable[RowMapping]) -> set[int]:
    """The actions that stand undone after `rows`, which are in the order of their events."""
    undone = set[int]()
    for row in rows:
        if row["action"] == "undo":
            undone.add(row["target"])
        elif row["action"] == "redo":
            undone.discard(row["target"])
    return undone


def undone_groups(connection: Connection, groups: set[int] | None = None) -> set[int]:
    """Those of the actions that stand undone; without `groups` of all that there are. The whole history is read."""
    event = tables.events.c
    found = select(event.action, event.target).where(event.action.in_(RESTORING))
    if groups is not None:
        found = found.where(event.target.in_(groups))
    latest = {row.target: row.action for row in connection.execute(found.order_by(event.seq))}
    return {group for group, action in latest.items() if action == "undo"}


def standing_notes(connection: Connection, problems: Iterable[int]) -> dict[int, list[str]]:
    """The notes of each problem, oldest first, without those that were undone."""
    return notes_of(connection.execute(_noted(), {"problems": list(problems)}).mappings().all())


@cache
def _noted() -> Select[Any]:
    event = tables.events.c
    found = select(event.problem_id, event.action, event.group, event.target, event.note)
    return found.where(event.problem_id.in_(bindparam("problems", expanding=True))).order_by(event.seq)


def notes_of(rows: Sequence[RowMapping]) -> dict[int, list[str]]:
    """The notes of each problem that stand after `rows`, which are in the order of their events."""
    undone = _undone(rows)
    notes: dict[int, list[str]] = {}
    for row in rows:
        if row["note"] and row["action"] not in UNSEARCHED and row["group"] not in undone:
            notes.setdefault(row["problem_id"], []).append(row["note"])
    return notes
