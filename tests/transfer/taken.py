"""What the fixtures of this folder make of files: where they lie, and what they say by themselves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pytest

from rectify.domain.problem import Measure
from rectify.errors import InvalidInput
from rectify.transfer.headers.layout import Layout, names_title
from rectify.transfer.kept import ReadRow
from rectify.transfer.read.file import read_sheet

CsvFile = Callable[..., Path]
Workbook = Callable[..., Path]


def refusal(path: Path, sheet: str | None = None) -> str:
    """Why the file at `path` is not read."""
    with pytest.raises(InvalidInput) as refused:
        read_sheet(path, sheet, partial(names_title, mapping={}))
    return str(refused.value)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file says, before it is held against a ledger."""

    layout: Layout
    rows: list[ReadRow]
    remarks: list[str]
    steps: Mapping[int, tuple[Measure, ...]]
    """The checklists of which the file tells more than their texts, by row."""

    @property
    def facts(self) -> dict[str, Any]:
        """The facts of the only row."""
        assert len(self.rows) == 1
        return self.rows[0].facts


class Read(Protocol):
    """Reads a file."""

    def __call__(
        self,
        content: str | Path,
        *,
        mapping: Mapping[str, str] = ...,
        source: str | None = None,
        name: str = "list.csv",
    ) -> Taken: ...


def facts(taken: Taken, *names: str) -> list[tuple[Any, ...]]:
    """Some facts of every row."""
    return [tuple(row.facts.get(name) for name in names) for row in taken.rows]
