"""Charts in block characters: bars, stacked bars, columns and large figures, as plain text."""

from collections.abc import Sequence

BAR = "█"
"""What a bar of whole cells is drawn with."""

_ACROSS = " ▏▎▍▌▋▊▉█"
_UPWARD = " ▁▂▃▄▅▆▇█"
_PARTS = len(_UPWARD) - 1
NOTHING = "·"
"""What stands for zero in a row of columns, so that it is not taken for a little."""


def bar(count: int, most: int, cells: int) -> str:
    """A bar of at most `cells` cells, which `most` fills. Something is never drawn as nothing."""
    if not count or not most:
        return ""
    eighths = max(count * cells * _PARTS // most, 1)
    return _ACROSS[-1] * (eighths // _PARTS) + _ACROSS[eighths % _PARTS].strip()


def stacked(counts: Sequence[int], most: int, cells: int) -> tuple[int, ...]:
    """How many of at most `cells` cells, which a sum of `most` fills, each of `counts` takes in one bar.

    Something takes a cell at least, where there are cells for all.
    """
    total = sum(counts)
    if not total or not most:
        return (0,) * len(counts)
    length = max(total * cells // most, sum(map(bool, counts)))
    shares = [max(count * length // total, 1) if count else 0 for count in counts]
    while sum(shares) > length:
        shares[shares.index(max(shares))] -= 1
    while sum(shares) < length:
        lacking = [count * length - share * total for count, share in zip(counts, shares, strict=True)]
        shares[lacking.index(max(lacking))] += 1
    return tuple(shares)


def columns(counts: Sequence[int], most: int, height: int, width: int = 1, gap: int = 0) -> list[str]:
    """A column for each of `counts`, `width` cells wide and `gap` apart: `height` lines from top to bottom."""
    return [
        (" " * gap).join(_piece(count, most, height, line, width) for count in counts)
        for line in range(height - 1, -1, -1)
    ]


def _piece(count: int, most: int, height: int, line: int, width: int) -> str:
    """What a column shows in a line, counted from the lowest."""
    if not count or not most:
        return (NOTHING if line == 0 else "").center(width)
    eighths = max(count * height * _PARTS // most, 1) - line * _PARTS
    return _UPWARD[min(max(eighths, 0), _PARTS)] * width


LARGE = 3
"""Lines of a large figure, and cells of each of its digits."""

_DIGITS = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "╭─╯", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─╮", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
    NOTHING: ("   ", " · ", "   "),
}


def large(figure: str) -> list[str]:
    """A whole number, or NOTHING, in large digits: LARGE lines."""
    return ["".join(_DIGITS[digit][line] for digit in figure) for line in range(LARGE)]
