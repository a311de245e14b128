"""How text is split for the full-text search, when it is stored and when it is asked for.

A text is split here, not by the database: words of letters and digits are kept whole and found by their beginning; runs
of Chinese become overlapping pairs and their last character, found as phrases. So one or many characters of Chinese
are found wherever they stand, as a plain search for a substring finds them.
"""

from collections.abc import Iterable
from operator import add

from rectify.domain.pieces import is_run, pieces

BREAK = "¶"
"""Stands between two texts of a problem, so that no phrase reaches from one into the next."""


def _pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:]))


def body(texts: Iterable[str | None]) -> str:
    """What the full-text table holds for a problem with these texts."""
    return f" {BREAK} ".join(" ".join(_tokens(text)) for text in texts if text)


def addition(text: str) -> str:
    """What is added to a body when a problem gets one more text."""
    return f" {BREAK} {' '.join(_tokens(text))}"


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for piece in pieces(text):
        if is_run(piece):
            tokens += _pairs(piece)
            tokens.append(piece[-1])
        else:
            tokens.append(piece)
    return tokens


def match_query(text: str) -> str | None:
    """The full-text query that finds `text`, or None when it has nothing that can be searched for.

    The pieces must stand beside each other. The last word may go on, and so may a single last character.
    """
    found = pieces(text)
    if not found:
        return None
    tokens: list[str] = []
    for position, piece in enumerate(found):
        last = position == len(found) - 1
        if not is_run(piece):
            tokens.append(piece)
        elif last and len(piece) > 1:
            tokens += _pairs(piece)
        else:
            tokens += [*_pairs(piece), piece[-1]]
    phrase = " ".join(token.replace('"', '""') for token in tokens)
    open_ended = not is_run(found[-1]) or len(found[-1]) == 1
    return f'"{phrase}"{" *" if open_ended else ""}'
