"""Columns of people that only the columns beside them show to be those who answer. Source: docs/rules.md, "Import"."""

from collections.abc import Sequence

from rectify.transfer.wording.headings import folded

_OFFICES = frozenset({"职务", "职位", "现任职务"})


def officer_place(columns: Sequence[tuple[int, str]]) -> int | None:
    """The column of names beside that of offices, in a list in which each answers for what was found of him: 姓名,
    职务; None where there are not both.
    """
    words = {folded(heading): place for place, heading in columns}
    return words.get("姓名") if words.keys() & _OFFICES else None
