"""What figures are counted from, on any day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true

from rectify.domain.figures import Counted
from rectify.domain.listing import Selection
from rectify.domain.problem import Status
from rectify.store import lists
from rectify.store.database import Ledger
from rectify.store.search import Scope

_STATUSES = {status.value: status for status in Status}


@dataclass(frozen=True, slots=True)
class Period:
    """The days on which problems were found (registered, where that is unknown); None leaves that end open."""

    first: date | None = None
    last: date | None = None


def counted(ledger: Ledger, selection: Selection, by: str | None, period: Period) -> list[Counted]:
    """What counts of each selected problem, with the value of `by` as its group."""
    with ledger.reading() as connection:
        scope = lists.scope_of(connection, ledger, selection)
        names = (
            "status",
            "found_on",
            "created_on",
            "due_on",
            "done_on",
            "closed_on",
            "returns",
            "extensions",
            "as_error",
        )
        columns = [lists.group_column(by, scope), *(scope[name] for name in names)]
        found = select(*columns).select_from(lists.joined(scope.rows)).where(_where(selection, scope, period))
        return [Counted(row[0], _STATUSES[row[1]], *row[2:]) for row in connection.execute(found)]


def how_many(ledger: Ledger, selection: Selection, period: Period) -> int:
    """How many problems are selected, without those waived as an error."""
    with ledger.reading() as connection:
        scope = lists.scope_of(connection, ledger, selection)
        where = and_(_where(selection, scope, period), scope["as_error"].is_(False))
        found = select(func.count()).select_from(scope.rows).where(where)
        return int(connection.execute(found).scalar_one())


def _where(selection: Selection, scope: Scope, period: Period) -> ColumnElement[bool]:
    begun: ColumnElement[Any] = func.coalesce(scope["found_on"], scope["created_on"])
    return and_(
        lists.where(selection, scope),
        true() if period.first is None else begun >= period.first,
        true() if period.last is None else begun <= period.last,
    )
