"""JSON -> a grid of cells: a list of objects, one in an object, one under keys, or one object on each line.

Source: docs/rules.md, "Import".
"""

import json
import math
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeGuard

from rectify.domain.columns import ROW
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.read.encoding import decode
from rectify.transfer.read.nested import JsonObject, name_in, spread
from rectify.transfer.read.text import read_bytes
from rectify.transfer.sheet import Cell, Grid, Row
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.matching import assign, exact_fields_of
from rectify.transfer.wording.words import standing_of

_DEEPEST = 5
"""So deep in objects a list of them is looked for."""

_MOST_FIGURES = 300
"""A longer number is no number to count with."""

_LOOKED_AT = 20
_MOST_HOLDERS = 1000
"""Of more objects none only holds a list of its own."""

_TITLE = 3
"""A list whose objects have a title is worth so many more facts."""

_ALIKE = 2 / 3
"""Objects that stand under keys of their own are a list where each has this part of the keys of the first."""

_DESCRIBING = frozenset({"columns", "fields", "schema", "headers"})
"""Keys of lists that describe the columns of a table."""

_LEFT_OUT = re.compile("(?:passe[ds]|passing|skipped|successful|inapplicable|not_?applicable)(?![a-z])", re.IGNORECASE)
"""Beginnings of keys of lists of what is no problem."""

_TABLES = ("data", "rows", "records", "values")
"""Keys of the rows of such a table."""

_NAMING_COLUMNS = ("name", "displayName", "label", "id")
_FACTS = frozenset({"severity", "title", "status"})
_TELLING = frozenset({"severity", "status", "owner", "found_on", "due_on", "done_on", "closed_on"})
"""Fields of which one stands beside the title of a problem, but beside no name of a place or a test."""

_WORDED = frozenset({"message", "messagetext"})
"""Keys of what names a problem that is ranked, as programs that look for faults write them."""

_PEOPLE = frozenset({"owner", "lead", "unit", "verified_by"})
"""Fields of which an object has several in a list: {"assignees": [{"login": "ana"}]}."""


_OF_GROUP = frozenset({"unit", "parent_unit", "owner", "lead", "source", "category", "found_on"})
"""Fields that an object may tell of all problems in a list that it holds."""


def read_objects(path: Path) -> Grid:
    """The objects of a JSON text as rows, numbered from 2, below a header of all their keys.

    Lists in an object become lines, objects their JSON. Raises InvalidInput where there is no list of objects.
    """
    text, _note = decode(path.name, read_bytes(path))
    found = [spread(each) for each in _objects(path.name, text.removeprefix("\ufeff"))]
    keys = list(dict.fromkeys(key for each in found for key in each)) or list(ROW)
    rows = [Row(1, keys)]
    rows += [Row(number, [_cell(each.get(key), key) for key in keys]) for number, each in enumerate(found, 2)]
    return Grid(path.name, None, rows)


def _objects(file: str, text: str) -> Sequence[JsonObject]:
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
    if whole == []:
        return []
    found = _table_in(whole) or _columns_as_rows(whole)
    if found is None:
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


def _lines(text: str) -> Sequence[JsonObject] | None:
    """The object on each line, where each line is one."""
    try:
        found = [_loads(line) for line in text.splitlines() if line.strip()]
    except (json.JSONDecodeError, RecursionError):
        return None
    return found if _is_list(found) else None


# Where the list is.


def _list_in(value: object, depth: int) -> Sequence[JsonObject] | None:
    """The list of objects in a value that names most of what a problem has; of several, the largest."""
    if _is_list(value):
        return _by_group(value) or _list_of_lists(value, depth) or value
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    if under := _under_keys(value) or _by_status(value):
        return under
    lists = [
        found
        for key, each in value.items()
        if not (_LEFT_OUT.match(key) or key.casefold() in _DESCRIBING)
        and (found := _list_in(each, depth + 1)) is not None
    ]
    return max(lists, key=lambda each: (_named(each), len(each)), default=None)


def _list_of_lists(value: Sequence[JsonObject], depth: int) -> Sequence[JsonObject] | None:
    """The lists in objects that tell of no problem as one, where they do: {"site": [{"alerts": […]}]}, also where the
    objects have names: {"areas": [{"title": "Yard", "findings": […]}]}.
    """
    fields, titled = _worth(value)
    if depth > _DEEPEST or len(value) > _MOST_HOLDERS or (titled and _TELLING & fields):
        return None
    inner = [found for each in value if (found := _list_in({**each}, depth + 1)) is not None]
    joined = [each for found in inner for each in found]
    told, named = _worth(joined)
    told &= _TELLING
    return joined if (named or len(told) > 1) and (told or not titled) else None


def _by_group(value: Sequence[JsonObject]) -> Sequence[JsonObject] | None:
    """The problems in lists of objects that name no more than whose they are, each with that: [{"单位": "甲局", "问题":
    [{"问题描述": …}, …]}, …]; None where there are none.
    """
    keys = [key for key, each in value[0].items() if _is_list(each)]
    inner = {key: [each.get(key) for each in value] for key in keys}
    found = [key for key, lists in inner.items() if all(each == [] or _is_list(each) for each in lists)]
    titled = [key for key in found if _worth([each for group in inner[key] for each in _objects_in(group)])[1]]
    if len(titled) != 1 or _worth([{k: v for k, v in each.items() if k != titled[0]} for each in value])[1]:
        return None
    return [{**_handed_down(each), **problem} for each in value for problem in _objects_in(each.get(titled[0]))]


def _objects_in(value: object) -> Sequence[JsonObject]:
    return value if _is_list(value) else ()


def _handed_down(value: JsonObject) -> JsonObject:
    """What an object says of each problem in its list."""
    return {key: each for key, each in value.items() if _OF_GROUP & {*exact_fields_of(key)}}


def _under_keys(value: JsonObject) -> Sequence[JsonObject] | None:
    """The objects of one kind that stand under keys of their own: {"F-1": {"title": …}, "F-2": {"title": …}}."""
    objects = [each for each in value.values() if isinstance(each, dict)]
    if len(objects) < max(2, len(value)) or not all(_is_alike(objects[0], each) for each in objects[:_LOOKED_AT]):
        return None
    found = assign(list(enumerate(objects[0])), {}, {}, set(), spelled_too=False)
    if len(objects[0]) < 2 or not _FACTS & {*found}:
        return None
    return [each if key in map(str, each.values()) else {"key": key, **each} for key, each in _items(value)]


def _by_status(value: JsonObject) -> Sequence[JsonObject] | None:
    """The objects of lists that stand under words for a status, each with its word: {"todo": […], "done": […]}."""
    lists = [(key, each) for key, each in value.items() if isinstance(each, list)]
    if len(lists) < max(2, len(value)) or not all(
        standing_of(key) and (not each or _is_list(each)) for key, each in lists
    ):
        return None
    found = [{**each, "status": key} for key, group in lists for each in group if "status" not in each]
    return found if found and len(found) == sum(len(group) for _key, group in lists) else None


def _items(value: JsonObject) -> Iterator[tuple[str, JsonObject]]:
    return ((key, each) for key, each in value.items() if isinstance(each, dict))


def _is_alike(first: JsonObject, other: JsonObject) -> bool:
    return len({*first} & {*other}) >= _ALIKE * max(len(first), len(other), 1)


def _named(objects: Sequence[JsonObject]) -> int:
    """How many facts of a problem the keys of the first objects name; a title counts most."""
    fields, titled = _worth(objects)
    return len(fields) + _TITLE * titled


def _worth(objects: Sequence[JsonObject]) -> tuple[set[str], bool]:
    """The fields that the keys of the first objects name, and whether one is a title; a list of objects is none."""
    spreads = [spread(each) for each in objects[:_LOOKED_AT]]
    told = (key for each in spreads for key, held in each.items() if not _is_list(held) or _is_of_people(key))
    keys = dict.fromkeys(told)
    found = assign(list(enumerate(keys)), {}, {}, set(), spelled_too=False)
    worded = "severity" in found and any(folded(key) in _WORDED for key in keys)
    return {*found}, "title" in found or worded


def _is_of_people(key: str) -> bool:
    return bool(_PEOPLE & {*exact_fields_of(key)})


def _is_list(value: object) -> TypeGuard[list[JsonObject]]:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


# Tables: rows of cells, beside what their columns are called.


def _table_in(value: object) -> Sequence[JsonObject] | None:
    """The rows of a table as objects: {"columns": ["id", …], "data": [[1, …]]}, as open-data portals write it."""
    if not isinstance(value, dict):
        return None
    for rows in (value[key] for key in _TABLES if key in value):
        if isinstance(rows, list) and rows and all(isinstance(row, list) for row in rows):
            columns = _columns_in(value, 0)
            if columns and all(len(row) == len(columns) for row in rows):
                return [dict(zip(columns, row, strict=True)) for row in rows]
    return None


def _columns_as_rows(value: object) -> Sequence[JsonObject] | None:
    """The rows of a table that is written column by column, as programs of statistics do: {"title": {"0": …, "1": …},
    "status": {"0": …, "1": …}}, also with lists.
    """
    if not isinstance(value, dict) or "title" not in assign(list(enumerate(value)), {}, {}, set(), spelled_too=False):
        return None
    columns = [dict(enumerate(each)) if isinstance(each, list) else each for each in value.values()]
    if not all(isinstance(each, dict) and each.keys() == columns[0].keys() for each in columns) or len(columns) < 2:
        return None
    counted = all(str(key).isdecimal() for key in columns[0])
    if not counted or any(isinstance(cell, dict | list) for each in columns for cell in each.values()):
        return None
    return [{name: each[key] for name, each in zip(value, columns, strict=True)} for key in columns[0]]


def _columns_in(value: object, depth: int) -> list[str] | None:
    """What the columns of a table are called, each by a name of its own."""
    if not isinstance(value, dict) or depth > _DEEPEST:
        return None
    for key, each in value.items():
        if key.casefold() in _DESCRIBING and isinstance(each, list):
            names = [_column_name(column) for column in each]
            if names and all(names) and len({*names}) == len(names):
                return names
    return next((found for each in value.values() if (found := _columns_in(each, depth + 1))), None)


def _column_name(column: object) -> str:
    if isinstance(column, str):
        return column
    named = column if isinstance(column, dict) else {}
    return next((name for key in _NAMING_COLUMNS if isinstance(name := named.get(key), str)), "")


_PIECE = frozenset({"type", "text", "link"})
"""What such a piece has, and nothing else: measures have a text too."""


def pieces(value: Sequence[object]) -> str:
    """The text that a program keeps in pieces, as one that is edited in a browser: [{"type": "text", "text": "…"}]."""
    texts = [each.get("text") for each in value if isinstance(each, dict) and {"type"} <= {*each} <= _PIECE]
    return "".join(map(str, texts)) if texts and len(texts) == len(value) and all(map(_is_text, texts)) else ""


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _cell(value: object, key: str) -> Cell:
    if value is None:
        return ""
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, dict) and (name := name_in(value)):
        return name
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return "\n".join(map(str, value))
    if isinstance(value, list) and (told := pieces(value)):
        return told
    if _is_list(value) and _is_of_people(key) and all(names := [name_in(each) for each in value]):
        return ", ".join(names)
    return "" if value in ([], {}) else json.dumps(value, ensure_ascii=False)
