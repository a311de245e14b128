"""How text is split for the full-text search, when it is stored and when it is asked for.

A text is split here, not by the database: words of letters and digits are kept whole and found by their beginning; runs
of Chinese become overlapping pairs and their last character, found as phrases. So one or many characters of Chinese
are found wherever they stand, as a plain search for a substring finds them.
"""

from collections.abc import Iterable

from rectify.domain.pieces import is_run, pieces

BREAK = "¶"
"""Separates two texts of a problem, so that no phrase matches across them."""


class _Doubled(dict[int, str]):
    """Each letter met so far, twice with a blank between."""

    def __missing__(self, code: int) -> str:
        found = self[code] = f"{chr(code)} {chr(code)}"
        return found


_DOUBLED = _Doubled()


def _pairs(run: str) -> str:
    """The overlapping pairs of a run, and its last character."""
    # Doubled, 甲乙丙 is 甲 甲乙 乙丙 丙: these are the pairs, behind the first character.
    return run.translate(_DOUBLED)[2:]


def body(texts: Iterable[str | None]) -> str:
    """What the full-text table holds for a problem with these texts."""
    return f" {BREAK} ".join(_tokens(text) for text in texts if text)


def addition(text: str) -> str:
    """What is added to a body when a problem gets one more text."""
    return f" {BREAK} {_tokens(text)}"


def _tokens(text: str) -> str:
    return " ".join([_pairs(piece) if is_run(piece) else piece for piece in pieces(text)])


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
            tokens.append(_pairs(piece)[:-2])
        else:
            tokens.append(_pairs(piece))
    phrase = " ".join(token.replace('"', '""') for token in tokens)
    open_ended = not is_run(found[-1]) or len(found[-1]) == 1
    return f'"{phrase}"{" *" if open_ended else ""}'
