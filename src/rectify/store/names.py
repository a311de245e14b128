"""Units, people, sources and categories: the names in use, those that are new, and the tree of units."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from sqlalchemy import Connection, Insert, Select, Table, and_, case, exists, func, insert, select, update

from rectify.domain.listing import UnitLine
from rectify.domain.numbers import sort_key
from rectify.store import tables
from rectify.store.history import Recorder
from rectify.store.initials import initials as initials_of
from rectify.store.scope import NAMED, distinct


def in_use(connection: Connection, kind: str) -> list[str]:
    """The names of a kind (unit, owner, lead, source, category) that problems have, sorted; every unit."""
    problem = tables.problems.c
    if kind == "category":
        return sorted(distinct(connection, "category"))
    if kind == "unit":
        found = select(tables.units.c.name)
    else:
        # One look into the index for each name there is; a list of the names of all problems is as long as the ledger.
        column, table = NAMED[kind]
        found = select(table.c.name).where(exists().where(problem.removed.is_(False), problem[column] == table.c.id))
    return sorted(connection.execute(found).scalars())


def initials(connection: Connection) -> dict[str, str]:
    """The pinyin initials of the Chinese names of units, people and sources, by name."""
    found: dict[str, str] = {}
    for table in (tables.units, tables.people, tables.sources):
        letters = select(table.c.name, table.c.initials).where(table.c.initials.is_not(None))
        found |= {row.name: row.initials for row in connection.execute(letters)}
    return found


def numbers_like(connection: Connection, number: str) -> list[str]:
    """Some existing numbers close to `number`, as suggestions."""
    problem = tables.problems.c
    listed = select(problem.number).where(problem.removed.is_(False))
    key = sort_key(number)
    after = listed.where(problem.number_sort >= key).order_by(problem.number_sort).limit(20)
    before = listed.where(problem.number_sort < key).order_by(problem.number_sort.desc()).limit(20)
    return [*connection.execute(before).scalars(), *connection.execute(after).scalars()]


def numbers_ending(connection: Connection, typed: str, most: int) -> list[str]:
    """At most `most` numbers that `typed` may mean: a whole number, its end without zeros, or a part of it.

    First the whole number, then those that end with it, the newest first, then those that begin with it.
    """
    problem = tables.problems.c
    listed = select(problem.number).where(problem.removed.is_(False)).limit(most)
    whole = listed.where(problem.number_sort == sort_key(typed))
    ending = listed.where(problem.number_sort.endswith(sort_key(typed), autoescape=True))
    asked = (
        whole,
        ending.order_by(problem.number_sort.desc()),
        listed.where(problem.number.istartswith(typed, autoescape=True)).order_by(problem.number_sort),
        listed.where(problem.number.icontains(typed, autoescape=True)).order_by(problem.number_sort),
    )
    found: dict[str, None] = {}
    for each in asked:
        if len(found) < most:
            found |= dict.fromkeys(connection.execute(each).scalars())
    return list(found)[:most]


def below(connection: Connection, unit: str) -> set[str]:
    """The unit itself and every unit below it, at any depth."""
    unit_table, above = tables.units, tables.units.alias("above")
    pairs = select(unit_table.c.name, above.c.name).join(above, above.c.id == unit_table.c.parent_id)
    children = defaultdict[str, list[str]](list)
    for name, parent in connection.execute(pairs):
        children[parent].append(name)
    found, waiting = {unit}, [unit]
    while waiting:
        fresh = [name for name in children[waiting.pop()] if name not in found]
        found.update(fresh)
        waiting += fresh
    return found


def unit_lines(connection: Connection, today: date) -> list[UnitLine]:
    """The tree of units, each before its children and by name, with the counts of it and of those below it."""
    problem, unit = tables.problems.c, tables.units.c
    counts = and_(problem.unit_id == unit.id, problem.removed.is_(False), problem.as_error.is_(False))
    late = and_(problem.active == 1, problem.due_sort < today.isoformat())
    counted = (
        select(unit.id, unit.name, unit.parent_id, func.count(problem.id), func.sum(problem.active))
        .add_columns(func.sum(case((late, 1), else_=0)))
        .select_from(tables.units.outerjoin(tables.problems, counts))
        .group_by(unit.id, unit.name, unit.parent_id)
        .order_by(unit.name)
    )
    children = defaultdict[int | None, list[tuple[int, str, int, int, int]]](list)
    for key, name, parent, total, active, overdue in connection.execute(counted):
        children[parent].append((key, name, total, active or 0, overdue or 0))

    def branch(parent_id: int | None, parent: str | None, depth: int) -> Iterator[UnitLine]:
        for key, name, *own in children[parent_id]:
            lines = list(branch(key, name, depth + 1))
            inside = [own, *((line.problems, line.open, line.overdue) for line in lines if line.depth == depth + 1)]
            total, active, overdue = map(sum, zip(*inside, strict=True))
            yield UnitLine(name, parent, depth, total, active, overdue)
            yield from lines

    return list(branch(None, None, 0))


def placed_units(connection: Connection) -> dict[str, str | None]:
    """The parent of every unit, in the order of their names."""
    unit, parent = tables.units, tables.units.alias("parent_unit")
    found = select(unit.c.name, parent.c.name.label("parent"))
    placed = found.select_from(unit.outerjoin(parent, parent.c.id == unit.c.parent_id)).order_by(unit.c.name)
    return {row.name: row.parent for row in connection.execute(placed)}


@dataclass(slots=True)
class Names:
    """Units, people and sources by name; new ones are created when they are first needed."""

    connection: Connection
    created: list[tuple[str, str]] = field(default_factory=list)
    """The table (units, people or sources) and the name of each that was created."""
    _known: dict[str, dict[str, int]] = field(default_factory=dict)
    """By table, since owners and leads are both people."""

    def id_of(self, fact: str, name: str | None) -> int | None:
        """The id of `name`, as the unit, owner, lead or source that the fact names."""
        if name is None:
            return None
        table = NAMED[fact][1]
        known = self._known.get(table.name) or self._all(table)
        return known[name] if name in known else self._make(table, [name])[name]

    def make(self, fact: str, names: Iterable[str | None]) -> None:
        """Create the new ones among many names of a `fact`, in order."""
        table = NAMED[fact][1]
        known = self._known.get(table.name) or self._all(table)
        if new := [name for name in dict.fromkeys(names) if name is not None and name not in known]:
            self._make(table, new)

    def _make(self, table: Table, new: Sequence[str]) -> dict[str, int]:
        rows = [{"name": name, "initials": initials_of(name)} for name in new]
        known = self._known[table.name]
        if len(rows) == 1:  # a name at a time must not read them all each time
            key = self.connection.execute(_naming(table), rows[0]).inserted_primary_key
            known[new[0]] = key[0] if key else self._read(table)[new[0]]
        else:
            self.connection.execute(_naming(table), rows)
            known |= self._read(table)
        self.created += ((table.name, name) for name in new)
        return known

    def _all(self, table: Table) -> dict[str, int]:
        return self._known.setdefault(table.name, self._read(table))

    def _read(self, table: Table) -> dict[str, int]:
        return {row.name: row.id for row in self.connection.execute(_named(table))}


@cache
def _naming(table: Table) -> Insert:
    return insert(table)


@cache
def _named(table: Table) -> Select[str, int]:
    return select(table.c.name, table.c.id)


def set_parent(
    recorder: Recorder, names: Names, unit: str, parent: str | None, *, action: str = "unit", target: int | None = None
) -> bool:
    """Put `unit` under `parent` in the tree of units, with an event. Returns whether that changed anything.

    Nothing happens if it is there already, or if it would stand under itself.
    """
    connection = recorder.connection
    unit_id, parent_id = names.id_of("unit", unit), names.id_of("unit", parent)
    found = select(tables.units.c.parent_id).where(tables.units.c.id == unit_id)
    old_id = connection.execute(found).scalar_one()
    if parent_id == old_id or unit_id in _upwards(connection, parent_id):
        return False
    old = connection.execute(select(tables.units.c.name).where(tables.units.c.id == old_id)).scalar()
    connection.execute(update(tables.units).where(tables.units.c.id == unit_id).values(parent_id=parent_id))
    recorder.record(action, None, {"unit": unit, "parent": old}, {"unit": unit, "parent": parent}, target=target)
    return True


def _upwards(connection: Connection, unit_id: int | None) -> Iterator[int | None]:
    """The unit itself and all units above it."""
    while unit_id is not None:
        yield unit_id
        unit_id = connection.execute(select(tables.units.c.parent_id).where(tables.units.c.id == unit_id)).scalar()
