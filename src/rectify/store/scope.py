"""The rows that a filter is applied to, and what it looks up in them. Source: docs/rules.md, "Query"."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, func, select

from rectify.domain import filter_tree
from rectify.domain.problem import ACTIVE, Status
from rectify.store import sqlite, tables
from rectify.store.fitting import fitting, ids_fitting

NAMED = {
    "unit": ("unit_id", tables.units),
    "owner": ("owner_id", tables.people),
    "lead": ("lead_id", tables.people),
    "source": ("source_id", tables.sources),
}
"""The facts that are names with a table of their own: the column that refers to it, and the table."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The rows and the day that a filter is applied to."""

    connection: Connection
    rows: FromClause
    """The problems, or their states on a past day: the same columns under the same names."""
    day: date
    soon_days: int
    aside: frozenset[str] = frozenset()
    """Columns whose indexes are not to be walked, since something else narrows the list further."""
    moment: str | None = None
    """The end of the past day that is asked for; None for now."""
    meant: dict[filter_tree.Match, list[Any]] = field(default_factory=dict, compare=False, repr=False)
    """What names and words of the ledger are meant by what a query says of a fact, as far as that was looked up."""

    @property
    def is_past(self) -> bool:
        """Whether the rows are those of a past day."""
        return self.rows is not tables.problems

    def __getitem__(self, name: str) -> ColumnElement[Any]:
        column = self.rows.c[name]
        return sqlite.unindexed(column) if name in self.aside else column


def looked_up(tree: filter_tree.Word) -> str | None:
    """What a word looks up in the index of texts; None where that holds nothing of it."""
    from rectify.store import texts  # how texts are split loads with the first word

    return texts.match_query(tree.text)


OWN_WORDS = frozenset({"category", "severity"})
"""Facts that are free words, stored with the problem itself."""

INDEXED = frozenset({"status", "mode", *OWN_WORDS, *NAMED})
"""The facts with an index that has the problems of each value in the default order."""

STATES_OF = {0: frozenset(status.value for status in Status if status not in ACTIVE), 1: frozenset(ACTIVE)}


def chosen(tree: filter_tree.Match, scope: Scope) -> tuple[ColumnElement[Any], list[Any]]:
    """The column of a fact in INDEXED, and the values of it that `tree` means."""
    for active, statuses in STATES_OF.items():
        if tree.field == "status" and statuses == set(tree.values):
            # All that are finished, or all that are not, stand side by side in one index.
            return scope["active"], [active]
    column = NAMED[tree.field][0] if tree.field in NAMED else tree.field
    if tree not in scope.meant:
        scope.meant[tree] = _meant(tree, scope)  # asked for again by each view that is counted
    return scope[column], scope.meant[tree]


def _meant(tree: filter_tree.Match, scope: Scope) -> list[Any]:
    if tree.field in NAMED:
        ids = ids_fitting(scope.connection, NAMED[tree.field][1], tree.values)
        return _with_children(ids, scope) if tree.field == "unit" else ids
    if tree.field in OWN_WORDS:
        return fitting(distinct(scope.connection, tree.field), tree.values)
    return list(tree.values)


def _with_children(ids: list[int], scope: Scope) -> list[int]:
    units = tables.units.c
    below = select(units.id).where(sqlite.among(units.id, ids)).cte("below", recursive=True)
    # UNION leaves out what it has, so that a ring of units ends too
    below = below.union(select(units.id).where(units.parent_id == below.c.id))
    return list(scope.connection.execute(select(below.c.id)).scalars())


def distinct(connection: Connection, name: str) -> list[str]:
    """The values of an indexed text that listed problems have."""
    # Steps from one value to the next along the index, however many problems have it.
    column = tables.problems.c[name]
    listed = tables.problems.c.removed.is_(False)
    steps = select(func.min(column).label("value")).where(listed).cte("steps", recursive=True)
    following = select(func.min(column)).where(listed, column > steps.c.value).scalar_subquery()
    steps = steps.union_all(select(following).where(steps.c.value.is_not(None)))
    return [row[0] for row in connection.execute(select(steps.c.value)) if row[0] is not None]
