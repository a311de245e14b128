"""Lists of problems: pages, counts and positions, now or on a past day."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import repeat
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)

from rectify.domain.filter_tree import Everything
from rectify.domain.folding import folded
from rectify.domain.listing import VIEWS, Selection, View
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Mode, Problem, Status
from rectify.store import sqlite, tables, tally
from rectify.store.database import Ledger, Order, instant
from rectify.store.orders import number_order, ordering
from rectify.store.scope import NAMED, Scope
from rectify.store.search import condition
from rectify.store.walks import is_scattered, listed, needs_all, unwalked, walks_an_index

_FIELDS = Problem._fields
_STATUS = _FIELDS.index("status")
_MODE = _FIELDS.index("mode")
_EXTRA = _FIELDS.index("extra")
_make: Callable[[tuple[Any, ...]], Problem] = partial(tuple.__new__, Problem)
"""`Problem._make` without its check, for rows known to have every field."""
_MODES = {mode.value: mode for mode in Mode} | {None: None}
_STATUSES = {status.value: status for status in Status}

_unit = tables.units.alias("unit")
_parent = tables.units.alias("parent_unit")
_owner = tables.people.alias("owner")
_lead = tables.people.alias("lead")
_source = tables.sources.alias("source")
_NAMES: dict[str, ColumnElement[Any]] = {
    "unit": _unit.c.name,
    "parent_unit": _parent.c.name,
    "owner": _owner.c.name,
    "lead": _lead.c.name,
    "source": _source.c.name,
}
_ID_OF = {fact: column for fact, (column, _table) in NAMED.items()} | {"parent_unit": "unit_id"}
"""The column that holds the id of each name."""


def end_of_day(day: date, zone: ZoneInfo) -> str:
    """The first moment after `day` in the ledger's zone, as moments are stored."""
    return instant(datetime.combine(day + timedelta(days=1), time(), zone))


def scope_of(connection: Connection, ledger: Ledger, selection: Selection) -> Scope:
    """The rows in which the problems of `selection` are found, and the day that they are for."""
    if selection.past_day is None:
        return Scope(connection, tables.problems, selection.day, ledger.facts.soon_days)
    moment = end_of_day(selection.past_day, ledger.zone)
    return Scope(connection, states_at(moment), selection.day, ledger.facts.soon_days, moment=moment)


def states_at(moment: str) -> FromClause:
    """Every problem's state just before `moment`, with the columns of `problems`."""
    now, past = tables.problems, tables.past
    names = [*tables.STATE, "active", "due_sort"]
    current = select(now.c.id, *(now.c[name] for name in names)).where(now.c.since < moment)
    ended = select(past.c.problem_id.label("id"), *(past.c[name] for name in names)).where(
        and_(past.c.since < moment, past.c.until >= moment)
    )
    return union_all(current, ended).subquery("states")


END_OF_TIME = "9999"
"""A moment after every stored one: the end of the states that still hold."""


def states_between(first: str, last: str) -> FromClause:
    """Every state that held at some moment from `first` to `last`, with the columns of `problems` and `until`."""
    now, past = tables.problems, tables.past
    names = [*tables.STATE, "active", "due_sort"]
    current = select(now.c.id, *(now.c[name] for name in names), literal(END_OF_TIME).label("until"))
    ended = select(past.c.problem_id.label("id"), *(past.c[name] for name in names), past.c.until)
    ended = ended.where(and_(past.c.since < last, past.c.until >= first))
    return union_all(current.where(now.c.since < last), ended).subquery("states")


def where(selection: Selection, scope: Scope) -> ColumnElement[bool]:
    """The condition that the problems of `selection` meet."""
    return and_(listed(selection.filter, scope), condition(selection.filter, scope))


def _columns(rows: FromClause) -> list[ColumnElement[Any]]:
    return [_NAMES[name].label(name) if name in _NAMES else rows.c[name] for name in _FIELDS]


def joined(rows: FromClause) -> FromClause:
    """The problems joined with the tables of their names."""
    return (
        rows.outerjoin(_unit, _unit.c.id == rows.c.unit_id)
        .outerjoin(_parent, _parent.c.id == _unit.c.parent_id)
        .outerjoin(_owner, _owner.c.id == rows.c.owner_id)
        .outerjoin(_lead, _lead.c.id == rows.c.lead_id)
        .outerjoin(_source, _source.c.id == rows.c.source_id)
    )


_LISTED = select(*_columns(tables.problems)).select_from(joined(tables.problems))
"""The present problems with their names. Built once: building a statement takes longer than running it."""

_BY_NUMBERS = _LISTED.where(
    tables.problems.c.removed.is_(False), tables.problems.c.number.in_(bindparam("numbers", expanding=True))
)
_BY_IDS = _LISTED.where(tables.problems.c.id.in_(bindparam("ids", expanding=True)))
_LAST_SEQ = select(tables.ledger.c.last_seq)


def _problem(row: Sequence[Any]) -> Problem:
    values = list(row)
    values[_STATUS] = _STATUSES[values[_STATUS]]
    values[_MODE] = _MODES[values[_MODE]]
    values[_EXTRA] = values[_EXTRA] or {}
    return Problem._make(values)


def _listed(rows: FromClause) -> Select[Any]:
    return _LISTED if rows is tables.problems else select(*_columns(rows)).select_from(joined(rows))


def group_column(by: str | None, scope: Scope) -> ColumnElement[Any]:
    """The column by which `by` groups problems; NULL for None."""
    if by is None:
        return null()
    return _NAMES[by] if by in _NAMES else scope[by]


def count(ledger: Ledger, selection: Selection) -> int:
    """How many problems the list has. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        return _count(selection, scope_of(connection, ledger, selection))


def _count(selection: Selection, scope: Scope) -> int:
    statuses = tally.statuses_of(selection.filter)
    if statuses is not None and not scope.is_past:
        return tally.count(scope.connection, statuses)
    found = _narrowed(select(func.count()), selection, scope)
    return int(scope.connection.execute(found).scalar_one())


def held(ledger: Ledger, selection: Selection, numbers: Sequence[str]) -> int:
    """How many of the problems with these numbers the list has. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        scope = scope_of(connection, ledger, selection)
        # Each number is looked up; SQLite, which has no statistics, would rather walk the whole list for every few.
        looked_up = replace(scope, aside=frozenset(scope.rows.c.keys()) - {"id", "number"})
        found = select(func.count()).select_from(scope.rows).where(where(selection, looked_up))
        return sum(
            connection.execute(found.where(scope["number"].in_(some))).scalar_one() for some in sqlite.portions(numbers)
        )


def counts(ledger: Ledger, selection: Selection, views: Iterable[View] = VIEWS) -> dict[str, int]:
    """How many problems of the selection each view has, by the view's key. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        scope = scope_of(connection, ledger, selection)
        return {view.key: _count(selection.within(view), scope) for view in views}


def problems(
    ledger: Ledger,
    selection: Selection,
    limit: int | None = None,
    facts: Sequence[str] = Problem._fields,
    start: int | None = None,
) -> list[Problem]:
    """The whole list, or `limit` problems of it, from position `start` where that is given.

    Only `facts` are read; the others are as if nothing was known.

    Raises LedgerUnavailable.
    """
    with ledger.reading() as connection:
        scope = scope_of(connection, ledger, selection)
        found = select(*(scope.rows.c[_ID_OF.get(name, name)] for name in facts))
        found = _sorted(found, selection, scope).limit(limit).offset(start)
        names = {name: _names(connection, name) for name in facts if name in _NAMES}
        return _made(connection.execute(found).all(), facts, names)


def _names(connection: Connection, fact: str) -> Mapping[int | None, str | None]:
    """Every name by its id: looking one up here is quicker than joining it to each row."""
    if fact == "parent_unit":
        found = select(_unit.c.id, _parent.c.name).join(_parent, _parent.c.id == _unit.c.parent_id)
    else:
        table = NAMED[fact][1]
        found = select(table.c.id, table.c.name)
    return dict(connection.execute(found).all())


def _made(
    rows: Sequence[Sequence[Any]], facts: Sequence[str], names: Mapping[str, Mapping[int | None, str | None]]
) -> list[Problem]:
    """The problems of these rows, which have ids in place of `names`.

    They are built column by column, since a long list has few columns and many rows.
    """
    columns: dict[str, Iterable[Any]] = dict(zip(facts, zip(*rows, strict=True), strict=False))
    columns |= {name: map(known.get, columns[name]) for name, known in names.items() if name in columns}
    if "status" in columns:
        columns["status"] = map(_STATUSES.__getitem__, columns["status"])
    if "mode" in columns:
        columns["mode"] = map(_MODES.__getitem__, columns["mode"])
    if "extra" in columns:
        columns["extra"] = [extra or {} for extra in columns["extra"]]
    unknown = [columns.get(name, repeat(Problem._field_defaults.get(name), len(rows))) for name in _FIELDS]
    return list(map(_make, zip(*unknown, strict=True)))


def page(ledger: Ledger, selection: Selection, start: int, size: int) -> list[Problem]:
    """The `size` problems of the list from position `start`, counted from 0. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        scope = scope_of(connection, ledger, selection)
        if _walks_an_index(selection, scope):
            chosen = _ids(selection, scope).offset(start).limit(size)
            ids = list(connection.execute(chosen).scalars())
        else:
            ids = list(_order(connection, ledger, selection)[start : start + size])
        return _of_ids(connection, ledger, selection, ids)


def _walks_an_index(selection: Selection, scope: Scope) -> bool:
    return not selection.order and not scope.is_past and walks_an_index(selection.filter, scope)


def _ids(selection: Selection, scope: Scope) -> Select[Any]:
    return _sorted(select(scope["id"]), selection, scope)


def _sorted(found: Select[Any], selection: Selection, scope: Scope) -> Select[Any]:
    """What `found` selects, of the problems of `selection` in their order."""
    by_number = number_order(selection.order, scope["number_sort"], scope["id"])
    if by_number and isinstance(selection.filter, Everything) and not scope.is_past:
        return found.where(where(selection, scope)).order_by(*by_number)
    order = ordering(selection.order, scope, _NAMES)
    if not selection.order and not scope.is_past and is_scattered(selection.filter, scope):
        order = [sqlite.unindexed(column) for column in order]
    return _narrowed(found, selection, scope, selection.order).order_by(*order)


def _narrowed(found: Select[Any], selection: Selection, scope: Scope, order: Sequence[str] = ()) -> Select[Any]:
    """What `found` selects, of the problems of `selection`, with the names that are needed for `order`.

    All problems in an `order` are read where they lie; without one they are left to the index of the default order.
    """
    is_all = needs_all(selection.filter) or (bool(order) and isinstance(selection.filter, Everything))
    met = where(selection, unwalked(scope) if is_all and not scope.is_past else scope)
    is_by_name = any(key.removeprefix("-") in _NAMES for key in order)
    return found.select_from(joined(scope.rows) if is_by_name else scope.rows).where(met)


def _order(connection: Connection, ledger: Ledger, selection: Selection) -> "array[int]":
    last_seq = connection.execute(_LAST_SEQ).scalar_one()
    known = ledger.order
    if known is None or known.selection != selection or known.last_seq != last_seq:
        scope = scope_of(connection, ledger, selection)
        streamed = connection.execution_options(yield_per=5000)
        by_name = selection.order and selection.order[0].removeprefix("-") in NAMED
        ids = _ids_by_name(streamed, selection, scope) if by_name else _all_ids(streamed, selection, scope)
        known = ledger.order = Order(selection, last_seq, ids)
    return known.ids


def _all_ids(connection: Connection, selection: Selection, scope: Scope) -> "array[int]":
    return array("q", connection.execute(_ids(selection, scope)).scalars())


def _ids_by_name(connection: Connection, selection: Selection, scope: Scope) -> "array[int]":
    """The ids of a list that is sorted by a name first, read in the order within a name and then put apart.

    So a few hundred names are sorted, and not all problems by theirs; an index often has the order within.
    """
    first, *others = selection.order
    column, table = NAMED[first.removeprefix("-")]
    order = ordering(tuple(others), scope, _NAMES)
    if not others and isinstance(selection.filter, Everything):
        order = [scope[column], *order]  # one index has this for all problems, which need not be looked up then
    found = _narrowed(select(scope[column], scope["id"]), selection, scope, others)
    runs: dict[int | None, array[int]] = {}
    for key, problem in connection.execute(found.order_by(*order)):
        runs.setdefault(key, array("q")).append(problem)
    by_name = table.c.name.desc() if first.startswith("-") else table.c.name
    names = connection.execute(select(table.c.id).order_by(by_name)).scalars()
    return sum((runs[key] for key in (*names, None) if key in runs), array("q"))


def _of_ids(connection: Connection, ledger: Ledger, selection: Selection, ids: Sequence[int]) -> list[Problem]:
    if not ids:
        return []
    if selection.past_day is None:
        by_id = by_ids(connection, ids)
    else:
        scope = scope_of(connection, ledger, selection)
        found = _listed(scope.rows).where(scope["id"].in_(ids))
        by_id = {row[0]: _problem(row) for row in connection.execute(found)}
    return [by_id[key] for key in ids if key in by_id]


def position(ledger: Ledger, selection: Selection, number: str) -> int | None:
    """Where the problem stands in the list, counted from 0, or None when the list does not have it.

    Raises LedgerUnavailable.
    """
    with ledger.reading() as connection:
        scope = scope_of(connection, ledger, selection)
        met = where(selection, scope)
        found = select(scope["id"], scope["due_sort"], scope["number_sort"]).where(met, scope["number"] == number)
        row = connection.execute(found).mappings().first()
        if row is None:
            return None
        if _walks_an_index(selection, scope):
            before = select(func.count()).select_from(scope.rows).where(met, _stands_before(row, scope))
            return int(connection.execute(before).scalar_one())
        return _order(connection, ledger, selection).index(row["id"])


def _stands_before(row: RowMapping, scope: Scope) -> ColumnElement[bool]:
    names = ("due_sort", "number_sort", "id")
    return tuple_(*(scope[name] for name in names)) < tuple_(*(row[name] for name in names))


def by_numbers(connection: Connection, numbers: Sequence[str]) -> dict[str, Problem]:
    """The listed problems that have these numbers, by number."""
    found: dict[str, Problem] = {}
    for some in sqlite.portions(numbers):
        rows = connection.execute(_BY_NUMBERS, {"numbers": some})
        found |= {problem.number: problem for problem in map(_problem, rows)}
    return found


def by_ids(connection: Connection, ids: Sequence[int]) -> dict[int, Problem]:
    """The problems with these ids, listed or not, by id."""
    found: dict[int, Problem] = {}
    for some in sqlite.portions(ids):
        rows = connection.execute(_BY_IDS, {"ids": some})
        found |= {problem.id: problem for problem in map(_problem, rows)}
    return found


def by_ids_before(connection: Connection, moment: str, ids: Sequence[int]) -> dict[int, Problem]:
    """How the problems with these ids stood just before `moment`, given as moments are stored, by id."""
    states = states_at(moment)
    chosen = _listed(states).where(states.c.id.in_(ids))
    return {problem.id: problem for problem in map(_problem, connection.execute(chosen))}


def by_number(connection: Connection, number: str) -> Problem | None:
    """The listed problem with this number, where that names just one.

    Letters may be in the other case, and signs as wide as a Chinese input method sends them.
    """
    exact = by_numbers(connection, [number]).get(number)
    if exact is not None:
        return exact
    problem, typed = tables.problems.c, folded(number).strip()
    alike = select(problem.number).where(problem.removed.is_(False), problem.number_sort == sort_key(typed))
    found = [each for each in connection.execute(alike).scalars() if folded(each) == typed]
    return by_numbers(connection, found)[found[0]] if len(found) == 1 else None


def state_of(connection: Connection, ledger: Ledger, selection: Selection, key: int) -> Problem | None:
    """How one problem stood on the day of `selection`, or None where it was not there."""
    found = _of_ids(connection, ledger, selection, [key])
    return found[0] if found else None
