"""The plan of an import: what is new, what changes, what cannot be taken.

Source: docs/rules.md, "Import".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rectify.domain.deadlines import recorded_due
from rectify.domain.problem import Measure, Problem, Status
from rectify.errors import Refused
from rectify.transfer.brought import EXTRA, MEASURES, STEP_FACTS, brought_in, brought_of, plain
from rectify.transfer.headers.layout import Layout
from rectify.transfer.kept import KeptRow, ReadRow
from rectify.transfer.outcome import Conflict, Dispute
from rectify.transfer.plan.comparison import Comparison
from rectify.transfer.plan.disputes import Conflicting
from rectify.transfer.plan.known import Known, Register
from rectify.transfer.plan.steps import Step
from rectify.transfer.plan.terms import Terms, note_of
from rectify.transfer.rows.remarks import Remarks
from rectify.transfer.sheet import Row


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that no problem of the ledger stands for.

    What it records is put together when it is asked for: a long list has many such rows, and all are planned at first.
    """

    read: KeptRow
    terms: Terms
    undone: Problem | None = None
    """The problem of the same row that an undo has taken out of the lists."""

    @property
    def row(self) -> int:
        """As the file numbers it."""
        return self.read.row.number

    @property
    def facts(self) -> dict[str, Any]:
        """What is recorded, by name; the number is None where one is to be given."""
        read = self.read.opened()
        facts = read.facts | {"extra": read.extra}
        facts.pop("parent_unit", None)
        status = facts["status"] = facts.get("status") or Status.OPEN
        days = self.terms.immediate_days
        due_on = recorded_due(status, facts.get("mode"), facts.get("due_on"), facts.get("found_on"), days)
        if due_on is not None:
            facts["due_on"] = due_on
        return facts

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Its checklist."""
        told = self.terms.steps.get(self.read.row.number)
        return tuple(told or [Measure(text) for text in self.read.measures or ()])

    @property
    def brought(self) -> dict[str, Any]:
        """Its cells, to be compared with later."""
        cells = brought_in(self.read.opened(), self.terms.steps.get(self.read.row.number, ()))
        cells.pop("parent_unit", None)
        # A file that says nothing of the status has brought the status that the problem starts with.
        cells.setdefault("status", Status.OPEN)
        return cells

    @property
    def note(self) -> str:
        """Where it stands in which file."""
        return note_of(self.read, self.terms)


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that changes its problem."""

    row: int
    known: Known
    steps: tuple[Step, ...]
    brought: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be taken."""

    row: Row
    reason: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(slots=True)
class Plan:
    """What an import would do."""

    terms: Terms
    rows: int = 0
    new: list[NewRow] = field(default_factory=list)
    changed: list[ChangedRow] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    disputes: list[Dispute] = field(default_factory=list)
    """Every cell that both sides have changed, also those that are decided."""
    brought: list[tuple[Known, Mapping[str, Any]]] = field(default_factory=list)
    """What unchanged rows brought, where it is other than last time."""
    parents: dict[str, str] = field(default_factory=dict)
    """The parent unit of each unit of which the rows that are taken tell it."""
    remarks: Remarks = field(default_factory=Remarks)
    """What a clerk should know of rows that are taken."""


def plan_rows(rows: Iterable[KeptRow], register: Register, layout: Layout, terms: Terms) -> Plan:
    """Hold each row against the problem that it means. Nothing is written."""
    made = Plan(terms)
    columns = frozenset(match.column for match in layout.matches)
    follows = not layout.choices and "status" not in layout.places  # from the days of completion
    for read in rows:
        made.rows += 1
        if register.is_same(read):
            made.unchanged += 1
            continue
        if register.is_new(read):
            made.new.append(NewRow(read, terms))
            continue
        try:
            _plan_row(made, read, register, columns, terms, own=layout.own, follows=follows)
        except Conflicting as refused:
            made.rejected.append(RejectedRow(read.row, str(refused), refused.conflicts))
        except Refused as refused:
            made.rejected.append(RejectedRow(read.row, str(refused)))
    return made


def _plan_row(
    made: Plan, kept: KeptRow, register: Register, columns: frozenset[str], terms: Terms, *, own: bool, follows: bool
) -> None:
    read = kept.opened()
    known = None if read.reasons and read.facts.get("title") is None else register.find(read)
    if read.reasons:
        raise Refused(" ".join(read.reasons))
    unit, parent = read.facts.get("unit"), read.facts.pop("parent_unit", None)
    if known is None or known.removed:
        made.new.append(NewRow(kept, terms, None if known is None else known.problem))
    else:
        if own:
            _drop_old_writing(read.facts, known)
        else:
            _keep_counted_day(read.facts, known.before or {})
            if follows:
                _drop_unchanged_status(read.facts, known.before or {})
        brought = brought_in(read, terms.steps.get(read.row.number, ()))
        _plan_known(made, read, known, _carried(known.returned(brought), known, read, columns), terms)
    if unit is not None and parent is not None:
        made.parents.setdefault(unit, parent)


def _keep_counted_day(facts: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Leave a deadline that is written as last time on the day that it meant then, whatever day it is counted from."""
    if facts.get("due_text") is not None and facts["due_text"] == before.get("due_text"):
        day = before.get("due_on")
        facts["due_on"] = day and date.fromisoformat(day)


def _drop_unchanged_status(facts: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Leave out a status that follows from days of completion alone, of which nothing has changed."""
    days = {name: plain(facts[name]) for name in ("done_on", "closed_on") if name in facts}
    followed = Status.CLOSED if any(days.values()) else Status.OPEN
    if facts.get("status") is followed and all(day == before.get(name) for name, day in days.items()):
        facts.pop("status")


def _drop_old_writing(facts: dict[str, Any], known: Known) -> None:
    """Leave out how a deadline was written where its day, which stands in a column of its own, is another one now."""
    before, problem = known.before or brought_of(known.problem, ()), known.problem
    if (facts.get("due_on"), facts.get("due_text")) == (problem.due_on, problem.due_text):
        return  # 立行立改 brought no day; the one that followed from it stands here
    if facts.get("due_text") and facts["due_text"] == before.get("due_text"):
        facts["due_text"] = facts["due_text"] if plain(facts.get("due_on")) == before.get("due_on") else None


def _carried(brought: Mapping[str, Any], known: Known, read: ReadRow, columns: frozenset[str]) -> dict[str, Any]:
    """`brought` with what an earlier file brought in columns that this file does not have."""
    before = known.before or {}
    missing = {
        name: value
        for name, value in before.items()
        if name not in brought and name not in read.facts and name not in {EXTRA, MEASURES}
    }
    steps = {name: before.get(name, {}) | brought[name] for name in brought.keys() & STEP_FACTS.keys()}
    if "due_on" in read.facts and brought.get("due_on") != before.get("due_on"):
        missing.pop("due_text", None)
    if MEASURES in before and read.measures is None:
        missing[MEASURES] = before[MEASURES]
    extra = {key: value for key, value in before.get(EXTRA, {}).items() if key not in columns} | brought.get(EXTRA, {})
    return missing | dict(brought) | steps | ({EXTRA: extra} if extra else {})


def _plan_known(made: Plan, read: ReadRow, known: Known, brought: Mapping[str, Any], terms: Terms) -> None:
    if brought == known.before:
        made.unchanged += 1
        return
    comparison = Comparison(read, known, brought, terms)
    try:
        steps, remarks = comparison.steps()
    finally:
        made.disputes += comparison.disputes
    for sentence in remarks:
        made.remarks.add(sentence, read.row.number)
    if steps:
        made.changed.append(ChangedRow(read.row.number, known, steps, brought))
    else:
        made.unchanged += 1
        made.brought.append((known, brought))
