"""The rows below a header -> one row for each problem: cells unmerged, rows of a problem joined, others left out."""

from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain

from rectify.domain.facts import clean
from rectify.i18n import _
from rectify.transfer.headers.layout import Layout
from rectify.transfer.rows.joined import TEXTS, days_undone, joined
from rectify.transfer.rows.merged import Cover, covers_of
from rectify.transfer.rows.numbering import numbering_of
from rectify.transfer.rows.pending import Pending, State, StepCells
from rectify.transfer.rows.remarks import Remarks
from rectify.transfer.rows.sections import Sections
from rectify.transfer.rows.strangers import Strangers
from rectify.transfer.sheet import Cell, Row, Sheet, is_blank, text_of
from rectify.transfer.wording.lines import (
    CODE,
    COUNT,
    MINOR,
    NO_PROBLEM,
    NOTE,
    SIGNED,
    TOTAL,
    explains_columns,
    fits,
    is_figure,
    is_signature,
    is_total_of,
    says_nothing,
)
from rectify.transfer.wording.matching import MEASURE
from rectify.transfer.wording.traditional import simplified

_LONGEST_NUMBER = 60
_LONGEST_RUN = 2000
_FULL = 5
"""A row with so many cells, the title among them, is no note."""
_SUSPECT = frozenset("合总小共累TtSsGg#注说备附填编制审示样例")
"""How totals, notes and examples begin."""

_WORDY = frozenset({"status", "severity", "mode", "next_review_on"})
"""Fields that a form fills in beforehand; a row that holds nothing else is none."""

_OF_GROUPS = frozenset({"unit", "parent_unit", "source", "category"})
"""Fields that a list may write once for several problems."""

_OF_STEPS = ("owner", "due_on", "done_on")
"""What each row of a problem may say of a measure of its own."""

_ANCHORS = frozenset({"unit", "owner", "lead", "due_on", "found_on", "done_on", "closed_on"})
"""Fields that a row of no problem has not."""

_BESIDE_LIST = 2
"""A row with no more cells and no number stands beside the list, as a signature does, where each problem has one."""

_NUMBERED_ROWS = 0.95
"""Where more of the rows have a number, one without that shares a merged cell belongs to the row above."""


def left_out(heading: str, cell: Cell) -> str:
    """What is said of a cell of a further row that does not count."""
    return _(NO_PROBLEM["left"]).format(column=heading, text=text_of(cell).strip()[:40])


class Body:
    """Takes the rows of one sheet for problems."""

    def __init__(self, sheet: Sheet, layout: Layout, remarks: Remarks) -> None:
        self._layout, self._remarks = layout, remarks
        self._headings = dict(layout.headings)
        self._header = [clean(text_of(cell)) for cell in sheet.rows[0].cells] if sheet.rows else []
        self._captions = frozenset(sheet.captions)
        self._width = max((place + 1 for place in self._headings), default=0)
        self._title = layout.places["title"]
        self._number = layout.places.get("number")
        numbering = numbering_of(sheet, layout)
        self._count, self._counted = numbering.place, numbering.of_each
        self._names = {place: name for name, place in layout.places.items()}
        self._first = min(self._headings, default=0)
        self._covers, wide = covers_of(sheet, self._width)
        self._sections = Sections(sheet, layout, numbering, wide)
        self._numbered = self._is_numbered(sheet)
        self._begun = Sections.above(sheet)
        self.sections = dict[int, str]()
        """What section each row of a problem stands in, by its number."""
        self.steps = dict[int, list[StepCells]]()
        """What the rows of a problem say of their measures, where it differs, by the number of the first one."""
        self.strangers = Strangers(self._names, self._header)

    def rows(self, rows: Iterable[Row]) -> Iterator[Row]:
        """One row for each problem, under the number of its first one."""
        return chain.from_iterable(self.runs(rows))

    def runs(self, rows: Iterable[Row]) -> Iterator[list[Row]]:
        """The same rows in runs: those so far are told before a row is looked at that is no problem at first sight."""
        state, run = State([*self._begun]), list[Row]()
        pending: Pending | None = None
        for row in rows:
            own = [
                place
                for place, cell in enumerate(row.cells)
                if cell.__class__ is not str or (cell and not cell.isspace())
            ]
            if not own:
                continue
            strange = self.strangers.has(row, own)
            plain = not strange and self._is_plain(row, own, state)
            if not plain or len(run) == _LONGEST_RUN:
                yield run
                run = []
            if plain:
                after: Pending | None = Pending(row, row.cells, row.number)
            else:
                after = self._strange(row) if strange else self._after(row, own, state, pending)
            if pending is not None and after is not pending:
                run.append(self._whole(pending))
            pending = after
        yield run if pending is None else [*run, self._whole(pending)]

    def _whole(self, pending: Pending) -> Row:
        """The rows of a problem as one."""
        told = [name for name in _OF_STEPS if len({text_of(each.told.get(name, "")) for each in pending.steps}) > 1]
        if told:
            self.steps[pending.row.number] = [
                each._replace(told={name: each.told[name] for name in told if name in each.told})
                for each in pending.steps
            ]
        return pending.whole()

    def _strange(self, row: Row) -> Pending | None:
        return Pending(row, row.cells, row.number) if row.number in self.strangers.reasons else None

    def _after(self, row: Row, own: Sequence[int], state: State, pending: Pending | None) -> Pending | None:
        """The problem whose rows may not all have been seen, once a row is looked at that is none at first sight."""
        covers = self._covering(row)
        is_none = self._is_none(row, own, covers, state)
        state.first = False
        if is_none:
            return pending
        if pending is not None and self._goes_on(row, own, covers, pending):
            self._join(pending, row, own)
            return pending
        return self._take(row, own, covers, state, pending) or pending

    def _is_plain(self, row: Row, own: Sequence[int], state: State) -> bool:
        """Whether a row is a problem at first sight, as nearly all of a long list are."""
        cells, title = row.cells, self._title
        if len(own) < _FULL or state.first or state.noting or state.section or row.number in self._covers:
            return False
        if len(cells) <= title or says_nothing(cells[title]) or cells[title] == self._header[title]:
            return False
        first = cells[own[0]]
        if own[0] == title or (own[0] != self._count and self._is_of_group(own)):
            return False
        return not isinstance(first, str) or first[:1] not in _SUSPECT

    # What is no problem.

    def _is_none(self, row: Row, own: Sequence[int], covers: Sequence[Cover], state: State) -> bool:
        first = row.cells[own[0]]
        text = simplified(first.strip()) if isinstance(first, str) else ""
        texts = [text_of(row.cells[place]).strip() for place in own] if state.first else []
        if self._repeats_header(row, own) or (texts and explains_columns(texts, len(self._headings))):
            return True
        if text and len(own) <= 2 and self._is_comment(text, own):
            return True
        if state.noting and self._is_still_note(row, own):
            self._remarks.add(_(NO_PROBLEM["note"]), row.number)
            return True
        state.noting = False
        if text and self._is_note(row, own, text, state):
            self._remarks.add(_(NO_PROBLEM["note"]), row.number)
            return True
        section = self._sections.heading(row, own, covers)
        if section:
            self._remarks.add(_(NO_PROBLEM["section"]), row.number)
            state.section = [*state.section[:1], section] if MINOR.match(section) and state.section else [section]
            return True
        return False

    def _repeats_header(self, row: Row, own: Sequence[int]) -> bool:
        cells, title = row.cells, self._title
        if len(cells) > title and cells[title] == self._header[title]:
            same = sum(place < len(self._header) and text_of(cells[place]) == self._header[place] for place in own)
            return same >= max(1, 0.6 * len(own))
        if len(own) > 4 or not self._captions:
            return False
        texts = [clean(text_of(cells[place])) for place in own]
        return all(text in self._captions and not text.isdecimal() for text in texts)

    def _is_comment(self, text: str, own: Sequence[int]) -> bool:
        return text.startswith("#") and len(self._headings) > len(own) and own[0] == self._first

    def _is_still_note(self, row: Row, own: Sequence[int]) -> bool:
        coded = len(own) > 1 or CODE.fullmatch(text_of(row.cells[own[0]]).strip())
        return len(own) < 3 and not (coded and self._is_numbered_row(row))

    def _is_note(self, row: Row, own: Sequence[int], text: str, state: State) -> bool:
        if self._is_total(row, own):
            return True
        if len(own) < 4 and not self._is_numbered_row(row) and self._is_signature(row, own, text):
            return True
        if NOTE.fullmatch(text) and (self._title not in own or len(own) <= 2):
            state.noting = True
            return True
        return False

    def _is_total(self, row: Row, own: Sequence[int]) -> bool:
        """Whether the first cell or the title says that this is a total, which has no deadline and nobody to meet it;
        one of something, as 甲镇小计, has no number either.
        """
        for place in {own[0], self._title} & {*own}:
            text = simplified(text_of(row.cells[place]).strip())
            others = [other for other in own if other != place]
            if TOTAL.fullmatch(text) and not self._fitting(row, others, _ANCHORS - _OF_GROUPS):
                return self._title not in others or is_figure(row.cells[self._title])
            numbered = self._title in own and (self._number in others or self._count in others)
            if not numbered and is_total_of(text, [row.cells[other] for other in others]):
                return True
        return False

    def _is_signature(self, row: Row, own: Sequence[int], text: str) -> bool:
        fitting = self._title in own and self._fitting(row, own[1:], _ANCHORS)
        return is_signature(text, [row.cells[place] for place in own[1:]], fitting=fitting)

    def _fitting(self, row: Row, own: Sequence[int], wanted: Set[str]) -> bool:
        """Whether a column of one of the `wanted` fields holds what it asks for."""
        named = ((self._names.get(place), row.cells[place]) for place in own)
        return any(name in wanted and fits(name, cell) for name, cell in named)

    # One problem in several rows.

    def _goes_on(self, row: Row, own: Sequence[int], covers: Sequence[Cover], pending: Pending) -> bool:
        """Whether a row belongs to the problem of the row above."""
        if self._is_numbered_row(row):
            return False
        above = {cover.place for cover in covers if cover.first_row >= pending.row.number}
        if self._title in above:
            return True
        if self._title in own:
            shared = {cover.place for cover in covers if cover.first_row <= pending.last}
            return self._numbered and self._may_share(shared)
        if self._adds_measure(own):
            return True
        marks = {place for place in (self._number, self._count) if place is not None}
        if marks & above:
            return True
        return bool(marks) and all(self._is_text(place) for place in own)

    def _adds_measure(self, own: Sequence[int]) -> bool:
        """Whether a row without a count or a number, where problems have one, tells a measure, and nothing of what is
        wrong.
        """
        names = {self._names.get(place) for place in own}
        marked = self._count is not None or self._number is not None
        return marked and MEASURE in names and "description" not in names

    def _may_share(self, above: set[int]) -> bool:
        return any(self._names.get(place) not in {"unit", "parent_unit", "owner", "lead", "source"} for place in above)

    def _is_text(self, place: int) -> bool:
        return self._names.get(place, "extra") in TEXTS

    def _join(self, pending: Pending, row: Row, own: Sequence[int]) -> None:
        cells, added = list(pending.cells), False
        covers = self._covering(row)
        covered = {cover.place for cover in covers}
        stepped = self._layout.places.get(MEASURE) in own
        undone = [*days_undone(self._names, cells, row.cells, stepped=stepped)]
        undone = [place for place in undone if place not in covered]
        if stepped:
            pending.steps = pending.steps or [self._step_cells(pending.row.number, cells)]
            pending.steps.append(self._step_cells(row.number, self._filled(list(row.cells), covers)))
        pending.cells = cells
        for place in own:
            cell = row.cells[place]
            if place >= self._width:
                continue
            if place >= len(cells):
                cells += [""] * (place + 1 - len(cells))
            if is_blank(cells[place]):
                cells[place] = cell
            elif text_of(cells[place]).strip() != text_of(cell).strip():
                self._add(cells, place, cell, row.number, stepped=stepped)
            added = True
        for place in undone:
            if not (stepped and self._names[place] in _OF_STEPS):
                self._leave_out(place, cells[place], row.number)
            cells[place] = ""
        pending.last = row.number
        if added:
            self._remarks.add(_(NO_PROBLEM["joined"]), row.number)

    def _covering(self, row: Row) -> Sequence[Cover]:
        return self._covers.get(row.number, ())

    def _step_cells(self, number: int, cells: Sequence[Cell]) -> StepCells:
        """What the cells of one row say of the measures in it."""
        places = {name: self._layout.places[name] for name in (MEASURE, *_OF_STEPS) if name in self._layout.places}
        told = {name: cells[place] for name, place in places.items() if place < len(cells)}
        return StepCells(
            number, told.pop(MEASURE, ""), {name: cell for name, cell in told.items() if not is_blank(cell)}
        )

    def _add(self, cells: list[Cell], place: int, cell: Cell, number: int, *, stepped: bool) -> None:
        """Add a cell of a further row, or say that it was left out; what it says of its own measure is not."""
        name = self._names.get(place, "extra")
        together = joined(name, cells[place], cell)
        if together is not None:
            cells[place] = together
        elif not (stepped and name in _OF_STEPS):
            self._leave_out(place, cell, number)

    def _leave_out(self, place: int, cell: Cell, number: int) -> None:
        self._remarks.add(left_out(self._headings.get(place, ""), cell), number)

    # A row of a problem.

    def _take(
        self, row: Row, own: Sequence[int], covers: Sequence[Cover], state: State, above: Pending | None
    ) -> Pending | None:
        cells = row.cells
        if covers:
            cells = self._filled(list(row.cells), covers)
        elif above is not None and self._is_of_group(own):
            cells = self._grouped(row, above)
        blank = len(cells) <= self._title or is_blank(cells[self._title])
        if not blank and says_nothing(cells[self._title]):
            self._remarks.add(_(NO_PROBLEM["untitled"]), row.number)
            return None
        if blank:
            named = self._titled(row, list(cells), own)
            if named is None:
                return None
            cells = named
        if state.section:
            self.sections[row.number] = " / ".join(state.section)
        return Pending(row, list(cells), row.number)

    def _is_of_group(self, own: Sequence[int]) -> bool:
        """Whether a row names a problem, but has no number where the rows are counted: it goes on with a group."""
        return self._number is None and self._count is not None and self._count not in own and self._title in own

    def _grouped(self, row: Row, above: Pending) -> list[Cell]:
        """The cells of a row with what the row above says of a whole group of problems."""
        cells = [*row.cells, *[""] * (self._width - len(row.cells))]
        for place, name in self._names.items():
            if name in _OF_GROUPS and is_blank(cells[place]) and place < len(above.cells):
                cells[place] = above.cells[place]
                if not is_blank(cells[place]):
                    sentence = _(NO_PROBLEM["grouped"]).format(column=self._headings[place])
                    self._remarks.add(sentence, row.number)
        return cells

    def _filled(self, cells: list[Cell], covers: Sequence[Cover]) -> list[Cell]:
        for cover in covers:
            if cover.place == self._number:
                continue
            if cover.place >= len(cells):
                cells += [""] * (cover.place + 1 - len(cells))
            if is_blank(cells[cover.place]):
                cells[cover.place] = cover.value
        return cells

    def _titled(self, row: Row, cells: list[Cell], own: Sequence[int]) -> list[Cell] | None:
        """The cells of a row without a title, with one where another column gives it; None where it is no problem."""
        names = {self._names.get(place, "extra") for place in own if place != self._count}
        if names <= _WORDY | {"number"}:
            number = text_of(cells[self._number]).strip() if self._number in own and self._number is not None else ""
            if number and len(number) <= _LONGEST_NUMBER and not COUNT.fullmatch(number):
                return cells
            self._remarks.add(_(NO_PROBLEM["counted"]), row.number)
            return None
        if self._counted and len(own) <= _BESIDE_LIST and not self._is_numbered_row(row):
            self._remarks.add(_(NO_PROBLEM["untitled"]), row.number)
            return None
        place = self._best_text(cells, own)
        if names & _ANCHORS or ("number" in names and place is not None):
            if place is not None:
                cells += [""] * (self._title + 1 - len(cells))
                cells[self._title] = cells[place]
                sentence = _(NO_PROBLEM["titled"]).format(column=self._headings[place])
                self._remarks.add(sentence, row.number)
            return cells
        self._remarks.add(_(NO_PROBLEM["untitled"]), row.number)
        return None

    def _best_text(self, cells: Sequence[Cell], own: Sequence[int]) -> int | None:
        """The text of a row that comes closest to a title: its description, else what stands beside the title."""
        described = self._layout.places.get("description")
        if described in own:
            return described
        texts = [
            place
            for place in own
            if place in self._headings
            and place != self._count
            and self._names.get(place, "extra") in {"extra", "category", MEASURE, "basis"}
            and isinstance(cells[place], str)
            and not COUNT.fullmatch(str(cells[place]).strip())
        ]
        return min(texts, key=lambda place: (place > self._title, abs(place - self._title)), default=None)

    # Numbering.

    def _is_numbered_row(self, row: Row) -> bool:
        for place in (self._number, self._count):
            if place is None or place >= len(row.cells) or place == self._title:
                continue
            text = text_of(row.cells[place]).strip()
            if text and len(text) <= _LONGEST_NUMBER and not SIGNED.fullmatch(text) and not NOTE.fullmatch(text):
                return True
        return False

    def _is_numbered(self, sheet: Sheet) -> bool:
        """Whether nearly every row below the header has a number."""
        if not self._covers:
            return False
        filled = [row for row in sheet.rows[1:] if not all(map(is_blank, row.cells))]
        numbered = sum(map(self._is_numbered_row, filled))
        return numbered >= 10 and numbered >= _NUMBERED_ROWS * len(filled)
