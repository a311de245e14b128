"""Overdue, soon, light and days late on a given day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rectify.domain.deadlines import days_overdue, immediate_due, is_overdue, light, soon_until
from rectify.domain.problem import ACTIVE, Light, Mode, Status

TODAY = date(2026, 11, 22)
FINISHED = [Status.CLOSED, Status.SUSTAINED, Status.WAIVED]


def test_the_due_day_itself_is_not_overdue() -> None:
    assert not is_overdue(Status.OPEN, TODAY, TODAY)


@pytest.mark.parametrize("status", [Status.OPEN, Status.IN_PROGRESS, Status.SUBMITTED])
def test_the_day_after_is_overdue_until_the_work_is_accepted(status: Status) -> None:
    assert is_overdue(status, date(2026, 11, 21), TODAY)
    assert days_overdue(status, date(2026, 11, 21), TODAY) == 1


@pytest.mark.parametrize("status", FINISHED)
def test_what_is_finished_is_never_overdue(status: Status) -> None:
    assert not is_overdue(status, date(2020, 1, 1), TODAY)
    assert days_overdue(status, date(2020, 1, 1), TODAY) == 0
    assert light(status, date(2020, 1, 1), TODAY) is Light.NONE


def test_nothing_is_overdue_without_a_due_date() -> None:
    assert not is_overdue(Status.OPEN, None, TODAY)
    assert days_overdue(Status.OPEN, None, TODAY) == 0
    assert light(Status.OPEN, None, TODAY) is Light.NONE


def test_days_overdue_count_over_the_end_of_a_year_and_a_leap_day() -> None:
    assert days_overdue(Status.OPEN, date(2027, 12, 31), date(2028, 3, 1)) == 61


@pytest.mark.parametrize(
    ("due_on", "expected"),
    [
        (date(2026, 11, 21), Light.RED),
        (date(2026, 11, 22), Light.YELLOW),
        (date(2026, 11, 29), Light.YELLOW),
        (date(2026, 11, 30), Light.GREEN),
    ],
)
def test_the_light_follows_the_days_that_are_left(due_on: date, expected: Light) -> None:
    assert light(Status.SUBMITTED, due_on, TODAY) is expected


def test_how_near_soon_is_is_a_setting() -> None:
    assert soon_until(TODAY, 3) == date(2026, 11, 25)
    assert light(Status.OPEN, date(2026, 11, 25), TODAY, 3) is Light.YELLOW
    assert light(Status.OPEN, date(2026, 11, 26), TODAY, 3) is Light.GREEN


@settings(max_examples=50)
@given(
    status=st.sampled_from(list(Status)),
    due_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    today=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    soon_days=st.integers(0, 60),
)
def test_the_light_says_the_same_as_overdue_and_soon(
    status: Status, due_on: date | None, today: date, soon_days: int
) -> None:
    overdue = is_overdue(status, due_on, today)
    soon = status in ACTIVE and due_on is not None and today <= due_on <= soon_until(today, soon_days)
    shown = light(status, due_on, today, soon_days)
    assert (shown is Light.RED, shown is Light.YELLOW) == (overdue, soon)
    assert (days_overdue(status, due_on, today) > 0) == overdue
    assert (shown is Light.NONE) == (due_on is None or status not in ACTIVE)


def test_what_is_rectified_on_the_spot_is_due_seven_days_after_it_was_found() -> None:
    assert immediate_due(Mode.IMMEDIATE, None, date(2026, 11, 1), TODAY) == date(2026, 11, 8)


def test_without_a_day_it_was_found_the_day_of_registration_counts() -> None:
    assert immediate_due(Mode.IMMEDIATE, None, None, TODAY) == date(2026, 11, 29)
    assert immediate_due(Mode.IMMEDIATE, None, None, TODAY, 3) == date(2026, 11, 25)


def test_a_given_due_date_stays_and_other_modes_get_none() -> None:
    assert immediate_due(Mode.IMMEDIATE, date(2026, 12, 31), None, TODAY) == date(2026, 12, 31)
    assert immediate_due(Mode.DATED, None, date(2026, 11, 1), TODAY) is None
    assert immediate_due(None, None, date(2026, 11, 1), TODAY) is None
