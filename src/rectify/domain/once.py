"""Mapping long lists of few distinct values: from row to row a long list repeats its words and days."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

_Value = TypeVar("_Value", bound=Hashable)
_Result = TypeVar("_Result")


def once(work: Callable[[_Value], _Result], values: Iterable[_Value]) -> list[_Result]:
    """`work(value)` of each value, in order; equal values are computed once.

    Numbers of several types (1, 1.0, True) are equal, and must not be mixed.
    """
    values = list(values)
    found = {value: work(value) for value in dict.fromkeys(values)}
    return list(map(found.__getitem__, values))
