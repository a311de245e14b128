"""A page in Markdown -> the cells of its tables. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.transfer.read.encoding import decode
from rectify.transfer.read.text import read_bytes
from rectify.transfer.sheet import Block, Grid, Row
from rectify.transfer.wording.matching import assign

_RULE = re.compile(r"\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
"""The line below the headings of a table."""

_PRINTED = re.compile(r"^\S+ \d+ [0-9a-f]{64}\s*$", re.MULTILINE)
"""The last line of what rectify prints: the number and the hash of the last event."""

_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"#{1,6}\s+(?P<text>.*?)\s*#*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = ("**", "__", "~~", "`")
"""What stands around the words of a cell to show them bold, struck out or as code."""


class _Table(NamedTuple):
    captions: tuple[Row, ...]
    """The headings of the page above it."""
    rows: Sequence[Row]
    """The first one holds its headings."""


def read_markdown(path: Path) -> Grid:
    """The table of a page that looks most like a list of problems, with all others that have the same headings; the
    rows are numbered by line. Raises InvalidInput where the file cannot be read, or is a report of rectify itself.
    """
    text, note = decode(path.name, read_bytes(path))
    if _PRINTED.search(text):
        raise InvalidInput(
            _(
                "{file} is a report that rectify printed, no list; import what rectify exported as .xlsx or .csv."
            ).format(file=path.name)
        )
    tables = list(_tables(text.removeprefix("\ufeff").splitlines()))
    if not tables:
        return Grid(path.name, None, [Row(number, [line]) for number, line in enumerate(text.splitlines(), 1)])
    best = max(tables, key=_worth)
    alike = [table for table in tables if _headings(table) == _headings(best)]
    rows, blocks = [*best.captions[: -1 if len(alike) > 1 else None], best.rows[0]], list[Block]()
    for table in alike:
        # The headings of the page over each of them are those of sections, merged across the table.
        sections = table.captions[-1:] if len(alike) > 1 else ()
        blocks += [Block(row.number, 1, row.number, len(best.rows[0].cells)) for row in sections]
        rows += [*sections, *table.rows[1:]]
    left = len(tables) - len(alike)
    told = _("The page has {count} other tables; that in row {row} looks most like a list of problems.")
    notes = [note] if note else []
    notes += [told.format(count=left, row=best.rows[0].number)] if left else []
    return Grid(path.name, None, rows, blocks=tuple(blocks), ragged=True, notes=tuple(notes))


def _headings(table: _Table) -> Sequence[str]:
    return [str(cell) for cell in table.rows[0].cells]


def _worth(table: _Table) -> tuple[bool, int, int]:
    """Whether a table names the title of a problem, how many facts its headings name, and how many rows it has."""
    found = assign(list(enumerate(_headings(table))), {}, {}, set(), spelled_too=False)
    return "title" in found, len(found), len(table.rows)


def _tables(lines: Sequence[str]) -> Iterator[_Table]:
    """The tables of a page, each with the headings that stand above it and below the table before."""
    captions = list[Row]()
    numbered = list(enumerate(map(str.strip, lines), 1))
    for barred, group in groupby(numbered, key=lambda each: "|" in each[1]):
        block = list(group)
        if not barred:
            found = ((number, _HEADING.fullmatch(line)) for number, line in block)
            captions += [Row(number, [match["text"]]) for number, match in found if match]
        elif len(block) > 1 and _RULE.fullmatch(block[1][1]):
            rows = [Row(number, _cells(line)) for number, line in (block[0], *block[2:])]
            yield _Table(tuple(captions), rows)
            captions = []


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [_plain(cell) for cell in _BAR.split(inner)]


def _plain(cell: str) -> str:
    """A cell without what only says how it looks."""
    text = _BREAK.sub("\n", _ESCAPED.sub(r"\1", cell.strip()))
    for mark in _MARKS:
        if len(text) > 2 * len(mark) and text.startswith(mark) and text.endswith(mark) and text.count(mark) == 2:
            text = text[len(mark) : -len(mark)].strip()
    return text
