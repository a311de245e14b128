"""Days of a later inspection, such as 复查日期: they close a problem only if its status says so.

Source: docs/rules.md, "Import".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from rectify.domain.facts import clean
from rectify.domain.problem import ACTIVE
from rectify.transfer.outcome import ColumnMatch
from rectify.transfer.sheet import Sheet, text_of
from rectify.transfer.wording import content
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.words import standing_of

_LOOK = re.compile("(?:整改)?(?:复[检查核验]|核查|回头看)(?!销号|闭[环合]).{0,4}(?:时间|日期|日)")


def is_look(heading: str, parent: str) -> bool:
    """Whether a heading, with what stands over it, is that of days on which the work was only looked at."""
    return any(_LOOK.fullmatch(word) for word in (folded(heading), folded(parent + heading)))


def tells_closed(sheet: Sheet, status: int | None) -> bool:
    """Whether the column of the status, where there is one, says of any problem that it is finished."""
    if status is None:
        return False
    words = {clean(text_of(cell)) for cell in content.column(sheet, status)}
    finished = any((standing := standing_of(word)) and standing.status not in ACTIVE for word in words)
    return finished or content.share_of(sheet, status) is not None


def keep_look(facts: dict[str, Any], extra: dict[str, str], heading: str) -> None:
    """Keep the day of a look beside the facts of a row whose status does not say that it is finished."""
    day = facts.get("closed_on")
    if day is not None and facts.get("status") in {None, *ACTIVE}:
        extra[heading] = day.isoformat()
        facts["closed_on"] = None


def look_among(
    headings: Sequence[tuple[int, str]], matches: Sequence[ColumnMatch], parents: Mapping[int, str]
) -> str | None:
    """The heading of the days of closing, where these are days of a look and nobody said that they are more."""
    for (place, heading), match in zip(headings, matches, strict=True):
        if match.field == "closed_on" and match.how != "map" and is_look(heading, parents.get(place, "")):
            return heading
    return None
