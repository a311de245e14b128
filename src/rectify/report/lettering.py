"""Text as a terminal shows it: without control characters, measured in cells, wrapped and cut between characters.

A cell is the width of one Latin letter; a Chinese character takes two.
"""

import re

_BREAKS = re.compile("[ \t]*[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029][\\s\x1c-\x1f]*")
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_JOINER, _AS_EMOJI = "\u200d", "\ufe0f"
_NO_START = frozenset("，。、；：！？）》」』】〉％…—,.;:!?)]}%’”")
_NO_END = frozenset("（《「『【〈([{‘“")

ELLIPSIS = "…"


def visible(text: str) -> str:
    """`text` on one line with nothing in it that steers a terminal: controls as pictures, line ends as blanks."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_picture, _BREAKS.sub(" ", text))


def visible_lines(text: str) -> str:
    """As `visible`, but line ends and tabs stay."""
    if text.isprintable():
        return text if text.isascii() else _UNSAFE.sub(_picture, text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(_UNSAFE.sub(_picture, part) for part in line.split("\t")) for line in lines)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if code < 0xA0 or 0xD800 <= code <= 0xDFFF else ""


class _Cells(dict[str, int]):
    """The cells that each character met so far takes."""

    def __missing__(self, character: str) -> int:
        from wcwidth import wcwidth  # loads only when a text is not plain ASCII

        cells = self[character] = max(wcwidth(character), 0)
        return cells


_CELLS = _Cells()


def width(text: str) -> int:
    """The cells that a visible text takes."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # as above

    return max(wcswidth(text), 0)


def pad(text: str, cells: int) -> str:
    """`text` filled up with blanks to so many cells."""
    return text + " " * (cells - width(text))


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells: whole, or its beginning and an ellipsis."""
    if width(text) <= cells:
        return text
    kept = text[: _fitting(text, cells - 1)].rstrip()
    return kept + ELLIPSIS if width(kept) < cells else ELLIPSIS


def wrapped(text: str, cells: int, most: int = 6) -> list[str]:
    """`text` in lines of at most `cells` cells, at least 2; what `most` lines do not hold ends in an ellipsis.

    A line ends at a blank, between Chinese characters, or, where neither is near, inside a word. Punctuation that
    closes stays with what it closes.
    """
    if text.isascii():
        return _wrapped_ascii(text, cells, most)
    lines: list[str] = []
    while width(text) > cells:
        if len(lines) == most - 1:
            return [*lines, cut(text, cells)]
        end = _line_end(text, cells)
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*lines, text] if text or not lines else lines


def _wrapped_ascii(text: str, cells: int, most: int) -> list[str]:
    lines: list[str] = []
    while len(text) > cells:
        if len(lines) == most - 1:
            return [*lines, cut(text, cells)]
        blank = text.rfind(" ", 1, cells + 1)
        end = blank if blank > 0 else cells
        lines.append(text[:end])
        text = text[end:].lstrip()
    return [*lines, text]


def _line_end(text: str, cells: int) -> int:
    end = _fitting(text, cells)
    if end == len(text):
        return end
    return next((place for place in range(end, 0, -1) if _may_end(text[place - 1], text[place])), end)


def _fitting(text: str, cells: int) -> int:
    """How many characters of `text`, which is wider, fit: at least one, and never a part of what is drawn as one."""
    taken, before = 0, ""
    for place, character in enumerate(text):
        needed = 2 if text[place + 1 : place + 2] == _AS_EMOJI else _CELLS[character]
        if needed and before != _JOINER:
            if taken and taken + needed > cells:
                return place
            taken += needed
        before = character
    return len(text)


def _may_end(before: str, after: str) -> bool:
    if after == " " or before == " ":
        return True
    wide = _CELLS[before] == 2 or _CELLS[after] == 2
    return wide and after not in _NO_START and before not in _NO_END and _CELLS[after] > 0 and before != _JOINER
