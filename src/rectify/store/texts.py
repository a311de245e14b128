"""How text is split for the full-text search, when it is stored and when it is asked for.

A text is split here, not by the database: words of letters and digits are kept whole and found by their beginning; runs
of Chinese become overlapping pairs and their last character, found as phrases. So one or many characters of Chinese
are found wherever they stand, as a plain search for a substring finds them.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from operator import add

BREAK = "¶"
"""Stands between two texts of a problem, so that no phrase reaches from one into the next."""

# Scripts written without blanks between words: Chinese, kana, Hangul, Thai.
_UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W_{_UNSPACED}]"


@cache
def _piece() -> re.Pattern[str]:
    # Compiled when the first text is split: classes of so many characters take a while.
    return re.compile(rf"[{_UNSPACED}]+|{_LETTER}(?:{_LETTER}|[\u0300-\u036f\u200d])*|[^\w\s]")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]+")


def pieces(text: str) -> list[str]:
    """The runs of Chinese, the words and the symbols of `text`, folded, in their order; punctuation is left out."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return [piece for piece in _piece().findall(folded) if piece.isalnum() or _is_symbol(piece)]


def _is_symbol(piece: str) -> bool:
    # The full-text table cuts at ASCII signs, so they are no words; alone they are searched for as they stand.
    return not piece.isascii() and (unicodedata.category(piece[0]) in {"So", "Sm", "Sc"} or piece[0].isalnum())


def _pairs(run: str) -> list[str]:
    return list(map(add, run, run[1:]))


class _Runs(dict[str, bool]):
    """Whether each letter met so far is of a script without blanks between its words."""

    def __missing__(self, letter: str) -> bool:
        found = self[letter] = _run().match(letter) is not None
        return found


_IN_A_RUN = _Runs()


def body(texts: Iterable[str | None]) -> str:
    """What the full-text table holds for a problem with these texts."""
    return f" {BREAK} ".join(" ".join(_tokens(text)) for text in texts if text)


def addition(text: str) -> str:
    """What is added to a body when a problem gets one more text."""
    return f" {BREAK} {' '.join(_tokens(text))}"


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    for piece in pieces(text):
        if _IN_A_RUN[piece[0]]:
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
        if not _run().match(piece):
            tokens.append(piece)
        elif last and len(piece) > 1:
            tokens += _pairs(piece)
        else:
            tokens += [*_pairs(piece), piece[-1]]
    phrase = " ".join(token.replace('"', '""') for token in tokens)
    open_ended = not _run().match(found[-1]) or len(found[-1]) == 1
    return f'"{phrase}"{" *" if open_ended else ""}'
