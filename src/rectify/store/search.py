"""A tree of filters -> a condition on the problems. Source: docs/rules.md, "Query"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from operator import eq, ge, gt, le, lt
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true

from rectify.domain import filter_tree
from rectify.domain.deadlines import soon_until
from rectify.domain.numbers import sort_key
from rectify.domain.problem import Status
from rectify.store import sqlite, tables
from rectify.store.fitting import ids_fitting
from rectify.store.scope import INDEXED, NAMED, OWN_WORDS, Scope, chosen, looked_up
from rectify.store.tables import NO_DATE
from rectify.store.walks import NARROWING, lead_of, needed, words_of

Condition = ColumnElement[bool]

_COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq}


def condition(tree: filter_tree.Filter, scope: Scope) -> Condition:
    """The condition that holds for exactly the problems that `tree` means."""
    build = _BUILDERS[type(tree)]
    return build(tree, scope)


def _everything(_tree: filter_tree.Everything, _scope: Scope) -> Condition:
    return true()


def _word(tree: filter_tree.Word, scope: Scope) -> Condition:
    query = looked_up(tree)
    if query is None:
        return or_(*(func.instr(scope[name], tree.text) > 0 for name in ("number", "title", "description", "basis")))
    now = scope["id"].in_(sqlite.search_match(query))
    return now if scope.moment is None else _word_then(now, query, scope, scope.moment)


def _word_then(now: Condition, query: str, scope: Scope, moment: str) -> Condition:
    """As `now`, save for the problems whose texts have changed since: what they said then counts."""
    from rectify.store import past_texts  # only lists of past days need it

    changed = past_texts.changed_since(scope.connection, moment)
    found = past_texts.found_then(scope.connection, scope.rows, moment, query, changed)
    return or_(and_(now, not_(sqlite.among(scope["id"], changed))), sqlite.among(scope["id"], found))


def _match(tree: filter_tree.Match, scope: Scope) -> Condition:
    if tree.field in INDEXED and not (tree.field in OWN_WORDS and scope.is_past):
        return _one_of(*chosen(tree, scope))
    if tree.field == "parent_unit":
        return _match_parent(tree, scope)
    if tree.field == "light":
        return or_(*(light(value, scope) for value in tree.values))
    if tree.field == "as_error":
        return or_(*(scope["as_error"] == (value == "true") for value in tree.values))
    return or_(*(_match_text(tree.field, value, scope) for value in tree.values))


def _one_of(column: ColumnElement[Any], values: list[Any]) -> Condition:
    # One value is asked for by equality: then the index gives the rows in the list's order.
    if not values:
        return false()
    return column == values[0] if len(values) == 1 else column.in_(values)


def _match_parent(tree: filter_tree.Match, scope: Scope) -> Condition:
    parents = ids_fitting(scope.connection, tables.units, tree.values)
    below = select(tables.units.c.id).where(tables.units.c.parent_id.in_(parents))
    return _one_of(scope["unit_id"], list(scope.connection.execute(below).scalars()))


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


def _numbered(tree: filter_tree.Numbered, scope: Scope) -> Condition:
    problem = tables.problems.c
    found = select(problem.id).where(sqlite.among(problem.number, tree.numbers))
    return sqlite.among(scope["id"], list(scope.connection.execute(found).scalars()))


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


def _and(tree: filter_tree.And, scope: Scope) -> Condition:
    terms = needed(tree)
    asked, lead = words_of(terms), lead_of(terms)
    others = replace(scope, aside=frozenset(NARROWING) - {lead}) if asked or lead else scope
    found = [condition(term, others) for term in terms if not words_of([term])]
    if asked:
        # All words are looked up together: the index of texts then reads no list of a frequent one to its end.
        found.append(scope["id"].in_(sqlite.search_match(" AND ".join(f"({query})" for query in asked))))
    return and_(*found)


def _or(tree: filter_tree.Or, scope: Scope) -> Condition:
    return or_(*(condition(term, scope) for term in tree.terms))


_BUILDERS: Mapping[type, Callable[[Any, Scope], Condition]] = {
    filter_tree.Everything: _everything,
    filter_tree.Word: _word,
    filter_tree.Match: _match,
    filter_tree.Numbered: _numbered,
    filter_tree.Compare: _compare,
    filter_tree.Between: _between,
    filter_tree.Is: _is,
    filter_tree.Missing: _missing,
    filter_tree.Has: _has,
    filter_tree.Not: _not,
    filter_tree.And: _and,
    filter_tree.Or: _or,
}
