"""Rows of a file beside the problems of the ledger: what is new, what changes, what cannot be taken.

Source: docs/rules.md, "Import".
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from rectify.domain.columns import BY_NAME
from rectify.domain.deadlines import recorded_due
from rectify.domain.problem import ACTIVE, Measure, Problem, Status
from rectify.domain.status import Situation
from rectify.errors import Refused
from rectify.i18n import _
from rectify.transfer.brought import EXTRA, MEASURES, NO_CELLS, brought_in, brought_of
from rectify.transfer.headers import Layout
from rectify.transfer.known import Known, Register
from rectify.transfer.outcome import Changed, Conflict, FieldChange
from rectify.transfer.rows import ReadRow
from rectify.transfer.sheet import Row
from rectify.transfer.steps import Step, find_steps

Side = Literal["file", "ledger"]
"""Whose cell counts where both have changed."""

_NOT_COMPARED = NO_CELLS | {"status", "due_text"}
"""Facts that are compared in their own way: a status is moved to, and what was written goes with the due date."""

_MOVED = frozenset({"done_on", "closed_on", "verified_by", "next_review_on"})
"""Facts that moves set; the file's own are written only where a move leaves them different."""

_OF_REOPENING = frozenset({"due_on", "due_text"})
"""Facts that the file gives to the reopening of a problem, which needs them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an import goes by."""

    file: str
    situation: Situation
    immediate_days: int
    take: Side | None = None
    steps: Mapping[int, Sequence[Measure]] = field(default_factory=dict)
    """The checklists of which the file tells more than their texts, by row."""
    is_part: bool = False
    """Whether the file was sent out to be filled in, so that it is compared with what was sent."""


class Conflicting(Refused):
    """Both sides have changed cells of a row."""

    def __init__(self, conflicts: Sequence[Conflict], *, is_part: bool) -> None:
        super().__init__(" ".join(_conflict(each, is_part=is_part) for each in conflicts))
        self.conflicts = tuple(conflicts)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that no problem of the ledger stands for."""

    row: int
    facts: Mapping[str, Any]
    """By name; the number is None where one is to be given."""
    measures: tuple[Measure, ...]
    brought: Mapping[str, Any]
    note: str
    undone: Problem | None = None
    """The problem of the same row that an undo has taken out of the lists."""


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

    rows: int = 0
    new: list[NewRow] = field(default_factory=list)
    changed: list[ChangedRow] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    brought: list[tuple[Known, Mapping[str, Any]]] = field(default_factory=list)
    """What unchanged rows brought, where it is other than last time."""
    parents: dict[str, str] = field(default_factory=dict)
    """The parent unit of each unit of which the rows that are taken tell it."""


def plan_rows(rows: Iterable[ReadRow], register: Register, layout: Layout, terms: Terms) -> Plan:
    """Hold each row against the problem that it means. Nothing is written."""
    made = Plan()
    columns = frozenset(match.column for match in layout.matches)
    for read in rows:
        made.rows += 1
        try:
            _plan_row(made, _unchanged(read), register, columns, terms, own=layout.own)
        except Conflicting as refused:
            made.rejected.append(RejectedRow(read.row, str(refused), refused.conflicts))
        except Refused as refused:
            made.rejected.append(RejectedRow(read.row, str(refused)))
    return made


def _unchanged(read: ReadRow) -> ReadRow:
    """The row with facts of its own, so that the same rows can be held against the ledger again."""
    return ReadRow(read.row, dict(read.facts), read.measures, read.extra, read.reasons)


def _plan_row(
    made: Plan, read: ReadRow, register: Register, columns: frozenset[str], terms: Terms, *, own: bool
) -> None:
    known = None if read.reasons and read.facts.get("title") is None else register.find(read)
    if read.reasons:
        raise Refused(" ".join(read.reasons))
    unit, parent = read.facts.get("unit"), read.facts.pop("parent_unit", None)
    if known is not None and not known.removed:
        if own:
            _drop_old_writing(read.facts, known)
        else:
            _keep_counted_day(read.facts, known.brought or {})
    brought = brought_in(read)
    if known is None or known.removed:
        made.new.append(_new(read, brought, known, terms))
    else:
        _plan_known(made, read, known, _carried(brought, known, read, columns), terms)
    if unit is not None and parent is not None:
        made.parents.setdefault(unit, parent)


def _keep_counted_day(facts: dict[str, Any], before: Mapping[str, Any]) -> None:
    """Leave a deadline that is written as last time on the day that it meant then, whatever day it is counted from."""
    if facts.get("due_text") is not None and facts["due_text"] == before.get("due_text"):
        day = before.get("due_on")
        facts["due_on"] = day and date.fromisoformat(day)


def _drop_old_writing(facts: dict[str, Any], known: Known) -> None:
    """Leave out how a deadline was written where its day, which stands in a column of its own, is another one now."""
    before = known.brought or brought_of(known.problem, ())
    if facts.get("due_text") and facts["due_text"] == before.get("due_text"):
        facts["due_text"] = facts["due_text"] if _plain(facts.get("due_on")) == before.get("due_on") else None


def _new(read: ReadRow, brought: dict[str, Any], known: Known | None, terms: Terms) -> NewRow:
    facts = read.facts
    facts["status"] = facts.get("status") or Status.OPEN
    facts["extra"] = read.extra
    days = terms.immediate_days
    due_on = recorded_due(facts["status"], facts.get("mode"), facts.get("due_on"), facts.get("found_on"), days)
    measures = tuple(terms.steps.get(read.row.number) or [Measure(text) for text in read.measures or ()])
    undone = known.problem if known is not None else None
    # A file that says nothing of the status has brought the status that the problem starts with.
    brought.setdefault("status", facts["status"])
    recorded = facts | ({"due_on": due_on} if due_on is not None else {})
    return NewRow(read.row.number, recorded, measures, brought, _note(read, terms), undone)


def _note(read: ReadRow, terms: Terms) -> str:
    # What history says is data, so that it reads the same whatever language the importer works in.
    return f"{terms.file}, row {read.row.number}"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _carried(brought: Mapping[str, Any], known: Known, read: ReadRow, columns: frozenset[str]) -> dict[str, Any]:
    """`brought` with what an earlier file brought in columns that this file does not have."""
    before = known.brought or {}
    missing = {
        name: value
        for name, value in before.items()
        if name not in brought and name not in read.facts and name not in {EXTRA, MEASURES}
    }
    if "due_on" in read.facts and brought.get("due_on") != before.get("due_on"):
        missing.pop("due_text", None)
    if MEASURES in before and read.measures is None:
        missing[MEASURES] = before[MEASURES]
    extra = {key: value for key, value in before.get(EXTRA, {}).items() if key not in columns} | brought.get(EXTRA, {})
    return missing | dict(brought) | ({EXTRA: extra} if extra else {})


def _plan_known(made: Plan, read: ReadRow, known: Known, brought: Mapping[str, Any], terms: Terms) -> None:
    if brought == known.brought:
        made.unchanged += 1
        return
    steps = _Comparison(read, known, brought, terms).steps()
    if steps:
        made.changed.append(ChangedRow(read.row.number, known, steps, brought))
    else:
        made.unchanged += 1
        made.brought.append((known, brought))


class _Comparison:
    """One row cell by cell: what the file says, what it said last time, and what stands here."""

    def __init__(self, read: ReadRow, known: Known, brought: Mapping[str, Any], terms: Terms) -> None:
        self._read, self._known, self._terms = read, known, terms
        self._now, self._before = brought, {"status": Status.OPEN} | dict(known.brought or {})
        self._conflicts = list[Conflict]()

    def steps(self) -> tuple[Step, ...]:
        """The steps that bring the problem to what the file says. Raises Refused where both sides changed a cell."""
        problem, facts = self._known.problem, self._read.facts
        taken = {name: facts[name] for name in facts if name not in _NOT_COMPARED and self._takes(name)}
        if "due_on" in facts and self._takes_writing(taken):
            taken["due_text"] = facts.get("due_text")
        extra, measures = self._extra(), self._measures()
        target = facts["status"] if "status" in facts and self._takes("status") else None
        if self._conflicts:
            raise Conflicting(self._conflicts, is_part=self._terms.is_part)
        if extra != problem.extra:
            taken["extra"] = extra
        return tuple(self._in_order(taken, target, measures))

    def _takes(self, name: str) -> bool:
        here = _plain(getattr(self._known.problem, name))
        return self._decides(name, self._now.get(name), self._before.get(name), here)

    def _takes_writing(self, taken: Mapping[str, Any]) -> bool:
        """Whether the deadline is to stand as the file writes it: with its day, or where only the writing changed."""
        problem, writing = self._known.problem, self._read.facts.get("due_text")
        if "due_on" in taken:
            return writing != problem.due_text
        if "due_text" not in self._read.facts:
            return False
        same_day = self._read.facts["due_on"] == problem.due_on
        return same_day and writing not in {problem.due_text, self._before.get("due_text")}

    def _decides(self, name: str, now: Any, before: Any, here: Any) -> bool:
        """Whether the file's cell is taken."""
        if now in (before, here):
            return False
        if here == before or self._terms.take == "file":
            return True
        if self._terms.take is None:
            self._conflicts.append(Conflict(name, before, here, now))
        return False

    def _extra(self) -> dict[str, Any]:
        now, before = self._now.get(EXTRA, {}), self._before.get(EXTRA, {})
        extra = dict(self._known.problem.extra)
        for key in dict.fromkeys((*now, *before)):
            if self._decides(key, now.get(key), before.get(key), extra.get(key)):
                if key in now:
                    extra[key] = now[key]
                else:
                    extra.pop(key, None)
        return extra

    def _measures(self) -> tuple[Measure, ...] | None:
        """The checklist that the file wants, or None where it stays; a measure that stays keeps what is known of it."""
        if self._read.measures is None:
            return None
        here = {measure.text: measure for measure in self._known.measures}
        now, before = self._now.get(MEASURES), self._before.get(MEASURES)
        if not self._decides(MEASURES, now, before, [*here] or None):
            return None
        told = {step.text: step for step in self._terms.steps.get(self._read.row.number, ())}
        return tuple(here.get(text) or told.get(text) or Measure(text) for text in self._read.measures)

    def _in_order(
        self, taken: dict[str, Any], target: Status | None, measures: tuple[Measure, ...] | None
    ) -> Iterator[Step]:
        """First what is written, then the moves, then what the moves left other than the file says."""
        note = _note(self._read, self._terms)
        reopens = target in ACTIVE and self._known.problem.status not in ACTIVE
        left_to_moves = (_MOVED if target is not None else frozenset()) | (_OF_REOPENING if reopens else frozenset())
        edits = {name: value for name, value in taken.items() if name not in left_to_moves}
        edits |= {} if reopens else self._due_facts(edits)
        if edits or measures is not None:
            yield Step("import", edits, note, measures)
        problem = self._known.problem._replace(**edits)
        if target is not None and target is not problem.status:
            for step in find_steps(problem, target, self._answers(taken), note, self._terms.situation):
                problem = problem._replace(**step.changes)
                yield step
        left = {
            name: taken[name] for name in taken.keys() & _MOVED if taken[name] not in {None, getattr(problem, name)}
        }
        if target is not None and left:
            yield Step("import", left, note)
        _check_days(problem._replace(**left) if left else problem)

    def _answers(self, taken: Mapping[str, Any]) -> Mapping[str, Any]:
        """The file's facts for a move; a due date of the file that is not taken leaves the one that stands here."""
        facts, problem = self._read.facts, self._known.problem
        if facts.get("due_on") is None or "due_on" in taken:
            return facts
        return {**facts, "due_on": problem.due_on, "due_text": taken.get("due_text", problem.due_text)}

    def _due_facts(self, edits: Mapping[str, Any]) -> dict[str, Any]:
        """What follows from a new mode or due date."""
        problem, today = self._known.problem._replace(**edits), self._terms.situation.today
        facts: dict[str, Any] = {}
        if "mode" in edits or "due_on" in edits:
            # The day on which an imported problem entered the ledger says nothing of when it was found.
            since = problem.found_on or (problem.created_on if self._known.brought is None else None)
            due_on = recorded_due(problem.status, problem.mode, problem.due_on, since, self._terms.immediate_days)
            if due_on != problem.due_on:
                facts["due_on"] = due_on
            if due_on != self._known.problem.due_on and (
                problem.original_due_on is None or problem.created_on == today
            ):
                facts["original_due_on"] = due_on
        return facts


_SHOWN = frozenset({*(column.name for column in BY_NAME.values() if column.imported), "due_text"})
"""The facts whose changes are told; what else changes follows from them."""


def changed_cells(row: ChangedRow) -> Changed:
    """What a row changes, cell by cell; what follows from moves and counts is left out."""
    problem, new = row.known.problem, dict[str, Any]()
    for step in row.steps:
        new |= step.changes
        if step.measures is not None:
            new[MEASURES] = [measure.text for measure in step.measures]
    cells = list[FieldChange]()
    for name, value in new.items():
        if name == EXTRA:
            cells += _changed_extras(problem.extra, value)
        elif name == MEASURES:
            cells.append(FieldChange(name, [measure.text for measure in row.known.measures], value))
        elif name in _SHOWN and getattr(problem, name) != value:
            cells.append(FieldChange(name, _plain(getattr(problem, name)), _plain(value)))
    return Changed(row.row, problem.number, tuple(cells))


def _changed_extras(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for heading in dict.fromkeys((*old, *new)):
        if old.get(heading) != new.get(heading):
            yield FieldChange(heading, old.get(heading), new.get(heading))


def _check_days(problem: Problem) -> None:
    if problem.done_on and problem.closed_on and problem.closed_on < problem.done_on:
        raise Refused(
            _("It was done on {done}; it cannot have been closed before that, on {closed}.").format(
                done=problem.done_on, closed=problem.closed_on
            )
        )


def _conflict(conflict: Conflict, *, is_part: bool) -> str:
    sentence = (
        _(
            "{field}: both sides have changed it. What was sent was {before}, here it is {here}, the file says {now}; "
            "decide with --take file or --take ledger."
        )
        if is_part
        else _(
            "{field}: both sides have changed it. The last import brought {before}, here it is {here}, the file says "
            "{now}; decide with --take file or --take ledger."
        )
    )
    before, here, now = map(_value_words, (conflict.before, conflict.here, conflict.file))
    return sentence.format(field=_field_words(conflict.field), before=before, here=here, now=now)


def _field_words(name: str) -> str:
    if name == MEASURES:
        return _("Measures")
    return _(BY_NAME[name].heading) if name in BY_NAME else name


def _value_words(value: Any) -> str:
    if value is None:
        return _("nothing")
    return f"“{'; '.join(value) if isinstance(value, Sequence) and not isinstance(value, str) else value}”"
