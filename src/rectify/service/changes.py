"""What a clerk does to problems. One function is one action and one transaction: all of it happens, or nothing.

Each takes the numbers of one or many problems, and a stamp that says who and when; each returns the problems as they
are afterwards. What the rules refuse raises BulkRefused, which names every refused number with its reason; a single
number that no problem has raises Refused, an interval beyond the calendar InvalidInput, and a ledger that cannot be
written LedgerUnavailable.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, NoReturn

from rectify.domain.deadlines import immediate_due
from rectify.domain.facts import check_dates, check_found, clean
from rectify.domain.move_check import check_move
from rectify.domain.move_days import check_new_due, corrects_due, moves_due
from rectify.domain.problem import NOTE_KINDS, Measure, Mode, Problem, Stamp, Status
from rectify.domain.status import (
    Answers,
    Move,
    Situation,
    apply_move,
    back_move,
    cannot,
    find_move,
    moves_of,
    next_move,
    why_no_move,
)
from rectify.errors import InvalidInput, Refused
from rectify.i18n import _, labelled
from rectify.service.evidence import with_pieces
from rectify.service.extending import granted_extension, with_request_ended
from rectify.service.work import Work, working
from rectify.store import lists, problems
from rectify.store.database import Ledger, LedgerFacts
from rectify.store.numbering import Numbering
from rectify.store.problems import Change, New


def add(ledger: Ledger, facts: Mapping[str, Any], stamp: Stamp, measures: Sequence[Measure] = ()) -> Problem:
    """Record a new problem, found or thought of; it gets the next number of the year.

    `facts` go by name; title is needed. Raises InvalidInput when the title is empty or a date makes no sense.
    """
    title = clean(str(facts.get("title") or ""))
    if not title:
        raise InvalidInput(_("A problem needs a title."))
    with working(ledger, stamp) as work:
        check_found(facts.get("found_on"), work.today)
        check_dates(facts.get("due_on"), facts.get("found_on"))
        recorded = registered(dict(facts) | {"title": title}, work.today, ledger.facts.immediate_days)
        recorded["number"] = Numbering(work.recorder.connection, work.today.year).next()
        ids = problems.add(work.recorder, work.names, "add", [New(recorded, measures)], zone=ledger.zone)
        return lists.by_ids(work.recorder.connection, ids)[ids[0]]


def registered(facts: dict[str, Any], day: date, immediate_days: int) -> dict[str, Any]:
    """The facts of a problem as they are recorded on the day on which it enters the ledger."""
    due_on = immediate_due(facts.get("mode"), facts.get("due_on"), facts.get("found_on"), day, immediate_days)
    return {"status": Status.OPEN} | facts | {"created_on": day, "due_on": due_on, "original_due_on": due_on}


def edit(
    ledger: Ledger,
    numbers: Sequence[str],
    changes: Mapping[str, Any],
    stamp: Stamp,
    *,
    reason: str | None = None,
    expected: Mapping[str, int] | None = None,
    kept: Mapping[str, Collection[str]] | None = None,
) -> list[Problem]:
    """Change facts; a fact that is already so is left alone, and a problem without a change has no event.

    A due date that is changed after the day of registration needs a reason, and is recorded as an extension that the
    actor asked for and approved; that of a finished problem is not changed then.

    `expected` gives the version of each problem that the change starts from, `kept` the facts of each that stay as they
    are. Raises BulkRefused for unknown numbers, Conflict when a problem has changed since, InvalidInput for values that
    make no sense, or BulkWrong where they make none for each of several.
    """
    with working(ledger, stamp) as work:
        wanted, reasons, wrong = list[Change](), dict[str, str](), list[str]()
        for problem in work.problems(numbers, expected):
            left = (kept or {}).get(problem.number, ())
            own = {name: value for name, value in changes.items() if name not in left}
            try:
                if change := _edit(problem, own, None if "due_on" in left else reason, work):
                    wanted.append(change)
            except Refused as refused:
                reasons[problem.number] = str(refused)
            except InvalidInput as error:
                if len(numbers) == 1:
                    raise
                reasons[problem.number] = str(error)
                wrong.append(problem.number)
        work.settle(reasons, wrong)
        return work.change("edit", wanted)


def _edit(problem: Problem, changes: Mapping[str, Any], reason: str | None, work: Work) -> Change | None:
    """The change that `changes` make to one problem; None if they make none.

    Raises Refused if its due date must not change, InvalidInput for values that make no sense.
    """
    new = _edited(problem, changes, work)
    if not new:
        return None
    if "due_on" in new:
        if finished := check_new_due(problem, work.today):
            raise Refused(finished)
        if moves_due(problem, work.today) and not reason:
            raise Refused(_("A changed due date needs a reason."))
    return Change(problem, new, note=reason, lists=granted_extension(problem, new, reason, work))


def _edited(problem: Problem, changes: Mapping[str, Any], work: Work) -> dict[str, Any]:
    if "title" in changes:
        changes = dict(changes) | {"title": clean(str(changes["title"] or ""))}
    new = {name: value for name, value in changes.items() if getattr(problem, name) != value}
    if "title" in new and not new["title"]:
        raise InvalidInput(_("A problem needs a title."))
    unfinished = check_new_due(problem, work.today) is None
    immediate = {"mode", "due_on"} & {*changes} and changes.get("mode", problem.mode) is Mode.IMMEDIATE
    if unfinished and immediate and new.get("due_on", problem.due_on) is None:
        days = work.ledger.facts.immediate_days
        registered_on = problem.created_on or work.today
        new["due_on"] = immediate_due(Mode.IMMEDIATE, None, new.get("found_on", problem.found_on), registered_on, days)
        if new["due_on"] == problem.due_on:
            del new["due_on"]
    check_found(new.get("found_on"), work.today, problem.done_on)
    if "due_on" in new or "found_on" in new:
        check_dates(new.get("due_on", problem.due_on), new.get("found_on", problem.found_on))
    if "due_on" in new and (problem.original_due_on is None or corrects_due(problem, work.today)):
        new["original_due_on"] = new["due_on"]
    return new


def note(
    ledger: Ledger,
    numbers: Sequence[str],
    text: str,
    stamp: Stamp,
    *,
    kind: str = "progress",
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Add a note: how it goes, why it is late (`delay`), or what comes next (`next`).

    `expected` gives the version of each problem that a delay or a next step is written for; a note on progress says
    nothing over. Raises InvalidInput for an empty text or an unknown kind, BulkRefused for unknown numbers, Conflict
    when a problem has changed since.
    """
    written = clean(text, keep_lines=True)
    if not written:
        raise InvalidInput(_("A note needs a text."))
    if kind not in NOTE_KINDS:
        raise InvalidInput(
            _("{kind} is no kind of note; it is one of {kinds}.").format(kind=kind, kinds=", ".join(NOTE_KINDS))
        )
    fact = NOTE_KINDS[kind]
    with working(ledger, stamp) as work:
        found = work.problems(numbers, expected if fact else None)
        changes = {fact: written} if fact else {}
        return work.change("note", work.each(found, lambda problem: Change(problem, changes, note=written)))


Chooser = Callable[[Problem, str], Move]
"""Names the move that a problem makes when an actor does it. Raises Refused where there is none."""


def move(
    ledger: Ledger,
    numbers: Sequence[str],
    target: Status,
    answers: Answers,
    stamp: Stamp,
    *,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Bring problems to the status `target`. Raises BulkRefused when the table refuses one of them, and Conflict."""

    def choose(problem: Problem, actor: str) -> Move:
        return find_move(problem, target, actor) or _refuse(why_no_move(problem, target))

    return _move(ledger, numbers, choose, answers, stamp, expected)


def make_move(
    ledger: Ledger,
    numbers: Sequence[str],
    wanted: Move,
    answers: Answers,
    stamp: Stamp,
    *,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Make the move `wanted`, and no other that leads to the same status. Raises BulkRefused and Conflict."""

    def choose(problem: Problem, actor: str) -> Move:
        return wanted if wanted in moves_of(problem, actor) else _refuse(cannot(wanted, problem, actor))

    return _move(ledger, numbers, choose, answers, stamp, expected)


def advance(
    ledger: Ledger,
    numbers: Sequence[str],
    answers: Answers,
    stamp: Stamp,
    *,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Make the usual next move: start, submit, accept. Of several, one that needs no words gets none of the others'.

    Raises BulkRefused and Conflict.
    """

    def choose(problem: Problem, actor: str) -> Move:
        return next_move(problem, actor) or _refuse(_("It is finished; there is no next move."))

    return _move(ledger, numbers, choose, answers, stamp, expected, each_its_own=True)


def step_back(
    ledger: Ledger,
    numbers: Sequence[str],
    answers: Answers,
    stamp: Stamp,
    *,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Withdraw what the actor submitted, return what somebody else submitted; words as with `advance`.

    Raises BulkRefused and Conflict.
    """

    def choose(problem: Problem, actor: str) -> Move:
        return back_move(problem, actor) or _refuse(
            _("It was not submitted; there is nothing to withdraw or to return.")
        )

    return _move(ledger, numbers, choose, answers, stamp, expected, each_its_own=True)


def _refuse(reason: str) -> NoReturn:
    raise Refused(reason)


def _move(
    ledger: Ledger,
    numbers: Sequence[str],
    choose: Chooser,
    answers: Answers,
    stamp: Stamp,
    expected: Mapping[str, int] | None,
    *,
    each_its_own: bool = False,
) -> list[Problem]:
    """Make the move that `choose` names for each problem. Raises BulkRefused and Conflict.

    With `each_its_own`, where the moves differ, one that needs nothing gets none of `answers`: an opinion on one
    problem is no word on another.
    """

    def make(problem: Problem) -> Change:
        wanted = choose(problem, actor)
        own = answers if wanted.needs or not each_its_own or len(moves) < 2 else _without_words(wanted, answers)
        change = moved(problem, wanted, own, situation)
        if own.evidence:
            change = replace(change, lists=with_pieces(problem, own.evidence, work))
        return with_request_ended(change, work)

    with working(ledger, stamp) as work:
        standing, actor = work.problems(numbers, expected), answers.by or stamp.actor
        situation = situation_of(ledger.facts, stamp.actor, work.today, work.reopened(standing))
        moves = {move.name for problem in standing for move in _chosen(choose, problem, actor)}
        return work.change("move", work.each(standing, make))


def _without_words(move: Move, answers: Answers) -> Answers:
    """None but who withdraws, by which that move was chosen."""
    return Answers(by=answers.by) if move.withdraws else Answers()


def _chosen(choose: Chooser, problem: Problem, actor: str) -> Iterator[Move]:
    with suppress(Refused):
        yield choose(problem, actor)


def situation_of(facts: LedgerFacts, actor: str, day: date, reopened: Mapping[int, date] | None = None) -> Situation:
    """What the rules need to know of a ledger with these settings when `actor` acts on `day`.

    `reopened` gives the first day of a problem's present round, by problem id; problems in their first round are left
    out.
    """
    demanded = (facts.evidence_to_submit, facts.evidence_to_accept)
    return Situation(actor, day, facts.verifier_may_be_owner, *demanded, reopened or {})


def moved(problem: Problem, move: Move, answers: Answers, situation: Situation) -> Change:
    """The change that `move` makes. Raises Refused, with the reason, if the rules do not allow it."""
    reason = check_move(move, problem, answers, situation)
    if reason is not None:
        raise Refused(reason)
    changes = apply_move(move, problem, answers, situation)
    changed = {name: value for name, value in changes.items() if getattr(problem, name) != value}
    note = answers.note
    if answers.by and answers.by not in {situation.actor, *changes.values()}:
        # Only some moves have a fact for who decided; for the others the note says it.
        note = labelled(answers.by, note or _(move.label))
    return Change(problem, changed, note=note, action=move.name)
