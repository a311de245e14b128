"""The numbers of problems: assigned in order, never twice."""

from functools import cache

from sqlalchemy import Connection, Select, bindparam, select

from rectify.domain.numbers import given, position_of, sort_key
from rectify.store import tables


class Numbering:
    """Assigns the numbers of one year in order; a number that was ever used is never assigned again."""

    def __init__(self, connection: Connection, year: int) -> None:
        self.year = year
        self._last = self._highest(connection)

    def _highest(self, connection: Connection) -> int:
        prefix = sort_key(f"{self.year}-")
        positions = [0]
        for hidden in (False, True):
            found = connection.execute(_of_year(), {"hidden": hidden, "first": prefix, "last": prefix + "~"})
            for number in found.scalars():
                position = position_of(number, self.year)
                if position is not None:
                    positions.append(position)
                    break
        return max(positions)

    def next(self) -> str:
        """The next number."""
        self._last += 1
        return given(self.year, self._last)


@cache
def _of_year() -> Select[str]:
    """The numbers from `first` to `last`, the highest first; one walk along the index for each value of `hidden`."""
    problem = tables.problems.c
    among = (problem.removed == bindparam("hidden"), problem.number_sort.between(bindparam("first"), bindparam("last")))
    return select(problem.number).where(*among).order_by(problem.number_sort.desc())
