"""What is not a date for certain, and what a clerk is told then."""

from datetime import date

import pytest

from rectify.domain.dates import read_date
from rectify.errors import InvalidInput

SUNDAY = date(2026, 11, 22)

REFUSED = [
    "",
    "   ",
    "26.12.31",
    "26-12-31",
    "26年12月31日",
    "26年底前",
    "261231",
    "31-Dec-26",
    "Dec-26",
    "31/12/26",
    "尽快",
    "asap",
    "近期",
    "下个月15日",
    "本月15日",
    "15日",
    "15日前",
    "3日前",
    "3天前",
    "2026-02-31",
    "2026.2.30",
    "20260231",
    "2026年2月31日",
    "2月30日",
    "31 Feb",
    "31 Feb 2026",
    "2026-13-01",
    "13月底",
    "3/4/2026",
    "3.4.2026",
    "03-04-2026",
    "32/13/2026",
    "12/31",
    "12.31",
    "3-4",
    "1899-12-31",
    "2200-01-01",
    "0000-01-01",
    "9999年底",
    "+999y",
    "2026",
    "2026年",
    "2026年前",
    "2026-12",
    "2026年12月",
    "12月",
    "12月前",
    "Dec 2026",
    "next fri",
    "this Friday",
    "下个周五",
    "周末",
    "本周",
    "下周",
    "五一前",
    "春节前",
    "年前",
    "3d",
    "3天",
    "三个月",
    "半个月内",
    "3十日内",
    "一百五天内",
    "十十天内",
    "三1日内",
    "12月三1日",
    "1 2月3日",
    "12月312:00",
    "dec52026",
    "2026日内",
    "2026年后",
    "17:00",
    "2026-12-31 25:00",
    "2026-12/31",
    "2026 12 31",
    "２６.１２.３１",
    "٢٠٢٦-١٢-٣١",
    "12345",
    "99999",
    "1",
    "四六三八七",
    "see 2026-12-31",
    "2026-12-31 (tbc)",
    "2026-12-31至2027-01-31",
    "12月1日-12月31日",
    "请于2026-12-31前报送",
    "会议定于12月31日",
    "自通知之日起30日内",
    "2026-12-31, 2027-01-31",
    "立行立改吗",
    "长期坚持x",
    "不长期坚持",
    "2026-12-31 Friday",
    "12月31日（周五）",
    "+1mm",
    "by",
    "x" * 10_000,
    "9" * 10_000,
]


@pytest.mark.parametrize("typed", [True, False])
def test_what_cannot_be_read_for_certain_is_refused(typed: bool) -> None:
    assert [text for text in REFUSED if is_read(text, typed)] == []


def is_read(text: str, typed: bool) -> bool:
    try:
        read_date(text, SUNDAY, year=2026, typed=typed)
    except InvalidInput:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "There is no date here. Write it as 2026-12-31."),
        ("26.12.31", "“26.12.31” has a year of two digits; write all four, as in 2026-12-31."),
        ("261231", "“261231” has a year of two digits; write all four, as in 2026-12-31."),
        ("尽快", "“尽快” names no day. Write one, or +7d."),
        ("下个月15日", "“下个月15日” does not give the month's number; write it as in 15 Dec or 2026-12-15."),
        ("31 Feb 2026", "“31 Feb 2026” is not a day of the calendar."),
        ("3/4/2026", "“3/4/2026” may be 2026-03-04 or 2026-04-03; write the one that is meant."),
        ("2200-01-01", "“2200-01-01” lies outside the years 1900 to 2199."),
        ("2026年12月", "“2026年12月” names a month but no day. Write the day, or the last one as in end of Dec 2026."),
        ("Dec 2026", "“Dec 2026” names a month but no day. Write the day, or the last one as in end of Dec 2026."),
        ("2026", "“2026” names a year but no day. Write the day, or the last one as in end of 2026."),
        ("12.31", "“12.31” has no year, or two readings. Write it as 2026-12-31 or 31 Dec."),
        (
            "next fri",
            "“next fri” may mean two different weeks. Write fri for the first Friday after today, or the date.",
        ),
        ("2026-12-31 Friday", "“2026-12-31 Friday” names the wrong weekday: it is 2026-12-31 Thursday."),
        ("as agreed", "“as agreed” cannot be read as a date for certain. Write it as 2026-12-31."),
        ("\x1b[2J now", "“�[2J now” cannot be read as a date for certain. Write it as 2026-12-31."),
        ("{0.x}", "“{0.x}” cannot be read as a date for certain. Write it as 2026-12-31."),
        ("x" * 50, f"“{'x' * 39}…” cannot be read as a date for certain. Write it as 2026-12-31."),
    ],
    ids=lambda value: None,
)
def test_a_refusal_says_why_and_what_to_write(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_date(text, SUNDAY)
    assert str(refused.value) == message
