"""The figures of a report: counts, rates with numerator and denominator, days to close, ageing, and the trend by week.

Source: docs/rules.md, "Figures". Each formula stands in FORMULAS in words, and is printed with the figures.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from rectify.domain.deadlines import is_overdue
from rectify.domain.problem import ACTIVE, Status
from rectify.i18n import N_

FORMULAS = {
    "total": N_("all problems, without those waived as an error; between two days, those found (else registered) then"),
    "done": N_("with a done date, closed or sustained / total without waived"),
    "closed": N_("closed / total without waived"),
    "on_time": N_("closed with the done date on or before the due date / closed with both dates"),
    "median_days_to_close": N_("the median of closed on - found on (registered on, where that is unknown)"),
    "ageing": N_("the open ones by days since they were found (registered, where that is unknown)"),
}
"""What each figure is, by its name in JSON."""

AGES: tuple[tuple[str, int], ...] = (("0-30", 30), ("31-60", 60), ("61-90", 90), ("over-90", 1_000_000))
"""The classes of ageing, with the most days that each takes."""


class Counted(NamedTuple):
    """What the figures need to know of one problem."""

    group: str | None
    status: Status
    found_on: date | None
    created_on: date | None
    due_on: date | None
    done_on: date | None
    closed_on: date | None
    returns: int
    extensions: int
    as_error: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """`n` of `of`."""

    n: int
    of: int

    @property
    def value(self) -> float | None:
        """The share, from 0 to 1, unrounded; None of nothing."""
        return self.n / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one group."""

    group: str | None
    total: int
    open: int
    in_progress: int
    submitted: int
    overdue: int
    awaiting: int
    no_date: int
    done: int
    closed: int
    sustained: int
    waived: int
    returns: int
    extensions: int
    rates: Mapping[str, Rate]
    median_days_to_close: float | None
    """Days; None where nothing was closed."""
    ageing: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Week:
    """One week of the trend, from Monday to Sunday."""

    week: date
    """Its Monday."""
    found: int
    closed: int
    overdue: int
    """How many were overdue at the end of its Sunday, or today in the week that is not over."""


def figures_of(problems: Iterable[Counted], day: date, group: str | None = None) -> Figures:
    """The figures of `problems` on `day`."""
    counted = [each for each in problems if not each.as_error]
    required = [each for each in counted if each.status is not Status.WAIVED]
    active = [each for each in counted if each.status in ACTIVE]
    closed = [each for each in counted if each.status is Status.CLOSED]
    done = [each for each in required if _is_done(each)]
    return Figures(
        group=group,
        total=len(counted),
        open=_count(counted, Status.OPEN),
        in_progress=_count(counted, Status.IN_PROGRESS),
        submitted=_count(counted, Status.SUBMITTED),
        overdue=sum(is_overdue(each.status, each.due_on, day) for each in active),
        awaiting=_count(counted, Status.SUBMITTED),
        no_date=sum(each.due_on is None for each in active),
        done=len(done),
        closed=len(closed),
        sustained=_count(counted, Status.SUSTAINED),
        waived=len(counted) - len(required),
        returns=sum(each.returns for each in counted),
        extensions=sum(each.extensions for each in counted),
        rates={
            "done": Rate(len(done), len(required)),
            "closed": Rate(len(closed), len(required)),
            "on_time": _on_time(closed),
        },
        median_days_to_close=_median_days(closed),
        ageing=_ageing(active, day),
    )


def _count(problems: Sequence[Counted], status: Status) -> int:
    return sum(each.status is status for each in problems)


def _is_done(problem: Counted) -> bool:
    return problem.done_on is not None or problem.status in {Status.CLOSED, Status.SUSTAINED}


def _on_time(closed: Sequence[Counted]) -> Rate:
    late = [each.done_on > each.due_on for each in closed if each.done_on is not None and each.due_on is not None]
    return Rate(len(late) - sum(late), len(late))


def _median_days(closed: Sequence[Counted]) -> float | None:
    days = [
        (each.closed_on - begun).days
        for each in closed
        if each.closed_on is not None and (begun := _begun(each)) is not None
    ]
    middle = median(days) if days else None
    return None if middle is None else int(middle) if middle == int(middle) else middle


def _begun(problem: Counted) -> date | None:
    return problem.found_on or problem.created_on


def _ageing(active: Sequence[Counted], day: date) -> dict[str, int]:
    ages = dict.fromkeys((name for name, _most in AGES), 0)
    for each in active:
        begun = _begun(each)
        if begun is not None:
            ages[next(name for name, most in AGES if (day - begun).days <= most)] += 1
    return ages


def by_group(
    problems: Sequence[Counted],
    day: date,
    groups: Sequence[str | None],
    inside: Callable[[str | None], Iterable[str | None]],
) -> list[Figures]:
    """The figures of each of `groups` in their order, also of those without any problem.

    `inside` gives the groups whose problems count for a group: itself, and for a unit its child units.
    """
    own: dict[str | None, list[Counted]] = {}
    for each in problems:
        own.setdefault(each.group, []).append(each)
    return [
        figures_of((each for member in inside(group) for each in own.get(member, ())), day, group) for group in groups
    ]


def weeks(first: date, last: date) -> list[tuple[date, date]]:
    """The Monday and the last day of each week, from that of `first` to that of `last`; none goes beyond `last`."""
    found = []
    monday = first - timedelta(days=first.weekday())
    while monday <= last:
        found.append((monday, min(monday + timedelta(days=6), last)))
        monday += timedelta(days=7)
    return found


def trend(
    problems: Iterable[Counted], closings: Iterable[date], weeks: Sequence[tuple[date, date]], overdue: Sequence[int]
) -> list[Week]:
    """What was found and closed in each of `weeks`, with how many were `overdue` at the end of each.

    `closings` are the days on which problems were closed, also those that were reopened since.
    """
    found = Counter(_begun(each) for each in problems if not each.as_error)
    closed = Counter(closings)
    return [
        Week(
            monday, sum(found[day] for day in _days(monday, end)), sum(closed[day] for day in _days(monday, end)), late
        )
        for (monday, end), late in zip(weeks, overdue, strict=True)
    ]


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
