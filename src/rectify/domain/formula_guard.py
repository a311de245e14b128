"""The apostrophe that keeps spreadsheets from calculating a text in a CSV file. Source: docs/rules.md, "Export"."""

import re

_UNSEEN = "\\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""What may precede a sign, or be stripped on the way to a spreadsheet, so that the sign comes first."""

_GUARDED = re.compile(f"'*(?:[{_UNSEEN}]*[-=+@＝＋－＠]|[\t\r])")
"""A text that needs an apostrophe; behind an apostrophe it needs another, so that `unguarded` restores it."""


def guarded(text: str) -> str:
    """The text with an apostrophe before it, if a spreadsheet would calculate it."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; any other text unchanged."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
