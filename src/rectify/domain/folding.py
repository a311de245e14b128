"""Comparing names and words regardless of case and of full-width letters."""

import unicodedata


def folded(text: str) -> str:
    """`text` for comparison: lower case, with ASCII for the full-width letters and signs of Chinese input."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
