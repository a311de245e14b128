"""Numbers by which programs count their records: they give way to the numbers of the problems.

Source: docs/rules.md, "Import".
"""

import re
from collections.abc import Sequence

from rectify.transfer.sheet import Sheet
from rectify.transfer.wording import content
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.matching import exact_fields_of

_TECHNICAL = frozenset({"objectid", "uuid", "guid", "sysid", "uid"})
"""Headings of numbers that a program counts its records by."""

_KEY = re.compile(r"[A-Z][A-Z0-9]+-\d+")
_CODE = re.compile(r"[A-Za-z]{1,10}[-_/]?\d[\w/-]{0,20}")


def is_technical(sheet: Sheet, headings: Sequence[tuple[int, str]], place: int, heading: str) -> bool:
    """Whether a column only counts the records of a program: _id, and an id beside keys such as CAP-1."""
    if heading.startswith(("_", ":")) or folded(heading) in _TECHNICAL:
        return True
    if folded(heading) != "id":
        return False
    others = [(other, text) for other, text in headings if other != place]
    keys = [content.texts(content.column(sheet, other)) for other, text in others if folded(text) == "key"]
    if any(words and all(map(_KEY.fullmatch, words)) for words in keys):
        return True
    words = content.texts(content.column(sheet, place))
    named = [other for other, text in others if "number" in exact_fields_of(text)]
    codes = (content.texts(content.column(sheet, other)) for other in named)
    told = (each for each in codes if len({*each}) == len(each) >= len(words))
    return all(map(str.isdecimal, words)) and any(all(map(_CODE.fullmatch, each)) for each in told)
