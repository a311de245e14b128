"""What a filter means, on one plain row: the model that answers of a database are compared with.

A row has the keys of the columns, with days as dates, and three more: `measures` (their texts) and `notes`, which words
are searched in, and `units` (the unit and all above it). A key that is missing is a fact that is not filled in.
"""

import operator
import re
from collections.abc import Mapping
from datetime import date

from rectify.domain import deadlines
from rectify.domain.filter_tree import (
    And,
    Between,
    Compare,
    Everything,
    Filter,
    Has,
    Is,
    Match,
    Missing,
    Not,
    Numbered,
    Or,
    Word,
)
from rectify.domain.folding import folded
from rectify.domain.problem import ACTIVE, Status

Row = Mapping[str, object]

_OPERATORS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
_SEARCHED = ("number", "title", "description", "basis")


def matches(tree: Filter, row: Row, today: date, soon_days: int = deadlines.SOON_DAYS) -> bool:
    """Whether `row` is one that `tree` asks for, on the day `today`."""
    match tree:
        case Everything():
            return True
        case Numbered(numbers):
            return row["number"] in numbers
        case Not(term):
            return not matches(term, row, today, soon_days)
        case And(terms):
            return all(matches(term, row, today, soon_days) for term in terms)
        case Or(terms):
            return any(matches(term, row, today, soon_days) for term in terms)
        case Word(text, _):
            return any(text.casefold() in searched for searched in _searched(row))
        case Is(what):
            return _is(what, row, today, soon_days)
        case _:
            return _has_fact(tree, row, today, soon_days)


def _has_fact(tree: Match | Compare | Between | Missing | Has, row: Row, today: date, soon_days: int) -> bool:
    match tree:
        case Match(field, values):
            return any(_fits(value, fact) for value in values for fact in _facts(field, row, today, soon_days))
        case Compare(field, op, value):
            return any(_OPERATORS[op](number, value) for number in _numbers(field, row, today))
        case Between(field, low, high):
            return any(
                (low is None or number >= low) and (high is None or number <= high)  # type: ignore[operator]  # all are days, or counts
                for number in _numbers(field, row, today)
            )
        case Missing(field):
            return row.get(field) in {None, ""}
        case Has(what):
            column = {"evidence": "evidence", "extension": "extensions", "measure": "measures_total"}[what]
            return bool(row.get(column))


def _searched(row: Row) -> list[str]:
    texts = [str(row[name]) for name in _SEARCHED if row.get(name) is not None]
    for several in (row.get("measures"), row.get("notes")):
        texts += map(str, several) if isinstance(several, (list, tuple)) else []
    return [text.casefold() for text in texts]


def _fits(value: str, fact: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, value.split("*"))), folded(fact), re.DOTALL) is not None


def _facts(field: str, row: Row, today: date, soon_days: int) -> list[str]:
    if field == "light":
        return [deadlines.light(_status(row), _day(row, "due_on"), today, soon_days).value]
    if field == "as_error":
        return ["true" if row.get(field) else "false"]
    if field == "unit" and isinstance(units := row.get("units"), (list, tuple)):
        return [str(unit) for unit in units]
    return [str(row[field])] if row.get(field) is not None else []


def _numbers(field: str, row: Row, today: date) -> list[date | int]:
    if field == "days_overdue":
        return [deadlines.days_overdue(_status(row), _day(row, "due_on"), today)]
    value = row.get(field)
    return [value] if isinstance(value, (date, int)) else []


def _is(what: str, row: Row, today: date, soon_days: int) -> bool:
    status, due_on, done_on = _status(row), _day(row, "due_on"), _day(row, "done_on")
    match what:
        case "overdue":
            return deadlines.is_overdue(status, due_on, today)
        case "soon":
            return deadlines.light(status, due_on, today, soon_days) == "yellow"
        case "open":
            return status in ACTIVE
        case "awaiting":
            return status is Status.SUBMITTED
        case "done":
            return done_on is not None or status in {Status.CLOSED, Status.SUSTAINED}
        case "late":
            return done_on is not None and due_on is not None and done_on > due_on
        case "review-due":
            review_on = _day(row, "next_review_on")
            return status is Status.SUSTAINED and review_on is not None and review_on <= today
        case "pending":
            return status in ACTIVE and _day(row, "asked_due_on") is not None
        case _:
            raise AssertionError(what)


def _status(row: Row) -> Status:
    return Status(str(row["status"]))


def _day(row: Row, field: str) -> date | None:
    value = row.get(field)
    return value if isinstance(value, date) else None
