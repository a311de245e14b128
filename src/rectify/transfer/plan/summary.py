"""What a plan would do, row by row, as plain values for reports. Source: docs/rules.md, "Import"."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rectify.domain.columns import BY_NAME
from rectify.domain.facts import clean
from rectify.domain.problem import Measure
from rectify.transfer.brought import EXTRA, MEASURES, STEP_FACTS, plain, step_field
from rectify.transfer.kept import KeptRow
from rectify.transfer.outcome import Added, Changed, FieldChange, StatusReading
from rectify.transfer.plan.plan import ChangedRow, NewRow
from rectify.transfer.sheet import text_of
from rectify.transfer.wording.words import names_status

_SHOWN = frozenset({*(column.name for column in BY_NAME.values() if column.imported), "due_text"})
"""The facts whose changes are told; what else changes follows from them."""


def changed_cells(row: ChangedRow) -> Changed:
    """What a row changes, cell by cell; what follows from moves and counts is left out."""
    problem, new = row.known.problem, dict[str, Any]()
    for step in row.steps:
        new |= step.changes
        if step.measures is not None:
            new[MEASURES] = step.measures
    cells = list[FieldChange]()
    for name, value in new.items():
        if name == EXTRA:
            cells += _changed_extras(problem.extra, value)
        elif name == MEASURES:
            cells += _changed_steps(row.known.measures, value)
        elif name in _SHOWN and getattr(problem, name) != value:
            cells.append(FieldChange(name, plain(getattr(problem, name)), plain(value)))
    return Changed(row.row, problem.number, tuple(cells))


def _changed_steps(old: Sequence[Measure], new: Sequence[Measure]) -> Iterator[FieldChange]:
    before, after = ([step.text for step in steps] for steps in (old, new))
    if before != after:
        yield FieldChange(MEASURES, before, after)
    stood = {step.text: step for step in old}
    for step in new:
        for column, fact in STEP_FACTS.items():
            was, now = (getattr(each, fact) for each in (stood.get(step.text, step), step))
            if was != now:
                yield FieldChange(step_field(column, step.text), plain(was), plain(now))


def _changed_extras(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for heading in dict.fromkeys((*old, *new)):
        if old.get(heading) != new.get(heading):
            yield FieldChange(heading, old.get(heading), new.get(heading))


def added_row(row: NewRow) -> Added:
    """What a new row is called; a row that an undo has taken out of the lists gets the number that it had."""
    number = row.undone.number if row.undone is not None else row.read.fact("number")
    return Added(row.row, str(row.read.fact("title")), number)


def status_readings(rows: Iterable[KeptRow], place: int) -> tuple[StatusReading, ...]:
    """How the cells at `place`, the column of the status, are read, the most frequent first."""
    told = Counter(
        (row.row.cells[place] if place < len(row.row.cells) else "", row.fact("status"))
        for row in rows
        if not row.reasons
    )
    found = Counter[tuple[str, str]]()
    for (cell, status), count in told.items():
        if status is not None:
            found[clean(text_of(cell)) or "", str(status)] += count
    return tuple(
        StatusReading(word, status, count)
        for (word, status), count in found.most_common()
        if not names_status(word, status)
    )
