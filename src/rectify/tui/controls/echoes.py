"""What a form understood of a phrase, in words: shown live, before anything is saved.

The readers of dates load when the first phrase is typed, since the calendar library is slow to import.
"""

from datetime import date
from typing import Any

from rectify.domain.calendar_words import in_words
from rectify.domain.problem import MODE_LABELS
from rectify.i18n import N_, _

DUE_SAMPLES = N_("e.g. fri, +2w, eom, 12-31, 月底, 3天内")
DAY_SAMPLES = N_("e.g. yesterday, 2026-11-18, 昨天")
INTERVAL_SAMPLES = N_("e.g. 30d, 2w, 3m, 1y")
"""What stands in an empty field, to show how it may be filled."""


def read_day(text: str, today: date) -> date:
    """The day that a phrase names. Raises InvalidInput."""
    from rectify.domain import dates

    return dates.read_day(text, today)


def read_due(text: str, today: date) -> dict[str, Any]:
    """due_on, due_text and perhaps mode, from a date phrase; cleared by an empty text. Raises InvalidInput."""
    from rectify.domain.facts import read_facts

    return read_facts({"due_on": text}, today)


def read_interval(text: str) -> str:
    """An interval in the form in which it is stored, "3m" for "3 months". Raises InvalidInput."""
    from rectify.domain.intervals import parse_interval

    return str(parse_interval(text))


def day_in_words(text: str, today: date) -> str:
    """The day of a phrase in full with its weekday. Raises InvalidInput."""
    if not text.strip():
        return ""
    return in_words(read_day(text, today))


def due_in_words(text: str, today: date) -> str:
    """The due date of a phrase in full with its weekday, the mode it sets, and what to be aware of.

    Raises InvalidInput.
    """
    if not text.strip():
        return ""
    from rectify.domain.dates import read_date

    reading = read_date(text, today)
    parts = (
        in_words(reading.due_on) if reading.due_on else None,
        _(MODE_LABELS[reading.mode]) if reading.mode else None,
        reading.warning,
    )
    return " · ".join(part for part in parts if part)


def review_in_words(text: str, today: date) -> str:
    """The day of the first review after an interval. Raises InvalidInput."""
    if not text.strip():
        return ""
    from rectify.domain.intervals import add_interval, parse_interval

    return _("next review {day}").format(day=in_words(add_interval(today, parse_interval(text))))
