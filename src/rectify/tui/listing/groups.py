"""A list in groups: its rows are headings and problems, and a folded group shows only its heading."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, islice

from rectify import service
from rectify.domain.listing import Group, Selection
from rectify.domain.problem import Problem
from rectify.tui.listing.ledger_rows import read_marks
from rectify.tui.listing.window import GroupHeading, Row
from rectify.tui.store_thread import StoreThread

Names = frozenset[str | None]
"""Names of groups; None is the group of those that have none."""


class GroupedLines:
    """The lines of a grouped list: which is the heading of a group, and which is the n-th problem."""

    def __init__(self, by: str, groups: Sequence[Group], folded: Names) -> None:
        """`groups` are in the order of the list; each has at least one problem."""
        self.headings = [GroupHeading(by, *group, group.name in folded) for group in groups]
        self._first_lines = _starts(1 if each.is_folded else 1 + each.problems for each in self.headings)
        self._first_problems = _starts(each.problems for each in self.headings)

    @property
    def total(self) -> int:
        """The number of lines."""
        return self._first_lines[-1]

    @property
    def problems(self) -> int:
        """The number of problems, including those in folded groups."""
        return self._first_problems[-1]

    def parts(self, start: int, size: int) -> Iterator[GroupHeading | range]:
        """The content of `size` lines from `start`: headings, and between them positions of problems."""
        line, end = start, min(start + size, self.total)
        place = bisect_right(self._first_lines, start) - 1
        while line < end:
            first, following = self._first_lines[place], min(self._first_lines[place + 1], end)
            if line == first:
                yield self.headings[place]
                line += 1
            if line < following:
                position = self._first_problems[place] + line - first - 1
                yield range(position, position + following - line)
            line, place = following, place + 1

    def line_of(self, position: int) -> int:
        """The line of the problem at `position` of the list, or of its heading if its group is folded."""
        place = bisect_right(self._first_problems, position) - 1
        first = self._first_lines[place]
        return first if self.headings[place].is_folded else first + 1 + position - self._first_problems[place]

    def heading_line(self, name: str | None) -> int | None:
        """The line of the heading of a group; None if the list does not have it."""
        return next(
            (line for line, each in zip(self._first_lines, self.headings, strict=False) if each.name == name), None
        )

    def positions(self, first: int, last: int) -> range:
        """The positions of the problems on the lines from `first` to `last`, including those folded away there."""
        return range(self._problems_before(first), self._problems_before(last + 1))

    def _problems_before(self, line: int) -> int:
        """The number of problems above a line, including those folded away."""
        place = bisect_right(self._first_lines, line) - 1
        if line >= self.total:
            return self.problems
        return self._first_problems[place] + max(line - self._first_lines[place] - 1, 0)

    def span(self, name: str | None) -> range:
        """The positions of the problems of a group; empty if the list does not have it."""
        for first, each in zip(self._first_problems, self.headings, strict=False):
            if each.name == name:
                return range(first, first + each.problems)
        return range(0)


class GroupedRows:
    """The source of the rows of a list in groups. The groups are counted once; folding needs no new count."""

    def __init__(
        self,
        store: "StoreThread[service.Ledger]",
        selection: Selection,
        by: str,
        folded: Names = frozenset(),
        groups: Sequence[Group] | None = None,
    ) -> None:
        """`selection` is sorted by `by` first; `groups` are its groups, if they are known."""
        self.store = store
        self.selection = selection
        self.by = by
        self.folded = folded
        self._groups = groups
        self.lines = GroupedLines(by, groups or (), folded)
        """Its lines; None until the first answer."""

    def folding(self, folded: Names) -> "GroupedRows":
        """The same list with exactly these groups folded."""
        return GroupedRows(self.store, self.selection, self.by, folded, self._groups)

    def group_of(self, row: Row) -> str | None:
        """The name of the group that a row belongs to."""
        if isinstance(row, GroupHeading):
            return row.name
        name: str | None = getattr(row, self.by)
        return name

    async def page(self, start: int, size: int) -> Sequence[Row]:
        """The rows from line `start`, at most `size`."""
        known = self._groups

        def read(ledger: service.Ledger) -> tuple[Sequence[Group], Sequence[Row]]:
            groups = service.groups(ledger, self.selection, self.by) if known is None else known
            parts = list(GroupedLines(self.by, groups, self.folded).parts(start, size))
            return groups, self._rows(ledger, parts)

        groups, rows = await self.store.read("page", read)
        self._know(groups)
        return rows

    async def count(self) -> int:
        """The number of lines."""
        if self._groups is None:
            self._know(await self.store.read("count", lambda ledger: service.groups(ledger, self.selection, self.by)))
        return self.lines.total

    async def position(self, wanted: str | GroupHeading) -> int | None:
        """The line of a problem (of its group if that is folded), or of a group; None if the list does not have it."""
        await self.count()
        if isinstance(wanted, GroupHeading):
            return self.lines.heading_line(wanted.name) if wanted.by == self.by else None
        found = await self.store.read("position", lambda ledger: service.position(ledger, self.selection, wanted))
        return None if found is None else self.lines.line_of(found)

    async def between(self, first: int, last: int) -> Sequence[Problem]:
        """What marks store of the problems on the lines from `first` to `last`, including those folded away there."""
        await self.count()
        return await read_marks(self.store, self.selection, self.lines.positions(first, last))

    async def of_group(self, heading: GroupHeading) -> Sequence[Problem]:
        """What marks store of the problems of a group, folded or not."""
        await self.count()
        return await read_marks(self.store, self.selection, self.lines.span(heading.name))

    def problems(self, rows: int) -> int:
        """The number of problems, including those folded away."""
        return self.lines.problems

    def _know(self, groups: Sequence[Group]) -> None:
        if groups is not self._groups:
            self._groups = groups
            self.lines = GroupedLines(self.by, groups, self.folded)

    def _rows(self, ledger: "service.Ledger", parts: Sequence[GroupHeading | range]) -> Sequence[Row]:
        runs = _joined(part for part in parts if isinstance(part, range))
        problems: Iterator[Problem] = chain.from_iterable(
            service.page(ledger, self.selection, run.start, len(run)) for run in runs
        )
        rows: list[Row] = []
        for part in parts:
            rows += [part] if isinstance(part, GroupHeading) else islice(problems, len(part))
        return rows


def _starts(lengths: Iterator[int]) -> list[int]:
    """The running sums of several lengths, from 0 to the total."""
    return list(accumulate(lengths, initial=0))


def _joined(runs: Iterator[range]) -> list[range]:
    """The same positions in as few runs as possible: neighbouring open groups form one."""
    found: list[range] = []
    for run in runs:
        if found and found[-1].stop == run.start:
            found[-1] = range(found[-1].start, run.stop)
        else:
            found.append(run)
    return found
