"""JSON -> a grid of cells: a list of objects, one in an object, or one object on each line.

Source: docs/rules.md, "Import".
"""

import json
import math
from collections.abc import Container, Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TypeGuard

from rectify.domain.columns import ROW
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.encoding import decode
from rectify.transfer.matching import assign, exact_fields_of
from rectify.transfer.sheet import Cell, Grid, Row
from rectify.transfer.text import read_bytes

_DEEPEST = 5
"""So deep in objects a list of them is looked for."""

_MOST_FIGURES = 300
"""A longer number is no number to count with."""

_NAMES = ("name", "displayName", "display_name", "title", "label", "value", "login", "username", "key")
"""Keys of an object that say what it is: {"name": "Li"} is Li."""

_TITLE_KEYS = frozenset({"summary", "title", "subject", "name", "description", "问题", "问题描述"})
"""Keys of what holds the facts of a problem."""

_TOLD_ALONE = frozenset({"status", "severity", "found_on", "due_on", "done_on", "closed_on"})
"""Facts that a key in an object may tell by itself, whatever that object is called."""

_OWN = frozenset(ROW)
"""Keys that together only a list written by rectify has."""

_FIELDS = 3
"""An object in an object holds the facts only if it has so many."""

_LOOKED_AT = 20
_TITLE = 3
"""A list whose objects have a title is worth so many more facts."""

_Object = Mapping[str, object]


def read_objects(path: Path) -> Grid:
    """The objects of a JSON text as rows, numbered from 2, below a header of all their keys.

    Lists in an object become lines, objects their JSON. Raises InvalidInput where there is no list of objects.
    """
    text, _note = decode(path.name, read_bytes(path))
    found = [_spread(_flat(each)) for each in _objects(path.name, text.removeprefix("\ufeff"))]
    keys = list(dict.fromkeys(key for each in found for key in each))
    rows = [Row(1, keys)]
    rows += [Row(number, [_cell(each.get(key)) for key in keys]) for number, each in enumerate(found, 2)]
    return Grid(path.name, None, rows)


def _objects(file: str, text: str) -> Sequence[_Object]:
    try:
        whole = _loads(text)
    except RecursionError as error:
        raise _no_objects(file) from error
    except json.JSONDecodeError as error:
        lines = _lines(text)
        if lines is None:
            raise InvalidInput(
                _("{file}, line {line}: this is no JSON ({reason}).").format(
                    file=file, line=error.lineno, reason=error.msg
                )
            ) from error
        return lines
    found = _list_in(whole, 0)
    if found is None:
        raise _no_objects(file)
    return found


def _loads(text: str) -> object:
    """What a JSON text says; numbers without end, and what is none, stay as they are written."""
    return json.loads(text, parse_int=_whole, parse_float=_fraction, parse_constant=str)


def _whole(figures: str) -> int | str:
    return int(figures) if len(figures) <= _MOST_FIGURES else figures


def _fraction(figures: str) -> float | str:
    number = float(figures)
    return number if math.isfinite(number) else figures


def _no_objects(file: str) -> InvalidInput:
    return InvalidInput(
        _("{file} holds no list of objects; a list of problems is a JSON array of objects, or an array under one key.")
        .format(file=file)
    )  # fmt: skip


def _lines(text: str) -> Sequence[_Object] | None:
    """The object on each line, where each line is one."""
    try:
        found = [_loads(line) for line in text.splitlines() if line.strip()]
    except (json.JSONDecodeError, RecursionError):
        return None
    return found if _is_list(found) else None


def _list_in(value: object, depth: int) -> Sequence[_Object] | None:
    """The list of objects in a value that names most of what a problem has; of several, the largest."""
    if _is_list(value):
        return value
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    lists = [found for each in value.values() if (found := _list_in(each, depth + 1)) is not None]
    return max(lists, key=lambda each: (_named(each), len(each)), default=None)


def _named(objects: Sequence[_Object]) -> int:
    """How many facts of a problem the keys of the first objects name; a title counts most."""
    keys = dict.fromkeys(key for each in objects[:_LOOKED_AT] for key in _spread(_flat(each)))
    found = assign(list(enumerate(keys)), {}, {}, set(), spelled_too=False)
    return len(found) + _TITLE * ("title" in found)


def _flat(value: _Object) -> _Object:
    """An object with the keys of an object in it as its own, where that holds the facts: {"key": 1, "fields": {…}}."""
    inner = [(key, each) for key, each in value.items() if isinstance(each, dict) and len(each) >= _FIELDS]
    for key, each in inner:
        if _TITLE_KEYS & {*each} and not _TITLE_KEYS & {*value} and _holds_facts(each):
            return {**{k: v for k, v in value.items() if k != key}, **{k: v for k, v in each.items() if k not in value}}
    return value


def _holds_facts(value: _Object) -> bool:
    """Whether an object tells of a problem, and does not only name something: {"title": "Engineer", "name": "Li"}."""
    if not any(isinstance(value.get(name), str) for name in _NAMES):
        return True
    found = assign(list(enumerate(value)), {}, {}, set(), spelled_too=False)
    return "severity" in found or ("title" in found and len(found) >= _FIELDS)


def _spread(value: _Object) -> _Object:
    """An object with what objects in it hold as its own, where these are no names: {"dates": {"due": …}}.

    What rectify wrote itself stays as it is.
    """
    if {*value} >= _OWN or not any(isinstance(each, dict) and each and not _name_in(each) for each in value.values()):
        return value
    found = dict[str, object]()
    for key, each in value.items():
        if isinstance(each, dict) and each and not _name_in(each):
            for inner, what in each.items():
                found[_joined(key, inner, {*value, *found})] = what
        else:
            found[key] = each
    return found


def _joined(outer: str, inner: str, taken: Container[str]) -> str:
    """What the key of an object in an object is called: both keys, or the inner one where that alone tells a fact;
    numbered where that name is taken, so that it takes the place of no other key.
    """
    both = f"{outer} {inner}"
    if not exact_fields_of(both) and _TOLD_ALONE & {*exact_fields_of(inner)} and inner not in taken:
        return inner
    names = chain([both], (f"{both} {number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def _name_in(value: _Object) -> str:
    """What an object is called: {"name": "Li", "id": 7} is Li."""
    folded = {key.casefold(): each for key, each in value.items()}
    return next((text for key in _NAMES if isinstance(text := folded.get(key.casefold()), str) and text), "")


def _is_list(value: object) -> TypeGuard[list[_Object]]:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _cell(value: object) -> Cell:
    if value is None:
        return ""
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, dict) and (name := _name_in(value)):
        return name
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return "\n".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)
