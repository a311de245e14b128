"""Intervals and the arithmetic of months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify.domain.intervals import Interval, Step, add_interval, add_months, last_of, parse_interval
from rectify.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("30d", "30d"),
        ("2w", "2w"),
        ("3m", "3m"),
        ("1y", "1y"),
        (" 3M ", "3m"),
        ("３ｍ", "3m"),
        ("10 days", "10d"),
        ("3 months", "3m"),
        ("3个月", "3m"),
        ("1年", "1y"),
        ("2周", "2w"),
        ("30天", "30d"),
    ],
)
def test_an_interval_is_a_number_and_a_unit(text: str, stored: str) -> None:
    assert str(parse_interval(text)) == stored


@pytest.mark.parametrize("text", ["", "0d", "000m", "-3d", "+3d", "3", "d", "1.5y", "3x", "3d 2w", "99999d", "٣d"])
def test_anything_else_is_refused_as_an_interval(text: str) -> None:
    with pytest.raises(InvalidInput, match="is not an interval; write it as 30d, 2w, 3m or 1y"):
        parse_interval(text)


@pytest.mark.parametrize(
    ("day", "text", "expected"),
    [
        ("2026-11-22", "30d", "2026-12-22"),
        ("2026-11-22", "2w", "2026-12-06"),
        ("2026-01-31", "1m", "2026-02-28"),
        ("2026-11-30", "3m", "2027-02-28"),
        ("2028-02-29", "1y", "2029-02-28"),
    ],
)
def test_an_interval_is_added_by_the_calendar(day: str, text: str, expected: str) -> None:
    assert add_interval(date.fromisoformat(day), parse_interval(text)).isoformat() == expected


@pytest.mark.parametrize("step", list(Step))
def test_an_interval_beyond_the_calendar_is_refused(step: Step) -> None:
    with pytest.raises(InvalidInput, match="beyond the calendar"):
        add_interval(date(9990, 1, 1), Interval(9999, step))


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(-600, 600))
def test_months_keep_the_day_or_take_the_months_last(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert type(moved) is date
    assert moved.year * 12 + moved.month == day.year * 12 + day.month + n
    assert moved.day == day.day or moved == last_of("month", moved)


def test_the_last_days_of_month_quarter_and_year() -> None:
    day = date(2028, 2, 10)
    assert [last_of("month", day), last_of("quarter", day), last_of("year", day)] == [
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 12, 31),
    ]
