"""Figures that a calculator confirms."""

from datetime import date

import pytest

from rectify.domain.figures import Counted, Figures, Rate, Week, by_group, figures_of, trend, weeks
from rectify.domain.problem import Status

DAY = date(2026, 11, 22)


def problem(
    status: Status = Status.OPEN,
    *,
    group: str | None = None,
    found: date | None = None,
    created: date | None = None,
    due: date | None = None,
    done: date | None = None,
    closed: date | None = None,
    returns: int = 0,
    extensions: int = 0,
    as_error: bool = False,
) -> Counted:
    return Counted(group, status, found, created, due, done, closed, returns, extensions, as_error)


def test_each_status_is_counted() -> None:
    each = [problem(status) for status in Status] + [problem(Status.OPEN)]
    figures = figures_of(each, DAY)
    assert (figures.total, figures.open, figures.in_progress, figures.submitted) == (7, 2, 1, 1)
    assert (figures.awaiting, figures.closed, figures.sustained, figures.waived) == (1, 1, 1, 1)


def test_what_was_waived_as_an_error_is_in_no_figure() -> None:
    wrong = problem(Status.WAIVED, due=date(2026, 1, 1), returns=3, extensions=2, as_error=True)
    assert figures_of([wrong], DAY) == figures_of([], DAY)


def test_the_due_day_itself_is_not_overdue() -> None:
    due = [
        problem(due=DAY),
        problem(Status.SUBMITTED, due=date(2026, 11, 21)),
        problem(Status.CLOSED, due=date(2026, 1, 1)),
    ]
    assert figures_of(due, DAY).overdue == 1


def test_only_unfinished_problems_lack_a_date() -> None:
    assert figures_of([problem(), problem(due=DAY), problem(Status.CLOSED)], DAY).no_date == 1


def test_done_is_a_done_date_or_closed_or_sustained_of_all_that_is_not_waived() -> None:
    each = [
        problem(Status.SUBMITTED, done=DAY),
        problem(Status.CLOSED),
        problem(Status.SUSTAINED),
        problem(Status.OPEN),
        problem(Status.WAIVED, done=DAY),
    ]
    figures = figures_of(each, DAY)
    assert figures.done == 3
    assert figures.rates["done"] == Rate(3, 4)
    assert figures.rates["closed"] == Rate(1, 4)


def test_on_time_asks_for_both_dates_and_the_due_day_counts() -> None:
    each = [
        problem(Status.CLOSED, due=DAY, done=DAY),
        problem(Status.CLOSED, due=date(2026, 11, 21), done=DAY),
        problem(Status.CLOSED, done=DAY),
        problem(Status.CLOSED, due=DAY),
        problem(Status.SUBMITTED, due=DAY, done=DAY),
    ]
    assert figures_of(each, DAY).rates["on_time"] == Rate(1, 2)


def test_of_nothing_there_is_no_rate() -> None:
    assert Rate(0, 0).value is None
    assert Rate(0, 7).value == 0
    assert Rate(12, 31).value == 12 / 31
    assert figures_of([], DAY).median_days_to_close is None


@pytest.mark.parametrize(("days", "median"), [([3], 3), ([1, 4], 2.5), ([9, 1, 5], 5), ([0, 0, 8, 10], 4)])
def test_days_to_close_are_counted_from_the_day_it_was_found(days: list[int], median: float) -> None:
    each = [problem(Status.CLOSED, found=date(2026, 3, 1), closed=date(2026, 3, 1 + count)) for count in days]
    counted = figures_of(each, DAY).median_days_to_close
    assert (counted, type(counted)) == (median, type(median))


def test_without_the_day_it_was_found_the_day_of_registration_stands() -> None:
    known = problem(Status.CLOSED, found=date(2026, 3, 1), created=date(2026, 3, 9), closed=date(2026, 3, 11))
    registered = problem(Status.CLOSED, created=date(2026, 3, 9), closed=date(2026, 3, 11))
    assert figures_of([known], DAY).median_days_to_close == 10
    assert figures_of([registered], DAY).median_days_to_close == 2
    assert figures_of([problem(Status.CLOSED, closed=DAY)], DAY).median_days_to_close is None


@pytest.mark.parametrize(
    ("found", "age"),
    [
        (date(2026, 11, 22), "0-30"),
        (date(2026, 10, 23), "0-30"),
        (date(2026, 10, 22), "31-60"),
        (date(2026, 9, 23), "31-60"),
        (date(2026, 9, 22), "61-90"),
        (date(2026, 8, 24), "61-90"),
        (date(2026, 8, 23), "over-90"),
        (date(1999, 1, 1), "over-90"),
    ],
)
def test_open_problems_age_in_classes(found: date, age: str) -> None:
    ages = figures_of([problem(found=found), problem(Status.CLOSED, found=found)], DAY).ageing
    assert list(ages) == ["0-30", "31-60", "61-90", "over-90"]
    assert {name for name, count in ages.items() if count} == {age}
    assert ages[age] == 1


def test_returns_and_extensions_are_added_up() -> None:
    figures = figures_of([problem(returns=2, extensions=1), problem(Status.CLOSED, returns=1)], DAY)
    assert (figures.returns, figures.extensions) == (3, 1)


def test_a_group_holds_those_inside_it_and_an_empty_one_has_zeros() -> None:
    tree = {"Town": ["Town", "Village"], "Village": ["Village"], "Empty": ["Empty"]}
    each = [problem(group="Town"), problem(group="Village"), problem(group="Village"), problem()]
    groups: list[str | None] = ["Town", "Village", "Empty", None]
    found: list[Figures] = by_group(each, DAY, groups, lambda group: [None] if group is None else tree[group])
    assert [(figures.group, figures.total) for figures in found] == [
        ("Town", 3),
        ("Village", 2),
        ("Empty", 0),
        (None, 1),
    ]


def test_weeks_go_from_monday_to_sunday_and_the_last_one_ends_with_the_day() -> None:
    assert weeks(date(2026, 11, 11), DAY) == [
        (date(2026, 11, 9), date(2026, 11, 15)),
        (date(2026, 11, 16), date(2026, 11, 22)),
    ]
    assert weeks(DAY, date(2026, 11, 23)) == [
        (date(2026, 11, 16), date(2026, 11, 22)),
        (date(2026, 11, 23), date(2026, 11, 23)),
    ]
    assert weeks(DAY, date(2026, 11, 1)) == []


def test_a_week_counts_what_was_found_and_closed_in_it() -> None:
    monday, sunday = date(2026, 11, 16), date(2026, 11, 22)
    each = [
        problem(found=monday),
        problem(created=sunday),
        problem(found=date(2026, 11, 15), created=monday),
        problem(Status.CLOSED, found=date(2026, 11, 23), closed=monday),
        problem(Status.WAIVED, found=monday, as_error=True),
    ]
    closings = [date(2026, 11, 15), monday, sunday, sunday, date(2026, 11, 23)]
    assert trend(each, closings, [(monday, sunday)], [5]) == [Week(monday, 2, 3, 5)]
