"""Messages that more than one part of the terminal UI handles, named after what happened."""

from collections.abc import Sequence

from textual.message import Message

from rectify.domain.problem import STATUS_LABELS, Problem
from rectify.i18n import _
from rectify.tui.command_table import Table


class ProblemsChanged(Message):
    """Problems were changed here; the message carries their new state."""

    def __init__(self, problems: Sequence[Problem], numbers: Sequence[str], follow: str | None = None) -> None:
        """`numbers` name all that changed, also those whose state is not known; the cursor goes to `follow`."""
        super().__init__()
        self.problems = tuple(problems)
        self.numbers = tuple(numbers)
        self.follow = follow


class LedgerChanged(Message):
    """Another process changed the ledger, or a new day began."""

    def can_replace(self, message: Message) -> bool:
        """Several of these messages are handled as one."""
        return isinstance(message, LedgerChanged)


class HabitsChanged(Message):
    """The user chose other keys or colours; the desk has them already."""

    def __init__(self, before: Table) -> None:
        """`before` is the table with the keys that were in force until now."""
        super().__init__()
        self.before = before


class NamesOffered(Message):
    """The filter line offers names, or stops offering them."""


def became(before: Problem, now: Problem) -> str:
    """What changed in a problem that left the list, in a few words."""
    if before.status is not now.status:
        return _(STATUS_LABELS[now.status])
    if before.due_on != now.due_on:
        return _("due {day}").format(day=now.due_on) if now.due_on else _("the due date is taken away")
    return _("no longer in this list")
