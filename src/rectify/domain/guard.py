"""The apostrophe that keeps a spreadsheet from calculating a text of a CSV file. Source: docs/rules.md, "Export"."""

import re

_UNSEEN = "\\s\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""What may stand before a sign, or be taken out on the way to a spreadsheet, so that the sign comes first."""

_GUARDED = re.compile(f"'*(?:[{_UNSEEN}]*[-=+@＝＋－＠]|[\t\r])")
"""What an apostrophe is put before; one more of them before such a text, so that taking one away gives it back."""


def guarded(text: str) -> str:
    """A text that a spreadsheet shows instead of calculating it."""
    return f"'{text}" if _GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; any other text as it is."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text
