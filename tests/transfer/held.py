"""What the fixtures of this folder make: a file held against a ledger, and the problems that a file made."""

from collections.abc import Sequence
from typing import Any, Protocol

from rectify.transfer.outcome import Side
from rectify.transfer.plan.disputes import Choices
from rectify.transfer.plan.known import Known
from rectify.transfer.plan.plan import Plan


class Hold(Protocol):
    """Holds a file against a ledger."""

    def __call__(
        self,
        content: str,
        known: Sequence[Known] = (),
        *,
        take: Side | None = None,
        choices: Choices = ...,
        name: str = "list.csv",
    ) -> Plan: ...


class Imported(Protocol):
    """The problems that a file makes, as a ledger has them after its import."""

    def __call__(self, content: str, *, name: str = "list.csv", **here: Any) -> list[Known]: ...
