"""What new rows record, column by column: the result of each `NewRow` alone, computed for thousands at once.

Source: docs/rules.md, "Import".
"""

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, NamedTuple

from rectify.domain.deadlines import recorded_due
from rectify.domain.once import once
from rectify.domain.problem import Measure, Status
from rectify.transfer.brought import EXTRA, MEASURES, NO_CELLS, STEP_FACTS, plain, step_cells
from rectify.transfer.kept import KeptRow, columns_of
from rectify.transfer.plan.plan import NewRow
from rectify.transfer.plan.terms import Terms

_Columns = Mapping[str, Sequence[Any]]


class Record(NamedTuple):
    """What a batch of new rows records, in their order."""

    facts: _Columns
    """By name; None where a row does not tell one, and for a number that is to be given."""
    measures: Sequence[tuple[Measure, ...]]
    brought: _Columns
    """The cells as plain values, to be compared with later; None where one is empty."""
    notes: Sequence[str]


def record_of(rows: Sequence[NewRow], terms: Terms) -> Record:
    """What `rows` record."""
    reads = [row.read for row in rows]
    told = columns_of(reads)
    told["status"] = [status or Status.OPEN for status in told.get("status", repeat(None, len(reads)))]
    told.pop("parent_unit", None)
    facts = dict(told) | {"due_on": _dues(told, len(reads), terms.immediate_days)}
    facts["extra"] = [read.extra or None for read in reads]
    brought = brought_columns(told, reads) | _step_columns(reads, terms)
    return Record(facts, _measures(reads, terms), brought, [row.note for row in rows])


def brought_columns(told: _Columns, reads: Sequence[KeptRow]) -> dict[str, Sequence[Any]]:
    """What `reads`, whose facts are `told`, bring, as plain values."""
    cells: dict[str, Sequence[Any]] = {
        name: once(plain, values) for name, values in told.items() if name not in NO_CELLS
    }
    cells[EXTRA] = [read.extra or None for read in reads]
    cells[MEASURES] = [read.measures or None for read in reads]
    return cells


def _step_columns(reads: Sequence[KeptRow], terms: Terms) -> dict[str, Sequence[Any]]:
    cells = [step_cells(terms.steps.get(read.row.number, ())) for read in reads] if terms.steps else []
    return {column: [each.get(column) for each in cells] for column in STEP_FACTS if cells}


def compared_columns(reads: Sequence[KeptRow]) -> dict[str, Sequence[Any]]:
    """What `reads` bring, to be compared with what earlier ones brought; without a column of it the status is open."""
    told = columns_of(reads)
    told.setdefault("status", [Status.OPEN] * len(reads))
    told.pop("parent_unit", None)
    return brought_columns(told, reads)


def _dues(told: _Columns, count: int, immediate_days: int) -> Sequence[Any]:
    modes, dues, found = (told.get(name, [None] * count) for name in ("mode", "due_on", "found_on"))
    return list(map(recorded_due, told["status"], modes, dues, found, repeat(immediate_days)))


def _measures(reads: Sequence[KeptRow], terms: Terms) -> list[tuple[Measure, ...]]:
    texts = once(_steps, [read.measures or () for read in reads])
    if not terms.steps:
        return texts
    return [tuple(terms.steps.get(read.row.number, ())) or found for read, found in zip(reads, texts, strict=True)]


def _steps(texts: tuple[str, ...]) -> tuple[Measure, ...]:
    return tuple(map(Measure, texts))
