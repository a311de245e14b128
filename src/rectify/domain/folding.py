"""When two names or words are the same: whatever the case of their letters, and however wide they were typed."""

import unicodedata


def folded(text: str) -> str:
    """`text` as it is compared: in lower case, with ASCII for the full-width letters and signs of Chinese input."""
    return text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
