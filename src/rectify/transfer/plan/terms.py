"""The settings of one import, which hold for all its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rectify.domain.problem import Measure
from rectify.domain.status import Situation
from rectify.transfer.kept import KeptRow, ReadRow
from rectify.transfer.plan.disputes import Sides


@dataclass(frozen=True, slots=True)
class Terms:
    """What an import goes by."""

    file: str
    situation: Situation
    immediate_days: int
    sides: Sides = field(default_factory=Sides)
    steps: Mapping[int, Sequence[Measure]] = field(default_factory=dict)
    """The checklists of which the file tells more than their texts, by row."""
    is_part: bool = False
    """Whether the file was sent out to be filled in, so that it is compared with what was sent."""


def note_of(read: ReadRow | KeptRow, terms: Terms) -> str:
    """Which row of which file it is."""
    # What history says is data, so that it reads the same whatever language the importer works in.
    return f"{terms.file}, row {read.row.number}"
