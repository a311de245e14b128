"""A row of which both sides have changed a cell, and what to say of it. Source: docs/rules.md, "Import"."""

from collections.abc import Sequence
from typing import Any

from rectify.domain.columns import BY_NAME
from rectify.errors import Refused
from rectify.i18n import _
from rectify.transfer.brought import MEASURES
from rectify.transfer.outcome import Conflict


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
            "{field}: both sides have changed it. The last import brought {before}, here it is {here}, the file says "
            "{now}; decide with --take file or --take ledger."
        )
    )
    before, here, now = map(_value_words, (conflict.before, conflict.here, conflict.file))
    return sentence.format(field=_field_words(conflict.field), before=before, here=here, now=now)


def _field_words(name: str) -> str:
    if name == MEASURES:
        return _("Measures")
    return _(BY_NAME[name].heading) if name in BY_NAME else name


def _value_words(value: Any) -> str:
    if value is None:
        return _("nothing")
    return f"“{'; '.join(value) if isinstance(value, Sequence) and not isinstance(value, str) else value}”"
