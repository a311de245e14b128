"""What a clerk does to problems. One function is one action and one transaction: all of it happens, or nothing.

Each takes the numbers of one or many problems, and a stamp that says who and when; each returns the problems as they
are afterwards. What the rules refuse raises BulkRefused, which names every refused number with its reason; a single
number that no problem has raises Refused, an interval beyond the calendar InvalidInput, and a ledger that cannot be
written LedgerUnavailable.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from rectify.domain.deadlines import immediate_due
from rectify.domain.facts import check_dates, check_found, clean
from rectify.domain.move_days import check_new_due
from rectify.domain.problem import ACTIVE, NOTE_KINDS, Event, Extension, Measure, Mode, Problem, Stamp, Status
from rectify.domain.status import Answers, Move, Situation, apply_move, back_move, check_move, find_move, next_move
from rectify.domain.status import no_move as no_such_move
from rectify.errors import BulkRefused, BulkWrong, Conflict, InvalidInput, Refused
from rectify.i18n import _, labelled
from rectify.service.ledgers import today
from rectify.service.reading import unknown_number
from rectify.service.words import what_happened
from rectify.store import attached, history, lists, problems
from rectify.store import names as store_names
from rectify.store.attached import EVIDENCE, EXTENSIONS
from rectify.store.database import Ledger
from rectify.store.history import Recorder
from rectify.store.numbering import Numbering
from rectify.store.problems import Change, Names, New


@dataclass(slots=True)
class Work:
    """One action inside its transaction."""

    ledger: Ledger
    recorder: Recorder
    names: Names
    today: date
    refused: dict[str, str] = field(default_factory=dict)
    """The numbers that no problem has, each with what to say of it."""

    @property
    def actor(self) -> str:
        """Who does it."""
        return self.recorder.stamp.actor

    def problems(self, numbers: Sequence[str], expected: Mapping[str, int] | None = None) -> list[Problem]:
        """The problems with these numbers, in their order, each once.

        An unknown number among several is left for `settle` to refuse, so that it tells every reason at once; alone it
        raises Refused. Raises Conflict when a problem is no longer at the version that `expected` names.
        """
        connection = self.recorder.connection
        found = lists.by_numbers(connection, list(dict.fromkeys(numbers)))
        for number in numbers:
            if number not in found and (other := lists.by_number(connection, number)):
                found[number] = other
        self.refused |= {each: str(self._unknown(each)) for each in numbers if each not in found}
        if self.refused and len(numbers) == 1:
            raise self._unknown(numbers[0])
        wanted = {found[number].id: found[number] for number in numbers if number in found}
        self._check_versions(list(wanted.values()), expected or {})
        return list(wanted.values())

    def reopened(self, standing: Iterable[Problem]) -> dict[int, date]:
        """The day on which the round of each problem began, by its id, where it is not the first."""
        begun = history.reopened_at(self.recorder.connection, [each.id for each in standing if each.round > 1])
        return {key: today(self.ledger, datetime.fromisoformat(at)) for key, at in begun.items()}

    def settle(self, reasons: Mapping[str, str], wrong: Collection[str] = ()) -> None:
        """Raise BulkRefused when `reasons` or an unknown number keep the action from being done to all.

        It is BulkWrong where all are among `wrong`, the numbers for which the values make no sense.
        """
        refused = self.refused | dict(reasons)
        if refused:
            raise (BulkWrong if refused.keys() <= set(wrong) else BulkRefused)(refused)

    def _unknown(self, number: str) -> Refused:
        return unknown_number(number, store_names.numbers_like(self.recorder.connection, number))

    def _check_versions(self, found: Sequence[Problem], expected: Mapping[str, int]) -> None:
        stale = [each for each in found if expected.get(each.number, each.version) != each.version]
        if stale:
            raise Conflict("\n".join(self._conflict(each, expected[each.number]) for each in stale))

    def _conflict(self, problem: Problem, version: int) -> str:
        # A ledger that was restored from a backup may be at an earlier version than the one that was seen.
        since = max(problem.version - version, 0)
        events = history.events(self.recorder.connection, problem.number, since)
        return conflict_words(problem.number, events)

    def change(self, action: str, wanted: Sequence[Change]) -> list[Problem]:
        """Make changes, each of another problem; returns the problems as they are then, in their order."""
        problems.change(self.recorder, self.names, action, wanted)
        # The unit above a unit stands in no fact; everything else follows from the change.
        read = lists.by_ids(self.recorder.connection, [each.problem.id for each in wanted if "unit" in each.changes])
        return [read.get(each.problem.id) or problems.changed(each) for each in wanted]


def conflict_words(number: str, events: Sequence[Event]) -> str:
    """What others did to a problem, for the one whose change was refused because of it."""
    if not events:
        return _("{number} was changed meanwhile; nothing was changed here.").format(number=number)
    last = events[-1]
    return _("{number} was changed meanwhile by {actor}: {what}. Nothing was changed here; look again.").format(
        number=number, actor=last.actor, what="; ".join(what_happened(event) for event in events)
    )


@contextmanager
def working(ledger: Ledger, stamp: Stamp) -> Iterator[Work]:
    """One transaction with its events; everything in it is written at its end, or nothing."""
    with ledger.writing() as connection:
        recorder = Recorder.start(connection, stamp, ledger.refresh())
        work = Work(ledger, recorder, Names(connection), today(ledger, stamp.at))
        yield work
        recorder.write()
    ledger.created = tuple(work.names.created)


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
    """The facts of a problem as they are recorded on the day it enters the ledger."""
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
            try:
                left = (kept or {}).get(problem.number, ())
                new = _edited(problem, {name: value for name, value in changes.items() if name not in left}, work)
            except InvalidInput as error:
                if len(numbers) == 1:
                    raise
                reasons[problem.number] = str(error)
                wrong.append(problem.number)
                continue
            why = None if "due_on" in left else reason
            refused = _refused_due(problem, new, why, work)
            if refused is not None:
                reasons[problem.number] = refused
            elif new:
                wanted.append(Change(problem, new, note=why, lists=granted_extension(problem, new, why, work)))
        work.settle(reasons, wrong)
        return work.change("edit", wanted)


def _refused_due(problem: Problem, new: Mapping[str, Any], reason: str | None, work: Work) -> str | None:
    """Why the due date cannot change as `new` has it, where it does."""
    finished = check_new_due(problem, work.today) if "due_on" in new else None
    if finished is None and _is_extension(problem, new, work) and not reason:
        return _("A changed due date needs a reason.")
    return finished


def _is_extension(problem: Problem, new: Mapping[str, Any], work: Work) -> bool:
    """Whether a due date is moved after the day of registration: then it is asked and approved in one."""
    return "due_on" in new and problem.due_on is not None and problem.created_on != work.today


def granted_extension(
    problem: Problem, new: Mapping[str, Any], reason: str | None, work: Work
) -> dict[str, list[attached.Entry]]:
    """The list of extensions with the one that a moved due date is; nothing where it is none."""
    if not _is_extension(problem, new, work):
        return {}
    there = attached.read(work.recorder.connection, EXTENSIONS, [problem.id]).get(problem.id, [])
    late = problem.due_on is not None and problem.due_on < work.today
    granted = Extension(work.today, work.actor, new["due_on"], reason, late, "approved", work.actor, work.today, None)
    # A request that waits stays the last of the list, where it is decided.
    waiting = 1 if there and there[-1].decision is None else 0
    decided = len(there) - waiting
    return {EXTENSIONS.name: [*there[:decided], granted, *there[decided:]]}


def with_request_ended(change: Change, work: Work) -> Change:
    """`change`, which refuses what waits for a decision when it ends the round: nothing is left to extend.

    Source: docs/rules.md, "Extensions".
    """
    problem, target = change.problem, change.changes.get("status")
    if problem.asked_due_on is None or target is None or target in ACTIVE:
        return change
    there = attached.read(work.recorder.connection, EXTENSIONS, [problem.id])[problem.id]
    ended = there[-1]._replace(decision="refused", decided_by=work.actor, decided_on=work.today)
    return replace(change, lists={**change.lists, EXTENSIONS.name: [*there[:-1], ended]})


def _edited(problem: Problem, changes: Mapping[str, Any], work: Work) -> dict[str, Any]:
    if "title" in changes:
        changes = dict(changes) | {"title": clean(str(changes["title"] or ""))}
    new = {name: value for name, value in changes.items() if getattr(problem, name) != value}
    if "title" in new and not new["title"]:
        raise InvalidInput(_("A problem needs a title."))
    unfinished = check_new_due(problem, work.today) is None
    if unfinished and changes.get("mode") is Mode.IMMEDIATE and new.get("due_on", problem.due_on) is None:
        days = work.ledger.facts.immediate_days
        registered_on = problem.created_on or work.today
        new["due_on"] = immediate_due(Mode.IMMEDIATE, None, new.get("found_on", problem.found_on), registered_on, days)
        if new["due_on"] == problem.due_on:
            del new["due_on"]
    check_found(new.get("found_on"), work.today, problem.done_on)
    if "due_on" in new or "found_on" in new:
        check_dates(new.get("due_on", problem.due_on), new.get("found_on", problem.found_on))
    if "due_on" in new and (problem.original_due_on is None or problem.created_on == work.today):
        # On the day of registration a due date is corrected, not extended.
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
        wanted = [Change(problem, {fact: written} if fact else {}, note=written) for problem in found]
        work.settle({})
        return work.change("note", wanted)


Finder = Callable[[Problem, str], Move | None]
"""Names the move that a problem makes when an actor does it; None where there is none."""


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

    def find(problem: Problem, actor: str) -> Move | None:
        return find_move(problem, target, actor)

    return _move(ledger, numbers, find, lambda problem: no_such_move(problem, target), answers, stamp, expected)


def advance(
    ledger: Ledger,
    numbers: Sequence[str],
    answers: Answers,
    stamp: Stamp,
    *,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Make the usual next move: start, submit, accept. Raises BulkRefused and Conflict."""
    reason = _("It is finished; there is no next move.")
    return _move(ledger, numbers, next_move, lambda _problem: reason, answers, stamp, expected)


def step_back(
    ledger: Ledger,
    numbers: Sequence[str],
    answers: Answers,
    stamp: Stamp,
    *,
    expected: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Withdraw what one submitted oneself, return what somebody else did. Raises BulkRefused and Conflict."""
    reason = _("It was not submitted; there is nothing to withdraw or to return.")
    return _move(ledger, numbers, back_move, lambda _problem: reason, answers, stamp, expected)


def _move(
    ledger: Ledger,
    numbers: Sequence[str],
    find: Finder,
    why_none: Callable[[Problem], str],
    answers: Answers,
    stamp: Stamp,
    expected: Mapping[str, int] | None,
) -> list[Problem]:
    with working(ledger, stamp) as work:
        standing, actor = work.problems(numbers, expected), answers.by or stamp.actor
        situation = situation_of(ledger, stamp.actor, work.today, work.reopened(standing))
        wanted, reasons = list[Change](), dict[str, str]()
        for problem in standing:
            found = find(problem, actor)
            if found is None:
                reasons[problem.number] = why_none(problem)
                continue
            try:
                change = moved(problem, found, answers, situation)
                wanted.append(with_request_ended(_with_evidence(change, answers, work), work))
            except Refused as refused:
                reasons[problem.number] = str(refused)
        work.settle(reasons)
        return work.change("move", wanted)


def _with_evidence(change: Change, answers: Answers, work: Work) -> Change:
    if not answers.evidence:
        return change
    key = change.problem.id
    there = attached.read(work.recorder.connection, EVIDENCE, [key]).get(key, [])
    known = {(each.path, each.sha256) for each in there}
    for piece in answers.evidence:
        if (piece.path, piece.sha256) in known:
            raise Refused(
                _("{number} has {path} as evidence already.").format(number=change.problem.number, path=piece.path)
            )
    return replace(change, lists={EVIDENCE.name: [*there, *answers.evidence]})


def situation_of(ledger: Ledger, actor: str, day: date, reopened: Mapping[int, date] | None = None) -> Situation:
    """What the rules need to know of the ledger when `actor` does something on `day`.

    `reopened` gives the day on which the round of a problem began, by its id, where it is not the first.
    """
    facts = ledger.facts
    demanded = (facts.evidence_to_submit, facts.evidence_to_accept)
    return Situation(actor, day, facts.verifier_may_be_owner, *demanded, reopened or {})


def moved(problem: Problem, move: Move, answers: Answers, situation: Situation) -> Change:
    """The change that `move` makes. Raises Refused with the reason when the rules do not allow it."""
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
