"""One action inside its transaction: the problems that it concerns, what prevents it, what it changes.

Every function of this package that changes the ledger works through it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime

from rectify.domain.problem import Event, Problem, Stamp
from rectify.errors import BulkRefused, BulkWrong, Conflict, Refused
from rectify.i18n import _
from rectify.service.ledgers import today
from rectify.service.reading import unknown_number
from rectify.service.words import what_happened
from rectify.store import history, lists, names, problems
from rectify.store.database import Ledger
from rectify.store.history import Recorder
from rectify.store.names import Names
from rectify.store.problems import Change


@dataclass(slots=True)
class Work:
    """One action inside its transaction."""

    ledger: Ledger
    recorder: Recorder
    names: Names
    today: date
    refused: dict[str, str] = field(default_factory=dict)
    """The numbers that no problem has, each with the message for it."""

    @property
    def actor(self) -> str:
        """Who acts."""
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
        """The first day of each problem's present round, by problem id; problems in their first round are left out."""
        begun = history.reopened_at(self.recorder.connection, [each.id for each in standing if each.round > 1])
        return {key: today(self.ledger, datetime.fromisoformat(at)) for key, at in begun.items()}

    def each(self, found: Iterable[Problem], make: Callable[[Problem], Change]) -> list[Change]:
        """The changes that `make` makes, one for each problem; it raises Refused for a problem that it cannot change.

        Raises BulkRefused, as `settle` does, with all these reasons.
        """
        wanted, reasons = list[Change](), dict[str, str]()
        for problem in found:
            try:
                wanted.append(make(problem))
            except Refused as refused:
                reasons[problem.number] = str(refused)
        self.settle(reasons)
        return wanted

    def settle(self, reasons: Mapping[str, str], wrong: Collection[str] = ()) -> None:
        """Raise BulkRefused if `reasons` or unknown numbers prevent the action; raise BulkWrong if all of them are in
        `wrong`.

        `wrong` are the numbers for which the values make no sense.
        """
        refused = self.refused | dict(reasons)
        if refused:
            raise (BulkWrong if refused.keys() <= set(wrong) else BulkRefused)(refused)

    def _unknown(self, number: str) -> Refused:
        return unknown_number(number, names.numbers_like(self.recorder.connection, number))

    def _check_versions(self, found: Sequence[Problem], expected: Mapping[str, int]) -> None:
        stale = [each for each in found if expected.get(each.number, each.version) != each.version]
        if stale:
            raise Conflict("\n".join(self._conflict(each, expected[each.number]) for each in stale))

    def _conflict(self, problem: Problem, version: int) -> str:
        # A ledger that was restored from a backup may be at an earlier version than the one that was seen.
        since = max(problem.version - version, 0)
        events = history.events(self.recorder.connection, problem.number, since)
        return _conflict_words(problem.number, events)

    def change(self, action: str, wanted: Sequence[Change]) -> list[Problem]:
        """Write changes, each of another problem. Returns the problems as they are then, in the same order."""
        problems.change(self.recorder, self.names, action, wanted)
        # The unit above a unit stands in no fact; everything else follows from the change.
        read = lists.by_ids(self.recorder.connection, [each.problem.id for each in wanted if "unit" in each.changes])
        return [read.get(each.problem.id) or problems.changed(each) for each in wanted]


def _conflict_words(number: str, events: Sequence[Event]) -> str:
    """What others did to a problem, for the user whose change was refused because of it."""
    if not events:
        return _("{number} was changed meanwhile; nothing was changed here.").format(number=number)
    last = events[-1]
    return _("{number} was changed meanwhile by {actor}: {what}. Nothing was changed here; look again.").format(
        number=number, actor=last.actor, what="; ".join(what_happened(event) for event in events)
    )


@contextmanager
def working(ledger: Ledger, stamp: Stamp) -> Iterator[Work]:
    """One transaction with its events; all of it is written at the end, or nothing."""
    with ledger.writing() as connection:
        recorder = Recorder.start(connection, stamp, ledger.refresh())
        work = Work(ledger, recorder, Names(connection), today(ledger, stamp.at))
        yield work
        recorder.write()
    ledger.created = tuple(work.names.created)
