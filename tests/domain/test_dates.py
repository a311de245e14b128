"""Reading dates: what each caller is told, and properties that hold for every date and every text."""

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rectify.domain.calendar_words import in_words, short
from rectify.domain.dates import Reading, excel_serial, is_written_date, read_date, read_day
from rectify.domain.problem import Mode
from rectify.errors import InvalidInput

SUNDAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))

YEAR_DIGITS = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))


def chinese(day: date) -> str:
    """A day in Chinese numerals, as the head of an official letter writes it."""
    year = "".join(YEAR_DIGITS[digit] for digit in str(day.year))
    return f"{year}年{counted(day.month)}月{counted(day.day)}日"


def counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十", 2: "二十", 3: "三十"}[tens]
    return ten + (YEAR_DIGITS[str(ones)] if ones else "")


@given(DAYS)
@example(date(1900, 1, 1))
@example(date(2199, 12, 31))
@example(date(2028, 2, 29))
def test_every_day_reads_back_from_every_way_to_write_it(day: date) -> None:
    year, month, number = day.year, day.month, day.day
    for text in (
        day.isoformat(),
        f"{day:%Y.%m.%d}",
        f"{year}.{month}.{number}",
        f"{day:%Y/%m/%d}",
        f"{year}/{month}/{number}",
        f"{day:%Y%m%d}",
        f"{year}年{month}月{number}日",
        f"{year}年{month:02}月{number:02}号前",
        chinese(day),
        in_words(day),
        in_words(day).split()[0],
        f"{day:%d %b %Y}",
        f"{day:%B} {number}, {year}",
        f"{day.isoformat()} 23:59:59",
    ):
        assert read_date(text, SUNDAY) == Reading(day, text=text)


@given(DAYS)
def test_a_short_day_in_a_list_reads_back(day: date) -> None:
    today = date(day.year, 1, 1)
    assert read_day(short(day, today), today) == day


@given(
    st.text(max_size=40) | st.text("0123456789年月日号底前上中下旬本周内个工作天半一二十百零+-./ :dwmyT", max_size=12)
)
@example("\x00")
@example("\ud800")
@example("+9999y")
@example("-9999m")
@example("9999年12月31日")
@example("0000年底")
def test_any_text_is_read_as_a_day_of_our_time_or_refused(text: str) -> None:
    try:
        day = read_date(text, SUNDAY).due_on
    except InvalidInput:
        day = None
    assert day is None or 1900 <= day.year <= 2199


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_the_number_of_a_spreadsheets_day_reads_as_that_day(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert (excel_serial(serial), read_day(str(serial), SUNDAY)) == (day, day)


@pytest.mark.parametrize(
    ("value", "epoch_1904", "day"),
    [
        (46387, False, "2026-12-31"),
        (46387.99, False, "2026-12-31"),
        (44925, True, "2026-12-31"),
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (0, True, "1904-01-01"),
        (60, True, "1904-03-01"),
        (109574, False, "2199-12-31"),
    ],
)
def test_a_spreadsheet_counts_days_from_1900_or_1904(value: float, epoch_1904: bool, day: str) -> None:
    assert excel_serial(value, epoch_1904=epoch_1904).isoformat() == day


@pytest.mark.parametrize("value", [0, -1, 60, 60.5, 109575, 1e9, -1e300, float("nan"), float("inf")])
def test_a_number_that_is_no_day_of_a_spreadsheet_is_refused(value: float) -> None:
    with pytest.raises(InvalidInput, match="is not the day of a spreadsheet"):
        excel_serial(value)


def test_a_spreadsheet_from_1904_has_no_day_before_it() -> None:
    with pytest.raises(InvalidInput):
        excel_serial(-1, epoch_1904=True)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026.12.31",
        "2026/1/5",
        "20261231",
        "2026年12月31日",
        "46387",
        "2026-12-31T00:00:00Z",
        " 2026-12-31 ",
    ],
)
def test_a_date_in_figures_is_just_that_date(text: str) -> None:
    assert is_written_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026年12月31日前",
        "12月31日",
        "fri",
        "月底",
        "立行立改",
        "2026-12-31，并长期坚持",
        "2026-02-31",
        "12345",
        "",
        "9" * 999,
    ],
)
def test_words_and_incomplete_dates_are_more_or_less_than_a_date_in_figures(text: str) -> None:
    assert not is_written_date(text)


# In a file


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("12月31日", 2019, "2019-12-31"),
        ("12月底前", 2019, "2019-12-31"),
        ("2月29日", 2024, "2024-02-29"),
        ("四季度末", 2019, "2019-12-31"),
        ("年底前", 2019, "2019-12-31"),
        ("31 Dec", 2019, "2019-12-31"),
        ("2026年12月底前", 2019, "2026-12-31"),
    ],
)
def test_a_day_without_a_year_takes_the_year_of_its_file(text: str, year: int, day: str) -> None:
    assert read_date(text, SUNDAY, year=year, typed=False) == Reading(date.fromisoformat(day), text=text)


@pytest.mark.parametrize("text", ["12月31日", "12月底前", "31 Dec", "上半年末"])
def test_a_day_without_a_year_is_refused_in_a_file_that_gives_none(text: str) -> None:
    with pytest.raises(InvalidInput, match="has no year, and neither the title nor the source gives one"):
        read_date(text, SUNDAY, typed=False)


def test_a_day_that_the_year_of_the_file_does_not_have_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is not a day of the calendar"):
        read_date("2月29日", SUNDAY, year=2026, typed=False)


@pytest.mark.parametrize("year", [None, 2026])
def test_a_phrase_in_a_file_that_counts_from_today_says_so(year: int | None) -> None:
    reading = read_date("3天内", SUNDAY, year=year, typed=False)
    assert reading.due_on == date(2026, 11, 25)
    assert reading.warning == (
        "“3天内” was counted from 2026-11-22, since the file does not say on which day it was written."
    )


@pytest.mark.parametrize("text", ["3天内", "月底", "下周五", "明年底", "eom"])
def test_a_phrase_that_counts_from_today_is_refused_in_a_file_of_another_year(text: str) -> None:
    with pytest.raises(InvalidInput, match="counts from a day in 2019 that the file does not name"):
        read_date(text, SUNDAY, year=2019, typed=False)


@pytest.mark.parametrize("text", ["12月31日", "年底", "eoy"])
def test_the_year_of_a_file_means_nothing_to_what_is_typed(text: str) -> None:
    assert read_day(text, SUNDAY, year=2019) == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["立行立改", "长期坚持", "2026年底前，并长期坚持"])
def test_a_plain_day_has_no_mode(text: str) -> None:
    with pytest.raises(InvalidInput, match="A plain date belongs here"):
        read_day(text, SUNDAY)


def test_a_reading_keeps_the_text_without_the_spaces_around_it() -> None:
    assert read_date(" 立行立改\n", SUNDAY) == Reading(None, Mode.IMMEDIATE, "立行立改")


def test_a_plain_date_is_read_without_the_calendar_library() -> None:
    code = (
        "import sys; from datetime import date; from rectify.domain.dates import read_day;"
        "read_day('2026-12-31', date(2026, 1, 1)); read_day('fri', date(2026, 1, 1)); print('pendulum' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
