"""Two cells of one problem that stands in several rows -> one. Source: docs/rules.md, "Import"."""

from collections.abc import Callable, Mapping

from rectify.transfer.sheet import Cell, text_of
from rectify.transfer.wording.days import later
from rectify.transfer.wording.matching import MEASURE
from rectify.transfer.wording.words import less_finished

TEXTS = frozenset({MEASURE, "description", "extra", "delay_reason", "next_step"})
"""Fields that a further row may add to, where it names no problem."""

_LINES = TEXTS | {"title", "basis"}
_CHOICES: Mapping[str, Callable[[Cell, Cell], Cell | None]] = {"due_on": later, "status": less_finished}


def joined(field: str, above: Cell, below: Cell) -> Cell | None:
    """Both texts, line by line; the later deadline; the word for a status that is less finished; None where only one
    can count, and it is not certain which.
    """
    if field in _LINES:
        return f"{text_of(above)}\n{text_of(below)}"
    choice = _CHOICES.get(field)
    return choice(above, below) if choice else None
