"""Text as a terminal shows it: without control characters, measured in cells, wrapped and cut between characters.

A cell is the width of one Latin letter; a Chinese character takes two.
"""

import re
from unicodedata import category

# Patterns as texts: what few texts need is compiled with the first of them.
_BREAKS = "[ \t]*[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029][\\s\x1c-\x1f]*"
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
PLAIN = re.compile("[ -~\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*")
"""ASCII, one cell wide, and common East Asian characters, two cells wide: safe to show and quick to measure."""
_SIGNS = "·–—‘’“”…←↑→↓"
_WITHOUT_SIGNS = str.maketrans("", "", _SIGNS)
"""Signs one cell wide that are common in the program's own texts."""

_JOINER, _AS_EMOJI = "\u200d", "\ufe0f"
_FIRST_WIDE = "\u2e80"
"""From this character on, nearly all allow a line break before and after them."""
_NO_START = frozenset("，。、；：！？）》」』】〉％…—,.;:!?)]}%’”")
_NO_END = frozenset("（《「『【〈([{‘“")

_JOINED = frozenset({"Mn", "Me", "Cf"})
"""The Unicode categories of characters that combine with the one before."""

ELLIPSIS = "…"


def visible(text: str) -> str:
    """`text` on one line without terminal control: control characters as pictures, line ends as blanks."""
    if PLAIN.fullmatch(text):
        return text
    return re.sub(_UNSAFE, _picture, re.sub(_BREAKS, " ", text))


def visible_lines(text: str) -> str:
    """As `visible`, but line ends and tabs stay."""
    if text.isprintable():
        return text if text.isascii() else re.sub(_UNSAFE, _picture, text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("\t".join(re.sub(_UNSAFE, _picture, part) for part in line.split("\t")) for line in lines)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if code < 0xA0 or 0xD800 <= code <= 0xDFFF else ""


class _Cells(dict[str, int]):
    """The width of each character met so far."""

    def __missing__(self, character: str) -> int:
        cells = self[character] = width(character)
        return cells


def width(text: str) -> int:
    """The width of a visible text, in cells."""
    if text.isascii():
        return len(text)
    if PLAIN.fullmatch(text):
        return _plain_width(text)
    rest = text.translate(_WITHOUT_SIGNS)
    if PLAIN.fullmatch(rest):
        return _plain_width(rest) + len(text) - len(rest)
    from wcwidth import wcswidth  # loads only for other letters

    return max(wcswidth(text), 0)


_CELLS = _Cells()


def _plain_width(text: str) -> int:
    # In UTF-8 the wide letters of plain text have three bytes each, the others one.
    return (len(text.encode()) + len(text)) >> 1


def measured(texts: list[str]) -> tuple[list[str], list[int]]:
    """Many texts, each made `visible`, with its width."""
    together = "".join(texts)
    if together.isascii() and together.isprintable():
        return texts, list(map(len, texts))
    if not PLAIN.fullmatch(together):
        texts = list(map(visible, texts))
        return texts, list(map(width, texts))
    return texts, [(len(text.encode()) + len(text)) >> 1 for text in texts]


def pad(text: str, cells: int) -> str:
    """`text` padded with blanks to `cells` cells."""
    return text + " " * (cells - width(text))


def cut(text: str, cells: int) -> str:
    """`text` in at most `cells` cells: whole, or shortened with an ellipsis."""
    if width(text) <= cells:
        return text
    kept = text[: _fitting(text, cells - 1)].rstrip()
    return kept + ELLIPSIS if width(kept) < cells else ELLIPSIS


def fitted(text: str, cells: int, *, right: bool = False) -> str:
    """`text` in exactly `cells` cells: shortened by `cut`, and padded at its end, or before it."""
    head = cut(text[: 4 * cells], cells)  # of ten thousand characters a cell shows a few dozen
    blank = " " * (cells - width(head))
    return blank + head if right else head + blank


def wrapped(text: str, cells: int, most: int = 6) -> list[str]:
    """`text` in lines of at most `cells` cells, at least 2; what `most` lines do not hold ends in an ellipsis.

    A line ends at a blank, between Chinese characters, or, where neither is near, inside a word. Punctuation that
    closes stays with what it closes.
    """
    lines: list[str] = []
    if PLAIN.fullmatch(text):
        find_end, surely = _plain_end, cells >> 1  # so many letters fit, however wide they are
    else:
        find_end, surely = _end, 0
    while len(text) > surely and (end := find_end(text, cells)) < len(text):
        if len(lines) == most - 1:
            return [*lines, cut(text, cells)]
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return [*lines, text] if text or not lines else lines


def hanging(head: str, text: str, cells: int) -> str:
    """`text` after `head`, in lines of at most `cells` cells; later lines are indented by the width of `head`."""
    room = max(cells - width(head), cells // 4, 2)
    return head + ("\n" + " " * width(head)).join(wrapped(text, room, len(text) + 1))


def _end(text: str, cells: int) -> int:
    """How many characters stand on the first line, not counting the blanks around its end."""
    fitting = _fitting(text, cells)
    return fitting if fitting == len(text) else _break(text, fitting)


def _plain_end(text: str, cells: int) -> int:
    length = len(text)
    if text.isascii():
        return length if length <= cells else _break(text, cells)
    end = cells >> 1
    left = cells - _plain_width(text[:end])
    while left > 1 and end < length:
        more = text[end : end + (left >> 1)]
        left -= _plain_width(more)
        end += len(more)
    if left and end < length and text[end] < _FIRST_WIDE:
        end += 1
    return end if end >= length else _break(text, end)


def _break(text: str, end: int) -> int:
    """The last place up to `end` where a line may break; `end` itself, inside a word, if there is none."""
    if text[: end + 1].isascii():
        blank = text.rfind(" ", 1, end + 1)
        return blank if blank > 0 else end
    after = text[end]
    for place in range(end, 0, -1):
        before = text[place - 1]
        if _may_end(before, after):
            return place
        after = before
    return end


def _fitting(text: str, cells: int) -> int:
    """How many characters fit: at least one, without splitting combined characters."""
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
    wide = before >= _FIRST_WIDE or after >= _FIRST_WIDE
    return wide and after not in _NO_START and before not in _NO_END and before != _JOINER and not _joins(after)


def _joins(character: str) -> bool:
    is_chinese = "\u4e00" <= character <= "\u9fff"  # nearly all that is asked about, and known without a look
    return not is_chinese and category(character) in _JOINED
