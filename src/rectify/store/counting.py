"""The rows that figures and groups are counted from, on any day."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, select, true

from rectify.domain.figures import Counted
from rectify.domain.filter_tree import And, Between, Compare, Everything, Filter, Is, Match, Not, Or
from rectify.domain.listing import Group, Lights, Selection
from rectify.domain.problem import Status
from rectify.store import lists, tables
from rectify.store.database import Ledger
from rectify.store.joined import joined
from rectify.store.scope import NAMED, Scope
from rectify.store.search import light
from rectify.store.sorted_ids import where

_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which problems were found (registered, where that is unknown); None leaves that end open."""

    first: date | None = None
    last: date | None = None


def groups(ledger: Ledger, selection: Selection, by: str) -> tuple[Group, ...]:
    """The groups of a list by `by` (unit, owner, lead, source), in the order of a list that is sorted by it.

    Raises LedgerUnavailable. Source: docs/rules.md, "Lists and views".
    """
    with ledger.reading() as connection:
        scope, (key, names) = lists.scope_of(connection, ledger, selection), NAMED[by]
        # The rows are read in the order of the index that the filter walks, and all in their own; to look up one
        # after another in the order of the groups takes several times as long.
        group = replace(scope, aside=frozenset({key}))[key]
        if isinstance(selection.filter, Everything):
            scope = replace(scope, aside=frozenset({"removed"}))
        overdue = func.sum(case((light("red", scope), 1), else_=0))
        each = select(group.label("key"), func.count().label("problems"), overdue.label("overdue"))
        each = each.where(where(selection, scope)).group_by(group)
        counts, name = each.subquery("counts"), names.c.name
        found = select(name, counts.c.problems, counts.c.overdue).outerjoin_from(
            counts, names, names.c.id == counts.c.key
        )
        return tuple(Group(*row) for row in connection.execute(found.order_by(name.is_(None), name)))


def lights(ledger: Ledger, selection: Selection, by: str) -> list[tuple[str | None, str | None, Lights]]:
    """The value of `by`, the lead and the lights of the open problems that share both.

    What was waived as an error is finished, and shows no light. Raises LedgerUnavailable.
    """
    with ledger.reading() as connection:
        scope = lists.scope_of(connection, ledger, selection)
        names = lists.group_column(by, scope), lists.group_column("lead", scope)
        sums = [func.sum(case((light(name, scope), 1), else_=0)) for name in Lights._fields]
        found = select(*names, *sums).select_from(joined(scope.rows))
        found = found.where(where(selection, scope), scope["active"] == 1).group_by(*names)
        return [(name, lead, Lights(*counts)) for name, lead, *counts in connection.execute(found)]


def counted(ledger: Ledger, selection: Selection, by: str | None, period: Period) -> list[Counted]:
    """What is counted of each selected problem, with the value of `by` as its group."""
    with ledger.reading() as connection:
        scope = lists.scope_of(connection, ledger, selection)
        columns = [lists.group_column(by, scope), *(scope[name] for name in Counted._fields[1:])]
        found = select(*columns).select_from(joined(scope.rows)).where(_where(selection, scope, period))
        return [Counted(row[0], _STATUSES[row[1]], *row[2:]) for row in connection.execute(found)]


def overdue_at_ends(ledger: Ledger, selection: Selection, days: Sequence[date], period: Period) -> list[int]:
    """How many of the selected problems were overdue at the end of each of `days`, without those waived as an error.

    One query reads every state that was ever overdue in these days, however many they are; only where the filter itself
    is computed for a day, each day is asked for by itself.
    """
    if not days:
        return []
    if _is_for_a_day(selection.filter):
        return [_overdue_on(ledger, selection, day, period) for day in days]
    moments = [lists.END_OF_TIME if day >= selection.today else lists.end_of_day(day, ledger.zone) for day in days]
    changes = [0] * (len(days) + 1)
    for since, until, due in _overdue_states(ledger, selection, days, moments, period):
        first = max(bisect_right(moments, since), bisect_right(days, due))
        last = bisect_right(moments, until)
        if first < last:
            changes[first] += 1
            changes[last] -= 1
    return list(accumulate(changes[:-1]))


def closings(ledger: Ledger, selection: Selection, days: tuple[date, date], period: Period) -> list[date]:
    """The days from the first to the last of `days` on which a selected problem was closed, one for each closing.

    One that was followed by a reopening counts, and so does each of two rounds. One that was undone does not, nor one
    whose day was corrected, nor any of a problem that is waived as an error.
    """
    moment = lists.END_OF_TIME if selection.day >= selection.today else lists.end_of_day(selection.day, ledger.zone)
    last = dict[tuple[int, int, date], tuple[int, bool]]()
    versions = set[tuple[int, int]]()
    for key, version, number, day, is_undone in _closed_states(ledger, selection, moment, period):
        versions.add((key, version))
        last[key, number, day] = max(last.get((key, number, day), (0, False)), (version, bool(is_undone)))
    return [
        day
        for (key, _round, day), (version, is_undone) in last.items()
        if days[0] <= day <= days[1] and not is_undone and (key, version + 1) not in versions
    ]


def _closed_states(
    ledger: Ledger, selection: Selection, moment: str, period: Period
) -> list[tuple[int, int, int, date, int]]:
    """Each state before `moment` that was closed: the problem, its version, its round, its day, whether it was undone.

    Source: docs/rules.md, "Figures".
    """
    event = tables.events.c
    with ledger.reading() as connection:
        rows = lists.states_between("", moment)
        scope = Scope(connection, rows, selection.day, ledger.facts.soon_days)
        errors = lists.scope_of(connection, ledger, selection)
        undoing = exists().where(
            event.problem_id == scope["id"],
            event.at == scope["until"],
            event.at < moment,
            event.action == "undo",
        )
        closed = and_(
            scope["active"] == 0,
            scope["status"] == Status.CLOSED.value,
            scope["closed_on"].is_not(None),
            scope["id"].not_in(select(errors["id"]).where(errors["as_error"].is_(True))),
        )
        found = select(scope["id"], scope["version"], scope["round"], scope["closed_on"], case((undoing, 1), else_=0))
        return [tuple(row) for row in connection.execute(found.where(closed, _where(selection, scope, period)))]


def _overdue_states(
    ledger: Ledger, selection: Selection, days: Sequence[date], moments: Sequence[str], period: Period
) -> list[tuple[str, str, date]]:
    """From when, until when and since which due date: each state that was overdue at one of the moments."""
    with ledger.reading() as connection:
        rows = lists.states_between(moments[0], moments[-1])
        scope = Scope(connection, rows, selection.day, ledger.facts.soon_days)
        late = and_(scope["active"] == 1, scope["due_on"] < days[-1], scope["as_error"].is_(False))
        found = select(scope["since"], scope["until"], scope["due_on"]).where(late, _where(selection, scope, period))
        return [(since, until, due) for since, until, due in connection.execute(found)]


def _overdue_on(ledger: Ledger, selection: Selection, day: date, period: Period) -> int:
    then = Selection(selection.today, And((Is("overdue"), selection.filter)), day)
    with ledger.reading() as connection:
        scope = lists.scope_of(connection, ledger, then)
        where = and_(_where(then, scope, period), scope["as_error"].is_(False))
        return int(connection.execute(select(func.count()).select_from(scope.rows).where(where)).scalar_one())


def _is_for_a_day(tree: Filter) -> bool:
    """Whether a filter may find other problems on another day although nothing changed."""
    match tree:
        case Is(what):
            return what in {"overdue", "soon", "review-due"}
        case Match(field) | Compare(field) | Between(field):
            return field in {"light", "days_overdue"}
        case Not(term):
            return _is_for_a_day(term)
        case And(terms) | Or(terms):
            return any(map(_is_for_a_day, terms))
        case _:
            return False


def _where(selection: Selection, scope: Scope, period: Period) -> ColumnElement[bool]:
    begun: ColumnElement[Any] = func.coalesce(scope["found_on"], scope["created_on"])
    return and_(
        where(selection, scope),
        true() if period.first is None else begun >= period.first,
        true() if period.last is None else begun <= period.last,
    )
