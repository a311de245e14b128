"""Is the ledger sound? The chain of events, what they refer to, and whether problems stand as their history says.

Source: docs/rules.md, "History".
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select

from rectify.i18n import _
from rectify.store import attached, sqlite, tables
from rectify.store.attached import KINDS, recorded
from rectify.store.database import GENESIS, Ledger
from rectify.store.history import canonical, event_hash
from rectify.store.lists import every
from rectify.store.problems import FACTS, initial_facts, searched_texts

Progress = Callable[[int, int], None]
"""Called now and then with how many of how many are done; it may raise to cancel."""

_STEP = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    kind: str
    """file, chain, history, reference, state, counter or search."""
    event: int | None
    number: str | None
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What `check` found, and where the history ends."""

    events: int
    problems: int
    last_seq: int
    last_hash: str
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()
    """What is no fault, but worth knowing."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


@dataclass(slots=True)
class _Check:
    connection: Connection
    expect: str | None
    progress: Progress
    faults: list[Fault] = field(default_factory=list)
    states: dict[int, dict[str, Any]] = field(default_factory=dict)
    versions: dict[int, int] = field(default_factory=dict)
    seq: int = 0
    hash: str = GENESIS
    expected_seen: bool = False
    at: str = ""
    notes: list[str] = field(default_factory=list)

    def fault(self, kind: str, message: str, *, event: int | None = None, number: str | None = None) -> None:
        self.faults.append(Fault(kind, event, number, message))

    def walk(self, total: int) -> None:
        """Follow the events in their order: each must chain to the last one, and start from the state it left."""
        found = self.connection.execution_options(yield_per=1000).execute(
            select(tables.events).order_by(tables.events.c.seq)
        )
        for row in found.mappings():
            self.chain(row)
            self.apply(row)
            if self.seq % _STEP == 0:
                self.progress(self.seq, total)

    def chain(self, row: RowMapping) -> None:
        seq, number = row["seq"], row["number"]
        if seq != self.seq + 1:
            self.fault("chain", _("The events {first} to {last} are missing.").format(first=self.seq + 1, last=seq - 1))
        if event_hash(row, self.hash) != row["hash"]:
            message = _("Event {seq} was altered: it does not have the hash of what it says.").format(seq=seq)
            self.fault("chain", message, event=seq, number=number)
        if row["at"] < self.at:
            message = _("The clock jumped back before event {seq}: {at} after {before}.")
            self.notes.append(message.format(seq=seq, at=row["at"], before=self.at))
        self.seq, self.hash, self.at = seq, row["hash"], row["at"]
        self.expected_seen = self.expected_seen or self.hash == self.expect

    def apply(self, row: RowMapping) -> None:
        key = row["problem_id"]
        if key is None:
            return
        try:
            old, new = json.loads(row["old"] or "{}"), json.loads(row["new"] or "{}")
        except ValueError:
            message = _("Event {seq} cannot be read.").format(seq=row["seq"])
            self.fault("history", message, event=row["seq"], number=row["number"])
            return
        state = self.states.setdefault(key, _start())
        for name, value in old.items():
            if state.get(name) != value:
                message = _("Event {seq} starts from another {field} than the one before left.").format(
                    seq=row["seq"], field=name
                )
                self.fault("history", message, event=row["seq"], number=row["number"])
        state.update(new)
        self.versions[key] = self.versions.get(key, 0) + 1

    def end(self) -> None:
        kept = self.connection.execute(select(tables.ledger.c.last_seq, tables.ledger.c.last_hash)).one()
        if (kept.last_seq, kept.last_hash) != (self.seq, self.hash):
            message = _("The history ends at event {seq}; the ledger says that it goes to {last}.").format(
                seq=self.seq, last=kept.last_seq
            )
            self.fault("chain", message, event=self.seq or None)
        if self.expect is not None and not self.expected_seen:
            message = _("No event has the hash {hash}: what it stood for is no longer in the history.").format(
                hash=self.expect
            )
            self.fault("chain", message)

    def compare(self) -> int:
        """Hold every problem against its history; returns how many there are."""
        found = 0
        for batch in _batches(self.connection):
            lists = {
                name: attached.read(self.connection, kind, [row["id"] for row in batch]) for name, kind in KINDS.items()
            }
            for row in batch:
                hanging = {name: recorded(found.get(row["id"], [])) for name, found in lists.items()}
                self.compare_one(row, _plain({name: row[name] for name in FACTS} | hanging))
            found += len(batch)
        for key in self.states.keys() - {row[0] for row in self.connection.execute(select(tables.problems.c.id))}:
            number = self.states[key].get("number")
            self.fault("reference", _("The history tells of a problem that is missing."), number=number)
        return found

    def compare_one(self, row: Mapping[str, Any], actual: dict[str, Any]) -> None:
        number, state = row["number"], self.states.get(row["id"])
        if state is None:
            self.fault("reference", _("The problem {number} has no history.").format(number=number), number=number)
            return
        removed = state.pop("removed")
        for name, value in actual.items():
            if state.get(name) != value:
                message = _("{number}: {field} is not what its history says.").format(number=number, field=name)
                self.fault("state", message, number=number)
        if bool(row["removed"]) != removed:
            message = _("{number}: {field} is not what its history says.").format(number=number, field="removed")
            self.fault("state", message, number=number)
        self.count(row, actual)

    def count(self, row: Mapping[str, Any], actual: dict[str, Any]) -> None:
        number = row["number"]
        done = sum(step["done_on"] is not None for step in actual["measures"])
        counted = {
            "measures_total": len(actual["measures"]),
            "measures_done": done,
            "version": self.versions[row["id"]],
        }
        for name, value in counted.items():
            if row[name] != value:
                message = _("{number}: {field} says {said}, but there are {counted}.").format(
                    number=number, field=name, said=row[name], counted=value
                )
                self.fault("counter", message, number=number)

    def search(self) -> None:
        """Hold the full-text table against the problems."""
        kept = dict(sqlite.read_texts(self.connection))
        problem = tables.problems.c
        numbers = {row.id: row.number for row in self.connection.execute(select(problem.id, problem.number))}
        for key, body in searched_texts(self.connection, list(numbers)):
            if kept.pop(key, None) != body:
                message = _("{number} is not searched as it reads.").format(number=numbers[key])
                self.fault("search", message, number=numbers[key])
        if kept:
            self.fault("search", _("The search knows problems that do not exist."))


def unwatched(_done: int, _total: int) -> None:
    """Nobody watches the progress."""


def check(ledger: Ledger, expect: str | None = None, progress: Progress = unwatched) -> CheckReport:
    """Check the whole ledger and change nothing; `expect` is a hash printed earlier that must still be in the chain."""
    with ledger.reading() as connection:
        work = _Check(connection, expect, progress)
        for line in sqlite.integrity_faults(connection):
            work.fault("file", line)
        total = connection.execute(select(func.count()).select_from(tables.events)).scalar_one()
        work.walk(total)
        work.end()
        problems = work.compare()
        work.search()
        return CheckReport(total, problems, work.seq, work.hash, tuple(work.faults), tuple(work.notes))


def _start() -> dict[str, Any]:
    return _plain(initial_facts()) | {name: [] for name in KINDS} | {"removed": False}


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as they are read back from a history."""
    plain: dict[str, Any] = json.loads(canonical(facts))
    return plain


def _batches(connection: Connection) -> Iterator[list[dict[str, Any]]]:
    last = 0
    while batch := every(connection, after=last, size=_STEP):
        yield batch
        last = batch[-1]["id"]
