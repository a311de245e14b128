"""Every error that a user can meet: a sentence to act on, and the exit code of the command line.

The tree::

    RectifyError                1
    ├── Refused                 1   a rule says no: a move, a date, an unknown number, nothing to undo
    │   ├── Conflict            1   somebody else changed the problem first
    │   └── BulkRefused         1   a rule says no to some of several problems
    │       └── BulkWrong       2   what was typed makes no sense for any of those
    ├── InvalidInput            2   what was typed or handed in cannot be read: usage, query, date, field, file
    ├── RejectedRows            3   an import holds rows that cannot be taken
    └── LedgerUnavailable       4   the ledger cannot be opened or written
        └── LedgerBusy          4   another program is writing to it
"""

from collections.abc import Mapping
from typing import ClassVar


class RectifyError(Exception):
    """A message that a clerk can act on. `str(error)` is that message, already in the user's language."""

    exit_code: ClassVar[int] = 1


class Refused(RectifyError):
    """The rules do not allow it."""


class Conflict(Refused):
    """The problem was changed by somebody else since it was read."""


class BulkRefused(Refused):
    """It cannot be done to some of the problems; nothing was changed. `reasons` has a sentence for each number."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("\n".join(f"{number}: {reason}" for number, reason in reasons.items()))
        self.reasons = dict(reasons)


class InvalidInput(RectifyError):
    """What was given cannot be read or makes no sense."""

    exit_code = 2


class BulkWrong(BulkRefused):
    """The values make no sense for the problems that are refused, and that is the only reason."""

    exit_code = InvalidInput.exit_code


class RejectedRows(RectifyError):
    """Rows of an imported file cannot be taken."""

    exit_code = 3


class LedgerUnavailable(RectifyError):
    """The ledger cannot be opened, read or written."""

    exit_code = 4


class LedgerBusy(LedgerUnavailable):
    """Another program is writing to the ledger; a little later it can be done."""


SIGNAL_CODES = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}
"""The signals that ask the program to end, and the exit code that each asks for."""
