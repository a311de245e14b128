"""The number of problems at each status, kept by triggers so that no list has to be walked to be counted."""

from collections import Counter
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, func, select

from rectify.domain.filter_tree import Everything, Filter, Is, Match
from rectify.domain.problem import ACTIVE, Status
from rectify.store import tables

_BY_VALUE = {status.value: status for status in Status}
_KEPT = select(tables.tally.c.status, tables.tally.c.problems)
_COUNTED = (
    select(tables.problems.c.status, func.count())
    .where(tables.problems.c.removed.is_(False))
    .group_by(tables.problems.c.status)
)


def statuses_of(tree: Filter) -> frozenset[Status] | None:
    """The statuses whose problems `tree` finds, all of them and no others; None where more than a status is asked."""
    match tree:
        case Everything():
            return frozenset(Status)
        case Is("open"):
            return ACTIVE
        case Match("status", values) if all(value in _BY_VALUE for value in values):
            return frozenset(_BY_VALUE[value] for value in values)
    return None


def count(connection: Connection, statuses: Collection[Status]) -> int:
    """The number of listed problems that are at one of `statuses` now."""
    return sum(problems for status, problems in connection.execute(_KEPT) if status in statuses)


def astray(connection: Connection) -> Iterator[tuple[str, int, int]]:
    """The statuses whose stored count is wrong, each with the stored and the right one."""
    kept, found = (Counter(dict(tuple(row) for row in connection.execute(each))) for each in (_KEPT, _COUNTED))
    for status in dict.fromkeys([*kept, *found]):
        if kept[status] != found[status]:
            yield status, kept[status], found[status]
