"""Reminder slips: numbered letters to units about what is late, kept in the history.

Source: docs/printing.md, "Reminder slip".
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from rectify.domain.deadlines import days_overdue
from rectify.domain.facts import clean
from rectify.domain.filter_tree import And, Is, Match, Or
from rectify.domain.listing import Selection
from rectify.domain.problem import STATUS_LABELS, Problem, Stamp, Status
from rectify.errors import InvalidInput, Refused
from rectify.i18n import _, listed
from rectify.report.slip import Slip, SlipRow
from rectify.service.ledgers import chain_end, foot, today
from rectify.service.placing import unknown_unit
from rectify.service.reading import names_in_use, units
from rectify.service.work import Work, working
from rectify.store import history, lists, problems, slips
from rectify.store.database import Ledger
from rectify.store.problems import Change

_NUMBER = re.compile(r"[0-9]{4}-[0-9]{3,}")
ANSWER_DAYS = 7
"""Days that a unit has to answer, if no day is given."""

_LATE_OR_SOON = Or((Is("overdue"), Is("soon")))


def draft_slip(
    ledger: Ledger,
    unit: str,
    stamp: Stamp,
    *,
    as_of: date | None = None,
    answer_by: date | None = None,
    note: str | None = None,
) -> Slip:
    """The slip that `issue_slip` would issue, without a number; nothing is recorded, and any day may be asked for.

    Raises Refused for a unit that is unknown or has nothing to be reminded of.
    """
    day = today(ledger, stamp.at)
    found = _reminded(ledger, unit, Selection(day, as_of=as_of))
    seq, last_hash = chain_end(ledger)
    return _slip(ledger, found, stamp, as_of or day, _answer(answer_by, day), _clean(note), None, (seq, last_hash))


def issue_slip(
    ledger: Ledger,
    unit: str,
    stamp: Stamp,
    *,
    as_of: date | None = None,
    answer_by: date | None = None,
    note: str | None = None,
    deliver: Callable[[Slip], None] | None = None,
) -> Slip:
    """Issue a slip to `unit` about its problems that are overdue or due soon; each gets an event with its number.

    `deliver` is called before anything is final: when it raises, no slip was issued. Raises Refused for a unit that is
    unknown or has nothing to be reminded of and for a past day, InvalidInput when the answer is due before today.
    """
    with working(ledger, stamp) as work:
        if as_of is not None and as_of < work.today:
            raise Refused(
                _(
                    "A slip is issued for today or a later day; --dry-run shows what one of {day} would have said."
                ).format(day=as_of)
            )
        found = _reminded(ledger, unit, Selection(work.today, as_of=as_of))
        answer, written = _answer(answer_by, work.today), _clean(note)
        number = f"{work.today.year}-{slips.last_number(work.recorder.connection, work.today.year) + 1:03}"
        _record(work, found, number, as_of or work.today, answer, written)
        end = (work.recorder.seq, work.recorder.hash)
        slip = _slip(ledger, found, stamp, as_of or work.today, answer, written, number, end)
        if deliver is not None:
            deliver(slip)
    return slip


def slip_again(ledger: Ledger, number: str) -> Slip:
    """The slip with this number as it was issued, from the history, to be printed once more.

    Raises Refused where none has the number, or where it was undone.
    """
    wanted = clean(number)
    with ledger.reading() as connection:
        events = slips.events_of(connection, wanted) if _NUMBER.fullmatch(wanted) else []
        if not events:
            raise Refused(_("No slip has the number {number}.").format(number=wanted))
        if history.undone_groups(connection, {events[0][1].group}):
            raise Refused(_("The slip {number} was undone.").format(number=wanted))
        keys = [key for key, _event in events if key is not None]
        stood = lists.by_ids_before(connection, events[0][1].at, keys)
    last = events[-1][1]
    told = last.new or {}
    return _slip(
        ledger,
        [stood[key] for key in keys],
        Stamp(last.actor, datetime.fromisoformat(last.at)),
        date.fromisoformat(told["as_of"]),
        date.fromisoformat(told["answer_by"]),
        last.note,
        told["slip"],
        (last.seq, last.hash),
    )


def _record(work: Work, found: Sequence[Problem], number: str, as_of: date, answer: date, note: str | None) -> None:
    told = {"slip": number, "as_of": as_of, "answer_by": answer}
    changes = [Change(problem, {}, note=note, told=told) for problem in found]
    problems.change(work.recorder, work.names, slips.REMIND, changes)


def _reminded(ledger: Ledger, unit: str, selection: Selection) -> list[Problem]:
    """The unit's own problems that are overdue or due soon, the latest first."""
    name = _known_unit(ledger, unit)
    wanted = And((_LATE_OR_SOON, Match("unit", (name.casefold(),))))
    matching = lists.problems(ledger, Selection(selection.today, wanted, selection.as_of))
    found = [problem for problem in matching if problem.unit == name]
    if not found:
        raise Refused(_nothing(ledger, name, selection.today))
    return found


def _known_unit(ledger: Ledger, unit: str) -> str:
    known = names_in_use(ledger, "unit")
    folded = {name.casefold(): name for name in known}
    wanted = clean(unit)
    if wanted in known:
        return wanted
    if wanted.casefold() in folded:
        return folded[wanted.casefold()]
    raise unknown_unit(wanted, known)


def _nothing(ledger: Ledger, unit: str, day: date) -> str:
    below = [line.name for line in units(ledger, day) if line.parent == unit and line.overdue]
    if below:
        return _("{unit} has nothing overdue or due soon itself; units below it have: {units}.").format(
            unit=unit, units=listed(below)
        )
    return _("{unit} has nothing overdue or due soon.").format(unit=unit)


def _answer(given: date | None, day: date) -> date:
    if given is not None and given < day:
        raise InvalidInput(_("The answer cannot be due on {day}, before today.").format(day=given))
    return given or day + timedelta(days=ANSWER_DAYS)


def _clean(note: str | None) -> str | None:
    return clean(note or "", keep_lines=True) or None


def _slip(
    ledger: Ledger,
    found: Sequence[Problem],
    stamp: Stamp,
    as_of: date,
    answer: date,
    note: str | None,
    number: str | None,
    end: tuple[int, str],
) -> Slip:
    return Slip(
        number=number,
        ledger=ledger.facts.name,
        unit=str(found[0].unit),
        leads=tuple(dict.fromkeys(problem.lead for problem in found if problem.lead)),
        as_of=as_of,
        issued_on=today(ledger, stamp.at),
        issued_by=stamp.actor,
        answer_by=answer,
        rows=tuple(_row(problem, as_of, answer) for problem in found),
        note=note,
        foot=foot(end),
    )


def _row(problem: Problem, as_of: date, answer: date) -> SlipRow:
    late = days_overdue(problem.status, problem.due_on, as_of)
    status = _(STATUS_LABELS[problem.status])
    return SlipRow(
        problem.number, problem.title, problem.owner, problem.due_on, late, status, _asked(problem, late, answer)
    )


def _asked(problem: Problem, late: int, answer: date) -> str:
    """What the unit is asked to do: the first case that applies."""
    if problem.status is Status.SUBMITTED:
        return _("Have the evidence ready: it awaits verification.")
    if not late:
        return _("Finish it by {day}, as agreed.").format(day=problem.due_on)
    if problem.delay_reason:
        return _("Finish it by {day}, and ask for verification.").format(day=answer)
    return _("Finish it by {day}, or say in writing why it is late and what comes next.").format(day=answer)
