"""Which index a list is read along, and which lists are gathered and sorted instead.

SQLite, which has no statistics of a ledger, takes any index for as good as another, and one in the order of the list
for the best. What it must not walk is hidden from it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeGuard

from sqlalchemy import ColumnElement

from rectify.domain import filter_tree
from rectify.store.scope import INDEXED, NAMED, STATES_OF, Scope, chosen, looked_up

NARROWING = ("unit_id", "owner_id", "source_id", "lead_id", "category", "severity", "mode", "status", "active")
"""The columns of indexes, the one that leaves the fewest problems first."""

_LOOKED_UP = frozenset({"open", "overdue", "soon", "awaiting", "review-due", "pending"})
"""What `is:` asks for that an index finds."""

_DAYS = frozenset({"due_on", "days_overdue", "found_on", "created_on", "done_on", "closed_on", "next_review_on"})
"""The days that an index finds, and what follows from one."""


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
            return field == "due_on" or field in INDEXED
        case filter_tree.Match("light", values):
            return len(values) == 1 and values[0] != "none"
        case filter_tree.Match("number", values):
            return len(values) == 1 and "*" not in values[0]
        case filter_tree.Match(field):
            return field in INDEXED and len(chosen(tree, scope)[1]) <= 1
        case filter_tree.And():
            terms = needed(tree)
            return len(terms) == 1 and walks_an_index(terms[0], scope)
        case _:
            return False


def is_scattered(tree: filter_tree.Filter, scope: Scope) -> bool:
    """Whether an index has what `tree` means in several places, as of a unit with others below it, or of marks.

    To gather and sort that is quicker than to look for it along the order of all problems.
    """
    terms = needed(tree)
    if _are_numbered(terms):
        return True
    lead = lead_of(terms)
    leading = [term for term in terms if _is_indexed(term) and _column_of(term) == lead]
    return any(term.field == "parent_unit" or len(chosen(term, scope)[1]) > 1 for term in leading)


def listed(tree: filter_tree.Filter, scope: Scope) -> ColumnElement[bool]:
    """The problems of the ledger that are in lists at all. Where words or numbers of `tree` find some, only those are
    read.
    """
    terms = needed(tree)
    is_led = _are_numbered(terms) or (words_of(terms) and not lead_of(terms))
    return (unwalked(scope) if is_led else scope)["removed"].is_(False)


def _are_numbered(terms: Iterable[filter_tree.Filter]) -> bool:
    return any(isinstance(term, filter_tree.Numbered) for term in terms)


def unwalked(scope: Scope) -> Scope:
    """The same, for a list that does not begin at those that are listed at all, since these are most of them.

    To read all problems where they lie is several times quicker than to go to each of them from an index.
    """
    return replace(scope, aside=scope.aside | {"removed"})


def is_in_index_of(column: str, tree: filter_tree.Filter) -> bool:
    """Whether the index of `column` in the default order has all that `tree` asks for: the due date, and, but for that
    of the status, which problems are open.
    """
    match tree:
        case filter_tree.Everything():
            return True
        case filter_tree.Is("open" | "overdue" | "soon"):
            return column != "status"
        case filter_tree.Compare(field) | filter_tree.Between(field) | filter_tree.Missing(field):
            return field == "due_on"
        case _:
            return False


def ordered_first(scope: Scope) -> Scope:
    """The same, for an index that is walked for its order, and not for which problems are open or when they are due."""
    return replace(scope, aside=scope.aside | {"active", "due_sort"})


def needs_all(tree: filter_tree.Filter) -> bool:
    """Whether no index finds what `tree` means, so that all problems are read."""
    terms = needed(tree)
    return not isinstance(tree, filter_tree.Everything) and not words_of(terms) and not any(map(_is_looked_up, terms))


def _is_looked_up(term: filter_tree.Filter) -> bool:
    """Whether an index finds what `term` means."""
    match term:
        case filter_tree.Numbered():
            return True
        case filter_tree.Is(what):
            return what in _LOOKED_UP
        case filter_tree.Match(field):
            return field in INDEXED or field in {"number", "parent_unit", "light"}
        case filter_tree.Compare(field) | filter_tree.Between(field):
            return field in _DAYS
        case filter_tree.Missing(field):
            return field in INDEXED or field == "due_on"
        case filter_tree.Or(terms):
            return all(map(_is_looked_up, terms))
        case _:
            return False


def words_of(terms: Iterable[filter_tree.Filter]) -> list[str]:
    """What the terms look up in the index of texts."""
    asked = [looked_up(term) for term in terms if isinstance(term, filter_tree.Word)]
    return [query for query in asked if query is not None]


def lead_of(terms: Iterable[filter_tree.Filter]) -> str | None:
    """The column whose index leaves the fewest problems, of those that the terms are looked up in."""
    columns = {_column_of(term) for term in terms if _is_indexed(term)}
    return next((name for name in NARROWING if name in columns), None)


def _is_indexed(term: filter_tree.Filter) -> TypeGuard[filter_tree.Match]:
    return isinstance(term, filter_tree.Match) and (term.field in INDEXED or term.field == "parent_unit")


def _column_of(term: filter_tree.Match) -> str:
    if term.field == "parent_unit":
        return "unit_id"
    return NAMED[term.field][0] if term.field in NAMED else term.field


def needed(tree: filter_tree.Filter) -> list[filter_tree.Filter]:
    """The terms that all have to hold, without what follows from another: an open problem is not closed."""
    if not isinstance(tree, filter_tree.And):
        return [tree]
    terms = [each for term in tree.terms for each in needed(term)]
    return [term for term in terms if not any(_statuses(each) < _statuses(term) for each in terms if _statuses(each))]


def _statuses(term: filter_tree.Filter) -> frozenset[str]:
    """The statuses that a term names; none where it is about something else."""
    match term:
        case filter_tree.Is("open"):
            return STATES_OF[1]
        case filter_tree.Match("status", values):
            return frozenset(values)
        case _:
            return frozenset()
