"""The rows of a file that say the same as when they were last imported: nothing more need be read of them.

Source: docs/rules.md, "Import".
"""

from collections.abc import Container, Mapping, Sequence
from typing import NamedTuple

from rectify.domain.problem import Measure
from rectify.service.work import Work
from rectify.store import history, imports
from rectify.store.json_columns import objects
from rectify.transfer.brought import step_cells
from rectify.transfer.kept import KeptRow
from rectify.transfer.plan.record import compared_columns

_STEP = 2000
"""The number of rows that are looked up together."""


class Same(NamedTuple):
    """What is known of rows whose numbers are known."""

    rows: frozenset[int]
    """Those that bring what the last import of their problems did, as the file numbers them."""
    others: frozenset[str]
    """The numbers of problems that other rows name."""


def same_rows(
    work: Work, rows: Sequence[KeptRow], steps: Mapping[int, Sequence[Measure]], apart: Container[str] = ()
) -> Same:
    """Which of `rows` bring the same as last time: cells that are written alike are alike, so that none is opened.

    `steps` are the checklists of which the file tells more than their texts, by row; `apart` are the numbers of
    problems that are compared with something else.
    """
    if imports.has_no_problems(work.recorder.connection):
        return Same(frozenset(), frozenset())
    same, others = set[int](), set[str]()
    undone = history.undone_groups(work.recorder.connection)
    for at in range(0, len(rows), _STEP):
        numbers = {row.row.number: number for row in rows[at : at + _STEP] if (number := row.fact("number"))}
        stored = imports.cells_by_number(work.recorder.connection, list(dict.fromkeys(numbers.values())), undone)
        told = [
            row
            for row in rows[at : at + _STEP]
            if (number := numbers.get(row.row.number, "")) not in apart and stored.get(number) and _is_plain(row, steps)
        ]
        written = objects(compared_columns(told)) if told else []
        same.update(
            row.row.number for row, cells in zip(told, written, strict=True) if cells == stored[numbers[row.row.number]]
        )
        others.update(number for row, number in numbers.items() if row not in same and number in stored)
    return Same(frozenset(same), frozenset(others))


def _is_plain(row: KeptRow, steps: Mapping[int, Sequence[Measure]]) -> bool:
    """Whether a row says nothing but its problem's cells: no reason against it, no unit above its own, and nothing of
    its measures but their texts.
    """
    return not row.reasons and row.fact("parent_unit") is None and not step_cells(steps.get(row.row.number, ()))
