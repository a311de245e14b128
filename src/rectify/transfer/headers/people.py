"""Columns of those who answer that only the columns beside them show to be such. Source: docs/rules.md, "Import"."""

from collections.abc import Sequence

from rectify.transfer.wording import european
from rectify.transfer.wording.headings import folded

_FOREIGN = 2
"""So many headings that only another language has show that a list is written in it."""

_OFFICES = frozenset({"职务", "职位", "现任职务"})


def officer_place(columns: Sequence[tuple[int, str]]) -> int | None:
    """The column of names beside that of offices, in a list in which each answers for what was found of him: 姓名,
    职务; None where there are not both.
    """
    words = {folded(heading): place for place, heading in columns}
    return words.get("姓名") if words.keys() & _OFFICES else None


def foreign_unit_place(headings: Sequence[tuple[int, str]], free: Sequence[tuple[int, str]]) -> int | None:
    """The column headed by a word for an office that means something else in English: Service, beside Statut."""
    words = [(place, folded(heading)) for place, heading in headings]
    if sum(word in european.ONLY for _place, word in words) < _FOREIGN:
        return None
    places = dict(free)
    return next((place for place, word in words if word in european.OFFICES and place in places), None)
