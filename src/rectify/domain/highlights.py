"""Where the words of a query stand in a text that it found. Source: docs/rules.md, "Query"."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rectify.domain.filter_tree import And, Filter, Or, Word
from rectify.domain.pieces import Piece, is_run, pieces, placed_pieces

Span = tuple[int, int]
"""The start and the end of a highlighted part, as in a slice."""


class Wanted(NamedTuple):
    """A word or phrase of a query."""

    text: str
    pieces: tuple[str, ...]
    """Its pieces; empty if it is all punctuation, which is searched for as it stands."""


def wanted(tree: Filter) -> tuple[Wanted, ...]:
    """The words that a query asks for; not what it excludes, nor the values of fields."""
    return tuple({text: Wanted(text, tuple(pieces(text))) for text in _words(tree)}.values())


def spans(text: str, words: Iterable[Wanted]) -> list[Span]:
    """Where `words` stand in `text`, from left to right; none touches another."""
    found, places = list(placed_pieces(text)), list[Span]()
    for word in words:
        if not word.pieces:
            places += _literal(text, word.text)
        elif len(word.pieces) == 1:
            places += _single(word.pieces[0], found)
        else:
            places += _phrase(word.pieces, found)
    return _merged(sorted(places))


def _words(tree: Filter) -> Iterator[str]:
    match tree:
        case Word(text):
            yield text
        case And(terms) | Or(terms):
            for term in terms:
                yield from _words(term)


def _literal(text: str, sought: str) -> Iterator[Span]:
    at = text.find(sought)
    while at >= 0:
        yield at, at + len(sought)
        at = text.find(sought, at + len(sought))


def _single(sought: str, found: Sequence[Piece]) -> Iterator[Span]:
    """A word matches where one begins with it, a run of Chinese anywhere."""
    for piece in found:
        if not is_run(sought):
            if piece.text.startswith(sought):
                yield piece.starts[0], piece.ends[len(sought) - 1]
            continue
        at = piece.text.find(sought)
        while at >= 0:
            yield piece.starts[at], piece.ends[at + len(sought) - 1]
            at = piece.text.find(sought, at + 1)


def _phrase(sought: Sequence[str], found: Sequence[Piece]) -> Iterator[Span]:
    """Pieces in sequence: the first matches at its end, the last at its beginning, those between as a whole."""
    for at in range(len(found) - len(sought) + 1):
        first, *between, last = found[at : at + len(sought)]
        begins = first.text.endswith(sought[0]) if is_run(sought[0]) else first.text == sought[0]
        if begins and [each.text for each in between] == list(sought[1:-1]) and last.text.startswith(sought[-1]):
            yield first.starts[-len(sought[0])], last.ends[len(sought[-1]) - 1]


def _merged(places: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in places:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
