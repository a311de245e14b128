"""What an import reads of the ledger: the problems that its rows may mean, including those removed by an undo."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Text, and_, bindparam, delete, literal, or_, select, type_coerce, update

from rectify.domain.problem import Measure, Problem
from rectify.store import lists, sqlite, tables
from rectify.store.attached import MEASURES, read
from rectify.store.history import Recorder, undone_groups
from rectify.store.json_columns import Columns, objects
from rectify.store.names import Names
from rectify.store.problems import Change, change, set_removed, shown_since

_KEPT = re.compile(r'\{"cells":(?P<cells>\{.*\}),"group":(?P<group>[0-9]+)\}', re.DOTALL)
"""What a problem keeps of one import, as canonical JSON."""

_Kept = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A problem that a row of a file may mean."""

    problem: Problem
    brought: Mapping[str, Any] | None
    """What the last import of its row that stands has brought; None where there was none."""
    removed: bool
    """Whether it was removed by an undo and is in no list."""
    measures: tuple[Measure, ...]


def candidates(connection: Connection, numbers: Iterable[str], *, every: bool, measures: bool) -> list[Candidate]:
    """The problems with these numbers, also undone ones; with `every`, the listed ones of all numbers too.

    `measures`: with their checklists.
    """
    rows = _by_numbers(connection, list(numbers))
    if every:
        problem = tables.problems.c
        found = select(problem.id, problem.removed, problem.imported).where(problem.removed.is_(False))
        rows |= {key: (removed, kept) for key, removed, kept in connection.execute(found).all()}
    undone = undone_groups(connection, {kept["group"] for _removed, kept in rows.values() if kept is not None})
    problems = lists.by_ids(connection, list(rows))
    steps = read(connection, MEASURES, list(rows)) if measures else {}
    return [
        Candidate(problems[key], standing(kept, undone), removed, tuple(steps.get(key, ())))
        for key, (removed, kept) in rows.items()
    ]


def brought_by_imports(connection: Connection, sources: Collection[str | None]) -> list[Problem]:
    """The listed problems of these sources that an import brought: with their ids and numbers, nothing else."""
    problem, source = tables.problems.c, tables.sources.c
    named = [name for name in sources if name is not None]
    wanted = or_(source.name.in_(named), and_(problem.source_id.is_(None), literal(None in sources)))
    found = (
        select(problem.id, problem.number)
        .select_from(tables.problems.outerjoin(tables.sources, source.id == problem.source_id))
        .where(problem.removed.is_(False), type_coerce(problem.imported, Text) != "null", wanted)
        .order_by(problem.number_sort)
    )
    return [Problem(key, number, "") for key, number in connection.execute(found).all()]


def keep(cells: Mapping[str, Any], before: Mapping[str, Any] | None, recorder: Recorder) -> dict[str, Any]:
    """What a problem keeps of an import: its cells, and those of the import before, in case this one is undone."""
    return {"cells": cells, "group": recorder.group} | ({} if before is None else {"before": before})


def kept(cells: Columns, recorder: Recorder) -> list[str]:
    """As `keep`, of the cells of many rows that are imported for the first time, as canonical JSON."""
    return [f'{{"cells":{written},"group":{recorder.group}}}' for written in objects(cells)]


def standing(kept: _Kept | None, undone: set[int]) -> _Kept | None:
    """The cells of the last import that was not undone; of a problem's first import also when it was."""
    if kept is None:
        return None
    cells: _Kept = kept["before"] if kept["group"] in undone and "before" in kept else kept["cells"]
    return cells


def _once(value: Any, seen: dict[str, str]) -> Any:
    """What was read, with each text in it kept once: problems of one list were brought with much the same."""
    if isinstance(value, str):
        return seen.setdefault(value, value)
    if isinstance(value, dict):
        return {seen.setdefault(name, name): _once(inner, seen) for name, inner in value.items()}
    return value


def _by_numbers(connection: Connection, numbers: Sequence[str]) -> dict[int, tuple[bool, _Kept | None]]:
    problem = tables.problems.c
    found = select(problem.id, problem.removed, problem.imported)
    rows: dict[int, tuple[bool, _Kept | None]] = {}
    seen = dict[str, str]()
    for some in sqlite.portions(numbers):
        kept_rows = connection.execute(found.where(problem.number.in_(some))).all()
        rows |= {key: (removed, _once(kept, seen)) for key, removed, kept in kept_rows}
    return rows


def has_no_problems(connection: Connection) -> bool:
    """Whether the ledger never had any problem, so that no row of a file can mean one."""
    return connection.execute(select(tables.problems.c.id).limit(1)).first() is None


def cells_by_number(connection: Connection, numbers: Sequence[str], undone: set[int]) -> dict[str, str | None]:
    """What the last import of each problem with one of these numbers has brought, as `kept` wrote it, by number.

    None where it was written otherwise, as of several imports, or is one of the `undone` actions; numbers of no problem
    are left out.
    """
    problem = tables.problems.c
    found = select(problem.number, problem.removed, type_coerce(problem.imported, Text))
    cells = dict[str, str | None]()
    for some in sqlite.portions(numbers):
        rows = connection.execute(found.where(problem.number.in_(some))).all()
        for number, removed, text in rows:
            match = None if removed else _KEPT.fullmatch(text or "")
            cells[number] = match["cells"] if match and int(match["group"]) not in undone else None
    return cells


def revive(recorder: Recorder, names: Names, wanted: Sequence[Change], *, zone: ZoneInfo) -> None:
    """Record undone problems for the first time once more: what they were before is in no list of any day."""
    if not wanted:
        return
    connection = recorder.connection
    ids = change(recorder, names, "import", wanted)
    set_removed(recorder, ids, removed=False)
    for each in wanted:
        # Without an old state it is a first event, so that an undo takes the problem out of the lists again.
        recorder.record("import", (each.problem.id, each.problem.number), None, {"removed": False}, note=each.note)
    connection.execute(delete(tables.past).where(tables.past.c.problem_id == bindparam("key")), _keys(ids))
    connection.execute(
        update(tables.problems)
        .where(tables.problems.c.id == bindparam("this_id"))
        .values(since=bindparam("shown_since")),
        [
            {"this_id": each.problem.id, "shown_since": shown_since(each.changes.get("found_on"), recorder, zone)}
            for each in wanted
        ],
    )


def _keys(ids: Sequence[int]) -> list[dict[str, int]]:
    return [{"key": key} for key in ids]
