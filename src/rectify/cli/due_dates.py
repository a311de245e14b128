"""Dates as they were understood: echoed in full, with the weekday, before anything is saved."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rectify.cli import output
from rectify.cli.session import Session
from rectify.domain.calendar_words import in_words
from rectify.domain.columns import BY_NAME
from rectify.domain.facts import clean
from rectify.domain.problem import MODE_LABELS
from rectify.i18n import _


def read_due_aloud(session: Session, phrase: str, name: str) -> date:
    """The day that `phrase` names, echoed as it was understood. Raises InvalidInput, which names the option `name`."""
    day = session.day(phrase, name)
    tell_due(day, phrase, session.today)
    return day


def tell_due(due_on: date | None, phrase: str = "", today: date | None = None) -> None:
    """Echo the date that `phrase`, typed on `today`, was read as, and any warning; nothing if there is none."""
    if due_on is None:
        return
    output.tell(_("Due: {day}").format(day=in_words(due_on)))
    words = clean(phrase)
    if words and today and words != due_on.isoformat():
        from rectify.domain.dates import read_date  # the calendar library loads only for days in words

        warning = read_date(words, today).warning
        if warning:
            output.tell(warning)


def read_day_aloud(session: Session, text: str, name: str, field: str) -> date:
    """The day that `text` names, echoed as the fact `field`. Raises InvalidInput, which names the option `name`."""
    day = session.day(text, name)
    tell_fact(field, in_words(day))
    return day


def tell_facts(facts: Mapping[str, Any], typed: Mapping[str, str], today: date) -> None:
    """Echo how the phrases in `typed`, by full name, were understood: due date, mode unless it is typed, day found."""
    tell_due(facts.get("due_on"), typed.get("due_on", ""), today)
    if facts.get("mode") and "mode" not in typed:
        tell_fact("mode", _(MODE_LABELS[facts["mode"]]))
    if facts.get("found_on"):
        tell_fact("found_on", in_words(facts["found_on"]))


def tell_fact(field: str, value: str) -> None:
    """Echo one fact under its heading."""
    output.tell(_("{field}: {value}").format(field=_(BY_NAME[field].heading), value=value))
