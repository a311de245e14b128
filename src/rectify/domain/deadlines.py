"""Overdue, soon, light and days late: what a deadline means on a given day. Source: docs/rules.md, "Deadlines"."""

from datetime import date, timedelta

from rectify.domain.problem import ACTIVE, Light, Mode, Status

SOON_DAYS = 7
"""Days before its due date from which a deadline is near; a ledger's setting may differ."""

IMMEDIATE_DAYS = 7
"""Days that a problem of mode immediate has, if no date is given."""


def is_overdue(status: Status, due_on: date | None, today: date) -> bool:
    """Whether the due day is past. The due day itself is not overdue; without a date nothing is ever overdue."""
    return due_on is not None and due_on < today and status in ACTIVE


def days_overdue(status: Status, due_on: date | None, today: date) -> int:
    """Whole days since the due day when overdue, else 0."""
    return (today - due_on).days if due_on is not None and is_overdue(status, due_on, today) else 0


def light(status: Status, due_on: date | None, today: date, soon_days: int = SOON_DAYS) -> Light:
    """Red if overdue, yellow if due within `soon_days`, green if later; none without a date or if finished."""
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
    """The due date that a row of a file records."""
    if found_on is None or status not in ACTIVE:
        return due_on
    return immediate_due(mode, due_on, found_on, found_on, days)
