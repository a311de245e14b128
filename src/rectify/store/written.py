"""Many objects as canonical JSON, column by column: most values of a column are alike, and are written once."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from rectify.domain.once import once
from rectify.store.history import canonical

Columns = Mapping[str, Sequence[Any]]
"""By name the values of all rows in their order; None where a row has none."""


def objects(columns: Columns, writers: Mapping[str, Callable[[Any], str]] = {}) -> list[str]:
    """For each row what `canonical` writes of an object with its values; what is None is left out of it.

    `writers` write the values of some columns in their own way.
    """
    members = [_members(name, columns[name], writers.get(name, canonical)) for name in sorted(columns)]
    return [f"{{{','.join(filter(None, row))}}}" for row in zip(*members, strict=True)]


def _members(name: str, values: Sequence[Any], write: Callable[[Any], str]) -> list[str]:
    begins = f"{canonical(name)}:"

    def member(value: Any) -> str:
        return "" if value is None else begins + write(value)

    first = next((value for value in values if value is not None), None)
    return once(member, values) if isinstance(first, Hashable) else list(map(member, values))
