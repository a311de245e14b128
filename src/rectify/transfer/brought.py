"""A row as plain values (texts, codes, ISO days), to be compared with what a later import brings.

Source: docs/rules.md, "Import".
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from rectify.domain.columns import COLUMNS
from rectify.domain.problem import Measure, Problem
from rectify.transfer.kept import ReadRow

EXTRA, MEASURES = "extra", "measures"

NO_CELLS = frozenset({"number", "as_error"})
"""Facts that are no cells of their own: the number tells the problem, and an error goes with its status."""

STEP_FACTS = {"measure_owner": "owner", "measure_due_on": "due_on", "measure_done_on": "done_on"}
"""What a file may tell of a measure beside its text: the column, and the fact of the measure."""

NESTED = frozenset({EXTRA, *STEP_FACTS})
"""What has cells of its own: by column of the file, or by text of the measure."""

_SENT = (*(column.name for column in COLUMNS if column.imported and column.name != "parent_unit"), "due_text")


def plain(value: Any) -> Any:
    """A fact as JSON holds it: a day as ISO text."""
    return value.isoformat() if isinstance(value, date) else value


def brought_in(read: ReadRow, steps: Iterable[Measure] = ()) -> dict[str, Any]:
    """What a row brings, and what it tells of the `steps` of its checklist; what is empty is left out."""
    return _cells(read.facts, read.extra, read.measures or ()) | step_cells(steps)


def brought_of(problem: Problem, measures: Sequence[Measure]) -> dict[str, Any]:
    """What a row says that tells all of a problem."""
    facts = {name: getattr(problem, name) for name in _SENT}
    return _cells(facts, problem.extra, [step.text for step in measures]) | step_cells(measures)


def step_cells(steps: Iterable[Measure]) -> dict[str, dict[str, Any]]:
    """What is told of measures beside their texts, by column and text; what is empty is left out."""
    told = list(steps)
    cells = {
        column: {step.text: plain(value) for step in told if (value := getattr(step, fact)) is not None}
        for column, fact in STEP_FACTS.items()
    }
    return {column: by_text for column, by_text in cells.items() if by_text}


def step_field(column: str, text: str) -> str:
    """The name of such a cell in a report: the column and the text of the measure."""
    return f"{column}: {text}"


def step_of_field(field: str) -> tuple[str, str] | None:
    """The column and the text in such a name; None for that of another cell."""
    column, colon, text = field.partition(": ")
    return (column, text) if colon and column in STEP_FACTS else None


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
