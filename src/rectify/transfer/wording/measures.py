"""A cell of measures -> the measures, one a line or numbered one after another. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Iterator

from rectify.domain.facts import clean
from rectify.transfer.sheet import Cell, text_of
from rectify.transfer.wording.words import is_nothing

_MARKS = (re.compile(r"\d{1,2}[.．、](?!\d)"), re.compile(r"[(（]\d{1,2}[)）]"), re.compile("[①-⑳]"))
"""How the measures in a cell are numbered."""

_ENDS = "；;。"
_LONGEST = 5000
"""Letters: a longer line is a text of its own."""


def measures_in(cell: Cell) -> tuple[str, ...]:
    """The measures of a cell: its lines that say something, those apart that are numbered in one line."""
    lines = (clean(part) for line in text_of(cell).splitlines() for part in _numbered(line))
    return tuple(line for line in lines if not is_nothing(line))


def _numbered(line: str) -> Iterator[str]:
    """The parts of 1.清运；2.扩容; the line itself where it has none."""
    begin, text = 0, line.lstrip()
    mark = next((each for each in _MARKS if each.match(text)), None) if len(line) <= _LONGEST else None
    for match in mark.finditer(line) if mark else ():
        before = line[begin : match.start()].rstrip()
        if before and before[-1] in _ENDS:
            yield before
            begin = match.start()
    yield line[begin:]
