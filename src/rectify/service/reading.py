"""What is known: one problem, its history, the units, the names in use."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Literal

from rectify.domain.listing import Record, Round, Selection, UnitLine
from rectify.domain.problem import Event, Problem
from rectify.errors import Refused
from rectify.i18n import _
from rectify.store import history as store_history
from rectify.store import lists, names
from rectify.store import problems as store_problems
from rectify.store.database import Ledger

NameKind = Literal["unit", "owner", "lead", "source", "category"]


def find(ledger: Ledger, number: str) -> Problem:
    """The problem with this number, letters in either case. Raises Refused where there is none, naming close ones."""
    with ledger.reading() as connection:
        found = lists.by_number(connection, number)
        if found is None:
            raise unknown_number(number, names.numbers_like(connection, number))
        return found


def unknown_number(number: str, known: Sequence[str]) -> Refused:
    """What to say of a number that no problem has."""
    close = get_close_matches(number, known, 3)
    hint = _(" Close: {numbers}.").format(numbers=", ".join(close)) if close else ""
    return Refused(_("No problem has the number {number}.{hint}").format(number=number, hint=hint))


def record(ledger: Ledger, number: str, selection: Selection) -> Record:
    """Everything about one problem, now or as `selection.as_of` asks. Raises Refused where there is none."""
    problem = find(ledger, number)
    with ledger.reading() as connection:
        if lists.is_past(selection):
            problem = _as_it_was(lists.state_of(connection, ledger, selection, problem.id), problem, selection)
        measures = store_problems.measures_of(connection, [problem.id]).get(problem.id, [])
        events = store_history.events(connection, problem.number)
    return Record(problem, tuple(measures), tuple(events), tuple(_rounds(events)))


def _as_it_was(state: Problem | None, problem: Problem, selection: Selection) -> Problem:
    if state is None:
        raise Refused(_("{number} was not in the ledger on {day}.").format(number=problem.number, day=selection.as_of))
    return state


def _rounds(events: Sequence[Event]) -> list[Round]:
    rounds = []
    for event in events:
        if event.action == "reopen" and event.old is not None:
            old = event.old
            rounds.append(
                Round(
                    round=old["round"],
                    status=old["status"],
                    due_on=old.get("due_on"),
                    done_on=old.get("done_on"),
                    closed_on=old.get("closed_on"),
                    verified_by=old.get("verified_by"),
                    reopened_at=event.at,
                    reason=event.note,
                )
            )
    return rounds


def history(ledger: Ledger, number: str | None = None, limit: int | None = None) -> list[Event]:
    """The events of one problem or of the whole ledger, oldest first; the last `limit` of them where it is given.

    Raises Refused for a number that no problem has.
    """
    known = None if number is None else find(ledger, number).number
    with ledger.reading() as connection:
        return store_history.events(connection, known, limit)


def units(ledger: Ledger, today: date) -> list[UnitLine]:
    """Every unit in the order of the tree, each followed by its child units, also those without any problem."""
    with ledger.reading() as connection:
        return names.unit_lines(connection, today)


def names_in_use(ledger: Ledger, kind: NameKind) -> list[str]:
    """The names that a form can offer, sorted."""
    with ledger.reading() as connection:
        return names.in_use(connection, kind)
