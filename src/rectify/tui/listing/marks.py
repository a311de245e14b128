"""The marks: which problems are marked, and in which state each was then."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rectify.domain.problem import Problem, Status

FACTS = ("number", "version", "status")
"""What marks store of a problem."""


class Mark(NamedTuple):
    """A marked problem as it was seen."""

    version: int
    status: Status


class Marks:
    """Marks by number, in the order in which they were made."""

    def __init__(self) -> None:
        self._marks: dict[str, Mark] = {}
        self._kinds: dict[Mark, Mark] = {}
        """Equal values are stored once: a million marks share a few."""
        self.statuses: frozenset[Status] = frozenset()
        """The statuses of the marked problems."""

    def __len__(self) -> int:
        return len(self._marks)

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def __contains__(self, number: str) -> bool:
        return number in self._marks

    def version(self, number: str) -> int:
        """The version of a marked problem when it was marked, or last changed here."""
        return self._marks[number].version

    def put(self, problems: Iterable[Problem]) -> None:
        """Mark problems, or update the marks of those that are marked."""
        for problem in problems:
            mark = Mark(problem.version, problem.status)
            self._marks[problem.number] = self._kinds.setdefault(mark, mark)
        self._count()

    def drop(self, numbers: Iterable[str]) -> None:
        """Take marks off."""
        for number in list(numbers):
            self._marks.pop(number, None)
        self._count()

    def _count(self) -> None:
        self.statuses = frozenset(mark.status for mark in set(self._marks.values()))
