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

from rectify.domain.folding import folded
from rectify.domain.listing import VIEWS, Selection, View
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Mode, Problem, Status
from rectify.store import sorted_ids, sqlite, tables, tally
from rectify.store.database import Ledger, Order, instant
from rectify.store.joined import NAMES, joined, names_by_id
from rectify.store.scope import NAMED, Scope
from rectify.store.sorted_ids import where
from rectify.store.walks import walks_an_index

_FIELDS = Problem._fields
_STATUS = _FIELDS.index("status")
_MODE = _FIELDS.index("mode")
_EXTRA = _FIELDS.index("extra")
_make: Callable[[tuple[Any, ...]], Problem] = partial(tuple.__new__, Problem)
"""`Problem._make` without its check, for rows known to have every field."""
_MODES = {mode.value: mode for mode in Mode} | {None: None}
_STATUSES = {status.value: status for status in Status}

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


def _columns(rows: FromClause) -> list[ColumnElement[Any]]:
    return [NAMES[name].label(name) if name in NAMES else rows.c[name] for name in _FIELDS]


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
    return NAMES[by] if by in NAMES else scope[by]


def count(ledger: Ledger, selection: Selection) -> int:
    """How many problems the list has. Raises LedgerUnavailable."""
    with ledger.reading() as connection:
        return _count(selection, scope_of(connection, ledger, selection))


def _count(selection: Selection, scope: Scope) -> int:
    statuses = tally.statuses_of(selection.filter)
    if statuses is not None and not scope.is_past:
        return tally.count(scope.connection, statuses)
    found = select(func.count()).select_from(scope.rows).where(sorted_ids.met(selection, scope))
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
        found = sorted_ids.in_order(found, selection, scope, is_whole=limit is None).limit(limit).offset(start)
        names = {name: names_by_id(connection, name) for name in facts if name in NAMES}
        return _made(connection.execute(found).all(), facts, names)


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
            chosen = sorted_ids.ids(selection, scope).offset(start).limit(size)
            ids = list(connection.execute(chosen).scalars())
        else:
            ids = list(_order(connection, ledger, selection)[start : start + size])
        return _of_ids(connection, ledger, selection, ids)


def _walks_an_index(selection: Selection, scope: Scope) -> bool:
    return not selection.order and not scope.is_past and walks_an_index(selection.filter, scope)


def _order(connection: Connection, ledger: Ledger, selection: Selection) -> "array[int]":
    last_seq = connection.execute(_LAST_SEQ).scalar_one()
    known = ledger.order
    if known is None or known.selection != selection or known.last_seq != last_seq:
        scope = scope_of(connection, ledger, selection)
        known = ledger.order = Order(selection, last_seq, sorted_ids.all_ids(selection, scope))
    return known.ids


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


def by_ids_after(connection: Connection, seq: int, ids: Sequence[int]) -> dict[int, Problem]:
    """How the problems with these ids stood right after event `seq`, by id; those are left out whose state of then is
    not kept.
    """
    event, past, found = tables.events.c, tables.past, dict[int, Problem]()
    for some in sqlite.portions(ids):
        # Each event of a problem makes a new version of it.
        made = select(event.problem_id, func.count()).where(event.problem_id.in_(some), event.seq <= seq)
        versions: dict[int, int] = dict(connection.execute(made.group_by(event.problem_id)).all())
        columns = [past.c.problem_id.label("id"), *(past.c[name] for name in tables.STATE)]
        ended = select(*columns).where(past.c.problem_id.in_(some)).subquery("ended")
        states = [*by_ids(connection, some).values(), *map(_problem, connection.execute(_listed(ended)))]
        found |= {each.id: each for each in states if versions.get(each.id) == each.version}
    return found


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
