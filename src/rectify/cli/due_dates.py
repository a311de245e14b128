"""Due dates as they were read: told as a full date with its weekday before anything is saved."""

from datetime import date

from rectify.cli import output
from rectify.cli.session import Session
from rectify.domain.calendar_words import in_words
from rectify.domain.facts import clean
from rectify.i18n import _


def read_due_aloud(session: Session, phrase: str, name: str) -> date:
    """The plain day that `phrase` names, told as it was read. Raises InvalidInput, which names the option `name`."""
    day = session.day(phrase, name)
    tell_due(day, phrase, session.today)
    return day


def tell_due(due_on: date | None, phrase: str, today: date) -> None:
    """Tell the day that `phrase` was read as, and what is odd about it; nothing where it names only a mode."""
    if due_on is None:
        return
    output.tell(_("Due: {day}").format(day=in_words(due_on)))
    words = clean(phrase)
    if words != due_on.isoformat():
        from rectify.domain.dates import read_date  # the calendar library loads only for days in words

        warning = read_date(words, today).warning
        if warning:
            output.tell(warning)
