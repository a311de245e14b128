"""Columns that only their neighbours show to be deadlines. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Mapping, Sequence

from rectify.transfer.sheet import Sheet
from rectify.transfer.wording import content
from rectify.transfer.wording.headings import folded
from rectify.transfer.wording.matching import exact_fields_of
from rectify.transfer.wording.phrases import FIRST_AID, LOOKS_AGAIN
from rectify.transfer.wording.shapes import NOTICE, NOTICE_ANSWERED
from rectify.transfer.wording.spans import as_phrase, unit_of

_CHANGED = re.compile("^(?:new|revised|rev|extended|amended)|(?:revised|extended|amended|extension)$")
"""How the folded headings begin, or end, of days that were put off."""

_LATEST = re.compile("(?:current|latest|revised|new|amended)date")
_FIRST = re.compile("(?:original|orig|initial|baseline|first)date")
"""Folded headings of a deadline that was moved, neither of which says by itself what the day is of."""

_HOW_LONG = re.compile(
    "^(?:整改|限期|办理|处理|处置|完成|时限|期限)+天数|^(?:days|hours|time) (?:allowed |given )?(?:to|for) "
    r"(?:fix|close|correct|resolve|resolution|complete|remediate|rectify|repair|closure|completion|action)\b"
    r"|^sla\b(?!.*(?:left|remain|over|elapsed|breach|actual))",
    re.IGNORECASE,
)
"""Headings of how long there is that are not those of a deadline too."""

_ANSWER = re.compile(r"\brespon[sd]|\brepl(?:y|ies)|\banswer", re.IGNORECASE)
_DUE = re.compile(r"\bdue\b|deadline|\btarget", re.IGNORECASE)
_NO_WORK = re.compile(
    rf"{_ANSWER.pattern}|^{FIRST_AID.pattern}|\b{LOOKS_AGAIN}|investigat|root.?cause|payment|fee", re.IGNORECASE
)
"""Headings of days on which an answer is due, and of those on which something else than the work is."""


def is_put_off(headings: Sequence[tuple[int, str]], place: int) -> bool:
    """Whether a day under the heading at `place` was put off in another column: Completion Date beside Revised
    Completion Date; nobody puts off a day on which the work was done.
    """
    mine = folded(dict(headings)[place])
    others = (folded(heading) for other, heading in headings if other != place)
    return bool(mine) and any(_CHANGED.search(word) and _CHANGED.sub("", word) == mine for word in others)


def latest_place(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The column of days called current beside that of original ones; None where there are not both."""
    first = [place for place, heading in free if _FIRST.fullmatch(folded(heading))]
    latest = [place for place, heading in free if _LATEST.fullmatch(folded(heading))]
    both = len(first) == len(latest) == 1 and all(content.holds_days(sheet, place) for place in (*first, *latest))
    return latest[0] if both else None


def work_place(sheet: Sheet, place: int, free: Sequence[tuple[int, str]], headings: Mapping[int, str]) -> int | None:
    """The one other column of days for which something is due, where the deadline at `place` is that of an answer:
    PCA Due beside Response Due; a first correction, a check of the effect and a look at the work are no such work.
    """
    if not _ANSWER.search(headings[place]):
        return None
    found = [
        other
        for other, heading in free
        if _DUE.search(heading) and not _NO_WORK.search(heading) and content.holds_days(sheet, other)
    ]
    return found[0] if len(found) == 1 else None


def span_place(sheet: Sheet, free: Sequence[tuple[int, str]]) -> int | None:
    """The one column that says how long there is, in units that it tells; None where there is none, or several."""
    found = [
        place
        for place, heading in free
        if content.is_span(sheet, place)
        and ("due_on" in exact_fields_of(heading, sheet.parents.get(place, "")) or _HOW_LONG.search(heading))
        and all(as_phrase(text, unit_of(heading)) for text in content.texts(content.column(sheet, place)))
    ]
    return found[0] if len(found) == 1 else None


def is_notice(sheet: Sheet, place: int, heading: str, titled: int | None) -> bool:
    """Whether the list stands in a notice that asks for the work, where each row has its day: 整改时间."""
    above = " ".join((*sheet.captions, sheet.name or ""))
    if not NOTICE.search(above) or NOTICE_ANSWERED.search(above) or heading.startswith(("实际", "已")):
        return False
    titles = content.column(sheet, titled) if titled is not None else []
    return len(content.column(sheet, place)) >= len(titles) and content.holds_days(sheet, place)
