"""Is the ledger sound? The chain of events, what they refer to, and whether problems agree with their history.

Source: docs/rules.md, "History".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, RowMapping, func, select

from rectify.domain.problem import STATUS_LABELS
from rectify.i18n import _
from rectify.store import names, sqlite, tables, tally, views
from rectify.store.database import GENESIS, NEW_SETTINGS, Ledger
from rectify.store.history import event_hash
from rectify.store.present_texts import searched
from rectify.store.replay import FaultKind, Life, everything, parents, settings_told, views_told

Progress = Callable[[int, int], None]
"""Called from time to time with the count done and the total; it may raise to cancel."""

_STATUS_WORDS = {status.value: label for status, label in STATUS_LABELS.items()}
_STEP = 500
_LONGEST_WAIT = timedelta(minutes=1)
"""How far back the clock may go between two events: an action takes its moment, then waits at most half of this."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong."""

    kind: FaultKind
    event: int | None
    number: str | None
    message: str


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The result of `check`: what is wrong, and the end of the history."""

    events: int
    problems: int
    last_seq: int
    last_hash: str
    faults: tuple[Fault, ...]
    notes: tuple[str, ...] = ()
    """What is not a fault, but worth knowing."""

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
    seq: int = 0
    hash: str = GENESIS
    expected_seen: bool = False
    at: str = ""
    notes: list[str] = field(default_factory=list)

    def fault(self, kind: FaultKind, message: str, *, event: int | None = None, number: str | None = None) -> None:
        self.faults.append(Fault(kind, event, None if number is None else sqlite.shown(number), sqlite.shown(message)))

    def walk(self, total: int) -> None:
        """Follow the events in their order: each must chain to the last one."""
        found = self.connection.execution_options(yield_per=1000).execute(
            select(tables.events).order_by(tables.events.c.seq)
        )
        for row in found.mappings():
            self.chain(row)
            if self.seq % _STEP == 0:
                self.progress(self.seq, total)

    def chain(self, row: RowMapping) -> None:
        seq, number = row["seq"], row["number"]
        if seq != self.seq + 1:
            self.fault("chain", _("The events {first} to {last} are missing.").format(first=self.seq + 1, last=seq - 1))
        if not _has_its_hash(row, self.hash):
            message = _("Event {seq} was altered: it does not have the hash of what it says.").format(seq=seq)
            self.fault("chain", message, event=seq, number=number)
        if _jumped_back(str(row["at"]), self.at):
            message = _("The clock jumped back before event {seq}: {at} after {before}.")
            self.notes.append(message.format(seq=seq, at=sqlite.shown(str(row["at"])), before=self.at))
        self.seq, self.hash, self.at = seq, str(row["hash"]), str(row["at"])
        self.expected_seen = self.expected_seen or self.hash == self.expect

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

    def compare(self, total: int) -> int:
        """Compare every problem with its history; returns how many there are."""
        found = 0
        for some in everything(self.connection):
            for stored in some:
                if stored.events:
                    Life(stored, partial(self.tell, stored.number)).relive()
                else:
                    message = _("The problem {number} has no history.").format(number=stored.number)
                    self.fault("reference", message, number=stored.number)
            found += len(some)
            self.progress(total, total)
        return found

    def tell(self, number: str, kind: FaultKind, message: str, event: int | None) -> None:
        self.fault(kind, message, event=event, number=number)

    def missing(self) -> None:
        """Every event with a number belongs to an existing problem."""
        event = tables.events.c
        known = select(tables.problems.c.id)
        astray = select(event.problem_id, event.number).where(event.number.is_not(None))
        for row in self.connection.execute(
            astray.where(event.problem_id.is_(None) | event.problem_id.not_in(known)).distinct()
        ):
            self.fault("reference", _("The history tells of a problem that is missing."), number=row.number)

    def told_of_ledger(self) -> Sequence[RowMapping]:
        """The events that concern no problem, in order."""
        event = tables.events.c
        whole = select(tables.events).where(event.problem_id.is_(None)).order_by(event.seq)
        return self.connection.execute(whole).mappings().all()

    def tell_of_ledger(self, kind: FaultKind, message: str, event: int | None) -> None:
        self.fault(kind, message, event=event)

    def tree(self, told: Sequence[RowMapping]) -> None:
        """Compare the tree of units with its history."""
        placed = parents(told)
        for unit, parent in names.placed_units(self.connection).items():
            if parent != placed.get(unit):
                message = _("The unit {unit} does not stand where its history says.").format(unit=unit)
                self.fault("state", message)

    def settings(self, told: Sequence[RowMapping]) -> None:
        """Compare the settings with their history. The name and the zone are given when a ledger is created."""
        known = settings_told(told, NEW_SETTINGS, self.tell_of_ledger)
        row = self.connection.execute(select(*(tables.ledger.c[name] for name in known))).mappings().one()
        for name, value in known.items():
            if row[name] != value:
                self.fault("state", _("The setting {name} is not what its history says.").format(name=name))

    def views(self, told: Sequence[RowMapping]) -> None:
        """Compare the views with their history."""
        try:
            known = views_told(told, self.tell_of_ledger)
            standing = [view.told(place) for place, view in enumerate(views.read(self.connection), 1)]
        except (TypeError, ValueError):
            self.fault("state", _("The views cannot be compared: something is stored in a way that none is."))
            return
        if standing != known:
            self.fault("state", _("The views are not what their history says."))

    def tally(self) -> None:
        """Compare the stored counts of each status with the problems."""
        for status, kept, found in tally.astray(self.connection):
            message = _("The ledger counts {kept} problems at {status}; there are {found}.")
            word = _(_STATUS_WORDS[status]) if status in _STATUS_WORDS else status
            self.fault("counter", message.format(kept=kept, status=word, found=found))

    def search(self) -> None:
        """Compare the full-text table with the problems."""
        try:
            self.compare_texts()
        except TypeError:
            self.fault("search", _("The search cannot be compared: a text is stored as something else."))

    def compare_texts(self) -> None:
        """Each problem is found by its text, and by nothing else."""
        kept = dict(sqlite.read_texts(self.connection))
        problem = tables.problems.c
        numbers = {row.id: row.number for row in self.connection.execute(select(problem.id, problem.number))}
        for key, body in searched(self.connection, list(numbers)):
            if kept.pop(key, None) != body:
                message = _("{number} is not searched as it reads.").format(number=numbers[key])
                self.fault("search", message, number=numbers[key])
        if kept:
            self.fault("search", _("The search knows problems that do not exist."))


def unwatched(_done: int, _total: int) -> None:
    """The progress that nobody follows."""


def _jumped_back(at: str, before: str) -> bool:
    """Whether a clock went back between two events. Writers that wait for each other may end in another order."""
    if at >= before:
        return False
    try:
        return datetime.fromisoformat(before) - datetime.fromisoformat(at) > _LONGEST_WAIT
    except ValueError:  # an altered moment is no moment
        return True


def _has_its_hash(row: RowMapping, previous: str) -> bool:
    try:
        return bool(event_hash(row, previous) == row["hash"])
    except TypeError:
        # What is stored here is neither a text nor a number, which no event ever was.
        return False


def check(ledger: Ledger, expect: str | None = None, progress: Progress = unwatched) -> CheckReport:
    """Check the whole ledger and change nothing; `expect` is a hash printed earlier that must still be in the chain."""
    with ledger.reading() as connection, sqlite.reading_any_text(connection):
        work = _Check(connection, expect, progress)
        for line in sqlite.integrity_faults(connection):
            work.fault("file", line)
        total = connection.execute(select(func.count()).select_from(tables.events)).scalar_one()
        work.walk(total)
        work.end()
        problems = work.compare(total)
        work.missing()
        told = work.told_of_ledger()
        work.tree(told)
        work.settings(told)
        work.views(told)
        work.tally()
        work.search()
        return CheckReport(total, problems, work.seq, work.hash, tuple(work.faults), tuple(work.notes))
