"""A status that several looks at the work told one after the other: 第一次复查, 第二次复查.

Source: docs/rules.md, "Import".
"""

import re
from collections.abc import Sequence

from rectify.domain.facts import clean
from rectify.domain.problem import Status
from rectify.transfer.headers.ticks import Choice
from rectify.transfer.sheet import Cell, Sheet, is_blank, text_of
from rectify.transfer.wording.content import tells_status
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.vocabulary import Standing
from rectify.transfer.wording.words import standing_of

_TURN = re.compile("(?:第?[一二三四五1-5]次|[首初再]次)(?=(?:整改|复[查核检验]|检查|核查|督查|验收|回头看))")
"""How headings of one of several looks begin."""


def turns_of(sheet: Sheet, columns: Sequence[tuple[int, str]]) -> tuple[Choice, ...]:
    """Those of the `columns` that tell in turn how far the work was at each look; none where fewer than two do."""
    named = [(place, heading, _whole(sheet, place)) for place, heading in columns]
    rest = {_TURN.sub("", whole) for _place, _heading, whole in named if _TURN.match(whole)}
    found = [
        Choice(place, heading, None)
        for place, heading, whole in named
        if (_TURN.match(whole) or whole in rest) and tells_status(sheet, place)
    ]
    return tuple(found) if len(found) > 1 else ()


def last_told(turns: Sequence[Choice], cells: Sequence[Cell]) -> Standing | None:
    """What the last look says that a row tells of; None where it tells of none, OPEN for words that are unknown."""
    told = [cells[each.place] for each in turns if each.place < len(cells) and not is_blank(cells[each.place])]
    return (standing_of(clean(text_of(told[-1]))) or Standing(Status.OPEN)) if told else None


def _whole(sheet: Sheet, place: int) -> str:
    """What stands over a column, with what stands over that."""
    cells = sheet.rows[0].cells
    own = text_of(cells[place]) if place < len(cells) else ""
    return folded(sheet.parents.get(place, "") + own)
