"""Matching the rows of a file with problems of the ledger. Source: docs/rules.md, "Import"."""

from collections import defaultdict, deque
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rectify.domain.problem import Measure, Problem
from rectify.errors import Refused
from rectify.i18n import _
from rectify.transfer.brought import NESTED
from rectify.transfer.kept import KeptRow, ReadRow

_Key = tuple[str | None, str | None, str | None]
_KEY = ("source", "unit", "title")


@dataclass(frozen=True, slots=True)
class Known:
    """A problem of the ledger, with what the last import of its row brought."""

    problem: Problem
    brought: Mapping[str, Any] | None = None
    """Plain values by field; a field without a value is left out. None where no import brought it."""
    removed: bool = False
    """Whether it was undone and stands in no list."""
    measures: tuple[Measure, ...] = ()
    sent: Mapping[str, Any] | None = None
    """What stood in the part that has come back, when it was sent; None where the file is no such part."""
    shown: Mapping[str, Any] | None = None
    """What the list that has come back showed of it when it was exported; None where the file does not tell."""

    @property
    def before(self) -> Mapping[str, Any] | None:
        """What the cells of the file are compared with: what its author saw, else what the last import brought."""
        return self.brought if self.shown is None else self.shown

    def returned(self, cells: Mapping[str, Any]) -> Mapping[str, Any]:
        """The `cells` of a file; a part's that stand as they were sent say what its last return brought in them.

        So two people can fill in a copy each: the second return takes nothing away that the first one brought.
        """
        if self.sent is None or self.brought is None or self.sent == self.brought:
            return cells
        return _returned(cells, self.sent, self.brought)


def _returned(cells: Mapping[str, Any], sent: Mapping[str, Any], last: Mapping[str, Any]) -> dict[str, Any]:
    returned = {name: cell for name, cell in cells.items() if cell != sent.get(name)}
    untouched = {name: cell for name, cell in last.items() if cells.get(name) == sent.get(name)}
    nested = {name: _returned(cells[name], sent.get(name, {}), last.get(name, {})) for name in cells.keys() & NESTED}
    return returned | untouched | nested


class Register:
    """Finds problems by number, else by source, unit and title; each is found once."""

    def __init__(
        self,
        known: Iterable[Known],
        numbers: frozenset[str],
        sent: frozenset[str] = frozenset(),
        same: Container[int] = (),
    ) -> None:
        """`numbers` are those that the file names: such problems are known by their number alone.

        `sent` are those that were sent out in this very file, whatever their titles are by now. `same` are the rows
        that bring what the last import of their numbers has brought; their problems need not be among the known.
        """
        self._sent, self._same = sent, same
        self._by_number: dict[str, Known] = {}
        self._taken: dict[str, int] = {}
        self._as_brought = defaultdict[_Key, deque[Known]](deque)
        self._as_they_are = defaultdict[_Key, deque[Known]](deque)
        self._found = set[int]()
        for each in sorted(known, key=lambda each: each.problem.id):
            self._by_number[each.problem.number] = each
            if each.removed or each.problem.number in numbers:
                continue
            self._as_they_are[_key_of(each.problem)].append(each)
            if each.brought is not None:
                self._as_brought[_key_in(each.brought)].append(each)

    def is_same(self, kept: KeptRow) -> bool:
        """Whether a row changes nothing, whatever its problem is by now; its number stands there from then on."""
        if kept.row.number not in self._same or (number := kept.fact("number")) in self._taken:
            return False
        self._taken[number] = kept.row.number
        return True

    def is_new(self, kept: KeptRow) -> bool:
        """Whether a row is new at first sight: it tells nothing but a problem, whose number no other has."""
        number = kept.fact("number")
        if number is None or number in self._taken or number in self._by_number:
            return False
        if kept.reasons or kept.fact("parent_unit") is not None:
            return False
        self._taken[number] = kept.row.number
        return True

    def find(self, read: ReadRow) -> Known | None:
        """The problem that `read` means, or None where it is new.

        Raises Refused where its number stands twice in the file, or belongs to another problem.
        """
        number = read.facts.get("number")
        if number is None:
            return self._next_alike(read)
        if number in self._taken:
            raise Refused(
                _("The number {number} stands in row {row} already.").format(number=number, row=self._taken[number])
            )
        self._taken[number] = read.row.number
        known = self._by_number.get(number)
        if known is not None:
            self._check_same(read, known)
        return known

    def knows_row_of(self, problem: Problem) -> bool:
        """Whether a row was found to mean `problem`."""
        return problem.number in self._taken or problem.id in self._found

    def _next_alike(self, read: ReadRow) -> Known | None:
        """The first problem not found yet that has the row's source, unit and title: as brought, or as they are now."""
        key = _key_in(read.facts)
        for alike in (self._as_brought.get(key), self._as_they_are.get(key)):
            while alike:
                known = alike.popleft()
                if known.problem.id not in self._found:
                    self._found.add(known.problem.id)
                    return known
        return None

    def _check_same(self, read: ReadRow, known: Known) -> None:
        number = known.problem.number
        if known.removed:
            if known.brought is None:
                raise Refused(
                    _("The number {number} was given here to a problem that was undone; it is not used again.").format(
                        number=number
                    )
                )
            return
        if not self._is_same(read, known):
            raise Refused(
                _("The number {number} belongs to another problem here: {title}.").format(
                    number=number, title=known.problem.title
                )
            )

    def _is_same(self, read: ReadRow, known: Known) -> bool:
        brought = known.brought or {}
        if known.problem.number in self._sent:
            return True
        if read.facts.get("title") in {known.problem.title, brought.get("title")}:
            return True
        return read.facts.get("source") in {known.problem.source, brought.get("source")}


def _key_of(problem: Problem) -> _Key:
    return problem.source, problem.unit, problem.title


def _key_in(facts: Mapping[str, Any]) -> _Key:
    source, unit, title = (facts.get(name) for name in _KEY)
    return source, unit, title
