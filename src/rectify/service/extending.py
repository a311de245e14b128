"""Extensions: a later due date is requested, then approved or refused. Source: docs/rules.md, "Extensions"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from rectify.domain.facts import clean
from rectify.domain.move_days import moves_due
from rectify.domain.problem import ACTIVE, Extension, Problem, Stamp
from rectify.errors import Refused
from rectify.i18n import _
from rectify.service.work import Work, working
from rectify.store import attached
from rectify.store.attached import EXTENSIONS
from rectify.store.database import Ledger
from rectify.store.problems import Change

Decider = Callable[[Problem, list[Extension], Work], Change]


def ask_extension(
    ledger: Ledger,
    numbers: Sequence[str],
    due_on: date,
    reason: str,
    stamp: Stamp,
    *,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Ask for a later due date; nothing moves yet. A request after the due date is marked late.

    Raises BulkRefused when a problem is finished, has no due date, has an undecided request already, or is due later
    anyway; and without a reason.
    """
    why = clean(reason, keep_lines=True)

    def ask(problem: Problem, asked: list[Extension], work: Work) -> Change:
        _require_open(problem)
        if not why:
            raise Refused(_("An extension needs a reason."))
        if problem.due_on is None:
            raise Refused(_("It has no due date that could be extended; set one."))
        if asked and asked[-1].decision is None:
            raise Refused(
                _("An extension to {day} is asked for already; approve or refuse it first.").format(
                    day=asked[-1].due_on
                )
            )
        if due_on <= problem.due_on:
            raise Refused(
                _("An extension to {day} is none: it is due on {due}.").format(day=due_on, due=problem.due_on)
            )
        request = Extension(work.today, work.actor, due_on, why, problem.due_on < work.today)
        return Change(problem, {}, note=why, lists={EXTENSIONS.name: [*asked, request]})

    return _decide(ledger, numbers, stamp, "ask_extension", ask, expected)


def approve_extension(
    ledger: Ledger,
    numbers: Sequence[str],
    stamp: Stamp,
    *,
    note: str | None = None,
    by: str | None = None,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Approve the pending request: the due date moves, the original one stays, and the extension counts.

    `by` is who decided, the actor when not given. Raises BulkRefused where none is asked for.
    """

    def approve(problem: Problem, asked: list[Extension], work: Work) -> Change:
        decided = _decided(problem, asked, work, "approved", note, by)
        moved: dict[str, Any] = {"due_on": decided.due_on, "due_text": None}
        changes = {name: value for name, value in moved.items() if getattr(problem, name) != value}
        return Change(problem, changes, note=note, lists={EXTENSIONS.name: [*asked[:-1], decided]})

    return _decide(ledger, numbers, stamp, "approve_extension", approve, expected)


def refuse_extension(
    ledger: Ledger,
    numbers: Sequence[str],
    stamp: Stamp,
    *,
    note: str | None = None,
    by: str | None = None,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Refuse the pending request; the due date stays. Raises BulkRefused if there is none."""

    def refuse(problem: Problem, asked: list[Extension], work: Work) -> Change:
        decided = _decided(problem, asked, work, "refused", note, by)
        return Change(problem, {}, note=note, lists={EXTENSIONS.name: [*asked[:-1], decided]})

    return _decide(ledger, numbers, stamp, "refuse_extension", refuse, expected)


def _decided(
    problem: Problem, asked: list[Extension], work: Work, decision: str, note: str | None, by: str | None
) -> Extension:
    _require_open(problem)
    if not asked or asked[-1].decision is not None:
        raise Refused(_("No extension is asked for."))
    asked_for = asked[-1].due_on
    if decision == "approved" and asked_for and problem.due_on and asked_for <= problem.due_on:
        raise Refused(_("An extension to {day} is none: it is due on {due}.").format(day=asked_for, due=problem.due_on))
    return asked[-1]._replace(
        decision=decision, decided_by=by or work.actor, decided_on=work.today, note=clean(note or "") or None
    )


def _require_open(problem: Problem) -> None:
    if problem.status not in ACTIVE:
        raise Refused(_("It is finished; there is nothing to extend."))


def _decide(
    ledger: Ledger,
    numbers: Sequence[str],
    stamp: Stamp,
    action: str,
    decide: Decider,
    expected: Mapping[str, int] | None,
) -> list[Problem]:
    with working(ledger, stamp) as work:
        found = work.problems(numbers, expected)
        asked = attached.read(work.recorder.connection, EXTENSIONS, [each.id for each in found])
        wanted = work.each(found, lambda problem: decide(problem, asked.get(problem.id, []), work))
        return work.change(action, wanted)


def granted_extension(
    problem: Problem, new: Mapping[str, Any], reason: str | None, work: Work
) -> dict[str, list[attached.Entry]]:
    """The extensions of a problem, with the one that a changed due date amounts to; empty if it amounts to none."""
    if "due_on" not in new or not moves_due(problem, work.today):
        return {}
    there = attached.read(work.recorder.connection, EXTENSIONS, [problem.id]).get(problem.id, [])
    late = problem.due_on is not None and problem.due_on < work.today
    granted = Extension(work.today, work.actor, new["due_on"], reason, late, "approved", work.actor, work.today, None)
    # A request that waits stays the last of the list, where it is decided.
    waiting = 1 if there and there[-1].decision is None else 0
    decided = len(there) - waiting
    return {EXTENSIONS.name: [*there[:decided], granted, *there[decided:]]}


def with_request_ended(change: Change, work: Work) -> Change:
    """`change`, which also refuses a pending request if it ends the round: nothing is left to extend.

    Source: docs/rules.md, "Extensions".
    """
    problem, target = change.problem, change.changes.get("status")
    if problem.asked_due_on is None or target is None or target in ACTIVE:
        return change
    there = attached.read(work.recorder.connection, EXTENSIONS, [problem.id])[problem.id]
    ended = there[-1]._replace(decision="refused", decided_by=work.actor, decided_on=work.today)
    return replace(change, lists={**change.lists, EXTENSIONS.name: [*there[:-1], ended]})
