"""Reading: one problem, its history, the units, the names in use."""

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any
from unicodedata import normalize

from rectify.domain.listing import Record, Round, Selection, UnitLine
from rectify.domain.problem import Event, NameKind, Problem
from rectify.errors import Refused
from rectify.i18n import _
from rectify.store import attached, lists, names
from rectify.store import history as store_history
from rectify.store.attached import KINDS
from rectify.store.database import Ledger


def find(ledger: Ledger, number: str) -> Problem:
    """The problem with this number, letters in either case. Raises Refused where there is none, naming close ones."""
    with ledger.reading() as connection:
        found = lists.by_number(connection, number)
        if found is None:
            raise unknown_number(number, names.numbers_like(connection, number))
        return found


def find_all(ledger: Ledger, numbers: Sequence[str]) -> list[Problem]:
    """The problems with exactly these numbers, in their order; an unknown number is left out."""
    with ledger.reading() as connection:
        found = lists.by_numbers(connection, numbers)
        return [found[number] for number in numbers if number in found]


def find_numbers(ledger: Ledger, typed: str, most: int = 8) -> list[Problem]:
    """The problems whose number `typed` may mean, the likeliest first: "31" and "0031" mean 2026-0031.

    An empty text means none. Raises LedgerUnavailable.
    """
    sought = normalize("NFKC", typed).strip()
    if not sought:
        return []
    with ledger.reading() as connection:
        return find_all(ledger, names.numbers_ending(connection, sought, most))


def unknown_number(number: str, known: Sequence[str]) -> Refused:
    """The refusal of a number that no problem has."""
    if not number.strip():
        return Refused(_("A number is needed, such as 2026-0001."))
    close = get_close_matches(number, known, 3)
    hint = _(" Similar: {numbers}.").format(numbers=", ".join(close)) if close else ""
    return Refused(_("No problem has the number {number}.{hint}").format(number=number, hint=hint))


def record(ledger: Ledger, number: str, selection: Selection) -> Record:
    """Everything about one problem, now or as it stood on `selection.as_of`. Raises Refused where there is none."""
    with ledger.reading() as connection:
        problem = find(ledger, number)
        events = store_history.events(connection, problem.number)
        if selection.past_day is not None:
            state = lists.state_of(connection, ledger, selection, problem.id)
            moment = lists.end_of_day(selection.past_day, ledger.zone)
            return _past_record(problem, state, selection.past_day, events, moment)
        hanging = {
            name: attached.read(connection, kind, [problem.id]).get(problem.id, []) for name, kind in KINDS.items()
        }
    return _record(problem, hanging, events)


def _past_record(problem: Problem, state: Problem | None, day: date, events: Sequence[Event], moment: str) -> Record:
    if state is None:
        raise Refused(_("{number} was not in the ledger on {day}.").format(number=problem.number, day=day))
    known = [event for event in events if event.at < moment]
    # Before a problem's first event its first recorded state stands.
    told = known or events[:1]
    written = {name: value for event in told for name, value in (event.new or {}).items() if name in KINDS}
    hanging = {name: attached.restored(kind, written.get(name, [])) for name, kind in KINDS.items()}
    return _record(state, hanging, known)


def _record(problem: Problem, hanging: Mapping[str, Sequence[Any]], events: Sequence[Event]) -> Record:
    return Record(
        problem,
        tuple(hanging["measures"]),
        tuple(hanging["extensions_list"]),
        tuple(hanging["evidence_list"]),
        tuple(events),
        tuple(_rounds(events)),
    )


def _rounds(events: Sequence[Event]) -> list[Round]:
    """The state at the end of each round, including facts that the reopening did not change.

    Undoing a reopening removes its round; redoing it brings the round back.
    """
    rounds, taken_back, state = list[Round](), list[Round](), dict[str, Any]()
    for event in events:
        begun = (event.new or {}).get("round", state.get("round", 1)) - state.get("round", 1)
        if begun > 0:
            rounds.append(taken_back.pop() if event.action == "redo" and taken_back else _round(state, event))
        elif begun < 0:
            taken_back.append(rounds.pop())
        state |= event.new or {}
    return rounds


def _round(state: Mapping[str, Any], reopening: Event) -> Round:
    return Round(
        round=state.get("round", 1),
        status=state["status"],
        due_on=state.get("due_on"),
        done_on=state.get("done_on"),
        closed_on=state.get("closed_on"),
        verified_by=state.get("verified_by"),
        reopened_at=reopening.at,
        reason=reopening.note,
    )


def history(ledger: Ledger, number: str | None = None, limit: int | None = None) -> list[Event]:
    """The events of one problem or of the whole ledger, oldest first; the last `limit` of them where it is given.

    What was undone keeps its history. Raises Refused for a number that no problem ever had.
    """
    with ledger.reading() as connection:
        if number is None:
            return store_history.events(connection, None, limit)
        known = lists.by_number(connection, number)
        told = store_history.events(connection, known.number if known else number.strip(), limit)
        return told or store_history.events(connection, find(ledger, number).number, limit)


def units(ledger: Ledger, today: date) -> list[UnitLine]:
    """Every unit in the order of the tree, each followed by its child units, also those without any problem.

    Raises LedgerUnavailable.
    """
    with ledger.reading() as connection:
        return names.unit_lines(connection, today)


def names_in_use(ledger: Ledger, kind: NameKind) -> list[str]:
    """The names that a form can offer, sorted. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        return names.in_use(connection, kind)


def initials(ledger: Ledger) -> dict[str, str]:
    """The initials that the Chinese names of units, people and sources are found by, with a blank between two readings.

    Raises LedgerUnavailable.
    """
    with ledger.reading() as connection:
        return names.initials(connection)
