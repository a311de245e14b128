"""A row as plain values (texts, codes, ISO days), to be compared with what a later import brings.

Source: docs/rules.md, "Import".
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from rectify.domain.columns import COLUMNS
from rectify.domain.problem import Measure, Problem
from rectify.transfer.kept import ReadRow

EXTRA, MEASURES = "extra", "measures"

NO_CELLS = frozenset({"number", "as_error"})
"""Facts that are no cells of their own: the number tells the problem, and an error goes with its status."""

_SENT = (*(column.name for column in COLUMNS if column.imported and column.name != "parent_unit"), "due_text")


def plain(value: Any) -> Any:
    """A fact as JSON holds it: a day as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def brought_in(read: ReadRow) -> dict[str, Any]:
    """What a row brings; what is empty is left out."""
    return _cells(read.facts, read.extra, read.measures or ())


def brought_of(problem: Problem, measures: Iterable[Measure]) -> dict[str, Any]:
    """What a row says that tells all of a problem."""
    facts = {name: getattr(problem, name) for name in _SENT}
    return _cells(facts, problem.extra, [step.text for step in measures])


def _cells(facts: Mapping[str, Any], extra: Mapping[str, Any], measures: Iterable[str]) -> dict[str, Any]:
    cells: dict[str, Any] = {}
    for name, value in facts.items():
        if value is not None and name not in NO_CELLS:
            cells[name] = plain(value)
    if extra:
        cells[EXTRA] = dict(extra)
    if texts := list(measures):
        cells[MEASURES] = texts
    return cells
