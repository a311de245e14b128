"""Canonical JSON of many objects that are much alike: a member that stands in many of them is written once."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from json.encoder import encode_basestring
from types import NoneType
from typing import Any

from rectify.store.history import canonical

_REMEMBERED = 20_000
"""Members that are kept at hand: those of a few thousand rows, and all that many rows share."""


def written(value: Mapping[str, Any]) -> str:
    """A mapping as `canonical` writes it."""
    members = [
        _member(name, inner) if (inner := value[name]).__class__ is str else f"{quoted(name)}:{written_value(inner)}"
        for name in sorted(value)
    ]
    return f"{{{','.join(members)}}}"


def written_value(value: Any) -> str:
    """Any value as `canonical` writes it."""
    return _WRITERS.get(value.__class__, canonical)(value)


def quoted(text: str) -> str:
    """A text as `canonical` writes it."""
    return encode_basestring(text)


@lru_cache(maxsize=_REMEMBERED)
def _member(name: str, text: str) -> str:
    return f"{encode_basestring(name)}:{encode_basestring(text)}"


def _listed(values: Sequence[Any]) -> str:
    return f"[{','.join(map(written_value, values))}]"


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: encode_basestring,
    int: int.__repr__,
    NoneType: lambda _nothing: "null",
    dict: written,
    list: _listed,
    tuple: _listed,
}
