"""Splitting a text for the search: words of letters and digits, runs of Chinese, symbols.

A word is found by its beginning, a run of Chinese at any place in it. Source: docs/rules.md, "Query".
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# Scripts written without blanks between words: Chinese, kana, Hangul, Thai.
_UNSPACED = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\u0e00-\u0e7f\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W_{_UNSPACED}]"
_POINTS = "、。《》“”‘’…—·"
"""The punctuation that Chinese is full of: it is passed over before anybody looks whether it counts."""

_WIDE = (("，", ","), ("：", ":"), ("；", ";"), ("（", "("), ("）", ")"), ("！", "!"), ("？", "?"))
"""Full-width punctuation with what folding makes of it: texts without it are folded much faster."""
_ASCII_WORD = re.compile("[a-z0-9]+")
"""All that there is in a text of ASCII alone, found in less than half the time."""

_CLUSTER = re.compile("(?s:.)[\u0300-\u036f]*")


class Piece(NamedTuple):
    """A piece of a text, folded, and where it stands: each of its letters begins and ends at a place of that text."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@cache
def _piece() -> re.Pattern[str]:
    # Compiled when the first text is split: classes of so many characters take a while.
    return re.compile(rf"[{_UNSPACED}]+|{_LETTER}(?:{_LETTER}+|[\u0300-\u036f\u200d])*|[^\w\s\0-\x7f{_POINTS}]")


@cache
def _run() -> re.Pattern[str]:
    return re.compile(rf"[{_UNSPACED}]+")


class _Runs(dict[str, bool]):
    """Whether each letter met so far is of a script without blanks between its words."""

    def __missing__(self, letter: str) -> bool:
        found = self[letter] = _run().match(letter) is not None
        return found


_IN_A_RUN = _Runs()


def pieces(text: str) -> list[str]:
    """The runs of Chinese, the words and the symbols of `text`, folded, in their order; punctuation is left out."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return [piece for piece in _piece().findall(_folded(text)) if piece.isalnum() or _is_symbol(piece)]


def placed_pieces(text: str) -> Iterator[Piece]:
    """The same pieces with the places that they have in `text`."""
    folded, starts, ends = "", list[int](), list[int]()
    for cluster in _CLUSTER.finditer(text):
        letters = _folded(cluster[0])
        folded += letters
        starts += [cluster.start()] * len(letters)
        ends += [cluster.end()] * len(letters)
    for found in _piece().finditer(folded):
        if found[0].isalnum() or _is_symbol(found[0]):
            yield Piece(found[0], tuple(starts[slice(*found.span())]), tuple(ends[slice(*found.span())]))


def is_run(piece: str) -> bool:
    """Whether a piece is of a script without blanks between its words."""
    return _IN_A_RUN[piece[0]]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return unicodedata.normalize("NFKC", text).casefold()


def _is_symbol(piece: str) -> bool:
    # The full-text table cuts at ASCII signs, so they are no words; alone they are searched for as they stand.
    return not piece.isascii() and (unicodedata.category(piece[0]) in {"So", "Sm", "Sc"} or piece[0].isalnum())
