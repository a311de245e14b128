"""Days as they stand in the cells of one column: their order, ranges, and days without a year.

Source: docs/rules.md, "Import" and "Date phrases".
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from rectify.domain.dates import read_date
from rectify.errors import InvalidInput
from rectify.transfer.sheet import Cell, text_of

Order = Literal["dmy", "mdy"]
_ORDERS: tuple[Order, ...] = ("dmy", "mdy")

_LEAP_YEAR = 2000
"""Stands for the year of days that have none, to compare them."""

FIRST_YEAR, LAST_YEAR = 1980, 2100
"""The years that the days of a list may have; others are typing mistakes."""

_MOMENT = r"(?P<rest>(?: at |[T ,]+)\d{1,2}:.*)?"
"""A time of day behind a date."""

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = rf"(?:(?P<weekday>(?i:{'|'.join(_WEEKDAYS)}))[a-z]{{0,6}}[,.]?\s+)?"
"""The day of the week before a date, which may prove its order."""

_FIGURES = re.compile(
    _WEEKDAY + r"(?P<first>\d{1,2})(?P<between>[-./ ])(?P<second>\d{1,2})(?P=between)(?P<year>\d{4})" + _MOMENT
)
_FIGURES_SHORT_YEAR = re.compile(
    _WEEKDAY + r"(?P<first>\d{1,2})(?P<between>[-./])(?P<second>\d{1,2})(?P=between)(?P<year>\d{2})" + _MOMENT
)
_NAMED = re.compile(r"(?P<first>\d{1,2})(?P<between>[-./ ])(?P<month>[A-Za-z]{3})(?P=between)(?P<year>\d{2})" + _MOMENT)
"""A day, the name of a month, and two figures of a year: 31-Mar-26."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = re.compile(
    r"(?: at |[T ,]+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]\.?M\.?)?"
    r"(?: ?(?:Z|(?:UTC|GMT)?[+-]\d{2}(?::?\d{2})?|UTC|GMT))?(?: \([^()]+\))?|(?<=\d{8})T\d{4}(?:\d{2})?Z?",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"(?P<dmy>d{1,2}[-./ ]?m{1,3}[-./ ]?y{2,4})|(?P<mdy>m{1,2}[-./ ]?d{1,2}[-./ ]?y{2,4})", re.IGNORECASE
)
_MOMENT_COUNTED = re.compile(r"[1-9]\d{9}(?:\d{3})?")
_WRAPPED = re.compile(r"/Date\((\d+)(?:[+-]\d{4})?\)/")
"""A count of milliseconds as older programs write it into JSON: /Date(1782777600000)/."""

_SECONDS = 10
"""So many figures has a count of seconds, three more one of milliseconds."""

_SHORT = re.compile(r"(?P<first>\d{1,2})[./](?P<second>\d{1,2})")
_FIGURED_MONTH = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})|(?P<first>\d{1,2})[-/](?P<last_year>\d{4})")
_CALLED_MONTH = re.compile(r"(?:[\d〇○零一二三四五六七八九]{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?")
_NAMED_MONTH = re.compile(
    rf"(?P<name>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?)(?:[ ,-]*(?P<year>\d{{4}}))?", re.IGNORECASE
)
"""Months without a day: 2026-03, 3/2026, 2026年3月份, March 2026."""

_EIGHT = re.compile(r"\d{8}\s*(?:[-~～至到—–]|--)\s*(?P<end>\d{8})")
_FULL = re.compile(r"\d{4}-\d{1,2}-\d{1,2}\s*(?:至|到|~|～|—+|–|/| - | to )\s*(?P<end>\d{4}-\d{1,2}-\d{1,2})")
_SPAN = re.compile(
    r"(?:(?P<year>\d{4})[年./])?(?P<month>\d{1,2})[月./](?P<day>\d{1,2})[日号]?\s*[-~～至到—–]+\s*"
    r"(?:(?P<last_year>\d{4})[年./])?(?:(?P<last_month>\d{1,2})[月./])?(?P<last_day>\d{1,2})[日号]?(?:之?前|止)?"
)
_BRACKETED = re.compile(r"[\u4e00-\u9fff]*[(（]\s*(?:截?至|截止到?|到)\s*(?P<end>[^()（）]+)[)）]")
"""A kind of deadline, and the day in brackets: 限期整改(至2026-03-10)."""

LONGEST = 200
"""Letters: a longer text is no day, and looking for one in it could take minutes."""

_BEHIND = re.compile(r"(?P<day>[^()（）]*\d[^()（）]*?)\s*[(（](?P<remark>[^()（）\d]+)[)）]")
"""A day with a remark that names no other one: 2026年5月31日前（已完成）."""

_SIGNED = re.compile(r"(?P<day>.*\d)(?:\s+|\s*[-/,]\s*)(?!AM\b|PM\b)[A-Z]{2,3}")
"""A day with the initials of who signed for it: 12-Oct-2026 JK."""

_ODD = re.compile(
    r"(?P<year>\d{4})\s?(?P<between>[。,，、·． ])\s?(?P<month>\d{1,2})\s?(?P=between)\s?(?P<day>\d{1,2})[日号]?"
)
"""A day in figures with other signs between them: 2026、5、31."""

_FROM_TO = re.compile(r"(?P<start>[^至到~～—]+)(?:至|到|~|～|—+)(?P<end>[^至到~～—]+)")
_MONTHS_SPAN = re.compile(
    r"(?:(?P<year>\d{4})[年./])?(?P<month>\d{1,2})月?份?\s*[-~～至到—–]+\s*"
    r"(?:(?P<last_year>\d{4})[年./])?(?P<last_month>\d{1,2})"
    r"(?:月份?|(?<=\d{4}[./]\d)|(?<=\d{4}[./]\d\d))[底末]?(?:之?前)?"
)
"""Months: 2026年4月-6月, 2026.4-2026.6, which end with June."""

_PERIOD = re.compile(r"(?P<period>(?:\d{4}年)?(?:第?[一二三四1-4]季度?|[上下]半年))(?:之?前)?(?:完成)?")
"""A part of a year: 2026年第二季度, 上半年."""

_WHOLE_YEAR = re.compile(r"(?P<year>\d{4})年?(?:全年|年度|度)")
"""All of a year: 2026年度."""

_QUARTER = re.compile(
    r"(?:end (?:of )?)?(?:Q(?P<quarter>[1-4])[ ,/-]*(?P<year>20\d\d)|(?P<first>20\d\d)[ ,/-]*Q(?P<second>[1-4]))",
    re.IGNORECASE,
)
"""The same in English, of a calendar year: Q4 2026."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUNDED = frozenset("123")
"""A last figure that a spreadsheet shows for a day ending in 0 as well: 3.1 and 3.10 are the same number."""


class End(NamedTuple):
    """The end of a range."""

    text: str
    year: int | None
    """The year that its beginning names."""


def order_in(cells: Iterable[Cell]) -> Order | None:
    """The order that the days of a column prove: a figure over 12 is a day. None where nothing or both are proven."""
    proven = set[Order]()
    for cell in cells:
        match = _FIGURES.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if match is None:
            continue
        if int(match["first"]) > 12:
            proven.add("dmy")
        elif int(match["second"]) > 12:
            proven.add("mdy")
        elif order := _order_by_weekday(match, int(match["year"])):
            proven.add(order)
    return proven.pop() if len(proven) == 1 else None


def _order_by_weekday(match: re.Match[str], year: int) -> Order | None:
    """The order in which a day falls on the day of the week before it: Fri 06/11/2026; None where both do, or none."""
    fitting = list[Order]()
    for order in _ORDERS if match["weekday"] else ():
        month, day = (match["second"], match["first"]) if order == "dmy" else (match["first"], match["second"])
        try:
            weekday = date(year, int(month), int(day)).weekday()
        except ValueError:
            continue
        if _WEEKDAYS[weekday] == match["weekday"].casefold():
            fitting.append(order)
    return fitting[0] if len(fitting) == 1 else None


def short_order_in(cells: Iterable[Cell]) -> Order | None:
    """The order that days with two figures for their year prove: 1/21/26 has its day in the middle and its year last.

    A first figure over 12 might be the year; it is a day where another one of a single figure, which no year is, stands
    in its place.
    """
    found = [
        match for cell in cells if isinstance(cell, str) and (match := _FIGURES_SHORT_YEAR.fullmatch(cell.strip()))
    ]
    called = {order for match in found if (order := _order_by_weekday(match, 2000 + int(match["year"])))}
    if len(called) == 1:
        return called.pop()
    first, second = ({match[name] for match in found} for name in ("first", "second"))
    day_first, day_second = (max(map(int, figures), default=0) > len(_MONTHS) for figures in (first, second))
    if day_first == day_second:
        return None
    return "mdy" if day_second else "dmy" if any(len(figure) == 1 for figure in first) else None


def order_of(heading: str) -> Order | None:
    """The order that a heading asks for: Due (dd/mm/yyyy)."""
    match = _HEADED.search(heading)
    if match is None:
        return None
    return "dmy" if match["dmy"] else "mdy"


def years_last(cells: Iterable[Cell], today: date) -> bool:
    """Whether 31-Mar-26 can only be a day of 2026 in a column: its last figures are few years around today, its first
    ones are more.
    """
    found = [match for cell in cells if isinstance(cell, str) and (match := _NAMED.fullmatch(cell.strip()))]
    years, first = {int(match["year"]) for match in found}, {int(match["first"]) for match in found}
    near = range(today.year % 100 - 10, today.year % 100 + 11)
    return len(first) > len(years) and all(year in near for year in years)


def with_whole_year(text: str, order: Order | None, *, years_last: bool) -> str | None:
    """A day with two figures for its year as year, month and day, where the order is certain; None where it is not."""
    if years_last and (match := _NAMED.fullmatch(text)) and match["month"].casefold() in _MONTHS:
        return f"20{match['year']}-{_MONTHS.index(match['month'].casefold()) + 1:02}-{int(match['first']):02}"
    match = _FIGURES_SHORT_YEAR.fullmatch(text) if order is not None else None
    if match is None:
        return None
    month, day = (match["second"], match["first"]) if order == "dmy" else (match["first"], match["second"])
    century = 19 if int(match["year"]) >= FIRST_YEAR % 100 else 20
    return f"{century}{match['year']}-{int(month):02}-{int(day):02}"


def without_clock(text: str) -> str:
    """A day without the time of day behind it."""
    match = _CLOCK.search(text) if len(text) <= LONGEST else None
    return text[: match.start()] if match and match.end() == len(text) else text


def has_two_readings(cells: Iterable[Cell]) -> bool:
    """Whether a day in figures stands in a column that may be read in two orders."""
    return any(isinstance(cell, str) and _FIGURES.fullmatch(cell.strip()) for cell in cells)


def in_figures(text: str) -> bool:
    """Whether a text is a day in figures with its year last, which has two readings."""
    return _FIGURES.fullmatch(text) is not None


def put_in_order(text: str, order: Order) -> str:
    """Such a text as year, month and day."""
    match = _FIGURES.fullmatch(text)
    if match is None:
        return text
    month, day = (match["second"], match["first"]) if order == "dmy" else (match["first"], match["second"])
    return f"{match['year']}-{month:0>2}-{day:0>2}"


def counted_day(cell: Cell) -> date | None:
    """The day, in UTC, of a moment counted in seconds or milliseconds since 1970; None for any other cell."""
    text = _WRAPPED.sub(r"\1", text_of(cell).strip())
    if isinstance(cell, bool) or not isinstance(cell, str | int | float) or not _MOMENT_COUNTED.fullmatch(text):
        return None
    moment = datetime.fromtimestamp(int(text) / (1000 if len(text) > _SECONDS else 1), UTC)
    return moment.date() if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def short_day(cell: Cell, order: Order | None) -> str | None:
    """A month and a day without a year, such as 3.29, as a phrase; None where the cell is none, or may be two days."""
    if isinstance(cell, bool) or not isinstance(cell, str | float):
        return None
    text = text_of(cell).strip()
    match = _SHORT.fullmatch(text)
    if match is None or (isinstance(cell, float) and match["second"] in _ROUNDED):
        return None
    first, second = match["first"], match["second"]
    month, day = (second, first) if order == "dmy" else (first, second)
    return f"{month}月{day}日"


def month_end(cell: Cell) -> str | None:
    """The end of a month that stands alone, as a phrase; None where the cell is none, or may be two months."""
    if isinstance(cell, bool) or not isinstance(cell, str | float):
        return None
    text = "".join(text_of(cell).split())
    if match := _FIGURED_MONTH.fullmatch(text):
        month = match["month"] or match["first"]
        return (
            None if isinstance(cell, float) and month == "1" else f"{match['year'] or match['last_year']}年{month}月底"
        )
    if _CALLED_MONTH.fullmatch(text):
        return f"{text}底"
    if match := _NAMED_MONTH.fullmatch(text):
        return f"end of {match['name']} {match['year'] or ''}".strip()
    return None


def later(first: Cell, second: Cell) -> Cell | None:
    """Which of two cells names the later day; None where that is not certain."""
    for year in (None, _LEAP_YEAR):
        days = [_certain(cell, year) for cell in (first, second)]
        if days[0] and days[1]:
            return second if days[1] > days[0] else first
    return None


def _certain(cell: Cell, year: int | None) -> date | None:
    """The day that a cell names whatever today is, in `year` where it gives none; None where there is no such day."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    try:
        reading = read_date(text_of(cell), date(_LEAP_YEAR, 1, 1), year=year, typed=False)
    except InvalidInput:
        return None
    return reading.due_on if reading.warning is None else None


def range_end(text: str) -> End | None:
    """The end of a range of days; None where the text is none."""
    if len(text) > LONGEST:
        return None
    for pattern in (_EIGHT, _FULL, _BRACKETED):
        if match := pattern.fullmatch(text):
            return End(match["end"], None)
    if match := _SPAN.fullmatch(text):
        return _span_end(match, f"{match['last_day']}日")
    if match := _MONTHS_SPAN.fullmatch(text):
        return _span_end(match, "底")
    if match := _PERIOD.fullmatch(text):
        return End(f"{match['period']}末", None)
    if match := _WHOLE_YEAR.fullmatch(text):
        return End(f"{match['year']}年底", None)
    if match := _QUARTER.fullmatch(text):
        quarter, year = match["quarter"] or match["second"], match["year"] or match["first"]
        return End(f"{year}年第{'一二三四'[int(quarter) - 1]}季度末", None)
    if match := _ODD.fullmatch(text):
        return End(f"{match['year']}-{match['month']}-{match['day']}", None)
    match = _FROM_TO.fullmatch(text)
    if match is None:
        return None
    year = _YEAR.search(match["start"])
    return End(match["end"].strip(), int(year[0]) if year else None)


def without_remark(text: str) -> End | None:
    """A day without the remark behind it, or the initials of who signed; None where there is neither."""
    match = (_BEHIND.fullmatch(text) or _SIGNED.fullmatch(text)) if len(text) <= LONGEST else None
    return End(match["day"], None) if match else None


def remark_behind(text: str) -> str | None:
    """The remark in brackets behind a day."""
    match = _BEHIND.fullmatch(text) if len(text) <= LONGEST and text.endswith((")", "）")) else None
    return match["remark"] if match else None


def _span_end(match: re.Match[str], day: str) -> End:
    month = match["last_month"] or match["month"]
    year = match["last_year"] or match["year"]
    if match["year"] and not match["last_year"] and int(month) < int(match["month"]):
        year = str(int(match["year"]) + 1)
    phrase = f"{month}月{day}"
    return End(f"{year}年{phrase}" if year else phrase, None)
