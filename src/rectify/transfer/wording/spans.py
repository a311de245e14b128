"""How long there is for the work, where a list does not say by which day: 3天, 24小时, 5 working days.

Source: docs/rules.md, "Import".
"""

import re
from math import ceil

_UNITS = {
    "h": "小时|hours?|hrs?|h",
    "wd": "个?工作日|(?:working|business) days?",
    "d": "天|days?|d",
    "w": "周|个?星期|weeks?|w",
    "m": "个月|months?",
}
"""The units of the date grammar, and hours, each as it is written behind a figure."""

_UNIT = re.compile("|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS.items()), re.IGNORECASE)
_SPAN = re.compile(rf"(?P<count>[0-9]{{1,3}})(?:\.0)?\s*(?P<unit>{'|'.join(_UNITS.values())})?", re.IGNORECASE)
_IN_HEADING = re.compile(
    rf"[(（\[【,，/]\s*(?:单位[:：]?\s*)?(?P<unit>{'|'.join(_UNITS.values())})\s*[)）\]】]?$"
    r"|(?P<behind>天(?=数)|小时(?=数)|\b(?:days|hours)\b)",
    re.IGNORECASE,
)
_HOURS_A_DAY = 24

SPAN = "due_span"
"""How long there is, as a phrase, among the facts of a cell that names no deadline."""


def unit_of(heading: str) -> str | None:
    """The unit in which a heading says that it counts, as `as_phrase` takes it: 整改时限（天）, Days to fix."""
    match = _IN_HEADING.search(heading)
    if match is None:
        return None
    return match["unit"] or match["behind"]


def in_full(text: str, unit: str | None) -> str:
    """A span with its unit: 3 under 整改时限（天） is 3天."""
    if unit is None or _UNIT.search(text):
        return text
    return f"{text} {unit}" if unit.isascii() else f"{text}{unit}"


def as_phrase(text: str, unit: str | None) -> str | None:
    """A span as a phrase of the date grammar: 3天 is +3d, 24小时 is +1d; None where the text is none, or has no unit.

    `unit` is that of the heading, for bare figures. Hours are whole days, a day that has begun counts.
    """
    match = _SPAN.fullmatch(text.strip())
    named = _UNIT.fullmatch(match["unit"] or unit or "") if match else None
    if match is None or named is None:
        return None
    count, kind = int(match["count"]), named.lastgroup
    return f"+{ceil(count / _HOURS_A_DAY)}d" if kind == "h" else f"+{count}{kind}"
