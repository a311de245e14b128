"""Days in words, in the language in use. It imports nothing heavy: every list shows days."""

from datetime import date

from rectify.i18n import N_, _

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def in_words(day: date) -> str:
    """`day` in full with its weekday, "2026-12-31 Thursday": how a reading is echoed before it is saved."""
    return f"{day.isoformat()} {_(WEEKDAYS[day.weekday()])}"


def short(day: date, today: date) -> str:
    """`day` for a list: "Tue 11-10" in the year of `today`, else "2025-11-10". Nine or ten columns in English."""
    if day.year != today.year:
        return day.isoformat()
    return f"{_(SHORT_WEEKDAYS[day.weekday()])} {day.isoformat()[5:]}"
