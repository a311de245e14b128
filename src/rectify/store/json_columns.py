"""Many objects as canonical JSON, column by column: equal values of a column are encoded once."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from rectify.domain.once import once
from rectify.store.history import canonical

Columns = Mapping[str, Sequence[Any]]
"""The values of all rows in order, by name of the column; None if a row has none."""


def objects(columns: Columns, writers: Mapping[str, Callable[[Any], str]] = {}) -> list[str]:
    """The `canonical` JSON of one object for each row, without values that are None.

    `writers` encode some of the columns in their own way.
    """
    members = [_members(name, columns[name], writers.get(name, canonical)) for name in sorted(columns)]
    return [f"{{{','.join(filter(None, row))}}}" for row in zip(*members, strict=True)]


def _members(name: str, values: Sequence[Any], write: Callable[[Any], str]) -> list[str]:
    begins = f"{canonical(name)}:"

    def member(value: Any) -> str:
        return "" if value is None else begins + write(value)

    first = next((value for value in values if value is not None), None)
    return once(member, values) if isinstance(first, Hashable) else list(map(member, values))
