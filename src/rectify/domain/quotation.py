"""A text that somebody wrote, as a sentence about it repeats it."""

LONGEST = 40
"""Characters that a sentence repeats."""


def shown(text: str) -> str:
    """`text`, not longer than a line, with nothing in it that a terminal obeys."""
    kept = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return kept if kept.isprintable() else "".join(map(_visible, kept))


def _visible(sign: str) -> str:
    if sign.isprintable():
        return sign
    return " " if sign.isspace() else "\ufffd"
