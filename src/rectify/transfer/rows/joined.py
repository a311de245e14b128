"""Joining the cells of a problem that takes several rows. Source: docs/rules.md, "Import"."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from rectify.transfer.sheet import Cell, is_blank, text_of
from rectify.transfer.wording.days import later
from rectify.transfer.wording.matching import MEASURE
from rectify.transfer.wording.words import less_finished

TEXTS = frozenset({MEASURE, "description", "extra", "delay_reason", "next_step"})
"""Fields that a further row may add to, where it names no problem."""

_LINES = TEXTS | {"title", "basis"}
_CHOICES: Mapping[str, Callable[[Cell, Cell], Cell | None]] = {
    "due_on": later, "done_on": later, "closed_on": later, "status": less_finished,
}  # fmt: skip


def joined(field: str, above: Cell, below: Cell) -> Cell | None:
    """Both texts, line by line; the later deadline; the word for a status that is less finished; None where only one
    can count, and it is not certain which.
    """
    if field in _LINES:
        return f"{text_of(above)}\n{text_of(below)}"
    choice = _CHOICES.get(field)
    return choice(above, below) if choice else None


def days_undone(
    names: Mapping[int, str], above: Sequence[Cell], below: Sequence[Cell], *, stepped: bool
) -> Iterator[int]:
    """Where days of completion stand that only one of two rows of a problem has, each of which has a status of its own,
    or, where each holds a measure (`stepped`), a deadline: a problem is done when all of it is.
    """
    cells = (above, below)
    own = {name: place for place, name in names.items() if place < min(map(len, cells))}
    apart = ("status", "due_on") if stepped else ("status",)
    if not any(name in own and not any(is_blank(each[own[name]]) for each in cells) for name in apart):
        return
    for name in ("done_on", "closed_on"):
        if name in own and sum(is_blank(each[own[name]]) for each in cells) == 1:
            yield own[name]
