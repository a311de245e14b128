"""What is wrong with a screen: borders that do not close, texts cut off, and halves of wide characters."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wcwidth import wcwidth

NARROWEST = 10
"""Columns of the narrowest box; what is narrower, or has gaps above, is drawn of the same lines: a large digit."""


class Box(NamedTuple):
    """The corners of a box, in cells from the upper left of the screen."""

    top: int
    left: int
    right: int


def faults(lines: Sequence[str], columns: int) -> list[str]:
    """What is wrong with the `lines` of a screen that is `columns` cells wide; each with its row, from 1."""
    grid = [_cells(line, columns) for line in lines]
    found = [*_long(lines, columns), *_titles(grid), *_hints(grid)]
    for box in _boxes(grid):
        found += _border(grid, box)
    return [*found, *(f"{row}: {line.strip()}" for row, line in enumerate(lines, 1) if "Traceback" in line)]


def _cells(line: str, columns: int) -> list[str]:
    """The cells of a line; the second cell of a wide character is empty."""
    cells: list[str] = []
    for character in line:
        if (taken := wcwidth(character)) == 0 and cells:
            cells[-1] += character
        else:
            cells += [character, ""][: max(taken, 1)]
    return cells + [" "] * (columns - len(cells))


def _long(lines: Sequence[str], columns: int) -> Iterator[str]:
    for row, line in enumerate(lines, 1):
        if len(_cells(line, 0)) > columns:
            yield f"{row}: longer than the screen"


def _boxes(grid: Sequence[Sequence[str]]) -> Iterator[Box]:
    for top, row in enumerate(grid):
        for left, cell in enumerate(row):
            if cell == "╭" and "╮" in row[left:]:
                right = row.index("╮", left)
                if right - left >= NARROWEST and "  " not in "".join(row[left:right]):
                    yield Box(top, left, right)


def _border(grid: Sequence[Sequence[str]], box: Box) -> Iterator[str]:
    """Where a side of a box does not stand in its column, down to its end or to a box that lies over it."""
    for row in range(box.top + 1, len(grid)):
        left, right = grid[row][box.left], grid[row][box.right]
        if "╭" in (left, right) or "╮" in (left, right):
            return
        if left == "╰":
            if right != "╯":
                yield f"{row + 1}: the box has no lower right corner"
            return
        if "▌" in grid[row][box.left + 4 : box.right]:
            continue  # a message lies over it
        if left not in {"│", "├"} or right not in {"│", "┤"}:
            yield f"{row + 1}: the border of the box is broken"
    yield f"{box.top + 1}: the box has no end"


def _titles(grid: Sequence[Sequence[str]]) -> Iterator[str]:
    """Titles in a line that end where the line does, without a sign that there is more."""
    for box in _boxes(grid):
        text = "".join(grid[box.top][box.left : box.right])
        if not re.search(r"(──|… ?─?)$", text):
            yield f"{box.top + 1}: the title is cut: {text}"
    for row, cells in enumerate(grid):
        text = "".join(cells).rstrip()
        if text.startswith("─") and not re.search(r"[─…]$", text):
            yield f"{row + 1}: the title is cut: {text}"


def _hints(grid: Sequence[Sequence[str]]) -> Iterator[str]:
    """Names of keys that do not end before the screen or the box does."""
    if grid[-1][-1] not in {" ", "─", "╯"}:
        yield f"{len(grid)}: the last key is cut"
    for row, cells in enumerate(grid):
        text = "".join(cells)
        for border in re.findall(r"╰(─[^╭╮╰╯]{8,})╯", text):
            if not border.endswith("─") or "…" in border:
                yield f"{row + 1}: the last key is cut: {border}"
