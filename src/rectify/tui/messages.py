"""Messages that more than one part of the terminal UI handles, named after what happened."""

from collections.abc import Sequence

from textual.message import Message

from rectify.domain.problem import Problem


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
