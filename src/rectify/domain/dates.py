"""Dates as people write them. What cannot be read for certain is refused, never guessed.

Source: docs/rules.md, "Date phrases". A plain date takes a few microseconds; the grammar of phrases stands in
date_phrases.py and is consulted only for other texts.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from rectify.domain.date_phrases import CLOCK, find_day
from rectify.domain.date_readers import Anchor
from rectify.domain.date_refusals import refusal, why_refused
from rectify.domain.intervals import Interval, add_interval, add_months, parse_interval
from rectify.domain.numerals import plain
from rectify.domain.problem import Mode
from rectify.domain.workdays import Holidays
from rectify.errors import InvalidInput
from rectify.i18n import N_, _

__all__ = [
    "Interval",
    "Reading",
    "add_interval",
    "add_months",
    "excel_serial",
    "is_written_date",
    "parse_interval",
    "read_date",
    "read_day",
]

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years that a date may have; anything else is a typing mistake."""

_LONGEST = 100
"""No date phrase has more characters."""

_FIGURES = tuple(
    re.compile(f"(?P<year>[0-9]{{4}}){rest}")
    for rest in (
        f"(?P<between>[-./])(?P<month>[0-9]{{1,2}})(?P=between)(?P<day>[0-9]{{1,2}})(?:(?=[t ,]){CLOCK})?",
        "年(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]",
        "(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    )
)
_SERIAL = re.compile("[0-9]{5}(?:[.][0-9]{1,10})?")
_SERIAL_YEARS = range(1990, 2101)
"""A bare number is taken for a spreadsheet's day only when it falls into these years."""

_DAY_0_OF_1900 = date(1899, 12, 30)
_DAY_0_OF_1904 = date(1904, 1, 1)
_LEAP_DAY_OF_1900 = 60
"""29 February 1900, which spreadsheets count although it never was."""

_MODES = {
    Mode.IMMEDIATE: (
        "立行立改|立整立改|即行即改|立知立改|即知即改|立查立改|即查即改|边查边改|随查随改"
        "|(?:当场|现场|即时|立即|立刻|马上|当即|当日|当天)(?:整改|改正|纠正|处理|完成|改)(?:到位|完毕)?|即时|立即|当[日天]"
        "|immediate(?:ly)?|at once"
    ),
    Mode.SUSTAINED: (
        "(?:即日起,?并?)?(?:长期|持续|常态化?|常年)(?:坚持|整改|推进)|常态化|长期|持续|sustained|on-?going|continuous"
    ),
}
_MODE_WORD = f"[(]?(?:(?P<immediate>{_MODES[Mode.IMMEDIATE]})|(?P<sustained>{_MODES[Mode.SUSTAINED]}))[)]?"
_MODE_FIRST = re.compile(f"{_MODE_WORD}(?:[,;、。/ ]+|(?=[^a-z])|$)")
_MODE_LAST = re.compile(f"(?:^|[,;、。/ ]+|(?<=[^a-z]))(?:并且?|且|同时|and |then )?{_MODE_WORD}[。.;]?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a deadline says."""

    due_on: date | None
    """None where only a mode was written."""
    mode: Mode | None = None
    """IMMEDIATE for 立行立改, SUSTAINED for 长期坚持 (with or without a date), else None."""
    text: str = ""
    """As it was written, without the spaces around it."""
    warning: str | None = None
    """A sentence in the language in use, such as that this week's Friday is past."""


def read_date(
    text: str, today: date, *, year: int | None = None, typed: bool = True, holidays: Holidays | None = None
) -> Reading:
    """What `text` says, written on `today`.

    A day without a year is the next such day when it is typed, and today counts; in a file (`typed=False`) it takes
    `year`. 立行立改 and 长期坚持 set the mode, alone or beside a date; both together are sustained. A phrase in a file
    that counts from today gets a warning. Working days count by `holidays`, or else by the table in use.

    Raises InvalidInput, which says what to write instead, for every text that cannot be read for certain and for years
    outside 1900 to 2199.
    """
    exact = _iso(text)
    if exact:
        return Reading(exact, text=text)
    stripped = text.strip()
    if len(stripped) > _LONGEST:
        raise why_refused(stripped, stripped)
    words = plain(stripped)
    figures = _written(words)
    if figures:
        return Reading(figures, text=stripped)
    words, mode = _split_mode(words)
    if mode and not words:
        return Reading(None, mode, stripped)
    day, warning = find_day(words, Anchor(stripped, today, year, typed, holidays))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refusal(N_("“{text}” lies outside the years 1900 to 2199."), stripped)
    return Reading(day, mode, stripped, warning)


def read_day(
    text: str, today: date, *, year: int | None = None, typed: bool = True, holidays: Holidays | None = None
) -> date:
    """As `read_date`, where a plain day is asked for; 立行立改 and 长期坚持 raise InvalidInput too."""
    reading = read_date(text, today, year=year, typed=typed, holidays=holidays)
    if reading.due_on is None or reading.mode is not None:
        raise refusal(N_("“{text}” names no day. A plain date belongs here, such as 2026-12-31."), reading.text)
    return reading.due_on


def is_written_date(text: str) -> bool:
    """Whether `text` is just a date in figures, year first, so that keeping it beside the date adds nothing."""
    return bool(_iso(text) or (len(text) <= _LONGEST and _written(plain(text))))


def excel_serial(value: float, *, epoch_1904: bool = False) -> date:
    """The day that a spreadsheet counts as `value`, from 1900 or, with `epoch_1904`, from 1904; the time is left out.

    Raises InvalidInput for no day: 0 and less, 29 February 1900, and years after 2199.
    """
    if not math.isfinite(value) or abs(value) > 1e6:
        raise _no_serial(value)
    number = math.floor(value)
    if epoch_1904:
        day = _DAY_0_OF_1904 + timedelta(days=number)
    else:
        day = _DAY_0_OF_1900 + timedelta(days=number + (number < _LEAP_DAY_OF_1900))
    if number < 0 or not FIRST_YEAR <= day.year <= LAST_YEAR or (number == _LEAP_DAY_OF_1900 and not epoch_1904):
        raise _no_serial(value)
    return day


def _no_serial(value: float) -> InvalidInput:
    return InvalidInput(_("The number {number} is not the day of a spreadsheet.").format(number=f"{value:.10g}"))


def _iso(text: str) -> date | None:
    """The fast path: exactly YYYY-MM-DD, which is what nearly every cell holds."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _written(words: str) -> date | None:
    """The day of a plain text in figures: year, month and day, or the number of a spreadsheet's day."""
    for pattern in _FIGURES:
        match = pattern.fullmatch(words)
        if match:
            return _iso(f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}")
    if _SERIAL.fullmatch(words):
        day = excel_serial(float(words))
        return day if day.year in _SERIAL_YEARS else None
    return None


def _split_mode(words: str) -> tuple[str, Mode | None]:
    """`words` without the words of a mode before and after the date; sustained outweighs immediate."""
    mode = None
    while match := _MODE_FIRST.match(words) or _MODE_LAST.search(words):
        words = (words[: match.start()] + words[match.end() :]).strip("(), ;、")
        mode = Mode.SUSTAINED if match["sustained"] or mode is Mode.SUSTAINED else Mode.IMMEDIATE
    return words, mode
