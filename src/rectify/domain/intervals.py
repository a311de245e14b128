"""Intervals such as "30d", "3m", "1y", and the arithmetic of months. Source: docs/rules.md, "Date phrases"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from rectify.domain.folding import folded
from rectify.domain.quotation import shown
from rectify.errors import InvalidInput
from rectify.i18n import _


class Step(StrEnum):
    """The units that an interval is counted in; the value is the letter it is written with."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"
    YEAR = "y"


STEPS = {
    **dict.fromkeys(("d", "day", "days", "天", "日"), Step.DAY),
    **dict.fromkeys(("w", "wk", "wks", "week", "weeks", "周", "星期", "礼拜"), Step.WEEK),
    **dict.fromkeys(("m", "mo", "month", "months", "月"), Step.MONTH),
    **dict.fromkeys(("y", "yr", "year", "years", "年"), Step.YEAR),
}
"""Every way to write a unit."""

Period = Literal["month", "quarter", "year"]

_INTERVAL = re.compile(r"([0-9]{1,4}) ?个?(\w+)")
_DAYS = {Step.DAY: 1, Step.WEEK: 7}
_MONTHS = {Step.MONTH: 1, Step.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Interval:
    """A number of days, weeks, months or years. `str()` gives the form in which it is stored, "30d"."""

    count: int
    step: Step

    def __str__(self) -> str:
        return f"{self.count}{self.step.value}"


def parse_interval(text: str) -> Interval:
    """The interval in `text`: "30d", "2w", "3m", "1y", or with the unit as a word, "3 months", "3个月".

    Raises InvalidInput for anything else, also for nothing and less.
    """
    match = _INTERVAL.fullmatch(folded(text).strip())
    if match is None or match[2] not in STEPS or int(match[1]) == 0:
        raise InvalidInput(
            _("“{text}” is not an interval; write it as 30d, 2w, 3m or 1y.").format(text=shown(text.strip()))
        )
    return Interval(int(match[1]), STEPS[match[2]])


def add_interval(day: date, interval: Interval) -> date:
    """`day` and an interval more; months keep the day, or take the month's last day where it is shorter.

    Raises InvalidInput where the calendar ends.
    """
    if interval.step in _MONTHS:
        return add_months(day, interval.count * _MONTHS[interval.step])
    try:
        return day + timedelta(days=interval.count * _DAYS[interval.step])
    except OverflowError:
        raise _beyond(day) from None


def add_months(day: date, n: int) -> date:
    """`day` and `n` months more (fewer, when negative): 31 January and one month is the last day of February.

    Raises InvalidInput where the calendar ends.
    """
    from pendulum import Date  # a tenth of a second that a plain date need not wait for

    try:
        return _plain(Date(day.year, day.month, day.day).add(months=n))
    except (OverflowError, ValueError):
        raise _beyond(day) from None


def last_of(unit: Period, day: date) -> date:
    """The last day of the month, quarter or year that `day` is in."""
    from pendulum import Date  # as above

    return _plain(Date(day.year, day.month, day.day).last_of(unit))


def _plain(day: date) -> date:
    return date(day.year, day.month, day.day)


def _beyond(day: date) -> InvalidInput:
    return InvalidInput(_("Counted from {day}, that is beyond the calendar.").format(day=day.isoformat()))
