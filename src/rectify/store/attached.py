"""What hangs on a problem as a list of its own: measures, requests for extension, pieces of evidence.

All three are kept alike: a row for each entry in its order, the whole list in the history when it changes, and what is
counted of it on the problem's own row.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Delete,
    Insert,
    Select,
    Table,
    bindparam,
    delete,
    insert,
    select,
)

from rectify.domain.problem import Evidence, Extension, Measure
from rectify.store import further_tables, sqlite, tables

Entry = Measure | Extension | Evidence


class Kind(NamedTuple):
    """One kind of list."""

    name: str
    """What a history calls it."""
    table: Table
    entry: Callable[..., Entry]
    counted: Callable[[Sequence[Any]], dict[str, Any]]
    """The facts of the problem that follow from the list."""


def _count_measures(entries: Sequence[Measure]) -> dict[str, Any]:
    waiting = [each.due_on for each in entries if each.done_on is None and each.due_on is not None]
    return {
        "measures_total": len(entries),
        "measures_done": sum(each.done_on is not None for each in entries),
        "measure_due_on": min(waiting, default=None),
    }


def _count_extensions(entries: Sequence[Extension]) -> dict[str, Any]:
    undecided = [each.due_on for each in entries if each.decision is None]
    return {
        "extensions": sum(each.decision == "approved" for each in entries),
        "asked_due_on": undecided[-1] if undecided else None,
    }


def _count_evidence(entries: Sequence[Evidence]) -> dict[str, Any]:
    return {"evidence": len(entries)}


MEASURES = Kind("measures", further_tables.measures, Measure, _count_measures)
EXTENSIONS = Kind("extensions_list", further_tables.extensions, Extension, _count_extensions)
EVIDENCE = Kind("evidence_list", further_tables.evidence, Evidence, _count_evidence)
KINDS = {kind.name: kind for kind in (MEASURES, EXTENSIONS, EVIDENCE)}

COUNTED = frozenset(name for kind in KINDS.values() for name in kind.counted(()))
"""The facts that are derived from the lists."""


def read(connection: Connection, kind: Kind, problems: Sequence[int]) -> dict[int, list[Any]]:
    """The lists of problems, by id; a problem without any entry is left out."""
    lists = defaultdict[int, list[Any]](list)
    for some in sqlite.portions(problems):
        for row in connection.execute(_of_problems(kind), {"problems": some}).all():
            lists[row[0]].append(kind.entry(*row[1:]))
    return dict(lists)


@cache
def _of_problems(kind: Kind) -> Select[Any]:
    column = kind.table.c
    found = select(column.problem_id, *(column[fact] for fact in _names(kind))).where(_listed(kind))
    return found.order_by(column.problem_id, column.position)


def _listed(kind: Kind) -> ColumnElement[bool]:
    return kind.table.c.problem_id.in_(bindparam("problems", expanding=True))


def every(connection: Connection, kind: Kind) -> list[tuple[str, Any]]:
    """Every entry of a kind, each with the number of its problem."""
    columns = [tables.problems.c.number, *(kind.table.c[name] for name in _names(kind))]
    joined = kind.table.join(tables.problems, tables.problems.c.id == kind.table.c.problem_id)
    found = select(*columns).select_from(joined).where(tables.problems.c.removed.is_(False))
    rows = connection.execute(found.order_by(tables.problems.c.number_sort, kind.table.c.position))
    return [(row[0], kind.entry(*row[1:])) for row in rows]


def add(connection: Connection, kind: Kind, lists: Sequence[tuple[int, Sequence[Entry]]]) -> None:
    """Write the lists of problems that have none yet: (id, entries)."""
    rows = [
        {"problem_id": problem, "position": position, **_values(entry)}
        for problem, entries in lists
        for position, entry in enumerate(entries, 1)
    ]
    if rows:
        connection.execute(_adding(kind), rows)


@cache
def _adding(kind: Kind) -> Insert:
    return insert(kind.table)


def replace(connection: Connection, kind: Kind, lists: Sequence[tuple[int, Sequence[Entry]]]) -> None:
    """Put these lists in place of those that the problems have."""
    for some in sqlite.portions([problem for problem, _entries in lists]):
        connection.execute(_clearing(kind), {"problems": some})
    add(connection, kind, lists)


@cache
def _clearing(kind: Kind) -> Delete:
    return delete(kind.table).where(_listed(kind))


def recorded(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """A list as the history writes it."""
    return [_values(entry) for entry in entries]


def restored(kind: Kind, written: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """A list as it was, from what the history wrote."""
    days = {name for name in _names(kind) if isinstance(kind.table.c[name].type, Date)}
    return [
        kind.entry(**{name: _day(each[name]) if name in days else each[name] for name in _names(kind)})
        for each in written
    ]


def _names(kind: Kind) -> list[str]:
    return [column.name for column in kind.table.c if column.name not in {"id", "problem_id", "position"}]


def _values(entry: Entry) -> dict[str, Any]:
    return entry._asdict()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def paths_in_use(connection: Connection, paths: Sequence[str]) -> set[str]:
    """Those of `paths` that some evidence refers to."""
    path = further_tables.evidence.c.path
    return set(connection.execute(select(path).where(path.in_(paths))).scalars())
