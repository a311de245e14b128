"""How lists are sorted. Source: docs/rules.md, "Lists and views"."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, UnaryExpression, case
from sqlalchemy.sql import literal_column

from rectify.domain.problem import SEVERITIES, Status
from rectify.store import sqlite
from rectify.store.scope import Scope
from rectify.store.search import light
from rectify.store.tables import NO_DATE

_BACKWARDS = frozenset({"days_overdue", "waiting"})
"""Ages, which are sorted by the day from which they are counted: the earlier the day, the greater the age."""


def default_order(rows: FromClause) -> list[ColumnElement[Any]]:
    """By due date, none last, then by number."""
    return [rows.c.due_sort, rows.c.number_sort, rows.c.id]


def number_order(
    order: tuple[str, ...], number: ColumnElement[Any], key: ColumnElement[Any]
) -> list[UnaryExpression[Any]]:
    """The ORDER BY of an `order` by number alone: of equal numbers that with the lower id; nothing for any other order.

    One index has this order of all problems.
    """
    if order == ("number",):
        return [number.asc(), key.asc()]
    return [number.desc(), key.desc()] if order == ("-number",) else []


def ordering(order: tuple[str, ...], scope: Scope, names: Mapping[str, ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """The ORDER BY of `order`; a missing fact sorts last either way, and the default order decides between equals.

    `names` gives the joined names of units, people and sources.
    """
    if by_number := number_order(order, sqlite.unindexed(scope["number_sort"]), scope["id"]):
        return [*by_number]
    terms: list[ColumnElement[Any]] = []
    for key in order:
        name = key.removeprefix("-")
        column = _sorted_by(name, scope, names)
        if name == "severity":
            # the office's own words have no rank; they follow the known severities either way
            terms += [column == len(SEVERITIES), scope["severity"].is_(None)]
        is_turned = key.startswith("-") != (name in _BACKWARDS)
        terms.append((column.desc() if is_turned else column.asc()).nulls_last())
    return terms + default_order(scope.rows)


def _sorted_by(name: str, scope: Scope, names: Mapping[str, ColumnElement[Any]]) -> ColumnElement[Any]:
    if name in names:
        return names[name]
    if name == "number":
        return sqlite.unindexed(scope["number_sort"])
    if name == "severity":
        return scope["severity_rank"]
    if name == "status":
        return case({status.value: place for place, status in enumerate(Status)}, value=scope["status"])
    if name == "light":
        lights = ("red", "yellow", "green")
        return case(*((light(each, scope), place) for place, each in enumerate(lights)), else_=literal_column("3"))
    if name == "days_overdue":
        return case((light("red", scope), scope["due_sort"]), else_=literal_column(f"'{NO_DATE}'"))
    if name == "waiting":
        return case((scope["status"] == Status.SUBMITTED.value, scope["submitted_on"]))
    return sqlite.unindexed(scope[name])  # along its index each problem of a filtered list would be looked up in turn
