"""A tree of filters -> a condition on the problems. Source: docs/rules.md, "Query"."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import eq, ge, gt, le, lt
from typing import Any, TypeGuard

from sqlalchemy import ColumnElement, Connection, FromClause, and_, false, func, not_, or_, select, true

from rectify.domain import filter_tree
from rectify.domain.deadlines import soon_until
from rectify.domain.numbers import sort_key
from rectify.domain.problem import ACTIVE, Status
from rectify.store import sqlite, tables
from rectify.store.fitting import fitting, ids_fitting
from rectify.store.tables import NO_DATE

Condition = ColumnElement[bool]

NAMED = {
    "unit": ("unit_id", tables.units),
    "owner": ("owner_id", tables.people),
    "lead": ("lead_id", tables.people),
    "source": ("source_id", tables.sources),
}
"""The facts that are names with a table of their own: the column that refers to it, and the table."""

_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}


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

    @property
    def is_past(self) -> bool:
        """Whether the rows are those of a past day."""
        return self.rows is not tables.problems

    def __getitem__(self, name: str) -> ColumnElement[Any]:
        column = self.rows.c[name]
        return sqlite.unindexed(column) if name in self.aside else column


def condition(tree: filter_tree.Filter, scope: Scope) -> Condition:
    """The condition that holds for exactly the problems that `tree` means."""
    build = _BUILDERS[type(tree)]
    return build(tree, scope)


def _everything(_tree: filter_tree.Everything, _scope: Scope) -> Condition:
    return true()


def _word(tree: filter_tree.Word, scope: Scope) -> Condition:
    query = _looked_up(tree)
    if query is None:
        return or_(*(func.instr(scope[name], tree.text) > 0 for name in ("number", "title", "description", "basis")))
    now = scope["id"].in_(sqlite.search_match(query))
    return now if scope.moment is None else _word_then(now, query, scope, scope.moment)


def _looked_up(tree: filter_tree.Word) -> str | None:
    """What a word looks up in the index of texts; None where that holds nothing of it."""
    from rectify.store import texts  # how texts are split loads with the first word

    return texts.match_query(tree.text)


def _word_then(now: Condition, query: str, scope: Scope, moment: str) -> Condition:
    """As `now`, save for the problems whose texts have changed since: what they said then counts."""
    from rectify.store import past_texts  # only lists of past days need it

    changed = past_texts.changed_since(scope.connection, moment)
    found = past_texts.found_then(scope.connection, scope.rows, moment, query, changed)
    return or_(and_(now, not_(sqlite.among(scope["id"], changed))), sqlite.among(scope["id"], found))


def _match(tree: filter_tree.Match, scope: Scope) -> Condition:
    if tree.field in _INDEXED and not (tree.field in _OWN_WORDS and scope.is_past):
        return _one_of(*_chosen(tree, scope))
    if tree.field == "parent_unit":
        return _match_parent(tree, scope)
    if tree.field == "light":
        return or_(*(light(value, scope) for value in tree.values))
    if tree.field == "as_error":
        return or_(*(scope["as_error"] == (value == "true") for value in tree.values))
    return or_(*(_match_text(tree.field, value, scope) for value in tree.values))


_OWN_WORDS = frozenset({"category", "severity"})
"""Facts that are free words, stored with the problem itself."""

_INDEXED = frozenset({"status", "mode", *_OWN_WORDS, *NAMED})
"""The facts with an index that has the problems of each value in the default order."""

_STATES_OF = {0: frozenset(status.value for status in Status if status not in ACTIVE), 1: frozenset(ACTIVE)}


def _chosen(tree: filter_tree.Match, scope: Scope) -> tuple[ColumnElement[Any], list[Any]]:
    """The column of a fact in _INDEXED, and the values of it that `tree` means."""
    if tree.field in NAMED:
        column, table = NAMED[tree.field]
        ids = ids_fitting(scope.connection, table, tree.values)
        return scope[column], _with_children(ids, scope) if tree.field == "unit" else ids
    if tree.field in _OWN_WORDS:
        return scope[tree.field], fitting(distinct(scope.connection, tree.field), tree.values)
    for active, statuses in _STATES_OF.items():
        if tree.field == "status" and statuses == set(tree.values):
            # All that are finished, or all that are not, stand side by side in one index.
            return scope["active"], [active]
    return scope[tree.field], list(tree.values)


def walks_an_index(tree: filter_tree.Filter, scope: Scope) -> bool:
    """Whether one index gives what `tree` means in the default order, so that a page of it is read without a sort."""
    match tree:
        case filter_tree.Everything():
            return True
        case filter_tree.Is(what):
            return what in {"open", "overdue", "soon", "awaiting"}
        case filter_tree.Compare(field) | filter_tree.Between(field):
            return field == "due_on"
        case filter_tree.Missing(field):
            return field == "due_on" or field in _INDEXED
        case filter_tree.Match("light", values):
            return len(values) == 1 and values[0] != "none"
        case filter_tree.Match("number", values):
            return len(values) == 1 and "*" not in values[0]
        case filter_tree.Match(field):
            return field in _INDEXED and len(_chosen(tree, scope)[1]) <= 1
        case filter_tree.And():
            terms = _needed(tree)
            return len(terms) == 1 and walks_an_index(terms[0], scope)
        case _:
            return False


def is_scattered(tree: filter_tree.Filter, scope: Scope) -> bool:
    """Whether an index has what `tree` means in several places, as of a unit with others below it.

    To gather and sort that is quicker than to look for it along the order of all problems.
    """
    terms = _needed(tree) if isinstance(tree, filter_tree.And) else [tree]
    lead = _lead_of(terms)
    leading = [term for term in terms if _is_indexed(term) and _column_of(term) == lead]
    return any(term.field == "parent_unit" or len(_chosen(term, scope)[1]) > 1 for term in leading)


def _one_of(column: ColumnElement[Any], values: list[Any]) -> Condition:
    # One value is asked for by equality: then the index gives the rows in the list's order.
    if not values:
        return false()
    return column == values[0] if len(values) == 1 else column.in_(values)


def _match_parent(tree: filter_tree.Match, scope: Scope) -> Condition:
    parents = ids_fitting(scope.connection, tables.units, tree.values)
    below = select(tables.units.c.id).where(tables.units.c.parent_id.in_(parents))
    return _one_of(scope["unit_id"], list(scope.connection.execute(below).scalars()))


def _with_children(ids: list[int], scope: Scope) -> list[int]:
    rows = scope.connection.execute(select(tables.units.c.id, tables.units.c.parent_id)).all()
    found, waiting = list[int](), list(ids)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.append(unit)
            waiting += [row.id for row in rows if row.parent_id == unit]
    return found


def distinct(connection: Connection, name: str) -> list[str]:
    """The values of an indexed text that listed problems have."""
    # Steps from one value to the next along the index, however many problems have it.
    column = tables.problems.c[name]
    listed = tables.problems.c.removed.is_(False)
    steps = select(func.min(column).label("value")).where(listed).cte("steps", recursive=True)
    following = select(func.min(column)).where(listed, column > steps.c.value).scalar_subquery()
    steps = steps.union_all(select(following).where(steps.c.value.is_not(None)))
    return [row[0] for row in connection.execute(select(steps.c.value)) if row[0] is not None]


def _match_text(field: str, value: str, scope: Scope) -> Condition:
    folded = sqlite.folded(scope[field])
    if "*" in value:
        parts = [re.sub(r"([%_\\])", r"\\\1", part) for part in value.split("*")]
        return folded.like("%".join(parts), escape="\\")
    if field == "number":
        return _match_number(value, scope)
    return folded == value


def _match_number(number: str, scope: Scope) -> Condition:
    # A number is permanent, so the problems of now tell whose it is on every day.
    problem = tables.problems.c
    alike = select(problem.id).where(problem.removed.is_(False), problem.number_sort == sort_key(number))
    found = alike.where(sqlite.folded(problem.number) == number)
    return _one_of(scope["id"], list(scope.connection.execute(found).scalars()))


def light(value: str, scope: Scope) -> Condition:
    """The problems whose deadline shows this light on the day of the list."""
    due, active = scope["due_sort"], scope["active"] == 1
    last = soon_until(scope.day, scope.soon_days).isoformat()
    today = scope.day.isoformat()
    lights: dict[str, Condition] = {
        "red": and_(active, due < today),
        "yellow": and_(active, due >= today, due <= last),
        "green": and_(active, due > last, due < NO_DATE),
        "none": or_(scope["active"] == 0, due == NO_DATE),
    }
    return lights[value]


def _compare(tree: filter_tree.Compare, scope: Scope) -> Condition:
    compare = _COMPARE[tree.op]
    if tree.field == "days_overdue":
        return _compare_late(tree.op, int(str(tree.value)), scope)
    if tree.field == "due_on":
        found: Condition = compare(scope["due_sort"], str(tree.value))
        reaches_none = tree.op in {">", ">="} or str(tree.value) >= NO_DATE
        return and_(scope["due_sort"] < NO_DATE, found) if reaches_none else found
    asked: Condition = compare(scope[tree.field], tree.value)
    return asked


def _compare_late(op: str, days: int, scope: Scope) -> Condition:
    def at_least(n: int) -> Condition:
        if n <= 0:
            return true()
        if n >= scope.day.toordinal():
            return false()
        return and_(scope["active"] == 1, scope["due_sort"] <= (scope.day - timedelta(days=n)).isoformat())

    answers: dict[str, Callable[[], Condition]] = {
        ">=": lambda: at_least(days),
        ">": lambda: at_least(days + 1),
        "<": lambda: _no(at_least(days)),
        "<=": lambda: _no(at_least(days + 1)),
        "=": lambda: and_(at_least(days), _no(at_least(days + 1))),
    }
    return answers[op]()


def _between(tree: filter_tree.Between, scope: Scope) -> Condition:
    low = true() if tree.low is None else _compare(filter_tree.Compare(tree.field, ">=", tree.low), scope)
    high = true() if tree.high is None else _compare(filter_tree.Compare(tree.field, "<=", tree.high), scope)
    return and_(low, high)


def _is(tree: filter_tree.Is, scope: Scope) -> Condition:
    return _STATES[tree.name](scope)


_STATES: Mapping[str, Callable[[Scope], Condition]] = {
    "open": lambda scope: scope["active"] == 1,
    "overdue": lambda scope: light("red", scope),
    "soon": lambda scope: light("yellow", scope),
    "awaiting": lambda scope: scope["status"] == Status.SUBMITTED.value,
    "done": lambda scope: or_(scope["done_on"].is_not(None), scope["status"].in_(["closed", "sustained"])),
    "late": lambda scope: scope["done_on"] > scope["due_on"],
    "review-due": lambda scope: and_(scope["status"] == "sustained", scope["next_review_on"] <= scope.day),
    "pending": lambda scope: and_(scope["active"] == 1, scope["asked_due_on"].is_not(None)),
}


def _missing(tree: filter_tree.Missing, scope: Scope) -> Condition:
    if tree.name in _ATTACHED:
        return _no(_has(filter_tree.Has(tree.name), scope))
    if tree.name == "parent_unit":
        rows = scope.connection.execute(select(tables.units.c.id).where(tables.units.c.parent_id.is_not(None)))
        return _no(scope["unit_id"].in_([row.id for row in rows]))
    if tree.name == "due_on":
        return scope["due_sort"] == NO_DATE
    column = scope[NAMED[tree.name][0] if tree.name in NAMED else tree.name]
    return column.is_(None)


_ATTACHED = {"evidence": "evidence", "extension": "extensions", "measure": "measures_total"}


def _has(tree: filter_tree.Has, scope: Scope) -> Condition:
    return scope[_ATTACHED[tree.name]] > 0


def _no(found: Condition) -> Condition:
    # A comparison with a missing fact is unknown to SQL; here it is simply not so.
    return not_(func.coalesce(found, false()))


def _not(tree: filter_tree.Not, scope: Scope) -> Condition:
    return _no(condition(tree.term, scope))


_NARROWING = ("unit_id", "owner_id", "source_id", "lead_id", "category", "severity", "mode", "status", "active")
"""The columns of indexes, the one that leaves the fewest problems first. SQLite, which has no statistics of a ledger,
takes any of them for as good as another."""


def _and(tree: filter_tree.And, scope: Scope) -> Condition:
    terms = _needed(tree)
    asked, lead = _words_of(terms), _lead_of(terms)
    others = replace(scope, aside=frozenset(_NARROWING) - {lead}) if asked or lead else scope
    found = [condition(term, others) for term in terms if not _words_of([term])]
    if asked:
        # All words are looked up together: the index of texts then reads no list of a frequent one to its end.
        found.append(scope["id"].in_(sqlite.search_match(" AND ".join(f"({query})" for query in asked))))
    return and_(*found)


def listed(tree: filter_tree.Filter, scope: Scope) -> Condition:
    """The problems of the ledger that are in lists at all. Where the words of `tree` find some, only those are read."""
    terms = _needed(tree) if isinstance(tree, filter_tree.And) else [tree]
    led_by_words = _words_of(terms) and not _lead_of(terms)
    return (replace(scope, aside=frozenset({"removed"})) if led_by_words else scope)["removed"].is_(False)


def _words_of(terms: Iterable[filter_tree.Filter]) -> list[str]:
    """What the terms look up in the index of texts."""
    asked = [_looked_up(term) for term in terms if isinstance(term, filter_tree.Word)]
    return [query for query in asked if query is not None]


def _lead_of(terms: Iterable[filter_tree.Filter]) -> str | None:
    """The column whose index leaves the fewest problems, of those that the terms are looked up in."""
    columns = {_column_of(term) for term in terms if _is_indexed(term)}
    return next((name for name in _NARROWING if name in columns), None)


def _is_indexed(term: filter_tree.Filter) -> TypeGuard[filter_tree.Match]:
    return isinstance(term, filter_tree.Match) and (term.field in _INDEXED or term.field == "parent_unit")


def _column_of(term: filter_tree.Match) -> str:
    if term.field == "parent_unit":
        return "unit_id"
    return NAMED[term.field][0] if term.field in NAMED else term.field


def _needed(tree: filter_tree.And) -> list[filter_tree.Filter]:
    """The terms, those of terms too, without what follows from another: an open problem is not closed."""
    terms = list[filter_tree.Filter]()
    for term in tree.terms:
        terms += _needed(term) if isinstance(term, filter_tree.And) else [term]
    return [term for term in terms if not any(_statuses(each) < _statuses(term) for each in terms if _statuses(each))]


def _statuses(term: filter_tree.Filter) -> frozenset[str]:
    """The statuses that a term names; none where it is about something else."""
    match term:
        case filter_tree.Is("open"):
            return _STATES_OF[1]
        case filter_tree.Match("status", values):
            return frozenset(values)
        case _:
            return frozenset()


def _or(tree: filter_tree.Or, scope: Scope) -> Condition:
    return or_(*(condition(term, scope) for term in tree.terms))


_BUILDERS: Mapping[type, Callable[[Any, Scope], Condition]] = {
    filter_tree.Everything: _everything,
    filter_tree.Word: _word,
    filter_tree.Match: _match,
    filter_tree.Compare: _compare,
    filter_tree.Between: _between,
    filter_tree.Is: _is,
    filter_tree.Missing: _missing,
    filter_tree.Has: _has,
    filter_tree.Not: _not,
    filter_tree.And: _and,
    filter_tree.Or: _or,
}
