"""Whether a problem can make a move now, and what the move lacks. Source: docs/rules.md, "Status"."""

from rectify.domain.move_days import check_done, check_new_round, check_review
from rectify.domain.problem import Problem
from rectify.domain.status import METHODS, Answers, Move, Need, Situation, cannot, is_open_to, same_person
from rectify.i18n import N_, _, ngettext

NEEDED = {
    Need.NOTE: N_("a note"),
    Need.REASON: N_("a reason"),
    Need.OPINION: N_("the verifier's opinion"),
    Need.METHOD: N_("how it was verified: on site or on paper"),
    Need.DUE_ON: N_("a new due date"),
    Need.INTERVAL: N_("an interval between reviews, such as 30d, 3m or 1y"),
}


def missing(move: Move, answers: Answers) -> tuple[Need, ...]:
    """What `move` needs and `answers` lack."""
    given = {
        Need.NOTE: answers.note,
        Need.REASON: answers.note,
        Need.OPINION: answers.note,
        Need.METHOD: answers.method,
        Need.DUE_ON: answers.due_on,
        Need.INTERVAL: answers.every,
    }
    return tuple(need for need in move.needs if not given[need])


def check_move(move: Move, problem: Problem, answers: Answers, situation: Situation) -> str | None:
    """Why `problem` cannot make `move` now, as a sentence, or None when it can."""
    actor = answers.by or situation.actor
    if problem.status not in move.sources or not is_open_to(move, problem, actor):
        return cannot(move, problem, actor)
    return (
        _check_needs(move, problem, answers)
        or _check_dates(move, problem, answers, situation)
        or _check_people(move, problem, answers, situation)
        or _check_evidence(move, problem, answers, situation)
    )


def _check_needs(move: Move, problem: Problem, answers: Answers) -> str | None:
    lacking = missing(move, answers)
    if not lacking:
        return None
    undone = problem.measures_total - problem.measures_done
    if move.name == "submit" and undone:
        return ngettext(
            "Submit needs a note, with the reason why {count} measure is left undone.",
            "Submit needs a note, with the reason why {count} measures are left undone.",
            undone,
        ).format(count=undone)
    return _("{move} needs {needs}.").format(
        move=_(move.label), needs=_(", and ").join(_(NEEDED[need]) for need in lacking)
    )


def evidence_demanded(move: Move, situation: Situation) -> int:
    """How many pieces of evidence a problem must have before `move`. Source: docs/rules.md, "Evidence"."""
    return {"submit": situation.evidence_to_submit, "accept": situation.evidence_to_accept}.get(move.name, 0)


def _check_evidence(move: Move, problem: Problem, answers: Answers, situation: Situation) -> str | None:
    demanded = evidence_demanded(move, situation)
    there = problem.evidence + len(answers.evidence)
    if there >= demanded:
        return None
    return ngettext(
        "{move} needs {count} piece of evidence; there are {there}.",
        "{move} needs {count} pieces of evidence; there are {there}.",
        demanded,
    ).format(move=_(move.label), count=demanded, there=there)


def _check_dates(move: Move, problem: Problem, answers: Answers, situation: Situation) -> str | None:
    if answers.on is not None and answers.on > situation.today:
        return _("{day} is in the future; a thing is done on a past day or today.").format(day=answers.on)
    day = answers.on or situation.today
    if move.name in {"accept", "conclude"} and problem.done_on is not None and day < problem.done_on:
        return _("It was done on {done}; it cannot be closed before that, on {day}.").format(
            done=problem.done_on, day=day
        )
    if move.name in {"submit", "close_at_once"}:
        return check_done(problem, day, situation.reopened.get(problem.id))
    if move.name == "reopen":
        return check_new_round(problem, answers.due_on)
    return check_review(answers.every, answers.review_on, situation.today) if move.name == "sustain" else None


def _check_people(move: Move, problem: Problem, answers: Answers, situation: Situation) -> str | None:
    if move.name != "accept":
        return None
    if answers.method not in METHODS:
        return _("{method} is no way to verify; it is onsite or paper.").format(method=answers.method)
    verifier = answers.by or situation.actor
    if not situation.verifier_may_be_owner and problem.owner is not None and same_person(verifier, problem.owner):
        return _("{verifier} is the owner; somebody else must verify.").format(verifier=verifier)
    return None
