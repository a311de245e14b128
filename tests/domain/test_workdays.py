"""Working days, and the table of holidays that a clerk may edit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rectify.data import text_of
from rectify.domain.workdays import (
    WEEKENDS_ONLY,
    Holidays,
    add_working_days,
    is_working_day,
    own_table,
    read_holidays,
    with_own,
    written_table,
    years_without_table,
)
from rectify.errors import InvalidInput

CHINA = read_holidays(text_of("holidays.toml"))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        ("2026-09-30", 5, "2026-10-13"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2025-09-30", 1, "2025-10-09"),
        ("2025-01-24", 3, "2025-02-05"),
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-22", 5, "2026-11-27"),
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-11-22", 0, "2026-11-22"),
    ],
)
def test_working_days_skip_holidays_and_count_make_up_days(day: str, n: int, expected: str) -> None:
    assert add_working_days(date.fromisoformat(day), n, CHINA).isoformat() == expected


def test_without_a_table_only_weekends_are_left_out() -> None:
    assert add_working_days(date(2026, 9, 30), 5, WEEKENDS_ONLY) == date(2026, 10, 7)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 200))
def test_between_a_day_and_the_nth_working_day_lie_n_working_days(day: date, n: int) -> None:
    end = add_working_days(day, n, CHINA)
    days = [day + timedelta(days=offset) for offset in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each, CHINA) for each in days) == n
    assert is_working_day(end, CHINA)


@pytest.mark.parametrize(("year", "off", "worked"), [(2025, 28, 5), (2026, 33, 6)])
def test_the_shipped_table_has_the_days_of_the_official_notice(year: int, off: int, worked: int) -> None:
    assert sum(day.year == year for day in CHINA.holidays) == off
    make_up = [day for day in CHINA.workdays if day.year == year]
    assert len(make_up) == worked
    assert all(day.weekday() >= 5 for day in make_up)


def test_the_years_that_were_counted_by_weekends_alone_are_named() -> None:
    assert years_without_table(date(2026, 12, 30), date(2028, 1, 3), CHINA) == [2027, 2028]
    assert years_without_table(date(2027, 1, 2), date(2026, 12, 30), CHINA) == [2027]


def test_a_table_has_single_days_and_ranges() -> None:
    text = '[2031]\nholidays = ["01-01", "12-30..12-31"]\nworkdays = ["01-04"]\n[2032]\n'
    assert read_holidays(text) == Holidays(
        frozenset({date(2031, 1, 1), date(2031, 12, 30), date(2031, 12, 31)}),
        frozenset({date(2031, 1, 4)}),
        frozenset({2031, 2032}),
    )


def test_an_empty_table_knows_weekends_only() -> None:
    assert read_holidays("") == WEEKENDS_ONLY


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[2026]\nholidays = [01-01]", "line 2"),
        ("[26]\n", "“26”"),
        ("[next]\n", "“next”"),
        ("holidays = []\n", "“holidays”"),
        ("[2026]\nfeasts = []\n", "2026 has “feasts”"),
        ('[2026]\nholidays = "01-01"\n', "2026: holidays must be a list"),
        ('[2026]\nholidays = ["02-30"]\n', "2026 has “02-30”"),
        ('[2026]\nholidays = ["1-1"]\n', "2026 has “1-1”"),
        ("[2026]\nworkdays = [2026-01-04]\n", "2026 has “2026-01-04”"),
        ('[2026]\nholidays = ["05-05..05-01"]\n', "“05-05..05-01”, which ends before it begins"),
        ('[0000]\nholidays = ["05-05"]\n', "0000 has “05-05”"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_place(text: str, names: str) -> None:
    with pytest.raises(InvalidInput, match=names):
        read_holidays(text)


def test_an_own_year_stands_in_place_of_the_programs_and_leaves_its_other_years() -> None:
    own = with_own(CHINA, "2027: 02-05..02-11 +02-13; 2026: 11-23")
    assert add_working_days(date(2027, 2, 4), 1, own) == date(2027, 2, 12)
    assert add_working_days(date(2027, 2, 4), 2, own) == date(2027, 2, 13)
    assert add_working_days(date(2026, 11, 20), 1, own) == date(2026, 11, 24)
    assert add_working_days(date(2026, 9, 30), 1, own) == date(2026, 10, 1)
    assert add_working_days(date(2025, 9, 30), 1, own) == date(2025, 10, 9)
    assert years_without_table(date(2025, 1, 1), date(2028, 1, 1), own) == [2028]


def test_an_own_table_is_kept_by_year_in_one_way_of_writing() -> None:
    table = own_table(" 2028：01-01，01-03 ;2027 01-01..01-02 +01-09; ")
    assert table == {"2027": ["01-01..01-02", "+01-09"], "2028": ["01-01", "01-03"]}
    assert written_table(table) == "2027: 01-01..01-02 +01-09; 2028: 01-01 01-03"
    assert own_table(written_table(table)) == table


def test_a_year_may_have_weekends_only() -> None:
    assert years_without_table(date(2030, 1, 1), date(2030, 2, 1), with_own(WEEKENDS_ONLY, "2030:")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("01-01", "“01-01” is no holiday table; write it as 2027: 01-01..01-03 +02-20"),
        ("2027: 13-01", "The holiday table of 2027 has “13-01”; write a day as"),
        ("2027: 02-30", "The holiday table of 2027 has “02-30”"),
        ("2027: 05-05..05-01", "“05-05..05-01”, which ends before it begins"),
        ("2027: +x", "The holiday table of 2027 has “x”"),
        ("2027: 01-01; 2027: 01-02", "The holiday table has the year 2027 twice."),
        ("202701-01", "is no holiday table"),
    ],
)
def test_a_wrong_own_table_is_refused_with_its_place(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        own_table(text)
    assert message in str(caught.value)
