"""The phrases in which offices write a day, one row for each kind. Source: docs/rules.md, "Date phrases"."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from rectify.domain import date_readers as readers
from rectify.domain.calendar_words import in_words
from rectify.domain.date_readers import Anchor, Noter, Reader
from rectify.domain.date_refusals import refusal, why_refused
from rectify.domain.numerals import in_digits
from rectify.domain.quotation import shown
from rectify.i18n import N_, _


class Phrase(NamedTuple):
    """One kind of phrase: how it is written, how it is read, what else to say of it."""

    pattern: str
    read: Reader
    note: Noter | None = None


CLOCK = (
    "(?: at |[t ,]+|(?<![0-9]))(?:上午|下午|晚上|中午)?"
    "(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,9})?)?|[时点](?:[0-5]?[0-9]分?|半)?)"
    "(?: ?[ap]m)?(?: ?(?:z|(?:utc|gmt)?[+-][0-9]{2}:?[0-9]{2}|utc|gmt))?"
)
"""A time of day after a date: it is left out, since deadlines are plain dates."""

_EN_WEEKDAY = (
    "mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?"
)
_ZH_WEEKDAY = "(?:周|星期|礼拜)[1-6日天]"
_BY = re.compile(
    "^(?:(?:by|on) )?(?:the )?(?:力争|确保|争取)?(?:[至到于在]|截[至止]到?|限[于在期]?|最[迟晚]|不[迟晚]于)?(?=.)"
)
_MONTH_DAY = re.compile("^([0-9]{1,2})[-./]([0-9]{1,2})日?(?=(?:之|以)?前)")
_AFTER = re.compile(
    f"(?:(?:[ ,]*[(]|[ ,]+|(?<=[日号0-9]))(?P<weekday>{_EN_WEEKDAY}|{_ZH_WEEKDAY})[)]?)?"
    f"(?:{CLOCK}|上午|中午|下午|晚上|下班|[早中晚夜白]班)?"
    "(?:(?:之|以)?前|止)?(?:(?<=[前内日号底末旬])(?:(?:全部|全面|基本)?完成(?:整改)?|整改(?:完成|到位|完毕)))?[。.;]?$"
)
"""What may stand after any phrase. 前 includes the day itself, and so changes nothing."""
_BEFORE = re.compile(f"(?P<weekday>{_EN_WEEKDAY})(?:, ?| )(?=.)")
_NEAR_YEAR = re.compile("(?P<which>[今本明去后])年(?=.)")

_YEAR = "(?:(?P<year>[0-9]{4})年)?"
_MONTH = "(?P<month>[0-9]{1,2})月份?"
_DAY = "(?P<day>[0-9]{1,2})[日号]?"
_NAME = (
    "(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[.]?"
)
_EN_DAY = "(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_EN_YEAR = "(?P<year>[0-9]{4})"
_END = "(?:底|末|内)"
_NEAR = "(?P<which>本|这个?|当|下个?|上个?)"
_TEN_DAYS = "[上中下]旬"
_COUNT = "(?P<sign>)(?P<n>[0-9]{1,3})"
_EN_COUNT = f"(?P<sign>)(?P<n>[0-9]{{1,3}}|{'|'.join(readers.NUMBERS)})"
_EN_UNIT = "(?P<unit>days?|weeks?|months?|years?)"
_EN_WORKING = "(?:working days?|business days?|workdays?)"
_SIGNED = "(?P<sign>[+-])(?P<n>[0-9]{1,3}) ?"

_DATES = (
    Phrase(r"(?P<year>[0-9]{4})(?P<between>[-./])(?P<month>[0-9]{1,2})(?P=between)" + _DAY, readers.month_day),
    Phrase("(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})", readers.month_day),
    Phrase(_YEAR + _MONTH + _DAY, readers.month_day),
    Phrase("(?P<year>)(?P<month>[0-9]{2})-(?P<day>[0-9]{2})", readers.month_day),  # as the lists show a day
    Phrase(
        r"(?P<first>[0-9]{1,2})(?P<between>[-./])(?P<second>[0-9]{1,2})(?P=between)(?P<last_year>[0-9]{4})",
        readers.either_order,
    ),
    Phrase(f"{_EN_DAY}(?: of)?[ /-]?{_NAME}(?:,?[ /-]?{_EN_YEAR})?", readers.named_day),
    Phrase(f"{_NAME} ?{_EN_DAY}(?:[, ]+{_EN_YEAR})?", readers.named_day),
    Phrase(f"{_NAME}(?P<between>[/-]){_EN_DAY}(?P=between){_EN_YEAR}", readers.named_day),
    Phrase(f"{_EN_YEAR}[ /-]?{_NAME}[ /-]?{_EN_DAY}", readers.named_day),
    Phrase(
        f"{_NAME} {_EN_DAY} [0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(?: [a-z]{{3,4}})? {_EN_YEAR}", readers.named_day
    ),  # ctime
    Phrase(f"{_YEAR}{_MONTH}(?P<part>{_END}|{_TEN_DAYS})", readers.part_of_month),
    Phrase(f"end of {_NAME}(?:,? {_EN_YEAR})?", readers.named_month_end),
    Phrase(f"{_YEAR}第?(?P<quarter>[1-4])季度?{_END}", readers.quarter_end),
    Phrase(f"end of q(?P<quarter>[1-4])(?:,? {_EN_YEAR})?", readers.quarter_end),
    Phrase(f"{_YEAR}(?P<half>[上下])半年{_END}", readers.half_year_end),
    Phrase("(?P<year>[0-9]{4})年[年度]?(?:底|末|终|内)", readers.year_end),
    Phrase(f"end of {_EN_YEAR}", readers.year_end),
)
"""Phrases that name a day of the calendar, with or without its year."""

_FROM_TODAY = (
    Phrase(f"(?P<word>{'|'.join(readers.DAYS_AWAY)})", readers.day_word),
    Phrase(f"(?P<on>{_EN_WEEKDAY}|{_ZH_WEEKDAY})", readers.weekday_after_today),
    Phrase(
        "(?P<which>(?:本|这|下下?|上上?)(?=周)|[本这下上]个?(?!周))(?P<on>" + _ZH_WEEKDAY + ")",
        readers.weekday_of_week,
        readers.note_past,
    ),
    Phrase("(?P<which>[本这下])?(?:周|星期)内", readers.week_end),
    Phrase(f"{_NEAR}?月(?P<part>{_END})", readers.part_of_near_month),
    Phrase(f"{_NEAR}月(?P<part>{_TEN_DAYS})", readers.part_of_near_month, readers.note_past),
    Phrase(f"(?P<part>{_TEN_DAYS})", readers.next_ten_days),
    Phrase(f"{_NEAR}?季度?{_END}", readers.near_quarter_end),
    Phrase("年(?:底|末|终|内)", readers.this_year_end),
    Phrase(
        "eo(?P<letter>[wmqy])|end of (?:the |this |(?P<next>next ))?(?P<unit>week|month|quarter|year)",
        readers.period_end,
    ),
    Phrase(
        f"{_COUNT}(?P<unit>[天日周]|个?(?:星期|礼拜)|个月|(?<![0-9]{{2}})年)(?:之|以)?[内后]",
        readers.span,
    ),
    Phrase(f"(?:in|within) {_EN_COUNT} {_EN_UNIT}", readers.span),
    Phrase(f"{_SIGNED}(?P<unit>days?|weeks?|months?|years?|[dwmy])", readers.span),
    Phrase(f"{_COUNT}个?工作日(?:之|以)?[内后]", readers.working_span, readers.note_weekends_only),
    Phrase(f"(?:in|within) {_EN_COUNT} {_EN_WORKING}", readers.working_span, readers.note_weekends_only),
    Phrase(f"{_SIGNED}(?:wd|{_EN_WORKING})", readers.working_span, readers.note_weekends_only),
    Phrase("半年(?:之|以)?[内后]", readers.half_a_year),
)
"""Phrases that count from today."""


def find_day(phrase: str, anchor: Anchor) -> tuple[date, str | None]:
    """The day that a plain phrase names, and a warning where there is something to know.

    A day without a year is the next such day, today included; when it was not typed, it takes the anchor's year.
    A phrase that was not typed and counts from today says so in the warning, and is refused when the anchor's year is
    another than today's. Raises InvalidInput when the phrase cannot be read for certain.
    """
    words = in_digits(phrase)
    core, weekdays = _core(words)
    core, near_year = _with_year(core, anchor)
    for pattern, row, from_today in _compiled():
        match = pattern.fullmatch(core)
        if match:
            day = row.read(match, anchor)
            _check_weekdays(weekdays, day, anchor.text)
            today = _note_today(anchor) if from_today or near_year else None
            note = row.note(match, day, anchor) if row.note else None
            return day, " ".join(filter(None, (today, note))) or None
    raise why_refused(words, anchor.text)


def _core(words: str) -> tuple[str, list[str]]:
    """The phrase without "by", time of day and 前, and the weekdays that stand beside it."""
    words = _MONTH_DAY.sub(r"\1月\2日", _BY.sub("", words))
    after = _AFTER.search(words)
    core = words[: after.start()] if after else words
    before = _BEFORE.match(core)
    weekdays = [match["weekday"] for match in (before, after) if match and match["weekday"]]
    return core[before.end() :] if before else core, weekdays


def _with_year(words: str, anchor: Anchor) -> tuple[str, bool]:
    """The phrase with 明年 and its like in digits, and 年底 in a file with the file's year; whether today decided."""
    near = _NEAR_YEAR.match(words)
    if near:
        year = anchor.today.year + readers.PERIODS_AWAY[near["which"]]
        return f"{year}年{words[near.end() :]}", True
    if words.startswith("年") and anchor.year and not anchor.typed:
        return f"{anchor.year}{words}", False
    return words, False


def _note_today(anchor: Anchor) -> str | None:
    """What to say of a phrase that counts from today but stands in a file."""
    if anchor.typed:
        return None
    if anchor.year not in {None, anchor.today.year}:
        message = N_("“{text}” counts from a day in {year} that the file does not name; write the date in full.")
        raise refusal(message, anchor.text, year=anchor.year)
    message = _("“{text}” was counted from {today}, since the file does not say on which day it was written.")
    return message.format(text=shown(anchor.text), today=anchor.today.isoformat())


def _check_weekdays(weekdays: list[str], day: date, text: str) -> None:
    if any(readers.weekday_of(weekday) != day.weekday() for weekday in weekdays):
        raise refusal(N_("“{text}” names the wrong weekday: it is {day}."), text, day=in_words(day))


@cache
def _compiled() -> tuple[tuple[re.Pattern[str], Phrase, bool], ...]:
    """Each row ready for use, and whether it counts from today. Built for the first phrase: plain dates need none."""
    return tuple((re.compile(row.pattern), row, rows is _FROM_TODAY) for rows in (_DATES, _FROM_TODAY) for row in rows)
