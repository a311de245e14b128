"""Lists as the ids of their problems, in order."""

from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, select

from rectify.domain.filter_tree import Everything, Is
from rectify.domain.listing import Selection
from rectify.domain.problem import Status
from rectify.store import sqlite
from rectify.store.joined import NAMES, joined
from rectify.store.orders import number_order, ordering
from rectify.store.scope import NAMED, Scope
from rectify.store.search import condition
from rectify.store.walks import is_in_index_of, is_scattered, listed, needs_all, ordered_first, unwalked, walks_an_index

_FIRST = {fact: column for fact, (column, _table) in NAMED.items()} | {
    name: name for name in ("status", "category", "mode")
}
"""Facts of few values by which a list may be sorted first, and their columns."""

_TOLD_BY_OPEN = frozenset({"number", "light", "days_overdue"})
"""Facts that follow from the columns of the index of what is open."""

_AT_ONCE = 5000
"""Rows of a whole list that are in memory at a time."""


def where(selection: Selection, scope: Scope) -> ColumnElement[bool]:
    """The condition that the problems of `selection` meet."""
    return and_(listed(selection.filter, scope), condition(selection.filter, scope))


def all_ids(selection: Selection, scope: Scope) -> "array[int]":
    """The ids of the whole list."""
    first = selection.order[0].removeprefix("-") if selection.order else None
    if first in _FIRST:
        return _ids_by_first(selection, scope)
    rows = _portions(scope.connection, ids(selection, scope))
    return array("q", map(itemgetter(0), chain.from_iterable(rows)))


def ids(selection: Selection, scope: Scope) -> Select[Any]:
    """A statement that gives the ids of the list, all of them or those that it is cut to."""
    return in_order(select(scope["id"]), selection, scope)


def in_order(found: Select[Any], selection: Selection, scope: Scope, *, is_whole: bool = False) -> Select[Any]:
    """What `found` selects, of the problems of `selection` in their order. With `is_whole` it takes every one of them,
    and more facts than an index has.
    """
    by_number = number_order(selection.order, scope["number_sort"], scope["id"])
    if by_number and isinstance(selection.filter, Everything) and not scope.is_past:
        return found.where(where(selection, scope)).order_by(*by_number)
    order = ordering(selection.order, scope, NAMES)
    if not selection.order and not scope.is_past and is_scattered(selection.filter, scope):
        order = [sqlite.unindexed(column) for column in order]
    names = {key.removeprefix("-") for key in selection.order}
    is_read = bool(names) and not (isinstance(selection.filter, Is) and names <= _TOLD_BY_OPEN)
    rows = _with_names(scope, selection.order)
    return found.select_from(rows).where(met(selection, scope, is_sorted=is_read or is_whole)).order_by(*order)


def _with_names(scope: Scope, order: Sequence[str]) -> FromClause:
    """The rows, with the names that are needed for `order`."""
    is_by_name = any(key.removeprefix("-") in NAMES for key in order)
    return joined(scope.rows) if is_by_name else scope.rows


def met(selection: Selection, scope: Scope, *, is_sorted: bool = False) -> ColumnElement[bool]:
    """As `where`, put so that problems are read as they lie in the file where most of it is read anyway.

    With `is_sorted` all of them are read first and then put in order. So all problems are not read along the index of
    the default order, and others by ascending id, not as their index has them: going to and fro in a long file that is
    not in memory takes several times as long.
    """
    if scope.is_past:
        return where(selection, scope)
    if needs_all(selection.filter) or (is_sorted and isinstance(selection.filter, Everything)):
        return where(selection, unwalked(scope))
    plain = where(selection, scope)
    if is_sorted and walks_an_index(selection.filter, scope):
        return scope["id"].in_(select(scope["id"]).where(plain).correlate(None))
    return plain


def _ids_by_first(selection: Selection, scope: Scope) -> "array[int]":
    """The ids of a list that is sorted by a fact in _FIRST first: read value by value, and then put in their order.

    So a few hundred names are sorted, and not all problems by theirs; an index often has the order within.
    """
    first, *others = selection.order
    column = scope[_FIRST[first.removeprefix("-")]]
    order = ordering(tuple(others), scope, NAMES)
    found = select(column, scope["id"]).select_from(_with_names(scope, others)).order_by(column, *order)
    if not others and not scope.is_past and is_in_index_of(column.name, selection.filter):
        found = found.where(where(selection, ordered_first(scope)))
    else:
        found = found.where(met(selection, scope, is_sorted=True))
    read, places = _read_by_value(scope.connection, found)
    put = array("q")
    for value in _values_in_order(scope.connection, first, places.keys()):
        put.extend(read[places[value]])
    return put


def _read_by_value(connection: Connection, found: Select[Any]) -> tuple["array[int]", dict[int | str | None, slice]]:
    """The ids of what `found` selects value by value, and where those of each value stand among them."""
    ids, sizes = array("q"), dict[int | str | None, int]()
    for rows in _portions(connection, found):
        values, those = zip(*rows, strict=True)
        ids.extend(those)
        for value, run in groupby(values):
            sizes[value] = sizes.get(value, 0) + sum(1 for _each in run)
    ends = accumulate(sizes.values())
    return ids, {value: slice(end - sizes[value], end) for value, end in zip(sizes, ends, strict=True)}


def _values_in_order(connection: Connection, key: str, values: Collection[int | str | None]) -> list[int | str | None]:
    """These values of a fact in _FIRST in the order of `key`, the missing one last."""
    name = key.removeprefix("-")
    known: list[Any] = sorted(value for value in values if value is not None)
    if name in NAMED:
        table = NAMED[name][1]
        known = [
            each for each in connection.execute(select(table.c.id).order_by(table.c.name)).scalars() if each in values
        ]
    elif name == "status":
        known = [status.value for status in Status if status.value in values]
    if key.startswith("-"):
        known.reverse()
    return [*known, *(value for value in values if value is None)]


def _portions(connection: Connection, found: Select[Any]) -> Iterator[Sequence[tuple[Any, ...]]]:
    """What `found` selects, as the driver of the database hands it over, some rows at a time: making a million of them
    into SQLAlchemy's own takes longer than reading them.
    """
    cursor = connection.execute(found).cursor
    return iter(partial(cursor.fetchmany, _AT_ONCE), [])
