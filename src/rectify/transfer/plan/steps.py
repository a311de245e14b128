"""The moves between the status that a problem has and the one that a file names. Source: docs/rules.md, "Import"."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rectify.domain.move_check import check_move
from rectify.domain.problem import ACTIVE, Measure, Problem, Status
from rectify.domain.status import Answers, Move, Situation, apply_move, moves_of, why_no_move
from rectify.errors import Refused
from rectify.i18n import _


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one problem: what its event will say."""

    action: str
    """ "import", or the name of a move."""
    changes: Mapping[str, Any]
    """New facts by name."""
    note: str
    measures: tuple[Measure, ...] | None = None
    """The checklist that takes the place of the one there is; None leaves it."""


def find_steps(
    problem: Problem, target: Status, facts: Mapping[str, Any], note: str, situation: Situation
) -> tuple[Step, ...]:
    """The fewest moves of the table that bring `problem` to `target`.

    The file's `facts` answer for days and the verifier, else the actor and today do; `note` is the note, the reason and
    the opinion. Nothing is finished on the way to something else. Raises Refused where the table has no way, and where
    a new round would begin without a new due date.
    """
    reason: str | None = None
    reached = {problem.status}
    waiting = deque([(problem, tuple[Step, ...]())])
    while waiting:
        current, path = waiting.popleft()
        for move in moves_of(current, situation.actor):
            if move.target in reached or (move.target is not target and move.target not in ACTIVE):
                continue
            answers = _answers(move, facts, note)
            refused = _without_new_due(move, current, answers) or check_move(move, current, answers, situation)
            if refused is not None:
                reason = reason or refused
                continue
            changes = _changes(current, _kept_day(current, facts, apply_move(move, current, answers, situation)))
            steps = (*path, Step(move.name, changes, note))
            if move.target is target:
                return steps
            reached.add(move.target)
            waiting.append((current._replace(**changes), steps))
    raise Refused(reason or why_no_move(problem, target))


def _changes(problem: Problem, facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if getattr(problem, name) != value}


def _kept_day(problem: Problem, facts: Mapping[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """The changes of a move without a day of completion that the file does not name, where one is recorded."""
    if problem.done_on is not None and facts.get("done_on") is None and changes.get("done_on") is not None:
        del changes["done_on"]
    return changes


def _without_new_due(move: Move, problem: Problem, answers: Answers) -> str | None:
    """What a row has to say that begins a new round, where it does not."""
    if move.name != "reopen" or answers.due_on not in {None, problem.due_on}:
        return None
    if problem.due_on is None:
        return _("Reopen needs a new due date: put one into its due date.")
    return _("Reopen needs a new due date: put a day other than {due}, which it had, into its due date.").format(
        due=problem.due_on
    )


def _answers(move: Move, facts: Mapping[str, Any], note: str) -> Answers:
    reopens = move.name == "reopen"
    return Answers(
        note=note,
        on=_day(move, facts),
        by=facts.get("verified_by") if move.target is Status.CLOSED else None,
        method="paper",
        due_on=facts.get("due_on") if reopens else None,
        due_text=facts.get("due_text") if reopens else None,
        as_error=bool(facts.get("as_error")),
    )


def _day(move: Move, facts: Mapping[str, Any]) -> date | None:
    """The day that the file gives for a move; what is only known to be closed was done by then."""
    done, closed = facts.get("done_on"), facts.get("closed_on")
    if move.target is Status.SUBMITTED:
        return done or closed
    if move.target is not Status.CLOSED:
        return None
    return closed if move.name == "accept" else closed or done
