"""What others changed in problems while somebody was editing them. Source: docs/rules.md, "History"."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from rectify.domain.listing import Record
from rectify.domain.problem import Event, Measure, Problem
from rectify.service.reading import find_all
from rectify.service.words import HIDDEN
from rectify.store import history
from rectify.store.database import Ledger

TOGETHER = {"due_on": frozenset({"due_on", "due_text"})}
"""Facts that are written together."""

_UNTOLD = HIDDEN | {"id", "parent_unit", "extra", "original_due_on"}
"""Facts that follow from others, or that cannot be edited."""


class Meanwhile(NamedTuple):
    """A fact that somebody else changed. Values are plain: texts, codes, ISO days, lists of them."""

    number: str
    title: str
    field: str
    before: Any
    """The value when the edit began."""
    theirs: Any
    """What it is now."""
    yours: Any
    """The value that the edit sets; None also if it does not set the fact."""
    is_open: bool
    """Whether the edit sets a different value, so that somebody has to choose."""
    actor: str | None
    """Who changed it last; None if the history does not say."""
    at: str | None
    """When it was changed: UTC, as in events."""


def changed_meanwhile(ledger: Ledger, begun: Sequence[Problem], facts: Mapping[str, Any]) -> list[Meanwhile]:
    """The facts of the problems that changed since they were `begun` with, beside the values that `facts` set.

    Those that need a choice come first. Problems that are gone are left out. Raises LedgerUnavailable.
    """
    found = list[Meanwhile]()
    with ledger.reading() as connection:
        now = {problem.number: problem for problem in find_all(ledger, [each.number for each in begun])}
        for problem in begun:
            if after := now.get(problem.number):
                events = history.events(connection, problem.number, max(after.version - problem.version, 0))
                found += _changed(problem, after, facts, events)
    return sorted(found, key=lambda each: not each.is_open)


def _changed(begun: Problem, now: Problem, facts: Mapping[str, Any], events: Sequence[Event]) -> Iterator[Meanwhile]:
    for name, before, theirs in _differences(begun, now, events):
        by = next((event for event in reversed(events) if name in (event.new or {})), None)
        yours = _plain(facts.get(name))
        if name in facts and yours == theirs:
            continue
        who, when = (by.actor, by.at) if by is not None else (None, None)
        yield Meanwhile(now.number, now.title, name, before, theirs, yours, name in facts, who, when)


def measure_meanwhile(
    record: Record, before: Sequence[Measure], position: int, yours: Measure
) -> tuple[int, list[Meanwhile]]:
    """Where the measure at `position` of the list `before` stands now, and its facts that changed, beside those of
    `yours`.

    Positions count from 1; 0 if the measure is gone.
    """
    begun, now = before[position - 1], record.measures
    place = next((place for place, step in enumerate(now, 1) if step.text == begun.text), 0)
    if not place and len(now) == len(before) and not {step.text for step in before} & {now[position - 1].text}:
        place = position  # its text was changed
    if not place:
        return 0, []
    last = next(event for event in reversed(record.events) if "measures" in (event.new or {}))
    about = record.problem.number, record.problem.title
    changes = [
        Meanwhile(*about, name, _plain(old), _plain(theirs), _plain(mine), mine != old, last.actor, last.at)
        for name, old, theirs, mine in zip(Measure._fields, begun, now[place - 1], yours, strict=True)
        if theirs not in {old, mine}
    ]
    return place, sorted(changes, key=lambda each: not each.is_open)


def _differences(begun: Problem, now: Problem, events: Sequence[Event]) -> Iterator[tuple[str, Any, Any]]:
    """Name, old and new value of each fact, including lists such as the measures, which only the history holds."""
    for name in Problem._fields:
        if name not in _UNTOLD and getattr(begun, name) != getattr(now, name):
            yield name, _plain(getattr(begun, name)), _plain(getattr(now, name))
    lists = dict.fromkeys(name for event in events for name, value in (event.new or {}).items() if _is_list(value))
    for name in lists:
        saying = [event for event in events if name in (event.new or {})]
        before, theirs = (saying[0].old or {}).get(name), (saying[-1].new or {})[name]
        if before != theirs:
            yield name, before, theirs


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
