"""The measures of a problem: a checklist that is written, ordered and ticked. Source: docs/rules.md, "Measures".

Each function takes the checklist that was seen `before`, where there was one to see, and raises Conflict when the
ledger has another one by now: a position then means another measure than the one that was meant.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from rectify.domain.facts import clean
from rectify.domain.problem import Measure, Problem, Stamp
from rectify.errors import Conflict, InvalidInput, Refused
from rectify.i18n import _
from rectify.service.work import Work, working
from rectify.store import attached
from rectify.store.attached import MEASURES
from rectify.store.database import Ledger
from rectify.store.problems import Change

Measures = list[Measure]
Seen = Sequence[Measure] | None


def add_measure(ledger: Ledger, number: str, measure: Measure, stamp: Stamp, *, before: Seen = None) -> Problem:
    """Add a measure at the end. Raises InvalidInput without a text, Refused with a future done date."""

    def add(measures: Measures, work: Work) -> Measures:
        return [*measures, checked(measure, work.today)]

    return _change(ledger, number, stamp, add, before)


def edit_measure(
    ledger: Ledger, number: str, position: int, changes: Mapping[str, Any], stamp: Stamp, *, before: Seen = None
) -> Problem:
    """Change facts of the measure at `position`, counted from 1; what `changes` does not name stays.

    Raises InvalidInput and Refused.
    """

    def edit(measures: Measures, work: Work) -> Measures:
        changed = checked(measures[position - 1]._replace(**changes), work.today)
        return [*measures[: position - 1], changed, *measures[position:]]

    return _change(ledger, number, stamp, edit, before, position)


def remove_measure(ledger: Ledger, number: str, position: int, stamp: Stamp, *, before: Seen = None) -> Problem:
    """Remove the measure at `position`, counted from 1; the history keeps it. Raises Refused."""

    def remove(measures: Measures, _work: Work) -> Measures:
        return [*measures[: position - 1], *measures[position:]]

    return _change(ledger, number, stamp, remove, before, position)


def reorder_measure(
    ledger: Ledger, number: str, position: int, to: int, stamp: Stamp, *, before: Seen = None
) -> Problem:
    """Move the measure at `position` to the place `to`, both counted from 1; the others close up. Raises Refused."""

    def reorder(measures: Measures, _work: Work) -> Measures:
        others = [*measures[: position - 1], *measures[position:]]
        place = min(max(to, 1), len(measures)) - 1
        return [*others[:place], measures[position - 1], *others[place:]]

    return _change(ledger, number, stamp, reorder, before, position)


def tick(
    ledger: Ledger, number: str, position: int, stamp: Stamp, *, done_on: date | None, before: Seen = None
) -> Problem:
    """Mark the measure at `position`, counted from 1, as done on a day, or as not done.

    Raises Refused for a day in the future, an unknown number or position.
    """

    def mark(measures: Measures, work: Work) -> Measures:
        done = checked(measures[position - 1]._replace(done_on=done_on), work.today)
        return [*measures[: position - 1], done, *measures[position:]]

    return _change(ledger, number, stamp, mark, before, position)


def checked(measure: Measure, today: date) -> Measure:
    """`measure` as it is stored. Raises InvalidInput without a text, Refused for a future done date."""
    text = clean(measure.text)
    if not text:
        raise InvalidInput(_("A measure needs a text."))
    if measure.done_on is not None and measure.done_on > today:
        raise Refused(
            _("{day} is in the future; a measure is done on a past day or today.").format(day=measure.done_on)
        )
    return measure._replace(text=text, owner=clean(measure.owner or "") or None)


def _change(
    ledger: Ledger,
    number: str,
    stamp: Stamp,
    alter: Callable[[Measures, Work], Measures],
    before: Seen,
    position: int | None = None,
) -> Problem:
    with working(ledger, stamp) as work:
        problem = work.problems([number])[0]
        measures = attached.read(work.recorder.connection, MEASURES, [problem.id]).get(problem.id, [])
        _check_seen(problem, measures, before)
        _require(problem, measures, position)
        wanted = alter(measures, work)
        if wanted == measures:
            return problem
        change = Change(problem, {}, lists={MEASURES.name: wanted})
        return work.change("measure", [change])[0]


def _check_seen(problem: Problem, measures: Sequence[Measure], before: Seen) -> None:
    if before is not None and list(before) != list(measures):
        raise Conflict(
            _("The measures of {number} were changed meanwhile; nothing was changed here. Look again.").format(
                number=problem.number
            )
        )


def _require(problem: Problem, measures: Sequence[Measure], position: int | None) -> None:
    if position is None or 1 <= position <= len(measures):
        return
    if not measures:
        raise Refused(_("{number} has no measures.").format(number=problem.number))
    raise Refused(
        _("{number} has no measure {position}; it has {count}.").format(
            number=problem.number, position=position, count=len(measures)
        )
    )
