"""How each kind of date phrase becomes a day. Source: docs/rules.md, "Date phrases".

A reader takes the match of its row of the table in date_phrases.py, and the anchor that the phrase is read against.
It raises InvalidInput when there is no such day, or more than one.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from rectify.domain.calendar_words import in_words
from rectify.domain.date_refusals import refusal
from rectify.domain.intervals import STEPS, Interval, Period, add_interval, add_months, last_of
from rectify.domain.workdays import Holidays, add_working_days, table_in_use, years_without_table
from rectify.i18n import N_, _

_NO_SUCH_DAY = N_("“{text}” is not a day of the calendar.")
_LEAP_YEARS_APART = 8
"""29 February returns within so many years, also across 1900, 2100 and 2200."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHINESE_WEEKDAYS = "123456日天"
_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {"a": 1} | {word: count for count, word in enumerate(_NUMBER_WORDS.split(), start=1)}
DAYS_AWAY = {
    **dict.fromkeys(("前天", "前日"), -2),
    **dict.fromkeys(("yesterday", "昨天", "昨日"), -1),
    **dict.fromkeys(("today", "eod", "今天", "今日"), 0),
    **dict.fromkeys(("tomorrow", "明天", "明日"), 1),
    **dict.fromkeys(("day after tomorrow", "后天", "后日"), 2),
    "大后天": 3,
}
PERIODS_AWAY = {"去": -1, "上": -1, "今": 0, "本": 0, "这": 0, "当": 0, "明": 1, "下": 1, "后": 2}
_TEN_DAYS_END = {"上旬": 10, "中旬": 20}
_PERIODS: dict[str, tuple[Period, int]] = {"m": ("month", 1), "q": ("quarter", 3), "y": ("year", 12)}
"""By the first letter: the name, and how many months it has."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a phrase is read against."""

    text: str
    """The phrase as it was written, for messages."""
    today: date
    year: int | None
    """The year of the file that the phrase stands in; it counts only when the phrase was not typed."""
    typed: bool
    given_holidays: Holidays | None

    @property
    def holidays(self) -> Holidays:
        """The table of working days: the given one, or the one in use."""
        return self.given_holidays or table_in_use()


Reader = Callable[[re.Match[str], Anchor], date]
Noter = Callable[[re.Match[str], date, Anchor], str | None]


# Days of the calendar, with or without a year.


def month_day(match: re.Match[str], anchor: Anchor) -> date:
    """12月31日, 2026-12-31."""
    return _in_year(match, anchor, lambda year: date(year, int(match["month"]), int(match["day"])))


def named_day(match: re.Match[str], anchor: Anchor) -> date:
    """31 Dec 2026, Dec 31."""
    return _in_year(match, anchor, lambda year: date(year, _month(match), int(match["day"])))


def either_order(match: re.Match[str], anchor: Anchor) -> date:
    """31/12/2026 and 12/31/2026, which have one reading; 3/4/2026 has two and is refused."""
    first, second = int(match["first"]), int(match["second"])
    days = set()
    for month, day in ((first, second), (second, first)):
        with suppress(ValueError):
            days.add(date(int(match["last_year"]), month, day))
    if not days:
        raise refusal(_NO_SUCH_DAY, anchor.text)
    if len(days) > 1:
        earlier, later = (day.isoformat() for day in sorted(days))
        message = N_("“{text}” may be {earlier} or {later}; write the one that is meant.")
        raise refusal(message, anchor.text, earlier=earlier, later=later)
    return days.pop()


def part_of_month(match: re.Match[str], anchor: Anchor) -> date:
    """12月底, 2026年12月中旬."""
    return _in_year(match, anchor, lambda year: _part_end(date(year, int(match["month"]), 1), match["part"]))


def named_month_end(match: re.Match[str], anchor: Anchor) -> date:
    """end of Dec 2026."""
    return _in_year(match, anchor, lambda year: last_of("month", date(year, _month(match), 1)))


def quarter_end(match: re.Match[str], anchor: Anchor) -> date:
    """第四季度末, end of Q4 2026."""
    return _in_year(match, anchor, lambda year: last_of("quarter", date(year, 3 * int(match["quarter"]), 1)))


def half_year_end(match: re.Match[str], anchor: Anchor) -> date:
    """上半年底, 2026年下半年内."""
    return _in_year(match, anchor, lambda year: date(year, 6, 30) if match["half"] == "上" else date(year, 12, 31))


def year_end(match: re.Match[str], anchor: Anchor) -> date:
    """2026年底, end of 2026."""
    return _in_year(match, anchor, lambda year: date(year, 12, 31))


# Days that count from today.


def day_word(match: re.Match[str], anchor: Anchor) -> date:
    """today, 大后天."""
    return _days_after(anchor, DAYS_AWAY[match["word"]])


def weekday_after_today(match: re.Match[str], anchor: Anchor) -> date:
    """fri, 周五: a week ahead when today is that weekday."""
    return _days_after(anchor, (weekday_of(match["on"]) - anchor.today.weekday() - 1) % 7 + 1)


def weekday_of_week(match: re.Match[str], anchor: Anchor) -> date:
    """本周五, 下周五, of the weeks that begin on Monday."""
    return _days_after(anchor, 7 * _periods(match) + weekday_of(match["on"]) - anchor.today.weekday())


def week_end(match: re.Match[str], anchor: Anchor) -> date:
    """本周内: Sunday."""
    return _days_after(anchor, 7 * _periods(match) + 6 - anchor.today.weekday())


def part_of_near_month(match: re.Match[str], anchor: Anchor) -> date:
    """月底, 下月底, 本月中旬."""
    return _part_end(add_months(_first_of_month(anchor), _periods(match)), match["part"])


def next_ten_days(match: re.Match[str], anchor: Anchor) -> date:
    """上旬 alone: the next such day, this month's or, when that is past, next month's."""
    this_month = _part_end(_first_of_month(anchor), match["part"])
    if this_month >= anchor.today:
        return this_month
    return _part_end(add_months(_first_of_month(anchor), 1), match["part"])


def near_quarter_end(match: re.Match[str], anchor: Anchor) -> date:
    """季度末, 下季度末."""
    return last_of("quarter", add_months(_first_of_month(anchor), 3 * _periods(match)))


def this_year_end(_match: re.Match[str], anchor: Anchor) -> date:
    """年底."""
    return date(anchor.today.year, 12, 31)


def period_end(match: re.Match[str], anchor: Anchor) -> date:
    """eow, eom, eoq, eoy, end of next month."""
    letter = match["letter"] or match["unit"][0]
    ahead = 1 if match["next"] else 0
    if letter == "w":
        return _days_after(anchor, 7 * ahead + 6 - anchor.today.weekday())
    unit, months = _PERIODS[letter]
    return last_of(unit, add_months(_first_of_month(anchor), ahead * months))


def span(match: re.Match[str], anchor: Anchor) -> date:
    """3天内, 两周后, +1m, in 3 days."""
    unit = match["unit"].removeprefix("个")
    return add_interval(anchor.today, Interval(_count(match), STEPS[unit]))


def working_span(match: re.Match[str], anchor: Anchor) -> date:
    """5个工作日内, +5wd."""
    return add_working_days(anchor.today, _count(match), anchor.holidays)


def half_a_year(_match: re.Match[str], anchor: Anchor) -> date:
    """半年内."""
    return add_months(anchor.today, 6)


# What a user should know about a day that was read.


def note_past(match: re.Match[str], day: date, anchor: Anchor) -> str | None:
    """This week's Friday stays this week's, also when it has gone by; last week's Friday needs no remark."""
    expected = match["which"].startswith("上")
    return None if expected or day >= anchor.today else _("{day} is already past.").format(day=in_words(day))


def note_weekends_only(_match: re.Match[str], day: date, anchor: Anchor) -> str | None:
    """Which of the years that were counted through have no holiday table."""
    years = years_without_table(anchor.today, day, anchor.holidays)
    if not years:
        return None
    message = _("There is no holiday table for {years}; only weekends were left out.")
    return message.format(years=", ".join(map(str, years)))


def weekday_of(written: str) -> int:
    """0 for Monday, as `date.weekday()` counts, of fri, friday, 周5, 星期日."""
    if written[:3] in _WEEKDAYS:
        return _WEEKDAYS.index(written[:3])
    return min(_CHINESE_WEEKDAYS.index(written[-1]), 6)


def _in_year(match: re.Match[str], anchor: Anchor, build: Callable[[int], date]) -> date:
    """The day that `build` makes of the year in the phrase, else of the year that the rule for such days gives."""
    year = int(match["year"]) if match["year"] else anchor.year
    if anchor.typed and not match["year"]:
        return _next(build, anchor)
    if year is None:
        raise refusal(N_("“{text}” has no year, and neither the title nor the source gives one."), anchor.text)
    try:
        return build(year)
    except ValueError:
        raise refusal(_NO_SUCH_DAY, anchor.text) from None


def _next(build: Callable[[int], date], anchor: Anchor) -> date:
    for year in range(anchor.today.year, anchor.today.year + _LEAP_YEARS_APART + 1):
        with suppress(ValueError):
            day = build(year)
            if day >= anchor.today:
                return day
    raise refusal(_NO_SUCH_DAY, anchor.text)


def _part_end(month: date, part: str) -> date:
    """The last day of the first, second or third ten days of the month that begins on `month`, or of all of it."""
    ten_days = _TEN_DAYS_END.get(part)
    return month.replace(day=ten_days) if ten_days else last_of("month", month)


def _month(match: re.Match[str]) -> int:
    return _MONTHS.index(match["name"][:3]) + 1


def _count(match: re.Match[str]) -> int:
    written = match["n"]
    count = NUMBERS[written] if written in NUMBERS else int(written)
    return -count if match["sign"] == "-" else count


def _periods(match: re.Match[str]) -> int:
    """How many weeks, months or quarters away: 下 is one, 下下 two."""
    which = match["which"]
    return PERIODS_AWAY[which[0]] * which.count(which[0]) if which else 0


def _first_of_month(anchor: Anchor) -> date:
    return anchor.today.replace(day=1)


def _days_after(anchor: Anchor, days: int) -> date:
    return anchor.today + timedelta(days=days)
