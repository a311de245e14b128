"""All cells of a sheet -> the list in it: where its header stands, of how many rows, and what stands above it.

Source: docs/rules.md, "Import".
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from rectify.domain.facts import clean
from rectify.errors import InvalidInput
from rectify.i18n import N_, _, listed
from rectify.transfer.sheet import Block, Cell, Grid, Row, Sheet, is_blank, letters, text_of
from rectify.transfer.wording.headings import COUNTS, LAST_TITLES, folded
from rectify.transfer.wording.lines import explains_columns
from rectify.transfer.wording.matching import assign, exact_fields_of

Fits = Callable[[Sequence[Cell]], bool]
"""Tells whether a row names the title of a problem, also by the mapping that the user gave."""

_SEARCHED = 200
"""So far down a header is looked for."""

_SPELLED = 20
"""So far down headings are compared that are only spelled much alike, which takes long."""

_MOST_ROWS = 4
"""A header has at most so many rows."""

_FORM_ROWS, _FORM_FIELDS, _FORM_PART = 60, 4, 0.4
"""So many rows are looked at, and so many fields one under another make a form, if they are so much of the column."""

_SEVERAL = 2
"""From so many cells beside each heading on they may be those of several problems."""

_FORM = N_(
    "{file} is a form about one problem: its headings stand one under another ({headings}). Type it in, or put the "
    "headings into one row."
)
_ON_ITS_SIDE = N_(
    "{file} has its headings one under another ({headings}), and its problems side by side. Copy the list and paste it "
    "transposed, so that the headings stand in one row."
)

_LONGEST = 60
"""A heading is no longer than this."""

_CAPTION = re.compile("[:：]|[12][09][0-9]{2}|台账$|清单$|统计表$|一览表$|汇总表$|明细表$")
"""What stands over a whole list, or beside what it says of it, and not over a column."""

_LABELLED = re.compile(r"[^:：]{1,30}[:：]\s*[^\s:：]")
"""A line that says what it is of itself: 整改时限：2026年底前."""

_FIGURE = re.compile(r"[-+]?[0-9][0-9.,/%:\- ]*")

TITLE, LAST_TITLE, KNOWN = 3, 2, 1
"""What a title is worth, one that is only a last resort, and any other field, in a header."""

_FITS, _FEW = 5, 3
"""What it is worth that a row names a title, and not only that among more cells than so many, as a category does."""

_DATA_WEIGHT = 2
"""A row that names a title among cells that are days or figures has to name so many more fields for each of these."""

LEAST = 2
"""The worth of a row that may be a header."""


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a list within a grid."""

    row: int
    """The row that holds most of its headings, as the file numbers it."""
    top: int
    bottom: int
    """Its first and its last row, as positions among the rows."""
    headings: tuple[str, ...]
    parents: Mapping[int, str]
    worth: float
    titled: bool
    """Whether a column is named as a title is."""
    filled: int
    """How many rows below it hold anything, as far as was looked."""
    fields: int = 0
    """How many fields it names."""


class _Top:
    """The upper rows of a grid, with merged cells filled."""

    def __init__(self, grid: Grid) -> None:
        self.rows = grid.rows[:_SEARCHED]
        self.cells = [list(row.cells) for row in self.rows]
        self.width = max(map(len, self.cells), default=0)
        self.cells = [[*cells, *[""] * (self.width - len(cells))] for cells in self.cells]
        self.own = [list(cells) for cells in self.cells]
        places = {row.number: at for at, row in enumerate(self.rows)}
        self.blocks = [block for block in grid.blocks if block.first_row in places]
        self.borrowed = set[tuple[int, int]]()
        """Cells that show what a cell to their left holds."""
        for block in self.blocks:
            _spread(self.cells, block, places)
            reached = (places[number] for number in range(block.first_row, block.last_row + 1) if number in places)
            right = min(block.last_column, self.width)
            self.borrowed |= {(at, place) for at in reached for place in range(block.first_column, right)}
        self.at = places

    def texts(self, at: int) -> list[str]:
        return [clean(text_of(cell)) for cell in self.own[at]]

    def filled(self, at: int) -> int:
        return sum(not is_blank(cell) for cell in self.own[at])


def _spread(cells: list[list[Cell]], block: Block, places: Mapping[int, int]) -> None:
    value = cells[places[block.first_row]][block.first_column - 1 : block.first_column]
    for number in range(block.first_row, block.last_row + 1):
        at = places.get(number)
        if at is not None and value:
            right = min(block.last_column, len(cells[at]))
            cells[at][block.first_column - 1 : right] = value * (right - block.first_column + 1)


def find_header(grid: Grid, fits: Fits) -> Header | None:
    """The header of the list in `grid`; None where no row names what a list of problems has."""
    top = _Top(grid)
    usual = _usual(top)
    for rows, fewest, spelled in ((_SEARCHED, min(2, usual), False), (_SEARCHED, 1, False), (_SPELLED, 2, True)):
        looked = (at for at in range(len(top.rows[:rows])) if _may_head(top, at, fewest))
        worth, at = max(((_worth(top, at, fits, spelled=spelled), -at) for at in looked), default=(0, 0))
        if worth >= LEAST:
            return _extended(top, -at, fits)
    return None


def _may_head(top: _Top, at: int, fewest: int) -> bool:
    """Whether a row has `fewest` cells; a single one is no header where it is the title of a whole list."""
    filled, text = top.filled(at), "".join(top.texts(at))
    alone = not _LABELLED.match(text) if top.width == 1 else not _CAPTION.search(text)
    return filled >= fewest and (filled > 1 or alone)


def check_form(grid: Grid, header: Header | None) -> None:
    """Raise InvalidInput where the headings of `grid` stand one under another, as in a form about one problem."""
    for place in range(max((len(row.cells) for row in grid.rows[:_SEARCHED]), default=0)):
        rows = [
            row.cells for row in grid.rows[:_FORM_ROWS] if place < len(row.cells) and isinstance(row.cells[place], str)
        ]
        rows = [cells for cells in rows if not is_blank(cells[place])]
        texts = [clean(text_of(cells[place])) for cells in rows]
        if len(texts) < _FORM_FIELDS:
            continue
        found = assign(list(enumerate(texts)), {}, {}, set(), spelled_too=False)
        headings = {texts[at] for at, _how in found.values()}
        most = len(found) >= _FORM_FIELDS and sum(text in headings for text in texts) >= _FORM_PART * len(texts)
        if most and "title" in found and (header is None or len(found) > header.fields):
            said = sorted(at for at, _how in found.values())
            beside = [[clean(text_of(cell)) for cell in rows[at][place + 1 :] if not is_blank(cell)] for at in said]
            raise InvalidInput(
                _(_ON_ITS_SIDE if _are_problems(beside) else _FORM).format(
                    file=grid.file, headings=listed(texts[at] for at in said[:5])
                )
            )


def _are_problems(beside: Sequence[Sequence[str]]) -> bool:
    """Whether the cells beside each heading belong to several problems, since few begin another heading of a form."""
    if any(len(texts) < _SEVERAL for texts in beside):
        return False
    return sum(bool(exact_fields_of(texts[1])) for texts in beside) < len(beside) / 2


def first_header(grid: Grid) -> Header | None:
    """The first row that is filled as a header is, whatever it says; None where there is none."""
    top = _Top(grid)
    usual = _usual(top)
    for at in range(len(top.rows)):
        if top.filled(at) >= max(2, 0.6 * usual) and _may_belong(top, at):
            return _extended(top, at, lambda _cells: False)
    return None


def cut(grid: Grid, header: Header, notes: Sequence[str] = ()) -> Sheet:
    """The list below `header`."""
    captions = tuple(text for row in grid.rows[: header.bottom] for cell in row.cells if (text := clean(text_of(cell))))
    width = max(len(row.cells) for row in grid.rows[header.top : header.bottom + 1])
    headings = header.headings[:width] if grid.ragged else header.headings
    body = grid.rows[header.bottom + 1 :]
    if body and _explains(body[0], width):
        body = body[1:]
    return Sheet(
        grid.file,
        grid.name,
        [Row(header.row, list(headings)), *body],
        grid.epoch_1904,
        grid.blocks,
        _too_wide(grid.file, body, width) if grid.ragged else {},
        grid.errors,
        header.parents,
        captions,
        (*grid.notes, *notes),
    )


def _explains(row: Row, width: int) -> bool:
    """Whether the row below the header numbers the columns, or says how to fill them in."""
    texts = [text for cell in row.cells if (text := clean(text_of(cell)))]
    return bool(texts) and explains_columns(texts, width)


def _too_wide(file: str, rows: Sequence[Row], width: int) -> dict[int, str]:
    """Why rows with more cells than the header cannot be taken, by their number."""
    return {
        number: _(
            "{file}, row {row} has {cells} cells, but the header has {columns}: is a comma in a cell without "
            "quotation marks? Correct that row."
        ).format(file=file, row=number, cells=len(cells), columns=width)
        for number, cells in rows
        if len(cells) > width and not all(map(is_blank, cells[width:]))
    }


def _usual(top: _Top) -> int:
    """How many cells a row has as a rule: the number that accounts for most of all cells."""
    counts = Counter(count for at in range(len(top.rows)) if (count := top.filled(at)))
    return max(counts, key=lambda count: (count * counts[count], count), default=0)


def _worth(top: _Top, at: int, fits: Fits, *, spelled: bool) -> float:
    """How much a row looks like a header: what it names, less what no header holds."""
    cells = top.own[at]
    texts = top.texts(at)
    if any(len(text) > 4 * _LONGEST for text in texts):
        return 0
    headings = [(place, text) for place, text in enumerate(texts) if text]
    wrong = sum(_is_data(cell, text) for cell, text in zip(cells, texts, strict=True))
    named = _named(headings, {}, spelled=spelled)
    sure = named > TITLE + _DATA_WEIGHT * wrong or len(headings) <= _FEW
    return named + (_FITS if fits(cells) and sure else 0) - wrong


def _named(headings: Sequence[tuple[int, str]], parents: Mapping[int, str], *, spelled: bool = True) -> float:
    found = assign(headings, parents, {}, set(), spelled_too=spelled)
    worth = sum(0.5 if how == "spelling" else float(KNOWN) for _place, how in found.values())
    if "title" in found:
        return worth + TITLE - KNOWN
    others = any(folded(text) in LAST_TITLES for _place, text in headings)
    return worth + (LAST_TITLE if others else 0)


def _is_data(cell: Cell, text: str) -> bool:
    if isinstance(cell, bool | int | float | date | time | timedelta):
        return True
    return _is_figure(text) or len(text) > _LONGEST


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text) is not None


def _extended(top: _Top, at: int, fits: Fits) -> Header:
    """The header around the row `at`: the rows that cells merged with it reach, else those that name more."""
    first, last = _reach(top, at)
    found = _header(top, first, last, at, fits)
    for above, below in ((1, 0), (0, 1), (0, 2), (1, 1), (2, 0)):
        upper, lower = first - above, last + below
        if upper < 0 or lower >= len(top.rows) or lower - upper >= _MOST_ROWS:
            continue
        if all(_may_belong(top, row) for row in (*range(upper, first), *range(last + 1, lower + 1))):
            wider = _header(top, upper, lower, at, fits)
            if wider.worth > found.worth or (wider.worth == found.worth and _groups(top, upper, first)):
                found = wider
    if found.bottom == last and _goes_on(top, last):
        return _header(top, first, last + 1, at, fits)
    return found


def _goes_on(top: _Top, last: int) -> bool:
    """Whether the row below `last` stands under several groups, and names several columns of each: Was, Wer under
    Korrekturmaßnahme.
    """
    if last + 2 >= len(top.rows) or not _may_belong(top, last + 1):
        return False
    texts = top.texts(last + 1)
    groups = [
        texts[block.first_column - 1 : block.last_column]
        for block in top.blocks
        if block.last_column > block.first_column and top.at[block.first_row] == last == top.at.get(block.last_row)
    ]
    named = [group for group in groups if sum(map(bool, group)) > 1]
    known = sum(bool(exact_fields_of(text)) or folded(text) in COUNTS for group in named for text in group)
    return len(named) > 1 and 2 * known >= sum(len(group) for group in named)


def _groups(top: _Top, upper: int, first: int) -> bool:
    """Whether the row `upper` above `first` heads groups of columns: several of its cells are merged sideways."""
    wide = [block for block in top.blocks if block.last_column > block.first_column]
    return upper < first and sum(top.at[block.first_row] == upper for block in wide) > 1


def _reach(top: _Top, at: int) -> tuple[int, int]:
    """The first and last row of the cells merged downwards that the row `at` has a part in."""
    first = last = at
    for block in top.blocks:
        upper, lower = top.at[block.first_row], top.at.get(block.last_row, len(top.rows))
        if upper <= at <= lower and upper < lower < upper + _MOST_ROWS and lower < len(top.rows):
            if upper >= at and not _may_belong(top, at + 1):
                continue
            first, last = min(first, upper), max(last, lower)
    return first, last


def _may_belong(top: _Top, at: int) -> bool:
    """Whether a row may be one of a header: short words, and no days or figures."""
    filled = [(cell, text) for cell, text in zip(top.own[at], top.texts(at), strict=True) if text]
    return not any(_is_data(cell, text) for cell, text in filled)


def _header(top: _Top, first: int, last: int, at: int, fits: Fits) -> Header:
    texts, parents = [], dict[int, str]()
    for place in range(top.width):
        *over, text = _parts(top, first, last, place) or [_above(top, first, place)]
        texts.append(text)
        if over:
            parents[place] = over[-1]
    headings = [(place, text) for place, text in enumerate(texts) if text]
    worth = _named(headings, parents) + (_FITS if any(fits(top.own[row]) for row in range(first, last + 1)) else 0)
    titled = any(fits(top.own[row]) for row in range(first, last + 1)) or fits(texts)
    filled = sum(top.filled(row) > 0 for row in range(last + 1, len(top.rows)))
    fields = len(assign(headings, parents, {}, set(), spelled_too=False))
    return Header(top.rows[at].number, first, last, tuple(texts), parents, worth, titled, filled, fields)


def _parts(top: _Top, first: int, last: int, place: int) -> list[str]:
    """What stands in a column of the header from above to below, each once."""
    parts, named = list[str](), False
    for row in range(first, last + 1):
        text = clean(text_of(top.cells[row][place]))
        if not text and row < last:
            text = _group(top, row, last, place)
        is_parent = (row, place) in top.borrowed or (row < last and _CAPTION.search(text))
        if text and text not in parts[-1:]:
            parts.append(text)
            named = named or not is_parent
    if not named:
        return []
    return [*(part for part in parts[:-1] if not _CAPTION.search(part)), *parts[-1:]]


def _group(top: _Top, row: int, last: int, place: int) -> str:
    """The heading to the left, which stands over this column too where nothing was merged but a row below goes on."""
    if is_blank(top.cells[last][place]):
        return ""
    left = next((at for at in range(place - 1, -1, -1) if not is_blank(top.cells[row][at])), None)
    if left is None or is_blank(top.cells[last][left]):
        return ""
    return clean(text_of(top.cells[row][left]))


def _above(top: _Top, first: int, place: int) -> str:
    """A heading that stands a row higher than the others: 序号 beside the titles."""
    for row in range(first - 1, max(first - 3, -1), -1):
        text = clean(text_of(top.own[row][place]))
        if text:
            known = folded(text) in COUNTS or assign([(place, text)], {}, {}, set())
            return text if known and not _CAPTION.search(text) else ""
    return ""


def seen(grid: Grid) -> str:
    """What a grid holds instead of a list, for a sentence: the cells of its first row that is filled."""
    header = first_header(grid)
    if header is not None:
        return ", ".join(text or letters(place + 1) for place, text in enumerate(header.headings) if text)
    first = next((row for row in grid.rows if not all(map(is_blank, row.cells))), None)
    return ", ".join(clean(text_of(cell)) for cell in first.cells if not is_blank(cell)) if first else ""
