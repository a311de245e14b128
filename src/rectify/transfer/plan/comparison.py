"""Comparing a row with its problem, cell by cell: what is taken, and how. Source: docs/rules.md, "Import"."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rectify.domain.deadlines import recorded_due
from rectify.domain.move_days import check_new_due, corrects_due
from rectify.domain.problem import ACTIVE, Measure, Problem, Status
from rectify.errors import Refused
from rectify.i18n import _
from rectify.transfer.brought import EXTRA, MEASURES, NO_CELLS, STEP_FACTS, plain, step_field
from rectify.transfer.kept import ReadRow
from rectify.transfer.outcome import Conflict, Dispute
from rectify.transfer.plan.disputes import Conflicting
from rectify.transfer.plan.known import Known
from rectify.transfer.plan.steps import Step, find_steps
from rectify.transfer.plan.terms import Terms, note_of

_NOT_COMPARED = NO_CELLS | {"status", "due_text"}
"""Facts that are compared in their own way: a status is moved to, and what was written goes with the due date."""

_MOVED = frozenset({"done_on", "closed_on", "verified_by", "next_review_on"})
"""Facts that moves set; the file's own are written only where a move leaves them different."""

_UNFINISHED = frozenset({Status.OPEN, Status.IN_PROGRESS})

_OF_REOPENING = frozenset({"due_on", "due_text"})
"""Facts that the file gives to the reopening of a problem, which needs them."""


class Comparison:
    """One row cell by cell: what the file says, what it said last time, and what stands here."""

    def __init__(self, read: ReadRow, known: Known, brought: Mapping[str, Any], terms: Terms) -> None:
        self._read, self._known, self._terms = read, known, terms
        self._now, self._before = brought, {"status": Status.OPEN} | dict(known.before or {})
        self.disputes = list[Dispute]()

    def steps(self) -> tuple[tuple[Step, ...], tuple[str, ...]]:
        """The steps that bring the problem to what the file says, and what a clerk should know of them.

        Raises Refused where both sides changed a cell.
        """
        problem, facts = self._known.problem, self._read.facts
        taken = {name: facts[name] for name in facts if name not in _NOT_COMPARED and self._takes(name)}
        if "due_on" in facts and self._takes_writing(taken):
            taken["due_text"] = facts.get("due_text")
        extra, measures = self._extra(), self._measures()
        target = facts["status"] if "status" in facts and self._takes("status") else None
        undecided = [dispute.conflict for dispute in self.disputes if dispute.side is None]
        if undecided:
            raise Conflicting(undecided, is_part=self._terms.is_part)
        if extra != problem.extra:
            taken["extra"] = extra
        done = self._is_done(taken, target)
        steps = tuple(self._in_order(taken, Status.SUBMITTED if done else target, measures))
        return steps, tuple(self._remarks(steps, submits=done))

    def _is_done(self, taken: Mapping[str, Any], target: Status | None) -> bool:
        """Whether the file gives a day of completion and leaves the status as it was, as units do: that is a submit."""
        problem, status = self._known.problem, self._read.facts.get("status")
        filled = problem.done_on is None and taken.get("done_on") is not None
        return filled and problem.status in _UNFINISHED and status in _UNFINISHED and target in {None, *_UNFINISHED}

    def _remarks(self, steps: Sequence[Step], *, submits: bool) -> Iterator[str]:
        if submits:
            yield _("The day of completion was filled in and the status left as it was, so it is taken as submitted.")
        due_on = self._known.problem.due_on
        for step in steps:
            due_on = step.changes.get("due_on", due_on)
        if due_on is None and self._known.problem.due_on is not None:
            yield _("Its due date was emptied: it has none any more, and is never overdue.")

    def _takes(self, name: str) -> bool:
        here = plain(getattr(self._known.problem, name))
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
        if here == before:
            return True
        conflict, row, problem = Conflict(name, before, here, now), self._read.row.number, self._known.problem
        side = self._terms.sides.of(row, conflict)
        self.disputes.append(Dispute(row, problem.number, problem.title, conflict, side))
        return side == "file"

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
        """The checklist that the file wants, or None where it stays; a measure that stays keeps what is known of it,
        but for what the file tells anew.
        """
        if self._read.measures is None:
            return None
        here = {measure.text: measure for measure in self._known.measures}
        told = {step.text: step for step in self._terms.steps.get(self._read.row.number, ())}
        now, before = self._now.get(MEASURES), self._before.get(MEASURES)
        is_taken = self._decides(MEASURES, now, before, [*here] or None)
        if is_taken:
            return tuple(
                self._filled_in(here[text]) if text in here else told.get(text, Measure(text))
                for text in self._read.measures
            )
        filled = tuple(map(self._filled_in, self._known.measures))
        return filled if filled != self._known.measures else None

    def _filled_in(self, step: Measure) -> Measure:
        """A measure that stands here with what the file tells of it; a cell that is left blank takes nothing away."""
        taken = dict[str, Any]()
        for column, fact in STEP_FACTS.items():
            now, before = (cells.get(column, {}).get(step.text) for cells in (self._now, self._before))
            here = plain(getattr(step, fact))
            if now is not None and self._decides(step_field(column, step.text), now, before, here):
                taken[fact] = now if fact == "owner" else date.fromisoformat(now)
        return step._replace(**taken)

    def _in_order(
        self, taken: dict[str, Any], target: Status | None, measures: tuple[Measure, ...] | None
    ) -> Iterator[Step]:
        """First what is written, then the moves, then what the moves left other than the file says."""
        note = note_of(self._read, self._terms)
        reopens = target in ACTIVE and self._known.problem.status not in ACTIVE
        left_to_moves = (_MOVED if target is not None else frozenset()) | (_OF_REOPENING if reopens else frozenset())
        edits = {name: value for name, value in taken.items() if name not in left_to_moves}
        edits |= {} if reopens else self._due_facts(edits)
        refused = check_new_due(self._known.problem, self._terms.situation.today) if "due_on" in edits else None
        if refused is not None:
            raise Refused(refused)
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
        """The file's facts for a move; a day of the file that is not taken leaves the one that stands here."""
        facts, problem = dict(self._read.facts), self._known.problem
        if None not in {facts.get("done_on"), problem.done_on} and "done_on" not in taken:
            facts["done_on"] = problem.done_on
        if facts.get("due_on") is not None and "due_on" not in taken:
            facts |= {"due_on": problem.due_on, "due_text": taken.get("due_text", problem.due_text)}
        return facts

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
                problem.original_due_on is None or corrects_due(problem, today)
            ):
                facts["original_due_on"] = due_on
        return facts


def _check_days(problem: Problem) -> None:
    if problem.done_on and problem.closed_on and problem.closed_on < problem.done_on:
        raise Refused(
            _("It was done on {done}; it cannot have been closed before that, on {closed}.").format(
                done=problem.done_on, closed=problem.closed_on
            )
        )
