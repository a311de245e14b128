"""The numbers of problems: permanent, unique, sorted the way people count. Source: docs/rules.md, "Words"."""

import re

from rectify.domain.folding import folded

_DIGITS = re.compile(r"([0-9]+)")


def sort_key(number: str) -> str:
    """A text that sorts as the number is meant: CA-2 before CA-10, in any database, without case and width of letters.

    Each run of digits is preceded by its length, so that shorter runs, being smaller numbers, come first.
    """
    parts = _DIGITS.split(folded(number))
    return "".join(_count(part) if position % 2 else part for position, part in enumerate(parts))


def _count(digits: str) -> str:
    significant = digits.lstrip("0") or "0"
    return f"{len(significant):03d}{significant}"


def given(year: int, position: int) -> str:
    """The number rectify gives to the `position`-th problem of a year: 2026-0001, at least four digits."""
    return f"{year}-{position:04d}"


def position_of(number: str, year: int) -> int | None:
    """The position in a number of the form that rectify gives in `year`, or None when it has another form."""
    match = re.fullmatch(rf"{year}-([0-9]{{4,}})", number)
    return int(match[1]) if match else None
