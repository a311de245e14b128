"""Messages that more than one part of the terminal UI handles, named after what happened."""

from collections.abc import Sequence

from textual.message import Message

from rectify.domain.problem import STATUS_LABELS, Problem
from rectify.i18n import _
from rectify.tui.command_table import Table


class ProblemsChanged(Message):
    """Problems were changed here; they are carried as they are now."""

    def __init__(self, problems: Sequence[Problem], numbers: Sequence[str], follow: str | None = None) -> None:
        """`numbers` are those of all that changed, also where their problems are not known; `follow`: where to go."""
        super().__init__()
        self.problems = tuple(problems)
        self.numbers = tuple(numbers)
        self.follow = follow


class LedgerChanged(Message):
    """Another process changed the ledger, or a new day began."""

    def can_replace(self, message: Message) -> bool:
        """Several of them are answered as one."""
        return isinstance(message, LedgerChanged)


class HabitsChanged(Message):
    """Somebody chose other keys or colours, which the desk has by now."""

    def __init__(self, before: Table) -> None:
        """`before` has the keys that were in force."""
        super().__init__()
        self.before = before


class NamesOffered(Message):
    """The filter line offers names, or no more."""


def became(before: Problem, now: Problem) -> str:
    """In what a problem that left the list is another one."""
    if before.status is not now.status:
        return _(STATUS_LABELS[now.status])
    if before.due_on != now.due_on:
        return _("due {day}").format(day=now.due_on) if now.due_on else _("the due date is taken away")
    return _("no longer in this list")
