"""The form for the day that the screen shows: today, or the end of a past day."""

from dataclasses import dataclass
from datetime import date

from textual.app import ComposeResult

from rectify.domain.dates import read_day
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.tui.controls.echoes import DAY_SAMPLES, day_in_words
from rectify.tui.controls.fields import Field, Line
from rectify.tui.dialogs.form import Form


@dataclass(frozen=True, slots=True)
class DayChosen:
    """The day to show."""

    as_of: date | None
    """A past day; None is now."""


class DayForm(Form[DayChosen]):
    """A past day as a phrase, or nothing for today."""

    def __init__(self, today: date, as_of: date | None = None) -> None:
        super().__init__()
        self.today = today
        self.as_of = as_of

    def heading(self) -> str:
        """What is asked."""
        return _("Show the ledger as of")

    def body(self) -> ComposeResult:
        """The day."""
        line = Line(self.as_of.isoformat() if self.as_of else "", placeholder=_(DAY_SAMPLES))
        yield Field("day", _("Day"), line, read=self._meaning)

    def action_accept(self) -> None:
        """Answer, if it is a day that has passed."""
        try:
            self.finish(DayChosen(self.read("day", self._past)))
        except InvalidInput:
            return  # said under its field

    def _meaning(self, text: str) -> str:
        return day_in_words(text, self.today) if text.strip() else _("today, as things stand now")

    def _past(self, text: str) -> date | None:
        day = read_day(text, self.today)
        if day > self.today:
            raise InvalidInput(_("{day} is in the future; nobody knows yet how things will stand.").format(day=day))
        return day if day < self.today else None
