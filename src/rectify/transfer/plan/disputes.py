"""Cells that changed both here and in the file: who decides, and what to report. Source: docs/rules.md, "Import"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rectify.domain.columns import BY_NAME
from rectify.errors import Refused
from rectify.i18n import _, labelled
from rectify.transfer.brought import MEASURES, step_of_field
from rectify.transfer.outcome import Conflict, Side
from rectify.transfer.write.table import MEASURES as STEP_COLUMNS


@dataclass(frozen=True, slots=True)
class Choice:
    """The side that somebody chose who saw the three values of a cell."""

    conflict: Conflict
    side: Side


Choices = Mapping[tuple[int, str], Choice]
"""What was chosen, by the row and the field of the cell."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Which side decides where both have changed a cell."""

    take: Side | None = None
    """The side that decides all cells of which `choices` say nothing."""
    choices: Choices = field(default_factory=dict)

    def of(self, row: int, conflict: Conflict) -> Side | None:
        """The side that decides; None where nobody has said.

        A choice counts for the values that were seen: nothing is overwritten that nobody has looked at.
        """
        choice = self.choices.get((row, conflict.field))
        return choice.side if choice is not None and choice.conflict == conflict else self.take


class Conflicting(Refused):
    """Both sides have changed cells of a row."""

    def __init__(self, conflicts: Sequence[Conflict], *, is_part: bool) -> None:
        super().__init__(" ".join(_conflict(each, is_part=is_part) for each in conflicts))
        self.conflicts = tuple(conflicts)


def _conflict(conflict: Conflict, *, is_part: bool) -> str:
    sentence = (
        _(
            "{field}: both sides have changed it. What was sent was {before}, here it is {here}, the file says {now}; "
            "decide with --take file or --take ledger."
        )
        if is_part
        else _(
            "{field}: both sides have changed it. It was {before}; here it is {here}, the file says {now}; decide with "
            "--take file or --take ledger."
        )
    )
    before, here, now = map(_value_words, (conflict.before, conflict.here, conflict.file))
    return sentence.format(field=_field_words(conflict.field), before=before, here=here, now=now)


def _field_words(name: str) -> str:
    if name == MEASURES:
        return _("Measures")
    if step := step_of_field(name):
        return labelled(_(STEP_COLUMNS[step[0]][0]), step[1])
    return _(BY_NAME[name].heading) if name in BY_NAME else name


def _value_words(value: Any) -> str:
    if value is None:
        return _("nothing")
    return f"“{'; '.join(value) if isinstance(value, Sequence) and not isinstance(value, str) else value}”"
