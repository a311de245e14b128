"""Lets each problem of a ledger live through two years: begun, handed in, returned, extended, closed, found again."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from rectify import service
from rectify.domain.problem import Stamp, Status
from rectify.domain.status import Answers

CLERK, VERIFIER = "Wang Lan", "Xu Qing"
YEARS = 730
"""How many days before today the lives begin."""

_SLICES, _MOST = 40, 500
"""How many days of each step differ at least, and how many problems move at once at most."""

_ONE_IN = 10
"""One slice in ten is late: for its extension, and again at the end."""

Step = Callable[[service.Ledger, Sequence[str], date, bool], object]
"""What is done to some problems on a day; whether they are to be late."""


def stamp(actor: str, day: date) -> Stamp:
    """Somebody at ten in the morning of the ledger's day."""
    return Stamp(actor, datetime(day.year, day.month, day.day, 2, tzinfo=UTC))


def live(ledger: service.Ledger, numbers: Sequence[str], today: date) -> None:
    """Make ten changes of every problem, one after the other, the last of them yesterday."""
    size = min(max(len(numbers) // _SLICES, 1), _MOST)
    slices = [numbers[at : at + size] for at in range(0, len(numbers), size)]
    first = today - timedelta(days=YEARS)
    for step, act in enumerate(_STEPS):
        for place, some in enumerate(slices):
            passed = (YEARS - 1) * (step * len(slices) + place) // (len(_STEPS) * len(slices) - 1)
            act(ledger, some, first + timedelta(days=passed), place % _ONE_IN == 0)


def _start(ledger: service.Ledger, numbers: Sequence[str], day: date, _late: bool) -> None:
    service.advance(ledger, numbers, Answers(note="已约谈责任人，本周开始整改"), stamp(CLERK, day))


def _submit(ledger: service.Ledger, numbers: Sequence[str], day: date, _late: bool) -> None:
    service.advance(ledger, numbers, Answers(note="Handed in with the register"), stamp(CLERK, day))


def _return(ledger: service.Ledger, numbers: Sequence[str], day: date, _late: bool) -> None:
    service.step_back(ledger, numbers, Answers(note="佐证材料不全"), stamp(VERIFIER, day))


def _ask(ledger: service.Ledger, numbers: Sequence[str], day: date, late: bool) -> None:
    until = day + timedelta(days=60 if late else 300)
    service.ask_extension(ledger, numbers, until, "Waiting for the supplier", stamp(CLERK, day))


def _approve(ledger: service.Ledger, numbers: Sequence[str], day: date, _late: bool) -> None:
    service.approve_extension(ledger, numbers, stamp(VERIFIER, day))


def _accept(ledger: service.Ledger, numbers: Sequence[str], day: date, _late: bool) -> None:
    service.advance(ledger, numbers, Answers(note="现场查验", method="onsite"), stamp(VERIFIER, day))


def _reopen(ledger: service.Ledger, numbers: Sequence[str], day: date, late: bool) -> None:
    found_again = Answers(note="复查发现反弹", due_on=day + timedelta(days=40 if late else 300))
    service.move(ledger, numbers, Status.OPEN, found_again, stamp(VERIFIER, day))


def _end(ledger: service.Ledger, numbers: Sequence[str], day: date, late: bool) -> None:
    if not late:
        _submit(ledger, numbers, day, late)


_STEPS: tuple[Step, ...] = (_start, _submit, _return, _ask, _approve, _submit, _accept, _reopen, _start, _end)


def beginnings(size: int, today: date) -> Iterator[tuple[date, int]]:
    """When such lives begin: all of them on the day before the first step."""
    batch = 2000
    for at in range(0, size, batch):
        yield today - timedelta(days=YEARS + 1), min(batch, size - at)
