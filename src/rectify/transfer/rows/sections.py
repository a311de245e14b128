"""Rows that head the rows below them: 一、党的建设. Source: docs/rules.md, "Import"."""

import re
from collections.abc import Sequence, Set

from rectify.domain.facts import clean
from rectify.transfer.headers.layout import Layout
from rectify.transfer.rows.merged import Cover
from rectify.transfer.rows.numbering import Numbering
from rectify.transfer.sheet import Cell, Row, Sheet, is_blank, text_of
from rectify.transfer.wording.lines import COUNT, NUMERAL, PART, SECTION

_LONGEST = 80
_FEWEST_COLUMNS = 3
_LOOKED_AT = 5000
_MAJOR = re.compile(r"[一二三四五六七八九十]+\s*[、.．]")
_ITEM = re.compile(r"[0-9]{1,3}\s*[.、．)）]|[(（]")
"""How sections and the problems below them begin where both stand in the column of the title."""

_FACTS = frozenset({"unit", "owner", "lead", "due_on", "found_on", "done_on", "closed_on"})
"""Fields in which no section stands."""


def _filled(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if not is_blank(cell)]


class Sections:
    """Finds the headings of sections among the rows of one sheet."""

    def __init__(self, sheet: Sheet, layout: Layout, numbering: Numbering, wide: Set[tuple[int, int]]) -> None:
        self._title = layout.places["title"]
        self._number = layout.places.get("number")
        self._count, self._heads = numbering.place, numbering.heads
        self._names = {place: name for name, place in layout.places.items()}
        self._headings = dict(layout.headings)
        self._first = min(self._headings, default=0)
        self._wide = wide
        self._in_titles = self._count is None and self._number is None and self._stand_in_titles(sheet)

    @staticmethod
    def above(sheet: Sheet) -> list[str]:
        """The heading of the section that begins above the header, where further ones stand among the rows."""
        header = {clean(text_of(cell)) for cell in sheet.rows[0].cells} | {*sheet.parents.values()}
        last = next((text for text in reversed(sheet.captions) if text not in header), "")
        if not _MAJOR.match(last) or len(last) > _LONGEST:
            return []
        singles = (own[0] for _number, cells in sheet.rows[1:_LOOKED_AT] if len(own := _filled(cells)) == 1)
        return [last] if any(_MAJOR.match(text_of(cell).strip()) for cell in singles) else []

    def heading(self, row: Row, own: Sequence[int], covers: Sequence[Cover]) -> str | None:
        """The heading of a section, where the row is one: `own` are its filled places, `covers` its merged cells."""
        texts = [clean(text_of(row.cells[place])) for place in own[:3]]
        counted = own[0] in {self._count, self._number}
        if len(own) == 2 and counted and own[1] == self._title and texts[0] in self._heads:
            return texts[1]
        if len(own) == 2 and NUMERAL.fullmatch(texts[0]) and own[0] in {self._first, self._count, self._number}:
            return f"{texts[0].rstrip('、.．')}、{texts[1]}"
        text, place = texts[0], own[0]
        if len(own) > 1 and not (len(own) <= 3 and len(set(texts)) == 1):
            return None
        if not text or len(text) > _LONGEST or len(self._headings) < _FEWEST_COLUMNS:
            return None
        numbering = self._count if self._count is not None else self._number
        if (row.number, place) in self._wide:
            return text
        if place == self._title and PART.fullmatch(text):
            return text
        if place == self._title:
            numbered = numbering is not None and numbering < place
            heads = (SECTION.fullmatch(text) and numbered) or (self._in_titles and _MAJOR.match(text))
            return text if heads else None
        if place > self._first + 1 or self._names.get(place) in _FACTS:
            return None
        if SECTION.fullmatch(text):
            return text
        lonely = place == self._first and not any(cover.place == place for cover in covers)
        if lonely and place == numbering:
            return None if COUNT.fullmatch(text) or re.search(r"\d", text) else text
        return text if lonely else None

    def _stand_in_titles(self, sheet: Sheet) -> bool:
        """Whether rows of nothing but 一、… stand in the column of the title, and all problems begin otherwise: 1.…"""
        alone = problems = 0
        for _number, cells in sheet.rows[1:_LOOKED_AT]:
            text = text_of(cells[self._title]).strip() if len(cells) > self._title else ""
            if not text:
                continue
            single = sum(not is_blank(cell) for cell in cells) == 1
            if _MAJOR.match(text) and single:
                alone += 1
            elif not single and _ITEM.match(text):
                problems += 1
            elif not single:
                return False
        return bool(alone and problems)
