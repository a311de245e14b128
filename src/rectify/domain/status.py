"""The status table: which moves exist, and what each needs. Source: docs/rules.md, "Status".

One row of MOVES is one move. `find_move` names the move between two statuses, `check_move` of move_check.py says why it
is not possible (or None), `apply_move` gives the facts that change. The terminal UI and the command line ask the same.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from rectify.domain.folding import folded
from rectify.domain.problem import STATUS_LABELS, Evidence, Mode, Problem, Status
from rectify.i18n import N_, _, listed


class Need(StrEnum):
    """What a move asks for. Each is a field of Answers."""

    NOTE = "note"
    REASON = "reason"
    OPINION = "opinion"
    DONE_ON = "done_on"
    CLOSED_ON = "closed_on"
    VERIFIER = "verifier"
    METHOD = "method"
    DUE_ON = "due_on"
    INTERVAL = "interval"
    APPROVER = "approver"
    AS_ERROR = "as_error"


class Answers(NamedTuple):
    """The answers given with a move. Texts are stripped; None if not given."""

    note: str | None = None
    """The note, the reason or the opinion: one text, whatever the move calls it."""
    on: date | None = None
    """The day it was done or accepted; today when not given."""
    by: str | None = None
    """Who submitted, verified, approved or decided; the actor when not given."""
    method: str | None = None
    """"onsite" or "paper"."""
    due_on: date | None = None
    due_text: str | None = None
    mode: Mode | None = None
    """The mode that the phrase of the due date names."""
    every: str | None = None
    """The interval between reviews, such as 30d, 3m, 1y."""
    review_on: date | None = None
    as_error: bool = False
    evidence: tuple[Evidence, ...] = ()
    """Files and links handed in with the move."""


class Situation(NamedTuple):
    """What a rule needs to know besides the problem and the answers."""

    actor: str
    today: date
    verifier_may_be_owner: bool = False
    evidence_to_submit: int = 0
    """How many pieces of evidence the ledger demands before a submit."""
    evidence_to_accept: int = 0
    reopened: Mapping[int, date] = {}  # a Mapping is only read
    """The first day of a problem's present round, by its id; problems in their first round are left out."""


class Move(NamedTuple):
    """One row of the status table."""

    name: str
    """The verb, as the history records it."""
    sources: frozenset[Status]
    target: Status
    label: str
    needs: tuple[Need, ...]
    """What is required."""
    takes: tuple[Need, ...]
    """What a form offers besides; who decided may be named with every move."""
    facts: Callable[[Problem, Answers, Situation], dict[str, Any]]
    """The facts that change besides the status."""
    withdraws: bool = False
    """Only who submitted may do it."""
    mode: Mode | None = None
    """Only problems of this mode have it."""


METHODS = {"onsite": N_("on site"), "paper": N_("on paper")}


def _started(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    return {}


def _submitted(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    return {
        "done_on": answers.on or situation.today,
        "submitted_by": answers.by or situation.actor,
        "submitted_on": situation.today,
    }


def _withdrawn(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    return {"done_on": None, "closed_on": None, "submitted_by": None, "submitted_on": None}


def _returned(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    return _withdrawn(problem, answers, situation) | {"returns": problem.returns + 1}


def _accepted(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    return {
        "closed_on": answers.on or situation.today,
        "verified_by": answers.by or situation.actor,
        "verified_how": answers.method,
    }


def _closed_at_once(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    day = answers.on or situation.today
    return {
        "done_on": day,
        "closed_on": day,
        "verified_by": answers.by or situation.actor,
        "verified_how": answers.method,
    }


def _sustained(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    from rectify.domain.dates import add_interval, parse_interval  # the calendar library loads when it is needed

    assert answers.every is not None  # check_move refuses a move without an interval
    review_on = answers.review_on or add_interval(situation.today, parse_interval(answers.every))
    return {"review_every": answers.every, "next_review_on": review_on, "approved_by": answers.by or situation.actor}


def _concluded(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    return {
        "closed_on": answers.on or situation.today,
        "next_review_on": None,
        "review_every": None,
        "approved_by": answers.by or situation.actor,
    }


def _waived(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    return {"approved_by": answers.by or situation.actor, "as_error": answers.as_error}


def _reopened(problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    cleared = dict.fromkeys(
        (
            "done_on",
            "closed_on",
            "submitted_by",
            "submitted_on",
            "verified_by",
            "verified_how",
            "approved_by",
            "review_every",
        )
    )
    named = {"mode": answers.mode} if answers.mode else {}
    return (
        cleared
        | named
        | {
            "next_review_on": None,
            "as_error": False,
            "round": problem.round + 1,
            "due_on": answers.due_on,
            "due_text": answers.due_text,
            "original_due_on": problem.original_due_on or answers.due_on,
        }
    )


def _from(*statuses: Status) -> frozenset[Status]:
    return frozenset(statuses)


_OPEN, _IN_PROGRESS, _SUBMITTED = Status.OPEN, Status.IN_PROGRESS, Status.SUBMITTED
_CLOSED, _SUSTAINED, _WAIVED = Status.CLOSED, Status.SUSTAINED, Status.WAIVED

MOVES: tuple[Move, ...] = (
    Move("start", _from(_OPEN), _IN_PROGRESS, N_("Start"), (), (Need.NOTE,), _started),
    Move("submit", _from(_OPEN, _IN_PROGRESS), _SUBMITTED, N_("Submit"), (Need.NOTE,), (Need.DONE_ON,), _submitted),
    Move("withdraw", _from(_SUBMITTED), _IN_PROGRESS, N_("Withdraw"), (), (Need.NOTE,), _withdrawn, withdraws=True),
    Move("return", _from(_SUBMITTED), _IN_PROGRESS, N_("Return"), (Need.REASON,), (), _returned),
    Move(
        "accept",
        _from(_SUBMITTED),
        _CLOSED,
        N_("Accept"),
        (Need.OPINION, Need.METHOD),
        (Need.VERIFIER, Need.CLOSED_ON),
        _accepted,
    ),
    Move(
        "close_at_once",
        _from(_OPEN, _IN_PROGRESS),
        _CLOSED,
        N_("Close at once"),
        (Need.NOTE,),
        (Need.CLOSED_ON,),
        _closed_at_once,
        mode=Mode.IMMEDIATE,
    ),
    Move(
        "sustain",
        _from(_OPEN, _IN_PROGRESS, _CLOSED),
        _SUSTAINED,
        N_("Sustain"),
        (Need.INTERVAL,),
        (Need.NOTE,),
        _sustained,
    ),
    Move("conclude", _from(_SUSTAINED), _CLOSED, N_("Conclude"), (Need.REASON,), (Need.CLOSED_ON,), _concluded),
    Move(
        "waive",
        _from(_OPEN, _IN_PROGRESS, _SUBMITTED),
        _WAIVED,
        N_("Waive"),
        (Need.REASON,),
        (Need.APPROVER, Need.AS_ERROR),
        _waived,
    ),
    Move("reopen", _from(_CLOSED, _SUSTAINED, _WAIVED), _OPEN, N_("Reopen"), (Need.REASON, Need.DUE_ON), (), _reopened),
)
BY_NAME = {move.name: move for move in MOVES}

_USUAL = {_OPEN: "start", _IN_PROGRESS: "submit", _SUBMITTED: "accept"}


def moves_of(problem: Problem, actor: str) -> tuple[Move, ...]:
    """The moves that `actor` can make with `problem` now, in the table's order."""
    return tuple(move for move in MOVES if problem.status in move.sources and is_open_to(move, problem, actor))


def is_open_to(move: Move, problem: Problem, actor: str) -> bool:
    """Whether `actor` may make `move`, and the problem has the right mode."""
    submitter = problem.submitted_by is not None and same_person(problem.submitted_by, actor)
    if move.name in {"withdraw", "return"} and move.withdraws != submitter:
        return False
    return move.mode is None or move.mode is problem.mode


def same_person(name: str, other: str) -> bool:
    """Whether two names are the same person's, regardless of case, spaces and full-width letters."""
    return _folded(name) == _folded(other)


def _folded(name: str) -> str:
    return "".join(folded(name).split())


def find_move(problem: Problem, target: Status, actor: str) -> Move | None:
    """The move by which `actor` brings `problem` to `target`, or None if the table has none."""
    return next((move for move in moves_of(problem, actor) if move.target is target), None)


def next_move(problem: Problem, actor: str) -> Move | None:
    """The usual next move: start, submit, accept."""
    return BY_NAME.get(_USUAL.get(problem.status, ""))


def back_move(problem: Problem, actor: str) -> Move | None:
    """The step back: withdraw what the actor submitted, return what somebody else submitted."""
    return next((move for move in moves_of(problem, actor) if move.name in {"withdraw", "return"}), None)


def why_no_move(problem: Problem, target: Status) -> str:
    """Why there is no move to `target`, and which moves there are."""
    if target is Status.CLOSED and problem.status in {_OPEN, _IN_PROGRESS}:
        return _("Only a problem of mode immediate is closed at once; submit it, then accept it.")
    targets = [each.target for each in MOVES if problem.status in each.sources and each.mode in {None, problem.mode}]
    return _("There is no move from {status} to {target}; possible: {possible}.").format(
        status=_(STATUS_LABELS[problem.status]),
        target=_(STATUS_LABELS[target]),
        possible=listed(_(STATUS_LABELS[each]) for each in dict.fromkeys(targets)),
    )


def cannot(move: Move, problem: Problem, actor: str) -> str:
    """Why `problem` cannot make the `move` that was chosen, and which moves it can make."""
    if move.mode not in {None, problem.mode} and problem.status in move.sources:
        return why_no_move(problem, move.target)
    return _("{move} is not possible: it is {status}, which allows {possible}.").format(
        move=_(move.label),
        status=_(STATUS_LABELS[problem.status]),
        possible=listed(_(each.label) for each in moves_of(problem, actor)),
    )


def apply_move(move: Move, problem: Problem, answers: Answers, situation: Situation) -> dict[str, Any]:
    """The facts that `move` changes, by field name. Only for a move that check_move allows."""
    return {"status": move.target} | move.facts(problem, answers, situation)
