"""Work on many values of which most are alike: from row to row a long list repeats its words and days."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

_Value = TypeVar("_Value", bound=Hashable)
_Result = TypeVar("_Result")


def once(work: Callable[[_Value], _Result], values: Iterable[_Value]) -> list[_Result]:
    """What `work` makes of each value, in their order; of values that are alike it is asked once, for the first.

    Values that equal each other are alike, so that numbers of several types (1, 1.0, True) must not be mixed.
    """
    values = list(values)
    found = {value: work(value) for value in dict.fromkeys(values)}
    return list(map(found.__getitem__, values))
