"""Overdue, soon, light and days late: what a deadline means on a given day. Source: docs/rules.md, "Deadlines"."""

from datetime import date, timedelta

from rectify.domain.problem import ACTIVE, Light, Mode, Status

SOON_DAYS = 7
"""A deadline is near when it is at most so many days away; a ledger's setting may say otherwise."""

IMMEDIATE_DAYS = 7
"""Days that a problem rectified on the spot has, when no date was given."""


def is_overdue(status: Status, due_on: date | None, today: date) -> bool:
    """Whether the due day has passed. The due day itself is not overdue; without a date nothing ever is."""
    return due_on is not None and due_on < today and status in ACTIVE


def days_overdue(status: Status, due_on: date | None, today: date) -> int:
    """Whole days since the due day when overdue, else 0."""
    return (today - due_on).days if due_on is not None and is_overdue(status, due_on, today) else 0


def light(status: Status, due_on: date | None, today: date, soon_days: int = SOON_DAYS) -> Light:
    """Red when overdue, yellow when due within `soon_days`, green later; none without a date or when finished."""
    if due_on is None or status not in ACTIVE:
        return Light.NONE
    if due_on < today:
        return Light.RED
    return Light.YELLOW if (due_on - today).days <= soon_days else Light.GREEN


def soon_until(today: date, soon_days: int = SOON_DAYS) -> date:
    """The last day that counts as soon."""
    return today + timedelta(days=soon_days)


def immediate_due(
    mode: Mode | None, due_on: date | None, found_on: date | None, registered_on: date, days: int = IMMEDIATE_DAYS
) -> date | None:
    """The due date to record: the given one; for mode immediate without one, found (else registered) plus `days`."""
    if due_on is None and mode is Mode.IMMEDIATE:
        return (found_on or registered_on) + timedelta(days=days)
    return due_on


def recorded_due(
    status: Status, mode: Mode | None, due_on: date | None, found_on: date | None, days: int = IMMEDIATE_DAYS
) -> date | None:
    """The due date that a row of a file brings. A record has no day of registration to count from, and what is
    finished in it never had to meet a deadline that was not written. Source: docs/rules.md, "Import".
    """
    if found_on is None or status not in ACTIVE:
        return due_on
    return immediate_due(mode, due_on, found_on, found_on, days)
