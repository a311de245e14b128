"""Quoting a user's text in a message, and suggesting what it may have meant."""

from collections.abc import Iterable

from rectify.i18n import _

LONGEST = 40
"""The number of characters that are quoted."""


def shown(text: str) -> str:
    """`text`, shortened to fit a line, without terminal control characters."""
    kept = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return kept if kept.isprintable() else "".join(map(_visible, kept))


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """The end of a message about an unknown name: which of `names` it resembles; empty if it resembles none."""
    from difflib import get_close_matches  # loads only for a name that is wrong

    close = get_close_matches(name, list(names), 1)
    return _(" Did you mean {field}?").format(field=close[0]) if close else ""


def _visible(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else "\ufffd"
