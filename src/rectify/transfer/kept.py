"""The rows of a file between reading and writing, kept compactly: a long list repeats itself.

Source: docs/rules.md, "Import".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from rectify.transfer.sheet import Row

NO_EXTRA: Mapping[str, str] = {}
"""What rows share of which every cell means something."""


@dataclass(slots=True)
class ReadRow:
    """What one row says."""

    row: Row
    facts: dict[str, Any] = field(default_factory=dict)
    """What it says of a problem, by name; None where its cell is empty."""
    measures: tuple[str, ...] | None = None
    """None where the file has no column of measures."""
    extra: dict[str, str] = field(default_factory=dict)
    """The cells that mean nothing here, by column."""
    reasons: list[str] = field(default_factory=list)
    """Why it cannot be taken."""


class KeptRow(NamedTuple):
    """What one row says, in a third of the memory: rows that tell the same facts share the names of them."""

    row: Row
    names: tuple[str, ...]
    values: tuple[Any, ...]
    measures: tuple[str, ...] | None
    extra: Mapping[str, str]
    reasons: Sequence[str]

    @classmethod
    def of(cls, read: ReadRow) -> "KeptRow":
        """A row that is read to its end."""
        names, values = shared(tuple(read.facts)), tuple(read.facts.values())
        return cls(read.row, names, values, read.measures, read.extra or NO_EXTRA, tuple(read.reasons))

    def fact(self, name: str) -> Any:
        """One fact; None where it is not told."""
        return self.values[self.names.index(name)] if name in self.names else None

    def opened(self) -> ReadRow:
        """The row as it was read, with facts of its own."""
        facts = dict(zip(self.names, self.values, strict=True))
        return ReadRow(self.row, facts, self.measures, dict(self.extra), list(self.reasons))


def columns_of(rows: Sequence[KeptRow]) -> dict[str, Sequence[Any]]:
    """The facts of rows by name, in columns: None where a row does not tell one."""
    kinds = dict.fromkeys(row.names for row in rows)
    if len(kinds) == 1:
        return dict(zip(rows[0].names, zip(*(row.values for row in rows), strict=True), strict=True))
    told = [dict(zip(row.names, row.values, strict=True)) for row in rows]
    return {name: [facts.get(name) for facts in told] for name in dict.fromkeys(chain.from_iterable(kinds))}


@lru_cache(maxsize=1000)
def shared(names: tuple[str, ...]) -> tuple[str, ...]:
    """The one tuple of these names of facts."""
    return names
